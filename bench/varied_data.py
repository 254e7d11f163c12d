"""Reports that differ: copies of data/2021 with other figures and texts, the same for one seed."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path("data/2021")

NUMBERS = (
    ("production", "converted_rice_land_ha: 2760", 2000, 2900),
    ("production", "  area_ha: 9130", 8000, 9900),
    ("production", "  area_ha: 1051", 1000, 1200),
    ("production", "    output_tonnes_per_year: 18600", 15000, 20000),
    ("production", "    output_tonnes_per_year: 5300", 4800, 5900),
    ("production", "    output_tonnes_per_year: 2500", 2100, 2700),
    ("production", "      from: 250", 230, 270),
    ("production", "      to: 300", 290, 340),
    ("culture", "    number: 125", 100, 150),
    ("culture", "    number: 218", 200, 240),
    ("culture", "    number: 275", 250, 290),
    ("culture", "    number: 229", 210, 240),
    ("environment", "  hygienic: 50014", 49900, 50100),
    ("environment", "  clean: 33733", 33000, 34000),
    ("environment", "  clean_from_works: 4643", 4100, 4900),
    ("environment", "  number: 4103", 4000, 4300),
    ("environment", "  with_record: 128", 110, 150),
    ("health", "    numerator: 190113", 189900, 190300),
    ("health", "    numerator: 168271", 168100, 168400),
    ("resources", "cash_million_vnd: 686750", 600000, 700000),
    ("resources", "labour_million_vnd: 8000", 7000, 9000),
)
"""Files, lines of theirs, and between what the number at the line's end may lie."""

TEXTS = (
    ("resources", "để xây dựng NTM."),
    ("health", "nâng cao tỷ lệ người tham gia BHYT."),
    ("infrastructure", "đáp ứng các tiêu chí huyện NTM năm 2021."),
    ("communication", "được triển khai bằng nhiều hình thức."),
    ("production", "hiệu quả, bền vững."),
    ("culture", "giữ gìn văn hóa truyền thống."),
)
"""Files, and ends of texts of theirs that a sentence may follow."""

SENTENCES = (
    "Nhân dân đồng thuận, tích cực tham gia thực hiện Chương trình.",
    "Các cấp, các ngành đã phối hợp chặt chẽ trong tổ chức thực hiện.",
    "Kết quả đạt được tiếp tục được giữ vững, nâng cao.",
    "Đời sống vật chất, tinh thần của Nhân dân được nâng lên.",
    "Công tác kiểm tra, giám sát được thực hiện thường xuyên.",
    "Nhiều cách làm hay được nhân rộng trên địa bàn.",
)


def write_varied(folder: Path, number: int, seed: int = 2021) -> list[Path]:
    """Write `number` reports below `folder`, each in a repository of its own; return their data."""
    chance = random.Random(seed)  # noqa: S311 - the same reports for the same seed
    return [_write(folder / f"{index:03d}", chance) for index in range(number)]


def _write(repository: Path, chance: random.Random) -> Path:
    data = repository / DATA
    shutil.copytree(DATA, data)
    shutil.copy(DATA.parent / "words.txt", data.parent)
    edits: dict[str, dict[str, str]] = {}
    for file, line, least, most in NUMBERS:
        beginning, _, _ = line.rpartition(" ")
        edits.setdefault(file, {})[f"{line}\n"] = f"{beginning} {chance.randint(least, most)}\n"
    for file, end in TEXTS:
        sentences = chance.sample(SENTENCES, chance.randint(1, 3))
        edits.setdefault(file, {})[f"{end}\n"] = "\n  ".join((end, *sentences)) + "\n"
    for file, of_file in edits.items():
        _edit(data / f"{file}.yaml", of_file)
    return data


def _edit(path: Path, edits: Mapping[str, str]) -> None:
    """Replace each key of `edits`, which must stand once in the file, by its value."""
    text = path.read_text(encoding="utf-8")
    unfit = [old for old in edits if text.count(old) != 1]
    if unfit:
        raise ValueError(f"{path.name} has not, or more than once: {unfit}")
    any_of = re.compile("|".join(map(re.escape, edits)))
    edited = any_of.sub(lambda found: edits[found[0]], text)
    path.write_text(edited, encoding="utf-8", newline="\n")
