"""The XML of Word's parts: read safely, written as Word does, its elements and their values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from lxml import etree

from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.zip_package import PackageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Element: TypeAlias = "etree._Element"
"""An element of a part's XML."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

OFF = frozenset({"0", "false", "off", "none"})
"""Values that turn a switch off."""

TWIPS_PER_MM = 1440 / 25.4
_NUMBER = lazy_pattern(r"-?\d{1,9}(?:\.\d{1,9})?")
_ENCODINGS = frozenset({"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ASCII", "US-ASCII"})
_DECLARED_AGAIN = lazy_pattern(r' xmlns(?::\w+)?="[^"]*"')


_CHUNK = 1 << 16
_MOST_BYTES_OF_A_CHILD = 8 * 1024 * 1024


def parsed(content: bytes) -> Element:
    """Return the root of an XML part, or raise PackageError. Nothing outside of it is read."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackageError(_broken(error)) from error
    # An error of namespaces that a warning follows is passed over: `xml:a:b`.
    if errors := list(parser.error_log.filter_from_errors()):
        raise PackageError(_broken(errors[0].message))
    _check_declarations(root)
    return root


def children_of_root(content: bytes) -> Iterator[Element]:
    """Yield the children of an XML part's root, or raise PackageError.

    Each is gone when the next is asked for, so that a part as long as a lineage of many communes
    takes no more room than its longest child.
    """
    parser = _pull_parser("start", "end")
    depth = since = 0
    root: Element | None = None
    try:
        for start in range(0, len(content), _CHUNK):
            parser.feed(content[start : start + _CHUNK])
            since += _CHUNK
            for event, element in parser.read_events():
                if root is None:
                    root = element
                    _check_declarations(root)
                depth += 1 if event == "start" else -1
                if event == "end" and depth == 1:
                    yield element
                    root.remove(element)
                    since = 0
            if since > _MOST_BYTES_OF_A_CHILD:
                raise PackageError(_broken("an element is too long"))
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackageError(_broken(error)) from error
    if errors := list(parser.feed_error_log.filter_from_errors()):
        raise PackageError(_broken(errors[0].message))


def root_tag(content: bytes) -> str:
    """Return the tag of an XML part's root, with its namespace; nothing behind it is parsed."""
    parser = _pull_parser("start")
    try:
        for start in range(0, len(content), _CHUNK):
            parser.feed(content[start : start + _CHUNK])
            for _, element in parser.read_events():
                return tag_of(element)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackageError(_broken(error)) from error
    raise PackageError(_broken("no root"))


def _pull_parser(*events: Literal["start", "end"]) -> etree.XMLPullParser:
    """Return a parser that is fed piece by piece, and reads as little outside as `parsed`."""
    return etree.XMLPullParser(
        events,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
    )


def _check_declarations(root: Element) -> None:
    """Raise PackageError for an encoding that hides what is written, and for a DOCTYPE."""
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    if encoding.upper() not in _ENCODINGS:
        raise PackageError(
            Bilingual(
                f"XML bên trong dùng bảng mã {encoding}, không phải UTF-8",
                f"the XML inside is in the encoding {encoding}, not in UTF-8",
            )
        )
    if root.getroottree().docinfo.doctype:
        raise PackageError(
            Bilingual("XML bên trong có khai báo DOCTYPE", "the XML inside declares a DOCTYPE")
        )


def parsed_part(name: str, content: bytes) -> Element:
    """Return the root of the part `name`; what is wrong with its XML is said with its name."""
    try:
        return parsed(content)
    except PackageError as error:
        vi, en = error.message.both
        raise PackageError(Bilingual(f"{vi}: {name}", f"{en}: {name}")) from error


def _broken(why: object) -> Bilingual:
    return Bilingual("XML bên trong bị hỏng", f"the XML inside is broken ({why})")


def serialized(root: Element) -> bytes:
    """Return a part's XML with Word's own declaration."""
    text: str = etree.tostring(root, encoding="unicode")
    return DECLARATION.encode() + text.encode()


def element_xml(element: Element) -> str:
    """Return an element's XML without the namespaces that its part declares."""
    text: str = etree.tostring(element, encoding="unicode", with_tail=False)
    return _DECLARED_AGAIN.sub("", text)


def made(xml: str) -> Element:
    """Return the element that `xml` writes with the prefix `w`."""
    opening = re.match(r"<[\w:]+", xml)
    assert opening is not None  # noqa: S101 - the program's own XML
    at = opening.end()
    return etree.fromstring(f'{xml[:at]} xmlns:w="{W.strip("{}")}"{xml[at:]}')


def tag_of(element: Element) -> str:
    """Return an element's name in Clark notation, empty for a processing instruction."""
    return element.tag if isinstance(element.tag, str) else ""


def parent_of(element: Element) -> Element:
    """Return the element that `element` stands in, which is no root."""
    found = element.getparent()
    if found is None:
        raise ValueError(f"{tag_of(element)} has no parent")
    return found


def paragraph_around(element: Element) -> Element | None:
    """Return the paragraph that `element` stands in, or None."""
    return next(element.iterancestors(f"{W}p"), None)


def text_of(element: Element) -> str:
    """Return the text inside an element."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def child(element: Element | None, name: str) -> Element | None:
    """Return the property of that name, None also where there is no element."""
    return None if element is None else next(element.iterchildren(f"{W}{name}"), None)


def by_tag(element: Element | None) -> dict[str, Element]:
    """Return the children by their tags, of those of one tag the last."""
    return {} if element is None else {tag_of(each): each for each in element}


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute, empty where it or the element is missing."""
    return "" if element is None else element.get(f"{W}{name}", "")


def value(element: Element | None) -> str:
    """Return the value of a property that has one."""
    return attribute(element, "val")


def is_on(element: Element | None) -> bool:
    """Return whether a switch is there and not turned off."""
    return element is not None and value(element) not in OFF


def number(text: str) -> float | None:
    """Return the number that an attribute writes, if it does."""
    return float(text) if _NUMBER.fullmatch(text) else None


def natural(text: str | None) -> int:
    """Return the natural number that an attribute writes, else 0."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def millimetres(twips: float | None) -> float | None:
    """Return the length in millimetres."""
    return None if twips is None else twips / TWIPS_PER_MM


def of_all(elements: Iterable[Element], name: str) -> list[Element]:
    """Return the properties of that name that the elements have."""
    return [found for element in elements for found in element.findall(f"{W}{name}")]


def last(levels: list[Element], name: str) -> Element | None:
    """Return the property that counts: the one of the last level that has it."""
    return next(reversed(of_all(levels, name)), None)


def merged_text(levels: list[Element], name: str, attribute_name: str) -> str:
    """Return an attribute that levels set one by one."""
    values = [attribute(found, attribute_name) for found in of_all(levels, name)]
    return next((value for value in reversed(values) if value), "")


def merged(levels: list[Element], name: str, attribute_name: str) -> float | None:
    """Return the same as a number."""
    return number(merged_text(levels, name, attribute_name))
