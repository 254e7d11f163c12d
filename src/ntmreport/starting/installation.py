"""The program to install for a repository: where the one that runs here came from.

No registry has it, so its name alone installs nothing. A running installation knows its address in
a git repository or on a server; a wheel file goes along into the new repository.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from msgspec import Struct

import ntmreport

WHEEL_FOLDER = "cai-dat"
"""The folder of a repository in which the wheel file is kept."""

_MOST_BYTES = 32 * 1024 * 1024


class Program(Struct, frozen=True):
    """The argument of `pip install`. `wheel` is the content of the file, where it is at hand.

    `is_file` says that it is a wheel file, which must be in its folder to be installed.
    """

    requirement: str
    is_file: bool = True
    wheel: bytes | None = None


def program_to_install() -> Program:
    """Return what installs the program that runs here, elsewhere."""
    name = f"ntmreport-{ntmreport.__version__}-py3-none-any.whl"
    said = _direct_url()
    url = str(said.get("url", ""))
    vcs = said.get("vcs_info")
    if isinstance(vcs, dict) and url:
        revision = vcs.get("commit_id") or vcs.get("requested_revision") or ""
        return Program(f"{vcs.get('vcs', 'git')}+{url}{'@' * bool(revision)}{revision}", False)
    if url.startswith(("https://", "http://")):
        return Program(url, is_file=False)
    path = Path(url2pathname(urlsplit(url).path)) if url.startswith("file:") else None
    content = None
    if path is not None and path.suffix == ".whl":
        name = path.name
        if path.is_file() and path.stat().st_size <= _MOST_BYTES:
            content = path.read_bytes()
    return Program(f"{WHEEL_FOLDER}/{name}", wheel=content)


def _direct_url() -> dict[str, object]:
    """Return what the installation says of the address that it came from."""
    try:
        text = distribution("ntmreport").read_text("direct_url.json")
        said = json.loads(text or "{}")
    except (PackageNotFoundError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
