"""The document as a layout's tags see it, and the run XML that a tag becomes.

No text goes through docxtpl or Jinja's filters: it is escaped here, once, and stands in the Word
file exactly as it stands in the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

from ntmreport.render.characters import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntmreport.document import Document, Run

TEXT_START = '<w:t xml:space="preserve">'
_TEXT_END = "</w:t></w:r>"

# The openings of a run, up to its text, in the sample's own look and in bold, italic and both.
Look = tuple[str, str, str, str]

# What stands right before and right after a run: of a block by number, or of all by block and run.
RunMarks = Mapping[int, tuple[str, str]]
Marks = Mapping[tuple[int, int], tuple[str, str]]

_NO_MARKS: RunMarks = MappingProxyType({})


class Words:
    """One block of the body or one line of the frame. Tags may ask for its `kind` and `marker`."""

    __slots__ = ("_is_last", "_pieces", "_text", "_times", "kind", "marker")

    def __init__(
        self,
        runs: Iterable[Run],
        kind: str = "",
        marker: str = "",
        *,
        is_last: bool = False,
        marks: RunMarks = _NO_MARKS,
    ) -> None:
        """Escape the text of `runs`, or raise ValueError for a character that has no place."""
        self.kind = kind
        self.marker = marker
        self._is_last = is_last
        self._times = 0
        # Runs that look the same become one, so that Word's search finds words across figures.
        # One with a mark stays a run of its own.
        pieces: list[tuple[int, str, tuple[str, str] | None]] = []
        if marker:
            pieces.append((0, f"{marker} ", None))
        for number, run in enumerate(runs):
            look, mark = run.bold + 2 * run.italic, marks.get(number)
            if pieces and mark is None and pieces[-1][0] == look and pieces[-1][2] is None:
                pieces[-1] = (look, pieces[-1][1] + run.text, None)
            elif run.text:
                pieces.append((look, run.text, mark))
        self._text = "".join([text for _, text, _ in pieces])
        self._pieces = [
            (look, "", f"{escaped(text)}{_TEXT_END}")
            if mark is None
            else (look, mark[0], f"{escaped(text)}{_TEXT_END}{mark[1]}")
            for look, text, mark in pieces
        ]

    def __str__(self) -> str:
        """Return the bare text, for a tag `{{ name }}`: it counts as printed."""
        self._times += 1
        return self._text

    def runs(self, look: Look) -> str:
        """Return the runs that hold the words, each in the sample's look."""
        self._times += 1
        return "".join([f"{before}{look[which]}{text}" for which, before, text in self._pieces])


class Frame:
    """The lines around the body by their names; a name that the document lacks has no lines."""

    __slots__ = ("_lines",)

    def __init__(self, lines: Mapping[str, tuple[Words, ...]]) -> None:
        """Take the lines that the document has."""
        self._lines = lines

    def __getitem__(self, name: str) -> tuple[Words, ...]:
        """Return the lines called `name`."""
        return self._lines.get(name, ())


class DocumentWords:
    """What the tags of a layout can name: `body` and `frame`. Counts what they print."""

    def __init__(self, document: Document, marks: Marks | None = None) -> None:
        """Escape all text of `document`. `marks` are XML to put around runs of the body."""
        last = len(document.body) - 1
        of_block: dict[int, dict[int, tuple[str, str]]] = {}
        for (block_number, run), mark in (marks or {}).items():
            of_block.setdefault(block_number, {})[run] = mark
        self.body = tuple(
            Words(
                block.runs,
                block.kind.value,
                block.marker,
                is_last=number == last,
                marks=of_block.get(number, _NO_MARKS),
            )
            for number, block in enumerate(document.body)
        )
        self.lines = {
            name: tuple(Words(line) for line in lines) for name, lines in document.frame.items()
        }

    def named(self) -> dict[str, object]:
        """Return the names for the tags."""
        return {"body": self.body, "frame": Frame(self.lines)}

    def lacking_kinds(self) -> Iterator[tuple[str, str]]:
        """Yield each kind of block with one that was not printed, and the text of the first."""
        return _first_of_each((words.kind, words) for words in self.body if not words._times)

    def repeated_kinds(self) -> Iterator[tuple[str, str]]:
        """Yield each kind of block with one that was printed again, and the text of the first."""
        return _first_of_each((words.kind, words) for words in self.body if words._times > 1)

    def lacking_names(self) -> Iterator[tuple[str, str]]:
        """Yield each name of the frame with a line that was not printed, and that line."""
        return _first_of_each(
            (name, words)
            for name, lines in self.lines.items()
            for words in lines
            if not words._times
        )


def in_look(value: object, look: Look) -> Markup:
    """Return the runs for a tag `{{r value }}` whose sample looks like `look`.

    Several lines of the frame in one tag stand on lines of their own within the paragraph.
    """
    if isinstance(value, Words):
        return Markup(value.runs(look))  # noqa: S704 - escaped when the Words were made
    if isinstance(value, tuple):
        line_break = f"{look[0].removesuffix(TEXT_START)}<w:br/></w:r>"
        between = Markup(line_break)  # noqa: S704 - the layout's own XML
        return between.join(in_look(line, look) for line in value)
    raise TypeError(f"{{{{r }}}} prints a block or a line, not {type(value).__name__}")


def kept_with_next(value: object) -> Markup:
    """Return what keeps the body's last paragraph with the signature: nothing for the others.

    A page that holds a signature and none of the text that was signed would be worth nothing.
    """
    is_last = isinstance(value, Words) and value._is_last
    return Markup("<w:keepNext/>") if is_last else Markup()


def _first_of_each(found: Iterable[tuple[str, Words]]) -> Iterator[tuple[str, str]]:
    firsts: dict[str, str] = {}
    for name, words in found:
        firsts.setdefault(name, words._text)
    return iter(firsts.items())
