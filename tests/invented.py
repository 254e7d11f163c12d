"""Invented communes, funds and documents for a copy of data/2021, the same for the same seed."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CRITERIA = range(1, 20)
TOTALS: Mapping[str, int] = {
    "health.insurance.whole.numerator": 190113,
    "health.insurance.whole.denominator": 204379,
    "resources.cash_million_vnd": 686750,
}
"""What the communes give, and what it comes to in data/2021."""

SOURCES = (
    "budget.central",
    "budget.provincial",
    "budget.district",
    "budget.commune",
    "combined_programmes",
    "credit",
    "enterprises",
    "community.cash",
    "community.working_days",
    "community.land",
    "community.other",
)


DOCUMENTS = """\
documents:
  - kind: Thông tư
    number: 03/2022/TT-BNNPTNT
    day: 2021-06-16
    issuer: Bộ Nông nghiệp và Phát triển nông thôn
    subject: hướng dẫn một số nội dung của Chương trình
"""
"""A documents.yaml that declares a document of another office."""


@dataclass
class Invented:
    """One commune as its file has it."""

    stem: str
    name: str
    level: str
    criteria_met: list[int]
    recognised: int | None
    figures: dict[str, int] = field(default_factory=dict)

    def text(self) -> str:
        lines = [
            "# yaml-language-server: $schema=../../../schemas/commune.json",
            f"name: {self.name}",
            f"level: {self.level}",
        ]
        lines += [f"recognised: {self.recognised}"] * (self.recognised is not None)
        lines += ["criteria_met:"] if self.criteria_met else ["criteria_met: []"]
        lines += [f"  - {number}" for number in self.criteria_met]
        lines += ["figures:"] * bool(self.figures)
        lines += [f"  {path}: {number}" for path, number in self.figures.items()]
        return "\n".join([*lines, ""])


def invented(names: Sequence[str], seed: int = 0) -> list[Invented]:
    """Return a commune for each name: three are advanced, one of those a model, the others are not.

    All are recognised, since data/2021 names none that is not; their figures add up to TOTALS.
    """
    chance = random.Random(seed)  # noqa: S311 - the same communes for the same seed
    high = chance.sample(range(len(names)), 3)
    levels = dict.fromkeys(high, "nâng cao") | {high[0]: "kiểu mẫu"}
    communes = [
        Invented(
            f"xa-{number:02}",
            name,
            levels.get(number, "đạt chuẩn"),
            [*CRITERIA],
            chance.randint(2013, 2021),
        )
        for number, name in enumerate(names)
    ]
    for path, total in TOTALS.items():
        for commune, part in zip(communes, _parts(chance, total, len(names)), strict=True):
            commune.figures[path] = part
    return communes


def _parts(chance: random.Random, total: int, number: int) -> list[int]:
    cuts = sorted(chance.sample(range(1, total), number - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]


def write(data: Path, communes: Sequence[Invented]) -> None:
    """Put the communes into a year's folder, and the set of criteria into its report.yaml."""
    (data / "communes").mkdir()
    for commune in communes:
        (data / "communes" / f"{commune.stem}.yaml").write_text(
            commune.text(), "utf-8", newline="\n"
        )
    report = data / "report.yaml"
    text = report.read_text("utf-8")
    assert text.count("year: 2021\n") == 1
    text = text.replace("year: 2021\n", "year: 2021\ncriteria_set: 2016-2020\n")
    report.write_text(text, "utf-8", newline="\n")
    attach(data, "01", "02")


def attach(data: Path, *annexes: str) -> None:
    """Take away that annexes are missing is known: with their data they are there."""
    path = data / "acknowledged.yaml"
    text = path.read_text("utf-8")
    for number in annexes:
        text, taken = re.subn(
            rf"  - code: NTM523\n    path: annexes\.{number}\n(?:    .*\n)+", "", text
        )
        assert taken == 1
    path.write_text(text, "utf-8", newline="\n")


def add_communes(data: Path, seed: int = 0) -> list[Invented]:
    """Put a file for each commune that report.yaml lists into a copy of data/2021."""
    names = yaml.safe_load((data / "report.yaml").read_text("utf-8"))["unit"]["communes"]["names"]
    communes = invented(names, seed)
    write(data, communes)
    return communes


def leave_to_communes(data: Path) -> None:
    """Take away from a copy of data/2021 what its communes give."""
    for name, line in (
        ("health", "    numerator: 190113\n"),
        ("health", "    denominator: 204379\n"),
        ("resources", "cash_million_vnd: 686750\n"),
        ("assessment", "  advanced_communes: 3\n"),
        ("assessment", "    not_yet: []\n"),
    ):
        path = data / f"{name}.yaml"
        text = path.read_text("utf-8")
        assert text.count(line) == 1
        path.write_text(text.replace(line, ""), "utf-8", newline="\n")


def add_funds(data: Path, seed: int = 0) -> dict[str, tuple[int, int]]:
    """Put funds.yaml into a copy of data/2021; what people gave is what resources.yaml says."""
    chance = random.Random(seed)  # noqa: S311 - the same funds for the same seed
    funds = {}
    for source in SOURCES:
        plan = chance.randint(1_000, 900_000)
        funds[source] = (plan, plan * chance.randint(80, 120) // 100)
    funds["community.cash"] = (650_000, 686_750)
    funds["community.working_days"] = (7_500, 8_000)
    lines = ["# yaml-language-server: $schema=../../schemas/funds.json"]
    for source, (plan, done) in funds.items():
        group, _, name = source.rpartition(".")
        if group and f"{group}:" not in lines:
            lines.append(f"{group}:")
        indent = "  " if group else ""
        lines += [
            f"{indent}{name}:",
            f"{indent}  plan_million_vnd: {plan}",
            f"{indent}  done_million_vnd: {done}",
        ]
    (data / "funds.yaml").write_text("\n".join([*lines, ""]), "utf-8", newline="\n")
    attach(data, "03")
    return funds
