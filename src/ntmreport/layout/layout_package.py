"""The parts of a Word package (Open Packaging Conventions): which there are, and which may stay.

Of a layout, only what its main part reaches gets into a report, less what tells of its editors
(properties, comments) and what would reach out of the file (macros, embedded objects, linked
content).
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import etree
from msgspec import Struct

from ntmreport.escapes import xml_quoted
from ntmreport.language import Bilingual
from ntmreport.layout.word_xml import DECLARATION, parsed_part, serialized
from ntmreport.zip_package import CONTENT_TYPES, CORE_PART, CUSTOM_PART, PackageError, not_docx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.layout.word_xml import Element

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."

MOST_BYTES_OF_XML = 3_000_000
MOST_ELEMENTS = 60_000
MOST_PARAGRAPHS = 3_000
MOST_TAGS = 1_000
"""Bounds of all the XML in a layout: many times as much as a long letterhead with its styles."""

_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}
_MAIN = f"{WORD}document.main+xml"
_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[\s/>]")
_MACROS = "application/vnd.ms-word."
_UNKNOWN_MAIN_PART = ("tệp không phải của Word", "no file of Word's")
_OTHER_MAIN_PARTS = {
    f"{WORD}template.main+xml": ("mẫu của Word (.dotx)", "a Word template (.dotx)"),
    f"{_MACROS}document.macroEnabled.main+xml": (
        "tệp Word có macro (.docm)",
        "a Word document with macros (.docm)",
    ),
    f"{_MACROS}template.macroEnabledTemplate.main+xml": (
        "mẫu của Word có macro (.dotm)",
        "a Word template with macros (.dotm)",
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": (
        "tệp Excel (.xlsx)",
        "an Excel workbook (.xlsx)",
    ),
}
_STORIES = frozenset(f"{WORD}{kind}+xml" for kind in ("header", "footer", "footnotes", "endnotes"))
# The last step of a relationship's type, in small letters.
_DROPPED = frozenset(
    {
        "attachedtemplate",
        "comments",
        "commentsextended",
        "commentsids",
        "commentsextensible",
        "glossarydocument",
        "people",
        "printersettings",
    }
)
_ACTIVE = frozenset(
    {
        "afchunk",
        "activexcontrolbinary",
        "attachedtoolbars",
        "control",
        "extensibility",
        "frame",
        "keymapcustomizations",
        "mailmergeheadersource",
        "mailmergesource",
        "oleobject",
        "package",
        "recipientdata",
        "subdocument",
        "vbaproject",
        "vbaprojectsignature",
        "webextension",
        "wordvbadata",
    }
)
_ACTIVE_ELEMENTS = frozenset(
    {"altChunk", "control", "frameset", "mailMerge", "movie", "OLEObject", "script", "subDoc"}
)
_SOURCES = frozenset({"src", "althref"})
MOST_ATTRIBUTES = 500
_DRAWING = (":vml", "office:office")
_LINKS = frozenset({"href", "hrefs"})
_LINK_SCHEMES = frozenset({"http", "https", "mailto"})


class Parts(Struct):
    """The parts of a layout that a report takes over, and what was found that it must not."""

    members: dict[str, bytes] = {}
    main: str = ""
    stories: list[str] = []
    foreign: list[Bilingual] = []


def kept_parts(package: Mapping[str, bytes]) -> Parts:
    """Return what of the layout's `package` goes into every report, with room for properties.

    The content types and the package's relationships among them already name the property parts
    that each report adds. Raises PackageError for what is no Word document.
    """
    _check_size(package)
    parts = Parts(main=document_part(package))
    types = _ContentTypes(package)
    waiting = [parts.main]
    while waiting:
        name = waiting.pop()
        if name in parts.members:
            continue
        parts.members[name] = package[name]
        if not types.of(name):
            raise PackageError(
                Bilingual(f"không rõ loại của thành phần {name}", f"the kind of {name} is not told")
            )
        if name == parts.main or types.of(name) in _STORIES:
            parts.stories.append(name)
        elif is_xml(name, types.of(name)):
            # A part that is copied as it is must be one that Word can read.
            parts.foreign += reaching_out(parsed_part(name, package[name]))
        waiting += _targets(name, package, parts)
    parts.stories.sort()
    parts.members[CONTENT_TYPES] = types.naming(parts.members)
    parts.members["_rels/.rels"] = _package_relationships(parts.main)
    return parts


def is_xml(name: str, kind: str) -> bool:
    """Return whether the part `name` of the content type `kind` is XML."""
    return kind.endswith("xml") or name.lower().endswith((".xml", ".rels", ".vml", ".svg"))


def reaching_out(root: Element) -> Iterator[Bilingual]:
    """Yield what in a part names a file elsewhere, or carries something that runs."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in _ACTIVE_ELEMENTS:
            yield Bilingual(
                f"đối tượng nhúng hoặc nguồn dữ liệu ngoài ({name})",
                f"embedded object or data from elsewhere ({name})",
            )
        for key, value in element.attrib.items():
            attribute = etree.QName(key).localname.lower()
            is_drawn = any(mark in (etree.QName(element).namespace or "") for mark in _DRAWING)
            # What is drawn is fetched when the file is opened, by whatever name it is given.
            sources = _SOURCES | _LINKS | {"pict"} if is_drawn else _SOURCES
            is_out = attribute in sources and not value.startswith(("#", "rId"))
            is_out |= attribute in _LINKS and not is_link(value)
            if value and (is_out or (attribute == "style" and "url(" in value.lower())):
                yield link_out(value)


def is_link(target: str) -> bool:
    """Return whether a link leads to a page, a mailbox or a place in the file, which a reader may
    open.
    """
    return target.startswith("#") or urlsplit(target).scheme.lower() in _LINK_SCHEMES


def link_out(target: str) -> Bilingual:
    """Say that the layout refers to something out of the file."""
    return Bilingual(f"liên kết ra ngoài tệp ({target})", f"link out of the file ({target})")


def _check_size(package: Mapping[str, bytes]) -> None:
    """Refuse more XML than a layout has: reading it takes many times its size of memory."""
    of_xml = [content for name, content in package.items() if is_xml(name, "")]
    for most, number, vi, en in (
        (MOST_BYTES_OF_XML, sum(map(len, of_xml)), "byte XML", "bytes of XML"),
        (MOST_ELEMENTS, sum(content.count(b"<") for content in of_xml), "thẻ XML", "tags of XML"),
        (
            MOST_ATTRIBUTES,
            max((tag.count(b"=") for content in of_xml for tag in content.split(b"<")), default=0),
            "thuộc tính trong một thẻ XML",
            "attributes in a tag of XML",
        ),
        (
            MOST_PARAGRAPHS,
            sum(len(_PARAGRAPH.findall(content)) for content in of_xml),
            "đoạn",
            "paragraphs",
        ),
        (
            MOST_TAGS,
            sum(content.count(b"{") for content in of_xml) // 2,
            "thẻ {{ }}, {% %}",
            "tags",
        ),
    ):
        if number > most:
            shown = f"{most:,}"
            raise PackageError(
                Bilingual(
                    f"mẫu có hơn {shown.replace(',', '.')} {vi}", f"it has more than {shown} {en}"
                )
            )


def relationships_name(name: str) -> str:
    """Return the name of the part that says what the part `name` refers to."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


class Relation(Struct, frozen=True):
    """A part that another one refers to, by what identity and as what kind."""

    identity: str
    kind: str
    part: str


def relations(package: Mapping[str, bytes], name: str) -> Iterator[Relation]:
    """Yield which parts inside the package `name` refers to."""
    part = relationships_name(name)
    for relationship in parsed_part(part, package[part]) if part in package else ():
        target = _resolved(posixpath.dirname(name), relationship.get("Target", ""))
        if relationship.get("TargetMode") != "External" and target in package:
            kind = relationship.get("Type", "").rpartition("/")[2]
            yield Relation(relationship.get("Id", ""), kind, target)


def related_parts(package: Mapping[str, bytes], name: str, kind: str) -> list[str]:
    """Return the parts inside the package that `name` refers to by relationships of `kind`."""
    found = (each.part for each in relations(package, name) if each.kind == kind)
    return list(dict.fromkeys(found))


class _ContentTypes:
    def __init__(self, package: Mapping[str, bytes]) -> None:
        self._defaults: dict[str, str] = {}
        self._overrides: dict[str, str] = {}
        for entry in parsed_part(CONTENT_TYPES, _member(package, CONTENT_TYPES)):
            if entry.tag == f"{{{TYPES}}}Default":
                self._defaults[entry.get("Extension", "").lower()] = entry.get("ContentType", "")
            elif entry.tag == f"{{{TYPES}}}Override":
                name = unquote(entry.get("PartName", "")).lstrip("/")
                self._overrides[name] = entry.get("ContentType", "")

    def of(self, name: str) -> str:
        extension = name.rpartition(".")[2].lower()
        return self._overrides.get(name) or self._defaults.get(extension, "")

    def naming(self, members: Mapping[str, bytes]) -> bytes:
        extensions = {name.rpartition(".")[2].lower() for name in members}
        known = self._defaults | _DEFAULTS
        defaults = "".join(
            f"<Default Extension={xml_quoted(extension)} ContentType={xml_quoted(kind)}/>"
            for extension, kind in sorted(known.items())
            if extension in extensions | _DEFAULTS.keys()
        )
        types = {
            name: kind
            for name, kind in self._overrides.items()
            if name in members and not name.endswith(".rels")
        }
        types[CORE_PART] = "application/vnd.openxmlformats-package.core-properties+xml"
        types[CUSTOM_PART] = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        overrides = "".join(
            f"<Override PartName={xml_quoted(f'/{name}')} ContentType={xml_quoted(kind)}/>"
            for name, kind in sorted(types.items())
        )
        return f'{DECLARATION}<Types xmlns="{TYPES}">{defaults}{overrides}</Types>'.encode()


def _member(package: Mapping[str, bytes], name: str) -> bytes:
    try:
        return package[name]
    except KeyError:
        raise PackageError(
            Bilingual(f"thiếu thành phần {name}", f"its part {name} is missing")
        ) from None


def document_part(package: Mapping[str, bytes]) -> str:
    """Return the name of the part that a Word document's text is in, or raise PackageError: for a
    template, a file with macros and a workbook too.
    """
    main = main_part(package)
    kind = _ContentTypes(package).of(main)
    if kind != _MAIN:
        raise PackageError(not_docx(*_OTHER_MAIN_PARTS.get(kind, _UNKNOWN_MAIN_PART)))
    return main


def main_part(package: Mapping[str, bytes]) -> str:
    """Return the name of the part that a Word file's text is in, or raise PackageError."""
    if package.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        raise PackageError(not_docx("tệp OpenDocument (.odt)", "an OpenDocument file (.odt)"))
    if CONTENT_TYPES not in package:
        raise PackageError(not_docx(*_UNKNOWN_MAIN_PART))
    kinds = set()
    for relationship in parsed_part("_rels/.rels", _member(package, "_rels/.rels")):
        kinds.add(relationship.get("Type"))
        if relationship.get("Type") == f"{OFFICE}/officeDocument":
            name = _resolved("", relationship.get("Target", ""))
            _member(package, name)
            return name
    if f"{_STRICT}/officeDocument" in kinds:
        raise PackageError(
            not_docx(
                "tệp dạng “Strict Open XML Document”", "a file saved as “Strict Open XML Document”"
            )
        )
    raise PackageError(not_docx(*_UNKNOWN_MAIN_PART))


def _targets(name: str, package: Mapping[str, bytes], parts: Parts) -> list[str]:
    """Return the parts that `name` refers to, keep its relationships and note foreign ones."""
    folder = posixpath.dirname(name)
    relationships_part = relationships_name(name)
    if relationships_part not in package:
        return []
    relationships = parsed_part(relationships_part, package[relationships_part])
    found: list[str] = []
    dropped = False
    for relationship in list(relationships):
        kind = relationship.get("Type", "").rpartition("/")[2]
        target = relationship.get("Target", "")
        if kind.lower() in _DROPPED:
            relationships.remove(relationship)
            dropped = True
        elif kind.lower() in _ACTIVE:
            parts.foreign.append(
                Bilingual(
                    f"đối tượng nhúng hoặc macro ({kind})", f"embedded object or macro ({kind})"
                )
            )
        elif relationship.get("TargetMode") == "External":
            if kind != "hyperlink" or not is_link(target):
                parts.foreign.append(link_out(target))
        else:
            part = _resolved(folder, target)
            _member(package, part)
            found.append(part)
    if len(relationships):
        parts.members[relationships_part] = (
            serialized(relationships) if dropped else package[relationships_part]
        )
    return found


def _resolved(folder: str, target: str) -> str:
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _package_relationships(main: str) -> bytes:
    targets = (
        (f"{OFFICE}/officeDocument", main),
        (_CORE_TYPE, CORE_PART),
        (f"{OFFICE}/custom-properties", CUSTOM_PART),
    )
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target={xml_quoted(target)}/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}">{entries}</Relationships>'.encode()
