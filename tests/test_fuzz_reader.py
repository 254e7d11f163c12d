"""Whatever stands in a data file, a year is validated: no traceback, and not for long."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntmreport.pipeline import Compiler
from ntmreport.trouble import Trouble
from ntmreport.validation import validate
from tests.hostile import CPU_SECONDS, HOSTILE, MEMORY_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPOSITORY = Path(__file__).parent.parent
TODAY = datetime.date(2022, 1, 5)
FIXTURES = REPOSITORY / "tests/fixtures"
DISTRICT, COMMUNE = FIXTURES / "data/2021", FIXTURES / "commune/2021"
OF_COMMUNE = ("indicators", "narrative")
"""The files that the district does without: these are the commune's."""

STEMS = (*sorted(path.stem for path in DISTRICT.glob("*.yaml")), *OF_COMMUNE)
TEXTS = {
    stem: ((COMMUNE if stem in OF_COMMUNE else DISTRICT) / f"{stem}.yaml").read_text("utf-8")
    for stem in STEMS
}

FUZZ = settings(
    max_examples=25,  # `make fuzz` gives as many as one wants
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SIGNS = st.text(st.sampled_from("\n\n  -:#\"'[]{},&*!|>%@`?<=~.0123456789abxé\t\xa0\u0301"))
NUMBERS = [
    "08",
    "1_000",
    "1e3",
    "0x1F",
    "1:30",
    "93,02",
    "190.113",
    "-0",
    ".5",
    ".inf",
    "٣",
    "9" * 99,
]
KEYS = [
    *("value", "qualifier", "from", "to", "name", "stated"),
    *("label", "unit", "numerator", "denominator", "parts", "baseline", "target", "total"),
]
WORDS = ["{{", "}}", "{{ x }}", "{{ plan.targets }}", "{% if %}", "**", "\\", "\n", "null", "./."]


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bytes], None]:
    """Validate the year with one file replaced; anything but Trouble is passed on."""
    project = tmp_path_factory.mktemp("fuzz")
    for name in ("data", "templates"):
        shutil.copytree(FIXTURES / name, project / name)
    shutil.copytree(COMMUNE, project / "commune/2021")
    compiler = Compiler()

    def validated(stem: str, content: bytes) -> None:
        data = project / ("commune/2021" if stem in OF_COMMUNE else "data/2021")
        path = data / f"{stem}.yaml"
        path.write_bytes(content)
        try:
            with suppress(Trouble):
                validate(compiler.compile(data), data, TODAY)
        finally:
            path.write_text(TEXTS[stem], "utf-8", newline="\n")

    return validated


@FUZZ
@given(stem=st.sampled_from(STEMS), content=st.binary())
def test_bytes(validated: Callable[[str, bytes], None], stem: str, content: bytes) -> None:
    validated(stem, content)


@FUZZ
@given(stem=st.sampled_from(STEMS), text=SIGNS)
def test_yaml_text(validated: Callable[[str, bytes], None], stem: str, text: str) -> None:
    validated(stem, text.encode())


@FUZZ
@given(data=st.data(), stem=st.sampled_from(STEMS))
def test_a_file_with_something_pasted_into_it(
    validated: Callable[[str, bytes], None], data: st.DataObject, stem: str
) -> None:
    text = TEXTS[stem]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(at + 40, len(text))))
        pasted = data.draw(SIGNS | st.text(max_size=20) | st.sampled_from(NUMBERS + WORDS))
        text = text[:at] + pasted + text[end:]
    validated(stem, text.encode("utf-8", "surrogatepass"))


@FUZZ
@given(data=st.data(), stem=st.sampled_from(STEMS))
def test_a_value_of_another_kind(
    validated: Callable[[str, bytes], None], data: st.DataObject, stem: str
) -> None:
    content = yaml.safe_load(TEXTS[stem])
    leaves = st.one_of(
        st.sampled_from(NUMBERS + WORDS),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.none(),
        st.text(max_size=30),
        st.dates(),
    )
    keys = st.sampled_from(KEYS) | st.text()
    value = data.draw(
        st.recursive(
            leaves,
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
            max_leaves=8,
        )
    )
    group, key = data.draw(st.sampled_from(_places(content)))
    group[key] = value
    text = yaml.safe_dump(content, allow_unicode=data.draw(st.booleans()))
    validated(stem, text.encode("utf-8", "surrogatepass"))


@FUZZ
@given(data=st.data(), stem=st.sampled_from(STEMS))
def test_a_number_or_word_in_place_of_a_value(
    validated: Callable[[str, bytes], None], data: st.DataObject, stem: str
) -> None:
    lines = TEXTS[stem].split("\n")
    numbers = [i for i, line in enumerate(lines) if ": " in line and not line.startswith("#")]
    for i in data.draw(st.lists(st.sampled_from(numbers), min_size=1, max_size=3)):
        value = data.draw(
            st.sampled_from(NUMBERS + WORDS) | st.from_regex(r"[0-9]{1,12}(\.[0-9]+)?")
        )
        lines[i] = f"{lines[i].partition(': ')[0]}: {value}"
    validated(stem, "\n".join(lines).encode())


def _places(content: Any) -> list[tuple[Any, Any]]:
    """Return each group or list below `content`, with each of its keys."""
    found: list[tuple[Any, Any]] = []
    if isinstance(content, dict):
        found += [(content, key) for key in content]
        for value in content.values():
            found += _places(value)
    elif isinstance(content, list):
        found += [(content, i) for i in range(len(content))]
        for value in content:
            found += _places(value)
    return found


def test_communes_of_another_level(validated: Callable[[str, bytes], None]) -> None:
    validated("report", TEXTS["report"].replace("level: xã", "level: phường").encode())


@pytest.fixture(scope="module")
def hostile_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """A process that validates a year with the hostile file that it is told the name of."""
    project = tmp_path_factory.mktemp("hostile")
    for name in ("data", "templates"):
        shutil.copytree(FIXTURES / name, project / name)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.hostile", str(project / "data/2021")],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the bounds of a process are Linux's")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_in_time(hostile_year: subprocess.Popen[str], name: str) -> None:
    # The child sets its own bounds: it is killed above them, or runs out of memory.
    assert hostile_year.stdin is not None
    assert hostile_year.stdout is not None
    hostile_year.stdin.write(f"{name}\n")
    hostile_year.stdin.flush()
    said = hostile_year.stdout.readline()
    bounds = f"{CPU_SECONDS} s, {MEMORY_BYTES >> 20} MB"
    assert said.endswith(" ends with 0\n"), f"not answered within {bounds}: {said}"
    assert said.startswith("NTM")
