"""Parts that one report carries beyond its layout, and how a Word file's custom XML is found again.

Loaded only by a report that has such parts: it reads and writes relationships with lxml.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from ntmreport.escapes import xml_quoted
from ntmreport.layout.layout_package import (
    OFFICE,
    RELATIONSHIPS,
    TYPES,
    main_part,
    related_parts,
    relationships_name,
)
from ntmreport.layout.word_xml import parsed, root_tag, serialized
from ntmreport.zip_package import CONTENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.layout.word_xml import Element

_CUSTOM_XML = "customXml"
CUSTOM_XML_FOLDER = f"{_CUSTOM_XML}/"
_PROPERTIES = f"{OFFICE}/customXmlProps"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def add_part(
    members: dict[str, bytes],
    owner: str,
    name: str,
    content: bytes,
    kind: str,
    relation: str,
    identity: str = "",
) -> str:
    """Give the part `owner` a part of its own, and return the name that it got.

    `kind` is the content type and `relation` the relationship's, `identity` what `owner` calls it
    by. The name is `name` with the first number that is free, without one where that is free.
    """
    name = _free(members, name)
    members[name] = content
    types = parsed(members[CONTENT_TYPES])
    etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    members[CONTENT_TYPES] = serialized(types)
    relationships = _relationships(members, owner)
    known = {relationship.get("Id") for relationship in relationships}
    number = next(n for n in range(1, len(known) + 2) if f"rId{n}" not in known)
    etree.SubElement(
        relationships,
        f"{{{RELATIONSHIPS}}}Relationship",
        Id=identity or f"rId{number}",
        Type=relation,
        Target=posixpath.relpath(name, posixpath.dirname(owner) or "."),
    )
    members[relationships_name(owner)] = serialized(relationships)
    return name


def add_custom_xml(members: dict[str, bytes], content: bytes, identity: str) -> None:
    """Give the document a custom XML part, which Word keeps and calls by the GUID `identity`."""
    item = add_part(
        members,
        main_part(members),
        f"{_CUSTOM_XML}/item1.xml",
        content,
        "application/xml",
        f"{OFFICE}/{_CUSTOM_XML}",
    )
    namespace = _namespace(content)
    properties = (
        f"{_DECLARATION}<ds:datastoreItem ds:itemID={xml_quoted(identity)}"
        f' xmlns:ds="{_DATASTORE}"><ds:schemaRefs><ds:schemaRef ds:uri={xml_quoted(namespace)}/>'
        "</ds:schemaRefs></ds:datastoreItem>"
    )
    name = f"{_CUSTOM_XML}/itemProps1.xml"
    add_part(members, item, name, properties.encode(), _PROPERTIES_TYPE, _PROPERTIES)


def custom_xml(package: Mapping[str, bytes], namespace: str) -> Iterator[bytes]:
    """Yield each custom XML part of a Word file whose root is of `namespace`.

    The package is untrusted. Raises PackageError where it is no Word file or a part is broken.
    """
    main = main_part(package)
    marker = namespace.encode()
    for name in related_parts(package, main, _CUSTOM_XML):
        # What others keep there is none of our business, whatever state it is in.
        if marker in package[name] and _namespace(package[name]) == namespace:
            yield package[name]


def _namespace(content: bytes) -> str:
    return etree.QName(root_tag(content)).namespace or ""


def _relationships(members: Mapping[str, bytes], owner: str) -> Element:
    name = relationships_name(owner)
    if name in members:
        return parsed(members[name])
    return etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS})


def _free(members: Mapping[str, bytes], name: str) -> str:
    """Return `name`, with another number where a part is called so; case makes no difference."""
    taken = {member.lower() for member in members}
    stem, ending = posixpath.splitext(name)
    stem = stem.rstrip("0123456789")
    names = [name, *(f"{stem}{number}{ending}" for number in range(2, len(taken) + 3))]
    return next(each for each in names if each.lower() not in taken)
