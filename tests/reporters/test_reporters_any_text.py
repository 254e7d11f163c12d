"""Whatever text data carries into a message, each format stays what it is."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ntmreport.catalogue import SYNTAX
from ntmreport.cli.validate import ValidateFormat
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.language import Bilingual, Language
from ntmreport.reporters import Result
from ntmreport.span import Span

VI = Language.VIETNAMESE
FILE = "data/2021/health.yaml"
ANY_TEXT = st.text(st.characters())  # half characters too
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PLACES = st.integers(1, 12)


@st.composite
def results(draw: st.DrawFn) -> Result:
    def span() -> Span:
        line, column = draw(PLACES), draw(PLACES)
        return Span(FILE, line, column, line + draw(st.integers(0, 1)), column + draw(PLACES))

    message = Bilingual(*[draw(ANY_TEXT)] * 2)
    related = Related(span(), Bilingual(*[draw(ANY_TEXT)] * 2))
    found = Diagnostic(SYNTAX, span(), message, ("health",), message, (related,))
    return Result((found,), ((found, draw(ANY_TEXT)),), {FILE: draw(ANY_TEXT)}, (FILE,))


@given(results())
def test_every_format_is_one_whatever_the_text(result: Result) -> None:
    (found,) = result.diagnostics
    said = {each.value: each.write(result, VI) for each in ValidateFormat}
    for text in said.values():
        text.encode("utf-8")
        assert text.endswith("\n")

    lines = said["text"].splitlines()
    assert all(line.isprintable() for line in lines)
    assert lines[0].startswith(f"{found.span}: NTM108 ")
    assert lines[-1] == "data/2021 không hợp lệ: 1 lỗi, 0 cảnh báo, 1 đã chấp nhận"

    assert json.loads(said["json"])[0]["message"] == found.message.vi
    assert found.message.vi in json.loads(said["gitlab"])[0]["description"]
    (run,) = json.loads(said["sarif"])["runs"]
    assert run["results"][0]["message"]["text"].startswith(found.message.vi)

    (command,) = re.split("\r\n|\r|\n", said["github"].removesuffix("\n"))
    assert command.startswith(f"::error file={FILE},line={found.span.line},")

    (failure,) = etree.fromstring(said["junit"].encode()).iter("failure")
    assert failure.get("message") == NOT_IN_XML.sub("\ufffd", found.message.vi)
