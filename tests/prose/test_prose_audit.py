"""Audits of the corpus, of the report of 2021, and of files that were made to do harm."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from ntmreport.language import Language
from ntmreport.pipeline import Compiler, rendered
from ntmreport.prose.audit_formats import html
from ntmreport.prose.claim import Verdict
from ntmreport.prose.report_audit import Audit, audit_of
from ntmreport.prose.report_file import report_of_file
from ntmreport.prose.word_comments import with_comments
from ntmreport.render.plain_text import render_text
from ntmreport.zip_package import PackageError, read_package
from tests.hostile import CPU_SECONDS
from tests.prose.corpus import FOLDER, score, texts_of
from tests.prose.mutation import campaign

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.prose.corpus import Text

TEXTS = [text for path in sorted(FOLDER.glob("own*.yaml")) for text in texts_of(path)]
_FOUND = ("found", "missed")
SLIPS = {"NTM821": "02", "NTM804": "130", "NTM827": "2020-2025"}
"""What prose alone shows of the slips in the report of 2021: tests/facts-2021.yaml has them all."""


def suspicions(audit: Audit) -> dict[str, str]:
    return {claim.rule.code: claim.at.text for claim in audit.of(Verdict.SUSPICIOUS)}


@pytest.fixture(scope="module")
def built(fixtures: Path) -> bytes:
    compiled = Compiler(fixtures / "templates").compile(fixtures / "data/2021")
    content, _ = rendered(compiled)
    assert content is not None
    return content


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_a_text_of_the_corpus(text: Text) -> None:
    result = score(text)
    told = [f"{claim.rule.code} {claim.at.text} {claim.computed}" for claim in result.false]
    assert told == []
    assert [f"{mark.claim} in line {mark.line}" for mark in result.missed] == []


@pytest.mark.parametrize(
    ("name", "told", "precision", "recall"),
    [
        # When they were looked at: 62 of 106 found, 67 told, 63 of these true.
        ("unseen.yaml", 60, 0.94, 0.98),
        # 89 of 127 found, 93 told, 92 of these true; some of the kinds that were missed are mended.
        ("unseen-2.yaml", 60, 0.98, 0.78),
        # 80 of 100 found, 81 told, 80 of these true; nothing was mended by it.
        ("unseen-3.yaml", 60, 0.98, 0.80),
    ],
)
def test_texts_that_nobody_who_wrote_the_rules_had_seen(
    name: str, told: int, precision: float, recall: float
) -> None:
    scores = [score(text) for text in texts_of(FOLDER / name)]
    number = sum(len(each.true) + len(each.false) for each in scores)
    assert number >= told
    assert sum(len(each.true) for each in scores) >= precision * number
    found, missed = (sum(len(getattr(each, field)) for each in scores) for field in _FOUND)
    assert found / (found + missed) >= recall


def test_the_report_of_2021_has_three_slips_and_no_other(built: bytes, fixtures: Path) -> None:
    audit = audit_of(report_of_file("bao-cao.docx", built))
    assert suspicions(audit) == SLIPS
    compiled = Compiler(fixtures / "templates").compile(fixtures / "data/2021")
    assert compiled.document is not None
    text = render_text(compiled.document)
    assert suspicions(audit_of(report_of_file("bao-cao.txt", text.encode()))) == SLIPS


def test_comments_are_all_that_a_copy_adds(
    built: bytes, validated: Callable[[bytes], list[Any]]
) -> None:
    audit = audit_of(report_of_file("bao-cao.docx", built))
    copy = with_comments(built, audit.of(Verdict.SUSPICIOUS))
    before, after = read_package(built), read_package(copy)
    assert after.keys() - before.keys() == {"word/comments.xml"}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    body = after["word/document.xml"].decode()
    for number in range(len(SLIPS)):
        for mark in (
            f'<w:commentRangeStart w:id="{number}"/>',
            f'<w:commentRangeEnd w:id="{number}"/>',
            f'<w:r><w:commentReference w:id="{number}"/></w:r>',
        ):
            assert body.count(mark) == 1
            body = body.replace(mark, "")
    assert body.encode() == before["word/document.xml"]
    assert suspicions(audit_of(report_of_file("x.docx", copy))) == SLIPS
    assert validated(copy) == []
    # A second copy has its comments beside the first ones.
    again = read_package(with_comments(copy, audit.of(Verdict.SUSPICIOUS)))
    assert again["word/comments.xml"].count(b"<w:comment ") == 2 * len(SLIPS)


def test_a_changed_digit_is_told_and_hardly_anything_else() -> None:
    result = campaign(30, seed=5)
    assert (
        len(result.wrong) <= 1
    )  # as in the whole campaign: some explain a change by other numbers
    claimed = {rule: made for rule, made in result.made.items() if rule}
    assert sum(result.found[rule] for rule in claimed) > sum(claimed.values()) / 2


def test_any_numbers_end_in_claims() -> None:
    chance = random.Random(3)  # noqa: S311 - the same texts each time
    for text in TEXTS[::4]:
        wild = re.sub(r"\d+", lambda each: chance.choice(("0", "00", "9" * 18, each[0])), text.text)
        cut = wild[: chance.randrange(1, len(wild))]
        for written in (wild, cut, wild.replace(" ", "")):
            audit = audit_of(report_of_file("x.txt", written.encode()))
            assert html([audit], Language.ENGLISH)


@pytest.mark.parametrize(
    ("text", "rule", "at"),
    [
        ("Huyện c\u03cc nhiều xã.", "NTM512", "\u03cc"),
        ("Ch­¬ng tr×nh n«ng th«n míi", "NTM511", "Ch­¬ng tr×nh n«ng th«n míi"),
        ("Việc xây dưngj nông thôn mới.", "NTM517", "dưngj"),
        ("Toàn huyện có  12 xã.", "NTM516", "  "),
        ("Kế hoạch của của huyện.", "NTM561", "của của"),
        ("Họp ngày 31/11/2021.", "NTM563", "31/11/2021"),
    ],
)
def test_wording_needs_no_data(text: str, rule: str, at: str) -> None:
    assert suspicions(audit_of(report_of_file("x.txt", text.encode()))) == {rule: at}


def test_names_and_foreign_words_are_no_misspellings() -> None:
    text = "Dưa lê 2T Farm, chuẩn VietGAP; xã Y Tý, bản Đắk Krông, ông H'Mông Sùng."
    assert suspicions(audit_of(report_of_file("x.txt", text.encode()))) == {}


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (200 << 20))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1}", b"\xff\xfa\x80abc", bomb()],
    ids=["broken zip", "old Word", "rtf", "no UTF-8", "bomb"],
)
def test_what_is_no_report_is_refused(content: bytes) -> None:
    with pytest.raises(PackageError):
        report_of_file("x.docx", content)


HOSTILE = {
    "brackets": "(",
    "dots": ".",
    "numbers": "1 ",
    "fractions": "1/1 ",
    "lists": "2 xã: A, ",
    "lists of one name": "2 xã: A ",
    "names": "A ",
    "quotes": "2 xã: “A",
    "totals": "| Tổng | 1 |\n",
    "documents": "Quyết định số 1/QĐ-UBND ngày 1/1/2021; ",
    "digits": "9",
    "shares": "1 xã (1%), ",
    "items": "- a 1 hộ:\n",
    "headings": "1. a\n",
    "changes": "từ 1 hộ lên 2 hộ, tăng ",
}
MOST = 16_000
"""Characters of a hostile text: some seconds where the work grows with the square of them."""


def test_hostile_texts_are_read_within_bounds() -> None:
    bounded = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, ({CPU_SECONDS},) * 2);"
        "resource.setrlimit(resource.RLIMIT_AS, (900 << 20, 900 << 20));"
        "from ntmreport.prose.report_file import report_of_file;"
        "from ntmreport.prose.report_audit import audit_of;"
        "texts = sys.stdin.buffer.read().split(b'\\0');"
        "[audit_of(report_of_file('x.txt', text)) for text in texts]"
    )
    texts = [(unit * (MOST // len(unit))).encode() for unit in HOSTILE.values()]
    done = subprocess.run(
        [sys.executable, "-c", bounded], input=b"\0".join(texts), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-400:]
