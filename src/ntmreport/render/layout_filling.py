"""A layout filled in for a document: its frame, its body, its annexes."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from jinja2 import TemplateError
from markupsafe import Markup

from ntmreport import refusal_messages as refusals
from ntmreport.diagnostic import Diagnostic, in_file_order
from ntmreport.document import (
    LINES_OF_CONTENT,
    Annex,
    Block,
    BlockKind,
    Chart,
    Document,
    Picture,
    Table,
)
from ntmreport.jinja_messages import in_vietnamese
from ntmreport.language import Bilingual
from ntmreport.layout.block_styles import (
    BEHIND_TABLE,
    BLOCK_STYLES,
    FOOTNOTE,
    HEADER_CELL,
    NUMBER_CELL,
    TABLE,
    TABLE_STYLE,
    TEXT_CELL,
)
from ntmreport.layout.layout_cache import prepared_layout
from ntmreport.layout.layout_diagnostics import (
    lacks_annexes,
    lacks_frame,
    lacks_lying_paper,
    lacks_style,
    not_printed_once,
    tag_diagnostic,
    too_wide,
)
from ntmreport.layout.prepared_layout import (
    ANNEXES_LEAD,
    CLOSING_SECTION,
    TEMPLATE,
    AnnexPage,
    AnnexPages,
    PreparedLayout,
    Story,
    section_break,
)
from ntmreport.layout.tag_sandbox import ANNEXES, BODY, FRAME, nearest
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.render.word_text import (
    NO_MARKS,
    Frame,
    FrameLine,
    FrameLines,
    Marks,
    paragraph_xml,
    runs_xml,
    with_looks,
)
from ntmreport.table_grid import caption as caption_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MOST_CHARACTERS = 64 * 1024 * 1024
# The style of captions keeps them with the table below; what names a picture stands below it.
_NOT_KEPT = '<w:keepNext w:val="0"/>'
_TAGS = lazy_pattern(r"<[^>]*>")
# Where a layout has no style for it: a table right below another would become one with it.
_BEHIND_TABLE = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
)


def layout_diagnostics(
    document: Document | None, layout: bytes, name: str
) -> tuple[Diagnostic, ...]:
    """Return all that keeps `document`, or without one any, from being printed with `layout`, and
    what its author should know.
    """
    prepared = prepared_layout(layout, name)
    if not isinstance(prepared, PreparedLayout):
        return prepared
    if document is None:
        return prepared.warnings
    filling = LayoutFilling(document, prepared, name, is_trial=True)
    filling.stories()
    found = (*filling.diagnostics, *filling.warnings, *prepared.warnings)
    return tuple(in_file_order(found))


class _Printed:
    """XML for a tag `{{p … }}`; counts how often it is printed."""

    __slots__ = ("_xml", "times")

    def __init__(self, xml: str) -> None:
        self._xml = xml
        self.times = 0

    def __bool__(self) -> bool:
        return bool(self._xml)

    def __html__(self) -> str:
        self.times += 1
        return self._xml


class LayoutFilling:
    """Fills in one layout for one document, and collects what it has no place for."""

    def __init__(
        self,
        document: Document,
        layout: PreparedLayout,
        name: str,
        marks: Marks | None = None,
        *,
        is_trial: bool = False,
    ) -> None:
        self.document = document
        self.layout = layout
        self.name = name
        self.marks = marks
        self.is_trial = is_trial
        self.diagnostics: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []
        self.pictures: list[Picture] = []
        self.notes: list[tuple[str, str]] = []
        self._turned_back = ""
        self._lacking: dict[str, str] = {}
        self._numbers = count()
        self._marks_of: dict[int, dict[int, tuple[str, str]]] = {}

    def stories(self) -> dict[str, bytes]:
        """Return the parts whose tags are filled in."""
        for (block, run), mark in (self.marks or {}).items():
            self._marks_of.setdefault(block, {})[run] = mark
        body = _Printed(self._body())
        annexes, sections = self._annexes()
        lines = {
            name: FrameLines([FrameLine(line) for line in lines])
            for name, lines in self.document.frame.items()
        }
        named = {BODY: body, ANNEXES: annexes, FRAME: Frame(lines), **sections}
        filled = {
            story.name: with_looks(xml).encode()
            for story in self.layout.stories
            if (xml := self._filled(story, named)) is not None
        }
        if self._turned_back:
            self._continue_section(filled)
        # What a broken tag did not print is not told again.
        if not self.diagnostics:
            self.diagnostics += self._lost(body, annexes, lines)
        return filled

    def _filled(self, story: Story, named: Mapping[str, object]) -> str | None:
        """Return the story's XML with its tags filled in, None where a tag failed."""
        chunks: list[str] = []
        left = _MOST_CHARACTERS
        try:
            for chunk in story.template.generate(named):
                chunks.append(chunk)
                left -= len(chunk)
                if left < 0:
                    why = Bilingual("văn bản tạo ra quá dài", "the text that comes out is too long")
                    self.diagnostics.append(tag_diagnostic(self.name, story.tags[-1], why))
                    return None
        except (TemplateError, TypeError, LookupError) as error:
            why = Bilingual(
                f"thẻ không chạy được: {in_vietnamese(str(error))}", f"the tag fails: {error}"
            )
            tag = story.tags[min(max(_line(error) - 2, 0), len(story.tags) - 1)]
            self.diagnostics.append(tag_diagnostic(self.name, tag, why))
            return None
        return "".join(chunks)

    def _body(self) -> str:
        """Return the body's XML, with sections of their own for what lies."""
        own, width = self.layout.body_section, self.layout.body_width
        lying = self.document.lying
        if lying and not own:
            self.diagnostics.append(lacks_lying_paper(self.name, self.layout.body_tag))
        if not lying or not own:
            return self._content(self.document.body, width, section=own, is_signed=True)
        from ntmreport.render.turned_paper import continued, turned, width_of  # few reports need it

        written, position, section = [], 0, own
        for start, end in lying:
            lies = turned(continued(own))
            written += [
                self._content(self.document.body[position:start], width, section=own),
                section_break(section),
                self._content(self.document.body[start:end], width_of(lies), section=lies),
                section_break(lies),
            ]
            position, section = end, continued(own)
            self._turned_back = section_break(lies)
        rest = self.document.body[position:]
        written.append(self._content(rest, width, section=own, is_signed=True))
        return "".join(written)

    def _continue_section(self, filled: dict[str, bytes]) -> None:
        """Let the section behind the last lying paper go on with its pages."""
        from ntmreport.render.turned_paper import next_section_continued

        for name, content in filled.items():
            xml = content.decode()
            if (position := xml.rfind(self._turned_back)) >= 0:
                position += len(self._turned_back)
                filled[name] = next_section_continued(xml, position).encode()

    def _annexes(self) -> tuple[_Printed, dict[str, Markup]]:
        """Return the annexes' XML, and what the layout asks for around them."""
        pages = self.layout.annexes
        if pages is None:
            return _Printed(""), {}
        annexes = self.document.annexes
        papers = [_paper(annex, pages) for annex in annexes]
        written = [
            self._content(
                annex.content,
                page.width,
                annex.name,
                annex.title,
                section=page.section,
                is_annexed=True,
            )
            for annex, page in zip(annexes, papers, strict=True)
        ]
        for number, page in enumerate(papers[:-1]):
            written[number] += section_break(page.section)
        around = {
            ANNEXES_LEAD: pages.lead if annexes else "",
            CLOSING_SECTION: papers[-1].section if annexes else pages.own,
        }
        # The layout's own XML, and that of text which was escaped.
        named = {name: Markup(xml) for name, xml in around.items()}  # noqa: S704 - see above
        return _Printed("".join(written)), named

    def _content(
        self,
        content: tuple[Block | Table, ...],
        width: int,
        caption: str = "",
        description: str = "",
        *,
        section: str,
        is_signed: bool = False,
        is_annexed: bool = False,
    ) -> str:
        """Return the XML of `content`: the last of what is signed stays with the signature.

        A page that holds a signature and none of the text that was signed would be worth nothing.
        A table that no annex names is called by the words above it. Blocks are numbered as
        `Document.blocks` has them. `section` are the properties of its paper.
        """
        above = ""
        before: Block | Table | None = None
        written = []
        for number, part in enumerate(content, 1):
            is_below_picture = isinstance(before, Block) and before.picture is not None
            before = part
            is_last = is_signed and number == len(content)
            if isinstance(part, Table):
                # What sets tables is loaded where there are some.
                from ntmreport.render.word_table import fitted, table_xml

                fit = fitted(part, self.layout.table, width)
                if not fit.fits:
                    from ntmreport.render.turned_paper import is_upright

                    lies = not is_upright(section)
                    words = next((block.text for block in part.blocks if block.text), "")
                    wide = too_wide(part.span, words, lies=lies, is_annexed=is_annexed)
                    self.warnings.append(wide)
                written.append(
                    table_xml(
                        part,
                        [self._runs(block) for block in part.blocks],
                        self.layout.table,
                        fit,
                        caption=caption or above,
                        description=description,
                        is_last=is_last,
                        lines_up=not is_annexed,
                    )
                )
                written.append(self._behind_table())
                self._note_styles_of(part)
            elif part.picture is not None:
                written.append(self._picture(part, part.picture, width))
            else:
                text = part.text
                if part.kind is not BlockKind.UNIT:
                    above = caption_below(text)
                style = self._style(part.kind.value, text)
                is_name = part.kind is BlockKind.CAPTION and is_below_picture and not is_last
                shape = _NOT_KEPT if is_name else ""
                runs = self._runs(part)
                written.append(paragraph_xml(style, runs, is_kept=is_last, shape=shape))
        return "".join(written)

    def _picture(self, block: Block, picture: Picture | Chart, width: int) -> str:
        """Return the paragraph of a picture or a chart, and keep it for the package."""
        from ntmreport.render.word_picture import drawing_xml  # which loads lxml

        if isinstance(picture, Chart):
            from ntmreport.render import drawn_chart

            if not drawn_chart.can_draw():
                self.diagnostics.append(refusals.CHART_LIBRARY.at(block.span))
            if self.is_trial or not drawn_chart.can_draw():
                next(self._numbers)
                return ""
            picture = drawn_chart.drawn_picture(picture)
        copy = sum(each.content == picture.content for each in self.pictures)
        self.pictures.append(picture)
        marks = self._marks_of.get(next(self._numbers), NO_MARKS).values()
        before = "".join(each for each, _ in marks)
        behind = "".join(each for _, each in marks)
        run = drawing_xml(picture, block.text, width, copy)
        style = self._style(BlockKind.CAPTION, block.text)
        return paragraph_xml(style, f"{before}{run}{behind}", is_kept=True)

    def _runs(self, block: Block) -> str:
        marks = self._marks_of.get(next(self._numbers), NO_MARKS)
        if self.is_trial and not any(run.note for run in block.runs):
            return ""  # what it says changes nothing of how it is set
        return runs_xml(block, marks, self._footnote)

    def _footnote(self, runs: str) -> str:
        """Take the runs of a footnote; return the run that refers to it."""
        self.notes.append((self._style(FOOTNOTE, _TAGS.sub("", runs)), runs))
        return (
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteReference w:id="{self.layout.first_note + len(self.notes) - 1}"/></w:r>'
        )

    def _style(self, kind: str, text: str) -> str:
        style = self.layout.styles.get(kind, "")
        if not style:
            self._lacking.setdefault(BLOCK_STYLES[kind].name, text)
        return style

    def _note_styles_of(self, table: Table) -> None:
        text = next((block.text for block in table.blocks if block.text), TABLE)
        if not self.layout.table.identity:
            self._lacking.setdefault(TABLE_STYLE, text)
        for kind in (HEADER_CELL, TEXT_CELL, NUMBER_CELL):
            self._style(kind, text)

    def _behind_table(self) -> str:
        style = self.layout.styles.get(BEHIND_TABLE)
        return _BEHIND_TABLE if style is None else paragraph_xml(style, "")

    def _lost(
        self, body: _Printed, annexes: _Printed, lines: Mapping[str, FrameLines]
    ) -> Iterator[Diagnostic]:
        """Yield what the layout has no place or no style for: text must not vanish."""
        tags = self.layout.frame_tags
        strange = {name: paragraph for name, paragraph in tags.items() if name not in lines}
        for frame, of_name in lines.items():
            unprinted = next((line for line in of_name if not line.times), None)
            if unprinted is not None:
                misspelt = nearest(frame, strange)
                meant = nearest(frame, LINES_OF_CONTENT)
                at = strange.get(misspelt or "", 1)
                yield lacks_frame(self.name, at, frame, unprinted.text, misspelt, meant)
        place = self.layout.body_tag
        if body.times != 1 and body:
            text = next((block.text for block in self.document.blocks if block.text), "")
            yield not_printed_once(self.name, place, BODY, body.times, text)
        first = next((annex.name for annex in self.document.annexes), "")
        if self.document.annexes and self.layout.annexes is None:
            yield lacks_annexes(self.name, first)
        elif self.document.annexes and annexes.times != 1:
            yield not_printed_once(self.name, place, ANNEXES, annexes.times, first)
        for style, text in self._lacking.items():
            yield lacks_style(self.name, place, style, text)


def _paper(annex: Annex, pages: AnnexPages) -> AnnexPage:
    """Return the page on which an annex stands: the layout's first one, or one as it asks."""
    first = pages.pages[0]
    if annex.is_upright is None:
        return first
    from ntmreport.render.turned_paper import is_upright, turned, width_of

    if is_upright(first.section) == annex.is_upright:
        return first
    for page in pages.pages:
        if is_upright(page.section) == annex.is_upright:
            return page
    other = turned(first.section)
    return AnnexPage(other, width_of(other))


def _line(error: Exception) -> int:
    """Return the line of the template in which `error` came up: the number of its tag."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == TEMPLATE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
