"""A copy of a Word file with a comment at each suspicious number, and nothing else changed.

The marks are put into the text of the parts, so that every other byte of them stays. No run is
split: a comment is on the runs that hold its number, and begins with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.escapes import word_remark, xml_quoted, xml_text
from ntmreport.language import Bilingual
from ntmreport.layout.layout_package import (
    OFFICE,
    WORD,
    main_part,
    related_parts,
    relationships_name,
)
from ntmreport.layout.word_xml import W
from ntmreport.word_reader import View, read_word_file
from ntmreport.zip_package import CONTENT_TYPES, PackageError, read_package, write_package

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntmreport.prose.claim import Claim
    from ntmreport.word_reader import WordParagraph

AUTHOR, INITIALS = "ntmreport", "ntm"
_NAMESPACE = W.strip("{}")
_ROOT = re.compile(r"<(?![?!])[^>]*>")
_TAG = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<[^>]*>", re.DOTALL)
_COMMENT_ID = re.compile(r"<(?:\w+:)?comment\b[^>]*?\b(?:\w+:)?id\s*=\s*[\"'](\d+)[\"']")
_RELATION_ID = re.compile(r"\bId\s*=\s*[\"']rId(\d+)[\"']")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class _Run(Struct, frozen=True):
    """The stretch of a run's XML in its part."""

    start: int
    end: int


def with_comments(content: bytes, claims: Sequence[Claim]) -> bytes:
    """Return the Word file with a comment on each claim that stands in its body.

    Raises PackageError where the file is one whose text cannot be changed in its place.
    """
    members = read_package(content)
    main = main_part(members)
    body = _text_of(members, main)
    word = read_word_file(content, View.ACCEPTED)
    paragraphs = {each.place.number: each for each in word.paragraphs()}
    runs = _runs(body)
    known = next(iter(related_parts(members, main, "comments")), "")
    existing = _text_of(members, known) if known else ""
    number = max((int(each) for each in _COMMENT_ID.findall(existing)), default=-1) + 1
    before: dict[int, str] = {}
    behind: dict[int, str] = {}
    entries = []
    prefix = _prefix(body)
    for claim in claims:
        block = claim.at.block
        paragraph = paragraphs.get(block.place.line)
        if block.place.story or paragraph is None:
            continue
        start, end = (each - block.typed_from for each in (claim.at.start, claim.at.end))
        touched = _touched(paragraph, start, end)
        if not touched or touched[-1] >= len(runs):
            continue
        first, last = runs[touched[0]], runs[touched[-1]]
        before[first.start] = (
            before.get(first.start, "") + f'<{prefix}commentRangeStart {prefix}id="{number}"/>'
        )
        behind[last.end] = behind.get(last.end, "") + (
            f'<{prefix}commentRangeEnd {prefix}id="{number}"/>'
            f'<{prefix}r><{prefix}commentReference {prefix}id="{number}"/></{prefix}r>'
        )
        entries.append((number, claim))
        number += 1
    if not entries:
        return content
    members[main] = _inserted(body, before, behind).encode()
    _add_entries(members, main, known, existing, entries)
    return write_package(members)


def _text_of(members: Mapping[str, bytes], name: str) -> str:
    try:
        return members[name].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PackageError(
            Bilingual(
                "tệp Word không lưu bằng mã UTF-8; hãy mở bằng Word và lưu lại",
                "the Word file is not in UTF-8; open it in Word and save it again",
            )
        ) from None


def _prefix(part: str) -> str:
    """Return the prefix of Word's elements in a part, with its colon."""
    root = _ROOT.search(part)
    found = (
        re.search(rf'xmlns(?::(\w+))?\s*=\s*["\']{re.escape(_NAMESPACE)}["\']', root[0])
        if root
        else None
    )
    if found is None or found[1] is None:
        raise PackageError(
            Bilingual(
                "tệp Word ở dạng mà nhận xét không ghi vào được; hãy mở bằng Word và lưu lại dạng"
                " .docx",
                "no comments can be written into a Word file of this form; save it again as .docx",
            )
        )
    return f"{found[1]}:"


def _runs(part: str) -> list[_Run]:
    """Return where the runs of a part stand, in the order in which they begin."""
    name = f"{_prefix(part)}r"
    found: list[list[int]] = []
    open_runs: list[int] = []
    for match in _TAG.finditer(part):
        tag = match[0]
        if tag.startswith(("<!", "<?")):
            continue
        plain = tag[1:-1].strip("/").split(None, 1)[0] if len(tag) > 2 else ""
        if plain != name:
            continue
        if tag.startswith("</"):
            if open_runs:
                found[open_runs.pop()][1] = match.end()
        else:
            found.append([match.start(), match.end()])
            if not tag.endswith("/>"):
                open_runs.append(len(found) - 1)
    return [_Run(start, end) for start, end in found]


def _touched(paragraph: WordParagraph, start: int, end: int) -> list[int]:
    """Return the numbers of the runs that hold text[start:end], those of a label none."""
    found = []
    offset = 0
    for run in paragraph.runs:
        if offset < max(end, start + 1) and max(start, 0) < offset + len(run.text):
            found.append(run.number)
        offset += len(run.text)
    return sorted(found) or [run.number for run in paragraph.runs[:1]]


def _inserted(part: str, before: Mapping[int, str], behind: Mapping[int, str]) -> str:
    pieces, last = [], 0
    for offset in sorted({*before, *behind}):
        pieces += [part[last:offset], behind.get(offset, ""), before.get(offset, "")]
        last = offset
    return "".join((*pieces, part[last:]))


def _add_entries(
    members: dict[str, bytes],
    main: str,
    known: str,
    existing: str,
    entries: Sequence[tuple[int, Claim]],
) -> None:
    prefix = _prefix(existing) if known else "w:"
    written = "".join(_entry(number, claim, prefix) for number, claim in entries)
    if known:
        end = existing.rfind(f"</{prefix}comments")
        if end < 0:  # <w:comments …/>
            end = existing.rfind("/>")
            existing = f"{existing[:end]}></{prefix}comments>{existing[end + 2 :]}"
            end += 1
        members[known] = f"{existing[:end]}{written}{existing[end:]}".encode()
        return
    folder = main.rpartition("/")[0]
    name = f"{folder}/comments.xml" if folder else "comments.xml"
    while name in members:
        name = name.replace(".xml", "0.xml")
    root = f'<w:comments xmlns:w="{_NAMESPACE}">{written}</w:comments>'
    members[name] = f"{_DECLARATION}{root}".encode()
    _add_before(
        members,
        CONTENT_TYPES,
        "Types",
        f'<{{}}Override PartName={xml_quoted(f"/{name}")} ContentType="{WORD}comments+xml"/>',
    )
    relations = relationships_name(main)
    text = _text_of(members, relations) if relations in members else ""
    free = max((int(each) for each in _RELATION_ID.findall(text)), default=0) + 1
    _add_before(
        members,
        relations,
        "Relationships",
        f'<{{}}Relationship Id="rId{free}" Type="{OFFICE}/comments"'
        f" Target={xml_quoted(name.rpartition('/')[2])}/>",
    )


def _entry(number: int, claim: Claim, prefix: str) -> str:
    message = claim.message.vi if claim.message is not None else claim.computed
    lines = [f"{claim.stated}: {message}"]
    if claim.hint is not None:
        lines.append(claim.hint.vi)
    lines.append(f"{claim.rule.code} (ntmreport audit)")
    paragraphs = "".join(
        f'<{prefix}p><{prefix}r><{prefix}t xml:space="preserve">{xml_text(word_remark(line))}'
        f"</{prefix}t></{prefix}r></{prefix}p>"
        for line in lines
    )
    return (
        f'<{prefix}comment {prefix}id="{number}" {prefix}author="{AUTHOR}"'
        f' {prefix}initials="{INITIALS}">'
        f"{paragraphs}</{prefix}comment>"
    )


def _add_before(members: dict[str, bytes], name: str, root: str, written: str) -> None:
    """Put an element at the end of the root of a part that lists things."""
    part = _text_of(members, name) if name in members else ""
    if not part:
        namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
        part = f'{_DECLARATION}<{root} xmlns="{namespace}"></{root}>'
    end = re.search(rf"</(\w+:)?{root}\s*>\s*$", part)
    if end is not None:
        element = written.format(end[1] or "")
        members[name] = f"{part[: end.start()]}{element}{part[end.start() :]}".encode()
        return
    alone = re.search(rf"<(\w+:)?{root}\b([^>]*)/>\s*$", part)
    if alone is None:
        raise PackageError(Bilingual(f"{name} bị hỏng", f"{name} is broken"))
    mark = alone[1] or ""
    element = f"<{mark}{root}{alone[2]}>{written.format(mark)}</{mark}{root}>"
    members[name] = f"{part[: alone.start()]}{element}".encode()
