"""`python -m retouch`: edit built reports, reconcile them, and count what was named rightly."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from retouch.trial import Edited, Trial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retouch.trial import Judged

_FIXTURES = Path("tests/fixtures")
_CONVERTED_AT_ONCE = 60
_LEAST_NAMED = 0.93


def main() -> None:
    """Run the trials, a third of them through LibreOffice, another third through .odt."""
    parser = argparse.ArgumentParser(prog="python -m retouch", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--number", type=int, help="try the edits of this number alone")
    parser.add_argument("--no-office", action="store_true", help="without LibreOffice")
    options = parser.parse_args()
    trial = Trial(_FIXTURES / "data/2021", _FIXTURES / "templates")
    numbers = range(options.runs) if options.number is None else [options.number]
    edited = [trial.edited(options.seed, number) for number in numbers]
    if not options.no_office:
        edited = converted(edited)
    judged = [trial.judged(each) for each in edited]
    sys.stdout.write(table(judged))
    sys.exit(0 if enough(judged) else 1)


def enough(judged: Sequence[Judged]) -> bool:
    """Return whether every changed figure was found, nothing was wrongly written, and nearly all
    was named.
    """
    is_safe = all(not each.wrongly_written and each.digits == each.digits_named for each in judged)
    named, edits = sum(each.named for each in judged), sum(each.edits for each in judged)
    return is_safe and named >= _LEAST_NAMED * edits


def converted(edited: Sequence[Edited]) -> list[Edited]:
    """Return edited reports as LibreOffice saves them: as .docx, through .odt, or not at all."""
    result = list(edited)
    with tempfile.TemporaryDirectory(prefix="ntmreport-retouch-") as name:
        for way in (1, 2):
            for start in range(0, len(edited), _CONVERTED_AT_ONCE):
                part = edited[start : start + _CONVERTED_AT_ONCE]
                chosen = [each for each in part if each.number // 3 % 3 == way]
                folder = Path(name, f"{way}-{start}")
                folder.mkdir()
                for each in chosen:
                    (folder / f"{each.number}.docx").write_bytes(each.content)
                if way == 2:
                    _convert(folder, "docx", "odt")
                    _convert(folder, "odt", "docx")
                else:
                    _convert(folder, "docx", "docx")
                for each in chosen:
                    content = (folder / "out" / f"{each.number}.docx").read_bytes()
                    place = next(n for n, one in enumerate(result) if one.number == each.number)
                    result[place] = each._replace(content=content)
    return result


def _convert(folder: Path, ending: str, wanted: str) -> None:
    """Have LibreOffice save all files of an ending as another, in the folder `out`."""
    out = folder / "out"
    files = sorted((folder if ending == "docx" else out).glob(f"*.{ending}"))
    if files:
        profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", str(out)]
        subprocess.run([*command, *map(str, files)], check=True, capture_output=True)


def table(judged: Sequence[Judged]) -> str:
    """Return what was found, and each edit that was missed."""
    lines = [
        f"reports {len(judged)}",
        f"edits {sum(each.edits for each in judged)}, named {sum(each.named for each in judged)}",
        f"written figures {sum(each.digits for each in judged)},"
        f" named {sum(each.digits_named for each in judged)}",
        f"strange {sum(len(each.strange) for each in judged)}",
        f"wrongly written {sum(len(each.wrongly_written) for each in judged)}",
        f"not reproduced {sum(len(each.not_reproduced) for each in judged)}",
    ]
    for each in judged:
        for name in ("missed", "strange", "wrongly_written", "not_reproduced"):
            lines += (f"{each.number} {name}: {said[:200]}" for said in getattr(each, name))
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
