"""Remarks in the margin of a Word file: comments, with what they are on and their replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.layout.word_xml import OFF, W, attribute
from ntmreport.word_reader.story_reader import StoryReader
from ntmreport.word_reader.tracked_changes import HIDDEN
from ntmreport.word_reader.word_file import Story, WordRemark, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.layout.word_xml import Element
    from ntmreport.word_reader.open_paragraph import Anchor
    from ntmreport.word_reader.story_reader import StorySource

_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_THREADS = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MOST_LETTERS_QUOTED = 400
_MOST_PARAGRAPHS_QUOTED = 20
_DEEPEST_REPLY = 20


class _Comment(Struct, frozen=True):
    identity: str
    paragraph_id: str
    remark: WordRemark


class _Thread(Struct, frozen=True):
    parent: str
    is_resolved: bool


def remarks(
    source: StorySource, body: StoryReader, comments: Element | None, threads: Element | None
) -> tuple[WordRemark, ...]:
    """Return the remarks in the order of their places, those without a place last.

    `body` is the reader that has read the body, with the places where remarks begin and end.
    """
    found = [] if comments is None else list(_comments(source, comments))
    known = {each.paragraph_id: each for each in found if each.paragraph_id}
    thread_of = {} if threads is None else dict(_threads(threads))
    replies: dict[str, list[WordRemark]] = {}
    first: list[tuple[tuple[bool, int, int], WordRemark]] = []
    for each in found:
        parent = _first_of(each.paragraph_id, thread_of)
        if parent != each.paragraph_id and parent in known:
            replies.setdefault(parent, []).append(each.remark)
    for each in found:
        parent = _first_of(each.paragraph_id, thread_of)
        if parent != each.paragraph_id and parent in known:
            continue
        thread = thread_of.get(each.paragraph_id)
        remark = replace(
            _placed(each.remark, body.paragraphs.anchors.get(each.identity), body),
            is_resolved=thread is not None and thread.is_resolved,
            replies=tuple(replies.get(each.paragraph_id, ())) if each.paragraph_id else (),
        )
        place = remark.place
        order = (place is None, 0 if place is None else place.number, remark.start)
        first.append((order, remark))
    first.sort(key=lambda each: each[0])
    return tuple(remark for _, remark in first)


def _comments(source: StorySource, root: Element) -> Iterator[_Comment]:
    reader = StoryReader(source, "", Story.BODY)
    for element in root.iterchildren(f"{W}comment"):
        text = "\n".join(each.labelled_text for each in paragraphs_of(reader.read(element)))
        last = next(element.iterchildren(f"{W}p", reversed=True), None)
        yield _Comment(
            attribute(element, "id"),
            "" if last is None else last.get(_PARAGRAPH_ID, ""),
            WordRemark(attribute(element, "author"), attribute(element, "date"), text.strip()),
        )


def _threads(root: Element) -> Iterator[tuple[str, _Thread]]:
    for element in root.iterchildren(f"{_THREADS}commentEx"):
        parent = element.get(f"{_THREADS}paraIdParent", "")
        is_resolved = element.get(f"{_THREADS}done", "0") not in OFF
        yield element.get(f"{_THREADS}paraId", ""), _Thread(parent, is_resolved)


def _first_of(paragraph_id: str, thread_of: Mapping[str, _Thread]) -> str:
    """Return the paragraph of the remark that this one replies to, its own for none."""
    for _ in range(_DEEPEST_REPLY):
        thread = thread_of.get(paragraph_id)
        if thread is None or not thread.parent:
            break
        paragraph_id = thread.parent
    return paragraph_id


def _placed(remark: WordRemark, anchor: Anchor | None, body: StoryReader) -> WordRemark:
    if anchor is None or anchor.start is None or not body.read_paragraphs:
        return remark
    opened, start = anchor.start
    last = len(body.read_paragraphs) - 1
    number = min(opened.number, last)
    paragraph = body.read_paragraphs[number]
    if opened.place is None:  # it is gone, and what follows has its place
        start = 0
    end_number, end = number, start
    if anchor.end is not None:
        end_opened, end = anchor.end
        end_number = min(end_opened.number, last)
        if end_opened.place is None:
            end = 0
    pieces = []
    for at in range(number, min(end_number, number + _MOST_PARAGRAPHS_QUOTED) + 1):
        text = body.read_paragraphs[at].text
        pieces.append(text[start if at == number else 0 : end if at == end_number else None])
    hidden = HIDDEN[body.paragraphs.view]
    quoted = "\n".join(pieces) or "".join(
        each.text for each in paragraph.changes if each.kind in hidden and each.start == start
    )
    stop = max(start, end) if end_number == number else len(paragraph.text)
    return replace(
        remark,
        quoted=quoted[:_MOST_LETTERS_QUOTED].strip("\n"),
        place=paragraph.place,
        start=start,
        end=stop,
    )
