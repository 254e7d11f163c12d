"""From a layout with a sample for each kind of block to one with a named style for each.

Before styles, a layout said `{%p for block in body %}` and had a sample paragraph `{{r block }}`
for each kind. What formatted the sample, its style and direct formatting, becomes the kind's style.
"""

from __future__ import annotations

import re
import unicodedata
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from ntmreport.escapes import xml_quoted
from ntmreport.language import Bilingual
from ntmreport.layout.block_styles import (
    BEHIND_TABLE,
    BLOCK_STYLES,
    BODY_TEXT_STYLE,
    FURTHER_STYLES,
    HEADER_CELL,
    NUMBER_CELL,
    TABLE,
    TABLE_STYLE,
    TEXT_CELL,
    BlockStyle,
)
from ntmreport.layout.layout_diagnostics import not_upgraded, unreadable
from ntmreport.layout.layout_package import main_part, related_parts
from ntmreport.layout.second_signer import add_second_signer
from ntmreport.layout.tag_sandbox import ANNEXES, BODY
from ntmreport.layout.word_xml import (
    W,
    element_xml,
    made,
    parent_of,
    parsed,
    serialized,
    text_of,
    value,
)
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.zip_package import PackageError, read_package, write_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.layout.word_xml import Element

_PARAGRAPH, _TABLE, _SECTION = f"{W}p", f"{W}tbl", f"{W}sectPr"
_LOOP = lazy_pattern(r"\{%p for (\w+) in (body|annexes) %\}")
_INNER_LOOP = lazy_pattern(r"\{%p for (\w+) in (\w+) %\}")
_OPENING = lazy_pattern(r"\{%p (?:for|if) .*")
_BRANCH = lazy_pattern(r"\{%p (?:el)?if (\w+)\.kind (?:== \"(\w+)\"|in [\[(]([\w\", ]+)[\])]) %\}")
_END_IF, _END_LOOP = "{%p endif %}", "{%p endfor %}"
_RUN_TAG = lazy_pattern(r"\{\{r\s")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": '"', "’": '"', "'": '"', "\xa0": " "})
_OLD_CELLS = {"header": HEADER_CELL, "text": TEXT_CELL, "number": NUMBER_CELL}
_OF_A_TABLE = ("jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblCellMar")
_OF_A_CELL = ("tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign")
_NOT_FORMATTING = frozenset(f"{W}{name}" for name in ("pStyle", "rPr", "sectPr", "pPrChange"))
_SAMPLES = "Kiểu của từng loại đoạn. Muốn đổi cách trình bày thì sửa kiểu (Home, Styles, Modify)."
_ON = frozenset({"1", "true", "on"})


def upgraded_layout(layout: bytes, name: str) -> bytes | Diagnostic | None:
    """Return `layout` with styles in the place of samples, or None where it has no samples.

    A diagnostic tells what of it no program can rewrite. `name` is the file's name.
    """
    try:
        package = read_package(layout)
        main = main_part(package)
        root = parsed(package[main])
        found = related_parts(package, main, "styles")
        styles = parsed(package[found[0]]) if found else None
    except PackageError as error:
        return unreadable(name, error.message)
    body = root.find(f"{W}body")
    if body is None or not any(_LOOP.fullmatch(_tag_of(each)) for each in root.iter(_PARAGRAPH)):
        return None
    if styles is None:
        return not_upgraded(name, Bilingual("tệp không có kiểu nào", "the file has no styles"))
    try:
        _Upgrade(root, body, _Styles(styles)).run()
    except _CannotUpgradeError as error:
        return not_upgraded(name, error.why)
    changed = {main: serialized(root), found[0]: serialized(styles)}
    return write_package({**package, **changed})


class _CannotUpgradeError(Exception):
    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.why = Bilingual(vi, en)


class _Styles:
    """The styles of a file, found by their identities and made where there is none."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._known = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}

    def default(self, kind: str) -> str:
        """Return the identity of the default style of a kind, empty where there is none."""
        return next(
            (
                identity
                for identity, style in self._known.items()
                if style.get(f"{W}type") == kind and style.get(f"{W}default") in _ON
            ),
            "",
        )

    def named(self, name: str) -> str:
        """Return the identity of the style of that name, empty where there is none."""
        found = (i for i, style in self._known.items() if value(style.find(f"{W}name")) == name)
        return next(found, "")

    def rename(self, identity: str, name: str) -> None:
        """Give a style another name."""
        next(self._known[identity].iterchildren(f"{W}name")).set(f"{W}val", name)

    def is_own(self, identity: str) -> bool:
        """Return whether it is a style that is there and was made by somebody."""
        style = self._known.get(identity)
        return style is not None and style.get(f"{W}customStyle") in _ON

    def base_of(self, identity: str) -> str:
        """Return the identity of the style that a style is based on, empty where it is on none."""
        style = self._known.get(identity)
        return "" if style is None else value(style.find(f"{W}basedOn"))

    def make(self, kind: str, name: str, based: str, properties: str) -> str:
        """Make a style with these properties, as XML in the schema's order; return its identity."""
        plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
        stem = "".join(each for each in plain if each.isascii() and each.isalnum())
        identity = stem
        while identity in self._known:
            identity += "x"
        base = f"<w:basedOn w:val={xml_quoted(based)}/>" if based else ""
        style = made(
            f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{identity}">'
            f'<w:name w:val={xml_quoted(name)}/>{base}<w:uiPriority w:val="19"/><w:qFormat/>'
            f"{properties}</w:style>"
        )
        self.root.append(style)
        self._known[identity] = style
        return identity


class _Upgrade(Struct):
    """Rewrites one layout, part by part of its body."""

    root: Element
    body: Element
    styles: _Styles
    # Of each kind of block and of cell, its sample; of the table, the table.
    _samples: dict[str, Element] = {}
    _tag_properties: Element | None = None

    def run(self) -> None:
        lead = next(
            (each for each in self.body if each.find(f"{W}pPr/{_SECTION}") is not None), None
        )
        loops = [each for each in self.root.iter(_PARAGRAPH) if _LOOP.fullmatch(_tag_of(each))]
        places: list[tuple[str, Element]] = []
        for opening in loops:
            loop = _LOOP.fullmatch(_tag_of(opening))
            assert loop is not None  # noqa: S101 - see above
            self._tag_properties = opening.find(f"{W}pPr")
            inside = _until_end(opening)
            self._take_samples(loop[1], inside[1:-1])
            tag = self._paragraph(f"{{{{p {loop[2]} }}}}")
            opening.addprevious(tag)
            for element in inside:
                parent_of(element).remove(element)
            places.append((loop[2], tag))
        self._make_styles()
        add_second_signer(self.body, self.styles.named, self._paragraph)
        annexes = next(
            (tag for what, tag in places if what == ANNEXES and tag.getparent() is self.body), None
        )
        of_body, of_annexes = self._samples_of_styles()
        if annexes is None or lead is None:
            of_body += of_annexes
        else:
            self._add_upright_page(annexes, lead)
            _put_behind(annexes, self._samples_page(of_annexes))
        before = lead if lead is not None else self.body.find(_SECTION)
        for sample in self._samples_page(of_body):
            if before is None:
                self.body.append(sample)
            else:
                before.addprevious(sample)
        if BODY not in dict(places):
            raise _CannotUpgradeError(
                "không tìm thấy vòng lặp {%p for … in body %}", "there is no {%p for … in body %}"
            )
        for text in self.root.iter(f"{W}t"):
            text.text = _RUN_TAG.sub("{{ ", text.text or "")

    def _take_samples(self, name: str, inside: Sequence[Element]) -> None:
        """Take the samples of a loop over what is called `name`."""
        kinds: list[str] = []
        inner: str | None = None
        for element in inside:
            tag = _tag_of(element) if element.tag == _PARAGRAPH else ""
            if branch := _BRANCH.fullmatch(tag):
                listed = branch[2] or branch[3]
                kinds = re.findall(r"\w+", listed)
            elif (loop := _INNER_LOOP.fullmatch(tag)) and loop[2] == name:
                inner = loop[1]
            elif tag in {_END_IF, _END_LOOP}:
                kinds = []
            elif tag.startswith("{%"):
                raise _CannotUpgradeError(
                    f"có điều kiện mà kiểu không diễn đạt được: {tag}",
                    f"a condition that styles cannot express: {tag}",
                )
            elif element.tag == _TABLE:
                self._samples.setdefault(TABLE, element)
                self._take_cells(element)
            elif TABLE in kinds:
                self._samples.setdefault(BEHIND_TABLE, element)
            elif tag == f"{{{{r {inner or name} }}}}" and kinds:
                for kind in kinds:
                    self._samples.setdefault(kind, element)
            elif tag:
                raise _CannotUpgradeError(
                    f"đoạn mẫu không chỉ có thẻ: “{text_of(element)}”",
                    f"a sample has more than its tag: “{text_of(element)}”",
                )

    def _take_cells(self, table: Element) -> None:
        for paragraph in table.iter(_PARAGRAPH):
            found = re.fullmatch(r"\{\{r \w+\.(header|text|number) \}\}", _tag_of(paragraph))
            if found:
                self._samples.setdefault(_OLD_CELLS[found[1]], paragraph)

    def _make_styles(self) -> None:
        """Make the style of each kind out of its sample, and those that no sample shows."""
        worn = [_style_of(sample) for kind, sample in self._samples.items() if kind != TABLE]
        others = {
            _style_of(paragraph)
            for paragraph in self.root.iter(_PARAGRAPH)
            if paragraph not in self._samples.values()
        }
        for kind, style in BLOCK_STYLES.items():
            sample = self._samples.get(kind)
            if sample is None or self.styles.named(style.name):
                continue
            identity, properties = _style_of(sample), _formatting(sample)
            is_its_own = worn.count(identity) == 1 and identity not in others
            if is_its_own and not properties and self.styles.is_own(identity):
                self.styles.rename(identity, style.name)
            else:
                based = identity or self.styles.default("paragraph")
                self.styles.make("paragraph", style.name, based, properties)
        text = self.styles.named(BLOCK_STYLES["paragraph"].name)
        base = self.styles.base_of(text)
        if text and base in {"", self.styles.default("paragraph")}:
            base = text
        for style in (BODY_TEXT_STYLE, *BLOCK_STYLES.values(), *FURTHER_STYLES):
            self._ensure(style, base)
        if TABLE in self._samples and not self.styles.named(TABLE_STYLE):
            self._make_table_style(self._samples[TABLE])
        elif not self.styles.named(TABLE_STYLE):
            self._make_table_style(made(_PLAIN_TABLE))

    def _ensure(self, style: BlockStyle, base: str) -> None:
        """Make a style that is not there; one of the same name without `NTM` is renamed."""
        if self.styles.named(style.name):
            return
        if style is BODY_TEXT_STYLE and base and self.styles.is_own(base):
            if base != self.styles.named(BLOCK_STYLES["paragraph"].name):
                self.styles.rename(base, style.name)
            return
        if known := self.styles.named(style.name.removeprefix("NTM ")):
            self.styles.rename(known, style.name)
            return
        based = self.styles.default("paragraph")
        if style.based:
            based = base or self.styles.named(style.based) or based
        properties = "".join(
            f"<w:{name}>{xml}</w:{name}>"
            for name, xml in (("pPr", style.paragraph), ("rPr", style.letters))
            if xml
        )
        self.styles.make("paragraph", style.name, based, properties)

    def _make_table_style(self, table: Element) -> None:
        """Make the style of tables out of the sample: borders and margins, what its cells say."""
        written = table.find(f"{W}tblPr")
        based = value(None if written is None else written.find(f"{W}tblStyle"))
        based = based or self.styles.default("table")
        cells = {
            kind: next(self._samples[kind].iterancestors(f"{W}tc"))
            for kind in (HEADER_CELL, TEXT_CELL)
            if kind in self._samples
        }
        whole = _chosen(written, _OF_A_TABLE)
        of_text = _chosen(_cell_properties(cells.get(TEXT_CELL)), _OF_A_CELL)
        of_header = _chosen(_cell_properties(cells.get(HEADER_CELL)), _OF_A_CELL)
        properties = f"<w:tblPr>{whole}</w:tblPr>" if whole else ""
        properties += f"<w:tcPr>{of_text}</w:tcPr>" if of_text else ""
        if of_header and of_header != of_text:
            properties += (
                '<w:tblStylePr w:type="firstRow"><w:tblPr/>'
                f"<w:tcPr>{of_header}</w:tcPr></w:tblStylePr>"
            )
        self.styles.make("table", TABLE_STYLE, based, properties)

    def _samples_page(self, samples: Sequence[str]) -> list[Element]:
        """Return a page for who opens the layout, that no report prints.

        A section of one page would lose its header when LibreOffice saves the file.
        """
        return [
            self._paragraph("{%p if false %}"),
            made(f'<w:p><w:r><w:br w:type="page"/><w:t>{_SAMPLES}</w:t></w:r></w:p>'),
            *map(made, samples),
            self._paragraph("{%p endif %}"),
        ]

    def _samples_of_styles(self) -> tuple[list[str], list[str]]:
        """Return a sample of each style of the body, and of those that annexes have more."""
        cells = {HEADER_CELL, TEXT_CELL, NUMBER_CELL, BEHIND_TABLE}
        of_annexes = [kind for kind in BLOCK_STYLES if kind.startswith("annex")]
        of_body = [kind for kind in BLOCK_STYLES if kind not in cells and kind not in of_annexes]
        body = [self._sample(BLOCK_STYLES[kind]) for kind in of_body]
        body += [self._sample(style) for style in FURTHER_STYLES]
        annexes = [self._sample(BLOCK_STYLES[kind]) for kind in of_annexes]
        return body, [*annexes, self._sample_table(), self._sample(BLOCK_STYLES[BEHIND_TABLE])]

    def _sample(self, style: BlockStyle) -> str:
        identity = xml_quoted(self.styles.named(style.name))
        run = f'<w:r><w:t xml:space="preserve">{style.sample}</w:t></w:r>' if style.sample else ""
        return f"<w:p><w:pPr><w:pStyle w:val={identity}/></w:pPr>{run}</w:p>"

    def _sample_table(self) -> str:
        rows = "".join(
            "<w:tr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="4535" w:type="dxa"/></w:tcPr>'
                f"{self._sample(BLOCK_STYLES[kind])}</w:tc>"
                for kind in kinds
            )
            + "</w:tr>"
            for kinds in ((HEADER_CELL, HEADER_CELL), (TEXT_CELL, NUMBER_CELL))
        )
        return (
            f"<w:tbl><w:tblPr><w:tblStyle w:val={xml_quoted(self.styles.named(TABLE_STYLE))}/>"
            '<w:tblW w:w="9070" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
            ' w:lastColumn="0" w:noHBand="0" w:noVBand="0"/></w:tblPr><w:tblGrid>'
            f'<w:gridCol w:w="4535"/><w:gridCol w:w="4535"/></w:tblGrid>{rows}</w:tbl>'
        )

    def _paragraph(self, tag: str) -> Element:
        """Return a paragraph with a tag that looks as those of the layout do."""
        paragraph = made(f'<w:p><w:r><w:t xml:space="preserve">{tag}</w:t></w:r></w:p>')
        if self._tag_properties is not None:
            paragraph.insert(0, deepcopy(self._tag_properties))
        return paragraph

    def _add_upright_page(self, tag: Element, lead: Element) -> None:
        """Add an upright page for annexes behind the one that lies, if that is the last."""
        last = self.body.find(_SECTION)
        closer = next(
            (each for each in tag.itersiblings() if each.find(f"{W}pPr/{_SECTION}") is not None),
            last,
        )
        size = None if last is None else last.find(f"{W}pgSz")
        if last is None or closer is not last or size is None or not _lies(size):
            return
        paragraph = made("<w:p><w:pPr/></w:p>")
        next(paragraph.iterchildren(f"{W}pPr")).append(deepcopy(last))
        tag.addnext(paragraph)
        other = self._paragraph(f"{{{{p {ANNEXES} }}}}")
        paragraph.addnext(other)
        _put_behind(other, self._samples_page(()))
        upright = deepcopy(next(lead.iter(_SECTION)))
        self.body.replace(last, upright)


_PLAIN_TABLE = (
    "<w:tbl><w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:tbl>"
)


def _tag_of(paragraph: Element) -> str:
    """Return a paragraph's text as a tag is written: one space between words, straight quotes."""
    return " ".join(text_of(paragraph).translate(_STRAIGHT).split())


def _until_end(opening: Element) -> list[Element]:
    """Return a loop: its opening, what stands inside, and its end."""
    depth = 0
    loop: list[Element] = []
    for element in (opening, *opening.itersiblings()):
        loop.append(element)
        tag = _tag_of(element) if element.tag == _PARAGRAPH else ""
        depth += bool(_OPENING.fullmatch(tag))
        depth -= tag in {_END_IF, _END_LOOP}
        if depth == 0:
            return loop
    raise _CannotUpgradeError(
        f"thẻ {text_of(opening)} thiếu thẻ đóng", f"the end of {text_of(opening)} is missing"
    )


def _put_behind(element: Element, others: Sequence[Element]) -> None:
    for other in reversed(others):
        element.addnext(other)


def _style_of(paragraph: Element) -> str:
    return value(paragraph.find(f"{W}pPr/{W}pStyle"))


def _formatting(sample: Element) -> str:
    """Return what formats a sample beside its style, as the properties of a style."""
    paragraph = _xml(
        each for each in sample.iterfind(f"{W}pPr/*") if each.tag not in _NOT_FORMATTING
    )
    run = next(sample.iter(f"{W}r"), None)
    letters = _xml(
        each
        for each in ([] if run is None else run.iterfind(f"{W}rPr/*"))
        if each.tag not in {f"{W}lang", f"{W}rStyle"}
    )
    both = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return both + (f"<w:rPr>{letters}</w:rPr>" if letters else "")


def _cell_properties(cell: Element | None) -> Element | None:
    return None if cell is None else cell.find(f"{W}tcPr")


def _chosen(properties: Element | None, names: Iterable[str]) -> str:
    if properties is None:
        return ""
    return _xml(each for name in names for each in properties.iterfind(f"{W}{name}"))


def _xml(elements: Iterable[Element]) -> str:
    """Return elements as XML that declares nothing: of other namespaces than Word's, none."""
    return "".join(
        element_xml(each) for each in elements if etree.QName(each).namespace == W.strip("{}")
    )


def _lies(size: Element) -> bool:
    width, height = (size.get(f"{W}{name}", "") for name in ("w", "h"))
    return width.isdecimal() and height.isdecimal() and int(width) > int(height)
