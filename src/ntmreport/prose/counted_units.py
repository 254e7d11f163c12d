"""Units that count the same under different words: nhân khẩu and người, HTX and hợp tác xã."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ntmreport.prose.prose_number import ProseNumber

_ALIKE = (
    (
        *("người", "nhân khẩu", "khẩu", "cán bộ", "công chức", "viên chức", "đảng viên", "dân"),
        *("hội viên", "đoàn viên", "đồng chí", "học sinh", "giáo viên", "lao động", "thành viên"),
        *("học viên", "đại biểu", "công dân", "thanh niên", "trẻ em", "trẻ", "cháu", "em", "ca"),
        *("đối tượng", "nhân", "công nhân", "thí sinh", "bệnh nhân", "phụ nữ"),
    ),
    ("lượt", "lượt người", "lượt khách"),
    ("hộ", "gia đình", "nhà", "ngôi", "căn", "vườn"),
    ("trạm", "trạm y"),
    ("doanh nghiệp", "công ty", "DN"),
    ("hợp tác", "HTX"),
    ("tổ hợp", "THT"),
    ("thôn", "bản", "xóm", "ấp", "khu dân", "khu", "tổ dân", "làng"),
    ("trường", "cơ sở", "điểm trường"),
    ("ngày công", "công", "ngày"),
)
_CLASSES = {unit: units[0] for units in _ALIKE for unit in units}
TIMES = frozenset(("tháng", "năm", "ngày", "quý", "giờ", "phút", "tuổi", "tuần", "đợt", "lần"))
"""Units of numbers that say when, how long or how often, and no part of a whole."""


def unit_class(unit: str) -> str:
    """Return the unit that stands for all that count the same as `unit`."""
    plain = unit.removesuffix("/năm")
    return _CLASSES.get(plain, plain)


def count_alike(first: ProseNumber, second: ProseNumber) -> bool:
    """Return whether two numbers are of one kind and unit."""
    return first.kind is second.kind and unit_class(first.unit) == unit_class(second.unit)
