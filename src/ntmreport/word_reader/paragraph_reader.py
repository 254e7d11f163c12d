"""What stands in a paragraph of a Word file: runs, tracked changes, fields, marks.

Everything is walked in the order of the XML, what the view leaves out too: its text is what a
change took away, and its runs are counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.layout.word_xml import Element, W, attribute, by_tag, child, natural, value
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.word_reader.symbol_letters import is_of_pictures, symbol, with_symbols_read
from ntmreport.word_reader.word_file import (
    ChangeKind,
    Story,
    View,
    WordChange,
    WordField,
    WordNoteMark,
    WordPlace,
    WordRun,
)
from ntmreport.word_reader.word_styles import LetterStyle, WordStyles, with_direct_look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ntmreport.word_reader.word_file import WordLook

_KINDS: Mapping[str, ChangeKind] = {
    f"{W}ins": ChangeKind.INSERTED,
    f"{W}del": ChangeKind.DELETED,
    f"{W}moveFrom": ChangeKind.MOVED_AWAY,
    f"{W}moveTo": ChangeKind.MOVED_HERE,
    f"{W}cellIns": ChangeKind.INSERTED,
    f"{W}cellDel": ChangeKind.DELETED,
}
_ARRIVED = frozenset({ChangeKind.INSERTED, ChangeKind.MOVED_HERE})
_LEFT = frozenset({ChangeKind.DELETED, ChangeKind.MOVED_AWAY})
HIDDEN: Mapping[View, frozenset[ChangeKind]] = {View.ACCEPTED: _LEFT, View.REJECTED: _ARRIVED}
"""The kinds of changes whose text a view leaves out."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ALTERNATE_CONTENT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BEFORE_IN_FORMULAS = {f"{_MATH}den": "/", f"{_MATH}sup": "^", f"{_MATH}sub": "_"}
_READ = (f"{W}t", f"{W}delText", f"{W}txbxContent", f"{W}tab")
_SOFT_HYPHEN = "\xad"
_PRIVATE = lazy_pattern("[\uf020-\uf0ff]")
_FIELD_NAME = lazy_pattern(r"\s*([A-Za-z]+|=)")
_MOST_LETTERS_OF_INSTRUCTION = 200
_DEEPEST_FIELD = 20
_WORDS_OWN_BOOKMARK = "_GoBack"


class ChangeMark(NamedTuple):
    """A tracked change that the walk is in."""

    kind: ChangeKind
    author: str
    date: str
    move: str
    is_hidden: bool


@dataclass(slots=True)
class _Change:
    mark: ChangeMark
    pieces: list[str]
    start: int
    end: int

    @property
    def value(self) -> WordChange:
        mark = self.mark
        text = "".join(self.pieces)
        return WordChange(mark.kind, mark.author, mark.date, text, self.start, self.end, mark.move)


@dataclass(slots=True, eq=False)
class OpenParagraph:
    """A paragraph that is being read, over all `w:p` that it is joined of."""

    style: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[WordRun] = field(default_factory=list)
    fields: list[WordField] = field(default_factory=list)
    notes: list[WordNoteMark] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    place: WordPlace | None = None
    number: int = -1
    _changes: list[_Change] = field(default_factory=list)

    @property
    def changes(self) -> list[WordChange]:
        """The tracked changes in it."""
        return [each.value for each in self._changes]

    def add_change(self, mark: ChangeMark, text: str, start: int) -> None:
        """Note that `text`, or the look of what stands from `start` on, came by a change."""
        last = self._changes[-1] if self._changes else None
        end = start if mark.is_hidden else self.length
        if last is not None and last.mark == mark and last.end == start:
            last.pieces.append(text)
            last.end = end
        else:
            self._changes.append(_Change(mark, [text], start, end))


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False
    start: int = 0

    @property
    def name(self) -> str:
        match = _FIELD_NAME.match(self.instruction)
        return match[1].upper() if match else ""


@dataclass(slots=True)
class Anchor:
    """The ends of a remark's range: paragraphs and places in their texts."""

    start: tuple[OpenParagraph, int] | None = None
    end: tuple[OpenParagraph, int] | None = None


class ParagraphReader:
    """Reads the paragraphs of one part, one after another."""

    def __init__(
        self,
        view: View,
        styles: WordStyles,
        on_text_box: Callable[[Element], None],
        *,
        reads_fields: bool,
    ) -> None:
        """Without `reads_fields`, what stands between the marks of fields is all text."""
        self.view = view
        self.anchors: dict[str, Anchor] = {}
        self.note_numbers: dict[tuple[Story, str], int] = {}
        self._marks: list[ChangeMark] = []
        self._hidden_marks = 0
        self._known_marks: dict[ChangeMark, ChangeMark] = {}
        self._styles = styles
        self._on_text_box = on_text_box
        self._reads_fields = reads_fields
        self._fields: list[_Field] = []
        self._hiding = 0
        self._run = -1
        self._move = ""
        self._open = OpenParagraph("")
        self._waiting: list[str] = []
        self._counted = {Story.FOOTNOTE: 0, Story.ENDNOTE: 0}
        self._style = styles.letters("", "")
        self._steps: dict[str, Callable[[Element], None]] = {
            f"{W}r": self._read_run,
            f"{W}fldSimple": self._read_simple_field,
            f"{W}commentRangeStart": self._start_remark,
            f"{W}commentRangeEnd": self._end_remark,
            f"{W}bookmarkStart": self._read_bookmark,
            f"{W}moveFromRangeStart": self._start_move,
            f"{W}moveToRangeStart": self._start_move,
            f"{W}moveFromRangeEnd": self._end_move,
            f"{W}moveToRangeEnd": self._end_move,
            f"{W}pPr": _pass_over,
            f"{W}sdtPr": _pass_over,
            f"{W}sdtEndPr": _pass_over,
            f"{W}smartTagPr": _pass_over,
            f"{W}customXmlPr": _pass_over,
            f"{W}proofErr": _pass_over,
            f"{W}rt": self.skip,
            f"{_MATH}r": self._read_run,
            ALTERNATE_CONTENT: self._read_alternates,
            **dict.fromkeys(_BEFORE_IN_FORMULAS, self._read_part_of_formula),
            **dict.fromkeys(_KINDS, self._read_change),
        }
        self._letters: dict[str, Callable[[Element], str]] = {
            f"{W}t": _text,
            f"{W}delText": _text,
            f"{_MATH}t": _text,
            f"{W}tab": lambda _: "\t",
            f"{W}ptab": lambda _: "\t",
            f"{W}br": lambda _: "\n",
            f"{W}cr": lambda _: "\n",
            f"{W}noBreakHyphen": lambda _: "-",
            f"{W}sym": _symbol,
        }
        self._in_runs: dict[str, Callable[[Element], None]] = {
            f"{W}fldChar": self._read_field_mark,
            f"{W}instrText": self._read_instruction,
            f"{W}delInstrText": self._read_instruction,
            f"{W}footnoteReference": self._read_note,
            f"{W}endnoteReference": self._read_note,
            f"{W}commentReference": self._refer_to_remark,
            f"{W}txbxContent": self._read_text_box,
            ALTERNATE_CONTENT: self._read_alternates_below,
            f"{W}rt": self.skip,
            f"{W}r": self._read_run,
        }
        self._in_runs.update(dict.fromkeys(_KINDS, self._read_change_of_formula))
        for name in ("drawing", "pict", "object", "ruby"):
            self._in_runs[f"{W}{name}"] = self._read_below

    @property
    def is_hidden(self) -> bool:
        """Whether the view leaves out what is being read."""
        return bool(self._hidden_marks)

    def enter(self, *marks: ChangeMark) -> None:
        """Begin what came or went by changes."""
        self._marks += marks
        self._hidden_marks += sum(mark.is_hidden for mark in marks)

    def leave(self, *marks: ChangeMark) -> None:
        """End what came or went by changes, the last that were begun."""
        del self._marks[len(self._marks) - len(marks) :]
        self._hidden_marks -= sum(mark.is_hidden for mark in marks)

    def change_mark(self, element: Element) -> ChangeMark:
        """Return the tracked change that an element says."""
        kind = _KINDS.get(str(element.tag), ChangeKind.FORMATTED)
        is_move = kind in {ChangeKind.MOVED_AWAY, ChangeKind.MOVED_HERE}
        mark = ChangeMark(
            kind,
            attribute(element, "author"),
            attribute(element, "date"),
            self._move if is_move else "",
            kind in HIDDEN[self.view],
        )
        return self._known_marks.setdefault(mark, mark)

    def read(self, element: Element, paragraph: OpenParagraph) -> None:
        """Add what a `w:p` holds to `paragraph`."""
        self._open = paragraph
        for identity in self._waiting:
            self._anchor(identity).start = paragraph, paragraph.length
        self._waiting.clear()
        self._style = self._styles.letters(paragraph.style, "")
        for each in self._fields:
            each.start = paragraph.length
        self._read_all(element)
        for each in self._fields:
            if each.has_result:
                self._close(each)

    def read_between(self, element: Element) -> None:
        """Read what stands between paragraphs: the ends of remarks and of moves, bookmarks."""
        step = self._steps.get(str(element.tag))
        if step is not None and element.tag != f"{W}r":
            if element.tag == f"{W}commentRangeStart":
                self._waiting.append(attribute(element, "id"))
            else:
                step(element)

    def skip(self, element: Element) -> None:
        """Count the runs of what is not read."""
        self._run += sum(1 for _ in element.iter(f"{W}r"))

    @property
    def has_open_fields(self) -> bool:
        """Whether a field was begun and not ended."""
        return bool(self._fields)

    def _read_all(self, elements: Iterable[Element]) -> None:
        for each in elements:
            step = self._steps.get(str(each.tag))
            if step is None:
                self._read_all(each)  # what only wraps: sdt, hyperlink, smartTag, bdo
            else:
                step(each)

    def _read_change(self, element: Element) -> None:
        mark = self.change_mark(element)
        self.enter(mark)
        self._read_all(element)
        self.leave(mark)

    def alternates(self, element: Element) -> Iterator[Element]:
        """Yield what stands in the branch that is read: the first that has a text to read.

        The others say the same for older programs.
        """
        chosen = next(
            (each for each in element if next(each.iter(*_READ), None) is not None),
            next(iter(element), None),
        )
        for branch in element:
            if branch is chosen:
                yield from branch
            else:
                self.skip(branch)

    def _read_change_of_formula(self, element: Element) -> None:
        """Read what came or went within a run, as it does in formulas alone."""
        mark = self.change_mark(element)
        self.enter(mark)
        for each in element.iterchildren(f"{_MATH}t"):
            self._add([_text(each)], self._style, self._run)
        self.leave(mark)

    def _read_alternates(self, element: Element) -> None:
        self._read_all(self.alternates(element))

    def _read_alternates_below(self, element: Element) -> None:
        self._read_below(self.alternates(element))

    def _read_below(self, elements: Iterable[Element]) -> None:
        """Read text boxes and runs in what is drawn, and nothing else of it."""
        for each in elements:
            step = self._in_runs.get(str(each.tag))
            if step is not None:
                step(each)
            elif len(each):
                self._read_below(each)

    def _read_part_of_formula(self, element: Element) -> None:
        if next(element.iter(f"{_MATH}t"), None) is not None:
            self._add([_BEFORE_IN_FORMULAS[str(element.tag)]], self._style, self._run)
        self._read_all(element)

    def _read_run(self, element: Element) -> None:
        if element.tag == f"{W}r":
            self._run += 1
        number, paragraph = self._run, self._open
        start = paragraph.length
        style: LetterStyle = self._style
        pieces: list[str] = []
        formatted: Element | None = None
        for each in self._run_content(element):
            tag = str(each.tag)
            letters = self._letters.get(tag)
            if letters is not None:
                pieces.append(letters(each))
            elif tag == f"{W}rPr":
                properties = by_tag(each)
                formatted = properties.get(f"{W}rPrChange")
                style = self._letter_style(properties, formatted)
            elif tag in self._in_runs:
                # A mark stands in the text where it stands in the run.
                self._add(pieces, style, number)
                pieces = []
                self._in_runs[tag](each)
                self._open = paragraph
        self._add(pieces, style, number)
        if formatted is not None and paragraph.length > start:
            paragraph.add_change(self.change_mark(formatted), "", start)

    def _run_content(self, element: Element) -> Iterator[Element]:
        for each in element:
            if each.tag == ALTERNATE_CONTENT:
                yield from self.alternates(each)
            else:
                yield each

    def _letter_style(
        self, properties: Mapping[str, Element], formatted: Element | None
    ) -> LetterStyle:
        if formatted is not None and self.view is View.REJECTED:
            properties = by_tag(child(formatted, "rPr"))
        style = self._style
        run_style = properties.get(f"{W}rStyle")
        if run_style is not None:
            style = self._styles.letters(self._open.style, value(run_style))
        return with_direct_look(style, properties) if properties else style

    def _add(self, pieces: list[str], style: LetterStyle, number: int) -> None:
        """Add the letters of a run to the paragraph, or to the change that took them away."""
        if not pieces or self._hiding or style.is_hidden:
            return
        text = "".join(pieces)
        if _PRIVATE.search(text) or is_of_pictures(style.look.font):
            text = with_symbols_read(text, style.look.font)
        paragraph = self._open
        if not text:
            return
        if not self._marks:
            self._append(paragraph, text, style.look, number)
            return
        start = paragraph.length
        if not self.is_hidden:
            self._append(paragraph, text, style.look, number)
        mark = self._marks[-1]
        if self.is_hidden and not mark.is_hidden:
            mark = mark._replace(is_hidden=True)
        paragraph.add_change(mark, text, start)

    @staticmethod
    def _append(paragraph: OpenParagraph, text: str, look: WordLook, number: int) -> None:
        paragraph.pieces.append(text)
        paragraph.length += len(text)
        paragraph.runs.append(WordRun(text, look, number))

    def _read_text_box(self, element: Element) -> None:
        opened, style, fields, hiding = self._open, self._style, self._fields, self._hiding
        self._fields, self._hiding = [], 0
        self._on_text_box(element)
        self._open, self._style, self._fields, self._hiding = opened, style, fields, hiding

    # Fields

    def _read_field_mark(self, element: Element) -> None:
        if not self._reads_fields:
            return
        match attribute(element, "fldCharType"):
            case "begin" if len(self._fields) < _DEEPEST_FIELD:
                self._fields.append(_Field())
                self._hiding += 1
            case "separate" if self._fields and not self._fields[-1].has_result:
                opened = self._fields[-1]
                opened.has_result = True
                opened.start = self._open.length
                self._hiding -= 1
            case "end" if self._fields:
                opened = self._fields.pop()
                if opened.has_result:
                    self._close(opened)
                else:
                    self._hiding -= 1
            case _:
                pass

    def _close(self, opened: _Field) -> None:
        """Note what a field printed in the paragraph that is open."""
        start, end = opened.start, self._open.length
        if end > start and not self._hiding:
            self._open.fields.append(WordField(opened.name, start, end))

    def _read_instruction(self, element: Element) -> None:
        if self._fields and len(self._fields[-1].instruction) < _MOST_LETTERS_OF_INSTRUCTION:
            self._fields[-1].instruction += element.text or ""

    def _read_simple_field(self, element: Element) -> None:
        opened = _Field(attribute(element, "instr"), start=self._open.length)
        self._read_all(element)
        self._close(opened)

    # Marks of remarks, notes, bookmarks and moves

    def _anchor(self, identity: str) -> Anchor:
        return self.anchors.setdefault(identity, Anchor())

    def _start_remark(self, element: Element) -> None:
        self._anchor(attribute(element, "id")).start = self._open, self._open.length

    def _end_remark(self, element: Element) -> None:
        identity = attribute(element, "id")
        if identity not in self._waiting:
            self._anchor(identity).end = self._open, self._open.length

    def _refer_to_remark(self, element: Element) -> None:
        anchor = self._anchor(attribute(element, "id"))
        if anchor.start is None:
            anchor.start = anchor.end = self._open, self._open.length

    def _read_note(self, element: Element) -> None:
        story = Story.FOOTNOTE if element.tag == f"{W}footnoteReference" else Story.ENDNOTE
        if self.is_hidden or self._hiding:
            return
        number = 0
        if not natural(attribute(element, "customMarkFollows")):
            self._counted[story] += 1
            number = self._counted[story]
        self.note_numbers.setdefault((story, attribute(element, "id")), number)
        self._open.notes.append(WordNoteMark(story, number, self._open.length))

    def _read_bookmark(self, element: Element) -> None:
        name = attribute(element, "name")
        if name and name != _WORDS_OWN_BOOKMARK and not self.is_hidden:
            self._open.bookmarks.append(name)

    def _start_move(self, element: Element) -> None:
        self._move = attribute(element, "name")

    def _end_move(self, _: Element) -> None:
        self._move = ""


def _pass_over(_: Element) -> None:
    """Read nothing of an element that has neither text nor runs."""


def _text(element: Element) -> str:
    text = element.text
    if not text:
        return ""
    if element.get(_SPACE) != "preserve" and (text[0] <= " " or text[-1] <= " "):
        text = text.strip(" \t\r\n")
    if _SOFT_HYPHEN in text:
        text = text.replace(_SOFT_HYPHEN, "")
    # A line end of the XML is a space of the text.
    return text if text.isprintable() else text.translate(_SPACES)


_SPACES = {ord(letter): " " for letter in "\t\r\n"}


def _symbol(element: Element) -> str:
    code = attribute(element, "char")
    try:
        return symbol(int(code[:4], 16), attribute(element, "font"))
    except ValueError:
        return ""
