"""From layout.docx to compiled templates; the one module that loads docxtpl and python-docx.

Each tag is given to docxtpl, which takes away the paragraph, row or run around it. What docxtpl
does not do is done before: the look of the sample's run goes into its tag, so that what formats
the sample formats the report.
"""

from __future__ import annotations

import io
import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from ntmreport.diagnostic import in_file_order
from ntmreport.language import Bilingual
from ntmreport.render.analysis import CLOSING, OPENING, TAG, Analysis, analysed, paragraph_of
from ntmreport.render.layout import TEMPLATE, ReadyLayout, Story, Tag, tag_place
from ntmreport.render.looks import give_own_run, look_of
from ntmreport.render.mistakes import tag_mistake
from ntmreport.render.opc import Element, W, serialized
from ntmreport.render.sampling import table_look, text_width
from ntmreport.render.sections import divide
from ntmreport.render.tags import LOOKS, TABLE_LOOKS, environment, refused

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.render.analysis import Draft
    from ntmreport.render.tables import TableLook
    from ntmreport.render.words import Look

_EMPTY_RUN = re.compile(
    r"<w:r>(?:<w:rPr>(?:(?!</?w:rPr>).)*</w:rPr>|<w:rPr/>)?<w:t(?: xml:space=\"preserve\")?>"
    r"</w:t></w:r>"
)

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def prepared(layout: bytes, name: str) -> ReadyLayout | tuple[Diagnostic, ...]:
    """Return the layout ready for rendering, or all that is wrong with it."""
    analysis = analysed(layout, name)
    if not isinstance(analysis, Analysis):
        return analysis
    members = analysis.parts.members
    stories: list[Story] = []
    mistakes: list[Diagnostic] = []
    for draft in analysis.drafts:
        if not draft.tags:
            members[draft.part] = serialized(draft.root)
            continue
        preparation = _Preparation(draft, name, analysis.styles)
        story = preparation.story()
        mistakes += preparation.mistakes
        if story is not None:
            stories.append(story)
    if mistakes:
        return tuple(in_file_order(mistakes))
    return ReadyLayout(members, tuple(stories))


@dataclass(slots=True)
class _Preparation:
    """Makes a story of one part of the package, and collects what is wrong with it."""

    draft: Draft
    name: str
    styles: Element
    mistakes: list[Diagnostic] = field(default_factory=list)
    _looks: list[Look] = field(default_factory=list)
    _table_looks: list[TableLook] = field(default_factory=list)

    def story(self) -> Story | None:
        """Return the part's compiled form, or None where it has mistakes."""
        self._read_samples()
        self._part_tables()
        divide(self.draft)
        self._complete_cells()
        return self._compiled(self._with_looks())

    def _read_samples(self) -> None:
        """Write into the tag of each sample table the number of its look."""
        for stand_in, table in self.draft.samples.items():
            (tag,) = self.draft.tags[stand_in]
            look = table_look(table, text_width(stand_in), self.styles)
            text = next(stand_in.iter(f"{W}t"))
            tag.code = tag.code.replace(f"{TABLE_LOOKS}[0]", f"{TABLE_LOOKS}[{self._kept(look)}]")
            text.text = tag.code

    def _kept(self, look: TableLook) -> int:
        if look not in self._table_looks:
            self._table_looks.append(look)
        return self._table_looks.index(look)

    def _part_tables(self) -> None:
        """Give a table that the next one could follow a small paragraph: Word would join them."""
        for stand_in in self.draft.samples:
            following = stand_in.getnext()
            is_plain = following is not None and following.tag == f"{W}p"
            if not is_plain or any(tag.level == "p" for tag in self.draft.tags.get(following, ())):
                stand_in.addnext(_small_paragraph(stand_in))

    def _complete_cells(self) -> None:
        """Give a cell that could come out without a last paragraph, which Word needs, one."""
        for cell in self.draft.root.iter(f"{W}tc"):
            depth = 0
            surely, last = False, None
            for child in cell:
                statements = [tag for tag in self.draft.tags.get(child, ()) if tag.level == "p"]
                if statements:
                    depth += sum(tag.word in OPENING for tag in statements)
                    depth -= sum(tag.word in CLOSING for tag in statements)
                else:
                    last = child
                    surely = surely or (child.tag == f"{W}p" and depth == 0)
            if not surely or last is None or last.tag != f"{W}p":
                etree.SubElement(cell, f"{W}p")

    def _with_looks(self) -> list[Tag]:
        """Write each sample's look into its tag and return all tags in the order of the file."""
        root = self.draft.root
        tags = {paragraph: deque(found) for paragraph, found in self.draft.tags.items()}
        for text in list(root.iter(f"{W}t")):
            if re.search(r"\{[{%]r ", text.text or ""):
                give_own_run(text)
        ordered: list[Tag] = []
        for element in list(root.iter(f"{W}p", f"{W}t")):
            if element.tag == f"{W}p":
                if any(tag.level == "r" and not tag.word for tag in tags.get(element, ())):
                    ordered += self._keeping(element, tags[element])
                continue
            waiting = tags.get(paragraph_of(element))
            pieces = TAG.split(element.text or "")
            if not waiting or len(pieces) == 1:
                continue
            written = [pieces[0]]
            for piece in pieces[1:]:
                tag = waiting.popleft()
                if tag.level == "r" and not tag.word:
                    number = self._look_number(element.getparent())
                    tag.code = f"{{{{r ({tag.expression})|in_look({LOOKS}[{number}]) }}}}"
                ordered += [] if tag.word == "#" else [tag]
                written += [tag.code, piece]
            element.text = "".join(written)
        return ordered

    def _keeping(self, paragraph: Element, tags: deque[Tag]) -> list[Tag]:
        """Have the body's last paragraph stay with what follows it, the signature."""
        names = [tag for tag in tags if tag.level == "r" and tag.expression.isidentifier()]
        properties = paragraph.find(f"{W}pPr")
        if not names:
            return []
        if properties is None:
            properties = paragraph.makeelement(f"{W}pPr")
            paragraph.insert(0, properties)
        if properties.find(f"{W}keepNext") is not None:
            return []
        keeping = Tag(names[0].place, f"{{{{ {names[0].expression}|kept_with_next }}}}")
        style = properties.find(f"{W}pStyle")
        if style is None:
            properties.text = keeping.code
        else:
            style.tail = keeping.code
        return [keeping]

    def _look_number(self, run: Element) -> int:
        look = look_of(run)
        if look not in self._looks:
            self._looks.append(look)
        return self._looks.index(look)

    def _compiled(self, ordered: list[Tag]) -> Story | None:
        source = etree.tostring(self.draft.root, encoding="unicode").replace("\n", " ")
        source = DocxTemplate(io.BytesIO()).patch_xml(source)
        source = _EMPTY_RUN.sub("", source)
        # Each tag gets a line of its own, in a remark that prints nothing: so Jinja's line numbers
        # are the numbers of tags.
        source = re.sub(r"(?=\{[{%])", "{#\n#}", re.sub(r"\{#.*?#\}", "", source))
        source = _DECLARATION + source
        places = tuple(tag.place for tag in ordered)

        try:
            tree = environment().parse(source)
            # Again, though the analysis found nothing: this is the code that runs.
            for line, why, hint in refused(tree):
                self.mistakes.append(tag_mistake(self.name, tag_place(places, line), why, hint))
            if self.mistakes:
                return None
            code = environment().compile(tree, filename=TEMPLATE)
        except TemplateSyntaxError as error:
            why = Bilingual(
                "thẻ viết sai cú pháp", f"the tag is not written correctly: {error.message}"
            )
            self.mistakes.append(tag_mistake(self.name, tag_place(places, error.lineno), why))
            return None
        return Story(self.draft.part, code, tuple(self._looks), tuple(self._table_looks), places)


def _small_paragraph(near: Element) -> Element:
    paragraph = near.makeelement(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    spacing = etree.SubElement(properties, f"{W}spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(f"{W}{name}", value)
    return paragraph
