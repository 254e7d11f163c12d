"""Units of several kinds side by side: a province with xã, phường and a đặc khu."""

from __future__ import annotations

import datetime
import shutil
from typing import TYPE_CHECKING

import pytest

from ntmreport.lineage import leaves
from ntmreport.lineage.report_lineage import lineage_of
from ntmreport.pipeline import Compiled, Compiler
from ntmreport.render.plain_text import render_text
from ntmreport.span import written_path
from ntmreport.validation import Validation, validate
from tests.edits import edit

from .years import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "xã": ["An Hòa", "Bình Lâm", "Cẩm Sơn"],
    "phường": ["Đông Hải", "Tân Lập"],
    "đặc khu": ["Hòn Én"],
}
FORM = """\
{% set units = report.unit.communes %}
I. Đơn vị
{{ report.unit | with_level | capitalised }} gồm {{ units.number }} đơn vị hành chính cấp xã:
{%- for kind in units.kinds %} {{ kind.number | with_unit }}
{{- "." if loop.last else "," }}{% endfor +%}
- Gồm {{ units.names | with_level | series }}.
- Có {{ units.number | with_unit }}: {{ units.kinds[1].names | series }}.
{% for kind in communes.kinds %}
- Có {{ kind.communes | with_unit }} ({{ kind.share }}), bình quân {{ kind.average }} tiêu chí.
{% endfor %}
|= {{ units.level | capitalised }} |= Mức |= Loại |
{% for each in communes.each %}
| {{ each.name | with_level | capitalised }} | {{ each.level }} | {{ each.kind }} |
{% endfor %}
{% for level in communes.levels %}
| {{ level.name | capitalised }} | {{ level.communes }} |
{%- for kind in level.kinds %} {{ kind.communes }} {{ kind.name }}{% endfor %} |
{% endfor %}
Kết thúc./.
"""
REPORT = """\
form: units
year: 2026
months: 6
criteria_set: 2026-2030
unit:
  level: tỉnh
  name: Nam Sơn
  communes:
    level: xã
    names: [An Hòa, Bình Lâm, Cẩm Sơn]
    others:
      - level: phường
        names: [Đông Hải, Tân Lập]
      - level: đặc khu
        names: [Hòn Én]
issuer: UBND tỉnh Nam Sơn
document: {number: "05", symbol: BC-UBND, place: Nam Sơn, day: 2026-07-01}
recipients: {copies: [Bộ Nông nghiệp và Môi trường], archive: VT}
signature: {capacity: [CHỦ TỊCH], name: Nguyễn Văn Bình}
programme_period: {from: 2026, to: 2035}
abbreviations:
  - {short: UBND, full: Ủy ban nhân dân}
"""


def province(root: Path, *edits: tuple[str, str, str]) -> tuple[Compiled, Validation]:
    """Return the province of six units, after edits, compiled and validated."""
    data, form = root / "data/2026-6t", root / "templates/units"
    (data / "communes").mkdir(parents=True)
    form.mkdir(parents=True)
    for name in ("layout.docx", "00-frame.j2"):
        shutil.copy(FIXTURES / "templates/annual-commune" / name, form)
    (form / "form.yaml").write_text("title: Mẫu\nlevels: [tỉnh]\nfiles: [report]\n", "utf-8")
    (form / "10.j2").write_text(FORM, "utf-8")
    (data / "report.yaml").write_text(REPORT, "utf-8")
    for number, name in enumerate(name for names in KINDS.values() for name in names):
        met = range(1, 11) if number % 2 == 0 else range(1, 6)
        level = "đạt chuẩn\nrecognised: 2026" if number % 2 == 0 else "chưa đạt"
        text = f"name: {name}\ngroup: nhóm 1\nlevel: {level}\ncriteria_met: {[*met]}\n"
        (data / f"communes/unit-{number}.yaml").write_text(text, "utf-8")
    for file, old, new in edits:
        edit(data / file, old, new)
    compiled = Compiler().compile(data)
    return compiled, validate(compiled, data, datetime.date(2026, 7, 5))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Compiled, Validation]:
    return province(tmp_path_factory.mktemp("province"))


def test_each_kind_has_its_own_words(whole: tuple[Compiled, Validation]) -> None:
    compiled, validation = whole
    assert [str(each.message) for each in validation.diagnostics] == []
    assert compiled.document is not None
    text = render_text(compiled.document).replace("\N{NO-BREAK SPACE}", " ")
    start = text.index("I. Đơn vị")
    assert (
        text[start : text.index("Kết thúc")]
        == """\
I. Đơn vị
Tỉnh Nam Sơn gồm 6 đơn vị hành chính cấp xã: 3 xã, 2 phường, 1 đặc khu.
- Gồm xã An Hòa, xã Bình Lâm, xã Cẩm Sơn, phường Đông Hải, phường Tân Lập, đặc khu Hòn Én.
- Có 6 xã, phường, đặc khu: Đông Hải, Tân Lập.
- Có 3 xã (50%), bình quân 8,33 tiêu chí.
- Có 2 phường (33,33%), bình quân 7,5 tiêu chí.
- Có 1 đặc khu (16,67%), bình quân 5 tiêu chí.
Xã, phường, đặc khu | Mức | Loại
Xã An Hòa | đạt chuẩn | xã
Xã Bình Lâm | chưa đạt | xã
Xã Cẩm Sơn | đạt chuẩn | xã
Phường Đông Hải | chưa đạt | phường
Phường Tân Lập | đạt chuẩn | phường
Đặc khu Hòn Én | chưa đạt | đặc khu
Chưa đạt | 3 | 1 xã 1 phường 1 đặc khu
Đạt chuẩn | 3 | 2 xã 1 phường 0 đặc khu
Hiện đại | 0 | 0 xã 0 phường 0 đặc khu
"""
    )


def test_counts_by_kind_know_their_files(whole: tuple[Compiled, Validation]) -> None:
    compiled, _ = whole
    assert compiled.year is not None
    assert compiled.document is not None
    found = {
        written_path(each.figure.path): each
        for each in lineage_of(compiled.year, compiled.document)
        if each.printings
    }
    wards = found["communes.kind_2.communes"]
    assert [f"{span.file[-11:]}:{span.line}" for span in leaves(wards.figure)] == [
        "unit-3.yaml:1",
        "unit-4.yaml:1",
    ]
    assert found["report.unit.communes.others[0].number"].figure.label.endswith("Số đơn vị")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "communes/unit-3.yaml",
            "group:",
            "kind: xã\ngroup:",
            ["NTM438 ở đây ghi “xã”, nhưng report.yaml ghi đơn vị này là phường"],
        ),
        ("communes/unit-3.yaml", "group:", "kind: phường\ngroup:", []),
        (
            "report.yaml",
            "[Đông Hải, Tân Lập]",
            "[Đông Hải, Tân Lập, An Hòa]",
            ["NTM401 “An Hòa” có ở hai loại đơn vị"],
        ),
        (
            "report.yaml",
            "level: đặc khu",
            "level: phường",
            ["NTM401 “phường” có ở hai loại đơn vị"],
        ),
        (
            "report.yaml",
            "level: đặc khu",
            "level: đặc Khu",
            ["NTM553 cấp hành chính viết là “đặc khu”, không viết “đặc Khu”"],
        ),
        (
            "communes/unit-4.yaml",
            "name: Tân Lập",
            "name: Phường Tân Lập",
            ["NTM402 đơn vị không có xã, phường, đặc khu “Phường Tân Lập”"],
        ),
        (
            "report.yaml",
            "UBND tỉnh Nam Sơn",
            "UBND phường An Hòa",
            [
                "NTM552 cơ quan ban hành ghi “UBND phường An Hòa”, nhưng đơn vị báo cáo là "
                "tỉnh Nam Sơn",
                "NTM402 “phường An Hòa”: report.yaml ghi đơn vị này là xã",
            ],
        ),
        (
            "report.yaml",
            "[Bộ Nông nghiệp và Môi trường]",
            "[UBND các huyện]",
            ["NTM441 “UBND các huyện”: 6 tháng đầu năm 2026 không còn cấp huyện"],
        ),
        (
            "report.yaml",
            "name: Nam Sơn\n",
            "name: Nam Sơn\n  parent: {level: huyện, name: Bắc Hà}\n",
            ["NTM441 6 tháng đầu năm 2026, cấp trên của tỉnh không phải là huyện"],
        ),
    ],
)
def test_what_is_mistyped_is_told(
    tmp_path: Path, file: str, old: str, new: str, said: list[str]
) -> None:
    _, validation = province(tmp_path, (file, old, new))
    assert [f"{each.rule.code} {each.message.vi}" for each in validation.diagnostics] == said
