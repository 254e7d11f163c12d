"""A finished report as the lines of a form: those around the body, its blocks, tables, annexes.

What the parts of a letter are, their words and their places say: no style of Word need be right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import is_normalized, normalize

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.document import BlockKind
from ntmreport.report_characters import REFUSED_IN_TEXT
from ntmreport.word_reader import Story, WordParagraph, WordTable, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ntmreport.word_reader import WordBlock, WordFile

PARENT, ISSUER, NUMBER, PLACE_AND_DAY = "parent", "issuer", "number", "place_and_day"
KIND, SUBJECT, ADDRESSEE = "kind", "subject", "addressee"
RECIPIENT, CAPACITY, SIGNER = "recipient", "capacity", "signer"
ANNEX, ANNEX_TITLE = BlockKind.ANNEX.value, BlockKind.ANNEX_TITLE.value
ANNEX_REFERENCE = BlockKind.ANNEX_REFERENCE.value
BASIS, CAPTION, UNIT = BlockKind.BASIS.value, BlockKind.CAPTION.value, BlockKind.UNIT.value
BODY = ""
"""The name of a line whose marker says what it is."""


class LineNote(Struct, frozen=True):
    """A footnote of a line: its mark stands at `at`."""

    at: int
    text: str


class ReportLine(Struct, frozen=True):
    """A line of a report: its text with the marker, and which letters are bold or italic.

    `name` is that of a line with a name, BODY for all others. `number` counts the paragraphs of the
    Word file.
    """

    name: str
    text: str
    bold: str = ""
    italic: str = ""
    notes: tuple[LineNote, ...] = ()
    number: int = 0

    def without(self, start: int) -> ReportLine:
        """Return the line without its first letters."""
        notes = tuple(LineNote(max(0, each.at - start), each.text) for each in self.notes)
        return replace(
            self,
            text=self.text[start:],
            bold=self.bold[start:],
            italic=self.italic[start:],
            notes=notes,
        )


class LineCell(Struct, frozen=True):
    """A cell: where it begins, what it spans, its paragraphs as one line."""

    row: int
    column: int
    columns: int
    rows: int
    line: ReportLine


class LineTable(Struct, frozen=True):
    """A table: its cells row by row, how many columns it has, and how many rows are its head."""

    rows: tuple[tuple[LineCell, ...], ...]
    columns: int
    head_rows: int


OutlinePart: TypeAlias = ReportLine | LineTable


class ReportOutline(Struct, frozen=True):
    """The lines before the body by their names, the body, and the annexes behind the signature."""

    frame: tuple[ReportLine, ...]
    body: tuple[OutlinePart, ...]
    annexes: tuple[OutlinePart, ...]

    def named(self, name: str) -> tuple[str, ...]:
        """Return the texts of the lines of that name."""
        return tuple(line.text for line in self.frame if line.name == name)


_MOTTO = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập *[-–—] *tự do *[-–—] *hạnh phúc"
)
_NUMBER = re.compile(r"\s*số\s*:", re.IGNORECASE)
_DAY = re.compile(r".{0,60}?ngày.{0,16}tháng.{0,16}năm[\s\d.…_]{0,16}$", re.IGNORECASE)
_KIND = re.compile(
    r"(?:báo cáo|tờ trình|kế hoạch|thông báo|đề án|phương án)(?: tóm tắt| tổng hợp)?"
)
_ADDRESSEE = re.compile(r"kính gửi\s*:?\s*", re.IGNORECASE)
_RECIPIENTS = re.compile(r"nơi nhận\s*:?\s*", re.IGNORECASE)
_ANNEX = re.compile(
    r"(?:phụ lục|biểu|mẫu biểu|phụ biểu|mẫu)(?: số)?[ .:]*(?:[IVX]+|\d+[a-z]?)?[ .:]*",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\((?:ban hành |đính )?kèm theo\b.*\)", re.IGNORECASE | re.DOTALL)
_CAPTION = re.compile(r"(?:bảng|biểu|biểu đồ|hình)\s+(?:số\s+)?\d+(?:\.\d+)*\s*[.:]", re.IGNORECASE)
_UNIT = re.compile(r"\(?(?:đơn vị tính|đvt|đơn vị)\s*:.{1,60}", re.IGNORECASE)
_BASIS = re.compile(r"căn cứ\s", re.IGNORECASE)
_LABEL = re.compile(r"(?:[IVXLA-ZĐ]{1,5}|\d+(?:\.\d+)*|[a-zđ])[.)/]\s|[-+–—*•]\s|phần thứ ", re.I)
_MOST_FRAME = 40
_MOST_SUBJECT = 6
_DASHES = re.compile(r"^[–—−‐‑](?=\s)")


def outline_of(file: WordFile) -> ReportOutline:
    """Return the outline of a report as read from Word."""
    notes = {
        story.number: _joined(paragraphs_of(story.blocks)).text
        for story in file.stories
        if story.story in {Story.FOOTNOTE, Story.ENDNOTE}
    }
    blocks = list(file.blocks)
    first = _first_of_body(blocks)
    top = [each for each in paragraphs_of(blocks[:first]) if each.labelled_text.strip()]
    tail, last = _tail(blocks, first)
    frame = [*_top_lines(top, notes), *tail]
    body = [*_parts(blocks[first : last[0]], notes)]
    annexes = [*_annexes([*_parts(blocks[last[1] :], notes)])] if last[1] < len(blocks) else []
    return ReportOutline(tuple(frame), tuple(body), tuple(annexes))


def _first_of_body(blocks: Sequence[WordBlock]) -> int:
    """Return the number of the first block of the body: behind the kind, subject, addressees."""
    kind = None
    seen = 0
    for number, block in enumerate(blocks):
        for paragraph in paragraphs_of((block,)):
            text = _plain(paragraph)
            seen += bool(text)
            if kind is None and text.isupper() and _KIND.fullmatch(text.casefold()):
                kind = number
        if kind is not None or seen > _MOST_FRAME:
            break
    if kind is None:
        return 0
    at = kind + 1
    subjects = 0
    is_addressed = False
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, WordTable):
            break
        text = _plain(block)
        if not text:
            at += 1
            continue
        if _ADDRESSEE.match(text):
            is_addressed = True
        elif is_addressed and text.startswith("-") and text[-1] in ";.,":
            pass
        elif is_addressed or subjects >= _MOST_SUBJECT or not _is_subject(block, subjects):
            break
        else:
            subjects += 1
        at += 1
    return at


def _is_subject(paragraph: WordParagraph, before: int) -> bool:
    """Return whether a paragraph below the kind goes on with the subject."""
    text = _plain(paragraph)
    if _LABEL.match(text) or _BASIS.match(text) or paragraph.label:
        return False
    is_bold = all(run.look.bold for run in paragraph.runs if run.text.strip())
    is_short = len(text) < 200 and text[-1] not in ".;:"
    return is_short and (paragraph.alignment == "center" or is_bold or not before)


def _top_lines(
    paragraphs: Sequence[WordParagraph], notes: Mapping[int, str]
) -> Iterator[ReportLine]:
    """Yield the lines above the body, by their names."""
    name = ISSUER
    above: list[tuple[ReportLine, bool]] = []
    for paragraph in paragraphs:
        line = _line(paragraph, notes)
        small = line.text.casefold()
        if _MOTTO.fullmatch(small):
            continue
        if name == ISSUER and _NUMBER.match(line.text):
            yield replace(line, name=NUMBER)
        elif name == ISSUER and _DAY.match(line.text):
            yield replace(line, name=PLACE_AND_DAY)
        elif name == ISSUER and line.text.isupper() and _KIND.fullmatch(small):
            for each, is_bold in above:
                some = any(bold for _, bold in above)
                yield replace(each, name=ISSUER if is_bold or not some else PARENT)
            yield replace(line, name=KIND)
            name = SUBJECT
        elif name == ISSUER:
            above.append((line, "b" in line.bold))
        elif _ADDRESSEE.match(line.text):
            name = ADDRESSEE
            rest = line.without(_ADDRESSEE.match(line.text).end())  # type: ignore[union-attr]
            if rest.text.strip():
                yield replace(rest, name=ADDRESSEE)
        elif name == ADDRESSEE:
            yield replace(line, name=ADDRESSEE, text=line.text.lstrip("-+ ").rstrip(";. "))
        else:
            yield replace(line, name=name)


def _tail(blocks: Sequence[WordBlock], first: int) -> tuple[list[ReportLine], tuple[int, int]]:
    """Return recipients and signature, and between which blocks they stand."""
    for number in range(len(blocks) - 1, first, -1):
        block = blocks[number]
        if isinstance(block, WordTable):
            cells = [cell for row in block.rows for cell in row.cells]
            if any(_RECIPIENTS.match(cell.text.strip()) for cell in cells) and len(cells) <= 8:
                return _of_signature_table(block), (number, number + 1)
        elif _RECIPIENTS.fullmatch(_plain(block)):
            return _of_signature_lines(blocks, number, first)
    return [], (len(blocks), len(blocks))


def _of_signature_table(table: WordTable) -> list[ReportLine]:
    lines: list[ReportLine] = []
    for row in table.rows:
        for cell in row.cells:
            paragraphs = [each for each in paragraphs_of(cell.blocks) if _plain(each)]
            if paragraphs and _RECIPIENTS.match(_plain(paragraphs[0])):
                lines += [replace(_line(each, {}), name=RECIPIENT) for each in paragraphs[1:]]
            else:
                lines += _signed([_line(each, {}) for each in paragraphs])
    return lines


def _signed(lines: Sequence[ReportLine]) -> list[ReportLine]:
    """Return capacities, and behind them the name, of one who signs."""
    return [
        replace(line, name=CAPACITY if line.text.upper() == line.text else SIGNER) for line in lines
    ]


def _of_signature_lines(
    blocks: Sequence[WordBlock], number: int, first: int
) -> tuple[list[ReportLine], tuple[int, int]]:
    """Return the same where they stand in paragraphs: recipients, and who signs around them."""
    at = number + 1
    recipients: list[ReportLine] = []
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, WordTable) or (
            _plain(block) and not _plain(block).startswith(("-", "–", "+"))
        ):
            break
        if _plain(block):
            recipients.append(replace(_line(block, {}), name=RECIPIENT))
        at += 1
    start = number
    before: list[ReportLine] = []
    while start > first + 1:
        block = blocks[start - 1]
        if isinstance(block, WordTable):
            break
        text = _plain(block)
        is_name = len(before) == 0 and text.istitle() and len(text.split()) in range(2, 6)
        if text and not is_name and not (text.isupper() and len(text) < 60):
            break
        if text:
            before.insert(0, _line(block, {}))
        start -= 1
    behind: list[ReportLine] = []
    while not before and at < len(blocks) and len(behind) < 5:
        block = blocks[at]
        if isinstance(block, WordTable) or _ANNEX.fullmatch(_plain(block)):
            break
        if _plain(block):
            behind.append(_line(block, {}))
        at += 1
        if behind and behind[-1].text.istitle() and not behind[-1].text.isupper():
            break
    return [*recipients, *_signed([*before, *behind])], (start, at)


def _parts(blocks: Sequence[WordBlock], notes: Mapping[int, str]) -> Iterator[OutlinePart]:
    """Yield the lines and tables of blocks of the body."""
    for block in blocks:
        if isinstance(block, WordTable):
            yield from _table_parts(block, notes)
        elif _plain(block):
            line = _line(block, notes)
            style = block.style_name
            if _UNIT.fullmatch(line.text) and (
                block.alignment == "right" or style.startswith("NTM")
            ):
                line = replace(line, name=UNIT)
            elif _CAPTION.match(line.text) and block.alignment == "center":
                line = replace(line, name=CAPTION)
            yield line


def _table_parts(table: WordTable, notes: Mapping[int, str]) -> Iterator[OutlinePart]:
    columns = max(
        (cell.column + cell.columns - 1 for row in table.rows for cell in row.cells), default=0
    )
    rows = []
    heads = 0
    for number, row in enumerate(table.rows, start=1):
        cells = []
        for cell in row.cells:
            paragraphs = [each for each in paragraphs_of(cell.blocks) if _plain(each)]
            line = _joined(paragraphs, notes)
            cells.append(LineCell(number, cell.column, cell.columns, cell.rows, line))
        rows.append(tuple(cells))
        heads += row.is_head and heads == number - 1
    if columns == 1 and len(rows) == 1:
        # A frame drawn around words.
        for block in paragraphs_of((table,)):
            if _plain(block):
                yield _line(block, notes)
        return
    if any(cell.line.text for row in rows for cell in row):
        yield LineTable(tuple(rows), columns, heads or _heads_by_words(rows))


def _heads_by_words(rows: Sequence[Sequence[LineCell]]) -> int:
    """Return how many rows are the head where Word does not say it."""
    from ntmreport.prose.finished_report import ReportBlock, ReportPlace, TableCell
    from ntmreport.prose.table_head import head_rows

    read = [
        [
            TableCell(
                cell.row,
                cell.column,
                cell.columns,
                cell.rows,
                (ReportBlock(cell.line.text, ReportPlace(1, table=1)),),
            )
            for cell in row
        ]
        for row in rows
    ]
    heads = head_rows(read)
    # A head that is merged with rows below it reaches as far as they do.
    reach = heads
    for row in rows[:heads]:
        reach = max([reach, *(cell.row + cell.rows - 1 for cell in row)])
    return min(reach, len(rows))


def _annexes(parts: Sequence[OutlinePart]) -> Iterator[OutlinePart]:
    """Yield the parts behind the signature; the first line of each annex is its name."""
    name = ""
    for part in parts:
        if isinstance(part, LineTable):
            if not name:
                yield ReportLine(ANNEX, "Phụ lục")
            name = BODY + "table"
            yield part
            continue
        is_name = bool(_ANNEX.fullmatch(part.text.strip())) or not name
        if is_name:
            name = ANNEX
            yield replace(part, name=ANNEX)
        elif _REFERENCE.fullmatch(part.text.strip()) and name in {ANNEX, ANNEX_TITLE}:
            name = ANNEX_REFERENCE
            yield replace(part, name=ANNEX_REFERENCE)
        elif name in {ANNEX, ANNEX_TITLE} and part.text.upper() == part.text:
            name = ANNEX_TITLE
            yield replace(part, name=ANNEX_TITLE)
        else:
            name = "text"
            yield part


def _line(paragraph: WordParagraph, notes: Mapping[int, str]) -> ReportLine:
    """Return a paragraph as a line, spaces made plain and each letter in its place."""
    lead = f"{paragraph.label} " if paragraph.label else ""
    text = f"{lead}{paragraph.text}"
    bold = "." * len(lead) + "".join(
        ("b" if run.look.bold else ".") * len(run.text) for run in paragraph.runs
    )
    italic = "." * len(lead) + "".join(
        ("i" if run.look.italic else ".") * len(run.text) for run in paragraph.runs
    )
    if len(bold) != len(text):
        bold = italic = "." * len(text)
    marks = [
        LineNote(len(lead) + mark.at, notes.get(mark.number, ""))
        for mark in paragraph.notes
        if notes.get(mark.number)
    ]
    keep = [
        place
        for place, letter in enumerate(text)
        if not REFUSED_IN_TEXT.match(letter) or letter in "\t\n\r"
    ]
    start, end = _ends(text)
    keep = [place for place in keep if start <= place < end]
    plain = "".join(" " if text[place].isspace() else text[place] for place in keep)
    # A dash that Word puts there is the one that a report types.
    plain = _DASHES.sub("-", plain)
    if not is_normalized("NFC", plain):
        # Letters with marks of their own have no place for each look.
        plain = normalize("NFC", plain)
        return ReportLine(
            BODY,
            plain,
            "." * len(plain),
            "." * len(plain),
            tuple(LineNote(len(plain), mark.text) for mark in marks),
            paragraph.place.number,
        )
    return ReportLine(
        BODY,
        plain,
        "".join(bold[place] for place in keep),
        "".join(italic[place] for place in keep),
        tuple(LineNote(sum(place < mark.at for place in keep), mark.text) for mark in marks),
        paragraph.place.number,
    )


def _ends(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _joined(
    paragraphs: Iterable[WordParagraph], notes: Mapping[int, str] | None = None
) -> ReportLine:
    """Return paragraphs as one line."""
    lines = [line for line in (_line(each, notes or {}) for each in paragraphs) if line.text]
    if len(lines) == 1:
        return lines[0]
    marks: list[LineNote] = []
    length = 0
    for line in lines:
        marks += [LineNote(each.at + length, each.text) for each in line.notes]
        length += len(line.text) + 1
    return ReportLine(
        BODY,
        " ".join(line.text for line in lines),
        ".".join(line.bold for line in lines),
        ".".join(line.italic for line in lines),
        tuple(marks),
        lines[0].number if lines else 0,
    )


def _plain(paragraph: WordParagraph) -> str:
    return " ".join(paragraph.labelled_text.split())
