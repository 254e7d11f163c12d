"""Comments in the margin of a report: their marks around a figure's run, their part, their styles.

They have no date and always the same author, so that the same report has the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from ntmreport.escapes import word_remark, xml_quoted, xml_text
from ntmreport.layout.layout_package import OFFICE, WORD, main_part, related_parts
from ntmreport.layout.word_xml import Element, W, parsed
from ntmreport.layout.word_xml import serialized as serialized_part
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.render.additions import add_part
from ntmreport.render.file_properties import LANGUAGE
from ntmreport.render.word_text import TEXT_START

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.render.word_text import Marks

    Comments = Mapping[tuple[int, int], tuple[str, ...]]
    """The paragraphs of each comment by what it is on: a block of the document and a run."""

AUTHOR, INITIALS = "ntmreport", "ntm"

# Built-in styles have these names in every language of Word; their ids are translated.
_REFERENCE_NAME, _TEXT_NAME = "annotation reference", "annotation text"
# In half points, as in Word's own styles. LibreOffice looks at no style of a comment, so that its
# size stands with the text, too.
_SMALL, _TEXT = 16, 20

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MARK = lazy_pattern(
    r'<w:commentRange(?:Start|End) w:id="\d+"/>'
    r'|<w:r><w:rPr>(?:(?!</w:rPr>).)*</w:rPr><w:commentReference w:id="\d+"/></w:r>'
)
_REFERENCE = lazy_pattern(r'<w:commentReference w:id="(\d+)"/>')


class Margin(Struct, frozen=True):
    """The comments of one report, numbered in the order of the text."""

    comments: Comments
    reference_style: str
    text_style: str

    def marks(self) -> Marks:
        """Return the XML before and after each run that has a comment."""
        return {
            place: (
                f'<w:commentRangeStart w:id="{number}"/>',
                f'<w:commentRangeEnd w:id="{number}"/><w:r>{self._look()}'
                f'<w:commentReference w:id="{number}"/></w:r>',
            )
            for number, place in enumerate(sorted(self.comments))
        }

    def attach(self, members: dict[str, bytes]) -> None:
        """Add the comments to a package whose main part is filled in."""
        main = main_part(members)
        # Word has a place for comments in the body alone.
        for name, content in members.items():
            if name != main and b"<w:commentReference" in content:
                members[name] = _MARK.sub("", content.decode()).encode()
        folder = main.rpartition("/")[0]
        add_part(
            members,
            main,
            f"{folder}/comments.xml" if folder else "comments.xml",
            self._part(members[main].decode()),
            f"{WORD}comments+xml",
            f"{OFFICE}/comments",
        )

    def _part(self, body: str) -> bytes:
        """Return the part of comments: those whose mark the layout's tags have printed."""
        marked = set(map(int, _REFERENCE.findall(body)))
        entries = "".join(
            f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}">'
            f"{self._paragraphs(self.comments[place])}</w:comment>"
            for number, place in enumerate(sorted(self.comments))
            if number in marked
        )
        namespace = W.strip("{}")
        return f'{_DECLARATION}<w:comments xmlns:w="{namespace}">{entries}</w:comments>'.encode()

    def _paragraphs(self, paragraphs: tuple[str, ...]) -> str:
        mark = f"<w:r>{self._look()}<w:annotationRef/></w:r>"
        written = []
        for text in paragraphs or ("",):  # Word needs one
            written.append(
                f"<w:p><w:pPr><w:pStyle w:val={xml_quoted(self.text_style)}/></w:pPr>{mark}"
                f'<w:r><w:rPr><w:sz w:val="{_TEXT}"/><w:lang w:val="{LANGUAGE}"/></w:rPr>'
                f"{TEXT_START}{xml_text(word_remark(text))}</w:t></w:r></w:p>"
            )
            mark = ""
        return "".join(written)

    def _look(self) -> str:
        return f"<w:rPr><w:rStyle w:val={xml_quoted(self.reference_style)}/></w:rPr>"


def margin(comments: Comments, members: dict[str, bytes]) -> Margin:
    """Prepare a package for comments: with Word's own styles for them, where it lacks them."""
    found = related_parts(members, main_part(members), "styles")
    part = next(iter(found), "")
    if not part:
        return Margin(comments, "CommentReference", "CommentText")
    styles = parsed(members[part])
    before = len(styles)
    reference = _style(styles, _REFERENCE_NAME, "CommentReference", "character", _SMALL)
    text = _style(styles, _TEXT_NAME, "CommentText", "paragraph", _TEXT)
    if len(styles) != before:
        members[part] = serialized_part(styles)
    return Margin(comments, reference, text)


def _style(styles: Element, name: str, identity: str, kind: str, size: int) -> str:
    """Return the id of the style called `name`, which is made where there is none."""
    identities: set[str] = set()
    default = ""
    for style in styles.iter(f"{W}style"):
        is_kind = style.get(f"{W}type") == kind
        its_id = style.get(f"{W}styleId", "")
        its_name = style.find(f"{W}name")
        if is_kind and its_name is not None and its_name.get(f"{W}val", "").lower() == name:
            return str(its_id)
        if is_kind and style.get(f"{W}default") in {"1", "true", "on"}:
            default = its_id
        identities.add(its_id)
    while identity in identities:
        identity += "0"
    based = f"<w:basedOn w:val={xml_quoted(default)}/>" if default else ""
    # What the report's own paragraphs look like has no place in the margin.
    paragraph = (
        '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
    )
    xml = (
        f'<w:style xmlns:w="{W.strip("{}")}" w:type="{kind}" w:styleId="{identity}">'
        f'<w:name w:val="{name}"/>{based}<w:uiPriority w:val="99"/><w:unhideWhenUsed/>'
        f"{paragraph if kind == 'paragraph' else ''}"
        f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )
    styles.append(etree.fromstring(xml))
    return identity
