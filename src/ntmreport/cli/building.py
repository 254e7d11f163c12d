"""`build` and `schema`: what is made of data and models."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntmreport.cli.destination import is_stream
from ntmreport.cli.outcome import MISTAKES, UsageMistakeError
from ntmreport.cli.output_formats import BuildFormat, chosen_format, ending_of
from ntmreport.cli.terminal import (
    print_lines,
    print_mistakes,
    progress,
)
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.pipeline import Compiled
    from ntmreport.render.word import Additions
    from ntmreport.validation import Validation


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
    kind = chosen_format(BuildFormat, output, wanted, BuildFormat.DOCX)
    if kind is not BuildFormat.DOCX and (carried.comments or carried.lineage):
        raise UsageMistakeError(
            Bilingual(
                f"--annotate và --embed-lineage chỉ dùng cho tệp Word (.docx), không cho .{kind}",
                f"--annotate and --embed-lineage are for Word files (.docx), not for .{kind}",
            )
        )
    from ntmreport.cli.delivery import deliver
    from ntmreport.cli.destination import destination
    from ntmreport.lineage.composition_record import composition
    from ntmreport.pipeline import Compiler, rendered

    compiled = Compiler(templates).compile(data)
    validation = _checked(compiled, data)
    found = validation.diagnostics
    if any(diagnostic.is_error for diagnostic in found):
        print_mistakes(compiled, found, language)
        return MISTAKES
    if compiled.year is None or compiled.document is None:
        print_mistakes(compiled, found, language)
        return MISTAKES
    year = str(compiled.year.report.year)
    name = f"bao-cao-{year}{'-chu-giai' if carried.comments else ''}{ending_of(kind)}"
    target = destination(output, year, name, [data], templates)
    additions = _additions(compiled, validation, carried)
    waiting = Bilingual("đang tạo tệp PDF bằng LibreOffice…", "LibreOffice makes the PDF…")
    with progress(waiting, language) if kind is BuildFormat.PDF else nullcontext():
        content, diagnostics = rendered(compiled, kind.value, additions)
    if content is None:
        print_mistakes(compiled, diagnostics, language)
        return MISTAKES
    deliver(content, target, ending_of(kind), language, composition(compiled.document))
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
    from ntmreport.lineage.embedded_copy import IDENTITY, lineage_xml
    from ntmreport.lineage.report_lineage import lineage_of
    from ntmreport.render.word import Additions

    entries = lineage_of(compiled.year, compiled.document)
    comments = None
    if carried.comments:
        from ntmreport.lineage.margin_comments import comments_on

        comments = comments_on(entries, found)
    custom_xml = lineage_xml(entries) if carried.lineage else None
    return Additions(comments, custom_xml, IDENTITY)


def schema(folder: Path) -> int:
    """Write the schemas into `folder`."""
    if is_stream(folder) or folder.is_file():
        raise UsageMistakeError(
            Bilingual(
                f"lược đồ gồm nhiều tệp: {folder} phải là thư mục",
                f"there are several schemas: {folder} must be a folder",
            )
        )
    from ntmreport.cli.destination import checked_file
    from ntmreport.json_schema import schemas
    from ntmreport.output import write_atomically

    for name, text in schemas().items():
        write_atomically(checked_file(folder / name), text.encode())
        print_lines(str(folder / name))
    return 0
