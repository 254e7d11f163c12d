"""The hover on a figure: value, computation, places that print it, figures that follow from it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.figure import LABEL_SEPARATOR, Computed, Counted, Stated
from ntmreport.figure.number_format import number, printed, printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.language_server.hover_text import Link, Strong
from ntmreport.lineage import exact, formula_with_values, leaves
from ntmreport.lineage.answers import counted, short_label, stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ntmreport.figure import Figure
    from ntmreport.language import Language
    from ntmreport.language_server.hover_text import HoverText, Piece
    from ntmreport.language_server.period_figures import PeriodFigures, PrintedPlace
    from ntmreport.lineage import Entry
    from ntmreport.lineage.earlier_periods import FiguresBefore
    from ntmreport.span import Span

_MOST_PLACES = 6
_MOST_FOLLOWERS = 8
_MOST_SOURCES = 4
_MOST_SPELLINGS = 3

NOT_PRINTED = Bilingual("Báo cáo không in số liệu này.", "The report does not print it.")
_NO_REPORT = Bilingual(
    "Chưa dựng được báo cáo: chưa rõ in ở đâu.",
    "There is no report yet to say where it is printed.",
)
_PRINTED = Bilingual("In trong báo cáo:", "Printed in the report:")
_FOLLOWS = Bilingual("Dùng để tính:", "Used to compute:")


class FigureTeller(Struct, frozen=True):
    """Says what is known of figures and texts in a hover.

    `link` gives the address of a place.
    """

    figures: PeriodFigures
    before: FiguresBefore | None
    language: Language
    link: Callable[[Span], str]

    def whole(self, text: HoverText, entry: Entry, *, with_source: bool = False) -> None:
        """Say all of a figure; where its numbers are written `with_source`."""
        figure = entry.figure
        if figure.label:
            text.paragraph(Strong(figure.label))
        text.paragraph(Strong(printed_with_unit(figure)), *self._way(figure), self._spelt(entry))
        if with_source:
            self._sources(text, figure)
        if figure.provenance is not None and (words := figure.provenance.words.text(self.language)):
            text.paragraph(words)
        self.printed_at(text, self.figures.places_of(entry), NOT_PRINTED)
        self._followers(text, figure)
        self.value_before(text, figure)
        if entry.path:
            text.paragraph(self._said("Đường dẫn: ", "Path: "), entry.path)

    def short(self, entry: Entry) -> list[Piece]:
        """Return a line on a figure: value, name, computation, and sections that print it."""
        figure = entry.figure
        name = short_label(figure) if figure.label else ""
        origin = figure.origin
        way = formula_with_values(figure)
        if isinstance(origin, Counted):
            way = counted(len(origin.items)).text(self.language)
        pieces: list[Piece] = [Strong(printed_with_unit(figure)), f" {name}" if name else ""]
        pieces.append(f" = {way}" if way else "")
        sections = sections_in(self.figures.places_of(entry))
        if sections:
            pieces.append(self._said(f"; in ở {sections}", f"; printed in {sections}"))
        return pieces

    def printed_at(
        self, text: HoverText, places: Iterable[PrintedPlace], nowhere: Bilingual | None
    ) -> None:
        """Say where something is printed, by section, sentence and line of the template."""
        found = list(places)
        if not found:
            if not self.figures.has_report:
                text.paragraph(_NO_REPORT.text(self.language))
            elif nowhere is not None:
                text.paragraph(nowhere.text(self.language))
            return
        text.paragraph(_PRINTED.text(self.language))
        for each in found[:_MOST_PLACES]:
            section = f"{each.section} " if each.section else ""
            link = ("", self._link(each.span)) if each.span is not None else ()
            text.item(f"{section}{shortened(each.sentence)} ", *link)
        self.more(text, len(found) - _MOST_PLACES)

    def more(self, text: HoverText, number: int) -> None:
        """Say how many more there are."""
        if number > 0:
            text.item(self._said(f"… và {number} nữa", f"… and {number} more"))

    def value_before(self, text: HoverText, figure: Figure) -> None:
        """Say what a figure was in the period before, where it is the same figure."""
        if self.before is None:
            return
        then = self.before.at(figure.path)
        if then is not None and then.unit == figure.unit:
            text.paragraph(f"{self.period_before}: {printed_with_unit(then)}")

    @property
    def period_before(self) -> str:
        """The name of the period before."""
        period = self.before.period.name if self.before is not None else ""
        return self._said(f"Kỳ {period}" if "-" in period else f"Năm {period}", period)

    def _way(self, figure: Figure) -> Iterator[Piece]:
        match figure.origin:
            case Computed():
                precise = exact(figure)
                more = "" if precise == number(figure) else f" = {precise}"
                yield f" = {formula_with_values(figure)}{more}"
            case Counted(items=items):
                yield f" = {counted(len(items)).text(self.language)}"
            case Stated(computed=computed):
                yield f" ({stated(figure, computed).text(self.language)})"
            case _:
                pass

    def _spelt(self, entry: Entry) -> str:
        """Return how the report spells a figure where that is not its value: `08`."""
        figure = entry.figure
        known = {printed(figure), printed_with_unit(figure), number(figure)}
        texts = (each.replace("\u00a0", " ") for each in entry.printed_texts)
        others = [each for each in dict.fromkeys(texts) if each not in known][:_MOST_SPELLINGS]
        if not others:
            return ""
        vi, en = (quote.join(others) for quote in ("”, “", "`, `"))
        return self._said(f"; in là “{vi}”", f"; printed as `{en}`")

    def _sources(self, text: HoverText, figure: Figure) -> None:
        spans = list(dict.fromkeys(leaves(figure)))
        if not spans:
            return
        pieces: list[Piece] = [self._said("Từ: ", "From: ")]
        for position, span in enumerate(spans[:_MOST_SOURCES]):
            pieces += [", " if position else "", self._link(span)]
        if (more := len(spans) - _MOST_SOURCES) > 0:
            pieces.append(self._said(f" và {more} chỗ nữa", f" and {more} more"))
        text.paragraph(*pieces)

    def _followers(self, text: HoverText, figure: Figure) -> None:
        followers = self.figures.followers(figure)
        found = list(islice(followers, _MOST_FOLLOWERS))
        if found:
            text.paragraph(_FOLLOWS.text(self.language))
            for each in found:
                text.item(*self.short(each))
            self.more(text, sum(1 for _ in followers))

    def _link(self, span: Span) -> Link:
        return Link(f"{span.file}:{span.line}", self.link(span))

    def _said(self, vi: str, en: str) -> str:
        return Bilingual(vi, en).text(self.language)


def sections_in(places: Iterable[PrintedPlace]) -> str:
    """Return the sections of places, each once: `I.2.d, I.3.a`."""
    return ", ".join(dict.fromkeys(shown_section(each.section) for each in places if each.section))


def shown_section(section: str) -> str:
    """Return a section as a sentence names it: `I.2.d`, `II.1`."""
    return section.rstrip(".)")


def last_name(figure: Figure) -> str:
    """Return the last step of a figure's label."""
    return figure.label.rpartition(LABEL_SEPARATOR)[2]


_LONGEST = 240


def shortened(sentence: str) -> str:
    """Return a sentence that a hover has room for."""
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST].rstrip()}…"
