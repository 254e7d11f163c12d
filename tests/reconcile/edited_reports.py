"""A built report, and what people do to it in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from retouch.word_paragraphs import Author, WordParagraphs, text_of

from ntmreport.language import Bilingual
from ntmreport.pipeline import rendered
from ntmreport.reconcile.base_report import BaseReport
from ntmreport.reconcile.current_data import CurrentData, ReportSource
from ntmreport.reconcile.reconciliation import Reconciliation, reconciled
from ntmreport.word_reader import View, read_word_file

if TYPE_CHECKING:
    from pathlib import Path

LEADER = Author("Lê Văn Hùng", "2022-01-05T08:00:00Z")


class Built(NamedTuple):
    """A report as it was built, and the data that it was built from."""

    content: bytes
    base: BaseReport
    source: ReportSource
    now: CurrentData

    def reconciled(self, content: bytes, view: View = View.ACCEPTED) -> Reconciliation:
        """Return what became of the report in a file of that content."""
        return reconciled(self.base, read_word_file(content, view), self.source, self.now)

    def since(self, **texts: str) -> Built:
        """Return the report where the files of the data have other texts by now."""
        folder = self.source.data.as_posix()
        now = self.source.now({f"{folder}/{name}.yaml": text for name, text in texts.items()})
        assert now is not None
        return self._replace(now=now)

    def text(self, name: str) -> str:
        """Return the text of a file of the data."""
        return self.now.compiled.texts[f"{self.source.data.as_posix()}/{name}.yaml"]


def built(data: Path, templates: Path) -> Built:
    source = ReportSource(data, "", templates, ())
    now = source.now({})
    assert now is not None
    content, _ = rendered(now.compiled)
    assert content is not None
    file = read_word_file(content, View.ACCEPTED)
    return Built(content, BaseReport(file, now.record, Bilingual("", "")), source, now)


def edited(content: bytes, *changes: tuple[str, str], author: Author | None = None) -> bytes:
    """Return a Word file with words replaced, each where it stands first."""
    paragraphs = WordParagraphs(content)
    for old, new in changes:
        paragraph = next(each for each in paragraphs.all if old in _text(each))
        at = _text(paragraph).index(old)
        paragraphs.replace(paragraph, at, at + len(old), new, author)
    return paragraphs.content()


def _text(paragraph: object) -> str:
    return text_of(paragraph).replace("\u00a0", " ")  # type: ignore[arg-type]
