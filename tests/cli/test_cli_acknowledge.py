"""`ntmreport acknowledge`: accepting a warning with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ntmreport.acknowledged_file import Acceptance, with_acceptances
from tests.edits import edit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

FILE = "data/2021/acknowledged.yaml"
WATER, WORKS = "data/2021/environment.yaml", "    - Nhà máy nước sạch Triệu Sơn\n"
NUMBER = "environment.water_works.number"
HEAD = "# yaml-language-server: $schema=../../schemas/acknowledged.json\nacknowledged:\n"
WANTED = Acceptance("NTM302", NUMBER, "có “3”", "0123456789ab", "Vì “thế”: đúng")
WRITTEN = f"""  - code: NTM302
    path: "{NUMBER}"
    found: "có “3”"
    digest: "0123456789ab"
    reason: "Vì “thế”: đúng"
"""
OTHER = "  - code: NTM309\n    path: a.b # vì\n    reason: x\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", HEAD + WRITTEN),
        ("acknowledged: []\n", f"acknowledged:\n{WRITTEN}"),
        ("acknowledged:\n", f"acknowledged:\n{WRITTEN}"),
        ("# ghi chú\nacknowledged: [] # x\n", f"# ghi chú\nacknowledged: # x\n{WRITTEN}"),
        (
            f"\ufeffacknowledged:\r\n{OTHER}".replace("\n", "\r\n").replace("\r\r", "\r"),
            f"\ufeffacknowledged:\n{OTHER}{WRITTEN}".replace("\n", "\r\n"),
        ),
        (f"# Chú thích\nacknowledged:\n{OTHER}", f"# Chú thích\nacknowledged:\n{OTHER}{WRITTEN}"),
        (f"acknowledged:\n{OTHER}".rstrip("\n"), f"acknowledged:\n{OTHER}{WRITTEN}"),
        (
            f"acknowledged:\n  - code: NTM302 # a\n    path: {NUMBER} # b\n"
            f"    reason: cũ # c\n{OTHER}",
            f"acknowledged:\n  - code: NTM302 # a\n    path: {NUMBER} # b\n"
            '    found: "có “3”"\n    digest: "0123456789ab"\n'
            f'    reason: "Vì “thế”: đúng" # c\n{OTHER}',
        ),
        (
            "acknowledged:\n  - code: NTM302\n    digest: aa # d\n"
            "    found: >-\n      cũ\n      b\n"
            f"    path: {NUMBER}\n    reason: x\n",
            "acknowledged:\n  - code: NTM302\n"
            '    digest: "0123456789ab" # d\n    found: "có “3”"\n'
            f'    path: {NUMBER}\n    reason: "Vì “thế”: đúng"\n',
        ),
    ],
    ids=[
        "no file",
        "an empty list",
        "no list",
        "a remark",
        "line ends",
        "added",
        "no line end",
        "renewed",
        "its digest",
    ],
)
def test_the_text_with_a_warning_accepted(before: str, after: str) -> None:
    assert with_acceptances(before, [WANTED]) == after
    assert with_acceptances(after, [WANTED]) == after


def test_a_warning_is_accepted_with_a_reason(ntmreport: Run, project: Path) -> None:
    (project / FILE).write_text("acknowledged: []\n", "utf-8")
    refused = ntmreport("--lang", "vi", "acknowledge", "data/2021", "NTM302")
    assert (refused.code, refused.err) == (1, 'thiếu lý do chấp nhận; thêm --reason "…"\n')
    done = ntmreport("acknowledge", "data/2021", "ntm302", "--reason", "Vì thế", "--by", "An")
    assert (done.code, done.out) == (0, f"{FILE}\n")
    text = (project / FILE).read_text("utf-8")
    assert text.count('    reason: "Vì thế"\n    by: "An"\n    day: ') == 1
    assert "NTM302" not in ntmreport("validate").out


def test_what_lapsed_is_accepted_again_with_its_old_reason(ntmreport: Run, project: Path) -> None:
    edit(project / WATER, WORKS, f"{WORKS}    - Nhà máy B\n")
    assert "NTM422" in ntmreport("validate").out
    assert ntmreport("acknowledge", "data/2021", "NTM302", NUMBER).code == 0
    assert "NTM422" not in ntmreport("validate", "--strict").out
    assert "nhưng danh sách có 4 nhà máy" in (project / FILE).read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("NTM999",), "không có cảnh báo NTM999 nào\n"),
        (("NTM302", "x"), f"không có cảnh báo NTM302 ở x; hiện có ở: {NUMBER}\n"),
        (("NTM523",), "có nhiều cảnh báo NTM523; nêu thêm một đường dẫn: annexes.01, annexes.02"),
        (("NTM306",), "NTM306 là lỗi, chỉ sửa được chứ không chấp nhận được\n"),
    ],
)
def test_what_cannot_be_accepted(
    ntmreport: Run, project: Path, arguments: tuple[str, ...], said: str
) -> None:
    edit(project / "data/2021/health.yaml", "numerator: 190113", "numerator: 910113")
    before = (project / FILE).read_bytes()
    refused = ntmreport("--lang", "vi", "acknowledge", "data/2021", *arguments, "--reason", "x")
    assert refused.code == 1
    assert refused.err.startswith(said)
    assert (project / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        b"acknowledged: [\n",
        b"acknowledged: []\n#\xff\n",
        "acknowledged: []\n".encode("utf-16"),
        b"acknowledged: [{code: NTM302, path: a, reason: b}]\n",
        b"acknowledged: []\nacknowledged: []\n",
        b"khac: 1\n",
        b"- a\n",
        b"# only a remark\n",
    ],
)
def test_what_nothing_can_be_added_to_is_left_as_it_is(
    ntmreport: Run, project: Path, content: bytes
) -> None:
    (project / FILE).write_bytes(content)
    done = ntmreport("acknowledge", "data/2021", "NTM302", NUMBER, "--reason", "x")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert (project / FILE).read_bytes() == content


@pytest.mark.parametrize("reason", ["", "  ", "a\x1bb", "a\u200bb\x00", "x" * 1001])
def test_a_reason_is_a_text_of_the_data(ntmreport: Run, project: Path, reason: str) -> None:
    if "\0" in reason:
        reason = reason.replace("\0", "\x07")
    before = (project / FILE).read_bytes()
    done = ntmreport("acknowledge", "data/2021", "NTM302", NUMBER, "--reason", reason)
    assert done.code == 2
    assert (project / FILE).read_bytes() == before


def test_a_broken_file_is_not_written(ntmreport: Run, project: Path) -> None:
    edit(project / FILE, "acknowledged:\n", "acknowledged: [\n")
    before = (project / FILE).read_bytes()
    assert ntmreport("acknowledge", "data/2021", "NTM302", "--reason", "x").code == 1
    assert (project / FILE).read_bytes() == before
