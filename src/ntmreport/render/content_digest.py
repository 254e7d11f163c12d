"""The digest that a built Word file carries over its own parts: edited, it has another content.

It stands among the file's own properties and covers all parts, those properties too, whatever
their order in the package.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from ntmreport.render.file_properties import digest_property
from ntmreport.zip_package import CUSTOM_PART, PackageError, read_package, write_package

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIGEST = re.compile(
    re.escape(digest_property("digest", "number"))
    .replace(">digest<", ">([0-9a-f]{64})<")
    .replace('="number"', '="[0-9]+"')
    .encode()
)
_END = b"</Properties>"
_PROPERTY = b"<property "
_FIRST, _LAST, _LAST_SIZE = b"PK\x03\x04", b"PK\x05\x06", 22
"""The first bytes of a package and of its last record, and the size of that without comment."""


def write_sealed_package(members: Mapping[str, bytes]) -> bytes:
    """Return the package of a Word file that has its own properties, its digest among them."""
    properties = _DIGEST.sub(b"", members[CUSTOM_PART])
    digest = _digest_of({**members, CUSTOM_PART: properties})
    number = properties.count(_PROPERTY) + 2
    sealed = digest_property(digest, str(number)).encode() + _END
    return write_package({**members, CUSTOM_PART: properties.replace(_END, sealed)})


def own_digest(content: bytes) -> str | None:
    """Return the digest that a Word file carries, or None where it has none or another content."""
    # What stands before or behind the package is no part of it, and nothing that was built.
    if not content.startswith(_FIRST) or content[-_LAST_SIZE:][: len(_LAST)] != _LAST:
        return None
    try:
        members = read_package(content)
    except PackageError:
        return None
    properties = members.get(CUSTOM_PART, b"")
    found = _DIGEST.findall(properties)
    if len(found) != 1:
        return None
    digest: str = found[0].decode()
    bare = {**members, CUSTOM_PART: _DIGEST.sub(b"", properties)}
    return digest if _digest_of(bare) == digest else None


def _digest_of(members: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(members):
        head = f"{name}\0{len(members[name])}\0"
        digest.update(head.encode() + members[name])
    return digest.hexdigest()


def file_digest(content: bytes, ending: str) -> str:
    """Return the digest by which a built file is known: its own, or that of its bytes."""
    own = own_digest(content) if ending == ".docx" else None
    return own or hashlib.sha256(content).hexdigest()
