"""The tags of a layout as docxtpl documents them: joined where Word split them, and checked.

Word splits a tag over several runs and curls its quotes. Here each tag is joined again and checked
where its author can be told the paragraph; what it does to the XML around it is docxtpl's part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from ntmreport.language import Bilingual
from ntmreport.layout.foreign_content import (
    drop_bookmarks_of,
    drop_editing_traces,
    foreign_content,
)
from ntmreport.layout.layout_diagnostics import foreign, tag_diagnostic
from ntmreport.layout.prepared_layout import Tag, section_break
from ntmreport.layout.tag_sandbox import ANNEXES, BODY, environment, refused
from ntmreport.layout.word_xml import W, made, paragraph_around, parent_of, text_of
from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntmreport.diagnostic import Diagnostic
    from ntmreport.layout.word_xml import Element

TAG = lazy_pattern(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
NUMBER = "n"
"""The attribute that numbers a paragraph while a layout is prepared; no report has it."""

_OPENING = frozenset({"for", "if"})
_CLOSING = {"endfor": "for", "endif": "if"}
_MIDDLE = frozenset({"elif", "else"})
_LONE = frozenset({"p", "tr", "tc"})
_OF_DOCXTPL = frozenset({"colspan", "cellbg", "vm", "hm"})
_LOOSE_END = lazy_pattern(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_SPACED_END = lazy_pattern(r"\{\s+[{%#]|[}%#]\s+\}")
_PRINT = lazy_pattern(r"\{\{(-?)(?:(r|p|tr|tc)\s)?\s*(.*?)\s*(-?)\}\}")
_STATEMENT = lazy_pattern(r"\{%(-?)(?:(r|p|tr|tc)\s)?\s*(\w+)\s*(.*?)\s*(-?)%\}")
_REMARK = lazy_pattern(r"\{#(p|tr|tc)?\s")
_OLD_LOOP = lazy_pattern(r"\w+ in (?:body|annexes)\b.*")
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
_LOST_WITH_PARAGRAPH = (f"{W}drawing", f"{W}pict", f"{W}object")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class StoryTags(Struct):
    """One part of the layout, its paragraphs numbered and its tags joined, by paragraph."""

    part: str
    root: Element
    name: str
    tags: dict[Element, list[Tag]] = {}
    diagnostics: list[Diagnostic] = []
    is_of_old_form: bool = False
    # Whether each statement could be read: else what is open where is anyone's guess.
    _is_structure_known: bool = True
    _heading: str = ""

    @property
    def ordered(self) -> list[Tag]:
        """All tags but remarks, in the order of the file."""
        return [tag for tags in self.tags.values() for tag in tags if tag.word != "#"]

    def read(self) -> None:
        """Number the paragraphs, join the tags, and note what is wrong with them."""
        drop_editing_traces(self.root)
        self.diagnostics += [foreign(self.name, what) for what in foreign_content(self.root)]
        for number, paragraph in enumerate(list(self.root.iter(f"{W}p")), 1):
            paragraph.set(NUMBER, str(number))
            found = self._joined(paragraph, number)
            if found:
                self.tags[paragraph] = found
        if self.is_of_old_form:
            return
        self._check_other_places()
        drop_bookmarks_of(self.tags, self.root)
        for paragraph, found in self.tags.items():
            self._check_lost(paragraph, found)
            if any(tag.level == "p" for tag in found):
                _keep_section(paragraph)
        if self._is_structure_known:
            self._check_nesting()
        self._check_code()
        self._complete_cells()

    def wrong(self, tag: Tag, vi: str, en: str, hint: Bilingual | None = None) -> None:
        """Note what is wrong with a tag."""
        self.diagnostics.append(tag_diagnostic(self.name, tag, Bilingual(vi, en), hint))

    def _joined(self, paragraph: Element, number: int) -> list[Tag]:
        """Join the paragraph's tags, each in the run where it starts, and return them."""
        texts = [text for text in paragraph.iter(f"{W}t") if paragraph_around(text) is paragraph]
        whole = "".join(text.text or "" for text in texts)
        if not _LOOSE_END.search(whole) and not _SPACED_END.search(whole):
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
            tag = self._understood(self._tag(number, match.start(), match.group(), whole))
            if tag is not None:
                found.append(tag)
                owner = owners[match.start()]
                written[owner].append(tag.code)
                _drop_language(owner)
        self._check_loose(whole, end, len(whole), number)
        for position in range(end, len(whole)):
            written[owners[position]].append(whole[position])
        for text, pieces in written.items():
            text.text = "".join(pieces)
            text.set(_SPACE, "preserve")
        return found

    def _tag(self, number: int, start: int, written: str, whole: str) -> Tag:
        return Tag(self.part, number, start + 1, written, whole, self._heading)

    def _check_loose(self, whole: str, start: int, end: int, number: int) -> None:
        between = whole[start:end]
        if loose := _LOOSE_END.search(between):
            self._is_structure_known &= "%" not in between
            self.wrong(
                self._tag(number, start + loose.start(), loose.group(), whole),
                "thẻ thiếu dấu mở hoặc dấu đóng",
                "the tag is not opened or not closed",
            )
        elif spaced := _SPACED_END.search(between):
            self._is_structure_known = False
            together = "".join(spaced.group().split())
            self.wrong(
                self._tag(number, start + spaced.start(), spaced.group(), whole),
                "giữa hai dấu của thẻ có dấu cách",
                "there is a space between the two marks of the tag",
                Bilingual(f"viết liền: {together}", f"write {together}"),
            )

    def _understood(self, tag: Tag) -> Tag | None:
        """Return the tag as docxtpl gets it, or note why it cannot be."""
        written = tag.written.translate(_STRAIGHT)
        if remark := _REMARK.match(written):
            level = remark[1] or ""
            return replace(tag, code=f"{{#{level} #}}", word="#", level=level)
        if written.startswith("{#"):
            return replace(tag, code="{# #}", word="#")
        known = self._of_a_known_kind(tag, written)
        if known is None and written.startswith("{%"):
            self._is_structure_known = False
        return known

    def _of_a_known_kind(self, tag: Tag, written: str) -> Tag | None:
        inner = written[2:-2]
        if "}" in inner or "%" in inner or "{" in inner:
            self.wrong(tag, "trong thẻ không được có dấu { } %", "a tag cannot have { } % inside")
            return None
        if len(inner) > _LONGEST_TAG:
            self.wrong(
                tag,
                f"thẻ dài quá {_LONGEST_TAG} ký tự",
                f"a tag has {_LONGEST_TAG} characters at the most",
            )
            return None
        if printing := _PRINT.fullmatch(written):
            before, level, expression, after = printing.groups("")
            if expression in {BODY, ANNEXES}:
                if level != "p":
                    self.wrong(
                        tag,
                        "thẻ này in nhiều đoạn, không in được trong một đoạn",
                        "this tag prints paragraphs and cannot be printed inside one",
                        Bilingual(
                            f"viết {{{{p {expression} }}}}", f"write {{{{p {expression} }}}}"
                        ),
                    )
                    return None
                return replace(
                    tag, code=f"{{{{p {expression} }}}}", level="p", expression=expression
                )
            # A line prints in the look of the run around its tag, so that `r` makes no difference.
            if level in {"", "r"} and expression:
                code = f"{{{{{before} {expression} {after}}}}}"
                return replace(tag, code=code, expression=expression)
        elif statement := _STATEMENT.fullmatch(written):
            before, level, word, rest, after = statement.groups("")
            if word == "for" and _OLD_LOOP.fullmatch(rest):
                self.is_of_old_form = True
                return None
            if word in _OPENING or word in _MIDDLE or word in _CLOSING:
                level = "" if level == "r" else level
                code = f"{{%{before}{level} {f'{word} {rest}'.strip()} {after}%}}"
                dashes = before + after
                return replace(
                    tag, code=code, word=word, level=level or (dashes and "-"), expression=rest
                )
            if word in _OF_DOCXTPL:
                self.wrong(
                    tag,
                    f"mẫu trình bày không dùng được thẻ “{word}” của docxtpl",
                    f"docxtpl's tag “{word}” is not available in a layout",
                )
                return None
        self.wrong(
            tag,
            "không có thẻ như vậy; chỉ dùng {{ … }}, {%p for … %}, {%p if … %} và thẻ đóng",
            "there is no such tag; use {{ … }}, {%p for … %}, {%p if … %} and their ends",
        )
        return None

    def _check_lost(self, paragraph: Element, tags: list[Tag]) -> None:
        """Refuse what would vanish together with the paragraph, row or cell of a tag."""
        for tag in tags:
            if tag.level not in _LONE:
                continue
            around = _surrounding(paragraph, tag.level)
            if around is None:
                self._is_structure_known = False
                self.wrong(
                    tag, "thẻ này chỉ đặt được trong bảng", "this tag can only stand in a table"
                )
                continue
            is_alone = text_of(around).strip() == tag.code
            if not is_alone or any(True for _ in around.iter(*_LOST_WITH_PARAGRAPH)):
                self.wrong(
                    tag,
                    "thẻ này phải đứng một mình trong đoạn (hàng, ô) của nó,"
                    " vì cả đoạn không được in",
                    "this tag must stand alone in its paragraph (row, cell), which is not printed",
                )

    def _check_nesting(self) -> None:
        """Check that what is opened is closed, at the same level and in the same place."""
        opened: list[_Opened] = []
        behind_else: list[_Opened] = []
        for paragraph, tag in [(among, tag) for among, found in self.tags.items() for tag in found]:
            if tag.word in {"", "#"}:
                continue
            around = _surrounding(paragraph, tag.level) if tag.level in _LONE else None
            container = paragraph if around is None else parent_of(around)
            if tag.word in _OPENING:
                opened.append(_Opened(tag, container))
                if len(opened) > _DEEPEST:
                    self._misplaced(
                        tag,
                        f"các thẻ lồng nhau quá {_DEEPEST} cấp",
                        f"tags stand more than {_DEEPEST} deep in each other",
                    )
                    return
                continue
            if not opened or opened[-1].tag.word != _CLOSING.get(tag.word, "if"):
                self._misplaced(
                    tag,
                    "không có thẻ mở tương ứng ở phía trước",
                    "nothing that it could belong to is open here",
                )
                return
            opener = opened[-1]
            if tag.word in _MIDDLE and any(each is opener for each in behind_else):
                self._misplaced(
                    tag,
                    f"đứng sau thẻ else của {opener.tag.written}",
                    f"it stands behind the else of {opener.tag.written}",
                )
                return
            if tag.word == "else":
                behind_else.append(opener)
            # A dash joins paragraphs: what it opens may close in another one.
            is_joined = "-" in {tag.level, opener.tag.level}
            is_apart = opener.container is not container or opener.tag.level != tag.level
            if is_apart and not (is_joined and {tag.level, opener.tag.level} <= {"-", ""}):
                self._misplaced(
                    tag,
                    f"phải cùng loại và cùng chỗ (cùng ô, cùng bảng) với {opener.tag.written}",
                    "it must be of the same kind and in the same cell or table as"
                    f" {opener.tag.written}",
                )
                return
            if tag.word in _CLOSING:
                opened.pop()
        for opener in opened:
            level = opener.tag.level.strip("-")
            self._misplaced(
                opener.tag,
                f"thiếu thẻ đóng {{%{level} end{opener.tag.word} %}}",
                f"its {{%{level} end{opener.tag.word} %}} is missing",
            )

    def _check_code(self) -> None:
        """Check what Jinja will make of the tags, each alone and then what they name."""
        tags = self.ordered
        readable = tags
        if not self._is_structure_known or _unreadable(_skeleton(tags)) is not None:
            readable = [self._readable(tag) for tag in tags]
        if self._is_structure_known:
            for line, why, hint in refused(environment().parse(_skeleton(readable))):
                self.wrong(tag_at(tags, line), *why.both, hint=hint)

    def _readable(self, tag: Tag) -> Tag:
        """Return the tag if Jinja can read it, else note why not and return a harmless one."""
        before, after = _AROUND[tag.word]
        why = _unreadable(f"{before}{_bare(tag)}{after}")
        if why is None:
            return tag
        self.wrong(tag, "thẻ viết sai cú pháp", f"the tag is not written correctly: {why}")
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
                    self.wrong(
                        Tag(self.part, 1, 1, loose.group(), value, ""),
                        "thẻ đặt ở chỗ không được điền (mô tả hình, mã trường …)",
                        "the tag stands where nothing fills it in (a description, a field code …)",
                    )

    def _misplaced(self, tag: Tag, vi: str, en: str) -> None:
        self._is_structure_known = False
        self.wrong(tag, vi, en)

    def _complete_cells(self) -> None:
        """Give a cell that could come out without a last paragraph, which Word needs, one."""
        for cell in self.root.iter(f"{W}tc"):
            # Whether there surely is a paragraph so far: in the cell, in each opened branch.
            sure, opened, last = [False], list[_Branches](), None
            for child in cell:
                lone = [tag for tag in self.tags.get(child, ()) if tag.level == "p"]
                if not lone:
                    last = child
                    sure[-1] |= child.tag == f"{W}p"
                for tag in lone:
                    if tag.word in _OPENING:
                        sure.append(False)
                        opened.append(_Branches([]))
                    elif opened and tag.word in {"elif", "else"}:
                        opened[-1] = _Branches([*opened[-1].sure, sure[-1]], tag.word == "else")
                        sure[-1] = False
                    elif opened and tag.word in _CLOSING:
                        branches, in_last = opened.pop(), sure.pop()
                        sure[-1] |= branches.has_else and all((*branches.sure, in_last))
            if not sure[0] or last is None or last.tag != f"{W}p":
                etree.SubElement(cell, f"{W}p")


class _Branches(Struct, frozen=True):
    """Of the branches of a condition before the open one: whether each surely has a paragraph.

    `has_else` where the open one is printed if no other is.
    """

    sure: list[bool]
    has_else: bool = False


class _Opened(Struct, frozen=True):
    tag: Tag
    container: Element


def tag_at(tags: Sequence[Tag], line: int) -> Tag:
    """Return which tag stands in `line` of a template; each starts one, from the second on."""
    return tags[min(max(line - 2, 0), len(tags) - 1)]


def printing(tags: Mapping[Element, list[Tag]], expression: str) -> list[Element]:
    """Return the paragraphs that `{{p expression }}` stands for."""
    return [
        paragraph
        for paragraph, found in tags.items()
        if any(tag.level == "p" and not tag.word and tag.expression == expression for tag in found)
    ]


def _surrounding(paragraph: Element, level: str) -> Element | None:
    """Return what goes away with a tag of `level`: the paragraph, its row or cell, or None."""
    return paragraph if level == "p" else next(paragraph.iterancestors(f"{W}{level}"), None)


def _keep_section(paragraph: Element) -> None:
    """Give the end of a section that stands in a tag's paragraph a paragraph of its own behind it.

    Word and LibreOffice write a section break into the last paragraph before it.
    """
    section = paragraph.find(f"{W}pPr/{W}sectPr")
    if section is not None:
        behind = made(section_break(""))
        next(behind.iterchildren(f"{W}pPr")).append(section)
        paragraph.addnext(behind)


def _drop_language(text: Element) -> None:
    """Drop the language of a tag's run: Word notes the keyboard's, the report is Vietnamese."""
    run = text.getparent()
    for language in [] if run is None else run.findall(f"{W}rPr/{W}lang"):
        parent_of(language).remove(language)


def _skeleton(tags: Sequence[Tag]) -> str:
    """Return a template of the tags alone, each in a line of its own, the first in the second."""
    return "".join(f"\n{_bare(tag)}" for tag in tags)


def _bare(tag: Tag) -> str:
    """Return the tag as Jinja alone would have it, without docxtpl's levels."""
    if not tag.word:
        return f"{{{{ {tag.expression} }}}}"
    return f"{{% {f'{tag.word} {tag.expression}'.strip()} %}}"


def _unreadable(source: str) -> str | None:
    """Return why Jinja cannot read `source`, or None where it can."""
    try:
        environment().parse(source)
    except TemplateSyntaxError as error:
        return error.message or ""
    except RecursionError:
        return "too deep"
    return None
