"""One digit of one number changed, many times: how many are told, and how many wrongly.

The texts are the report of 2021 and those of the corpus that are right. A new suspicion is right
where the number that was changed is among those that it is about. Numbers are counted by the claim
that confirmed them before; what no claim is about cannot be found.

`python -m tests.prose.mutation --runs 1000` prints the table.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.prose.claim import Claim, Verdict
from ntmreport.prose.report_audit import Audit, audit_of
from ntmreport.prose.text_reading import report_of_text
from tests.prose.corpus import FOLDER, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.finished_report import Stretch

REPORT = FOLDER.parent / "golden/2021/report.txt"


class Digit(NamedTuple):
    """A digit of a number in a text: its line, and the number's stretch in that line."""

    line: int
    offset: int
    start: int
    end: int
    rule: str


class Result(NamedTuple):
    """How many changes were made to numbers of each claim, found, and answered wrongly."""

    made: Counter[str]
    found: Counter[str]
    wrong: list[str]


def texts() -> list[str]:
    """Return the texts that digits are changed in."""
    own = [text for path in sorted(FOLDER.glob("*.yaml")) for text in texts_of(path)]
    right = [text.text for text in own if all(mark.verdict != "wrong" for mark in text.marks)]
    return [REPORT.read_text(encoding="utf-8"), *right]


def campaign(runs: int, seed: int = 1) -> Result:
    """Change `runs` digits."""
    chance = random.Random(seed)  # noqa: S311 - the same changes each time
    sources = [(text, audited(text)) for text in texts()]
    digits = [(text, audit, digit) for text, audit in sources for digit in digits_of(audit)]
    result = Result(Counter(), Counter(), [])
    for text, audit, digit in chance.choices(digits, k=runs):
        changed = with_other_digit(text, digit, chance)
        known = {_key(claim) for claim in audit.of(Verdict.SUSPICIOUS)}
        told = [
            claim for claim in audited(changed).of(Verdict.SUSPICIOUS) if _key(claim) not in known
        ]
        result.made[digit.rule] += 1
        right = [claim for claim in told if _is_about(claim, digit)]
        result.found[digit.rule] += bool(right)
        result.wrong.extend(
            f"{claim.rule.code} {claim.at.text}: {claim.computed}"
            for claim in told
            if claim not in right
        )
    return result


def audited(text: str) -> Audit:
    """Return the audit of a text."""
    return audit_of(report_of_text("x.txt", text))


def digits_of(audit: Audit) -> Iterator[Digit]:
    """Yield the digits of a report's numbers, with the rule of the claim that confirms each."""
    rules: dict[tuple[int, int, int], str] = {}
    for claim in audit.claims:
        if claim.verdict is Verdict.CONFIRMED:
            for at in (claim.at, *claim.others):
                rules.setdefault((at.block.place.line, *_columns(at)), claim.rule.code)
    for block in audit.report.all_blocks:
        shift = block.column - 1
        for number in block.numbers:
            start, end = number.start + shift, number.end + shift
            rule = rules.get((block.place.line, start, end), "")
            for offset in range(start, end):
                if block.text[offset - shift].isdigit():
                    yield Digit(block.place.line, offset, start, end, rule)


def _columns(at: Stretch) -> tuple[int, int]:
    shift = at.block.column - 1
    return at.start + shift, at.end + shift


def with_other_digit(text: str, digit: Digit, chance: random.Random) -> str:
    """Return the text with another digit in that place."""
    lines = text.split("\n")
    line = lines[digit.line - 1]
    others = [each for each in "0123456789" if each != line[digit.offset]]
    if digit.offset == digit.start and digit.end - digit.start > 2:
        others = [each for each in others if each != "0"]
    lines[digit.line - 1] = (
        f"{line[: digit.offset]}{chance.choice(others)}{line[digit.offset + 1 :]}"
    )
    return "\n".join(lines)


def _key(claim: Claim) -> tuple[str, int, str, str]:
    return claim.rule.code, claim.at.block.place.line, claim.at.text, claim.computed


def _is_about(claim: Claim, digit: Digit) -> bool:
    for at in (claim.at, *claim.others):
        start, end = _columns(at)
        if at.block.place.line == digit.line and start <= digit.offset < end:
            return True
    return False


def table(result: Result) -> str:
    """Return the result as a table."""
    lines = [f"{'confirmed by':<14}{'changed':>8}{'told':>6}{'share':>7}"]
    for rule in sorted(result.made):
        made, found = result.made[rule], result.found[rule]
        lines.append(f"{rule or 'no claim':<14}{made:>8}{found:>6}{found / made:>7.0%}")
    lines.append(f"wrong suspicions: {len(result.wrong)}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of a campaign."""
    parser = argparse.ArgumentParser(description="Change digits of audited reports.")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    result = campaign(chosen.runs, chosen.seed)
    for wrong in result.wrong:
        print(f"wrong: {wrong}")
    print(table(result))


if __name__ == "__main__":
    main()
