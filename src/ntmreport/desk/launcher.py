"""A launcher: what it calls, what it says in its window, and the mark by which it is known again.

Each system has a module that writes it. What it says is Vietnamese, whatever the computer speaks:
it is for those who never see a command.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARK = re.compile(rb"ntmreport desk ([0-9a-f]{16}) ([0-9a-f]{16})")
_DIGITS = 16
_COLUMNS = 78


COMMUNE = "commune"
"""Begins the names of the variables that keep the communes' folders."""


class System(Enum):
    """A kind of system whose files to double-click differ from those of the others."""

    WINDOWS = "win32"
    MACOS = "darwin"
    LINUX = "linux"


class Target(Struct, frozen=True):
    """The target of a launcher: Python and the package's main module, by their full paths.

    `root`, a full path too, is the folder to be in meanwhile, which build/ is made in; `data` is
    the folder of data in it, `shown` the same by its full path. `communes` are the folders of those
    that report themselves, in whose names `*` can stand.
    """

    python: str
    package: str
    root: str
    data: str
    shown: str
    communes: tuple[str, ...] = ()

    @property
    def names(self) -> Mapping[str, str]:
        """All paths, by the names of the variables that keep them in a launcher."""
        found = asdict(self)
        communes = enumerate(found.pop("communes"), 1)
        return found | {f"{COMMUNE}{number}": path for number, path in communes}


class Task(Struct, frozen=True):
    """The task of a launcher: the command that it calls, its title, and what it says."""

    command: str
    title: str
    begun: str
    done: str
    failed: str


class LauncherFile(NamedTuple):
    """A file of a launcher; `is_program` says that the system shall run it."""

    name: str
    content: bytes
    is_program: bool


TASKS = (
    Task(
        "build",
        "Lập báo cáo",
        "Đang lập báo cáo từ số liệu trong thư mục:",
        "Đã lập xong báo cáo, tên tệp ở dòng trên. Nếu Word không tự mở thì mở tệp đó bằng tay.",
        "Chưa lập được báo cáo. Sửa những chỗ nêu ở trên rồi bấm đúp tệp này lần nữa.",
    ),
    Task(
        "review",
        "Kiểm tra số liệu",
        "Đang kiểm tra số liệu trong thư mục:",
        "Đã lập xong trang rà soát, tên tệp ở dòng trên. Kết quả kiểm tra có trên trang đó; nếu "
        "trang không tự mở thì mở tệp bằng tay.",
        "Chưa lập được trang rà soát. Sửa những chỗ nêu ở trên rồi bấm đúp tệp này lần nữa.",
    ),
)

NO_PROGRAM = (
    "Không tìm thấy chương trình ntmreport:",
    "Chương trình đã bị gỡ hoặc chuyển chỗ. Cài lại chương trình rồi chạy: ntmreport desk",
)
NO_DATA = (
    "Không tìm thấy thư mục số liệu:",
    "Thư mục đã đổi tên, chuyển chỗ, hoặc ổ đĩa chưa kết nối. Nếu đã chuyển chỗ thì chạy: "
    "ntmreport desk",
)
WRONG_CALL = "Bản chương trình này không nhận lệnh của tệp này. Chạy lại: ntmreport desk"
TROUBLE = "Máy có trục trặc nêu ở trên. Khắc phục xong thì bấm đúp tệp này lần nữa."
STOPPED = "Chương trình dừng giữa chừng, mã"
NOT_TO_EDIT = "do lệnh ntmreport desk lập; cần thay đổi thì chạy lại lệnh đó"

ARGUMENTS = ("-P", "-m", "ntmreport", "--lang", "vi")
"""Options of Python before the command; -P leaves modules of the present folder alone."""


def lines_of(text: str) -> list[str]:
    """Return a text in lines that a window of 80 columns shows whole."""
    return textwrap.wrap(text, _COLUMNS)


def marked(lines: list[str], remark: str, data: str, end: str) -> bytes:
    """Return the text of a launcher for the folder `data`, its mark as a `remark` in line 2.

    The mark is a digest of the folder's name and one of all other lines.
    """
    first, *others = (f"{line}{end}".encode() for line in lines)
    mark = f"{remark} ntmreport desk {_digest(data.encode())} {_digest(first, *others)}{end}"
    return b"".join((first, mark.encode(), *others))


def is_own(content: bytes, data: str) -> bool:
    """Return whether a file is a launcher for the folder `data` that nobody has edited."""
    found = _MARK.search(content)
    if found is None:
        return False
    start = content.rfind(b"\n", 0, found.start()) + 1
    end = content.find(b"\n", found.end()) + 1
    folder, digest = (part.decode() for part in found.groups())
    return folder == _digest(data.encode()) and digest == _digest(content[:start], content[end:])


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()[:_DIGITS]
