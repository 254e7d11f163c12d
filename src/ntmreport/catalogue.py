"""The catalogue of rules: one line for each kind of diagnostic.

Codes are never reused. Families: 1xx reading YAML, 2xx the schema, 3xx arithmetic within a section,
4xx agreement across sections and years, 5xx wording and templates, 6xx layout, 7xx
sheets that come back, 8xx prose of finished reports.
"""

from __future__ import annotations

from ntmreport.diagnostic import Rule, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# 1xx reading YAML
FILE_MISSING = Rule("NTM101", "file-missing", ERROR)
FILE_UNKNOWN = Rule("NTM102", "file-unknown", ERROR)
FILE_EMPTY = Rule("NTM103", "file-empty", ERROR)
FILE_TOO_LARGE = Rule("NTM104", "file-too-large", ERROR)
NOT_UTF8 = Rule("NTM105", "not-utf8", ERROR)
FORBIDDEN_CHARACTER = Rule("NTM106", "forbidden-character", ERROR)
NOT_NFC = Rule("NTM107", "not-nfc", ERROR)
SYNTAX = Rule("NTM108", "yaml-syntax", ERROR)
DUPLICATE_KEY = Rule("NTM109", "duplicate-key", ERROR)
YAML_FEATURE = Rule("NTM110", "yaml-feature", ERROR)
TOO_DEEP = Rule("NTM111", "nesting-too-deep", ERROR)
NOT_A_MAPPING = Rule("NTM112", "not-a-mapping", ERROR)
FILE_NOT_REGULAR = Rule("NTM113", "file-not-regular", ERROR)
COMMENT_BEHIND_TEXT = Rule("NTM114", "comment-behind-text", WARNING)
ENTRY_RUNS_ON = Rule("NTM115", "entry-runs-on", WARNING)
NUMBER_SPELLING = Rule("NTM120", "number-spelling", ERROR)
DATE_SPELLING = Rule("NTM121", "date-spelling", ERROR)

# 2xx the schema
MISSING = Rule("NTM201", "missing-value", ERROR)
UNKNOWN_KEY = Rule("NTM202", "unknown-key", ERROR)
WRONG_TYPE = Rule("NTM203", "wrong-type", ERROR)
OUT_OF_RANGE = Rule("NTM204", "out-of-range", ERROR)
TEXT_LINES = Rule("NTM205", "text-over-several-lines", ERROR)
SCHEMA_TOO_NEW = Rule("NTM206", "schema-too-new", ERROR)
SCHEMA_TOO_OLD = Rule("NTM207", "schema-too-old", ERROR)
LEFT_BLANK = Rule("NTM208", "left-blank", NOTE)
SCHEMA_STALE = Rule("NTM209", "schema-stale", NOTE)
KEY_SPELLING = Rule("NTM211", "key-spelling", ERROR)
KEYS_NOT_TOGETHER = Rule("NTM212", "keys-not-together", ERROR)
MOVED_BY_FORM = Rule("NTM213", "moved-by-form", ERROR)

# 3xx arithmetic within a section
TOTAL_DIFFERS = Rule("NTM301", "total-differs-from-parts", WARNING)
COUNT_DIFFERS = Rule("NTM302", "count-differs-from-list", WARNING)
SHARE_DIFFERS = Rule("NTM303", "share-differs-from-numbers", WARNING)
SHARE_CUT = Rule("NTM304", "share-cut-not-rounded", WARNING)
CHANGE_DIFFERS = Rule("NTM305", "change-differs-from-shares", WARNING)
PART_ABOVE_WHOLE = Rule("NTM306", "part-above-whole", ERROR)
SUBSET_ABOVE_SET = Rule("NTM307", "subset-above-set", ERROR)
SHARE_ABOVE_HUNDRED = Rule("NTM308", "share-above-hundred", ERROR)
IMPOSSIBLE_SHARE = Rule("NTM309", "impossible-share", WARNING)
SHARES_DO_NOT_ADD_UP = Rule("NTM310", "shares-do-not-add-up", WARNING)
RANGE_REVERSED = Rule("NTM311", "range-reversed", ERROR)
NOTHING_TO_DIVIDE = Rule("NTM312", "share-of-nothing", ERROR)
NOTHING_HAS_SOMETHING = Rule("NTM313", "nothing-has-something", WARNING)
REST_IMPOSSIBLE = Rule("NTM314", "rest-impossible", WARNING)
TOTAL_AMONG_PARTS = Rule("NTM315", "total-among-parts", WARNING)
WHOLE_DIFFERS = Rule("NTM316", "differs-from-whole", WARNING)

# 4xx agreement across sections and years
LISTED_TWICE = Rule("NTM401", "listed-twice", ERROR)
COMMUNE_UNKNOWN = Rule("NTM402", "commune-unknown", ERROR)
DOCUMENT_NOT_DECLARED = Rule("NTM403", "document-not-declared", ERROR)
DOCUMENT_DECLARED_TWICE = Rule("NTM404", "document-declared-twice", ERROR)
DOCUMENT_CITED_OTHERWISE = Rule("NTM405", "document-cited-otherwise", WARNING)
DOCUMENT_DATED_LATER = Rule("NTM406", "document-dated-later", ERROR)
COUNTS_DISAGREE = Rule("NTM407", "counts-disagree", WARNING)
AS_OF_THE_FUTURE = Rule("NTM409", "as-of-the-future", ERROR)
MORE_THAN_ALL_COMMUNES = Rule("NTM408", "more-than-all-communes", ERROR)
OUT_OF_THE_YEAR = Rule("NTM410", "out-of-the-year", WARNING)
PLAN_NOT_REACHED = Rule("NTM411", "plan-not-reached", WARNING)
CUMULATIVE_FALLS = Rule("NTM412", "cumulative-falls", WARNING)
MOVED_MUCH = Rule("NTM413", "moved-much", WARNING)
SPEAKS_OF_LAST_YEAR = Rule("NTM414", "speaks-of-last-year", WARNING)
FILE_UNCHANGED = Rule("NTM415", "file-unchanged", WARNING)
YEAR_DIFFERS = Rule("NTM416", "year-differs-from-folder", WARNING)
SHARE_UNLIKE_ITS_KIND = Rule("NTM417", "share-unlike-its-kind", WARNING)
OTHER_UNIT = Rule("NTM418", "other-unit", WARNING)
ACKNOWLEDGEMENT_UNUSED = Rule("NTM421", "acknowledgement-unused", WARNING)
ACKNOWLEDGEMENT_LAPSED = Rule("NTM422", "acknowledgement-lapsed", WARNING)
NOT_CONFIRMED = Rule("NTM423", "not-confirmed", WARNING)

# 43x communes and funds
DIFFERS_FROM_COMMUNES = Rule("NTM431", "differs-from-communes", WARNING)
COMMUNE_FILE_MISSING = Rule("NTM432", "commune-file-missing", ERROR)
COMMUNE_FILE_TWICE = Rule("NTM433", "commune-file-twice", ERROR)
LEVEL_DIFFERS = Rule("NTM434", "level-differs-from-criteria", WARNING)
RECOGNITION_DIFFERS = Rule("NTM435", "recognition-differs-from-level", WARNING)
CONTRIBUTIONS_DISAGREE = Rule("NTM436", "contributions-disagree", WARNING)
CRITERIA_SET_NOT_IN_FORCE = Rule("NTM437", "criteria-set-not-in-force", WARNING)
COMMUNE_KIND_DIFFERS = Rule("NTM438", "commune-kind-differs", ERROR)
COMMUNE_REPORTS_OTHERWISE = Rule("NTM439", "commune-reports-otherwise", ERROR)
COMMUNE_IS_DRAFT = Rule("NTM440", "commune-is-draft", WARNING)
LEVEL_NOT_IN_FORCE = Rule("NTM441", "level-not-in-force", WARNING)

# 5xx wording and templates
TEMPLATE_SYNTAX = Rule("NTM501", "template-syntax", ERROR)
UNDEFINED_NAME = Rule("NTM502", "undefined-name", ERROR)
EXPRESSION_FAILS = Rule("NTM503", "expression-fails", ERROR)
TEMPLATE_MISSING = Rule("NTM504", "template-missing", ERROR)
NUMBER_WITHOUT_FIGURE = Rule("NTM505", "number-without-figure", ERROR)
NO_VALUE = Rule("NTM507", "no-value-to-print", ERROR)
FORM_UNKNOWN = Rule("NTM508", "form-unknown", ERROR)
MARKUP = Rule("NTM506", "markup", ERROR)
PICTURE = Rule("NTM509", "picture", ERROR)
CHART = Rule("NTM510", "chart", ERROR)

# 51x wording
LEGACY_ENCODING = Rule("NTM511", "legacy-encoding", ERROR)
LOOK_ALIKE_LETTER = Rule("NTM512", "look-alike-letter", ERROR)
INVISIBLE_CHARACTER = Rule("NTM513", "invisible-character", ERROR)
TONE_MARK_PLACEMENT = Rule("NTM514", "tone-mark-placement", WARNING)
MIXED_QUOTES = Rule("NTM515", "mixed-quotes", WARNING)
SPACING = Rule("NTM516", "spacing", WARNING)
IMPOSSIBLE_SYLLABLE = Rule("NTM517", "impossible-syllable", WARNING)
TYPED_NUMBER = Rule("NTM518", "typed-number", WARNING)
UNDECLARED_ABBREVIATION = Rule("NTM519", "undeclared-abbreviation", WARNING)
UNPAIRED_MARK = Rule("NTM520", "unpaired-mark", WARNING)

# 52x form
NUMBERING_GAP = Rule("NTM521", "numbering-gap", WARNING)
LETTER_ORDER = Rule("NTM522", "letter-order", NOTE)
ANNEX_NOT_ATTACHED = Rule("NTM523", "annex-not-attached", WARNING)
END_MARK_MISSING = Rule("NTM524", "end-mark-missing", WARNING)
ANNEX_NOT_CITED = Rule("NTM525", "annex-not-cited", WARNING)
NOTHING_FOLLOWS = Rule("NTM526", "nothing-follows", WARNING)
PRINTED_NOWHERE = Rule("NTM527", "printed-nowhere", WARNING)
FRAME_INCOMPLETE = Rule("NTM528", "frame-incomplete", WARNING)

# 53x the form's words and the data's
PRINTED_TWICE = Rule("NTM531", "printed-twice", WARNING)
LEFTOVER = Rule("NTM532", "leftover", WARNING)
DASH_OF_NO_ITEM = Rule("NTM533", "dash-of-no-item", WARNING)
FINAL_STOP = Rule("NTM534", "final-stop", WARNING)

# 56x words and days
DOUBLED_WORD = Rule("NTM561", "doubled-word", WARNING)
MISSPELT_WORD = Rule("NTM562", "misspelt-word", WARNING)
NO_SUCH_DAY = Rule("NTM563", "no-such-day", WARNING)

# 54x numbers in sentences
CHANGE_WORD = Rule("NTM541", "change-word", ERROR)
ZERO_PRINTED = Rule("NTM542", "zero-printed", WARNING)
UNIT_TWICE = Rule("NTM543", "unit-twice", WARNING)
FIGURE_IN_SENTENCE = Rule("NTM544", "figure-in-sentence", WARNING)

# 55x the decree's spellings
DOCUMENT_NUMBER_SPELLING = Rule("NTM551", "document-number-spelling", WARNING)
SIGNER_SPELLING = Rule("NTM552", "signer-spelling", WARNING)
CAPITALS = Rule("NTM553", "capitals", WARNING)

# 6xx layout
LAYOUT_UNREADABLE = Rule("NTM601", "layout-unreadable", ERROR)
LAYOUT_TAG = Rule("NTM602", "layout-tag", ERROR)
LAYOUT_LACKS_BLOCK = Rule("NTM603", "layout-lacks-block", ERROR)
LAYOUT_FOREIGN = Rule("NTM604", "layout-foreign-content", ERROR)
LAYOUT_OUTDATED = Rule("NTM605", "layout-outdated", ERROR)
LAYOUT_WITHOUT_EFFECT = Rule("NTM606", "layout-without-effect", WARNING)
TABLE_TOO_WIDE = Rule("NTM607", "table-too-wide", WARNING)

# 61x layout against the decree
LAYOUT_PAPER = Rule("NTM611", "layout-paper", WARNING)
LAYOUT_MARGINS = Rule("NTM612", "layout-margins", WARNING)
LAYOUT_FONT = Rule("NTM613", "layout-font", WARNING)
LAYOUT_SIZE = Rule("NTM614", "layout-size", WARNING)
LAYOUT_INDENT = Rule("NTM615", "layout-indent", WARNING)
LAYOUT_SPACING = Rule("NTM616", "layout-spacing", WARNING)
LAYOUT_PAGE_NUMBER = Rule("NTM617", "layout-page-number", WARNING)
LAYOUT_LETTERING = Rule("NTM618", "layout-lettering", WARNING)
LAYOUT_ALIGNMENT = Rule("NTM619", "layout-alignment", WARNING)

# 7xx sheets that come back
SHEET_UNREADABLE = Rule("NTM701", "sheet-unreadable", ERROR)
SHEET_OF_ANOTHER = Rule("NTM702", "sheet-of-another", ERROR)
SHEET_TWICE = Rule("NTM703", "sheet-twice", ERROR)
SHEET_VALUE = Rule("NTM704", "sheet-value", ERROR)
SHEET_CONFLICT = Rule("NTM705", "sheet-conflict", ERROR)
SHEET_ROW_TWICE = Rule("NTM706", "sheet-row-twice", ERROR)
SHEET_ROW_MIXED = Rule("NTM707", "sheet-row-mixed", ERROR)
WORKBOOK_MAP = Rule("NTM708", "workbook-map", ERROR)
HEADING_NOT_FOUND = Rule("NTM709", "heading-not-found", ERROR)
SHEET_BLANK = Rule("NTM711", "sheet-blank", WARNING)
SHEET_ROW_LOST = Rule("NTM712", "sheet-row-lost", WARNING)
SHEET_STRAY = Rule("NTM713", "sheet-stray", WARNING)
SHEET_FORMULA = Rule("NTM714", "sheet-formula", NOTE)
SHEET_NOTE = Rule("NTM715", "sheet-note", NOTE)
SHEET_LINES = Rule("NTM716", "sheet-lines-joined", NOTE)

# 8xx prose of finished reports
PROSE_SHARE = Rule("NTM801", "prose-share", WARNING)
PROSE_SHARE_CUT = Rule("NTM802", "prose-share-cut", WARNING)
PROSE_SIBLING_SHARE = Rule("NTM803", "prose-sibling-share", WARNING)
PROSE_WHOLE_NUMBERS = Rule("NTM804", "prose-whole-numbers", WARNING)
PROSE_SHARES_OF_ALL = Rule("NTM805", "prose-shares-of-all", WARNING)
PROSE_PARTS = Rule("NTM806", "prose-parts", WARNING)
PROSE_PART_ABOVE_WHOLE = Rule("NTM807", "prose-part-above-whole", WARNING)
PROSE_CHANGE = Rule("NTM808", "prose-change", WARNING)
PROSE_POINTS = Rule("NTM809", "prose-percentage-points", WARNING)
PROSE_PRODUCT = Rule("NTM810", "prose-product", WARNING)
PROSE_RANGE = Rule("NTM811", "prose-range-reversed", WARNING)
PROSE_UNREADABLE = Rule("NTM812", "prose-unreadable", ERROR)

# 82x lists, tables, documents
PROSE_LIST_COUNT = Rule("NTM821", "prose-list-count", WARNING)
PROSE_LISTED_TWICE = Rule("NTM822", "prose-listed-twice", WARNING)
PROSE_TABLE_TOTAL = Rule("NTM823", "prose-table-total", WARNING)
PROSE_TABLE_SHARE = Rule("NTM824", "prose-table-share", WARNING)
PROSE_TEXT_AND_TABLE = Rule("NTM825", "prose-text-and-table", WARNING)
PROSE_DOCUMENT = Rule("NTM826", "prose-document-cited-otherwise", WARNING)
PROSE_DOCUMENT_PERIOD = Rule("NTM827", "prose-document-period", WARNING)
PROSE_DOCUMENT_KIND = Rule("NTM828", "prose-document-kind", WARNING)
PROSE_NUMBERING = Rule("NTM829", "prose-numbering-gap", WARNING)


def code_meant(written: str) -> str:
    """Return how a code is spelled that people write as `ntm302`, `NTM 302`, `NTM3O2` or `302`."""
    digits = written.upper().replace("O", "0").removeprefix("NTM").strip(" -")
    return f"NTM{digits}"
