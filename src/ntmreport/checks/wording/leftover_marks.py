"""Gaps, notes to oneself and marks of a web page that were left in a text for printing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.prose import Ranges, prose_of
from ntmreport.checks.violation import Violation, check
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.violation import Subject

_FILL_IN = "(?:cần |chờ |sẽ |xin )?(?:bổ sung|điền|cập nhật|xem lại|kiểm tra lại)"
_ASK = "(?:chờ|đợi|hỏi lại|xem lại|kiểm tra lại|chưa có số liệu|cần bổ sung|lấy số)(?!\\w)"
_MORE = "(?: sau| thêm| số liệu| vào đây| tiếp)*"

EXCEL_ERROR = r"#(?:REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|N/A)"
"""The errors that Excel shows where a formula has no result."""


class _Leftovers(ProsePattern):
    """The marks; what each begins with is found fast: a pattern of nothing but signs."""

    def found_in(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the marks in text[start:end], but not the dots at the end of examples."""
        done = start
        for sign in _SIGN.finditer(text, start, end):
            if sign.start() < done:
                continue
            match = self.compiled.match(text, sign.start(), end)
            if match and (match.lastgroup != "gap" or _is_a_gap(text, *match.span())):
                done = match.end()
                yield match


_SIGNS = (
    *("(cần", "(cập", "(chờ", "(chưa", "(sẽ", "(xin", "(xem", "(bổ", "(điền", "(đợi", "(kiểm"),
    *("(hỏi", "(lấy", "(?)", "...", "…", "_", "//", "??", "XXXX", "[", "&", "<", "*", "{", "}"),
    *("%}", "#", "→", "⇒", "☑", "☐", "✓", "✔", "►", "➢", "=>", "xx"),
)
_SIGN = lazy_pattern("|".join(map(re.escape, _SIGNS)))
_LEFTOVER = _Leftovers(
    r"(?P<gap>\.\.\.+|…[….]*|__+(?!\w)|\?\?+|xx+|XXXX+)"
    rf"|(?P<note>\({_FILL_IN}{_MORE}\)|\[{_FILL_IN}{_MORE}\]|\({_ASK}[^()\n]{{0,80}}\)|\(\?\)"
    r"|\[(?:số|số liệu|tên|ngày)\])"
    r"|(?P<sign>[→⇒☑☐✓✔►➢]|=>)"
    r"|(?P<entity>&(?:[a-zA-Z]{2,8}|#[0-9]{1,6});)"
    r"|(?P<tag></?[a-zA-Z][a-zA-Z0-9]{0,9}(?:\s[^<>\n]{0,200})?/?>)"
    r"|(?P<brace>\{ \{[^{}\n]{0,200}\} \}"
    r"|\{\{[^{}\n]{0,200}\}?|\{%[^{}\n]{0,200}%\}|(?<!\{)\{(?![{%])[^{}\n]{0,200}\}{1,2}"
    r"|(?<!\{)\{(?![{%])|%?\}{1,2})"
    r"|(?P<footnote>\[[0-9]{1,3}\])"
    rf"|(?P<excel>{EXCEL_ERROR})"
    r"|(?P<remark>(?:#|(?<!:)//)[ \t]?[^\W\d_][^\n]{2,}|<!--[^\n]*)"
    r"|(?P<underscores>(?<![\w_])_(?![\s_])[^_\n]{1,200}(?<!\s)_(?![\w_]))"
    r"|(?P<emphasis>\*\*[^*\n]{1,200}\*\*|\*[^*\n]{1,200}\*)",
    _SIGNS,
)
_BEFORE_A_GAP = lazy_pattern(r"(?:^|[\s(\[“\"/])$")
_BEHIND_A_GAP = lazy_pattern(r"[\s)\]”\",;:./]|$")
# Dots behind a comma end an enumeration: ngô, lạc, …
_ENUMERATED = lazy_pattern(r"[,;]\s$")

_FOOTNOTE = Bilingual(
    "số chú thích của trang web còn sót lại", "the number of a web page's footnote has been left"
)
OF_EXCEL = Bilingual(
    "lỗi của Excel được dán vào thay cho số liệu", "a mistake of Excel stands for a figure"
)
FIND_OUT = Bilingual(
    "mở bảng Excel xem lại ô này rồi ghi số liệu đúng, hoặc bỏ câu",
    "look at the cell in Excel and write the right figure, or leave out the sentence",
)
_GAP = Bilingual("chỗ trống chưa điền", "a gap that nobody has filled in")
_NOTE = Bilingual(
    "lời nhắc của người soạn còn sót lại", "a note of whoever wrote this has been left"
)
_OF_A_PAGE = Bilingual(
    "dấu của trang web còn sót lại, báo cáo in nguyên dấu này",
    "a mark of a web page has been left and is printed as it stands",
)
_BRACES = Bilingual(
    "chỗ điền số liệu viết thiếu dấu ngoặc, báo cáo in nguyên dấu này",
    "a place for a figure lacks a brace and is printed as it stands",
)
_STATEMENT = Bilingual(
    "câu lệnh {% … %} chỉ dùng trong mẫu, ở số liệu báo cáo in nguyên",
    "{% … %} is for templates; in data it is printed as it stands",
)
_UNDERSCORES = Bilingual("dấu “_” được in nguyên", "the underscores are printed as they stand")
_ITALIC = Bilingual("chữ nghiêng viết *…*, chữ đậm viết **…**", "italic is *…*, bold is **…**")
_STARS = Bilingual(
    "dấu của chữ đậm, chữ nghiêng trong số liệu được in nguyên",
    "marks of bold or italic in data are printed as they stand",
)


@check(catalogue.LEFTOVER)
def leftover(subject: Subject) -> Iterator[Violation]:
    """Find such marks in texts; gaps and notes are sought in a final report only."""
    prose = prose_of(subject)
    report = subject.office(Report)
    is_draft = report is not None and report.is_draft
    for kind, start, end in _found(prose):
        piece, written = prose.piece_at(start), prose.text[start:end]
        if kind in {"gap", "note"} and (is_draft or not piece.path):
            continue
        match kind:
            case "gap":
                yield prose.violation(start, end, _GAP, _fill_in())
            case "remark" if start and prose.text[start - 1].isspace():
                sign = re.match(r"[#/<!-]+", written)
                assert sign is not None  # noqa: S101 - so a remark begins
                hint = _removed(sign[0]) if piece.path else _COMMENT
                yield prose.violation(start, end, _NOTE, hint)
            case "footnote" if piece.path:
                hint = Hint(f"bỏ {written}", f"take away {written}", ("",))
                yield prose.violation(start, end, _FOOTNOTE, hint)
            case "excel":
                yield prose.violation(start, end, OF_EXCEL, FIND_OUT)
            case "note":
                yield prose.violation(start, end, _NOTE, _fill_in())
            case "sign":
                yield prose.violation(start, end, _SIGN_OF_A_SCREEN, _REWORD)
            case "entity" if (meant := _unescaped(written)) != written:
                yield prose.violation(start, end, _OF_A_PAGE, _instead(meant))
            case "tag":
                hint = Hint(f"bỏ {written}", f"take away {written}", ("",))
                yield prose.violation(start, end, _OF_A_PAGE, hint)
            case "underscores":
                hint = _instead(written.strip("_")) if piece.path else _ITALIC
                yield prose.violation(start, end, _UNDERSCORES, hint)
            case "emphasis" if piece.path:
                yield prose.violation(start, end, _STARS, _instead(written.strip("*")))
            case "brace" if written.startswith("{%"):
                hint = Hint(f"bỏ {written}", f"take away {written}", ("",))
                yield prose.violation(start, end, _STATEMENT, hint)
            case "brace" if "{{" not in piece.text:  # a violation of its own, as no Jinja
                yield prose.violation(start, end, _BRACES, _whole_tag(written))
            case _:
                pass


def _unescaped(entity: str) -> str:
    import html  # whose list of names is long

    return html.unescape(entity)


def _whole_tag(written: str) -> Bilingual:
    """Return the hint to complete a tag that lacks a brace."""
    inside = written.strip("{} %")
    if not inside:
        return Bilingual(
            "viết đủ {{ … }}, hoặc bỏ dấu này", "write {{ … }} whole, or take the sign away"
        )
    tag = f"{{% {inside} %}}" if "%}" in written else f"{{{{ {inside} }}}}"
    return Hint(f"viết: {tag}", f"write: {tag}", (tag,))


_SIGN_OF_A_SCREEN = Bilingual(
    "dấu này không dùng trong văn bản hành chính", "official documents have no such sign"
)
_REWORD = Bilingual("viết bằng chữ, hoặc bỏ dấu này", "say it in words, or take the sign away")
_COMMENT = Bilingual(
    "viết chú thích của mẫu trong {# … #}, hoặc xóa", "write comments in {# … #}, or delete it"
)


def _removed(sign: str) -> Bilingual:
    return Bilingual(
        f"xóa từ dấu {sign} trở đi; bên trong đoạn chữ, dấu {sign} không bắt đầu chú thích mà được "
        "in",
        f"delete it from {sign} on: inside a text that sign begins no comment and is printed",
    )


def _fill_in() -> Bilingual:
    return Bilingual(
        "điền vào, hoặc bỏ cả câu; báo cáo còn là dự thảo thì ghi stage: draft trong report.yaml",
        "fill it in or leave out the sentence; of a draft, write stage: draft in report.yaml",
    )


def _instead(meant: str) -> Hint:
    shown = "dấu cách" if meant == "\xa0" else meant
    return Hint(f"viết: {shown}", f"write: {shown}", (" " if meant == "\xa0" else meant,))


@lru_cache(maxsize=1)
def _found(prose: Prose) -> tuple[tuple[str, int, int], ...]:
    """Return the kind, the start and the end of each mark."""
    return tuple(prose.spans(_LEFTOVER))


def _is_a_gap(text: str, start: int, end: int) -> bool:
    """Return whether dots or underscores stand for words, and not at the end of examples."""
    before = text[max(0, start - 2) : start]
    return (
        _BEFORE_A_GAP.search(before) is not None
        and _ENUMERATED.search(before) is None
        and _BEHIND_A_GAP.match(text[end : end + 1]) is not None
    )


@lru_cache(maxsize=1)
def leftover_ranges(prose: Prose) -> Ranges:
    """Return the stretches with such marks, which other checks of words skip."""
    return Ranges((start, end) for _, start, end in _found(prose))
