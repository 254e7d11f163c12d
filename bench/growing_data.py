"""An invented tỉnh of which one thing grows: communes, documents, texts, indicators, rows, a form.

The same figures for the same seed; data is what `init` begins, filled in as the tests fill it in.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from itertools import islice, product
from typing import TYPE_CHECKING

from tests.invented_reports import fill_in, write_communes
from tests.province import province

from bench.measuring import run
from bench.own_commands import TREE, own_command

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

COMMUNES, REPORTING = "communes", "communes that report themselves"
WORKBOOKS = "communes with workbooks"
DATA, OTHER = "data/2026", "data/other"
"""The folder of data, and the same with other figures, for `diff`."""

_FORM = "templates/annual-province"
_CACHE = "cache-of-init"
_FEW = 20
"""Communes, where something else grows."""

_FIRST = (
    "An Bình Cẩm Châu Đại Đông Đồng Gia Hà Hải Hòa Hưng Khánh Kim Lạc Lam Long Mai Minh Mỹ Nam "
)
_SECOND = "Nghĩa Ngọc Phong Phú Phúc Quang Quý Sơn Tam Tân Thái Thanh Thành Thạch Thịnh Thọ Thuận "
_THIRD = "Thủy Tiên Tiến Trung Trường Vạn Văn Việt Vĩnh Xuân Yên Bắc Chi Cường Dân Hiệp Hùng Lâm "
_SYLLABLES = (
    _FIRST + _SECOND + _THIRD + "Lộc Lợi Lý Nguyên Nhân Ninh Phương Tây Tín Thắng"
).split()


def names_of_communes(number: int) -> list[str]:
    """Return names of two or three syllables, no two the same."""
    longer = product(_SYLLABLES, _SYLLABLES, ("Thượng", "Hạ"))
    every = (
        " ".join(name)
        for names in (product(_SYLLABLES, _SYLLABLES), longer)
        for name in names
        if name[0] != name[1]
    )
    return list(islice(every, number))


def _documents(repository: Path, number: int) -> None:
    entries = (
        f"  - {{kind: Quyết định, number: {each}/QĐ-UBND, day: 2026-03-20, issuer: UBND tỉnh, "
        "subject: phân bổ vốn của Chương trình}\n"
        for each in range(101, number + 101)
    )
    path = repository / DATA / "documents.yaml"
    path.write_text("documents:\n" + "".join(entries), encoding="utf-8", newline="\n")


def _narrative(repository: Path, number: int) -> None:
    tasks = (
        f"  - Đẩy nhanh tiến độ giải ngân vốn đầu tư công ở vùng {name}.\n"
        for name in names_of_communes(number)
    )
    text = "".join(("tasks:\n", *tasks))
    _edit(repository / DATA / "narrative.yaml", r"(?m)^tasks:.*\n  -\n", text)


def _indicators(repository: Path, number: int) -> None:
    """Declare indicators, give them values, and print each."""
    names = [f"more_{each}" for each in range(number)]
    declared = "".join(f"  {name}: {{label: Vườn mẫu, unit: vườn}}\n" for name in names)
    _edit(repository / _FORM / "form.yaml", r"(?m)^indicators:\n", f"indicators:\n{declared}")
    values = "".join(f"{name}: {each + 1}\n" for each, name in enumerate(names))
    _edit(repository / DATA / "indicators.yaml", r"(?m)^growth:", f"{values}growth:")
    lines = "".join(f"- Vườn mẫu: {{{{ indicators.{name} | with_unit }}}}.\n" for name in names)
    _edit(repository / _FORM / "40-tasks.j2", r"\Z", f"\n{lines}")
    run(replace(own_command(TREE, repository.parent / _CACHE, "schema"), cwd=repository))


def _rows(repository: Path, number: int) -> None:
    rows = "  - {name: Giao thông, plan: 200, done: 100, year: 300}\n" * number
    _edit(repository / DATA / "indicators.yaml", r"(?m)^works:\n", f"works:\n{rows}")


def _template(repository: Path, number: int) -> None:
    line = "- Các tiêu chí đã đạt tiếp tục được giữ vững, nâng cao.\n"
    _edit(repository / _FORM / "40-tasks.j2", r"\Z", "\n" + line * number)


def begin(repository: Path) -> None:
    """Begin the repository of an invented tỉnh; those in which a thing grows are copies of it."""
    words = ("--level", "tỉnh", "--name", "Nam Sơn", "--below", "xã: An Hòa", "--year", "2026")
    run(own_command(TREE, repository.parent / _CACHE, "init", repository, *words))


def write_grown(begun: Path, repository: Path, growing: str, number: int) -> Path:
    """Write a repository that has `number` of what is `growing`; return the folder to stand in.

    It is a copy of the tỉnh that has been `begun`, filled in, but where communes report themselves.
    """
    if growing == REPORTING:
        province(repository, names_of_communes(number))
        return repository / "tinh"
    shutil.copytree(begun, repository)
    names = names_of_communes(number if growing in (COMMUNES, WORKBOOKS) else _FEW)
    data = repository / DATA
    listed = "".join(f"      - {name}\n" for name in names)
    _edit(data / "report.yaml", r"(?m)^      - An Hòa\n", listed)
    if growing in GROWN_BY:
        GROWN_BY[growing](repository, number)
    shutil.copytree(data, repository / OTHER)
    for folder, seed in ((DATA, 2026), (OTHER, 2027)):
        fill_in(repository / folder, seed)
        write_communes(repository / folder, {"xã": names}, seed)
    return repository


GROWN_BY: Mapping[str, Callable[[Path, int], None]] = {
    "documents": _documents,
    "paragraphs of narrative": _narrative,
    "indicators": _indicators,
    "rows of an annex": _rows,
    "template lines": _template,
}
"""What can grow beside communes, each with what makes a repository have so many."""


def _edit(path: Path, pattern: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    edited, times = re.subn(pattern, lambda _: new, text, count=1)
    if times != 1:
        raise ValueError(f"{path} has nothing like {pattern}")
    path.write_text(edited, encoding="utf-8", newline="\n")
