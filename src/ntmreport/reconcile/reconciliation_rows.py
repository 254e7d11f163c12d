"""The headings and rows that every format of a reconciliation shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.diff.comparison_rows import excerpt
from ntmreport.diff.figure_changes import ChangeKind
from ntmreport.diff.passage_changes import Piece, pieces
from ntmreport.figure.number_format import printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.reconcile.difference import DifferenceKind, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.diff.figure_changes import FigureChange
    from ntmreport.language import Language
    from ntmreport.reconcile.difference import Difference, Remark
    from ntmreport.reconcile.reconciliation import Reconciliation

NOTHING = Bilingual("Không có gì khác với báo cáo đã lập.", "It is as it was built.")
FOLLOWING = Bilingual("Số liệu in trong báo cáo đổi theo", "Printed figures that follow")
REMARKS = Bilingual("Ý kiến ghi trong tệp", "Remarks in the file")
RULES = Bilingual("Kiểm tra sau khi ghi", "Checks of the data with it")
_WRITABLE = Bilingual("Ghi được vào dữ liệu", "Can be written into the data")
_WRITTEN = Bilingual("Đã ghi vào dữ liệu", "Written into the data")
_OUTCOMES = {
    Outcome.CONFLICT: Bilingual(
        "Hai bên cùng sửa, không ghi", "Changed on both sides, not written"
    ),
    Outcome.LEFT: Bilingual("Phải sửa bằng tay", "To be done by hand"),
    Outcome.FOLLOWS: Bilingual("Tự đổi theo số liệu được ghi", "Follows from what is written"),
    Outcome.PRESENT: Bilingual("Dữ liệu đã có", "In the data already"),
    Outcome.LISTED: Bilingual("Chỉ định dạng, không lấy", "Formatting alone, not taken"),
}
_KINDS = {
    DifferenceKind.WRITTEN_FIGURE: Bilingual("số liệu", "figure"),
    DifferenceKind.DATA_TEXT: Bilingual("chữ của dữ liệu", "text of the data"),
    DifferenceKind.DAY: Bilingual("ngày", "day"),
    DifferenceKind.COMPUTED_FIGURE: Bilingual("số tính ra", "computed figure"),
    DifferenceKind.WORDING: Bilingual("câu chữ của mẫu", "wording of the form"),
    DifferenceKind.FRAME: Bilingual("phần khung của văn bản", "frame of the document"),
    DifferenceKind.ADDED: Bilingual("thêm đoạn", "paragraph added"),
    DifferenceKind.REMOVED: Bilingual("bỏ đoạn", "paragraph removed"),
    DifferenceKind.MOVED: Bilingual("chuyển đoạn", "paragraph moved"),
    DifferenceKind.SPLIT: Bilingual("tách đoạn", "paragraph split"),
    DifferenceKind.JOINED: Bilingual("gộp đoạn", "paragraphs joined"),
    DifferenceKind.FORMATTING: Bilingual("định dạng", "formatting"),
}
_LOOKS = {
    "bold": Bilingual("đậm", "bold"),
    "italic": Bilingual("nghiêng", "italic"),
    "underline": Bilingual("gạch chân", "underline"),
    "struck": Bilingual("gạch ngang", "struck out"),
    "colour": Bilingual("màu chữ", "colour"),
    "highlight": Bilingual("tô nền", "highlight"),
    "vertical": Bilingual("chỉ số trên, dưới", "superscript or subscript"),
}
_SHOWN_WHOLE = frozenset(
    {DifferenceKind.WRITTEN_FIGURE, DifferenceKind.COMPUTED_FIGURE, DifferenceKind.DAY}
)
_MOST_WORDS = 300


class Row(Struct, frozen=True):
    """A difference as formats show it: a head, the place, what changed, and notes on it."""

    head: str
    place: str
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]


def title(found: Reconciliation, file: str, language: Language) -> str:
    """Return the title: which file was compared with what."""
    return Bilingual(
        f"{file}, so với báo cáo đã lập ({found.origin.vi})",
        f"{file}, compared with the report as built ({found.origin.en})",
    ).text(language)


def groups(
    found: Reconciliation, *, is_written: bool
) -> Iterator[tuple[Bilingual, list[Difference]]]:
    """Yield the heading and the differences of each outcome that there are some of."""
    first = {Outcome.WRITABLE: _WRITTEN if is_written else _WRITABLE}
    for outcome, heading in {**first, **_OUTCOMES}.items():
        if its := found.of(outcome):
            yield heading, its


def row(each: Difference, language: Language) -> Row:
    """Return a difference as a row."""
    head = ", ".join(part for part in (each.section, _KINDS[each.kind].text(language)) if part)
    notes = [each.reason, each.hint]
    said = [note.text(language) for note in notes if note is not None]
    if each.authors:
        names = ", ".join(
            f"{author.name} ({author.date[:10]})" if author.date else author.name
            for author in each.authors
        )
        said.append(Bilingual(f"người sửa: {names}", f"changed by: {names}").text(language))
    return Row(head, each.place, tuple(_pieces(each, language)), tuple(said))


def _pieces(each: Difference, language: Language) -> Iterator[Piece]:
    label = f"{each.label}: " if each.label else ""
    if each.kind in _SHOWN_WHOLE:
        yield Piece(ChangeKind.SAME, label)
        yield Piece(ChangeKind.REMOVED, each.old)
        yield Piece(ChangeKind.SAME, " → ")
        yield Piece(ChangeKind.ADDED, each.new)
    elif each.kind is DifferenceKind.FORMATTING:
        looks = ", ".join(_LOOKS[name].text(language) for name in each.new.split(", "))
        yield Piece(ChangeKind.SAME, f"{looks}: {each.new_line}")
    elif each.kind is DifferenceKind.MOVED:
        yield Piece(ChangeKind.SAME, _cut(each.new))
    elif each.kind in {DifferenceKind.ADDED, DifferenceKind.REMOVED}:
        is_added = each.kind is DifferenceKind.ADDED
        change = ChangeKind.ADDED if is_added else ChangeKind.REMOVED
        yield Piece(change, _cut(each.new or each.old))
    elif each.kind in {DifferenceKind.SPLIT, DifferenceKind.JOINED}:
        yield Piece(ChangeKind.SAME, _cut(each.new))
    else:
        yield from excerpt(list(pieces(each.old_line, each.new_line)))


def _cut(text: str) -> str:
    if len(text) <= _MOST_WORDS:
        return text
    return text[: text.rfind(" ", 0, _MOST_WORDS)] + " …"


def following(change: FigureChange) -> str:
    """Return a figure that changes by what is written: its label, before and after."""
    old = printed_with_unit(change.old) if change.old else "–"
    new = printed_with_unit(change.new) if change.new else "–"
    return f"{change.figure.label}: {old} → {new}"


def remark_lines(remark: Remark) -> Sequence[str]:
    """Return a remark: who says what on which words, and the replies."""
    by = f"{remark.author} ({remark.date[:10]})" if remark.date else remark.author
    head = ", ".join(part for part in (remark.section, by) if part)
    quoted = f" “{_cut(remark.quoted)}”" if remark.quoted else ""
    place = f"  {remark.place}" if remark.place else ""
    return (f"{head}:{quoted}{place}", remark.text, *remark.replies)


def verdict(
    found: Reconciliation, remarks: int, written: Sequence[str], *, is_written: bool
) -> Bilingual:
    """Return the last line: how many differences and remarks there are, and what becomes of it."""
    said = _counted(found, written, is_written=is_written)
    if not remarks:
        return said
    counted = Bilingual(f"{remarks} ý kiến", f"{remarks} remark{'s' * (remarks > 1)}")
    if not found.differences:
        return counted
    return Bilingual(f"{said.vi}; {counted.vi}", f"{said.en}; {counted.en}")


def _counted(found: Reconciliation, written: Sequence[str], *, is_written: bool) -> Bilingual:
    number = len(found.differences)
    if not number:
        return NOTHING
    safe, conflicts = len(found.of(Outcome.WRITABLE)), len(found.of(Outcome.CONFLICT))
    left = len(found.of(Outcome.LEFT))
    done = "đã ghi" if is_written else "ghi được"
    vi = f"{number} chỗ khác: {done} {safe}, phải sửa bằng tay {left}"
    en = f"{number} difference{'s' * (number > 1)}: {safe} "
    en += f"{'written' if is_written else 'writable'}, {left} by hand"
    if conflicts:
        vi += f", hai bên cùng sửa {conflicts}"
        en += f", {conflicts} changed on both sides"
    if written:
        files = ", ".join(written)
        return Bilingual(f"{vi}; đã ghi {files}", f"{en}; written: {files}")
    if safe and not is_written:
        return Bilingual(
            f"{vi}; chưa ghi (thêm --write để ghi)", f"{en}; nothing written (--write writes)"
        )
    return Bilingual(vi, en)
