"""The content of a paragraph of a Word file: runs, tracked changes, fields, marks.

Everything is walked in the order of the XML, what the view leaves out too: its text is what a
change took away, and its runs are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.layout.word_xml import Element, W, attribute, by_tag, child, natural, value
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.word_reader.open_paragraph import Anchor, OpenParagraph
from ntmreport.word_reader.symbol_letters import is_of_pictures, symbol, with_symbols_read
from ntmreport.word_reader.tracked_changes import CHANGE_KINDS, TrackedChanges
from ntmreport.word_reader.word_file import Story, View, WordField, WordNoteMark, WordRun
from ntmreport.word_reader.word_styles import LetterStyle, WordStyles, with_direct_look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ntmreport.word_reader.word_file import WordLook

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


class _Field(Struct):
    instruction: str = ""
    has_result: bool = False
    start: int = 0

    @property
    def name(self) -> str:
        match = _FIELD_NAME.match(self.instruction)
        return match[1].upper() if match else ""


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
        self.changes = TrackedChanges(view)
        self.anchors: dict[str, Anchor] = {}
        self.note_numbers: dict[tuple[Story, str], int] = {}
        self._styles = styles
        self._on_text_box = on_text_box
        self._reads_fields = reads_fields
        self._fields: list[_Field] = []
        self._hiding = 0
        self._run = -1
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
            f"{W}moveFromRangeStart": self.changes.start_move,
            f"{W}moveToRangeStart": self.changes.start_move,
            f"{W}moveFromRangeEnd": self.changes.end_move,
            f"{W}moveToRangeEnd": self.changes.end_move,
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
            **dict.fromkeys(CHANGE_KINDS, self._read_change),
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
        self._in_runs.update(dict.fromkeys(CHANGE_KINDS, self._read_change_of_formula))
        for name in ("drawing", "pict", "object", "ruby"):
            self._in_runs[f"{W}{name}"] = self._read_below

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
        """True if a field was begun and not ended."""
        return bool(self._fields)

    def _read_all(self, elements: Iterable[Element]) -> None:
        for each in elements:
            step = self._steps.get(str(each.tag))
            if step is None:
                self._read_all(each)  # what only wraps: sdt, hyperlink, smartTag, bdo
            else:
                step(each)

    def _read_change(self, element: Element) -> None:
        mark = self.changes.mark(element)
        self.changes.enter(mark)
        self._read_all(element)
        self.changes.leave(mark)

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
        mark = self.changes.mark(element)
        self.changes.enter(mark)
        for each in element.iterchildren(f"{_MATH}t"):
            self._add([_text(each)], self._style, self._run)
        self.changes.leave(mark)

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
            paragraph.add_change(self.changes.mark(formatted), "", start)

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
        start = paragraph.length
        if not self.changes.is_hidden:
            self._append(paragraph, text, style.look, number)
        mark = self.changes.innermost
        if mark is not None:
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
        if self.changes.is_hidden or self._hiding:
            return
        number = 0
        if not natural(attribute(element, "customMarkFollows")):
            self._counted[story] += 1
            number = self._counted[story]
        self.note_numbers.setdefault((story, attribute(element, "id")), number)
        self._open.notes.append(WordNoteMark(story, number, self._open.length))

    def _read_bookmark(self, element: Element) -> None:
        name = attribute(element, "name")
        if name and name != _WORDS_OWN_BOOKMARK and not self.changes.is_hidden:
            self._open.bookmarks.append(name)


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
