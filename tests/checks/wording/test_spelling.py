"""Words that cannot be Vietnamese are named; what can be is let pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from ntmreport.checks.wording import read_words
from ntmreport.checks.wording.syllables import is_possible, respelled, typed, vni_meaning

from .wording_subject import codes, spelled, summaries, year

if TYPE_CHECKING:
    from pathlib import Path

POSSIBLE = """
nghiêng nghĩa ngoằn ngoèo khuya khuỷu khúc quốc quýt quỳnh quạu quới giếng giữ gìn gì giết giặt
gia già yêu yếm yết ỉu ỉa ít ý ở ạ huỳnh huýt huênh hoang thuở thuế tuệ xoong boong moóc khoeo
ngoáo khuâng quầy quẫy oăm ngoặm khoắng loắt choắt toẹt xoẹt loét hoen uể oải uyên ương ước uống
ướt ưỡn xuềnh xoàng chuệch choạc huých quých nguệch ngoạc tuýp phuy voan buýt thuyền nguyễn
hoà hòa khoẻ khỏe thuỷ thủy tuý túy hừm kỷ niệm lý kỳ mỹ sỹ tỷ vỹ hy đắp ngập bếp xốp lợp túp tiếp
cướp ạch ệch ịch nhích đếch nhọc mộc cục mực việc thuốc được
"""

IMPOSSIBLE = """
tuyis nghành nghân ngế gế cế kà kô qa qủa qúy gía gìa thuơng phuong kêt tôt tốtt côc mưc mừc
trừc dduwowngf chuyễnn ngừơi ngưòi đuợc đựơc thừong vịêc tiếếp wà za fà jì thưong trìnhh
ngiêm iên yêú mòa phoà nghoèo đưồng
"""


@given(spelled)
def test_every_syllable_passes(word: str) -> None:
    assert is_possible(word)
    assert summaries(year(text=f"xã {word}, {word.capitalize()}")) == []


@pytest.mark.parametrize("word", POSSIBLE.split())
def test_possible(word: str) -> None:
    assert is_possible(word)


@pytest.mark.parametrize("word", IMPOSSIBLE.split())
def test_impossible(word: str) -> None:
    assert not is_possible(word)


@given(spelled)
def test_stops_take_two_tones_only(word: str) -> None:
    if word.endswith(("c", "ch", "p", "t")):
        assert typed(word)[-1] in "sj"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("qủa", "quả"), ("gía", "giá"), ("nghành", "ngành"), ("ngế", "nghế"), ("kô", "cô")],
)
def test_respelled(word: str, meant: str) -> None:
    assert respelled(word) == meant


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ("Trà túi lọc, trà tuyis lọc", "tuyis", "viết “túi”"),
        ("Kết qủa thực hiện", "qủa", "viết “quả”"),
        ("Nghành nông nghiệp", "Nghành", "viết “Ngành”"),
        ("Quyết liệt, qưyết liệt", "qưyết", "viết “quyết”"),
        ("chương trình, chưong trình", "chưong", "viết “chương”"),
        ("được, đuợc", "đuợc", "viết “được”"),
        ("kinh tế-xã hôi, quâ", "quâ", "tên riêng hay chữ nước ngoài thì ghi vào data/words.txt"),
    ],
)
def test_found(text: str, marked: str, hint: str) -> None:
    assert summaries(year(text=text)) == [("NTM517", marked, hint)]


@pytest.mark.parametrize(
    "text",
    [
        "UBND, HĐND, BÁO CÁO, KHXH",
        "Tờ trình 195/TTr-UBND và 2T, A1, H5N1, Covid-19",
        "sản lượng theo kg, km, kWh",
        "xem nongthonmoi.gov.vn và https://ntm.example/abcd, abc@xyzt.vn",
        "x y z đ",
        "tỉnh Đắk Lắk, Kon Tum",
        "видео αβγ",
    ],
)
def test_no_syllables(text: str) -> None:
    assert "NTM517" not in codes(year(text=text))


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("tuye6n", "tuyên"),
        ("tuyen61", "tuyến"),
        ("va2", "và"),
        ("d9a65t", "đật"),
        ("d9u7o72ng", "đường"),
        ("duong972", "đường"),
        ("mua7", "mưa"),
        ("hu7u", "hưu"),
        ("huu7", "hưu"),
        ("na8m", "năm"),
        ("qua3", "quả"),
        ("y1", "ý"),
        ("m2", None),
        ("va25", None),
        ("2va", None),
        ("tho9n", None),
        ("m6a", None),
        ("tho6t3", None),
        ("xyz1", None),
        ("a" * 20 + "1", None),
    ],
)
def test_vni_meaning(keys: str, meant: str | None) -> None:
    assert vni_meaning(keys) == meant


def test_keys_of_vni() -> None:
    assert summaries(year(text="Kinh te61-xa4 ho65i, D9a6u tu7 (va2)")) == [
        ("NTM517", "te61", "viết “tế”"),
        ("NTM517", "xa4", "viết “xã”"),
        ("NTM517", "ho65i", "viết “hội”"),
        ("NTM517", "D9a6u", "viết “Đâu”"),
        ("NTM517", "tu7", "viết “tư”"),
        ("NTM517", "va2", "viết “và”"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2T, H5N1, A1, T2, F1, OCOP3, điểm a1 và b1a",
        "theo m2, km2, m3, gen2, web2, Covid19",
        "số 12/TTr2-UBND, tệp bang1.pdf, thư va2@ntm.vn",
        "1va2, thôn2, va2{{ resources.text }}",
    ],
)
def test_digits_that_are_no_keys(text: str) -> None:
    assert "NTM517" not in codes(year(text=text))


def test_keys_in_the_word_list() -> None:
    assert summaries(year(text="Ta2", words=frozenset({"ta2"}))) == []


def test_word_list(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("# tên\nSiro  # sản phẩm\n\nTRISO\n", "utf-8-sig")
    words, mistakes = read_words(path)
    assert not mistakes
    assert words == {"siro", "triso"}
    assert summaries(year(text="Siro và siro, Triso", words=words)) == []
    assert codes(year(text="Siro")) == ["NTM517"]


def test_word_list_that_is_missing_broken_or_huge(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    assert read_words(path) == (frozenset(), ())
    for content, code in ((b"Siro\n\xff\xfe\n", "NTM105"), (b"x" * 3_000_000, "NTM104")):
        path.write_bytes(content)
        words, mistakes = read_words(path)
        assert (words, [each.rule.code for each in mistakes]) == (frozenset(), [code])
    path.unlink()
    path.mkdir()
    assert [each.rule.code for each in read_words(path)[1]] == ["NTM113"]
