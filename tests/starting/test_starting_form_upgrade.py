"""A form that its tỉnh and an xã have changed, taken over: what is taken, kept, and put beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntmreport.cli import run
from ntmreport.model.keys_moved_by_form import MovedKey
from ntmreport.span import Span
from ntmreport.starting.data_moved_by_form import moved_data
from ntmreport.starting.form_package import FormPackage, digests_of
from ntmreport.starting.form_upgrade import Taking, form_upgrade
from tests.edits import edit
from tests.province import province, write

UNIT = "--level xã --name Đông --parent-level tỉnh --parent Nam --below An --year 2026 --months 6"
NEWER = Path("../tinh/templates/half-year-xa")
OWN = Path("templates/half-year-xa")
UPGRADE = ["--lang", "vi", "upgrade", "data/2026-6t", "--form", NEWER.as_posix()]


@pytest.fixture(autouse=True)
def _xa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the repository of a xã that has taken version 1 of its tỉnh's form."""
    province(tmp_path, names=())
    form = tmp_path / "tinh/templates/half-year-xa"
    edit(form / "form.yaml", "title: Báo cáo của xã\n", "title: Báo cáo của xã\nversion: 1\n")
    write(form / "20.j2", "II. Tồn tại\n- Còn khó khăn.\n")
    write(form / "30.j2", "III. Kiến nghị\n- Không./.\n")
    monkeypatch.chdir(tmp_path)
    assert run(["init", "xa", "--form", form.as_posix(), *UNIT.split()]) == 0
    monkeypatch.chdir(tmp_path / "xa")


def newer_version() -> None:
    edit(NEWER / "form.yaml", "version: 1", "version: 2")


@pytest.mark.parametrize(
    ("origin", "own", "newer", "wanted", "written"),
    [
        ("a", "a", "a", None, None),
        ("a", "a", "b", Taking.TAKEN, {"x": b"b"}),
        ("a", "b", "a", Taking.KEPT, {}),
        ("a", "b", "b", None, {}),
        ("a", "b", "c", Taking.CONFLICT, {"x.new": b"c"}),
        ("", "", "a", Taking.ADDED, {"x": b"a"}),
        ("", "a", "", Taking.KEPT, {}),
        ("", "a", "b", Taking.CONFLICT, {"x.new": b"b"}),
        ("a", "a", "", Taking.REMOVED, {"x": None}),
        ("a", "b", "", Taking.CONFLICT, {}),
        ("a", "", "a", Taking.KEPT, {}),
        ("a", "", "b", Taking.CONFLICT, {"x.new": b"b"}),
        ("a", "", "", None, {}),
    ],
)
def test_what_becomes_of_a_file(
    origin: str, own: str, newer: str, wanted: Taking | None, written: dict[str, bytes] | None
) -> None:
    def there(text: str) -> dict[str, bytes]:
        return {"x": text.encode()} if text else {}

    package = FormPackage("form", there(newer), "../form")
    upgrade = form_upgrade(there(own), digests_of(there(origin)), package)
    assert [each.taking for each in upgrade.files] == ([] if wanted is None else [wanted])
    assert {key: each for key, each in upgrade.written.items() if key != ".origin"} == (
        written or {}
    )


def test_a_form_that_both_have_changed(capfd: pytest.CaptureFixture[str]) -> None:
    newer_version()
    edit(NEWER / "10.j2", "I. Kết quả\n", "I. Kết quả đạt được\n")
    edit(NEWER / "20.j2", "Còn khó khăn.", "Còn nhiều khó khăn.")
    write(NEWER / "25.j2", "- Thêm.\n")
    edit(OWN / "20.j2", "Còn khó khăn.", "Đường thôn Đoài hỏng.")
    edit(OWN / "30.j2", "Không./.", "Hỗ trợ xi măng./.")
    write(OWN / "15.j2", "- Riêng của xã.\n")
    assert run(UPGRADE) == 1
    out, err = capfd.readouterr()
    assert "Kết quả đạt được" in (OWN / "10.j2").read_text("utf-8")
    assert (OWN / "25.j2").is_file()
    assert "Hỗ trợ xi măng" in (OWN / "30.j2").read_text("utf-8")
    assert (OWN / "15.j2").is_file()
    assert "Đường thôn Đoài hỏng" in (OWN / "20.j2").read_text("utf-8")
    assert "Còn nhiều khó khăn" in (OWN / "20.j2.new").read_text("utf-8")
    for words in (
        "10.j2: lấy bản mới",
        "-I. Kết quả\n+I. Kết quả đạt được",
        "25.j2: thêm",
        "30.j2: giữ như đơn vị đã sửa",
        "20.j2: cả đơn vị và bản mới cùng sửa; giữ nguyên, bản mới ở templates/half-year-xa/20.j2",
        "-- Đường thôn Đoài hỏng.\n+- Còn nhiều khó khăn.",
    ):
        assert words in out
    assert "(phiên bản 2)" in err
    assert "còn 1 tệp cả hai bên cùng sửa" in err
    # What was put together by hand is the office's own from then on.
    write(OWN / "20.j2", "II. Tồn tại\n- Còn nhiều khó khăn; đường thôn Đoài hỏng.\n")
    (OWN / "20.j2.new").unlink()
    assert run(UPGRADE) == 0
    assert "20.j2: giữ như đơn vị đã sửa" in capfd.readouterr().out
    assert not (OWN / "20.j2.new").exists()
    assert run(["validate", "data/2026-6t"]) == 0


def test_a_second_time_there_is_nothing_to_take(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(UPGRADE) == 0
    assert "mẫu đã giống bản ở ../tinh/templates/half-year-xa" in capfd.readouterr().err


def test_line_ends_are_no_change() -> None:
    newer_version()
    edit(NEWER / "20.j2", "Còn khó khăn.", "Còn nhiều khó khăn.")
    text = (OWN / "20.j2").read_bytes()
    (OWN / "20.j2").write_bytes(text.replace(b"\n", b"\r\n"))
    assert run(UPGRADE) == 0
    assert "Còn nhiều khó khăn" in (OWN / "20.j2").read_text("utf-8")


def test_without_its_origin_nothing_of_the_office_is_written_over() -> None:
    newer_version()
    (OWN / ".origin").unlink()
    assert run(UPGRADE) == 1
    assert "version: 1" in (OWN / "form.yaml").read_text("utf-8")
    assert "version: 2" in (OWN / "form.yaml.new").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("version: 1", "version: 0", 1, "viết 1, 2, 3…"),
        ("version: 1\n", "", 0, "đã lấy bản mới của mẫu"),
        ("levels: [xã]", "levels: []\nlevles: []", 1, "NTM202"),
    ],
)
def test_a_newer_form_with_mistakes_changes_nothing(
    old: str, new: str, code: int, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    edit(NEWER / "form.yaml", old, new)
    assert run(UPGRADE) == code
    assert says in capfd.readouterr().err


def test_an_older_form_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    edit(OWN / "form.yaml", "version: 1", "version: 3")
    assert run(UPGRADE) == 2
    assert "là phiên bản 1, cũ hơn phiên bản 3 đang dùng" in capfd.readouterr().err


def test_another_form_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([*UPGRADE[:-1], "../tinh/templates/half-year-tinh"]) == 2
    assert "mà data/2026-6t dùng mẫu: half-year-xa" in capfd.readouterr().err


MOVED = """\
moved:
  indicators.wage: indicators.income
  indicators.gardens: agriculture.gardens
  finance.capital: indicators.raised
  narrative.summary: narrative.opening
"""


@pytest.fixture
def older(capfd: pytest.CaptureFixture[str]) -> None:
    """Data of version 1, filled in, while version 2 of the form has moved keys."""
    write(Path("data/2026-6t/indicators.yaml"), OLDER)
    write(Path("data/2026-6t/finance.yaml"), "# Phòng Tài chính\ncapital: 120 # số cuối kỳ\n")
    write(
        Path("data/2026-6t/narrative.yaml"),
        "summary: Thu nhập {{ indicators.wage | with_unit }}, vốn {{ indicators.capital }}.\n",
    )
    form = NEWER / "form.yaml"
    text = form.read_text("utf-8").replace("version: 1", "version: 2")
    text = text.replace("  wage:", "  income:").replace("  capital:", "  raised:")
    text = text.replace(", office: finance", "").replace(
        "unit: vườn", "unit: vườn, office: agriculture"
    )
    write(form, text + MOVED)
    edit(NEWER / "10.j2", "{{ indicators.capital.label }}", "{{ indicators.raised.label }}")
    edit(
        NEWER / "10.j2",
        "{{ indicators.capital | with_unit }}",
        "{{ indicators.raised | with_unit }}",
    )
    capfd.readouterr()


OLDER = """\
# Chỉ tiêu của xã

# theo phiếu điều tra
wage: # nghìn đồng thì chia 1000
  value: 46.5
  qualifier: hơn
# đếm ngày 30/6
gardens: 7
poor: {numerator: 10, denominator: 1000}
"""
NOW = """\
# Chỉ tiêu của xã

# theo phiếu điều tra
income: # nghìn đồng thì chia 1000
  value: 46.5
  qualifier: hơn
poor: {numerator: 10, denominator: 1000}
raised: 120 # số cuối kỳ
"""


@pytest.mark.usefixtures("older")
def test_data_of_the_older_form_is_carried_over(capfd: pytest.CaptureFixture[str]) -> None:
    data = Path("data/2026-6t")
    assert run(UPGRADE) == 0
    out, err = capfd.readouterr()
    for words in ("indicators.wage chuyển thành indicators.income", "đã chuyển 4 khóa"):
        assert words in err
    assert (data / "indicators.yaml").read_text("utf-8") == NOW
    assert (data / "agriculture.yaml").read_text("utf-8") == "# đếm ngày 30/6\ngardens: 7\n"
    assert (data / "narrative.yaml").read_text("utf-8") == (
        "opening: Thu nhập {{ indicators.income | with_unit }}, vốn {{ indicators.raised }}.\n"
    )
    assert not (data / "finance.yaml").exists()
    assert "data/2026-6t/finance.yaml" in out
    assert run(["validate", "data/2026-6t"]) == 0
    assert run(UPGRADE) == 0
    assert "không cần nâng cấp" in capfd.readouterr().err


@pytest.mark.usefixtures("older")
def test_what_moved_is_told_with_what_to_do(capfd: pytest.CaptureFixture[str]) -> None:
    for path in NEWER.iterdir():
        (OWN / path.name).write_bytes(path.read_bytes())
    assert run(["--lang", "vi", "validate", "data/2026-6t"]) == 1
    out, _ = capfd.readouterr()
    assert out.count("NTM213") == 4
    for words in (
        "indicators.yaml:4:1: NTM213 bản mới của mẫu đã chuyển “wage” thành “income”",
        "“capital” thành “raised” trong indicators.yaml",
        "= cách sửa: chuyển cả dữ liệu bằng lệnh: ntmreport upgrade data/2026-6t",
    ):
        assert words in out
    assert "4 lỗi" in out


@pytest.mark.usefixtures("older")
def test_a_key_at_both_places_stays(capfd: pytest.CaptureFixture[str]) -> None:
    path = Path("data/2026-6t/indicators.yaml")
    write(path, f"{OLDER}income: 50\n")
    assert run(UPGRADE) == 0
    assert "indicators.wage: không chuyển vì đã có indicators.income" in capfd.readouterr().err
    text = path.read_text("utf-8")
    assert "wage: #" in text
    assert "income: 50" in text


def test_where_else_a_key_is_named() -> None:
    one = MovedKey(("indicators", "wage"), ("indicators", "income"), Span("", 1, 1, 1, 1))
    texts = {
        "indicators": "wage: 46\nwages: {label: Lương, unit: đồng, value: 3}\n",
        "narrative": "a: wage {{ indicators.wage }} {{ indicators.wages }} {{ x.wage }}\n",
        "acknowledged": (
            "acknowledged:\n  - code: NTM302\n    path: indicators.wage.value # cũ\n"
            "  - code: NTM302\n    path: indicators.wages\n"
        ),
        "communes/an-binh": "name: An Bình\nfigures:\n  wage: 4\n  indicators.wages.value: 5\n",
        "communes/binh-son": "name: Bình Sơn\nfigures: {indicators.wage.value: 4}\n",
    }
    assert moved_data(texts, [one], {"income"}).texts == {
        "indicators": texts["indicators"].replace("wage: 46", "income: 46"),
        "narrative": texts["narrative"].replace("{{ indicators.wage }}", "{{ indicators.income }}"),
        "acknowledged": texts["acknowledged"].replace("wage.value", "income.value"),
        "communes/an-binh": texts["communes/an-binh"].replace("  wage: 4", "  income: 4"),
        "communes/binh-son": texts["communes/binh-son"].replace("wage.value", "income.value"),
    }


@pytest.mark.parametrize(
    "moved", ["[wage]", "{wage: income}", "{indicators.wage: income}", "{indicators.wage: [a.b]}"]
)
def test_what_is_no_move_is_told(moved: str, capfd: pytest.CaptureFixture[str]) -> None:
    form = OWN / "form.yaml"
    write(form, form.read_text("utf-8") + f"moved: {moved}\n")
    assert run(["--lang", "vi", "validate", "data/2026-6t"]) == 1
    assert (
        "viết mỗi dòng một khóa, ví dụ indicators.wage: indicators.income" in capfd.readouterr().out
    )
