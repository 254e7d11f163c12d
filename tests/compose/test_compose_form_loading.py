"""A form is a folder that the data names: no other file is reached, and none is missing unsaid."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ntmreport.pipeline import Compiler
from ntmreport.source import load_text, source_texts
from tests.model.years import FORM, compiled, edited_year

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ntmreport.source.loading import LoadedText
    from tests.model.years import Answer


@pytest.mark.parametrize(
    "name",
    ["../x", "/etc", "a/b", "..", ".", "../annual-district", "annual-district/", "C:", "a\\b", "A"],
)
def test_a_path_is_no_name(tmp_path: Path, name: str) -> None:
    # The folders are there and hold a form: it is the name that is refused.
    answer = edited_year(tmp_path, ("report.yaml", f"form: {FORM}", f"form: '{name}'"))
    for there in (tmp_path / "x", tmp_path / "templates/a/b", tmp_path / "templates/A"):
        shutil.copytree(tmp_path / "templates" / FORM, there)
    again = compiled(answer.folder)
    assert again.places == ["report.yaml:4:7 NTM508"]
    assert again.compiled.form is None
    assert again.compiled.document is None


def test_a_mistyped_form_is_told_with_the_nearest(year: Callable[..., Answer]) -> None:
    answer = year(("report.yaml", "form: annual-district", "form: annual-distrct"))
    assert answer.places == ["report.yaml:4:7 NTM508"]
    assert answer.hints == ["write `annual-district`"]


def test_another_form_needs_only_its_folder(tmp_path: Path) -> None:
    answer = edited_year(tmp_path, ("report.yaml", f"form: {FORM}", "form: half-year"))
    other = tmp_path / "templates/half-year"
    other.mkdir()
    shutil.copy(tmp_path / "templates" / FORM / "layout.docx", other)
    (other / "2.j2").write_text("I. {{ report.issuer }}\n", encoding="utf-8")
    (other / "1.j2").write_text("@subject Sáu tháng\n", encoding="utf-8")
    (other / "_3.j2").write_text("không in\n", encoding="utf-8")
    assert compiled(answer.folder).lines == ["I. UBND huyện Triệu Sơn"]


def test_a_form_without_a_layout(tmp_path: Path) -> None:
    answer = edited_year(tmp_path)
    (tmp_path / "templates" / FORM / "layout.docx").unlink()
    assert compiled(answer.folder).places == ["layout.docx:1:1 NTM504"]


def test_a_form_without_templates(tmp_path: Path) -> None:
    answer = edited_year(tmp_path)
    for path in (tmp_path / "templates" / FORM).glob("*.j2"):
        path.unlink()
    assert compiled(answer.folder).places == ["*.j2:1:1 NTM504"]


def test_a_template_with_hidden_characters(tmp_path: Path) -> None:
    answer = edited_year(tmp_path, ("60-more.j2", "", "a\u200b\ufdd0b\n"))
    assert answer.places == ["60-more.j2:1:3 NTM106"]


def test_a_template_that_is_not_utf8(tmp_path: Path) -> None:
    answer = edited_year(tmp_path)
    (tmp_path / "templates" / FORM / "60-more.j2").write_bytes(b"ti\xea\n")
    assert compiled(answer.folder).places == ["60-more.j2:1:3 NTM105"]


def test_the_digest_of_a_form_changes_with_each_part_of_it(tmp_path: Path) -> None:
    answer = edited_year(tmp_path)
    digests = set()
    form = tmp_path / "templates" / FORM
    for change in (
        lambda: None,
        lambda: (form / "60-more.j2").write_text("a\n", encoding="utf-8"),
        lambda: (form / "60-more.j2").write_text("b\n", encoding="utf-8"),
        lambda: (form / "60-more.j2").rename(form / "61-more.j2"),
        lambda: (form / "layout.docx").write_bytes(b"x"),
    ):
        change()
        found = compiled(answer.folder).compiled.form
        assert found is not None
        digests.add(found.digest)
    assert len(digests) == 5


def test_a_form_is_read_again_only_where_a_file_of_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = edited_year(tmp_path, ("report.yaml", f"form: {FORM}", "form: half-year")).folder
    form = tmp_path / "templates/half-year"
    form.mkdir()
    shutil.copy(tmp_path / "templates" / FORM / "layout.docx", form)
    template = form / "1.j2"
    template.write_text("một\n", encoding="utf-8")
    read: list[str] = []

    def noted(path: Path, file: str, within: Path) -> LoadedText:
        if path.suffix == ".j2":
            read.append(path.name)
        return load_text(path, file, within)

    monkeypatch.setattr(source_texts, "load_text", noted)
    compiler = Compiler()

    def texts() -> list[str]:
        _, loaded, _ = compiler.source_of(folder / "data/2021")
        return [*loaded.templates.values()] if loaded is not None else []

    assert (texts(), texts(), read) == (["một\n"], ["một\n"], ["1.j2"])
    template.write_text("hai\n", encoding="utf-8")
    (form / "2.j2").write_text("ba\n", encoding="utf-8")
    assert texts() == ["hai\n", "ba\n"]
    (form / "2.j2").unlink()
    assert texts() == ["hai\n"]
    (form / "layout.docx").unlink()
    assert texts() == []
