"""A form's layout that looks as a finished report does: the named styles, set as its blocks are.

The paper's margins and the look of each kind of block are taken from the report, as most of its
blocks of that kind have it. What a report has none of stays as in the program's own layout.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.document import BlockKind
from ntmreport.importing.line_wording import marker_end
from ntmreport.importing.report_outline import BODY, LineTable
from ntmreport.layout.block_styles import BLOCK_STYLES
from ntmreport.layout.layout_package import main_part, related_parts
from ntmreport.layout.style_resolver import StyleResolver
from ntmreport.layout.word_xml import (
    Element,
    W,
    made,
    merged,
    merged_text,
    parsed,
    serialized,
    text_of,
    value,
)
from ntmreport.zip_package import PackageError, read_package, write_package

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntmreport.importing.report_outline import ReportOutline

_MOST_PARAGRAPHS = 4000
_XML = (".xml", ".rels")
_ALIGNMENTS = frozenset({"left", "both", "center", "right"})
_BEFORE_SPACING = frozenset(
    (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"),
        *("numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku"),
        *("wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi"),
        *("adjustRightInd", "snapToGrid"),
    )
)
"""The properties of a paragraph that stand before its spacing, in the order that Word asks for."""

_REPLACED = frozenset({"spacing", "ind", "jc"})
_PAPER = {"pgSz": ("w", "h"), "pgMar": ("top", "bottom", "left", "right")}
_KINDS = (
    (BlockKind.PART, ("I", "V", "X")),
    (BlockKind.ITEM, ("-",)),
    (BlockKind.SUBITEM, ("+",)),
)


class BlockLook(Struct, frozen=True):
    """The look of a block: letters in half points, lengths in twips."""

    size: int
    is_bold: bool
    is_italic: bool
    alignment: str
    left: int
    first_line: int
    before: int
    after: int
    line: int
    line_rule: str


def learnt_layout(own: bytes, content: bytes, report: ReportOutline) -> bytes:
    """Return the layout `own` with the look of the report in the Word file `content`."""
    try:
        package = read_package(content, _XML)
        main = main_part(package)
        root = parsed(package[main])
        styles = _part(package, main, "styles")
        theme = _part(package, main, "theme")
        layout = read_package(own)
    except (PackageError, KeyError):
        return own
    looks = _looks(root, StyleResolver(styles, theme), _kinds(report))
    if not looks:
        return own
    name = "word/styles.xml"
    learnt = parsed(layout[name])
    for style in learnt.iter(f"{W}style"):
        kind = _KIND_OF_STYLE.get(value(style.find(f"{W}name")))
        if kind in looks:
            _set(style, looks[kind])
    document = parsed(layout["word/document.xml"])
    _set_paper(document, root)
    changed = {name: serialized(learnt), "word/document.xml": serialized(document)}
    return write_package({**layout, **changed})


_KIND_OF_STYLE = {style.name: kind for kind, style in BLOCK_STYLES.items()}


def _part(package: Mapping[str, bytes], main: str, kind: str) -> Element | None:
    names = related_parts(package, main, kind)
    return parsed(package[names[0]]) if names and names[0] in package else None


def _kinds(report: ReportOutline) -> dict[str, str]:
    """Return the kinds of blocks by their texts, with their marker and without."""
    found: dict[str, str] = {}
    for part in report.body:
        if isinstance(part, LineTable) or part.name != BODY:
            continue
        kind = _kind_of(part.text)
        start = marker_end(part.text)
        found[" ".join(part.text.split())] = kind
        found.setdefault(" ".join(part.text[start:].split()), kind)
    return found


def _kind_of(text: str) -> str:
    marker = text[: marker_end(text)].strip()
    for kind, first in _KINDS:
        if marker and marker[0] in first:
            return kind.value
    if not marker:
        return BlockKind.PARAGRAPH.value
    if marker.endswith(")"):
        return BlockKind.POINT.value
    if marker[0].isdigit():
        depth = marker.count(".")
        deeper = (BlockKind.SECTION, BlockKind.SUBSECTION, BlockKind.SUBSUBSECTION)
        return deeper[min(depth, len(deeper)) - 1].value
    return BlockKind.CHAPTER.value


def _looks(
    root: Element, resolver: StyleResolver, kinds: Mapping[str, str]
) -> dict[str, BlockLook]:
    """Return the look that most blocks of each kind have."""
    counted: dict[str, Counter[BlockLook]] = defaultdict(Counter)
    for number, paragraph in enumerate(root.iter(f"{W}p")):
        if number > _MOST_PARAGRAPHS:
            break
        kind = kinds.get(" ".join(text_of(paragraph).split()))
        if kind is not None and next(paragraph.iterancestors(f"{W}tbl"), None) is None:
            counted[kind][_look(paragraph, resolver)] += 1
    return {kind: looks.most_common(1)[0][0] for kind, looks in counted.items()}


def _look(paragraph: Element, resolver: StyleResolver) -> BlockLook:
    runs = [run for run in paragraph.iter(f"{W}r") if text_of(run).strip()]
    letters = [resolver.look(paragraph, run) for run in runs]
    sizes = Counter(round(look.points * 2) for look in letters)
    own = resolver.of_paragraph(paragraph)
    levels = [*resolver.of_style(own, "pPr"), *paragraph.findall(f"{W}pPr")]
    hanging = merged(levels, "ind", "hanging")
    first = -hanging if hanging else merged(levels, "ind", "firstLine") or 0
    alignment = merged_text(levels, "jc", "val")
    left = merged(levels, "ind", "left") or merged(levels, "ind", "start") or 0
    rule = merged_text(levels, "spacing", "lineRule") or "auto"
    return BlockLook(
        _within(sizes.most_common(1)[0][0] if sizes else 28, 16, 48),
        bool(letters) and all(look.is_bold for look in letters),
        bool(letters) and all(look.is_italic for look in letters),
        alignment if alignment in _ALIGNMENTS else "left",
        _within(left, 0, 4000),
        _within(first, -2000, 3000),
        _within(merged(levels, "spacing", "before") or 0, 0, 1000),
        _within(merged(levels, "spacing", "after") or 0, 0, 1000),
        _within(merged(levels, "spacing", "line") or 240, 120, 1000),
        rule if rule in {"auto", "exact", "atLeast"} else "auto",
    )


def _within(length: float, lowest: int, highest: int) -> int:
    return max(lowest, min(highest, round(length)))


def _set(style: Element, look: BlockLook) -> None:
    """Set a named style as a block looks."""
    paragraph = _properties(style, "pPr", ("rPr", "tblPr"))
    spacing = made("<w:spacing/>")
    for name, each in (("before", look.before), ("after", look.after), ("line", look.line)):
        spacing.set(f"{W}{name}", str(each))
    spacing.set(f"{W}lineRule", look.line_rule)
    indent = made("<w:ind/>")
    indent.set(f"{W}left", str(look.left))
    sign = "hanging" if look.first_line < 0 else "firstLine"
    indent.set(f"{W}{sign}", str(abs(look.first_line)))
    aligned = made("<w:jc/>")
    aligned.set(f"{W}val", look.alignment)
    _replace(paragraph, _REPLACED, _BEFORE_SPACING, (spacing, indent, aligned))
    letters = _properties(style, "rPr", ("tblPr",))
    switches = [
        made(f"<w:{name}/>") if is_on else made(f'<w:{name} w:val="0"/>')
        for names, is_on in ((("b", "bCs"), look.is_bold), (("i", "iCs"), look.is_italic))
        for name in names
    ]
    _replace(
        letters, frozenset({"b", "bCs", "i", "iCs"}), frozenset({"rStyle", "rFonts"}), switches
    )
    sizes = [made(f'<w:{name} w:val="{look.size}"/>') for name in ("sz", "szCs")]
    before = frozenset(
        (
            *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike"),
            *("dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid"),
            *("vanish", "webHidden", "color", "spacing", "w", "kern", "position"),
        )
    )
    _replace(letters, frozenset({"sz", "szCs"}), before, sizes)


def _properties(style: Element, name: str, behind: Sequence[str]) -> Element:
    """Return the properties of that name, made in their place where there are none."""
    found = style.find(f"{W}{name}")
    if found is not None:
        return found
    made_ = made(f"<w:{name}/>")
    later = [each for each in style if each.tag in {f"{W}{one}" for one in behind}]
    if later:
        later[0].addprevious(made_)
    else:
        style.append(made_)
    return made_


def _replace(
    properties: Element,
    names: frozenset[str],
    before: frozenset[str],
    new: Sequence[Element],
) -> None:
    """Put properties in the place of those of these names, behind what stands before them."""
    for each in list(properties):
        if str(each.tag).rpartition("}")[2] in names:
            properties.remove(each)
    at = 0
    for number, each in enumerate(properties):
        if str(each.tag).rpartition("}")[2] in before:
            at = number + 1
    for number, each in enumerate(new):
        properties.insert(at + number, each)


def _set_paper(layout: Element, report: Element) -> None:
    """Set paper and margins of the body's section as those of the report."""
    source = next(report.iter(f"{W}sectPr"), None)
    target = next(layout.iter(f"{W}sectPr"), None)
    if source is None or target is None:
        return
    for name, sides in _PAPER.items():
        theirs, own = source.find(f"{W}{name}"), target.find(f"{W}{name}")
        if theirs is None or own is None:
            continue
        for side in sides:
            length = theirs.get(f"{W}{side}", "")
            if length.isdecimal() and 100 <= int(length[:6]) <= 20000:
                own.set(f"{W}{side}", length[:6])
