"""From a Subject, a period's data and report, to diagnostics: the list of all checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.checks import (
    agreement_across_files,
    capitals,
    confirmation,
    declared_sums,
    decree_spelling,
    document_citations,
    figures_in_sentences,
    frame_lines,
    impossible_shares,
    levels_in_force,
    line_punctuation,
    listed_names,
    misread_yaml,
    parts_and_wholes,
    printed_twice,
    report_structure,
    share_sizes,
    stated_figures,
    year_to_year,
)
from ntmreport.checks.layout import LAYOUT_CHECKS
from ntmreport.checks.prose import keep_form_prose
from ntmreport.checks.violation import Check, Subject, Violation, check
from ntmreport.checks.wording import WORDING_CHECKS, leftover_marks, misspelt_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ntmreport.diagnostic import Diagnostic

REPORT_CHECKS: tuple[Check, ...] = (
    misread_yaml.comment_behind,
    misread_yaml.entry_runs_on,
    stated_figures.total_differs_from_parts,
    stated_figures.count_differs_from_list,
    stated_figures.share_differs_from_numbers,
    stated_figures.share_is_cut,
    stated_figures.change_differs_from_shares,
    parts_and_wholes.part_above_whole,
    parts_and_wholes.subset_above_set,
    impossible_shares.impossible_share,
    parts_and_wholes.shares_do_not_add_up,
    parts_and_wholes.range_reversed,
    parts_and_wholes.nothing_has_something,
    parts_and_wholes.rest_impossible,
    parts_and_wholes.total_among_parts,
    declared_sums.differs_from_whole,
    listed_names.listed_twice,
    listed_names.commune_unknown,
    document_citations.document_not_declared,
    document_citations.document_declared_twice,
    document_citations.document_cited_otherwise,
    document_citations.document_dated_later,
    document_citations.as_of_the_future,
    levels_in_force.level_not_in_force,
    agreement_across_files.counts_disagree,
    agreement_across_files.more_than_all_communes,
    year_to_year.out_of_the_year,
    year_to_year.plan_not_reached,
    year_to_year.cumulative_falls,
    year_to_year.moved_much,
    year_to_year.speaks_of_last_year,
    year_to_year.file_unchanged,
    year_to_year.year_differs_from_folder,
    share_sizes.share_unlike_its_kind,
    confirmation.not_confirmed,
    listed_names.other_unit,
    agreement_across_files.differs_from_communes,
    agreement_across_files.level_differs_from_criteria,
    agreement_across_files.recognition_differs_from_level,
    agreement_across_files.contributions_disagree,
    agreement_across_files.criteria_set_not_in_force,
    *WORDING_CHECKS,
    report_structure.numbering_gap,
    report_structure.letter_order,
    report_structure.annex_not_attached,
    report_structure.end_mark_missing,
    report_structure.annex_not_cited,
    report_structure.nothing_follows,
    report_structure.printed_nowhere,
    frame_lines.frame_incomplete,
    printed_twice.printed_twice,
    leftover_marks.leftover,
    line_punctuation.dash_of_no_item,
    line_punctuation.final_stop,
    decree_spelling.document_number_spelling,
    decree_spelling.signer_spelling,
    capitals.capitals,
    figures_in_sentences.change_word,
    figures_in_sentences.zero_printed,
    figures_in_sentences.unit_twice,
    figures_in_sentences.figure_in_sentence,
    misspelt_words.doubled_word,
    misspelt_words.misspelt_word,
    misspelt_words.no_such_day,
)
"""The checks of data and wording, in the order of their codes."""

CHECKS: tuple[Check, ...] = (*REPORT_CHECKS, *LAYOUT_CHECKS)
"""Every check there is; those of the layout have to read layout.docx."""


def run(subject: Subject, checks: Iterable[Check]) -> Iterator[Diagnostic]:
    """Yield all that `checks` find."""
    for each in checks:
        yield from each.run(subject)
    keep_form_prose(subject)


__all__ = ["CHECKS", "REPORT_CHECKS", "Check", "Subject", "Violation", "check", "run"]
