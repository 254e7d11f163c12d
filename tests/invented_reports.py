"""Invented data for a repository of 2026 that `init` has begun, the same for the same seed."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COMMUNES = (
    "xã: An Hòa, Bình Lâm, Cẩm Sơn, Đông Phú, Gia Khánh, Hạ Long, Hòa Bình, Kim Sơn, Lam Vỹ, "
    "Long Hưng, Mai Lâm, Minh Tân, Nam Cường, Nghĩa Hòa, Ngọc Sơn, Phú Lộc, Phú Mỹ, Quang Trung, "
    "Quý Sơn, Sơn Hà, Tam Hợp, Tân An, Tân Hưng, Tân Thành, Thạch Bàn, Thái Hòa, Thanh Bình, "
    "Thiện Tân, Thọ Xuân, Thuận Hòa, Tiên Lữ, Trung Sơn, Trường Xuân, Vân Đình, Việt Hồng, "
    "Vĩnh An, Vĩnh Lộc, Xuân Hòa, Xuân Mai, Yên Bài, Yên Khê, Yên Lâm, Yên Mỹ, Yên Sơn, Yên Thắng; "
    "phường: Đông Hải, Tân Lập, Hồng Hà, Nam Thành, Bắc Sơn, Lê Lợi, Trần Phú, Quang Vinh, "
    "Hưng Đạo, Ngô Quyền, Yết Kiêu, Chi Lăng, Bạch Đằng, Hoa Lư; đặc khu: Hòn Én"
)
"""The 60 units below an invented tỉnh, as `init --below` takes them."""

SENTENCES = {
    "bases": "Căn cứ Kế hoạch của tỉnh về xây dựng nông thôn mới",
    "situation": "Kinh tế của địa phương phát triển ổn định, đời sống Nhân dân được nâng lên.",
    "advantages": "Nhân dân đồng thuận, tích cực tham gia thực hiện Chương trình.",
    "difficulties": "Nguồn lực đầu tư còn hạn chế, thời tiết diễn biến phức tạp.",
    "steering": "Chính quyền các cấp đã kiện toàn bộ máy, phân công nhiệm vụ cụ thể.",
    "communication": "Công tác tuyên truyền được duy trì trên hệ thống truyền thanh cơ sở.",
    "criteria": "Các tiêu chí đã đạt tiếp tục được giữ vững, nâng cao chất lượng.",
    "production": "Các vùng sản xuất tập trung được duy trì, liên kết tiêu thụ được mở rộng.",
    "infrastructure": "Các tuyến đường trục chính, công trình thủy lợi được sửa chữa, nâng cấp.",
    "society": "Chính sách đối với hộ nghèo, hộ cận nghèo được thực hiện đầy đủ, kịp thời.",
    "environment": "Rác thải được thu gom, vận chuyển theo lịch.",
    "politics": "An ninh chính trị, trật tự, an toàn xã hội được giữ vững.",
    "highlights": "Chương trình được cả hệ thống chính trị và Nhân dân hưởng ứng.",
    "limitations": "Tiến độ giải ngân của một số công trình còn chậm.",
    "lessons": "Sự vào cuộc của người đứng đầu quyết định kết quả thực hiện Chương trình.",
    "causes": "Công tác chuẩn bị đầu tư ở một số đơn vị chưa được quan tâm đúng mức.",
    "goals": "Hoàn thành các mục tiêu của kế hoạch năm.",
    "tasks": "Đẩy nhanh tiến độ giải ngân vốn đầu tư công.",
    "proposals": "Đề nghị cấp có thẩm quyền sớm phân bổ vốn của Chương trình",
}
"""A sentence for each text of the shipped forms' narrative.yaml."""

_RECORD_CELL = re.compile(r"(?<=[{ ])(plan|done|planned|year|earlier|value): (?=[,}])")
_ALONE = re.compile(r"(?m)^( *)([a-z_]+):( #.*)?$(?!\n\1 *-|\n\1 +\S)")
_POLICIES = re.compile(r"# policies:\n#   - \{.*\}")
POLICIES = """policies:
  - kind: Nghị quyết
    number: 12/2026/NQ-HĐND
    day: 2026-03-20
    subject: quy định mức hỗ trợ làm đường giao thông nông thôn"""
_LARGE, _SMALL = 9000, 900


def fill_in(data: Path, seed: int = 2026, values: dict[str, str] | None = None) -> None:
    """Fill in all that `init` left blank in the folder `data`; `values` are those of single keys.

    A part is smaller than its whole, what is done than what is planned.
    """
    chance = random.Random(seed)  # noqa: S311 - the same figures for the same seed
    known: dict[str, str | Callable[[], str]] = {
        "growth": "-1.25",
        "income": "62.5",
        "area": "2310.5",
        "next_income": "66",
        "next_roads": "90",
        "next_poverty": "19.5",
        "from": "250",
        "to": "300",
        "denominator": lambda: str(chance.randint(_SMALL // 2, _SMALL)),
        "numerator": lambda: str(chance.randint(90, _SMALL // 9)),
        "plan": lambda: str(chance.randint(100, 200)),
        "done": lambda: str(chance.randint(40, 99)),
        **(values or {}),
    }

    def number(found: re.Match[str]) -> str:
        small = found[1] in {"earlier", "value"}
        most = _SMALL // 20 if small else _LARGE
        least = most // 2 if found[1] in {"plan", "year"} else 1
        return f"{found[1]}: {chance.randint(least, most)}"

    def alone(found: re.Match[str]) -> str:
        value = known.get(found[2], lambda: str(chance.randint(1, _SMALL)))
        return f"{found[1]}{found[2]}: {value if isinstance(value, str) else value()}"

    def filled(text: str) -> str:
        text = _POLICIES.sub(POLICIES, text)
        text = _ALONE.sub(alone, _RECORD_CELL.sub(number, text))
        return re.sub(r'(unit: "%"\n  value:) [0-9]+', r"\1 19.5", text)

    _edit(data / "indicators.yaml", filled)
    _edit(data / "narrative.yaml", _told)
    _edit(data / "report.yaml", _signed)
    if (data / "criteria.yaml").is_file():
        _edit(data / "criteria.yaml", _met)


def _edit(path: Path, edit: Callable[[str], str]) -> None:
    path.write_text(edit(path.read_text("utf-8")), "utf-8", newline="\n")


def _told(text: str) -> str:
    def told(found: re.Match[str]) -> str:
        sentence = SENTENCES[found[1]]
        return f"{found[1]}:\n  - {sentence}\n" if found[3] else f"{found[1]}: {sentence}\n"

    return re.sub(r"(?m)^([a-z]+):( #.*)?\n(  -\n)?(?!  )", told, text)


def _met(text: str) -> str:
    for old, new in (
        (r"group:.*", "group: nhóm 2"),
        (r"(?m)^level:.*", "level: chưa đạt"),
        (r"(?m)^criteria_met:\n  -", "criteria_met: [1, 2, 4, 5, 6, 8, 9, 10]"),
        (r"(earlier:.*\n  criteria_met:)\n    -", r"\1 [1, 2, 5, 6, 8, 9, 10]"),
        (r"(planned:.*\n  criteria_met:)\n    -", r"\1 [1, 2, 3, 4, 5, 6, 8, 9, 10]"),
    ):
        text, times = re.subn(old, new, text)
        assert times == 1, old
    return text


def _signed(text: str) -> str:
    for old, new in (
        ("stage: draft", "stage: final"),
        (r"copies:.*\n    -\n", "copies:\n    - Thường trực HĐND\n"),
        (r"capacity:.*\n    -\n", "capacity:\n    - TM. ỦY BAN NHÂN DÂN\n    - CHỦ TỊCH\n"),
        (r"  name: # họ.*", "  name: Trần Văn Bình"),
    ):
        text, times = re.subn(old, new, text)
        assert times == 1, old
    text = re.sub(r"(?m)^  from: #.*", "  from: 2026", text)
    return re.sub(r"(?m)^  to: #.*", "  to: 2030", text)


def write_communes(data: Path, names: dict[str, list[str]], seed: int = 2026) -> None:
    """Write a file for each unit of `names`, which are by kind, with criteria at three times."""
    chance = random.Random(seed)  # noqa: S311 - the same communes for the same seed
    folder = data / "communes"
    folder.mkdir()
    number = 0
    for kind, listed in names.items():
        for name in listed:
            number += 1
            text = _commune(chance, name, kind)
            (folder / f"{number:02d}.yaml").write_text(text, "utf-8", newline="\n")


def _commune(chance: random.Random, name: str, kind: str) -> str:
    order = list(range(1, 11))
    chance.shuffle(order)
    before = chance.randint(3, 10)
    now = min(10, before + chance.randint(0, 2))
    then = min(10, now + chance.randint(0, 2))
    lines = [
        "# yaml-language-server: $schema=../../../schemas/commune.json",
        f"name: {name}",
        f"kind: {kind}",
        f"group: nhóm {chance.randint(1, 3)}",
    ]
    for key, met in (("", now), ("earlier", before), ("planned", then)):
        indent = "  " if key else ""
        lines += [f"{key}:"] if key else []
        lines += [f"{indent}level: {'đạt chuẩn' if met == len(order) else 'chưa đạt'}"]
        lines += [f"{indent}recognised: {2026 if met > before else 2025}"] * (
            not key and met == len(order)
        )
        lines += [f"{indent}criteria_met: {sorted(order[:met])}"]
    return "\n".join([*lines, ""])


def below(units: str) -> dict[str, list[str]]:
    """Return the names of the units by kind, from what `init --below` takes."""
    kinds = (kind.partition(":") for kind in units.split(";"))
    return {kind.strip(): [each.strip() for each in names.split(",")] for kind, _, names in kinds}
