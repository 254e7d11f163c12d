"""The zip for Windows: what is in it, with stand-ins for Python and for installed packages."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from tools import windows_zip
from tools.windows_zip import packages_in, python_files, python_version, write_zip, zip_files

if TYPE_CHECKING:
    from pathlib import Path

INSTALLATION = (
    *("python.exe", "pythonw.exe", "python3.dll", "python313.dll", "vcruntime140.dll"),
    *("LICENSE.txt", "NEWS.txt", "DLLs/_ssl.pyd", "DLLs/libssl-3.dll", "Lib/os.py"),
    *("Lib/encodings/utf_8.py", "Lib/encodings/__pycache__/utf_8.pyc", "Lib/test/test_os.py"),
    *("Lib/site-packages/pip/__init__.py", "Lib/tkinter/__init__.py", "include/Python.h"),
)
PACKAGES = (
    *("ntmreport/__main__.py", "ntmreport/templates/annual-district/layout.docx"),
    *("ntmreport-1.dist-info/METADATA", "ntmreport-1.dist-info/direct_url.json"),
    *("ntmreport-1.dist-info/RECORD", "bin/ntmreport.exe", "lxml/etree.cp313-win_amd64.pyd"),
    ".lock",
)


def made(folder: Path, names: tuple[str, ...]) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return folder


def test_what_a_user_unpacks(tmp_path: Path) -> None:
    python = python_files(made(tmp_path / "python", INSTALLATION))
    assert python_version(python) == "3.13"
    packages = packages_in(made(tmp_path / "packages", PACKAGES))
    path = tmp_path / "ntmreport-1-windows.zip"
    write_zip(path, zip_files(python, packages, "1"))
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        paths = archive.read("ntmreport-1-windows/python/python313._pth").decode()
        texts = [archive.read(name).decode("utf-8-sig") for name in names if name.count("/") == 1]
    assert [name.removeprefix("ntmreport-1-windows/") for name in names] == [
        "Bắt đầu.cmd",
        "Hướng dẫn.txt",
        "ntmreport.cmd",
        "python/DLLs/_ssl.pyd",
        "python/DLLs/libssl-3.dll",
        "python/LICENSE.txt",
        "python/Lib/encodings/utf_8.py",
        "python/Lib/os.py",
        "python/Lib/site-packages/lxml/etree.cp313-win_amd64.pyd",
        "python/Lib/site-packages/ntmreport-1.dist-info/METADATA",
        "python/Lib/site-packages/ntmreport/__main__.py",
        "python/Lib/site-packages/ntmreport/templates/annual-district/layout.docx",
        "python/python.exe",
        "python/python3.dll",
        "python/python313._pth",
        "python/python313.dll",
        "python/vcruntime140.dll",
    ]
    assert paths == "Lib\r\nDLLs\r\n.\r\nLib\\site-packages\r\n"
    for text in texts:
        assert text.count("\n") == text.count("\r\n")
    write_zip(path, zip_files(python, packages, "1"))
    assert path.read_bytes() == content


def test_the_embeddable_package_says_itself_where_its_library_is(tmp_path: Path) -> None:
    folder = made(tmp_path, ("python.exe", "python312.dll", "python312.zip", "_ssl.pyd"))
    (folder / "python312._pth").write_text(
        "python312.zip\n.\n\n# Uncomment to run site.main() automatically\n#import site\n"
    )
    python = python_files(folder)
    assert python["python312._pth"] == b"python312.zip\r\n.\r\nLib\\site-packages\r\n"
    assert python.keys() >= {"_ssl.pyd", "python312.zip"}


def test_another_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no Python for Windows"):
        python_files(made(tmp_path, ("python3.dll", "python.exe")))


def test_what_is_pinned_for_windows_is_what_the_tests_run_with(repository: Path) -> None:
    pinned = re.compile(r"(?m)^([\w.-]+)==([\w.]+)")
    ours = dict(pinned.findall((repository / "requirements.lock").read_text("utf-8")))
    theirs = dict(pinned.findall(windows_zip.LOCK.read_text("utf-8")))
    assert theirs.items() <= ours.items()
    project = (repository / "pyproject.toml").read_text("utf-8")
    (listed,) = re.findall(r"(?ms)^dependencies = \[(.*?)^\]", project)
    assert {*re.findall(r'"([\w-]+)', listed)} <= theirs.keys()
