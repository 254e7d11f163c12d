"""Random keystrokes in every kind of file: `python -m tests.language_server.keystrokes`.

After each the server answers; every so often its diagnostics are held against a fresh run, and at
the end its memory and the time that it took are told.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.language import Language
from ntmreport.pipeline import Compiler
from ntmreport.program_files import criteria_folder
from ntmreport.source import CRITERIA
from ntmreport.validation import merged, validate

from ..conftest import FIXTURES
from ..invented import add_communes
from .editor_client import EditorClient, Message

if TYPE_CHECKING:
    from ntmreport.diagnostic import Diagnostic

_TYPED = (
    *("a", "ă", "ệ", "Đ", "e\u0302\u0323", "🌾", "0", "7", ".", ",", "-", "- ", ": ", ":", "#"),
    *(" ", "  ", "\n", "\n  ", "\t", "{", "}", "[", "]", "{{ ", " }}", "{% ", "%}", "|", '"', "'"),
    *(
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        ">-\n",
        "~",
        "null",
        "\\",
        "?",
        "<<: ",
        "---\n",
        "\u00a0",
        "\r\n",
    ),
)
_JUNK = (
    *("\x00\x01\x02", "\ud83d", "PK\x03\x04", "<html>", "�" * 40, "x" * 3000, "[" * 200),
    *("{{ health.insurance.whole.share | nothing }}", "numerator: 1\nnumerator: 2\n", "a: *b\n"),
    *("{% for i in health %}", "{% endfor %}", "| a | b |\n", "1. \n2. \n", "190.113", "32/32 xã"),
)
_BETWEEN_COMPARISONS = 100
_REFUSED = "'code': -32803"
_ASKED = (
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/codeAction",
    "textDocument/documentSymbol",
    "textDocument/inlayHint",
    "textDocument/codeLens",
    "textDocument/prepareRename",
)


class Result(NamedTuple):
    """What became of a run: seconds of CPU and megabytes of the server, seconds of each key."""

    cpu: float
    megabytes: tuple[float, float]
    seconds: list[float]
    compared: int


def write_repository(folder: Path) -> None:
    """Write a repository that has every kind of file: communes and criteria of its own, too."""
    shutil.copytree(FIXTURES / "data", folder / "data")
    shutil.copytree(FIXTURES / "templates", folder / "templates")
    data = folder / "data/2021"
    add_communes(data)
    (folder / CRITERIA).mkdir()
    shutil.copy(criteria_folder() / "2016-2020.yaml", folder / CRITERIA / "own-set.yaml")
    report = data / "report.yaml"
    text = report.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("criteria_set:")]
    report.write_text("\n".join(("criteria_set: own-set", *lines)), encoding="utf-8")


def run(folder: Path, keys: int, seed: int) -> Result:
    """Strike so many keys in the files of a repository; raises where anything fails."""
    chance = random.Random(seed)  # noqa: S311 - the same run for the same seed
    files = sorted(
        path.relative_to(folder).as_posix()
        for pattern in (
            "data/*/*.yaml",
            "data/*/communes/*.yaml",
            "templates/*/*",
            "criteria/*.yaml",
        )
        for path in folder.glob(pattern)
        if path.suffix in {".yaml", ".j2"}
    )
    mirror = Path(tempfile.mkdtemp(prefix="keystrokes-")) / folder.name
    shutil.copytree(folder, mirror)
    seconds: list[float] = []
    compared = 0
    with EditorClient(folder) as client:
        original = {name: client.open(name) for name in files}
        client.settled()
        start, name = client.megabytes(), files[0]
        for number in range(1, keys + 1):
            if number % 20 == 1:
                name = chance.choice(files)
            text = _struck(client.texts[name], original[name], chance)
            begun = time.monotonic()
            client.write(name, text)
            if chance.random() < 0.3:
                _ask(client, name, chance)
            client.diagnostics(name)
            seconds.append(time.monotonic() - begun)
            if number % 20 == 0 and chance.random() < 0.8:
                client.write(name, original[name])
            if number % _BETWEEN_COMPARISONS == 0 or number == keys:
                compared += 1
                _compare(client, mirror)
            if number == keys // 3:
                start = client.megabytes()
        cpu = client.cpu()
        memory = (start, client.megabytes())
    shutil.rmtree(mirror.parent)
    return Result(cpu, memory, seconds, compared)


def _struck(text: str, original: str, chance: random.Random) -> str:
    """Return a text after one thing that fingers, or a clipboard, do to it."""
    at = chance.randrange(len(text) + 1)
    kind = chance.random()
    if kind < 0.5:
        return text[:at] + chance.choice(_TYPED) + text[at:]
    if kind < 0.75:
        return text[:at] + text[at + chance.choice((1, 1, 1, 2, 5, 40)) :]
    if kind < 0.83:
        return text[:at] + chance.choice(_JUNK) + text[at:]
    if kind < 0.9:
        # A stretch is moved elsewhere.
        cut = text[at : at + chance.randrange(80)]
        rest = text[:at] + text[at + len(cut) :]
        to = chance.randrange(len(rest) + 1)
        return rest[:to] + cut + rest[to:]
    if kind < 0.95:
        lines = text.split("\n")
        line = chance.randrange(len(lines))
        return "\n".join((*lines[:line], lines[line], *lines[line:]))
    return original


def _ask(client: EditorClient, name: str, chance: random.Random) -> None:
    """Ask something that the server can answer at some place of a file."""
    known = client.capabilities
    method = chance.choice(_ASKED)
    feature = method.partition("/")[2].removeprefix("prepare").lower()
    if not any(
        key.lower().removesuffix("provider") == feature for key, each in known.items() if each
    ):
        return
    position = client.position(name, chance.randrange(len(client.texts[name]) + 1))
    document = {"textDocument": {"uri": client.uri(name)}}
    places = {"start": position, "end": position}
    more: Message = {}
    match method.partition("/")[2]:
        case "hover" | "completion" | "definition" | "prepareRename":
            more = {"position": position}
        case "references":
            more = {"position": position, "context": {"includeDeclaration": True}}
        case "codeAction":
            more = {"range": places, "context": {"diagnostics": []}}
        case "inlayHint":
            more = {"range": {"start": {"line": 0, "character": 0}, "end": position}}
    try:
        answer = client.ask(method, **document, **more)
    except AssertionError as refused:
        if _REFUSED not in str(refused):
            raise
        return  # with a sentence that says why
    if method.endswith("codeAction"):
        for each in answer or ():
            if not any("kind" in change for change in each["edit"].get("documentChanges", ())):
                client.applied(each["edit"])


def _compare(client: EditorClient, mirror: Path) -> None:
    """Hold what the editor shows against a fresh run on files with the same texts."""
    for name, text in client.texts.items():
        content = text.encode("utf-8", "surrogatepass")
        (mirror / name).write_bytes(content)
    shown = {
        (name, each["code"], each["message"].partition("\n")[0], each["range"]["start"]["line"])
        for name, found in client.settled().items()
        for each in found
    }
    before = Path.cwd()
    os.chdir(mirror)
    try:
        expected = {
            (each.span.file, each.rule.code, each.message.text(Language.VIETNAMESE), each.span.line)
            for data in sorted(Path("data").iterdir())
            if data.is_dir()
            for each in _fresh(data)
        }
    finally:
        os.chdir(before)
    known = {
        (
            name if (mirror / name).is_file() else "data/2021/report.yaml",
            code,
            message.partition("\n")[0],
            line - 1 if (mirror / name).is_file() else 0,
        )
        for name, code, message, line in expected
    }
    assert shown == known, (sorted(shown - known)[:5], sorted(known - shown)[:5])


def _fresh(data: Path) -> tuple[Diagnostic, ...]:
    compiled = Compiler().compile_each(data)
    today = datetime.date.today()
    return merged([validate(each, data, today) for _, each in compiled]).diagnostics


def main() -> int:
    """Run a campaign and print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder) / "kho"
        write_repository(repository)
        found = run(repository, chosen.keys, chosen.seed)
    slow = sorted(found.seconds)
    print(
        f"{chosen.keys} keys, {found.compared} comparisons, {found.cpu:.1f} s CPU, "
        f"memory {found.megabytes[0]:.0f} to {found.megabytes[1]:.0f} MB, "
        f"of a key: median {statistics.median(slow) * 1000:.0f} ms, "
        f"95% {slow[int(len(slow) * 0.95)] * 1000:.0f} ms, most {slow[-1] * 1000:.0f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
