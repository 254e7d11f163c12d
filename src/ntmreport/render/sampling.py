"""The sample table of a layout: recognised by its tags, read for its look, replaced by one tag.

In Word it is an ordinary table with a cell for each kind: `{{r block.header }}`,
`{{r block.text }}` and `{{r block.number }}`, where `block` is what the loop calls what it prints.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ntmreport.language import Bilingual
from ntmreport.render.looks import look_of, xml_of
from ntmreport.render.opc import Element, W
from ntmreport.render.tables import CELLS, CellLook, TableLook
from ntmreport.render.tags import TABLE_LOOKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ntmreport.render.layout import Place, Tag

_PARAGRAPH, _RUN, _TEXT, _TABLE, _CELL, _ROW = (
    f"{W}{name}" for name in ("p", "r", "t", "tbl", "tc", "tr")
)
_SAMPLE = re.compile(rf"(\w+)\.({'|'.join(CELLS)})")
_LOOP = re.compile(r"(\w+) in ")

# What the program writes itself, or what is no look.
_OF_A_TABLE = frozenset(
    f"{W}{name}"
    for name in ("tblW", "tblLayout", "tblLook", "tblCaption", "tblDescription", "tblPrChange")
)
_BEFORE_WIDTH = frozenset(
    f"{W}{name}"
    for name in ("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize",
                 "tblStyleColBandSize")
)  # fmt: skip
_CELL_MARGINS = f"{W}tblCellMar"
_OF_A_ROW = frozenset(
    f"{W}{name}"
    for name in ("cantSplit", "tblHeader", "cnfStyle", "gridBefore", "gridAfter", "wBefore",
                 "wAfter", "trPrChange")
)  # fmt: skip
_OF_A_CELL = frozenset(
    f"{W}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcPrChange")
)
_OF_A_PARAGRAPH = frozenset(f"{W}{name}" for name in ("cnfStyle", "sectPr", "pPrChange"))

_WORDS_DEFAULT_HALF_POINTS = 20
_WORDS_DEFAULT_MARGIN = 108
_WIDTH_ON_UPRIGHT_PAPER = 9071
_DEEPEST_STYLE = 20
_OFF = frozenset({"0", "false", "off"})


def take_samples(
    root: Element,
    tags: dict[Element, list[Tag]],
    wrong: Callable[[Place, Bilingual], None],
) -> dict[Element, Element]:
    """Put one paragraph with one tag in the place of each sample table, and return which.

    `tags` are those of each paragraph and are kept in order. What is wrong is told to `wrong`.
    """
    samples: dict[Element, Element] = {}
    loops = {match[1] for each in tags.values() for tag in each if (match := _looped(tag))}
    for table in list(root.iter(_TABLE)):
        paragraphs = [each for each in table.iter(_PARAGRAPH) if _table_around(each) is table]
        found = [tag for each in paragraphs for tag in tags.get(each, ()) if tag.word != "#"]
        cells = [(tag, _SAMPLE.fullmatch(tag.expression)) for tag in found if tag.level == "r"]
        names = [(tag, match[1], match[2]) for tag, match in cells if match and match[1] in loops]
        if not names:
            continue
        first, name, _ = names[0]
        for problem in _problems(table, names, len(found)):
            wrong(first.place, problem)
        code = f"{{{{p ({name})|as_table({TABLE_LOOKS}[0]) }}}}"
        stand_in = root.makeelement(_PARAGRAPH)
        run = root.makeelement(_RUN)
        text = root.makeelement(_TEXT)
        text.text = code
        run.append(text)
        stand_in.append(run)
        table.getparent().replace(table, stand_in)
        samples[stand_in] = table
        _exchange(tags, paragraphs, stand_in, replace(first, code=code, level="p", expression=name))
    return samples


def table_look(table: Element, width: int, styles: Element) -> TableLook:
    """Return how the sample `table` looks, which may be `width` twips wide."""
    properties = table.find(f"{W}tblPr")
    children = [
        child for child in (properties if properties is not None else ())
        if child.tag not in _OF_A_TABLE
    ]  # fmt: skip
    written = None if properties is None else properties.find(f"{W}tblW")
    if written is not None and written.get(f"{W}type", "dxa") == "dxa":
        width = min(_natural(written.get(f"{W}w")) or width, width)
    looks = {kind: (cell, paragraph) for kind, cell, paragraph in _sample_cells(table)}
    rows = {kind: _row_properties(cell) for kind, (cell, _) in looks.items()}
    header, text, number = (_cell_look(*looks[kind], styles) for kind in CELLS)
    keeping = "<w:cantSplit/>"
    return TableLook(
        xml_of(child for child in children if child.tag in _BEFORE_WIDTH),
        xml_of(c for c in children if c.tag not in _BEFORE_WIDTH and c.tag != _CELL_MARGINS),
        xml_of(child for child in children if child.tag == _CELL_MARGINS),
        f"{keeping}<w:tblHeader/>{rows[CELLS[0]]}",
        f"{keeping}{rows[CELLS[1]]}",
        width,
        _margins(table),
        header,
        text,
        number,
    )


def text_width(element: Element) -> int:
    """Return how wide the text of the section is in which `element` stands, in twips."""
    body = next(element.iterancestors(f"{W}body"), None)
    if body is None:
        return _WIDTH_ON_UPRIGHT_PAPER
    child = next(each for each in (element, *element.iterancestors()) if each.getparent() is body)
    for following in (child, *child.itersiblings()):
        section = (
            following if following.tag == f"{W}sectPr" else following.find(f"{W}pPr/{W}sectPr")
        )
        if section is not None:
            size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
            if size is None or margins is None:
                break
            taken = (_natural(margins.get(f"{W}{side}")) for side in ("left", "right", "gutter"))
            return max(_natural(size.get(f"{W}w")) - sum(taken), 0) or _WIDTH_ON_UPRIGHT_PAPER
    return _WIDTH_ON_UPRIGHT_PAPER


def _problems(
    table: Element, names: list[tuple[Tag, str, str]], number_of_tags: int
) -> Iterator[Bilingual]:
    whole = "".join(text.text or "" for text in table.iter(_TEXT))
    for tag, _, _ in names:
        whole = whole.replace(tag.code, "", 1)
    if whole.strip() or number_of_tags != len(names) or len({name for _, name, _ in names}) > 1:
        yield Bilingual(
            "bảng mẫu chỉ có các thẻ header, text và number của cùng một tên,"
            " vì bảng thật thay cả bảng mẫu",
            "a sample table has only the tags header, text and number of one name,"
            " since the whole of it is replaced",
        )
    kinds = [kind for _, _, kind in names]
    for kind in CELLS:
        if kind not in kinds:
            lacking = f"{{{{r {names[0][1]}.{kind} }}}}"
            yield Bilingual(
                f"bảng mẫu thiếu ô có thẻ {lacking}",
                f"the sample table lacks a cell with {lacking}",
            )


def _exchange(
    tags: dict[Element, list[Tag]], paragraphs: list[Element], stand_in: Element, tag: Tag
) -> None:
    """Exchange the tags of `paragraphs` for the one of `stand_in`, where the first was."""
    gone = set(paragraphs)
    kept = list(tags.items())
    tags.clear()
    for paragraph, found in kept:
        if paragraph not in gone:
            tags[paragraph] = found
        else:
            tags.setdefault(stand_in, [tag])


def _sample_cells(table: Element) -> Iterator[tuple[str, Element, Element]]:
    """Yield the kind of each tagged cell, the cell and its paragraph; the first of a kind last."""
    for paragraph in reversed(list(table.iter(_PARAGRAPH))):
        text = "".join(each.text or "" for each in paragraph.iter(_TEXT))
        match = _SAMPLE.search(text)
        if match:
            yield match[2], next(paragraph.iterancestors(_CELL)), paragraph


def _cell_look(cell: Element, paragraph: Element, styles: Element) -> CellLook:
    cell_properties = cell.find(f"{W}tcPr")
    properties = paragraph.find(f"{W}pPr")
    run = next(text.getparent() for text in paragraph.iter(_TEXT) if text.text)
    plain = [
        child
        for child in (properties if properties is not None else ())
        if child.tag not in _OF_A_PARAGRAPH
    ]
    at = sum(child.tag == f"{W}pStyle" for child in plain)
    rest = [child for child in plain[at:] if child.tag != f"{W}keepNext"]
    half_points, is_bold = _letters(paragraph, run, styles)
    return CellLook(
        xml_of(
            child
            for child in (cell_properties if cell_properties is not None else ())
            if child.tag not in _OF_A_CELL
        ),
        f"<w:pPr>{xml_of(plain)}</w:pPr>" if plain else "",
        f"<w:pPr>{xml_of(plain[:at])}<w:keepNext/>{xml_of(rest)}</w:pPr>",
        look_of(run),
        half_points,
        is_bold,
    )


def _row_properties(cell: Element) -> str:
    properties = next(cell.iterancestors(_ROW)).find(f"{W}trPr")
    children = properties if properties is not None else ()
    return xml_of(child for child in children if child.tag not in _OF_A_ROW)


def _margins(table: Element) -> int:
    margins = table.find(f"{W}tblPr/{_CELL_MARGINS}")
    total = 0
    for names in (("left", "start"), ("right", "end")):
        sides = [] if margins is None else [margins.find(f"{W}{name}") for name in names]
        side = next((side for side in sides if side is not None), None)
        total += _WORDS_DEFAULT_MARGIN if side is None else _natural(side.get(f"{W}w"))
    return total


def _letters(paragraph: Element, run: Element, styles: Element) -> tuple[int, bool]:
    """Return the size of the run's letters in half points, and whether they are bold."""
    known = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    default = next(
        (
            identity
            for identity, style in known.items()
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in _OFF
        ),
        None,
    )
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    identity = default if named is None else named.get(f"{W}val")
    levels = [run.find(f"{W}rPr")]
    while identity in known and len(levels) < _DEEPEST_STYLE:
        style = known[identity]
        levels.append(style.find(f"{W}rPr"))
        based = style.find(f"{W}basedOn")
        identity = None if based is None else based.get(f"{W}val")
    levels.append(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    sizes = _values(levels, "sz")
    bold = next(_values(levels, "b"), "0")
    return _natural(next(sizes, None)) or _WORDS_DEFAULT_HALF_POINTS, bold not in _OFF


def _values(levels: list[Element], name: str) -> Iterator[str]:
    """Yield what the levels say of a property, the strongest first."""
    for level in levels:
        found = None if level is None else level.find(f"{W}{name}")
        if found is not None:
            yield found.get(f"{W}val", "1")


def _looped(tag: Tag) -> re.Match[str] | None:
    return _LOOP.match(tag.expression) if tag.word == "for" else None


def _table_around(paragraph: Element) -> Element:
    return next(paragraph.iterancestors(_TABLE), None)


def _natural(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
