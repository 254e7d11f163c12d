"""Characters that nobody sees, and that searching, sorting and line breaking trip over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.prose import prose_of
from ntmreport.checks.subject import check
from ntmreport.checks.wording.stretches import in_legacy_stretch
from ntmreport.language import Bilingual, Hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.subject import Finding, Subject

INVISIBLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""What shows nothing, as a class of a pattern. One no-break space between words is no mistake."""

_SPACES = "\u1680\u2000-\u200a\u202f\u205f\u3000"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_FOUND = re.compile(
    f"(?P<invisible>[{INVISIBLE}]+)|(?P<space>[{_SPACES}]+)|(?P<private>[{_PRIVATE}]+)"
)
_NAMES = {
    "\xad": Bilingual("dấu ngắt từ ẩn", "soft hyphen"),
    "\u200b": Bilingual("dấu cách rộng bằng không", "zero-width space"),
    "\u200c": Bilingual("dấu tách chữ ẩn", "zero-width non-joiner"),
    "\u200d": Bilingual("dấu nối chữ ẩn", "zero-width joiner"),
    "\u2060": Bilingual("dấu dính từ ẩn", "word joiner"),
    "\ufeff": Bilingual("dấu BOM", "byte order mark"),
}
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@check(catalogue.INVISIBLE_CHARACTER)
def invisible_character(subject: Subject) -> Iterator[Finding]:
    """Find invisible characters, unusual spaces and characters of one font's own."""
    prose = prose_of(subject)
    if prose.text.isascii():
        return
    for match in _FOUND.finditer(prose.text):
        if in_legacy_stretch(prose, subject.words, match.start()):
            continue
        code = f"U+{ord(match[0][0]):04X}"
        if match["space"]:
            message = Bilingual(
                f"dấu cách khác thường ({code})", f"this is an unusual space ({code})"
            )
            hint = Hint(
                "thay bằng dấu cách thường", "use an ordinary space", (" ",), is_certain=True
            )
        elif match["private"]:
            message = Bilingual(
                f"ký tự riêng của một phông chữ ({code}), máy khác không in được",
                f"this character belongs to one font ({code}) and prints nowhere else",
            )
            hint = Hint("gõ lại ký tự cần dùng", "type the character that is meant")
        else:
            name = _name(match[0][0])
            message = Bilingual(
                f"ký tự ẩn: {name.vi} ({code})", f"invisible character: {name.en} ({code})"
            )
            hint = Hint("xóa ký tự này", "delete it", ("",), is_certain=True)
        yield prose.finding(match.start(), match.end(), message, hint)


def _name(character: str) -> Bilingual:
    if _DIRECTION.match(character):
        return Bilingual("dấu đổi chiều viết", "mark of the writing direction")
    return _NAMES.get(character, Bilingual("không có hình", "nothing to see"))
