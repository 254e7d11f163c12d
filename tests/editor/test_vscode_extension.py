"""The extension for VS Code: its code, what is packed, and what it promises of the program."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tools.vscode_extension import FOLDER, bundled, vsix_files

import ntmreport
from ntmreport.zip_package import read_package, write_package

from ..conftest import REPOSITORY
from .conftest import missing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PACKAGE = json.loads((FOLDER / "package.json").read_text("utf-8"))
SETTINGS = PACKAGE["contributes"]["configuration"]["properties"]


@pytest.fixture(scope="module", autouse=True)
def packages() -> None:
    if shutil.which("node") is None or not (FOLDER / "node_modules" / "typescript").is_dir():
        missing("editor/vscode/node_modules")


def node(*words: str, cwd: Path = FOLDER) -> str:
    command = ("node", *words)
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_types_and_the_search_for_the_program(tmp_path: Path) -> None:
    node("node_modules/typescript/lib/tsc.js")
    tests = [str(each.relative_to(FOLDER)) for each in sorted(FOLDER.glob("test/*.test.ts"))]
    node("bundle.mjs", str(tmp_path), *tests)
    node("--test", cwd=tmp_path)


def test_what_is_packed() -> None:
    script = bundled(FOLDER)
    files = vsix_files(FOLDER, script, (REPOSITORY / "LICENSE").read_bytes())
    package = write_package(files)
    assert package == write_package(
        vsix_files(FOLDER, bundled(FOLDER), files["extension/LICENSE.txt"])
    )
    assert read_package(package) == files
    assert sorted(files) == [
        "[Content_Types].xml",
        "extension.vsixmanifest",
        "extension/LICENSE.txt",
        "extension/README.md",
        "extension/ThirdPartyNotices.txt",
        "extension/dist/extension.js",
        "extension/jinja-configuration.json",
        "extension/jinja.tmLanguage.json",
        "extension/package.json",
        "extension/package.nls.json",
        "extension/package.nls.vi.json",
    ]
    notices = files["extension/ThirdPartyNotices.txt"].decode()
    assert "vscode-languageclient 11" in notices
    manifest = etree.fromstring(files["extension.vsixmanifest"])
    assert (
        manifest.xpath("string(//*[local-name()='Identity']/@Version)")
        == PACKAGE["version"]
        == ntmreport.__version__
    )
    assert {*manifest.xpath("//*[local-name()='Asset']/@Path")} <= files.keys()
    types = files["[Content_Types].xml"].decode()
    for name in files:
        assert name == "[Content_Types].xml" or f'"{re.sub(r".*[.]", ".", name)}"' in types


def test_it_speaks_both_languages() -> None:
    named = set(re.findall(r'"%([\w.]+)%"', (FOLDER / "package.json").read_text("utf-8")))
    for name in ("package.nls.json", "package.nls.vi.json"):
        assert json.loads((FOLDER / name).read_text("utf-8")).keys() == named


def test_a_repository_names_no_program_to_run() -> None:
    assert SETTINGS["ntmreport.path"]["scope"] == "machine"
    trust = PACKAGE["capabilities"]["untrustedWorkspaces"]
    assert trust["supported"] == "limited"
    assert trust["restrictedConfigurations"] == ["ntmreport.path", "ntmreport.communes"]


def test_the_lock_names_no_place() -> None:
    packages = json.loads((FOLDER / "package-lock.json").read_text("utf-8"))["packages"]
    for name, package in packages.items():
        assert "resolved" not in package
        assert not name or package["integrity"].startswith("sha512-")


@pytest.mark.parametrize(("language", "read"), [("toml", tomllib.loads), ("json", json.loads)])
def test_settings_of_other_editors_can_be_read(
    language: str, read: Callable[[str], object]
) -> None:
    page = (REPOSITORY / "docs" / "editors.md").read_text("utf-8")
    (settings,) = re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)
    assert "ntmreport" in settings
    assert read(settings)
