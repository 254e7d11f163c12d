"""From layout.docx to compiled templates; the one module that loads docxtpl and python-docx.

docxtpl reads the tags of each part and takes away the paragraph, row or cell around those that ask
for it. What comes of it is compiled in the program's own sandbox, and filled with samples once, so
that a layout that would come out as no Word file is refused and its lines are known.
"""

from __future__ import annotations

import io
import marshal
import re
from typing import TYPE_CHECKING

import docx
from docx.enum.style import WD_STYLE_TYPE
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError
from lxml import etree
from markupsafe import Markup
from msgspec import Struct

from ntmreport.diagnostic import in_file_order
from ntmreport.escapes import xml_quoted
from ntmreport.language import Bilingual
from ntmreport.layout.annex_sections import (
    end_with_section,
    section_at,
    section_xml,
    take_annex_pages,
    text_width,
)
from ntmreport.layout.block_styles import (
    BLOCK_STYLES,
    HEADER_CELL,
    NUMBER_CELL,
    TABLE_STYLE,
    TEXT_CELL,
)
from ntmreport.layout.foreign_content import drop_attached_template
from ntmreport.layout.frame_tags import NUMBER, StoryTags, printing, tag_at
from ntmreport.layout.layout_diagnostics import (
    body_not_once,
    foreign,
    outdated,
    tag_diagnostic,
    unreadable,
    without_effect,
)
from ntmreport.layout.layout_package import Parts, kept_parts, related_parts, relations
from ntmreport.layout.layout_reader import SAMPLE_MARK, LineReader, SectionReader
from ntmreport.layout.layout_reading import LayoutReading
from ntmreport.layout.prepared_layout import (
    ANNEXES_LEAD,
    CLOSING_SECTION,
    TEMPLATE,
    AnnexPages,
    PreparedLayout,
    Story,
    TableStyle,
)
from ntmreport.layout.style_resolver import StyleResolver
from ntmreport.layout.tag_sandbox import ANNEXES, BODY, FRAME, environment, refused
from ntmreport.layout.word_xml import (
    DECLARATION,
    W,
    child,
    is_on,
    natural,
    parent_of,
    parsed,
    serialized,
    tag_of,
    text_of,
    value,
)
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.zip_package import (
    CORE_PART,
    CUSTOM_PART,
    PackageError,
    read_package,
    write_package,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.layout.layout_reading import Section
    from ntmreport.layout.word_xml import Element

_NUMBERED = lazy_pattern(rf'(?<=<w:p) {NUMBER}="\d+"')
# How docxtpl has an author write the marks of tags that are none.
_DOCXTPLS_ESCAPES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
_ESCAPED = lazy_pattern("|".join(map(re.escape, _DOCXTPLS_ESCAPES)))
_FRAME_NAME = lazy_pattern(rf"\b{FRAME}\.(\w+)")
_NO_PARAGRAPHS = frozenset(f"{W}{name}" for name in ("p", "r", "t", "pPr", "rPr", "tbl", "tr"))
_ROOTS = frozenset(f"{W}{name}" for name in ("document", "hdr", "ftr", "footnotes", "endnotes"))
# What may stand in the paragraph of `{{p body }}` and formats nothing.
_NO_FORMATTING = frozenset(
    f"{W}{name}" for name in ("pStyle", "rPr", "lang", "noProof", "keepNext", "keepLines")
)
_PLACEHOLDERS = {
    CORE_PART: "<cp:coreProperties xmlns:cp="
    '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    CUSTOM_PART: "<Properties xmlns="
    '"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}


def prepare(layout: bytes, name: str) -> PreparedLayout | tuple[Diagnostic, ...]:
    """Return the layout ready for rendering, or all that is wrong with it."""
    try:
        parts = kept_parts(read_package(layout))
        drop_attached_template(parts)
        roots = {part: _story(part == parts.main, parts.members[part]) for part in parts.stories}
        styles, tables = _styles_by_name(parts.members)
    except PackageError as error:
        return (unreadable(name, error.message),)
    diagnostics = [foreign(name, what) for what in dict.fromkeys(parts.foreign)]
    stories = [StoryTags(part, root, name) for part, root in roots.items()]
    for story in stories:
        story.read()
        diagnostics += story.diagnostics
    if any(story.is_of_old_form for story in stories):
        return (outdated(name),)
    if diagnostics:
        return tuple(in_file_order(diagnostics))
    return _Preparation(name, parts, stories, styles, tables).prepared()


def _story(is_main: bool, content: bytes) -> Element:
    """Return the root of a part that holds paragraphs, or raise PackageError where Word could not
    read them.
    """
    root = parsed(content)
    if root.tag not in _ROOTS:
        raise PackageError(
            Bilingual(
                "không phải dạng Word Document (.docx) thông thường",
                "it is not in the ordinary Word Document (.docx) format",
            )
        )
    if is_main and len(root.findall(f"{W}body")) != 1:
        raise PackageError(
            Bilingual(
                "tệp không có thân văn bản, hoặc có hơn một", "the file has no body, or several"
            )
        )
    if next(_misplaced(root), None) is not None:
        raise PackageError(
            Bilingual(
                "có đoạn nằm trong đoạn hoặc ngoài ô của bảng, Word không đọc được",
                "a paragraph stands inside a paragraph or outside of a table's cells, which Word"
                " cannot read",
            )
        )
    return root


def _misplaced(root: Element) -> Iterator[Element]:
    """Yield paragraphs that stand where Word has none."""
    for paragraph in root.iter(f"{W}p"):
        around = paragraph.getparent()
        if around is None or tag_of(around) in _NO_PARAGRAPHS:
            yield paragraph


def _styles_by_name(members: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the identities of paragraph styles and of table styles, by their names.

    Programs rewrite the identities when they save a file; names stay.
    """
    placeholders = {part: f"{DECLARATION}{xml}".encode() for part, xml in _PLACEHOLDERS.items()}
    try:
        styles = docx.Document(io.BytesIO(write_package({**members, **placeholders}))).styles
        found = [(style.type, style.name or "", style.style_id) for style in styles]
    except Exception as error:  # python-docx raises whatever it comes across
        raise PackageError(
            Bilingual(
                f"thư viện python-docx không đọc được tệp ({error})",
                f"python-docx cannot read it ({error})",
            )
        ) from error
    paragraphs, tables = (
        {name: identity for type_, name, identity in reversed(found) if type_ is kind and identity}
        for kind in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE)
    )
    return paragraphs, tables


class _Preparation(Struct):
    """Makes a layout whose tags are right ready, and collects what is wrong with it after all."""

    name: str
    parts: Parts
    stories: list[StoryTags]
    styles: Mapping[str, str]
    tables: Mapping[str, str]
    diagnostics: list[Diagnostic] = []
    # The trees of each part, filled with one line of each name and with two.
    _filled: dict[str, list[Element]] = {}

    def prepared(self) -> PreparedLayout | tuple[Diagnostic, ...]:
        main = next(story for story in self.stories if story.part == self.parts.main)
        self._check_places(main)
        if self.diagnostics:
            return tuple(in_file_order(self.diagnostics))
        resolver = StyleResolver(self._related("styles"), self._related("theme"))
        texts = {
            natural(paragraph.get(NUMBER)): text_of(paragraph)
            for paragraph in main.root.iter(f"{W}p")
        }
        bodies, annexes = printing(main.tags, BODY), printing(main.tags, ANNEXES)
        warnings = tuple(self._without_effect(main, bodies))
        sections = tuple(self._sections(main, resolver, texts, annexes))
        own = section_at(_below_body(bodies[0]))
        width = text_width(own)
        can_turn = parent_of(bodies[0]).tag == f"{W}body"
        section = section_xml(own) if can_turn else ""
        blocks = self._sample_blocks(main, natural(bodies[0].get(NUMBER)))
        pages = take_annex_pages(annexes) if annexes else None
        members = dict(self.parts.members)
        stories: list[Story] = []
        for story in self.stories:
            if story.ordered:
                stories += filter(None, [self._compiled(story, blocks, pages)])
            else:
                self._filled[story.part] = [story.root]
                xml = _NUMBERED.sub("", serialized(story.root).decode())
                members[story.part] = _ESCAPED.sub(lambda m: _DOCXTPLS_ESCAPES[m[0]], xml).encode()
        if self.diagnostics:
            return tuple(in_file_order(self.diagnostics))
        lines = [
            line
            for story in self.stories
            for line in LineReader(
                self.name, resolver, texts if story is main else _texts(story.root)
            ).lines(self._filled[story.part])
        ]
        return PreparedLayout(
            members,
            tuple(stories),
            {
                str(kind): self.styles[style.name]
                for kind, style in BLOCK_STYLES.items()
                if style.name in self.styles
            },
            self._table(resolver),
            width,
            section,
            natural(bodies[0].get(NUMBER)),
            self._first_note(),
            pages,
            {
                name: tag.paragraph
                for story in reversed(self.stories)
                for tag in reversed(story.ordered)
                for name in _FRAME_NAME.findall(tag.written)
            },
            LayoutReading(tuple(lines), sections),
            warnings,
        )

    def _check_places(self, main: StoryTags) -> None:
        """Check that the body has one place, and that annexes have theirs in the file's body."""
        for story in self.stories:
            for tag in story.ordered:
                if tag.level == "p" and not tag.word and story is not main:
                    misplaced = Bilingual(
                        "thẻ này chỉ đặt được trong thân văn bản",
                        "this tag can only stand in the body of the file",
                    )
                    self.diagnostics.append(tag_diagnostic(self.name, tag, misplaced))
        bodies = printing(main.tags, BODY)
        if len(bodies) != 1:
            places = [natural(each.get(NUMBER)) for each in bodies]
            self.diagnostics.append(body_not_once(self.name, places))
        body = next(main.root.iterchildren(f"{W}body"))
        end_with_section(body)
        sections: list[Element] = []
        for paragraph in printing(main.tags, ANNEXES):
            why: Bilingual | None = None
            if paragraph.getparent() is not body:
                why = Bilingual(
                    "thẻ này không đặt được trong bảng hay khung",
                    "this tag cannot stand in a table or a frame",
                )
            elif (section := section_at(paragraph)) in sections:
                why = Bilingual(
                    "thẻ này đứng hai lần trong cùng một phần (section)",
                    "this tag stands twice in the same section",
                )
            else:
                sections.append(section)
            if why is not None:
                self.diagnostics.append(tag_diagnostic(self.name, main.tags[paragraph][0], why))

    def _without_effect(self, main: StoryTags, bodies: Sequence[Element]) -> Iterator[Diagnostic]:
        """Yield that what formats the paragraph of `{{p body }}` formats nothing."""
        for paragraph in bodies:
            formats = [*paragraph.iterfind(f"{W}pPr/*"), *paragraph.iterfind(f"{W}r/{W}rPr/*")]
            if any(each.tag not in _NO_FORMATTING for each in formats):
                yield without_effect(self.name, main.tags[paragraph][0])

    def _sections(
        self,
        main: StoryTags,
        resolver: StyleResolver,
        texts: Mapping[int, str],
        annexes: Sequence[Element],
    ) -> Iterator[Section]:
        roots = {story.part: story.root for story in self.stories}
        headers = {
            each.identity: roots[each.part]
            for each in relations(self.parts.members, self.parts.main)
            if each.part in roots
        }
        even = is_on(child(self._related("settings"), "evenAndOddHeaders"))
        lines = LineReader(self.name, resolver, texts)
        return SectionReader(headers, even, lines, annexes).sections(main.root)

    def _table(self, resolver: StyleResolver) -> TableStyle:
        identity = self.tables.get(TABLE_STYLE, "")
        header, text, number = (
            resolver.cell_style(self.styles.get(BLOCK_STYLES[kind].name, ""))
            for kind in (HEADER_CELL, TEXT_CELL, NUMBER_CELL)
        )
        return TableStyle(identity, resolver.cell_margins(identity), header, text, number)

    def _first_note(self) -> int:
        notes = self._related("footnotes")
        numbers = [] if notes is None else [natural(each.get(f"{W}id")) for each in notes]
        return max(numbers, default=0) + 1

    def _related(self, kind: str) -> Element | None:
        """Return the part of that kind that the main part refers to, or None."""
        found = related_parts(self.parts.members, self.parts.main, kind)
        return parsed(self.parts.members[found[0]]) if found else None

    def _sample_blocks(self, main: StoryTags, body: int) -> Mapping[str, Markup]:
        """Return a paragraph for each style that blocks take, as `body` and as `annexes`.

        Its number is that of the sample in the layout that wears the style, so that what is said
        of it is said there.
        """
        worn = {
            value(paragraph.find(f"{W}pPr/{W}pStyle")): natural(paragraph.get(NUMBER))
            for paragraph in reversed(list(main.root.iter(f"{W}p")))
            if next(paragraph.iter(f"{W}t"), None) is not None
        }

        def paragraph(kind: str, of: str) -> str:
            identity = self.styles.get(BLOCK_STYLES[kind].name)
            if identity is None:
                return ""
            return (
                f'<w:p {NUMBER}="{worn.get(identity, body)}"><w:pPr>'
                f"<w:pStyle w:val={xml_quoted(identity)}/></w:pPr>"
                f"<w:r><w:t>{SAMPLE_MARK}{of}.{kind}</w:t></w:r></w:p>"
            )

        return {
            of: Markup("".join(paragraph(kind, of) for kind in BLOCK_STYLES))  # noqa: S704 - ours
            for of in (BODY, ANNEXES)
        }

    def _compiled(
        self, story: StoryTags, blocks: Mapping[str, Markup], pages: AnnexPages | None
    ) -> Story | None:
        """Return the part's template, or None where something is wrong with it."""
        source = _one_line(story.root)
        source = DocxTemplate(io.BytesIO()).patch_xml(source)
        for name in (ANNEXES_LEAD, CLOSING_SECTION):
            source = source.replace(f"<?{name} ?>", f"{{{{ {name} }}}}")
        tags = tuple(story.ordered)
        # Each tag gets a line of its own, in a remark that prints nothing: so Jinja's line numbers
        # are the numbers of tags. The program's own tags have none.
        source = re.sub(r"\{#.*?#\}", "", source)
        source = re.sub(
            rf"(?=\{{[{{%])(?!\{{\{{ (?:{ANNEXES_LEAD}|{CLOSING_SECTION}) )", "{#\n#}", source
        )
        source = source.replace("{#\n#}{{-", "{#-\n#}{{-").replace("{#\n#}{%-", "{#-\n#}{%-")
        source = _ESCAPED.sub(lambda m: f"{{{{ '{_DOCXTPLS_ESCAPES[m[0]]}' }}}}", source)
        source = DECLARATION.strip() + source
        try:
            tree = environment().parse(_NUMBERED.sub("", source))
            # Again, though the tags alone were checked: this is the code that runs.
            own = frozenset({ANNEXES_LEAD, CLOSING_SECTION})
            wrong = [
                tag_diagnostic(self.name, tag_at(tags, line), why, hint)
                for line, why, hint in refused(tree, own)
            ]
            self.diagnostics += wrong
            if wrong:
                return None
            code = environment().compile(tree, filename=TEMPLATE)
        except TemplateSyntaxError as error:
            why = Bilingual(
                "thẻ viết sai cú pháp", f"the tag is not written correctly: {error.message}"
            )
            self.diagnostics.append(tag_diagnostic(self.name, tag_at(tags, error.lineno), why))
            return None
        self._check_outcome(story, source, blocks, pages)
        return Story(story.part, marshal.dumps(code), tags)

    def _check_outcome(
        self,
        story: StoryTags,
        source: str,
        blocks: Mapping[str, Markup],
        pages: AnnexPages | None,
    ) -> None:
        """Fill the part with no line of each name, one and two; check that Word could read it."""
        self._filled[story.part] = []
        sections = {ANNEXES_LEAD: "", CLOSING_SECTION: ""}
        if pages is not None:
            sections = {ANNEXES_LEAD: pages.lead, CLOSING_SECTION: pages.pages[0].section}
        named = {
            name: Markup(xml)  # noqa: S704 - the layout's own XML
            for name, xml in sections.items()
        }
        template = environment().from_string(source)
        for lines in (0, 1, 2):
            try:
                xml = template.render(**{FRAME: _SampleFrame(lines)}, **blocks, **named)
            except (TemplateError, TypeError, LookupError):
                continue  # a report of another length may do, and a build tells
            broken = _broken_at(xml)
            if broken is not None:
                before = [tag for tag in story.ordered if tag.paragraph <= max(broken, 1)]
                self.diagnostics.append(
                    tag_diagnostic(
                        self.name,
                        (before or story.ordered)[-1 if before else 0],
                        Bilingual(
                            "thẻ mở và thẻ đóng cắt ngang một đoạn, ô hoặc bảng",
                            "the tags open and close across a paragraph, a cell or a table",
                        ),
                    )
                )
                return
            if lines:
                self._filled[story.part].append(etree.fromstring(xml.encode()))


class _SampleFrame:
    """A frame of which each name has so many lines, which are that name."""

    def __init__(self, lines: int) -> None:
        self._lines = lines

    def __getitem__(self, name: str) -> _SampleLines:
        return _SampleLines([f"{SAMPLE_MARK}{FRAME}.{name}"] * self._lines)


class _SampleLines(tuple[str, ...]):
    __slots__ = ()

    def __html__(self) -> str:
        return " ".join(self)


def _broken_at(xml: str) -> int | None:
    """Return the paragraph in which XML stops being what Word can read, None where it does not."""
    lines = re.sub(r"(?=<w:p[ >])", "\n", xml)
    try:
        root = etree.fromstring(lines.encode())
    except etree.XMLSyntaxError as error:
        before = "".join(lines.split("\n")[: error.lineno])
        numbers = re.findall(rf'<w:p {NUMBER}="(\d+)"', before)
        return int(numbers[-1]) if numbers else 1
    for paragraph in _misplaced(root):
        return natural(paragraph.get(NUMBER, "")) or 1
    for text in root.iter(f"{W}t"):
        if len(text) or parent_of(text).tag != f"{W}r":
            return next((natural(each.get(NUMBER, "")) for each in text.iterancestors(f"{W}p")), 1)
    return None


def _one_line(root: Element) -> str:
    """Return a part's XML on one line, as docxtpl and the numbering of tags need it."""
    xml: str = etree.tostring(root, encoding="unicode")
    return xml.replace("\n", " ")


def _texts(root: Element) -> dict[int, str]:
    return {natural(each.get(NUMBER)): text_of(each) for each in root.iter(f"{W}p")}


def _below_body(element: Element) -> Element:
    """Return what stands in the file's body and holds `element`."""
    around = (element, *element.iterancestors())
    return next(each for each in around if parent_of(each).tag == f"{W}body")
