"""Any Word file that comes back from people, read as typed values."""

from __future__ import annotations

from ntmreport.word_reader.word_file import (
    ChangeKind,
    Story,
    View,
    WordBlock,
    WordCell,
    WordChange,
    WordField,
    WordFile,
    WordLook,
    WordNoteMark,
    WordParagraph,
    WordPlace,
    WordRemark,
    WordRow,
    WordRun,
    WordStory,
    WordTable,
    paragraphs_of,
)
from ntmreport.word_reader.word_package import read_word_file

__all__ = [
    "ChangeKind",
    "Story",
    "View",
    "WordBlock",
    "WordCell",
    "WordChange",
    "WordField",
    "WordFile",
    "WordLook",
    "WordNoteMark",
    "WordParagraph",
    "WordPlace",
    "WordRemark",
    "WordRow",
    "WordRun",
    "WordStory",
    "WordTable",
    "paragraphs_of",
    "read_word_file",
]
