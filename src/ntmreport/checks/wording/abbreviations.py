"""Abbreviations that the report uses and does not explain."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from ntmreport import catalogue
from ntmreport.checks.form_prose import ProsePattern
from ntmreport.checks.prose import prose_of
from ntmreport.checks.spelt_fields import spelt_fields
from ntmreport.checks.violation import check
from ntmreport.checks.wording.legacy_encodings import in_legacy_stretch
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual, Hint
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.offices.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.checks.prose import Prose
    from ntmreport.checks.template_prose import Piece
    from ntmreport.checks.violation import Subject, Violation

_ABBREVIATION = ProsePattern(
    r"[A-ZĐ](?<![\w/.&-].)[A-ZĐ]{1,9}(?:&[A-ZĐ]{2,10})?(?![\w&-]|/[\wĐ]|\.\d)"
)
_IN_BRACKETS = ProsePattern(
    r"\((?:[^()\n]*\s)?([A-ZĐ]{2,10}(?:&[A-ZĐ]{2,10})?)\)",
    tuple(f"{letter})" for letter in f"{string.ascii_uppercase}Đ"),
)
_LONGEST_WORD = 12
_ROMAN = lazy_pattern(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# Words in capitals around it: the line is a heading, not full of abbreviations.
_WORD_BEFORE = lazy_pattern(r"([^\W\d_]+)[.,:]? +$")
_WORD_BEHIND = lazy_pattern(r" +([^\W\d_]+)")
_WINDOW = 24
_MOST_MEANT = 100
_PLAIN = lazy_pattern("[A-ZĐ]*")

_FRAME = frozenset(
    {"issuer", "kind", "capacity", "second_capacity", "number", "recipient", "annex_title"}
)
_EVERYBODY_KNOWS = frozenset({"TT", "STT", "MW", "KW", "KV", "KWH", "USD", "VND", "VNĐ"})
"""Headings of the first column of tables, units of measure and of money."""

_NOT_RUNNING_TEXT = frozenset(
    {"issuer", "document", "recipients", "signature", "second_signature", "abbreviations"}
)
"""Parts of report.yaml that are written by the clerks' own rules."""

_NAMING_KEYS = frozenset({"name", "names", "products", "carriers", "number", "symbol"})


@check(catalogue.UNDECLARED_ABBREVIATION)
def undeclared_abbreviation(subject: Subject) -> Iterator[Violation]:
    """Find the first use of each abbreviation that neither report.yaml nor the prose explains."""
    report = subject.office(Report)
    if report is None:
        return
    shorts = [each.short for each in report.abbreviations]
    if is_left_blank(*shorts):  # they are not known yet
        return
    prose = prose_of(subject)
    declared = {short.value for short in shorts}
    explained = _explained(prose)
    fields = spelt_fields(subject)
    misspelt = {span for span, field in fields.items() if field.right and not field.is_right}
    seen: set[str] = set()
    for _, start, end in prose.spans(_ABBREVIATION):
        short = prose.text[start:end]
        if short in declared or short in seen or short.lower() in subject.words:
            continue
        piece = prose.piece_at(start)
        is_roman = set("MDCLXVI").issuperset(short) and _ROMAN.fullmatch(short)
        if is_roman or not _is_running_text(piece) or piece.span in misspelt:
            continue
        if short in explained | _EVERYBODY_KNOWS or _is_among_capitals(prose.text, start, end):
            continue
        if in_legacy_stretch(prose, subject.words, start):
            continue
        seen.add(short)
        near = _meant(short, declared) if len(seen) <= _MOST_MEANT else None
        yield prose.violation(
            start,
            end,
            Bilingual(
                f"chữ viết tắt “{short}” chưa được giải thích",
                f"the abbreviation “{short}” is explained nowhere",
            ),
            Hint(
                (f"viết “{near}”, hoặc " if near else "")
                + f"thêm vào “abbreviations” của report.yaml: - {{short: {short}, full: …}}",
                (f"write “{near}”, or " if near else "")
                + f"add to `abbreviations` of report.yaml: - {{short: {short}, full: …}}",
                (near,) if near else (),
            ),
        )


def _meant(short: str, declared: set[str]) -> str | None:
    """Return the declared abbreviation of which `short` is surely a typing error.

    It has the same letters in another order, or lacks the bar of a Đ.
    """
    plain = short.replace("Đ", "D")
    for known in sorted(declared):
        other = known.replace("Đ", "D")
        lacks_bars = other == plain and known.count("Đ") > short.count("Đ")
        if lacks_bars or (other != plain and sorted(other) == sorted(plain)):
            return known
    return None


def _is_running_text(piece: Piece) -> bool:
    if piece.frame in _FRAME or piece.key in _NAMING_KEYS:
        return False
    return not (piece.path[:1] == ("report",) and piece.path[1] in _NOT_RUNNING_TEXT)


def _is_among_capitals(text: str, start: int, end: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - _WINDOW), start)
    behind = _WORD_BEHIND.match(text, end, end + _WINDOW)
    return any(
        word is not None
        and word[1].isupper()
        and len(word[1]) > 1
        and not _PLAIN.fullmatch(word[1])
        for word in (before, behind)
    )


def _explained(prose: Prose) -> frozenset[str]:
    """Return abbreviations in brackets behind words of their initials: nông thôn mới (NTM)."""
    found: set[str] = set()
    text = prose.text
    for match in prose.matches(_IN_BRACKETS):
        short = match[1]
        before = text[max(0, match.start() - _LONGEST_WORD * len(short)) : match.start()]
        words = re.findall(r"[^\W\d_]+", before.rpartition("\n")[2])[-len(short) :]
        initials = "".join(word[0] for word in words).upper()
        # NN&PTNT stands for “nông nghiệp và phát triển nông thôn”.
        if initials.replace("Đ", "D") == short.replace("Đ", "D").replace("&", "V"):
            found.add(short)
    return frozenset(found)
