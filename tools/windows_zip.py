"""The zip for Windows: Python, the program and all that it needs, to unpack and double-click.

Python is the one that runs here, on Windows, or the folder that `--python` names: an installation
or python.org's embeddable package. What the program needs is what tools/windows.lock pins, as
wheels for Windows, whatever this runs on. The same parts give the same bytes.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LOCK = Path(__file__).with_name("windows.lock")
_PLATFORM = "x86_64-pc-windows-msvc"

_DLL = re.compile(r"python(3)(\d+)\.dll", re.IGNORECASE)
_PROGRAM_FILES = re.compile(
    r"python\.exe|python3\d*\.(zip|_pth)|.+\.(dll|pyd)|LICENSE\.txt", re.IGNORECASE
)
_LIBRARY = ("Lib", "DLLs")
_NOT_NEEDED = {
    *("__pycache__", "ensurepip", "idlelib", "lib2to3", "pydoc_data", "site-packages", "test"),
    *("tests", "tkinter", "turtledemo", "venv"),
}
"""Folders of the library that the program never imports from."""

_MADE_HERE = {".lock", "direct_url.json", "uv_cache.json", "INSTALLER", "REQUESTED", "RECORD"}
"""Files of an installed package that tell where and when it was installed."""

_PACKAGES = PurePosixPath("Lib/site-packages")
_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16

_PYTHON = '"%~dp0python\\python.exe"'
_BEGIN = f"""\
@echo off
setlocal EnableExtensions DisableDelayedExpansion
"%SystemRoot%\\System32\\chcp.com" 65001 >nul
if not exist {_PYTHON} echo Hãy giải nén cả tệp .zip ra một thư mục, rồi bấm đúp lại tệp này.
if exist {_PYTHON} {_PYTHON} -P -m ntmreport --lang vi desk
echo.
echo Bấm một phím bất kỳ để đóng cửa sổ này.
pause >nul
"""
_COMMAND = f"""\
@echo off
{_PYTHON} -P -m ntmreport %*
"""
_READ_ME = """\
ntmreport {version}

1. Giải nén cả tệp .zip này ra một thư mục cố định, ví dụ D:\\ntmreport.
2. Bấm đúp tệp “Bắt đầu.cmd”, kéo thư mục số liệu của năm (ví dụ data\\2021) vào cửa sổ, bấm Enter.
   Windows hỏi có chạy tệp tải về hay không thì chọn Run (Chạy).
3. Trên màn hình nền có hai tệp: “Lập báo cáo” và “Kiểm tra số liệu”. Từ nay chỉ cần bấm đúp.

Người phụ trách số liệu dùng lệnh: mở cửa sổ lệnh trong thư mục này và gõ ntmreport --help
Không cần cài Python, không cần quyền quản trị, không cần mạng. Gỡ thì xóa thư mục này.
Chuyển thư mục này hoặc thư mục số liệu sang chỗ khác thì làm lại bước 2.
"""


def python_files(folder: Path) -> Mapping[str, bytes]:
    """Return the files of a Python for Windows that programs need, by their path in it."""
    files = {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and _PROGRAM_FILES.fullmatch(path.name)
    }
    version = next(filter(None, map(_DLL.fullmatch, files)), None)
    if version is None or not any(name.lower() == "python.exe" for name in files):
        sys.exit(f"{folder} is no Python for Windows: it has no python.exe with its DLL")
    name = f"python{version[1]}{version[2]}._pth"
    paths = [*_LIBRARY, "."]
    if name in files:  # the embeddable package, which says itself where its library is
        lines = files[name].decode("utf-8").splitlines()
        paths = [line for line in lines if line.strip() and not line.startswith("#")]
    else:
        for part in _LIBRARY:
            files |= {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in _below(folder / part)
            }
    # With this file, Python looks for modules there and nowhere else on the machine.
    files[name] = "\r\n".join((*paths, str(PureWindowsPath(_PACKAGES)), "")).encode()
    return files


def python_version(files: Mapping[str, bytes]) -> str:
    """Return the version of a Python for Windows as major.minor."""
    (found,) = filter(None, map(_DLL.fullmatch, files))
    return f"{found[1]}.{found[2]}"


def package_files(wheel: Path, version: str) -> Mapping[str, bytes]:
    """Return the files of the program and of all that it needs, installed for Windows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "packages")
        options = (
            *("--target", str(folder), "--python-platform", _PLATFORM, "--no-deps"),
            *("--python-version", version, "--only-binary", ":all:", "--link-mode", "copy"),
        )
        _install(*options, "--require-hashes", "-r", str(LOCK))
        _install(*options, str(wheel))
        return packages_in(folder)


def packages_in(folder: Path) -> Mapping[str, bytes]:
    """Return the installed files in a folder, but for what tells of this machine."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in _below(folder)
        if path.relative_to(folder).parts[0] != "bin" and path.name not in _MADE_HERE
    }


def zip_files(
    python: Mapping[str, bytes], packages: Mapping[str, bytes], version: str
) -> Mapping[str, bytes]:
    """Return all files of the zip by their path in it."""
    texts = {
        "Bắt đầu.cmd": _BEGIN,
        "ntmreport.cmd": _COMMAND,
        "Hướng dẫn.txt": "\ufeff" + _READ_ME.format(version=version),
    }
    files = {name: text.replace("\n", "\r\n").encode() for name, text in texts.items()}
    files |= {f"python/{name}": content for name, content in python.items()}
    return files | {f"python/{_PACKAGES / name}": each for name, each in packages.items()}


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a zip whose files lie in a folder of its name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{path.stem}/{name}", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = _MODE
            archive.writestr(entry, content)


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder of Python's, without what no program needs."""
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder).parts
        if path.is_file() and not _NOT_NEEDED & {*within[:-1]} and path.suffix != ".pyc":
            yield path


def _install(*arguments: str) -> None:
    command = (sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-config", *arguments)
    subprocess.run(command, check=True)  # noqa: S603 - our own tool, with our own words


def main(arguments: Sequence[str]) -> None:
    """Build the zip beside the wheel, or where `--output` says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--python", type=Path, default=Path(sys.base_prefix))
    parser.add_argument("--output", type=Path)
    given = parser.parse_args(arguments)
    version = given.wheel.name.split("-")[1]
    output = given.output or given.wheel.with_name(f"ntmreport-{version}-windows.zip")
    python = python_files(given.python)
    packages = package_files(given.wheel, python_version(python))
    write_zip(output, zip_files(python, packages, version))
    print(output)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
