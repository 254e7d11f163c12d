"""`build` and `schema`: what is made of data and models."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ntmreport.cli.outcome import MISTAKES, UsageMistakeError, result_path
from ntmreport.cli.terminal import (
    print_lines,
    print_mistakes,
)
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.pipeline import Compiled
    from ntmreport.render.word import Additions
    from ntmreport.validation import Validation


class BuildFormat(StrEnum):
    """What a report can be written as."""

    DOCX = "docx"
    PDF = "pdf"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class Carried:
    """What a Word file is to carry beside the report: comments on the figures, their lineage."""

    comments: bool = False
    lineage: bool = False


def build(
    data: Path,
    output: Path | None,
    wanted: BuildFormat | None,
    carried: Carried,
    templates: Path | None,
    language: Language,
) -> int:
    """Write the report of the year in `data`, or print what is wrong with it."""
    kind = _kind(output, wanted)
    if kind is not BuildFormat.DOCX and (carried.comments or carried.lineage):
        raise UsageMistakeError(
            Bilingual(
                f"--annotate và --embed-lineage chỉ dùng cho tệp Word (.docx), không cho .{kind}",
                f"--annotate and --embed-lineage are for Word files (.docx), not for .{kind}",
            )
        )
    from ntmreport.pipeline import Compiler, rendered
    from ntmreport.render.output import write_atomically

    compiled = Compiler(templates).compile(data)
    validation = _checked(compiled, data)
    found = validation.diagnostics
    if any(diagnostic.is_error for diagnostic in found):
        print_mistakes(compiled, found, language)
        return MISTAKES
    additions = _additions(compiled, validation, carried)
    content, diagnostics = rendered(compiled, kind.value, additions)
    if content is None or compiled.year is None:
        print_mistakes(compiled, diagnostics, language)
        return MISTAKES
    year = str(compiled.year.report.year)
    name = f"bao-cao-{year}{'-chu-giai' if carried.comments else ''}.{kind}"
    path = result_path(output, year, name)
    write_atomically(path, content)
    print_lines(str(path))
    warnings = sum(diagnostic.rule.severity == "warning" for diagnostic in found)
    if warnings:
        see = Bilingual(
            f"có {warnings} cảnh báo chưa được chấp nhận; xem: ntmreport validate {data}",
            f"warnings not acknowledged: {warnings}; see: ntmreport validate {data}",
        )
        print_lines(see.text(language), file=sys.stderr)
    return 0


def _checked(compiled: Compiled, data: Path) -> Validation:
    """Return what is wrong with data and templates; the layout's own mistakes show in rendering."""
    import datetime

    from ntmreport.checks import REPORT_CHECKS
    from ntmreport.validation import validate

    return validate(compiled, data, datetime.date.today(), REPORT_CHECKS)


def _additions(compiled: Compiled, found: Validation, carried: Carried) -> Additions | None:
    """Return what the Word file carries beside the report, if anything is wanted."""
    if compiled.year is None or compiled.document is None or carried == Carried():
        return None
    from ntmreport.embedded import IDENTITY, lineage_xml
    from ntmreport.lineage import lineage
    from ntmreport.render.word import Additions

    entries = lineage(compiled.year, compiled.document)
    comments = None
    if carried.comments:
        from ntmreport.annotations import comments_on

        comments = comments_on(entries, found)
    custom_xml = lineage_xml(entries) if carried.lineage else None
    return Additions(comments, custom_xml, IDENTITY)


def _kind(output: Path | None, wanted: BuildFormat | None) -> BuildFormat:
    """Return what to write: what is wanted, else what the output's ending says, else a .docx."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    by_ending = BuildFormat(ending) if ending in set(BuildFormat) else None
    if wanted is not None and by_ending not in {None, wanted}:
        raise UsageMistakeError(
            Bilingual(
                f"--format {wanted} không khớp với đuôi của {output}",
                f"--format {wanted} does not fit the ending of {output}",
            )
        )
    return wanted or by_ending or BuildFormat.DOCX


def schema(folder: Path) -> int:
    """Write the schemas into `folder`."""
    from ntmreport.render.output import write_atomically
    from ntmreport.schema import schemas

    for name, text in schemas().items():
        write_atomically(folder / name, text.encode())
        print_lines(str(folder / name))
    return 0
