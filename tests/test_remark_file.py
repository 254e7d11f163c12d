"""Files of remarks, as a review page saves them and as others may send them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ntmreport.remark_file import PageRemark, RemarkFileError, read_remark_file

ENTRY: dict[str, Any] = {
    "target": "b60",
    "figure": "f60-11",
    "path": "health.insurance.rural.share",
    "label": "Y tế › Tỷ lệ",
    "section": "I.2.d)",
    "paragraph": "+ Khu vực nông thôn đạt 93,44%.",
    "quoted": "93,44%",
    "start": 24,
    "end": 30,
    "number": 3,
    "text": "Đề nghị kiểm tra lại.\nSố của BHXH là 93,34%.",
    "written": "2026-11-27T04:43:52.239Z",
}
FILE: dict[str, Any] = {
    "ntmreport": "remarks",
    "version": 1,
    "report": {
        "unit": "UBND huyện Triệu Sơn",
        "period": "2021",
        "data": "data/2021",
        "data_digest": "a" * 64,
        "form_digest": "b" * 64,
        "commit": "c" * 40,
        "program": "0.1.0",
    },
    "author": "Lê Thị Lan",
    "written": "2026-11-27T04:43:52.765Z",
    "remarks": [ENTRY],
}


def written(**changed: object) -> bytes:
    return json.dumps({**FILE, **changed}, ensure_ascii=False).encode()


def test_what_the_page_saves_is_read() -> None:
    file = read_remark_file(written())
    assert file.author == "Lê Thị Lan"
    assert file.data_digest == "a" * 64
    assert not file.troubles
    assert file.remarks == (
        PageRemark(
            number=3,
            author="Lê Thị Lan",
            date="2026-11-27T04:43:52.239Z",
            text="Đề nghị kiểm tra lại.\nSố của BHXH là 93,34%.",
            quoted="93,44%",
            section="I.2.d)",
            paragraph="+ Khu vực nông thôn đạt 93,44%.",
            start=24,
            end=30,
            path="health.insurance.rural.share",
            block=60,
            frame="",
        ),
    )


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"target": "h-recipient-2"}, {"block": None, "frame": "recipient"}),
        ({"target": "script"}, {"block": None, "frame": ""}),
        ({"target": "b99999999999"}, {"block": None}),
        ({"start": 9999, "end": -3}, {"start": 31, "end": 31}),
        ({"start": "x", "end": True}, {"start": 0, "end": 1}),
        ({"written": "hôm qua"}, {"date": ""}),
        ({"quoted": "a\nb\x1b[2J"}, {"quoted": "a b\ufffd[2J"}),
        ({"text": "a\x1b[2J\u202eb"}, {"text": "a\ufffd[2J\ufffdb"}),
        ({"text": "x" * 9000}, {"text": "x" * 4000}),
        ({"path": 5, "section": None, "paragraph": []}, {"path": "", "section": "", "end": 0}),
    ],
)
def test_values_that_no_page_writes_do_no_harm(changed: object, found: dict[str, object]) -> None:
    assert isinstance(changed, dict)
    (remark,) = read_remark_file(written(remarks=[{**ENTRY, **changed}])).remarks
    assert {name: getattr(remark, name) for name in found} == found


def test_remarks_without_a_text_are_told_by_their_place() -> None:
    file = read_remark_file(written(remarks=[{**ENTRY, "text": " "}, ENTRY, 5, {}]))
    assert len(file.remarks) == 1
    assert [each.en.split(" of ")[0] for each in file.troubles] == [
        "remark 1",
        "remark 3",
        "remark 4",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no file of remarks"),
        (b"\xff\xfe", "no file of remarks"),
        (b"PK\x03\x04", "no file of remarks"),
        (b"[" * 200_000, "no file of remarks"),
        (b'{"ntmreport": ' + b"9" * 10_000 + b"}", "no file of remarks"),
        (b"[]", "no file of remarks"),
        (written(ntmreport="composition"), "no file of remarks"),
        (written(remarks={}), "no file of remarks"),
        (written(remarks=[5] * 3000), "no file of remarks"),
        (written(version=2), "another version"),
        (b" " * (1 << 21), "too large"),
    ],
)
def test_other_files_are_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(RemarkFileError) as caught:
        read_remark_file(content)
    assert reason in caught.value.message.en


def test_a_file_saved_again_by_an_editor_of_windows_is_read() -> None:
    assert read_remark_file(b"\xef\xbb\xbf" + written()).remarks
