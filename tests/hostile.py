"""Files that were made to keep a program busy, each no larger than a data file may be.

Run as a program, this module validates a year in which one file is such a one, within the bounds
that it sets its children, and prints the codes of what is said of each, and how the child ended.
"""

from __future__ import annotations

import datetime
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ntmreport.diagnostic import Diagnostic

CPU_SECONDS = 60
"""A guard against what has no end on any machine; what the slowest takes, a bench says."""

MEMORY_BYTES = 200 << 20

_MOST = 1 << 20


def _filled(unit: str) -> str:
    """Return `unit` as often as it fits into a file."""
    return unit * (_MOST // len(unit.encode()))


def _aliases(levels: int) -> str:
    lines = ['a0: &a0 ["x", "x", "x", "x", "x", "x", "x", "x", "x"]\n']
    for level in range(1, levels):
        inner = ", ".join([f"*a{level - 1}"] * 9)
        lines.append(f"a{level}: &a{level} [{inner}]\n")
    return "".join(lines)


def _keys(number: int) -> str:
    return "".join(f"k{i}: 1\n" for i in range(number))


def _texts(text: str) -> str:
    """Return an infrastructure.yaml that is full of long texts."""
    line = f"  - {text}\n"
    return "fields:\n" + line * ((_MOST - 100) // len(line.encode())) + "text: x\n"


def _deeper(number: int) -> str:
    return "".join(f"{' ' * i}k:\n" for i in range(number))


def _document(**fields: str) -> str:
    """Return a planning.yaml whose document has these fields."""
    right = {"kind": "Quyết định", "number": "1/QĐ-UBND", "issuer": "UBND tỉnh", "subject": "x"}
    written = "".join(f'  {key}: "{value}"\n' for key, value in (right | fields).items())
    return f"regional_plan:\n  day: 2021-10-14\n{written}commune_plans: {{not_yet: []}}\n"


HOSTILE = {
    "brackets": _filled("["),
    "closed brackets": "[" * 500_000 + "]" * 500_000,
    "braces": _filled("{"),
    "keys of braces": _filled("{a: "),
    "dashes": _filled("- "),
    "dashes on lines": _filled("- \n"),
    "question marks": _filled("? "),
    "colons": _filled(": "),
    "aliases of aliases": _aliases(30),
    "many aliases": "a: &a [1]\nb:\n" + "  - *a\n" * 100_000,
    "many anchors": "".join(f"k{i}: &a{i} 1\n" for i in range(60_000)),
    "merge keys": "a: &a {b: 1}\n" + "<<: *a\n" * 100_000,
    "tags": _filled("a: !!python/object/apply:os.system [x]\n"),
    "nulls": _filled("- ~\n"),
    "one plain scalar": "text: " + "a" * (_MOST - 60),
    "one quoted scalar": 'text: "' + "a" * (_MOST - 60) + '"',
    "one block of text": "text: >-\n" + "  một hai ba\n" * 60_000,
    "escapes": 'text: "' + "\\u00e1" * 170_000 + '"',
    "blank lines in quotes": 'text: "' + "\n" * (_MOST - 60) + '"',
    "digits": "cash_million_vnd: " + "9" * 15_000,
    "more digits": "cash_million_vnd: " + "9" * (_MOST - 20),
    "points": "cash_million_vnd: " + "1." * 9_000,
    "spaces within a number": "cash_million_vnd: 1" + " " * 19_000 + "1",
    "a long date": "as_of: " + "2021-" * 200_000,
    "a long key": "a" * (_MOST - 10) + ": 1",
    "a long quoted key": '"' + "a" * (_MOST - 10) + '": 1',
    "many keys": _keys(90_000),
    "many unknown keys": _keys(19_000),
    "the same key": "a: 1\n" * 200_000,
    "a mistake behind many keys": _keys(19_000) + 'x: "\n',
    "a mistake behind a long list": "a:\n" + "  - x\n" * 19_000 + 'x: "\n',
    "lines without a colon": "".join(f"k{i} 1\n" for i in range(90_000)),
    "list entries": "a:\n" + "  - x\n" * 100_000,
    "list entries on one line": "a: [" + "x, " * 300_000 + "x]",
    "deep groups": _deeper(1_400),
    "deep flow": "a: " + "{a: " * 100_000,
    "documents": _filled("---\n"),
    "comments": _filled("#\n"),
    "comments after nothing": "a: 1\n" + " #" * 500_000,
    "blank lines": _filled("\n"),
    "spaces": _filled(" "),
    "tabs": _filled("\t"),
    "tabs on lines": _filled("a:\t1\n"),
    "a bad character": _filled("\x07"),
    "byte order marks": _filled("\ufeff"),
    "no-break spaces": "a: " + "\xa0" * 500_000,
    "decomposed letters": "a: " + "e\u0302\u0301" * 200_000,
    "decomposed letters on lines": "e\u0302\u0301\n" * 140_000,
    "marks on one letter": "text: a" + "\u0301" * 500_000,
    "merge markers": _filled("<<<<<<< HEAD\n"),
    "braces of Jinja": 'text: "' + "{{ a " * 3_500 + '"',
    "expressions": 'text: "' + "{{ plan }}" * 1_900 + '"',
    "a deep expression": 'text: "{{ ' + "(" * 18_000 + ' }}"',
    "a hungry expression": "text: \"{{ 'a' * 10 ** 9 }}\"",
    "a counting expression": 'text: "{% for i in range(10 ** 9) %}x{% endfor %}"',
    "asterisks": 'text: "' + "*" * 19_000 + '"',
    "quotes": 'text: "' + "“" * 19_000 + '"',
    "one long word": "text: " + "ngh" * 6_000,
    "words that are none": "text: " + "zx " * 6_000,
    "numbers in prose": "text: " + "1.234,5 " * 2_400,
    "document numbers": "text: " + "1/QĐ-UBND " * 1_900,
    "communes": "text: " + "xã Thái Hóa " * 1_600,
    "levels without a name": "text: " + "xã " * 6_000,
    "old letters": "text: " + "n«ng th«n " * 1_900,
    "look-alike letters": "text: " + "хă " * 6_000,
    "spaces in prose": "text: >-\n  a" + " " * 19_000 + "b",
    "entries that are accepted twice": "acknowledged:\n"
    + "  - {code: NTM302, path: a, reason: b}\n" * 4_000,
    "many texts": _texts("một hai ba " * 1_800),
    "many texts of mistakes": _texts("1,5 zx  хă thuỷ " * 1_200),
    "communes that are none": "fields:\n" + "  - xã Thái Hóa\n" * 19_000 + "text: x\n",
    "texts that name what is not there": "".join(
        f't{number}: "{{{{ narrative.zz{number} }}}}"\n' for number in range(9_000)
    ),
    "texts that name each other": "".join(
        f't{number}: "{{{{ narrative.t{number + 1} }}}}"\n' for number in range(9_000)
    ),
    "many indicators": "".join(
        f"i{number}: {{label: Chỉ tiêu, unit: ha, value: 1}}\n" for number in range(4_000)
    ),
    "many indicators with mistakes": "".join(
        f"i{number}: {{label: Chỉ tiêu, unit: ha, numerator: 1, target: x}}\n"
        for number in range(3_200)
    ),
    "names that cannot be names": "".join(f"iX{number}: 1\n" for number in range(9_900)),
    "a document number of letters": _document(number="a" * 19_000),
    "a document number of words": _document(number="a, " * 6_000),
    "a document number of digits": _document(number="1" * 19_000),
    "a document number of thousands": _document(number="1" + ".000" * 4_700),
    "a document number of brackets": _document(number="(" * 19_000),
    "a document number of hyphens": _document(number="-" * 19_000),
    "a kind of many words": _document(kind="số " * 6_000),
    "an issuer of brackets": _document(issuer="(" * 19_000),
    "an issuer of spaces": _document(issuer="a" + " " * 18_000 + "b"),
    "an issuer of units": _document(issuer="UBND xã " * 2_300),
    "entries listed twice": "fields:\n" + "  - Điện\n" * 19_000 + "text: x\n",
}
"""Hostile texts by name. In `resources.yaml` they meet `text` and `cash_million_vnd`."""

REST = "\ncash_million_vnd: 686750\nlabour_million_vnd: 8000\n"
"""What follows a hostile `text`, so that the file is otherwise right and everything is checked."""


def content(name: str) -> str:
    """Return the hostile file `name`."""
    text = HOSTILE[name]
    return text + REST if text.startswith("text: ") else text


def stem_of(text: str) -> str:
    """Return the name of the file of the year that a hostile text stands in for."""
    stems = {
        "acknowledged:": "acknowledged",
        "fields:": "infrastructure",
        "t0:": "narrative",
        "regional_plan:": "planning",
        "i": "indicators",
    }
    for start, stem in stems.items():
        if text.startswith(start):
            return stem
    return "resources"


def serve(data: str) -> None:
    """Validate the year in `data` with each hostile file that is named on a line of input.

    Each is validated by a child of its own, which has all that is imported, within the bounds.
    """
    from ntmreport.pipeline import Compiler
    from ntmreport.validation import validate

    folder, today = Path(data), datetime.date(2022, 1, 5)
    compiler = Compiler()
    validate(compiler.compile(folder), folder, today)  # all that is imported, is imported now
    # As the command line does; and a child copies what its collector looks at.
    gc.set_threshold(200_000)
    gc.freeze()
    for line in sys.stdin:
        name = line.rstrip("\n")
        text = content(name)
        path = folder / f"{stem_of(text)}.yaml"
        before = path.read_text("utf-8") if path.exists() else None
        path.write_text(text, "utf-8", newline="\n")
        child = os.fork()
        if not child:
            _within_bounds(lambda: validate(compiler.compile(folder), folder, today).diagnostics)
        _, status = os.waitpid(child, 0)
        if before is None:
            path.unlink()
        else:
            path.write_text(before, "utf-8", newline="\n")
        sys.stdout.write(f"ends with {os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _within_bounds(find: Callable[[], Iterable[Diagnostic]]) -> NoReturn:
    """Print the codes of what is found and end; above the bounds, be killed or out of memory."""
    import resource
    import signal

    page = resource.getpagesize()
    mapped, resident = map(int, Path("/proc/self/statm").read_text().split()[:2])
    # What is mapped and not used, such as the code of libraries, costs nothing.
    most = MEMORY_BYTES + (mapped - resident) * page
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        found = find()
    except BaseException as error:
        sys.stdout.write(f"{error!r} ")
        sys.stdout.flush()
        os._exit(1)
    signal.setitimer(signal.ITIMER_PROF, 0)
    sys.stdout.write(" ".join(sorted({each.rule.code for each in found})) + " ")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    serve(sys.argv[1])
