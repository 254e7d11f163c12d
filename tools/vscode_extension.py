"""The .vsix of editor/vscode: an Open Packaging package, which VS Code installs from a file.

`make vsix` installs the npm packages of editor/vscode before. The same parts give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntmreport.escapes import xml_attribute, xml_text
from ntmreport.zip_package import CONTENT_TYPES, write_package

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REPOSITORY = Path(__file__).resolve().parents[1]
FOLDER = REPOSITORY / "editor" / "vscode"

_OWN = (
    *("package.json", "package.nls.json", "package.nls.vi.json", "README.md"),
    *("jinja-configuration.json", "jinja.tmLanguage.json"),
)
_LICENSE = "LICENSE.txt"
_NOTICES = "ThirdPartyNotices.txt"

_MEDIA_TYPES = {
    ".json": "application/json",
    ".js": "application/javascript",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".vsixmanifest": "text/xml",
}
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MANIFEST = "http://schemas.microsoft.com/developer/vsx-schema/2011"


def bundled(folder: Path) -> bytes:
    """Return the extension and the packages that it needs as one script."""
    with tempfile.TemporaryDirectory() as made:
        command = ("node", "bundle.mjs", made, "src/extension.ts")
        subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - our own script
        return Path(made, "extension.js").read_bytes()


def vsix_files(folder: Path, script: bytes, license_text: bytes) -> Mapping[str, bytes]:
    """Return all files of the .vsix by their path in it."""
    files = {name: (folder / name).read_bytes() for name in _OWN}
    files[_LICENSE] = license_text
    files[_NOTICES] = _notices(folder).encode()
    package = json.loads(files["package.json"])
    words = json.loads(files["package.nls.json"])
    files[package["main"].removeprefix("./")] = script
    return {
        CONTENT_TYPES: _content_types(),
        "extension.vsixmanifest": _manifest(package, words),
        **{f"extension/{name}": content for name, content in files.items()},
    }


def _notices(folder: Path) -> str:
    """Return the licences of the packages that are bundled."""
    packages = json.loads((folder / "package-lock.json").read_bytes())["packages"]
    texts = []
    for place, package in sorted(packages.items()):
        if place and not package.get("dev"):
            title = f"{place.removeprefix('node_modules/')} {package['version']}"
            texts.append(f"{title}\n{'=' * len(title)}\n\n{_license(folder / place)}\n")
    return "\n".join(texts)


def _license(package: Path) -> str:
    paths = sorted(each for each in package.iterdir() if each.stem.lower() == "license")
    if not paths:
        sys.exit(f"{package} has no licence")
    return "\n".join(paths[0].read_text("utf-8").split("\n")).strip()


def _content_types() -> bytes:
    types = "".join(
        f'<Default Extension="{ending}" ContentType="{media}"/>'
        for ending, media in sorted(_MEDIA_TYPES.items())
    )
    return f'{_declaration()}<Types xmlns="{_CONTENT_TYPES}">{types}</Types>\n'.encode()


def _manifest(package: Mapping[str, Any], words: Mapping[str, str]) -> bytes:
    """Return what VS Code and its galleries read of the package beside package.json."""
    identity = _element(
        "Identity",
        Language="en-US",
        Id=package["name"],
        Version=package["version"],
        Publisher=package["publisher"],
    )
    properties = "".join(
        _element("Property", Id=f"Microsoft.VisualStudio.Code.{name}", Value=value)
        for name, value in (
            ("Engine", package["engines"]["vscode"]),
            ("ExtensionKind", "workspace"),
        )
    )
    assets = "".join(
        _element("Asset", Type=kind, Path=f"extension/{name}", Addressable="true")
        for kind, name in (
            ("Microsoft.VisualStudio.Code.Manifest", "package.json"),
            ("Microsoft.VisualStudio.Services.Content.Details", "README.md"),
            ("Microsoft.VisualStudio.Services.Content.License", _LICENSE),
        )
    )
    texts = {name: words[package[name].strip("%")] for name in ("displayName", "description")}
    return (
        f'{_declaration()}<PackageManifest Version="2.0.0" xmlns="{_MANIFEST}">'
        f"<Metadata>{identity}"
        f"<DisplayName>{xml_text(texts['displayName'])}</DisplayName>"
        f'<Description xml:space="preserve">{xml_text(texts["description"])}</Description>'
        f"<Categories>{xml_text(','.join(package['categories']))}</Categories>"
        f"<Properties>{properties}</Properties>"
        f"<License>extension/{_LICENSE}</License></Metadata>"
        '<Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>'
        f"<Dependencies/><Assets>{assets}</Assets></PackageManifest>\n"
    ).encode()


def _declaration() -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n'


def _element(name: str, **attributes: str) -> str:
    written = "".join(f' {key}="{xml_attribute(value)}"' for key, value in attributes.items())
    return f"<{name}{written}/>"


def main(arguments: Sequence[str]) -> None:
    """Write the .vsix into dist/, or where `--output` says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args(arguments)
    version = json.loads((FOLDER / "package.json").read_bytes())["version"]
    output = given.output or REPOSITORY / "dist" / f"ntmreport-{version}.vsix"
    output.parent.mkdir(parents=True, exist_ok=True)
    files = vsix_files(FOLDER, bundled(FOLDER), (REPOSITORY / "LICENSE").read_bytes())
    output.write_bytes(write_package(files))
    print(output)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
