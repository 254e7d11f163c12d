"""The bench measures all that it names, and says what is missing; what is fast is for people."""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path

import pytest
from bench import (
    against_commit,
    cold_start,
    growing_data,
    growth,
    hostile_files,
    measuring,
    sections,
)
from bench.__main__ import SECTIONS
from bench.cold_commands import comparisons
from bench.growing_data import begin, names_of_communes, write_grown
from bench.growth import Growth, grown
from bench.many_reports import comparison as many
from bench.many_reports import repeated
from bench.measuring import (
    Command,
    Comparison,
    Contender,
    Cost,
    FailedError,
    Ratio,
    environment,
    measured,
    python_command,
    run,
)
from bench.rival_files import write_rival_files
from bench.varied_data import DATA, write_varied

from ntmreport.pipeline import Compiler
from ntmreport.validation import validate

ROOT = Path(__file__).parent.parent


def test_command_lines_and_loops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    varied = write_varied(tmp_path / "varied", 1)
    texts = [(data / "production.yaml").read_text("utf-8") for data in (DATA, *varied)]
    assert texts[0] != texts[1]
    rivals = write_rival_files(tmp_path, [DATA, *varied])
    texts = [path.read_text("utf-8") for path in rivals.values]
    assert texts[0] != texts[1]
    cold = comparisons(tmp_path, rivals)
    assert [each.title for each in cold] == [
        "build",
        "build, empty cache",
        "validate",
        "validate, empty cache",
        "explain of a Word file",
        "--version",
    ]
    for each in (*cold, many(tmp_path, rivals, varied)):
        names = {contender.name for contender in each.contenders}
        assert each.contenders[0].name.startswith("ntmreport")
        assert each.goals.keys() <= names
        assert all(contender.commands or contender.note for contender in each.contenders)
    same = repeated(tmp_path, varied[0], 4, 1)
    assert 0 < same.median <= same.high
    assert 0 < same.speed_up < 10
    assert len([*(tmp_path / "many").glob("*.docx")]) == 4


def _python(code: str) -> Command:
    return python_command(environment(Path("unused")), "-c", code)


def test_turns() -> None:
    more, less = (_python(f"sum(range({number}))") for number in (10**6, 1))
    rows = measured(
        Comparison(
            "sums",
            (
                Contender("ours", [less]),
                Contender("its", [more], less=[less], units=2),
                Contender("absent", note="not installed"),
            ),
            {"its": 1.5, "absent": 1},
        ),
        2,
        instructions=False,
    )
    assert [row.contender.name for row in rows] == ["ours", "its", "absent"]
    assert rows[0].ours_to_it == Ratio(1, 1, 1)
    assert rows[1].cpu_seconds is not None
    assert rows[2].cpu_seconds is None
    table = sections.comparison_table([("sums", rows)], "How.")
    assert "| sums | absent | not installed |" in table.text()
    assert table.text().endswith("\n\nHow.\n")


def test_cost() -> None:
    cost, printed = run(_python("print('x' * 3)"))
    assert (printed, type(cost)) == ("xxx\n", Cost)
    assert 0 < cost.cpu_seconds < 5
    assert cost.memory_bytes > 1_000_000
    with pytest.raises(FailedError, match="ends with 3"):
        run(_python("exit(3)"))
    with pytest.raises(FailedError, match="ends with -"):
        run(_python("while True: pass"), most_cpu_seconds=1)


def test_instructions() -> None:
    if measuring.VALGRIND is None:
        assert not os.environ.get("CI"), "valgrind is not installed: see .ci/run"
        pytest.skip("valgrind is not installed")
    command = Command(("true",), environment(Path("unused")))
    counted = measuring.instructions_of(
        [
            Contender("true", [command]),
            Contender("none"),
            Contender("js", [command], countable=False),
        ]
    )
    assert counted.keys() == {"true"}
    assert 10_000 < counted["true"] < 10_000_000


def test_a_goal_is_one_of_cpu_time() -> None:
    def row(cpu: float) -> measuring.Measured:
        return measuring.Measured(Contender("its"), 1, 1, Ratio(cpu, 1, 2), 1, 1.3)

    assert row(1.3).meets_goal
    assert not row(1.4).meets_goal
    assert "1.3 **missed**" in sections.comparison_table([("x", [row(1.4)])], "").text()


def test_against_a_commit() -> None:
    before = {"build": 1000, "gone": 1}
    table, is_fine = against_commit.table_of({"build": 1050, "new": 1}, before, "abc")
    assert is_fine
    assert [row[0] for row in table.rows] == ["build"]
    table, is_fine = against_commit.table_of({"build": 1051}, before, "abc")
    assert not is_fine
    assert table.rows[0][-1] == "above 1.05"


def test_what_grows_is_valid(tmp_path: Path) -> None:
    begin(tmp_path / "begun")
    for number, growing in enumerate(growth.SIZES):
        repository = write_grown(tmp_path / "begun", tmp_path / str(number), growing, 3)
        data, below = repository / growing_data.DATA, []
        if growing == growing_data.REPORTING:
            data = repository / "data/2026-6t"
            below = sorted(repository.glob("../xa/*/data/2026-6t"))
            assert len(below) == 3
        compiled = Compiler(communes=below).compile(data)
        assert compiled.document is not None, growing
        assert not validate(compiled, data, datetime.date(2026, 12, 1)).diagnostics
    files = [tmp_path / "0" / folder / "indicators.yaml" for folder in ("data/2026", "data/other")]
    assert files[0].read_bytes() != files[1].read_bytes()
    names = names_of_communes(10_000)
    assert len(set(names)) == 10_000


def test_growth(tmp_path: Path) -> None:
    (row,) = grown(tmp_path, {"template lines": 1}, {"none": ("no-such-command",)})
    assert row.costs == ["code 2"] * 3
    assert not row.meets_goal
    costs = [Cost(seconds, 10**6, 1) for seconds in (1.0, 2.0, 4.4)]
    assert Growth("rows", "validate", 1, costs).meets_goal
    assert not Growth("rows", "validate", 1, [*costs[:2], Cost(4.5, 0, 1)]).meets_goal
    table = growth.table_of([row, Growth("rows", "validate", 1, costs)], costs[0]).text()
    assert (
        "| template lines | none | 1 | code 2 | code 2 | code 2 |  |  |  | 2.2 **missed** |"
        in table
    )
    assert "| rows | validate | 1 | 1.00 | 2.00 | 4.40 | 2.00 | 2.20 | 1 | 2.2 met |" in table


def test_hostile_files(tmp_path: Path) -> None:
    names = ["digits", "a million paragraphs"]
    files = hostile_files.measured_files(tmp_path, names)
    assert {each.name for each in files} == {"digits", "a million paragraphs (.docx)"}
    assert all(each.cost is not None for each in files)
    slow = hostile_files.Hostile("slow", None, "over 30 s")
    assert "| slow | over 30 s |  |" in hostile_files.table_of([slow, *files]).text()


def test_parts_of_a_cold_start() -> None:
    log = """import time: self [us] | cumulative | imported package
import time:      1000 |       1000 |   re
import time:      2000 |       3000 | json.decoder
import time:      4000 |       4000 |     ntmreport.model.shapes
import time:      5000 |       9000 |   ntmreport.model
import time:      6000 |       6000 | ntmreport
import time:      7000 |       7000 | _yaml
import time:      8000 |       8000 | yaml.nodes
"""
    parts = cold_start.parts_of(log)
    assert parts == {"Python's library": 3, "ntmreport.model": 9, "ntmreport": 6, "yaml": 15}
    table = cold_start.table_of({"validate": {**parts, "start of Python, and the work itself": 7}})
    assert table.rows[0] == ("yaml", "15")
    assert table.rows[-1] == ("start of Python, and the work itself", "7")


def test_page() -> None:
    page = sections.PAGE.read_text("utf-8")
    for name in SECTIONS:
        assert "\nNew.\n" in sections.put(page, name, "New.\n")
    with pytest.raises(ValueError, match="no place"):
        sections.put(page, "unknown", "")
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in sections.machine(
        sections.present_commit()
    )
