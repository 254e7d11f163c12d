"""How well reports are imported: `python -m tests.importing.measured` prints the table.

The reports are built from data, so what each number is, and what it follows from, is known: a
number is related where all that it is computed from stands in the report too. Its relation is right
where the import computes it by the same operation from the same values.
"""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.document import blocks_of
from ntmreport.figure import Computed, Figure, Operation, Stated
from ntmreport.importing.imported_report import ImportOrder, imported
from ntmreport.importing.report_facts import unit_named
from ntmreport.importing.report_outline import outline_of
from ntmreport.pipeline import Compiler, rendered
from ntmreport.validation import validate
from ntmreport.word_reader import View, read_word_file

from ..test_shipped_forms import CASES, begun
from .awkward_files import with_automatic_numbering, with_other_styles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ntmreport.document import Document
    from ntmreport.importing.imported_report import ImportedReport
    from ntmreport.model import ReportPeriod

TODAY = datetime.date(2027, 1, 20)
REPOSITORY = Path(__file__).parents[2]
_PANDOC = shutil.which("pandoc") or "pandoc"


class Imported(NamedTuple):
    """A report that was imported, and what it was built from; that is None where nobody knows."""

    name: str
    result: ImportedReport
    original: Document
    built: Document


class Measures(NamedTuple):
    """The counts of one import."""

    name: str
    paragraphs: int
    equal: int
    numbers: int
    figures: int
    related: int
    right: int
    questions: int
    errors: int


def measures(each: Imported) -> Measures:
    """Count what became of the numbers of a report."""
    before, after = dict(_printed(each.original)), dict(_printed(each.built))
    values = {(figure.value, _thing(figure.unit)) for figure in before.values()}
    related = right = figures = 0
    for place, figure in before.items():
        mine = after.get(place)
        figures += mine is not None
        plain = _plain(figure)
        inputs = _inputs(plain)
        known = {(one.value, _thing(one.unit)) for one in inputs}
        if not inputs or not known <= values:
            continue
        related += 1
        right += mine is not None and _alike(plain, _plain(mine))
    result = each.result
    return Measures(
        each.name,
        result.proof.paragraphs,
        result.proof.equal,
        len(before),
        figures,
        related,
        right,
        sum(one.is_open for one in result.proposals),
        sum(one.is_error for one in result.diagnostics),
    )


def _thing(unit: str) -> str:
    return unit.partition("/")[0]


def _plain(figure: Figure) -> Figure:
    """Return a figure without what only shows it otherwise: another unit, no sign."""
    match figure.origin:
        case Computed(operation=Operation.CONVERSION | Operation.ABSOLUTE, inputs=inputs):
            return _plain(inputs[0])
        case Stated(computed=Figure() as computed):
            return _plain(computed)
    return figure


def _inputs(figure: Figure) -> tuple[Figure, ...]:
    return figure.origin.inputs if isinstance(figure.origin, Computed) else ()


def _leaves(figure: Figure) -> Counter[Fraction]:
    plain = _plain(figure)
    inputs = _inputs(plain)
    if not inputs:
        return Counter([plain.value])
    return sum((_leaves(each) for each in inputs), Counter[Fraction]())


def _alike(one: Figure, other: Figure) -> bool:
    """Return whether two figures are computed alike."""
    if not isinstance(one.origin, Computed) or not isinstance(other.origin, Computed):
        return False
    if one.origin.operation is not other.origin.operation:
        return False
    values = Counter(_plain(each).value for each in one.origin.inputs)
    theirs = Counter(_plain(each).value for each in other.origin.inputs)
    if values == theirs:
        return True
    return one.origin.operation is Operation.SUM and _leaves(one) == _leaves(other)


def _printed(document: Document) -> Iterator[tuple[tuple[str, int, int], Figure]]:
    """Yield the figures of a report by their line, which of those alike, and where they stand."""
    annexes = (block for annex in document.annexes for block in blocks_of(annex.content))
    lines = [block for block in (*blocks_of(document.body), *annexes) if block.text.strip()]
    seen: Counter[str] = Counter()
    for block in lines:
        line = " ".join(block.text.split())
        seen[line] += 1
        at = 0
        for run in block.runs:
            start = at
            at += len(run.text)
            if run.figure is not None:
                digits = [n for n, letter in enumerate(run.text, start) if letter.isdigit()]
                if digits:
                    yield (line, seen[line], digits[0]), run.figure


def imported_of(
    name: str, data: Path, change: Callable[[bytes], bytes], templates: Path | None = None
) -> Imported:
    """Build the report of a folder of data, import it as it is changed, and build that."""
    compiled = Compiler(templates).compile(data)
    content, _ = rendered(compiled)
    assert content is not None
    assert compiled.document is not None
    assert compiled.year is not None
    period = compiled.year.report.period
    return imported_file(name, change(content), period, compiled.document)


def imported_file(name: str, content: bytes, period: ReportPeriod, original: Document) -> Imported:
    """Import a Word file, and build the report from what comes of it."""
    unit = unit_named(outline_of(read_word_file(content, View.ACCEPTED)))
    assert unit is not None
    result = imported(ImportOrder(content, f"{name}.docx", "bao-cao", period, unit))
    with tempfile.TemporaryDirectory() as folder:
        for path, each in result.files.items():
            place = Path(folder) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(each)
        compiled = Compiler().compile(Path(folder) / result.data)
        wrong = validate(compiled, Path(folder) / result.data, TODAY).diagnostics
    assert compiled.document is not None
    assert [each for each in wrong if each.is_error] == []
    return Imported(name, result, original, compiled.document)


def _same(content: bytes) -> bytes:
    return content


def _by_libreoffice(content: bytes) -> bytes:
    return _converted(content, "soffice", "--headless", "--convert-to", "odt", after="docx")


def _converted(content: bytes, program: str, *options: str, after: str) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.docx").write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        file = "a.docx"
        for kind in (options[-1], after):
            subprocess.run(
                [program, profile, *options[:-1], kind, "--outdir", f"out-{kind}", file],
                check=True,
                capture_output=True,
                cwd=folder,
                timeout=120,
            )
            file = f"out-{kind}/a.{kind}"
        return (folder / file).read_bytes()


def by_pandoc(content: bytes) -> bytes:
    """Return a Word file as pandoc writes it anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.docx").write_bytes(content)
        subprocess.run([_PANDOC, "a.docx", "-o", "b.docx"], check=True, cwd=folder, timeout=120)
        return (folder / "b.docx").read_bytes()


def reports(folder: Path) -> Iterator[Callable[[], Imported]]:
    """Yield the reports to import: those of data, of the shipped forms, of other programs."""
    templates = REPOSITORY / "tests/fixtures/templates"
    commune = REPOSITORY / "tests/fixtures/commune/2021"
    yield lambda: imported_of("huyện 2021", REPOSITORY / "data/2021", _same)
    yield lambda: imported_of("xã 2021", commune, _same, templates=templates)
    for case in CASES:
        yield lambda case=case: imported_of(  # type: ignore[misc]
            case.form, begun(folder / case.form, case), _same
        )
    for name, change in (
        ("đánh số tự động", with_automatic_numbering),
        ("kiểu khác", with_other_styles),
        ("LibreOffice", _by_libreoffice),
        ("pandoc", by_pandoc),
    ):
        yield lambda name=name, change=change: imported_of(  # type: ignore[misc]
            name, commune, change, templates=templates
        )


_COLUMNS = ("báo cáo", "đoạn", "giống", "số", "thành số liệu", "có quan hệ", "đúng", "câu hỏi")


def main() -> None:
    """Print the table."""
    sys.stdout.write(f"{' | '.join(_COLUMNS)}\n")
    with tempfile.TemporaryDirectory() as name:
        for each in reports(Path(name)):
            found = measures(each())
            cells = [
                found.name,
                str(found.paragraphs),
                str(found.equal),
                str(found.numbers),
                f"{found.figures} ({_percent(found.figures, found.numbers)})",
                str(found.related),
                f"{found.right} ({_percent(found.right, found.related)})",
                str(found.questions),
            ]
            sys.stdout.write(f"{' | '.join(cells)}\n")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


if __name__ == "__main__":
    main()
