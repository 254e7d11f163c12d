"""Schemas of a form's indicators that are not those of the form any more."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.limits import MOST_BYTES_OF_SCHEMA
from ntmreport.model.declared_indicators import offices_of
from ntmreport.plain_file import NotPlainError, TooLargeError, read_plain
from ntmreport.span import start_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.compose import Form

SCHEMAS = "schemas"
"""The folder of a repository with the schemas that editors use."""


def stale_schemas(form: Form | None, data: Path) -> Iterator[Diagnostic]:
    """Yield the note that a schema for the form's indicators is not there or of another state.

    A repository without a folder of schemas has no use for them.
    """
    repository = Path(os.path.normpath(data / "../.."))
    if form is None or not form.declared or not (repository / SCHEMAS).is_dir():
        return
    from ntmreport.model.declared_values import digest_of_declared

    digest = digest_of_declared(form.declared).encode()
    name = form.folder.rpartition("/")[2]
    for office in offices_of(form.declared):
        path = repository / SCHEMAS / name / f"{office}.json"
        if digest not in _content(path, repository):
            yield Diagnostic(
                catalogue.SCHEMA_STALE,
                start_of(path.as_posix()),
                Bilingual(
                    f"trình soạn thảo chưa biết chỉ tiêu mới nhất của mẫu {name}",
                    f"editors do not know the present indicators of the form {name}",
                ),
                (),
                Bilingual("chạy: ntmreport schema", "run: ntmreport schema"),
            )
            return


def _content(path: Path, repository: Path) -> bytes:
    """Return what stands in a schema, nothing where it is not there or is no plain file."""
    try:
        return read_plain(path, MOST_BYTES_OF_SCHEMA, repository)
    except (OSError, NotPlainError, TooLargeError):
        return b""
