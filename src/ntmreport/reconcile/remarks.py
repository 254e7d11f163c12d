"""The remarks that readers left in an edited report, with the places of what they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.language import Bilingual
from ntmreport.reconcile.difference import Remark
from ntmreport.reconcile.folded_text import folded_text
from ntmreport.reconcile.line_differences import places_shown
from ntmreport.span import written_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ntmreport.reconcile.current_data import CurrentData
    from ntmreport.reconcile.recorded_report import RecordedLine, RecordedReport
    from ntmreport.remark_file import RemarkFile
    from ntmreport.word_reader import WordFile


def new_remarks(old: WordFile, new: WordFile, record: RecordedReport) -> Iterator[Remark]:
    """Yield the remarks of `new` that were not in it when it was built.

    A remark's place is that of the figure or text of the data that it is on, else of the wording.
    """
    known = {(each.author, each.text) for each in old.remarks}
    lines = {
        folded_text(line.text).text: line for line in reversed((*record.frame, *record.blocks))
    }
    texts = {each.place: each.labelled_text for each in new.paragraphs()}
    for remark in new.remarks:
        if (remark.author, remark.text) in known:
            continue
        text = texts.get(remark.place, "") if remark.place is not None else ""
        line = lines.get(folded_text(text).text)
        headings = remark.place.headings if remark.place is not None else ()
        yield Remark(
            remark.author,
            remark.date,
            remark.text,
            line.section if line is not None else "".join(headings[-1:]),
            remark.quoted,
            _place(remark.quoted, line),
            tuple(f"{each.author}: {each.text}" for each in remark.replies),
        )


def page_remarks(file: RemarkFile, now: CurrentData) -> Iterator[Remark]:
    """Yield the remarks that were saved on a review page, with the places that they are on now."""
    lines = (*now.record.frame, *now.record.blocks)
    by_text = {folded_text(line.text).text: line for line in reversed(lines)}
    for remark in file.remarks:
        line = by_text.get(folded_text(remark.paragraph).text)
        scalar = next(
            (at for path, at in now.scalars.items() if written_path(path) == remark.path), None
        )
        place = str(scalar.span) if scalar is not None else _place(remark.quoted, line)
        yield Remark(remark.author, remark.date, remark.text, remark.section, remark.quoted, place)


def origin_of(file: RemarkFile, now: CurrentData) -> Bilingual:
    """Return whether the remarks were made on what the data prints now."""
    if file.data_digest == now.record.data_digest:
        return Bilingual("góp ý trên dữ liệu như hôm nay", "remarks on the data as it is today")
    return Bilingual(
        "góp ý khi dữ liệu còn khác hôm nay", "remarks on the data when it was not as today"
    )


def _place(words: str, line: RecordedLine | None) -> str:
    """Return the place of the figure or text that a remark is on, else of the line's wording."""
    if line is None:
        return ""
    quoted = folded_text(words).text
    for figure in line.figures:
        if quoted and folded_text(figure.text).text in quoted:
            return figure.place or places_shown(figure.sources)
    for text in line.texts:
        if quoted and quoted in folded_text(line.text[text.at : text.end]).text:
            return text.place
    return line.wording
