"""A Word file that came back from people, as typed values: its stories, their blocks, its remarks.

Texts are what Word shows in the chosen view. Places are counted from 1, as people count.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class View(Enum):
    """A way to settle tracked changes: as if all were accepted, or as if all were rejected."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Story(StrEnum):
    """A text of its own in a Word file."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    TEXT_BOX = "text-box"


class ChangeKind(StrEnum):
    """A kind of tracked change."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_AWAY = "moved-away"
    MOVED_HERE = "moved-here"
    FORMATTED = "formatted"


class WordPlace(Struct, frozen=True):
    """A paragraph's place.

    `number` counts the paragraphs of the story as read, those in tables too; `headings` are the
    texts of the headings above, the highest first. `table` counts the tables of the story that
    stand in no other, and is 0 outside of them, as `row` and `column` are; a nested table's
    paragraphs have the place of the cell around it.
    """

    story: Story
    number: int
    headings: tuple[str, ...] = ()
    table: int = 0
    row: int = 0
    column: int = 0


class WordLook(NamedTuple):
    """The look of a run's letters.

    Bold to capitals count styles in; the others are what is set on the run itself, empty (0 for
    `points`) where nothing is. `vertical` is "superscript" or "subscript".
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    capitals: bool = False
    points: float = 0
    font: str = ""
    colour: str = ""
    highlight: str = ""
    vertical: str = ""


class WordRun(Struct, frozen=True):
    """A stretch of a paragraph's text of one look.

    `number` counts the `w:r` of the story's part in the order of its XML, from 0: by it a run is
    found in the file again.
    """

    text: str
    look: WordLook
    number: int


class WordChange(Struct, frozen=True):
    """A tracked change, `start` to `end` in the paragraph's text as read.

    `text` is what was inserted, deleted or moved; where the view has it not, `start` and `end` are
    the place where it would stand. A paragraph's mark that was inserted or deleted is a line end
    in it. `date` is as Word writes it, `move` names both ends of a move, empty for other changes.
    """

    kind: ChangeKind
    author: str
    date: str
    text: str
    start: int
    end: int
    move: str = ""


class WordField(Struct, frozen=True):
    """The stretch of a paragraph's text that a field printed; `kind` is its name: PAGE, REF."""

    kind: str
    start: int
    end: int

    @property
    def changes_by_itself(self) -> bool:
        """True if Word writes another text here without anyone editing."""
        return self.kind in _FIELDS_THAT_CHANGE.split()


_FIELDS_THAT_CHANGE = """
= AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT CREATEDATE DATE DOCPROPERTY EDITTIME FILENAME FILESIZE INDEX
LASTSAVEDBY LISTNUM NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE REF REVNUM SAVEDATE
SECTION SECTIONPAGES SEQ STYLEREF TIME TOA TOC USERNAME
"""


class WordNoteMark(Struct, frozen=True):
    """The mark of a note: `number` is what Word shows, `at` where it stands in the text."""

    story: Story
    number: int
    at: int


class WordParagraph(Struct, frozen=True):
    """A paragraph.

    `text` is the text of all runs: a tab, "\\n" for a line or page break, "-" for a hyphen that
    does not break, no soft hyphens. `label` is the number or bullet that Word puts before it by
    itself; one that was typed is part of the text. `outline_level` is 0 for the highest, None for
    body text.
    """

    place: WordPlace
    label: str
    text: str
    runs: tuple[WordRun, ...] = ()
    style_id: str = ""
    style_name: str = ""
    outline_level: int | None = None
    alignment: str = ""
    changes: tuple[WordChange, ...] = ()
    fields: tuple[WordField, ...] = ()
    notes: tuple[WordNoteMark, ...] = ()
    bookmarks: tuple[str, ...] = ()

    @property
    def labelled_text(self) -> str:
        """The text behind its label, as a person reads it."""
        return f"{self.label} {self.text}" if self.label else self.text


class WordCell(Struct, frozen=True):
    """A cell: its first column, counted from 1, and how many columns and rows it spans."""

    column: int
    columns: int
    rows: int
    blocks: tuple[WordBlock, ...]

    @property
    def text(self) -> str:
        """The text of its paragraphs, a line for each."""
        return "\n".join(paragraph.labelled_text for paragraph in paragraphs_of(self.blocks))


class WordRow(Struct, frozen=True):
    """A row: cells that begin in it; `is_head` says that Word repeats it on each page."""

    cells: tuple[WordCell, ...]
    is_head: bool = False


class WordTable(Struct, frozen=True):
    """A table."""

    rows: tuple[WordRow, ...]
    style_name: str = ""


WordBlock: TypeAlias = WordParagraph | WordTable


class WordStory(Struct, frozen=True):
    """A story but the body: `number` is a note's own, else it counts those of its kind.

    `part` is the member of the package that holds it.
    """

    story: Story
    number: int
    part: str
    blocks: tuple[WordBlock, ...]


class WordRemark(Struct, frozen=True):
    """A person's remark. Without a place it is anchored to nothing.

    `quoted` is the text that it is on, `start` to `end` where that stands in the paragraph of
    `place`, cut at the paragraph's end.
    """

    author: str
    date: str
    text: str
    quoted: str = ""
    place: WordPlace | None = None
    start: int = 0
    end: int = 0
    is_resolved: bool = False
    replies: tuple[WordRemark, ...] = ()


class WordFile(Struct, frozen=True):
    """A Word file as read in one view: the body's blocks, and all that stands beside them.

    `core` and `custom` are the properties of docProps/core.xml and docProps/custom.xml by name.
    """

    main_part: str
    blocks: tuple[WordBlock, ...]
    stories: tuple[WordStory, ...]
    remarks: tuple[WordRemark, ...]
    has_tracked_changes: bool
    core: Mapping[str, str]
    custom: Mapping[str, str]

    def paragraphs(self) -> Iterator[WordParagraph]:
        """Yield the body's paragraphs in the order of reading, those of tables in their cells."""
        return paragraphs_of(self.blocks)


def paragraphs_of(blocks: Iterable[WordBlock]) -> Iterator[WordParagraph]:
    """Yield the paragraphs of `blocks` in the order of reading, those of tables in their cells."""
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield block
            continue
        for row in block.rows:
            for cell in row.cells:
                yield from paragraphs_of(cell.blocks)
