"""The rows and headings that every format of a comparison shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.diff.figure_changes import ChangeKind
from ntmreport.diff.passage_changes import Piece
from ntmreport.escapes import printable
from ntmreport.figure import PERCENT, PERCENTAGE_POINT
from ntmreport.figure.number_format import grouped, printed_with_unit, rounded
from ntmreport.language import Bilingual
from ntmreport.lineage import exact, span_of
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from fractions import Fraction

    from ntmreport.diff.comparison import Changes
    from ntmreport.diff.figure_changes import FigureChange
    from ntmreport.diff.passage_changes import Passage
    from ntmreport.figure import Figure
    from ntmreport.language import Language

TYPED = Bilingual("Số liệu đã sửa trong dữ liệu", "Figures changed in the data")
FOLLOWING = Bilingual("Số liệu thay đổi theo", "Figures that follow")
STAYED = Bilingual(
    "Số công bố giữ nguyên trong khi dữ liệu đã đổi", "Stated as before while the data has moved"
)
SENTENCES = Bilingual("Câu chữ thay đổi trong báo cáo", "Sentences of the report that changed")
NOTHING = Bilingual("Không có gì thay đổi.", "Nothing has changed.")
COLUMNS = (
    Bilingual("Số liệu", "Figure"),
    Bilingual("Trước", "Before"),
    Bilingual("Sau", "After"),
    Bilingual("Chênh lệch", "Difference"),
    Bilingual("Tỷ lệ", "Percent"),
    Bilingual("Tệp và dòng, hoặc đường dẫn", "File and line, or path"),
)
DATA = Bilingual("dữ liệu", "the data")
CHANGES = {
    ChangeKind.ADDED: Bilingual("thêm", "added"),
    ChangeKind.REMOVED: Bilingual("bỏ", "removed"),
    ChangeKind.CHANGED: Bilingual("sửa", "changed"),
    ChangeKind.MOVED: Bilingual("chuyển chỗ", "moved"),
}

_FRAME = {
    "parent": Bilingual("Cơ quan chủ quản", "Parent body"),
    "issuer": Bilingual("Cơ quan ban hành", "Issuer"),
    "number": Bilingual("Số, ký hiệu", "Number"),
    "place_and_day": Bilingual("Địa danh, ngày tháng", "Place and day"),
    "kind": Bilingual("Loại văn bản", "Kind"),
    "subject": Bilingual("Trích yếu", "Subject"),
    "addressee": Bilingual("Kính gửi", "Addressees"),
    "recipient": Bilingual("Nơi nhận", "Recipients"),
    "capacity": Bilingual("Chức vụ người ký", "Signer's capacity"),
    "signer": Bilingual("Người ký", "Signer"),
    "second_capacity": Bilingual("Chức vụ người ký thứ hai", "Second signer's capacity"),
    "second_signer": Bilingual("Người ký thứ hai", "Second signer"),
}
_CUT = "[…]"
_LEAST_CUT = 20
_SENTENCE_END = re.compile(r"(?<=[.;])\s+")


class Cells(NamedTuple):
    """The cells of a row about a figure, one for each column."""

    label: str
    old: str
    new: str
    difference: str
    percent: str
    place: str


def title(compared: Changes) -> Bilingual:
    """Return the title of a comparison: the names of both sides."""
    old, new = printable(compared.old.name), printable(compared.new.name)
    return Bilingual(f"So sánh {old} với {new}", f"{old} compared with {new}")


def figure_groups(compared: Changes) -> Iterator[tuple[Bilingual, Sequence[FigureChange]]]:
    """Yield the heading and the figures of each group: typed, following, stated as before."""
    if compared.typed:
        yield TYPED, compared.typed
    if compared.following:
        yield FOLLOWING, compared.following
    if compared.stayed:
        yield STAYED, compared.stayed


def cells(change: FigureChange, compared: Changes) -> Cells:
    """Return the cells of a row about a figure."""
    old, new = change.old, change.new
    before = printed_with_unit(old) if old else ""
    after = printed_with_unit(new) if new else ""
    if old and new and before == after:
        # They differ in what is rounded away.
        before, after = _exactly(old), _exactly(new)
    named = change.stated or change.figure
    label = named.label or written_path(named.path)
    return Cells(
        label if change.stated is None else f"{label}: {printed_with_unit(change.stated)}",
        before,
        after,
        _signed_difference(change),
        f"{_signed(change.relative)}%" if change.relative is not None else "",
        place(change, compared) or written_path(named.path),
    )


def place(change: FigureChange, compared: Changes) -> str:
    """Return file and line of the figure now, or before; empty where it is computed."""
    span = span_of(change.stated or change.figure)
    if span is None and change.new is not None and change.old is not None:
        # What was stated, and is no longer, has its place in the old data.
        span = span_of(change.old)
        return _at(compared.old.naming.text(span.file), span.line) if span else ""
    if span is None:
        return ""
    side = compared.old if change.new is None else compared.new
    return _at(side.naming.text(span.file), span.line)


def location(passage: Passage, language: Language) -> str:
    """Return the section of a passage, or the name of its line of the frame."""
    if passage.frame:
        known = _FRAME.get(passage.frame)
        return known.text(language) if known else passage.frame
    return passage.section


def heading(change: ChangeKind, passage: Passage, language: Language) -> str:
    """Return the heading of a changed passage: its location, and whether it moved."""
    where = location(passage, language)
    if change is not ChangeKind.MOVED:
        return where
    moved = CHANGES[ChangeKind.MOVED].text(language)
    return f"{where}, {moved}" if where else moved


def excerpt(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces without the sentences between them in which nothing changed."""
    for number, piece in enumerate(pieces):
        if piece.change is not ChangeKind.SAME or len(pieces) == 1:
            yield piece
            continue
        text = piece.text
        ends = [end.end() for end in _SENTENCE_END.finditer(text)]
        # What is left out: from the end of the sentence before to where the one after starts.
        start = 0 if number == 0 else next(iter(ends), len(text))
        end = len(text) if number == len(pieces) - 1 else next(reversed(ends), 0)
        if end - start < _LEAST_CUT:
            yield piece
        else:
            space = " " if end < len(text) else ""
            yield Piece(ChangeKind.SAME, f"{text[:start]}{_CUT}{space}{text[end:]}")


def _at(file: str, line: int) -> str:
    return f"{file}:{line}"


def _exactly(figure: Figure) -> str:
    number = f"{exact(figure)}{PERCENT}" if figure.unit == PERCENT else exact(figure)
    unit = "" if figure.unit == PERCENT else figure.unit
    return " ".join(part for part in (figure.qualifier, number, unit) if part)


def _signed_difference(change: FigureChange) -> str:
    if change.delta is None:
        return ""
    unit = change.figure.unit
    unit = PERCENTAGE_POINT if unit == PERCENT else unit
    return f"{_signed(change.delta)} {unit}".rstrip()


def _signed(value: Fraction) -> str:
    shown = rounded(value, 2)
    if value and not shown:
        shown = rounded(value, 6)
    if value and not shown:
        return "≈ 0"
    text = grouped(shown)
    return f"+{text}" if shown > 0 else text


def tagged(pieces: Iterable[Piece], shown: Callable[[str], str]) -> str:
    """Return the words with tags around what was added and removed; `shown` escapes each text.

    Markdown takes these tags too: its own marks do not work before a comma or inside of a word.
    """
    tags = {ChangeKind.ADDED: "ins", ChangeKind.REMOVED: "del"}
    texts = ((tags.get(piece.change), shown(piece.text)) for piece in pieces)
    return "".join(f"<{tag}>{text}</{tag}>" if tag else text for tag, text in texts)
