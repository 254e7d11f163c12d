"""The report's sentences: what changed, came, went or moved, in the body and around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from ntmreport.diff import ChangeKind
from ntmreport.diff.comparison_rows import excerpt, heading
from ntmreport.diff.passage_changes import pieces
from ntmreport.language import Language
from tests.test_word_alignment import TEXTS

from .states import marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from ntmreport.diff import Changes

    Compared = Callable[..., Changes]


def said(found: Changes) -> list[tuple[str, str, str]]:
    return [
        (
            each.change.value,
            heading(each.change, each.passage, Language.VIETNAMESE),
            marked(excerpt(each.pieces)),
        )
        for each in found.passages
    ]


def test_a_figure_in_its_sentence(compared: Compared) -> None:
    found = compared(("health.yaml", "numerator: 190113", "numerator: 190000"))
    assert said(found) == [
        (
            "changed",
            "I.2.d)",
            "+ Tính đến ngày 30/9/2021, toàn huyện có [-190.113-]{+190.000+}/204.379 người tham gia"
            " BHYT, đạt [-93,02%-]{+92,96%+}; […]",
        )
    ]


def test_lines_around_the_body(compared: Compared) -> None:
    found = compared(
        ("report.yaml", "  name: Lê Phú Quốc", "  name: Nguyễn Văn A"),
        ("report.yaml", "  symbol: BC-UBND", "  symbol: BC-BCĐ"),
        ("00-frame.j2", "@kind BÁO CÁO", "@kind BÁO CÁO TÓM TẮT\n@parent UBND TỈNH"),
    )
    assert said(found)[:4] == [
        ("changed", "Số, ký hiệu", "Số: ……/BC-[-UBND-]{+BCĐ+}"),
        ("changed", "Loại văn bản", "BÁO CÁO{+ TÓM TẮT+}"),
        ("added", "Cơ quan chủ quản", "{+UBND TỈNH+}"),
        ("changed", "Người ký", "[-Lê Phú Quốc-]{+Nguyễn Văn A+}"),
    ]


def test_wording_of_a_template(compared: Compared) -> None:
    found = compared(("20-results.j2", "  người tham gia BHYT, đạt", "  người có thẻ BHYT, đạt"))
    assert [change for change, *_ in said(found)] == ["changed"]
    assert "[-tham gia-]{+có thẻ+} BHYT" in said(found)[0][2]


def test_what_came_and_went(compared: Compared) -> None:
    found = compared(
        (
            "20-results.j2",
            "+ Tính đến ngày {{ insurance.as_of",
            "+ Bánh lá răng bừa được công nhận 3 sao.\n+ Tính đến ngày {{ insurance.as_of",
        )
    )
    assert said(found) == [("added", "I.2.d)", "{++ Bánh lá răng bừa được công nhận 3 sao.+}")]


FEW = """\
  - >-
    Cấp xã còn lúng túng trong tổ chức thực hiện, chưa có kế hoạch cụ thể để nâng cao chất lượng các tiêu
    chí; chưa quan tâm đúng mức đến phát triển sản xuất, tạo sinh kế cho người dân; chưa nhân rộng được các
    mô hình.
"""  # noqa: E501 - as the file has it
NEXT = """\
  - >-
    Việc huy động Nhân dân tham gia xây dựng các công trình chung (nhà văn hóa thôn, đường thôn, xóm) và
    giữ gìn vệ sinh môi trường ở một số xã chưa tốt.
"""  # noqa: E501


def test_a_paragraph_that_moved(compared: Compared) -> None:
    found = compared(("assessment.yaml", FEW + NEXT, NEXT + FEW))
    ((change, where, text),) = said(found)
    assert (change, where.partition(",")[2]) == ("moved", " chuyển chỗ")
    assert "[-" not in text
    assert found.passages[0].old is not None


def test_a_paragraph_that_moved_and_changed(compared: Compared) -> None:
    slower = FEW.replace("mô hình.", "mô hình tốt.")
    ((change, _, text),) = said(compared(("assessment.yaml", FEW + NEXT, NEXT + slower)))
    assert change == "moved"
    assert text.endswith("các mô hình{+ tốt+}.")


def test_a_product_that_came_and_one_that_went(compared: Compared) -> None:
    found = compared(
        (
            "production.yaml",
            "    - Chè sạch Bình Sơn\n",
            "    - Bánh lá răng bừa\n    - Rượu cần Minh Sơn\n",
        )
    )
    listed = next(text for _, where, text in said(found) if where == "I.2.b)")
    assert "[-08-]{+09+} sản phẩm" in listed
    assert "Chè sạch" in listed
    assert "Bánh lá răng bừa" in listed


def test_an_excerpt_leaves_out_whole_sentences_only() -> None:
    def cut(old: str, new: str) -> str:
        return marked(excerpt(tuple(pieces(old, new))))

    same = "Câu này thì không đổi gì cả."
    assert cut(f"{same} Hai ba. {same}", f"{same} Hai năm. {same}") == "[…] Hai [-ba-]{+năm+}. […]"
    assert cut(f"a b. {same} d e", f"a x. {same} d y") == "a [-b-]{+x+}. […] d [-e-]{+y+}"
    assert cut("a b. d e", "a x. d y") == "a [-b-]{+x+}. d [-e-]{+y+}"
    assert cut(f"a b {same}", f"a x {same}") == f"a [-b-]{{+x+}} {same}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("có 190.113 người", "có 190.000 người", "có [-190.113-]{+190.000+} người"),
        ("đạt 93,02%.", "đạt 92,96%.", "đạt [-93,02%-]{+92,96%+}."),
        ("190.113/204.379", "190.000/204.379", "[-190.113-]{+190.000+}/204.379"),
        ("ngày 05/7/2021.", "ngày 06/7/2021.", "ngày [-05/7/2021-]{+06/7/2021+}."),
        ("250-300 triệu", "250-350 triệu", "250-[-300-]{+350+} triệu"),
        ("một hai ba", "một ba", "một [-hai -]ba"),
        ("một ba", "một hai ba", "một {+hai +}ba"),
        ("xã A, B", "xã A, B, C", "xã A, B{+, C+}"),
        ("cũ kỹ quá rồi", "mới mẻ quá rồi", "[-cũ kỹ-]{+mới mẻ+} quá rồi"),
        ("a (b)", "a b", "a [-(-]b[-)-]"),
        ("Thái Hóa", "Thái Hòa", "Thái [-Hóa-]{+Hòa+}"),
        ("", "mới", "{+mới+}"),
        ("", "", ""),
        ("như nhau", "như nhau", "như nhau"),
    ],
)
def test_words(old: str, new: str, expected: str) -> None:
    assert marked(pieces(old, new)) == expected


@given(TEXTS, TEXTS)
def test_pieces_hold_both_texts(old: str, new: str) -> None:
    found = list(pieces(old, new))
    assert "".join(each.text for each in found if each.change is not ChangeKind.ADDED) == old
    assert "".join(each.text for each in found if each.change is not ChangeKind.REMOVED) == new
    assert all(each.text for each in found)


@pytest.mark.parametrize("letters", ["ab", "abcd"])
def test_texts_made_to_be_hard_are_taken_for_replaced(letters: str) -> None:
    old = " ".join(letters[n * n % len(letters)] for n in range(20_000))
    new = " ".join(letters[n * n * n % len(letters)] for n in range(19_999)) + " c"
    found = list(pieces(old, new))
    assert "".join(each.text for each in found if each.change is not ChangeKind.ADDED) == old
