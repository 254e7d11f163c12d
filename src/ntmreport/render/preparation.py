"""From layout.docx to compiled templates; the one module that loads docxtpl and python-docx.

Word splits a tag over several runs, curls its quotes and adds attributes of its own. Here each tag
is joined again, checked where its author can be told the paragraph, and given to docxtpl, which
takes away the paragraph, row or run around it. What docxtpl does not do is done before: the look
of the sample's run goes into its tag, so that what formats the sample formats the report.
"""

from __future__ import annotations

import io
import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from ntmreport.diagnostic import in_file_order
from ntmreport.language import Bilingual
from ntmreport.render.cleaning import (
    drop_attached_template,
    drop_bookmarks_of,
    drop_editing_traces,
    foreign_content,
)
from ntmreport.render.layout import TEMPLATE, Place, ReadyLayout, Story, tag_place
from ntmreport.render.looks import give_own_run, look_of
from ntmreport.render.mistakes import foreign, tag_mistake, unreadable
from ntmreport.render.opc import Element, W, kept_parts, parsed, serialized
from ntmreport.render.package import PackageError, read_package
from ntmreport.render.tags import LOOKS, OWN_WORDS, environment, refused

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.render.words import Look

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_LOOSE_END = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PRINT = re.compile(r"\{\{(?:(r|p|tr|tc)\s)?\s*(.*?)\s*\}\}")
_STATEMENT = re.compile(r"\{%(?:(r|p|tr|tc)\s)?\s*(\w+)\s*(.*?)\s*%\}")
_REMARK = re.compile(r"\{#(p|tr|tc)?\s")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\xa0": " "})
_EMPTY_RUN = re.compile(
    r"<w:r>(?:<w:rPr>(?:(?!</?w:rPr>).)*</w:rPr>|<w:rPr/>)?<w:t(?: xml:space=\"preserve\")?>"
    r"</w:t></w:r>"
)

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

_OPENING = frozenset({"for", "if"})
_MIDDLE = frozenset({"elif", "else"})
_CLOSING = {"endfor": "for", "endif": "if"}

_LOST_WITH_PARAGRAPH = (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}sectPr")


def prepared(layout: bytes, name: str) -> ReadyLayout | tuple[Diagnostic, ...]:
    """Return the layout ready for rendering, or all that is wrong with it."""
    try:
        parts = kept_parts(read_package(layout))
        drop_attached_template(parts)
        roots = {part: parsed(parts.members[part]) for part in parts.stories}
        for root in roots.values():
            if root.nsmap.get("w") != W.strip("{}"):
                raise PackageError(
                    Bilingual(
                        "không phải dạng Word Document (.docx) thông thường",
                        "it is not in the ordinary Word Document (.docx) format",
                    )
                )
    except PackageError as error:
        return (unreadable(name, error.message),)
    mistakes = [foreign(name, what) for what in dict.fromkeys(parts.foreign)]
    stories: list[Story] = []
    for part, root in roots.items():
        preparation = _Preparation(part, root, name)
        story = preparation.story()
        mistakes += preparation.mistakes
        if story is not None:
            stories.append(story)
        elif not preparation.mistakes:
            parts.members[part] = serialized(root)
    if mistakes:
        return tuple(in_file_order(mistakes))
    return ReadyLayout(parts.members, tuple(stories))


@dataclass(slots=True)
class _Tag:
    """A tag as it was written (`place`) and as docxtpl and Jinja get it (`code`)."""

    place: Place
    code: str
    word: str = ""  # "for", "endif" ...; empty for what prints
    level: str = ""  # "p", "tr", "tc", "r" or empty
    expression: str = ""


class _Opened(NamedTuple):
    tag: _Tag
    container: Element


@dataclass(slots=True)
class _Preparation:
    """Makes a story of one part of the package, and collects what is wrong with it."""

    part: str
    root: Element
    name: str
    mistakes: list[Diagnostic] = field(default_factory=list)
    _looks: list[Look] = field(default_factory=list)

    def story(self) -> Story | None:
        """Return the part's compiled form, or None where it has no tags or has mistakes."""
        drop_editing_traces(self.root)
        self.mistakes += [foreign(self.name, what) for what in foreign_content(self.root)]
        paragraphs = list(self.root.iter(f"{W}p"))
        tags: dict[Element, deque[_Tag]] = {}
        for number, paragraph in enumerate(paragraphs, 1):
            found = self._joined(paragraph, number)
            if found:
                tags[paragraph] = deque(found)
        self._check_other_places()
        if self.mistakes or not tags:
            return None
        drop_bookmarks_of(tags, self.root)
        for paragraph, found_tags in tags.items():
            self._check_lost(paragraph, found_tags)
        if self.mistakes:
            return None
        self._check_nesting(paragraphs, tags)
        if self.mistakes:
            return None
        self._complete_cells(tags)
        ordered = self._with_looks(tags)
        return self._compiled(ordered)

    # -- tags --------------------------------------------------------------------------------

    def _joined(self, paragraph: Element, number: int) -> list[_Tag]:
        """Join the paragraph's tags, each in the run where it starts, and return them."""
        texts = [text for text in paragraph.iter(f"{W}t") if _paragraph_of(text) is paragraph]
        whole = "".join(text.text or "" for text in texts)
        if not _LOOSE_END.search(whole):
            return []
        found: list[_Tag] = []
        owners = [text for text in texts for _ in text.text or ""]
        written: dict[Element, list[str]] = {text: [] for text in texts}
        end = 0
        for match in _TAG.finditer(whole):
            self._check_loose(whole, end, match.start(), number)
            for position in range(end, match.start()):
                written[owners[position]].append(whole[position])
            end = match.end()
            place = Place(self.part, number, match.start() + 1, match.group(), whole)
            tag = self._understood(place)
            if tag is not None:
                found.append(tag)
                written[owners[match.start()]].append(tag.code)
        self._check_loose(whole, end, len(whole), number)
        for position in range(end, len(whole)):
            written[owners[position]].append(whole[position])
        for text, pieces in written.items():
            text.text = "".join(pieces)
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return found

    def _check_loose(self, whole: str, start: int, end: int, number: int) -> None:
        loose = _LOOSE_END.search(whole[start:end])
        if loose:
            place = Place(self.part, number, start + loose.start() + 1, loose.group(), whole)
            self._wrong(
                place,
                "thẻ thiếu dấu mở hoặc dấu đóng",
                "the tag is not opened or not closed",
            )

    def _understood(self, place: Place) -> _Tag | None:
        """Return the tag at `place`, or note why it cannot be."""
        written = place.tag.translate(_STRAIGHT)
        if remark := _REMARK.match(written):
            return _Tag(place, f"{{#{remark[1] or ''} #}}", "#", remark[1] or "")
        if written.startswith("{#"):
            return _Tag(place, "{# #}", "#")
        inner = written[2:-2]
        if "}" in inner or "%" in inner or "{" in inner:
            self._wrong(
                place,
                "trong thẻ không được có dấu { } %",
                "a tag cannot have { } % inside",
            )
            return None
        if any(word in inner for word in OWN_WORDS):
            self._wrong(
                place,
                "thẻ dùng một tên dành riêng cho chương trình",
                "the tag uses a name that belongs to the program",
            )
            return None
        if printing := _PRINT.fullmatch(written):
            level, expression = printing[1] or "", printing[2]
            if level in {"", "r"} and expression:
                code = f"{{{{{level} {expression} }}}}"
                return _Tag(place, code, "", level, expression)
        elif statement := _STATEMENT.fullmatch(written):
            level, word, rest = statement[1] or "", statement[2], statement[3]
            if word in _OPENING or word in _MIDDLE or word in _CLOSING:
                return _Tag(place, f"{{%{level} {f'{word} {rest}'.strip()} %}}", word, level)
        self._wrong(
            place,
            "không có thẻ như vậy; chỉ dùng {{r … }}, {%p for … %}, {%p if … %} và thẻ đóng",
            "there is no such tag; use {{r … }}, {%p for … %}, {%p if … %} and their ends",
        )
        return None

    def _check_lost(self, paragraph: Element, tags: deque[_Tag]) -> None:
        """Refuse what would vanish together with the paragraph, row or cell of a tag."""
        for tag in tags:
            if tag.level not in {"p", "tr", "tc"}:
                continue
            around = _ancestor(paragraph, tag.level)
            if around is None:
                self._wrong(
                    tag.place,
                    "thẻ này chỉ đặt được trong bảng",
                    "this tag can only stand in a table",
                )
                continue
            text = "".join(element.text or "" for element in around.iter(f"{W}t"))
            if text.strip() != tag.code or any(True for _ in around.iter(*_LOST_WITH_PARAGRAPH)):
                self._wrong(
                    tag.place,
                    "thẻ này phải đứng một mình trong đoạn (hàng, ô) của nó,"
                    " vì cả đoạn không được in",
                    "this tag must stand alone in its paragraph (row, cell), which is not printed",
                )

    def _check_nesting(self, paragraphs: list[Element], tags: dict[Element, deque[_Tag]]) -> None:
        """Check that what is opened is closed, at the same level and in the same place."""
        opened: list[_Opened] = []
        for paragraph in paragraphs:
            for tag in tags.get(paragraph, ()):
                if tag.word in {"", "#"}:
                    continue
                container = paragraph
                if tag.level in {"p", "tr", "tc"}:
                    container = _ancestor(paragraph, tag.level).getparent()
                if tag.word in _OPENING:
                    opened.append(_Opened(tag, container))
                    continue
                if not opened or opened[-1].tag.word != _CLOSING.get(tag.word, "if"):
                    self._wrong(
                        tag.place,
                        "không có thẻ mở tương ứng ở phía trước",
                        "nothing that it could belong to is open here",
                    )
                    return
                opener = opened[-1]
                if opener.container is not container or opener.tag.level != tag.level:
                    self._wrong(
                        tag.place,
                        "phải cùng loại và cùng chỗ (cùng ô, cùng bảng) với"
                        f" {opener.tag.place.tag}",
                        "it must be of the same kind and in the same cell or table as"
                        f" {opener.tag.place.tag}",
                    )
                    return
                if tag.word in _CLOSING:
                    opened.pop()
        for opener in opened:
            self._wrong(
                opener.tag.place,
                f"thiếu thẻ đóng {{%{opener.tag.level} end{opener.tag.word} %}}",
                f"its {{%{opener.tag.level} end{opener.tag.word} %}} is missing",
            )

    def _check_other_places(self) -> None:
        """Refuse tags where nothing fills them in: alternative texts, field codes and the like."""
        for element in self.root.iter(etree.Element):
            values = list(element.attrib.values())
            if element.tag != f"{W}t":
                values += [element.text or ""]
            for value in values:
                loose = _LOOSE_END.search(value)
                if loose:
                    self._wrong(
                        Place(self.part, 1, 1, loose.group(), value),
                        "thẻ đặt ở chỗ không được điền (mô tả hình, mã trường …)",
                        "the tag stands where nothing fills it in (a description, a field code …)",
                    )

    # -- what docxtpl does not do --------------------------------------------------------------

    def _complete_cells(self, tags: dict[Element, deque[_Tag]]) -> None:
        """Give a cell that could come out without a last paragraph, which Word needs, one."""
        for cell in self.root.iter(f"{W}tc"):
            depth = 0
            surely, last = False, None
            for child in cell:
                statements = [tag for tag in tags.get(child, ()) if tag.level == "p"]
                if statements:
                    depth += sum(tag.word in _OPENING for tag in statements)
                    depth -= sum(tag.word in _CLOSING for tag in statements)
                else:
                    last = child
                    surely = surely or (child.tag == f"{W}p" and depth == 0)
            if not surely or last is None or last.tag != f"{W}p":
                etree.SubElement(cell, f"{W}p")

    def _with_looks(self, tags: dict[Element, deque[_Tag]]) -> list[_Tag]:
        """Write each sample's look into its tag and return all tags in the order of the file."""
        for text in list(self.root.iter(f"{W}t")):
            if re.search(r"\{[{%]r ", text.text or ""):
                give_own_run(text)
        ordered: list[_Tag] = []
        for element in list(self.root.iter(f"{W}p", f"{W}t")):
            if element.tag == f"{W}p":
                if any(tag.level == "r" and not tag.word for tag in tags.get(element, ())):
                    ordered += self._keeping(element, tags[element])
                continue
            waiting = tags.get(_paragraph_of(element))
            pieces = _TAG.split(element.text or "")
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

    def _keeping(self, paragraph: Element, tags: deque[_Tag]) -> list[_Tag]:
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
        keeping = _Tag(names[0].place, f"{{{{ {names[0].expression}|kept_with_next }}}}")
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

    def _compiled(self, ordered: list[_Tag]) -> Story | None:
        source = etree.tostring(self.root, encoding="unicode").replace("\n", " ")
        source = DocxTemplate(io.BytesIO()).patch_xml(source)
        source = _EMPTY_RUN.sub("", source)
        # Each tag gets a line of its own, in a remark that prints nothing: so Jinja's line numbers
        # are the numbers of tags.
        source = re.sub(r"(?=\{[{%])", "{#\n#}", re.sub(r"\{#.*?#\}", "", source))
        source = _DECLARATION + source
        places = tuple(tag.place for tag in ordered)

        try:
            tree = environment().parse(source)
            for line, why in refused(tree):
                self._wrong(tag_place(places, line), *why)
            if self.mistakes:
                return None
            code = environment().compile(tree, filename=TEMPLATE)
        except TemplateSyntaxError as error:
            self._wrong(
                tag_place(places, error.lineno),
                "thẻ viết sai cú pháp",
                f"the tag is not written correctly: {error.message}",
            )
            return None
        return Story(self.part, code, tuple(self._looks), places)

    def _wrong(self, place: Place, vi: str, en: str) -> None:
        self.mistakes.append(tag_mistake(self.name, place, Bilingual(vi, en)))


def _paragraph_of(element: Element) -> Element:
    return next(element.iterancestors(f"{W}p"), None)


def _ancestor(paragraph: Element, level: str) -> Element:
    return paragraph if level == "p" else next(paragraph.iterancestors(f"{W}{level}"), None)
