"""Filling in a year that was started, as an office does: last year's values with changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# What a blank line says of the year before. Whoever fills it in may leave the remark there.
BLANK = re.compile(
    r"(?m)^(?P<key>.*:) (?P<remark># (?:cần điền|điền nếu có); năm [0-9]{4}: "
    r"(?P<then>[^#\n]*?)( #.*)?)$"
)

Edit = tuple[str, str, str]

DOCUMENTS = """documents:
  - kind: Kế hoạch
    number: 12/KH-UBND
    day: 2022-02-10
    issuer: UBND huyện Triệu Sơn
    subject: xây dựng NTM trên địa bàn huyện"""

COMMITTEE = """documents:
    - kind: Quyết định
      number: 197-QĐ/HU
      day: 2020-10-09
      issuer: Ban Thường vụ Huyện ủy Triệu Sơn
      subject: thành lập BCĐ thực hiện Chương trình MTQG xây dựng NTM huyện Triệu Sơn
      period:
        from: 2021
        to: 2025"""

# What 2022 came to, beside what is as it was in 2021.
OF_2022: tuple[Edit, ...] = (
    ("assessment", "model_communes: # điền nếu có", "model_communes: 1"),
    ("assessment", "advanced_communes: 3 # cần", "advanced_communes: 9 # cần"),
    ("assessment", "model_villages: 3 # cần", "model_villages: 20 # cần"),
    ("assessment", "by: 2021-12-31 ", "by: 2022-12-31 "),
    ("assessment", "đạt chuẩn NTM năm 2021", "đạt chuẩn NTM năm 2022"),
    ("culture", "number: 125 ", "number: 130 "),
    ("education", "    numerator: # cần điền\n", "    numerator: 105\n"),
    ("education", "    denominator: # cần điền\n", "    denominator: 108\n"),
    ("environment", "clean: 33733 ", "clean: 35021 "),
    ("governance", "from: 78 ", "from: 80 "),
    ("health", "as_of: 2021-09-30", "as_of: 2022-09-30"),
    ("health", "numerator: 190113 ", "numerator: 192002 "),
    ("infrastructure", "huyện NTM năm 2021", "huyện NTM năm 2022"),
    ("plan", "advanced_communes: 6 ", "advanced_communes: 7 "),
    ("plan", "from: 2020", "from: 2021"),
    ("production", "converted_rice_land_ha: 2760 ", "converted_rice_land_ha: 2810 "),
    ("production", "  target: # điền nếu có\n", "  target: 8\n"),
    ("steering", "documents: 2 văn bản", COMMITTEE),
    ("steering", "documents: 6 văn bản", DOCUMENTS),
)


def fill_in(folder: Path, edits: tuple[Edit, ...] = OF_2022) -> None:
    """Fill in the year in `folder` with last year's values, then make `edits`: it is final."""
    for path in folder.glob("*.yaml"):
        text = path.read_text("utf-8")
        text = BLANK.sub(lambda found: f"{found['key']} {found['then']} {found['remark']}", text)
        for name, old, new in edits:
            if name == path.stem:
                assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
                text = text.replace(old, new)
        text = text.replace("stage: draft", "stage: final")
        path.write_text(text, "utf-8", newline="\n")
