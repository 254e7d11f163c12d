"""Which version of the schema a year's data was written for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.source import MappingNode, Scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.source import Node
    from ntmreport.span import Span

CURRENT_VERSION = 2
"""The version that the models are. Raise it with a migration in `starting.schema_migrations`."""

VERSION_KEY = "schema_version"
_FILE = "report"
_MOST_DIGITS = 4

# What shows that data without a version is older than the first that could be named: the file, and
# the key that it had.
_SIGNS_OF_VERSION_0 = (("plan", "district_tasks"),)


def version_number(node: Node) -> int | None:
    """Return the version that `node` writes, if it is one."""
    if not isinstance(node, Scalar) or not node.plain:
        return None
    is_number = node.text.isascii() and node.text.isdigit() and len(node.text) <= _MOST_DIGITS
    return int(node.text) if is_number and str(int(node.text)) == node.text else None


def version_of(files: Mapping[str, MappingNode]) -> tuple[int, Span | None]:
    """Return the version of the data in `files`, and the place that shows it.

    Data that names none is of the current version unless it has what only older data had.
    """
    report = files.get(_FILE)
    entry = report.entries.get(VERSION_KEY) if report is not None else None
    number = version_number(entry.value) if entry is not None else None
    if entry is not None and number is not None:
        return number, entry.value.span
    for name, key in _SIGNS_OF_VERSION_0:
        if name in files and key in files[name].entries:
            return 0, files[name].entries[key].key
    return CURRENT_VERSION, None


def version_diagnostic(files: Mapping[str, MappingNode]) -> Diagnostic | None:
    """Return the diagnostic for data of a newer version, or of an older one to be upgraded."""
    version, span = version_of(files)
    if version == CURRENT_VERSION or span is None:
        return None
    path = (_FILE, VERSION_KEY)
    if version > CURRENT_VERSION:
        return Diagnostic(
            catalogue.SCHEMA_TOO_NEW,
            span,
            Bilingual(
                f"dữ liệu thuộc phiên bản {version}, mới hơn phiên bản {CURRENT_VERSION} "
                "mà chương trình này đọc được",
                f"the data is of version {version}, newer than the {CURRENT_VERSION} "
                "that this program reads",
            ),
            path,
            Bilingual("cài bản ntmreport mới hơn", "install a newer ntmreport"),
        )
    folder = span.file.rpartition("/")[0] or "."
    return Diagnostic(
        catalogue.SCHEMA_TOO_OLD,
        span,
        Bilingual(
            f"dữ liệu thuộc phiên bản {version}, cũ hơn phiên bản {CURRENT_VERSION} hiện nay",
            f"the data is of version {version}, older than the present {CURRENT_VERSION}",
        ),
        path,
        Bilingual(
            f"nâng cấp bằng lệnh: ntmreport upgrade {folder}",
            f"upgrade it: ntmreport upgrade {folder}",
        ),
    )
