"""From a year's data to what is wrong with it: what must agree does agree, or is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.checks import (
    capitals,
    change_words,
    comment_behind_text,
    communes,
    counts,
    decree_spelling,
    documents,
    entry_runs_on,
    figures_in_sentences,
    form,
    frame_lines,
    funds,
    impossible,
    line_marks,
    names,
    other_units,
    parts,
    printed_twice,
    share_sizes,
    stated,
    years,
)
from ntmreport.checks.layout import LAYOUT_CHECKS
from ntmreport.checks.subject import Check, Finding, Subject, check
from ntmreport.checks.wording import WORDING_CHECKS, leftover_marks, written_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntmreport.diagnostic import Diagnostic

REPORT_CHECKS: tuple[Check, ...] = (
    comment_behind_text.comment_behind,
    entry_runs_on.entry_runs_on,
    stated.total_differs_from_parts,
    stated.count_differs_from_list,
    stated.share_differs_from_numbers,
    stated.share_is_cut,
    stated.change_differs_from_shares,
    parts.part_above_whole,
    parts.subset_above_set,
    impossible.impossible_share,
    parts.shares_do_not_add_up,
    parts.range_reversed,
    parts.nothing_has_something,
    parts.rest_impossible,
    parts.total_among_parts,
    names.listed_twice,
    names.commune_unknown,
    documents.document_not_declared,
    documents.document_declared_twice,
    documents.document_cited_otherwise,
    documents.document_dated_later,
    documents.as_of_the_future,
    counts.counts_disagree,
    counts.more_than_all_communes,
    years.out_of_the_year,
    years.plan_not_reached,
    years.cumulative_falls,
    years.moved_much,
    years.speaks_of_last_year,
    years.file_unchanged,
    years.year_differs_from_folder,
    share_sizes.share_unlike_its_kind,
    other_units.other_unit,
    communes.differs_from_communes,
    communes.level_differs_from_criteria,
    communes.recognition_differs_from_level,
    funds.contributions_disagree,
    *WORDING_CHECKS,
    form.numbering_gap,
    form.letter_order,
    form.annex_not_attached,
    form.end_mark_missing,
    form.annex_not_cited,
    form.nothing_follows,
    form.printed_nowhere,
    frame_lines.frame_incomplete,
    printed_twice.printed_twice,
    leftover_marks.leftover,
    line_marks.dash_of_no_item,
    line_marks.final_stop,
    decree_spelling.document_number_spelling,
    decree_spelling.signer_spelling,
    capitals.capitals,
    change_words.change_word,
    change_words.zero_printed,
    change_words.unit_twice,
    figures_in_sentences.figure_in_sentence,
    written_words.doubled_word,
    written_words.misspelt_word,
    written_words.no_such_day,
)
"""The checks of data and wording, in the order of their codes."""

CHECKS: tuple[Check, ...] = (*REPORT_CHECKS, *LAYOUT_CHECKS)
"""Every check there is; those of the layout have to read layout.docx."""


def run(subject: Subject, checks: Iterable[Check]) -> Iterator[Diagnostic]:
    """Yield all that `checks` find."""
    for each in checks:
        yield from each.run(subject)


__all__ = ["CHECKS", "REPORT_CHECKS", "Check", "Finding", "Subject", "check", "run"]
