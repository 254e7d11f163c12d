"""The corpus: texts with their claims marked, and how the audit of them is measured.

A mark is `{right CLAIM: TEXT}`, `{wrong CLAIM: TEXT}` or `{unknown CLAIM: TEXT}`: TEXT is what is
right, wrong, or cannot be told from the text. `wrong` stands at one number of the relation that
does not hold, whichever. A suspicion is true where one of the stretches that it is about touches a
`wrong` mark; a `wrong` mark is found where some suspicion touches it.

`python -m tests.prose.corpus` prints precision and recall by claim.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import yaml

from ntmreport.prose.claim import Claim, Verdict
from ntmreport.prose.report_audit import Audit, audit_of
from ntmreport.prose.text_reading import report_of_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = Path(__file__).parent
CLAIMS = (
    *("share", "sibling-shares", "table-total", "table-share", "parts", "list", "distribution"),
    *("whole-numbers", "document", "change", "points", "text-and-table", "range", "product"),
    *("numbering", "day", "other"),
)
_MARK = re.compile(r"\{(right|wrong|unknown) ([\w-]+): ([^{}]*)\}")


class Mark(NamedTuple):
    """A stretch of the text that a claim is about."""

    verdict: str
    claim: str
    line: int
    start: int
    end: int


class Text(NamedTuple):
    """A text without its marks, and the marks."""

    name: str
    text: str
    marks: tuple[Mark, ...]


class Score(NamedTuple):
    """What an audit makes of a text."""

    text: Text
    true: tuple[Claim, ...]
    false: tuple[Claim, ...]
    found: tuple[Mark, ...]
    missed: tuple[Mark, ...]


def texts_of(path: Path) -> Iterator[Text]:
    """Yield the texts of a file of the corpus."""
    for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["texts"]:
        marks: list[Mark] = []
        lines = []
        for number, line in enumerate(entry["text"].split("\n"), start=1):
            plain, end = "", 0
            for match in _MARK.finditer(line):
                assert match[2] in CLAIMS, f"{entry['name']}: {match[2]}"
                plain += line[end : match.start()]
                start = len(normalize("NFC", plain))
                plain += match[3]
                stretch = start, len(normalize("NFC", plain))
                marks.append(Mark(match[1], match[2], number, *stretch))
                end = match.end()
            lines.append(plain + line[end:])
        yield Text(entry["name"], "\n".join(lines), tuple(marks))


def score(text: Text) -> Score:
    """Return which suspicions of the audit of a text are true, and which marks it finds."""
    audit = audited(text)
    wrong = [mark for mark in text.marks if mark.verdict == "wrong"]
    suspicions = audit.of(Verdict.SUSPICIOUS)
    true = tuple(claim for claim in suspicions if any(touches(claim, mark) for mark in wrong))
    false = tuple(claim for claim in suspicions if claim not in true)
    found = tuple(mark for mark in wrong if any(touches(claim, mark) for claim in true))
    return Score(text, true, false, found, tuple(mark for mark in wrong if mark not in found))


def audited(text: Text) -> Audit:
    """Return the audit of a text."""
    return audit_of(report_of_text(f"{text.name}.txt", text.text))


def touches(claim: Claim, mark: Mark) -> bool:
    """Return whether one of the stretches that a claim is about is in a mark's."""
    for at in (claim.at, *claim.others):
        shift = at.block.column - 1
        if at.block.place.line == mark.line and (
            at.start + shift < mark.end and mark.start < at.end + shift
        ):
            return True
    return False


def table(scores: Iterable[Score]) -> str:
    """Return precision by rule and recall by claim as text."""
    scores = list(scores)
    found = Counter(mark.claim for each in scores for mark in each.found)
    missed = Counter(mark.claim for each in scores for mark in each.missed)
    true = Counter(claim.rule.code for each in scores for claim in each.true)
    false = Counter(claim.rule.code for each in scores for claim in each.false)
    lines = [f"{'claim':<16}{'wrong':>6}{'found':>6}{'recall':>8}"]
    for name in (*CLAIMS, "all"):
        there = sum(found.values()) if name == "all" else found[name]
        gone = sum(missed.values()) if name == "all" else missed[name]
        if there + gone:
            lines.append(f"{name:<16}{there + gone:>6}{there:>6}{there / (there + gone):>8.0%}")
    lines += ["", f"{'rule':<16}{'told':>6}{'true':>6}{'precision':>11}"]
    for code in (*sorted({*true, *false}), "all"):
        right = sum(true.values()) if code == "all" else true[code]
        wrong = sum(false.values()) if code == "all" else false[code]
        if right + wrong:
            lines.append(f"{code:<16}{right + wrong:>6}{right:>6}{right / (right + wrong):>11.0%}")
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Print the table of the files that are named, or of all, and what is false or missed."""
    paths = [Path(each) for each in arguments] or sorted(FOLDER.glob("*.yaml"))
    scores = [score(text) for path in paths for text in texts_of(path)]
    for each in scores:
        for claim in each.false:
            print(f"false  {each.text.name}: {claim.rule.code} {claim.at.text}: {claim.message}")
        for mark in each.missed:
            print(f"missed {each.text.name}:{mark.line}: {mark.claim} {mark.start}")
    print(table(scores))


if __name__ == "__main__":
    main(sys.argv[1:])
