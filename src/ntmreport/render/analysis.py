"""What the tags of a layout.docx are, and all that is wrong with them.

Word splits a tag over several runs, curls its quotes and adds attributes of its own. Here each tag
is joined again and checked where its author can be told the paragraph. Nothing is patched here and
docxtpl is not needed, so that `validate` finds what a build would find without loading it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

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
from ntmreport.render.layout import Place, Tag, tag_place
from ntmreport.render.mistakes import foreign, tag_mistake, unreadable
from ntmreport.render.opc import Element, Parts, W, kept_parts, parsed, related_parts
from ntmreport.render.package import PackageError, read_package
from ntmreport.render.sampling import take_samples
from ntmreport.render.tags import LOOKS, OWN_WORDS, TABLE_LOOKS, environment, refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
LOST_WITH_TAG = frozenset({"p", "tr", "tc"})
"""The levels of tags that go away with the paragraph, row or cell around them."""

OPENING = frozenset({"for", "if"})
CLOSING = {"endfor": "for", "endif": "if"}

_MIDDLE = frozenset({"elif", "else"})
_LOOSE_END = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PRINT = re.compile(r"\{\{(?:(r|p|tr|tc)\s)?\s*(.*?)\s*\}\}")
_STATEMENT = re.compile(r"\{%(?:(r|p|tr|tc)\s)?\s*(\w+)\s*(.*?)\s*%\}")
_REMARK = re.compile(r"\{#(p|tr|tc)?\s")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\xa0": " "})
# Bounds of what a person writes; beyond them, reading a tag takes more than Python's stack.
_DEEPEST = 20
_LONGEST_TAG = 200
# What must stand before and after a statement so that Jinja can read it alone.
_AROUND = {
    "": ("", ""),
    "for": ("", "{% endfor %}"),
    "endfor": ("{% for x in y %}", ""),
    "if": ("", "{% endif %}"),
    "elif": ("{% if 1 %}", "{% endif %}"),
    "else": ("{% if 1 %}", "{% endif %}"),
    "endif": ("{% if 1 %}", ""),
}
_LOST_WITH_PARAGRAPH = (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}sectPr")


@dataclass(frozen=True, slots=True)
class Draft:
    """One part of the package, its tags joined, each where it starts; `tags` by paragraph.

    `samples` are the sample tables by the paragraph that stands in their place.
    """

    part: str
    root: Element
    tags: dict[Element, list[Tag]]
    samples: dict[Element, Element]

    @property
    def ordered(self) -> list[Tag]:
        """All tags but remarks, in the order of the file."""
        return [tag for tags in self.tags.values() for tag in tags if tag.word != "#"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A layout whose tags are right: what goes into a report, and its parts that hold text."""

    parts: Parts
    drafts: tuple[Draft, ...]
    styles: Element


def analysed(layout: bytes, name: str) -> Analysis | tuple[Diagnostic, ...]:
    """Return the parts and tags of `layout`, or all that is wrong. `name` is its file's name."""
    try:
        parts = kept_parts(read_package(layout))
        drop_attached_template(parts)
        roots = {part: parsed(parts.members[part]) for part in parts.stories}
        styles = _styles(parts)
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
    drafts: list[Draft] = []
    for part, root in roots.items():
        reading = _Reading(part, root, name)
        drafts.append(reading.draft())
        mistakes += reading.mistakes
    if mistakes:
        return tuple(in_file_order(mistakes))
    return Analysis(parts, tuple(drafts), styles)


def _styles(parts: Parts) -> Element:
    """Return the root of the part with the styles; an empty one where the layout has none."""
    found = related_parts(parts.members, parts.main, "styles")
    return parsed(parts.members[found[0]]) if found else etree.Element(f"{W}styles")


def skeleton(tags: Sequence[Tag]) -> str:
    """Return a template of the tags alone, each in a line that starts with its position.

    As in the template that prints the report, the first tag stands in the second line.
    """
    return "".join(f"\n{number}\t{_bare(tag)}" for number, tag in enumerate(tags))


class _Opened(NamedTuple):
    tag: Tag
    container: Element


@dataclass(slots=True)
class _Reading:
    """Joins and checks the tags of one part, and collects what is wrong with them."""

    part: str
    root: Element
    name: str
    mistakes: list[Diagnostic] = field(default_factory=list)
    # Whether each statement could be read: else what is open where is anyone's guess.
    _is_structure_known: bool = True
    _heading: str = ""

    def draft(self) -> Draft:
        drop_editing_traces(self.root)
        self.mistakes += [foreign(self.name, what) for what in foreign_content(self.root)]
        paragraphs = list(self.root.iter(f"{W}p"))
        tags: dict[Element, list[Tag]] = {}
        for number, paragraph in enumerate(paragraphs, 1):
            found = self._joined(paragraph, number)
            if found:
                tags[paragraph] = found
        self._check_other_places()
        drop_bookmarks_of(tags, self.root)
        samples = take_samples(self.root, tags, lambda place, why: self._wrong(place, *why))
        for paragraph, found in tags.items():
            self._check_lost(paragraph, found)
        if self._is_structure_known:
            self._check_nesting(tags)
        draft = Draft(self.part, self.root, tags, samples)
        self._check_code(draft.ordered)
        return draft

    def _joined(self, paragraph: Element, number: int) -> list[Tag]:
        """Join the paragraph's tags, each in the run where it starts, and return them."""
        texts = [text for text in paragraph.iter(f"{W}t") if paragraph_of(text) is paragraph]
        whole = "".join(text.text or "" for text in texts)
        if not _LOOSE_END.search(whole):
            self._heading = whole.strip() or self._heading
            return []
        found: list[Tag] = []
        owners = [text for text in texts for _ in text.text or ""]
        written: dict[Element, list[str]] = {text: [] for text in texts}
        end = 0
        for match in TAG.finditer(whole):
            self._check_loose(whole, end, match.start(), number)
            for position in range(end, match.start()):
                written[owners[position]].append(whole[position])
            end = match.end()
            place = self._place(number, match.start(), match.group(), whole)
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

    def _place(self, number: int, start: int, tag: str, whole: str) -> Place:
        return Place(self.part, number, start + 1, tag, whole, self._heading)

    def _check_loose(self, whole: str, start: int, end: int, number: int) -> None:
        loose = _LOOSE_END.search(whole[start:end])
        if loose:
            self._is_structure_known &= "%" not in whole[start:end]
            place = self._place(number, start + loose.start(), loose.group(), whole)
            self._wrong(
                place,
                "thẻ thiếu dấu mở hoặc dấu đóng",
                "the tag is not opened or not closed",
            )

    def _understood(self, place: Place) -> Tag | None:
        """Return the tag at `place`, or note why it cannot be."""
        written = place.tag.translate(_STRAIGHT)
        if remark := _REMARK.match(written):
            return Tag(place, f"{{#{remark[1] or ''} #}}", "#", remark[1] or "")
        if written.startswith("{#"):
            return Tag(place, "{# #}", "#")
        tag = self._of_a_known_kind(place, written)
        if tag is None and written.startswith("{%"):
            self._is_structure_known = False
        return tag

    def _of_a_known_kind(self, place: Place, written: str) -> Tag | None:
        inner = written[2:-2]
        if "}" in inner or "%" in inner or "{" in inner:
            self._wrong(
                place,
                "trong thẻ không được có dấu { } %",
                "a tag cannot have { } % inside",
            )
            return None
        if len(inner) > _LONGEST_TAG:
            self._wrong(
                place,
                f"thẻ dài quá {_LONGEST_TAG} ký tự",
                f"a tag has {_LONGEST_TAG} characters at the most",
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
                return Tag(place, f"{{{{{level} {expression} }}}}", "", level, expression)
        elif statement := _STATEMENT.fullmatch(written):
            level, word, rest = statement[1] or "", statement[2], statement[3]
            if word in OPENING or word in _MIDDLE or word in CLOSING:
                code = f"{{%{level} {f'{word} {rest}'.strip()} %}}"
                return Tag(place, code, word, level, rest)
        self._wrong(
            place,
            "không có thẻ như vậy; chỉ dùng {{r … }}, {%p for … %}, {%p if … %} và thẻ đóng",
            "there is no such tag; use {{r … }}, {%p for … %}, {%p if … %} and their ends",
        )
        return None

    def _check_lost(self, paragraph: Element, tags: list[Tag]) -> None:
        """Refuse what would vanish together with the paragraph, row or cell of a tag."""
        for tag in tags:
            if tag.level not in LOST_WITH_TAG:
                continue
            around = surrounding(paragraph, tag.level)
            if around is None:
                self._is_structure_known = False
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

    def _check_nesting(self, tags: Mapping[Element, list[Tag]]) -> None:
        """Check that what is opened is closed, at the same level and in the same place."""
        opened: list[_Opened] = []
        for paragraph, tag in [(among, tag) for among, found in tags.items() for tag in found]:
            if tag.word in {"", "#"}:
                continue
            container = paragraph
            if tag.level in LOST_WITH_TAG:
                container = surrounding(paragraph, tag.level).getparent()
            if tag.word in OPENING:
                opened.append(_Opened(tag, container))
                if len(opened) > _DEEPEST:
                    self._misplaced(
                        tag.place,
                        f"các thẻ lồng nhau quá {_DEEPEST} cấp",
                        f"tags stand more than {_DEEPEST} deep in each other",
                    )
                    return
                continue
            if not opened or opened[-1].tag.word != CLOSING.get(tag.word, "if"):
                self._misplaced(
                    tag.place,
                    "không có thẻ mở tương ứng ở phía trước",
                    "nothing that it could belong to is open here",
                )
                return
            opener = opened[-1]
            if opener.container is not container or opener.tag.level != tag.level:
                self._misplaced(
                    tag.place,
                    f"phải cùng loại và cùng chỗ (cùng ô, cùng bảng) với {opener.tag.place.tag}",
                    "it must be of the same kind and in the same cell or table as"
                    f" {opener.tag.place.tag}",
                )
                return
            if tag.word in CLOSING:
                opened.pop()
        for opener in opened:
            self._misplaced(
                opener.tag.place,
                f"thiếu thẻ đóng {{%{opener.tag.level} end{opener.tag.word} %}}",
                f"its {{%{opener.tag.level} end{opener.tag.word} %}} is missing",
            )

    def _check_code(self, tags: Sequence[Tag]) -> None:
        """Check what Jinja will make of the tags, each alone and then what they name."""
        places = tuple(tag.place for tag in tags)
        readable = list(tags)
        if not self._is_structure_known or not _is_readable(skeleton(tags)):
            readable = [self._readable(tag) for tag in tags]
        if self._is_structure_known:
            for line, why, hint in refused(environment().parse(skeleton(readable))):
                self._wrong(tag_place(places, line), *why, hint=hint)

    def _readable(self, tag: Tag) -> Tag:
        """Return the tag if Jinja can read it, else note why not and return a harmless one."""
        before, after = _AROUND[tag.word]
        why = _unreadable(f"{before}{_bare(tag)}{after}")
        if why is None:
            return tag
        self._wrong(tag.place, "thẻ viết sai cú pháp", f"the tag is not written correctly: {why}")
        # Without its name, what the loop holds cannot be judged.
        self._is_structure_known &= tag.word != "for"
        return replace(tag, expression="1" if tag.word in {"", "if", "elif"} else "")

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

    def _misplaced(self, place: Place, vi: str, en: str) -> None:
        self._is_structure_known = False
        self._wrong(place, vi, en)

    def _wrong(self, place: Place, vi: str, en: str, hint: Bilingual | None = None) -> None:
        self.mistakes.append(tag_mistake(self.name, place, Bilingual(vi, en), hint))


def paragraph_of(element: Element) -> Element:
    """Return the paragraph that `element` stands in."""
    return next(element.iterancestors(f"{W}p"), None)


def surrounding(paragraph: Element, level: str) -> Element:
    """Return what goes away with a tag of `level`: the paragraph, its row or cell, or None."""
    return paragraph if level == "p" else next(paragraph.iterancestors(f"{W}{level}"), None)


def _bare(tag: Tag) -> str:
    """Return the tag as Jinja alone would have it, without docxtpl's levels."""
    if tag.level == "r" and not tag.word:
        return f"{{{{ ({tag.expression})|in_look({LOOKS}[0]) }}}}"
    if tag.level == "p" and not tag.word:
        return f"{{{{ ({tag.expression})|as_table({TABLE_LOOKS}[0]) }}}}"
    if not tag.word:
        return f"{{{{ {tag.expression} }}}}"
    return f"{{% {f'{tag.word} {tag.expression}'.strip()} %}}"


def _is_readable(source: str) -> bool:
    return _unreadable(source) is None


def _unreadable(source: str) -> str | None:
    """Return why Jinja cannot read `source`, or None where it can."""
    try:
        environment().parse(source)
    except TemplateSyntaxError as error:
        return error.message or ""
    except RecursionError:
        return "too deep"
    return None
