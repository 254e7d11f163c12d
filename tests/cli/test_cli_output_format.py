"""The ending of a file's name decides the format, or is refused with those that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntmreport.cli.build import BuildFormat
from ntmreport.cli.diff import DiffFormat, TrackedFormat
from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.cli.figures import FiguresFormat
from ntmreport.cli.output_format import OutputFormat, chosen_format
from ntmreport.cli.review import ReviewFormat

FORMATS: dict[str, tuple[type[OutputFormat], OutputFormat]] = {
    "build": (BuildFormat, BuildFormat.DOCX),
    "figures": (FiguresFormat, FiguresFormat.TABLE),
    "review": (ReviewFormat, ReviewFormat.HTML),
    "diff": (DiffFormat, DiffFormat.TEXT),
    "tracked": (TrackedFormat, TrackedFormat.DOCX),
}


@pytest.mark.parametrize(
    ("command", "output", "wanted", "expected"),
    [
        ("build", None, None, "docx"),
        ("build", None, "pdf", "pdf"),
        ("build", "a.DOCX", None, "docx"),
        ("build", "a.pdf", None, "pdf"),
        ("build", "a.b.txt", None, "txt"),
        ("build", "a.xlsx", None, "xlsx"),
        ("build", "name", "txt", "txt"),
        ("build", "-", None, "docx"),
        ("build", "-", "txt", "txt"),
        ("build", ".", None, "docx"),
        ("figures", "x.xlsx", None, "xlsx"),
        ("figures", "x.csv", None, "csv"),
        ("figures", "x.json", None, "json"),
        ("figures", "x.txt", None, "table"),
        ("figures", None, None, "table"),
        ("review", "r.html", None, "html"),
        ("review", "r.htm", None, "html"),
        ("diff", "x.html", None, "html"),
        ("diff", "x.md", None, "markdown"),
        ("diff", "x.markdown", "markdown", "markdown"),
        ("diff", "x.json", None, "json"),
        ("diff", "x.txt", None, "text"),
        ("tracked", "x.docx", None, "docx"),
    ],
)
def test_the_ending_decides(
    command: str, output: str | None, wanted: str | None, expected: str
) -> None:
    formats, default = FORMATS[command]
    chosen = chosen_format(
        formats,
        None if output is None else Path(output),
        formats[wanted.upper()] if wanted else None,
        default,
    )
    assert chosen == expected


@pytest.mark.parametrize(
    ("command", "output", "wanted"),
    [
        ("build", "a.doc", None),
        ("build", "a.docm", None),
        ("build", "a.rtf", None),
        ("build", "a.odt", None),
        ("build", "a.dotx", None),
        ("build", "a.docx ", None),
        ("build", "a.docx.", None),
        ("build", "name", None),
        ("build", ".docx", None),
        ("build", "a.xls", None),
        ("build", "a.doc", "docx"),
        ("build", "a.docx", "txt"),
        ("build", "a.txt", "pdf"),
        ("figures", "x.xls", None),
        ("figures", "x.docx", None),
        ("figures", "x.csv", "xlsx"),
        ("figures", "x.xlsx", "table"),
        ("review", "r.docx", None),
        ("review", "r.pdf", None),
        ("diff", "x.docx", None),
        ("diff", "x.html", "json"),
        ("tracked", "d.txt", None),
        ("tracked", "d.pdf", None),
        ("tracked", "d", None),
    ],
)
def test_another_ending_is_refused(command: str, output: str, wanted: str | None) -> None:
    formats, default = FORMATS[command]
    with pytest.raises(WrongCallError) as caught:
        chosen_format(formats, Path(output), formats[wanted.upper()] if wanted else None, default)
    assert output in caught.value.message.vi
    assert output in caught.value.message.en
