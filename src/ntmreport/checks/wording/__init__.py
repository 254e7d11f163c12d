"""The checks of wording: encodings, letters, marks, spaces, spelling, numbers, abbreviations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.checks.wording.abbreviations import undeclared_abbreviation
from ntmreport.checks.wording.legacy_encodings import legacy_encoding
from ntmreport.checks.wording.misspelt_words import doubled_word, misspelt_word, no_such_day
from ntmreport.checks.wording.quotes_and_brackets import mixed_quotes, unpaired_mark
from ntmreport.checks.wording.spacing import spacing
from ntmreport.checks.wording.spelling import impossible_syllable, read_words
from ntmreport.checks.wording.tone_marks import tone_mark_placement
from ntmreport.checks.wording.typed_numbers import typed_number
from ntmreport.checks.wording.unusual_characters import invisible_character, look_alike_letter

if TYPE_CHECKING:
    from ntmreport.checks.violation import Check

WORDING_CHECKS: tuple[Check, ...] = (
    legacy_encoding,
    look_alike_letter,
    invisible_character,
    tone_mark_placement,
    mixed_quotes,
    spacing,
    impossible_syllable,
    typed_number,
    undeclared_abbreviation,
    unpaired_mark,
)
"""The checks of family 51x, in the order of their codes."""

FREE_WORDING_CHECKS: tuple[Check, ...] = (
    legacy_encoding,
    look_alike_letter,
    invisible_character,
    spacing,
    impossible_syllable,
    doubled_word,
    misspelt_word,
    no_such_day,
)
"""The checks of wording that need neither data nor form: any text can be held against them."""

__all__ = ["FREE_WORDING_CHECKS", "WORDING_CHECKS", "read_words"]
