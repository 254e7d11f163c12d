"""`ntmreport validate`: what an official and a CI job see of it."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import packages_loaded
from tests.edits import edit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

VALID = "data/2021 hợp lệ: 0 lỗi, 0 cảnh báo, 1 ghi chú, 7 đã chấp nhận"
FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")


@pytest.fixture
def warned(project: Path) -> Path:
    """A project whose data has a warning: 30 + 1 communes."""
    edit(project / "data/2021/environment.yaml", "appraised: 2", "appraised: 1")
    return project


@pytest.fixture
def wrong(project: Path) -> Path:
    """A project whose data has an error."""
    edit(project / "data/2021/health.yaml", "numerator: 190113", "numerator: 910113")
    return project


def another_year(project: Path, year: str = "2019") -> Path:
    """Add a year that is valid by itself."""
    folder = project / "data" / year
    shutil.copytree(project / "data/2021", folder)
    edit(folder / "report.yaml", "year: 2021", f"year: {year}")
    text = (folder / "steering.yaml").read_text("utf-8")
    for day in ("2020-", "2021-"):
        text = text.replace(f"day: {day}", "day: 2018-")
    (folder / "steering.yaml").write_text(text, "utf-8", newline="\n")
    return folder


def test_valid_data(ntmreport: Run) -> None:
    answer = ntmreport("validate", "data/2021")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[-1] == VALID
    assert ntmreport("validate", "data/2021", "--strict").code == 0


@pytest.mark.usefixtures("warned")
def test_a_warning_stops_a_strict_call_only(ntmreport: Run) -> None:
    answer = ntmreport("validate", "data/2021")
    assert answer.code == 0
    assert "data/2021/environment.yaml:54:15: NTM407 cảnh báo: 30 + 1 = 31 xã" in answer.out
    assert answer.out.splitlines()[-1].startswith("data/2021 hợp lệ: 0 lỗi, 1 cảnh báo")
    strict = ntmreport("validate", "data/2021", "--strict")
    assert strict.code == 1
    assert strict.out.splitlines()[-1].startswith("data/2021 không hợp lệ: 0 lỗi, 1 cảnh báo")


@pytest.mark.usefixtures("wrong")
@pytest.mark.parametrize("format_", FORMATS)
def test_an_error_stops_every_format(ntmreport: Run, format_: str) -> None:
    answer = ntmreport("validate", "data/2021", "--format", format_)
    assert (answer.code, answer.err) == (1, "")
    assert "NTM306" in answer.out


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("strict", [(), ("--strict",)])
def test_a_warning_stops_no_format_unless_strict(
    ntmreport: Run, format_: str, strict: tuple[str, ...]
) -> None:
    answer = ntmreport("validate", "data/2021", "--format", format_, *strict)
    assert answer.code == (1 if strict else 0)


@pytest.mark.usefixtures("wrong")
def test_the_source_line_is_shown_with_a_caret_and_what_to_do(ntmreport: Run) -> None:
    lines = ntmreport("validate", "data/2021", "--lang", "en").out.splitlines()
    head = next(n for n, line in enumerate(lines) if "NTM306" in line)
    assert lines[head].startswith("data/2021/health.yaml:6:16: NTM306 ")
    source, caret = lines[head + 1 : head + 3]
    assert source.endswith("numerator: 910113")
    assert (caret.index("^"), caret.count("^")) == (source.index("910113"), 6)
    assert any("health.yaml:7:18" in line for line in lines[head + 3 : head + 6])
    assert any("check both figures" in line for line in lines[head + 3 :])


def test_acknowledged_warnings_are_listed_on_demand(ntmreport: Run) -> None:
    plain = ntmreport("validate", "data/2021").out
    shown = ntmreport("validate", "data/2021", "--show-acknowledged").out
    assert "NTM302" not in plain
    assert "Đã được chấp nhận (7):" in shown
    assert "data/2021/environment.yaml:9:13: NTM302" in shown
    assert "lý do: Báo cáo đã ban hành nêu 02 nhà máy" in shown
    assert shown.splitlines()[-1] == VALID


def parsed(out: str, format_: str) -> object:
    """What a reader of the format makes of the output."""
    if format_ == "junit":
        return list(ET.fromstring(out))  # noqa: S314 - our own output
    if format_ in {"json", "gitlab", "sarif"}:
        return json.loads(out)
    return out


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_can_be_read(ntmreport: Run, format_: str) -> None:
    answer = ntmreport("validate", "data/2021", "--format", format_)
    assert answer.err == ""
    assert parsed(answer.out, format_)


@pytest.mark.usefixtures("wrong")
def test_the_json_list_has_what_is_promised(ntmreport: Run) -> None:
    listed = json.loads(ntmreport("validate", "data/2021", "--format", "json").out)
    found = next(each for each in listed if each["code"] == "NTM306")
    assert found.keys() == {
        "code",
        "severity",
        "message",
        "path",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "hint",
        "instead",
        "related",
    }
    assert found["file"] == "data/2021/health.yaml"
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (
        6,
        16,
        6,
        22,
    )
    assert found["path"] == "health.insurance.whole.numerator"
    assert found["severity"] == "error"


@pytest.mark.usefixtures("wrong")
def test_inside_github_actions_annotations_are_the_default(ntmreport: Run) -> None:
    by_default = ntmreport("validate", "data/2021", GITHUB_ACTIONS="true")
    assert by_default.code == 1
    assert "::error " in by_default.out
    assert by_default.out == ntmreport("validate", "data/2021", "--format", "github").out
    asked = ntmreport("validate", "data/2021", "--format", "json", GITHUB_ACTIONS="true")
    assert json.loads(asked.out)


def test_without_folders_every_year_is_checked(ntmreport: Run, project: Path) -> None:
    edit(another_year(project) / "environment.yaml", "appraised: 2", "appraised: 1")
    (project / "data/notes").mkdir()
    answer = ntmreport("validate")
    assert "data/2019/environment.yaml" in answer.out
    assert answer.out.splitlines()[-1].startswith("data/2019, data/2021 hợp lệ: ")


def test_several_folders_are_checked_together(ntmreport: Run, project: Path) -> None:
    edit(another_year(project) / "health.yaml", "numerator: 190113", "numerator: 910113")
    edit(project / "data/2021/governance.yaml", "from: 78", "from: 87")
    answer = ntmreport("validate", "data/2019", "data/2021")
    assert answer.code == 1
    assert "data/2019/health.yaml:6:16: NTM306" in answer.out
    assert "data/2021/governance.yaml" in answer.out
    # What is in the form that both share is told of once.
    assert answer.out.count("NTM522") == 1
    assert ntmreport("validate", "data/2021").out.count("NTM306") == 0


def test_a_broken_file_does_not_hide_the_others(ntmreport: Run, project: Path) -> None:
    edit(project / "data/2021/health.yaml", "insurance:", "insurance: [")
    edit(project / "data/2021/governance.yaml", "from: 78", "from: 87")
    answer = ntmreport("validate", "data/2021")
    assert answer.code == 1
    assert "NTM108" in answer.out
    assert "NTM311" in answer.out


def test_a_missing_folder_is_a_mistake(ntmreport: Run) -> None:
    answer = ntmreport("validate", "data/2031")
    assert answer.code == 1
    assert answer.out.startswith("data/2031:1:1: NTM101 ")


def test_nothing_to_check_is_a_wrong_call(ntmreport: Run, project: Path) -> None:
    shutil.rmtree(project / "data")
    answer = ntmreport("validate")
    assert (answer.code, answer.out) == (2, "")
    assert "không có kỳ báo cáo nào trong data/" in answer.err


@pytest.mark.parametrize(
    "arguments", [("--format", "xml"), ("--strickt",), ("--format",), ("--strict=maybe",)]
)
def test_a_wrong_call(ntmreport: Run, arguments: tuple[str, ...]) -> None:
    answer = ntmreport("validate", "data/2021", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.splitlines()[-1] == "xem cách dùng: ntmreport --help"


def test_output_is_utf8_on_any_console(ntmreport: Run) -> None:
    answer = ntmreport("validate", "data/2021", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert answer.out.splitlines()[-1] == VALID


@pytest.mark.usefixtures("wrong")
def test_nothing_is_coloured_where_no_terminal_is(ntmreport: Run) -> None:
    assert "\x1b" not in ntmreport("validate", "data/2021", TERM="xterm-256color").out


def test_validating_with_a_known_layout_loads_no_library_of_word_files(project: Path) -> None:
    packages_loaded(project, "validate", "data/2021")  # from here on the layout is known
    for format_ in FORMATS:
        answer, packages = packages_loaded(project, "validate", "data/2021", "--format", format_)
        assert answer.code == 0
        assert "ntmreport" in packages
        assert not {"docx", "docxtpl", "lxml"} & packages


def test_a_folder_named_twice_is_validated_once(ntmreport: Run) -> None:
    once = ntmreport("validate", "data/2021")
    assert ntmreport("validate", "data/2021", "data/2021").out == once.out
