"""A form's layout looks as the report that was imported, kind by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.importing.learnt_layout import learnt_layout
from ntmreport.importing.report_outline import outline_of
from ntmreport.layout.word_xml import W, attribute, parsed, tag_of, value
from ntmreport.word_reader import View, read_word_file
from ntmreport.zip_package import read_package

from ..word_reader.word_files import docx, p, r

if TYPE_CHECKING:
    from pathlib import Path

    from ntmreport.layout.word_xml import Element

CENTRED = '<w:spacing w:before="60" w:after="40"/><w:ind w:firstLine="0"/><w:jc w:val="center"/>'
ITEM = '<w:spacing w:line="320" w:lineRule="exact"/><w:ind w:left="360" w:hanging="200"/>'
BODY = (
    p("ỦY BAN NHÂN DÂN")
    + p("BÁO CÁO")
    + p(r("I. Kết quả", '<w:b/><w:sz w:val="30"/>'), properties=CENTRED)
    + p(r("- Một.", '<w:sz w:val="26"/>'), properties=ITEM) * 2
    + p(r("- Hai.", '<w:sz w:val="40"/>'))
    + '<w:sectPr><w:pgSz w:w="11907" w:h="16840"/><w:pgMar w:top="1100" w:bottom="1100" '
    'w:left="1500" w:right="-5"/></w:sectPr>'
)


@pytest.fixture(scope="module")
def learnt(repository: Path) -> dict[str, Element]:
    content = docx(BODY)
    own = (repository / "templates/annual-commune/layout.docx").read_bytes()
    report = outline_of(read_word_file(content, View.ACCEPTED))
    package = read_package(learnt_layout(own, content, report))
    styles = parsed(package["word/styles.xml"])
    found = {value(style.find(f"{W}name")): style for style in styles.iter(f"{W}style")}
    margins = next(parsed(package["word/document.xml"]).iter(f"{W}pgMar"))
    return {**found, "margins": margins}


def test_each_kind_looks_as_most_of_its_blocks(learnt: dict[str, Element]) -> None:
    part, item = learnt["NTM Mục I"], learnt["NTM Gạch đầu dòng"]
    assert value(part.find(f"{W}rPr/{W}sz")) == "30"
    assert value(part.find(f"{W}pPr/{W}jc")) == "center"
    assert attribute(part.find(f"{W}pPr/{W}spacing"), "before") == "60"
    assert value(item.find(f"{W}rPr/{W}sz")) == "26"
    assert value(item.find(f"{W}rPr/{W}b")) == "0"
    assert attribute(item.find(f"{W}pPr/{W}ind"), "hanging") == "200"
    assert [tag_of(each).rpartition("}")[2] for each in part.iterfind(f"{W}pPr/*")] == [
        *("keepNext", "spacing", "ind", "jc", "outlineLvl")
    ]


def test_what_the_report_has_not_stays(learnt: dict[str, Element]) -> None:
    assert value(learnt["NTM Mục 1"].find(f"{W}pPr/{W}jc")) == ""
    assert attribute(learnt["margins"], "top") == "1100"
    assert attribute(learnt["margins"], "right") != "-5"
