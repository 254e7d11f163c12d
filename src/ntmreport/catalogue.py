"""The rule catalogue: every kind of mistake the program can name, one line each.

Codes are never reused. Families: 1xx reading YAML, 2xx the schema, 3xx arithmetic within a
section, 4xx agreement across sections and years, 5xx wording and templates, 6xx layout.
"""

from __future__ import annotations

from ntmreport.diagnostic import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

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
NUMBER_SPELLING = Rule("NTM120", "number-spelling", ERROR)
DATE_SPELLING = Rule("NTM121", "date-spelling", ERROR)

# 2xx the schema
MISSING = Rule("NTM201", "missing-value", ERROR)
UNKNOWN_KEY = Rule("NTM202", "unknown-key", ERROR)
WRONG_TYPE = Rule("NTM203", "wrong-type", ERROR)
OUT_OF_RANGE = Rule("NTM204", "out-of-range", ERROR)
TEXT_LINES = Rule("NTM205", "text-over-several-lines", ERROR)

# 5xx wording and templates
TEMPLATE_SYNTAX = Rule("NTM501", "template-syntax", ERROR)
UNDEFINED_NAME = Rule("NTM502", "undefined-name", ERROR)
EXPRESSION_FAILS = Rule("NTM503", "expression-fails", ERROR)
TEMPLATE_MISSING = Rule("NTM504", "template-missing", ERROR)
NUMBER_WITHOUT_FIGURE = Rule("NTM505", "number-without-figure", ERROR)
NO_VALUE = Rule("NTM507", "no-value-to-print", ERROR)
FORM_UNKNOWN = Rule("NTM508", "form-unknown", ERROR)
MARKUP = Rule("NTM506", "markup", ERROR)

# 6xx layout
LAYOUT_UNREADABLE = Rule("NTM601", "layout-unreadable", ERROR)
LAYOUT_TAG = Rule("NTM602", "layout-tag", ERROR)
LAYOUT_LACKS_BLOCK = Rule("NTM603", "layout-lacks-block", ERROR)
LAYOUT_FOREIGN = Rule("NTM604", "layout-foreign-content", ERROR)
