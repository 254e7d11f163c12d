"""`python -m mutate`: make the slips, print the table, and write it to docs/mutations.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from mutate.kinds import KINDS
from mutate.page import YEAR_BEFORE, Tally, page
from mutate.places import sample
from mutate.rivals import Row, compared
from mutate.trial import Outcome, Trial, original_files


def main() -> None:
    """Run all kinds, in as many processes as there are cores, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m mutate", description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("docs/mutations.md"))
    parser.add_argument("--kind", help="try this kind alone, and show what is not found")
    options = parser.parse_args()
    if options.kind:
        _show(options.kind)
        return
    names = [kind.name for kind in KINDS]
    with ProcessPoolExecutor() as pool:
        rows = pool.submit(given_to_all)
        tallies = pool.map(tried, names)
        with_year_before = pool.map(tried_with_year_before, YEAR_BEFORE)
        table = page(tuple(tallies), tuple(with_year_before), rows.result())
    options.output.write_text(table, encoding="utf-8", newline="\n")
    sys.stdout.write(table)


def tried(name: str, *, with_year_before: bool = False) -> Tally:
    """Try the sample of one kind."""
    kind = next(each for each in KINDS if each.name == name)
    chosen = sample(kind, original_files())
    with tempfile.TemporaryDirectory(prefix="ntmreport-mutate-") as folder:
        trial = Trial(Path(folder), with_year_before=with_year_before)
        outcomes = [trial.answer(place).outcome for place in chosen.places]
    return Tally(kind.name, chosen.total, *(outcomes.count(outcome) for outcome in Outcome))


def tried_with_year_before(name: str) -> Tally:
    """Try the sample of one kind where there is a year to compare with."""
    return tried(name, with_year_before=True)


def given_to_all() -> list[Row]:
    """Give a few broken files to ntmreport, check-jsonschema and yamllint."""
    with tempfile.TemporaryDirectory(prefix="ntmreport-mutate-") as folder:
        return compared(Path(folder))


def _show(name: str) -> None:
    """Print the places of a kind at whose line nothing is said."""
    kind = next(each for each in KINDS if each.name == name)
    chosen = sample(kind, original_files())
    with tempfile.TemporaryDirectory(prefix="ntmreport-mutate-") as folder:
        trial = Trial(Path(folder))
        for place in chosen.places:
            answer = trial.answer(place)
            if answer.outcome is Outcome.AT_LINE:
                continue
            slip = place.slip
            lines = slip.content.split("\n") if isinstance(slip.content, str) else []
            sys.stdout.write(f"{answer.outcome.name} {place.stem}.yaml:{slip.first}-{slip.last}\n")
            for line in lines[slip.first - 1 : slip.last]:
                sys.stdout.write(f"    | {line}\n")
            for said in answer.said[:3]:
                sys.stdout.write(f"    {said.span.file[-20:]}:{said.span.line} {said.rule.code}")
                sys.stdout.write(f" {said.message.en}\n")


if __name__ == "__main__":
    main()
