"""Text in TCVN3, VNI and twice encoded UTF-8 is found and shown in Unicode; no other text is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntmreport.checks.wording.legacy_encodings import Encoding, decoded
from ntmreport.checks.wording.tables import code_table
from ntmreport.model import texts_of

from .wording_subject import spelled, summaries, whole_year, year

if TYPE_CHECKING:
    from pathlib import Path

TO_TCVN3 = {letter: seen for seen, letter in code_table("tcvn3").items()}
TO_VNI = {letter: seen for seen, letter in code_table("vni").items()}


def stored(text: str, encoding: Encoding) -> str | None:
    """What `text` looks like after it was kept in `encoding` and read as Windows-1252."""
    if encoding is Encoding.UTF8_TWICE:
        return "".join(
            bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode()
        )
    table = TO_TCVN3 if encoding is Encoding.TCVN3 else TO_VNI
    written = "".join(letter if letter.isascii() else table.get(letter, "\0") for letter in text)
    return None if "\0" in written else written


@pytest.mark.parametrize("encoding", Encoding)
def test_report_is_read_back(encoding: Encoding, fixtures: Path) -> None:
    for office in whole_year(fixtures).models.values():
        for text in texts_of(office):
            for word in text.value.split():
                seen = stored(word, encoding)
                if seen is not None:  # these encodings lack some capitals, and curly quotes
                    assert decoded(seen, encoding) == word


@given(st.lists(spelled, max_size=12))
@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_sentence_is_found(encoding: Encoding, words: list[str]) -> None:
    sentence = " ".join(["nông", *words, "thôn", "mới", "đường"])
    seen = stored(sentence, encoding)
    assert seen is not None
    [(code, marked, hint)] = summaries(year(text=seen))
    assert (code, marked) == ("NTM511", seen)
    assert sentence.startswith(hint.removeprefix("viết “").removesuffix("”").removesuffix(" …"))


@pytest.mark.parametrize(
    ("text", "marked", "meant"),
    [
        ("Xây dựng n«ng th«n míi trên địa bàn", "n«ng th«n míi", "nông thôn mới"),
        ("UBND huyÖn TriÖu S¬n, tØnh Thanh Ho¸", "huyÖn TriÖu S¬n, tØnh Thanh Ho¸", None),
        ("Chöông trình noâng thoân môùi", "Chöông trình noâng thoân môùi", None),
        ("Nhaân daân ñoùng goùp, tieàn cuûa.", "Nhaân daân ñoùng goùp, tieàn cuûa", None),
        ("Xây dựng noâng ở xã", "noâng", "nông"),
        ("Nhân dân các th\xad¬ng", "th\xad¬ng", "thương"),
        ("nÃ´ng thÃ´n má»›i ở xã", "nÃ´ng thÃ´n má»›i", "nông thôn mới"),
        ("Ä‘Æ°á»ng", "", ""),
    ],
)
def test_examples(text: str, marked: str, meant: str | None) -> None:
    found = summaries(year(text=text))
    if not marked:
        assert all(code != "NTM511" for code, _, _ in found)
        return
    [(code, found_marked, hint)] = found
    assert (code, found_marked) == ("NTM511", marked)
    if meant:
        assert hint == f"viết “{meant}”"


@pytest.mark.parametrize(
    "text",
    [
        "Café, Müller, naïve, São Paulo, Citroën, Curaçao, Zoë, Noël, Köln, señor, año, Øre",
        "à la carte, déjà vu, bête noire, fête, maître d’hôtel, façade",
        "«Toàn dân» đoàn kết, 5 µm, m×n, Ø27, 20°, ½ ha, §5, VietGAP®, © 2021",
        "bé môn, mét vuông, lít, tôi, về, thì",
        "tôt, côc",
        "taù, maú",
    ],
)
def test_no_alarm(text: str) -> None:
    assert all(code != "NTM511" for code, _, _ in summaries(year(text=text)))


def test_project_word_is_no_legacy_text() -> None:
    assert summaries(year(text="Siëu", words=frozenset({"siëu"}))) == []


@given(st.lists(spelled, min_size=1, max_size=30))
def test_no_alarm_on_syllables(words: list[str]) -> None:
    found = summaries(year(text=" ".join(words)))
    assert [each for each in found if each[0] != "NTM514"] == []
