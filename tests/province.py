"""An invented tỉnh of 2026, and its communes that report themselves, each in its own folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FIXTURES = Path(__file__).parent / "fixtures"
NAMES = ("An Bình", "Bình Sơn", "Châu Khê")

_FRAME = """\
schema_version: 2
form: {form}
year: 2026
months: 6
criteria_set: 2026-2030
unit:
  level: {level}
  name: {name}
  {around}
issuer: UBND {level} {name}
document: {{symbol: BC-UBND, place: {name}}}
recipients: {{copies: [Bộ Nông nghiệp và Môi trường], archive: VT}}
signature: {{capacity: [CHỦ TỊCH], name: Nguyễn Văn An}}
programme_period: {{from: 2026, to: 2035}}
"""
_INDICATORS = """\
indicators:
  gardens: {label: Vườn mẫu, unit: vườn}
  poor: {label: Hộ nghèo, unit: hộ, shape: share}
  canals: {label: Kênh mương, unit: km, shape: plan}
  capital: {label: Vốn huy động, unit: triệu đồng, required: true, office: finance}
  wage: {label: Thu nhập, unit: triệu đồng/người/năm}
"""
_HEAD = """\
{% for line in report.letterhead %}
@issuer {{ line | upper }}
{% endfor %}
@number Số: {{ report.document.number or blank }}/{{ report.document.symbol }}
@place_and_day {{ report.document.place or blank }}, {{ report.document.day | long_day }}
@kind BÁO CÁO
@subject Kết quả {{ report.period }}
{% for copy in report.recipients.copies %}
@recipient - {{ copy }};
{% endfor %}
@recipient - Lưu: {{ report.recipients.archive }}.
{% for line in report.signature.capacity %}
@capacity {{ line }}
{% endfor %}
@signer {{ report.signature.name }}
I. Kết quả
"""
_OF_PROVINCE = """\
- Có {{ communes.number }} xã, bình quân {{ communes.average }} tiêu chí một xã.
{% if indicators.gardens %}
- {{ indicators.gardens.label }}: {{ indicators.gardens | with_unit }}.
{% endif %}
- {{ indicators.poor.label }}: {{ indicators.poor.numerator }}/{{ indicators.poor.denominator
  | with_unit }}, chiếm {{ indicators.poor }}.
- {{ indicators.canals.label }}: {{ indicators.canals | with_unit }}, đạt
  {{ indicators.canals.achievement }} kế hoạch.
- {{ indicators.capital.label }}: {{ indicators.capital | with_unit }}./.
"""
_OF_COMMUNE = """\
- {{ indicators.capital.label }}: {{ indicators.capital | with_unit }}./.
"""


def province(root: Path, names: Sequence[str] = NAMES) -> Path:
    """Write tinh/ and, for each of the communes `names`, xa/NUMBER/; return the tỉnh's data."""
    data = root / "tinh/data/2026-6t"
    communes = f"communes: {{level: xã, names: [{', '.join(names)}]}}"
    write(data / "report.yaml", _frame("half-year-tinh", "tỉnh", "Nam Sơn", communes))
    for form, level, body in (
        ("half-year-tinh", "tỉnh", _OF_PROVINCE),
        ("half-year-xa", "xã", _OF_COMMUNE),
    ):
        folder = root / "tinh/templates" / form
        described = f"title: Báo cáo của {level}\nlevels: [{level}]\nfiles: [report]\n"
        write(folder / "form.yaml", described + _INDICATORS)
        write(folder / "10.j2", _HEAD + body)
        shutil.copy(FIXTURES / "templates/annual-commune/layout.docx", folder)
    for number, name in enumerate(names):
        commune(root / f"xa/{number}/data/2026-6t", name, number)
    return data


def commune(data: Path, name: str, number: int) -> None:
    """Write the data of a commune that reports itself."""
    around = "parent: {level: tỉnh, name: Nam Sơn}\n  villages: {level: thôn, names: [Thôn Một]}"
    write(data / "report.yaml", _frame("half-year-xa", "xã", name, around))
    met = [*range(1, 3 + number % 8)]
    write(
        data / "criteria.yaml",
        f"group: nhóm {1 + number % 3}\nlevel: chưa đạt # đang phấn đấu\ncriteria_met: {met}\n"
        f"earlier: {{level: chưa đạt, criteria_met: [1]}}\n",
    )
    write(
        data / "indicators.yaml",
        f"gardens: {1 + number % 5}\npoor: {{numerator: {10 + number}, denominator: 1000}}\n"
        f"canals: {{plan: 4, done: {4 + number % 2}.5}}\nwage: 46.5\n",
    )
    write(data / "finance.yaml", f"capital: {100 + number}\n")


def _frame(form: str, level: str, name: str, around: str) -> str:
    return _FRAME.format(form=form, level=level, name=name, around=around)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
