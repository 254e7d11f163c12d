"""The stage of a year's report: a draft that is being filled in, or the final one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ntmreport import catalogue
from ntmreport.language import Bilingual
from ntmreport.model.field_types import Term, Value, read_text_value
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.reading_context import Reading, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntmreport.source import MappingNode, Node

DRAFT, FINAL = STAGES = ("draft", "final")
"""The stages; the default is final."""

STAGE_KEY = "stage"
_FILE = "report"


def is_draft(files: Mapping[str, MappingNode]) -> bool:
    """Return whether the year in `files` says that it is a draft."""
    report = files.get(_FILE)
    return report is not None and report.text(STAGE_KEY) == DRAFT


def _read_stage(node: Node, reading: Reading) -> Term:
    text = read_text_value(node, reading)
    if text.value not in STAGES:
        raise refuse(
            catalogue.WRONG_TYPE,
            node,
            Bilingual(f"“{text}” không phải là một giai đoạn", f"`{text}` is no stage"),
            nearest_hint(text.value, STAGES)
            if text.value.isascii()
            else Bilingual(
                "viết draft (dự thảo) hoặc final (chính thức)", "write `draft` or `final`"
            ),
        )
    return Term(text.value, text.path, text.span)


StageName = Annotated[
    Term,
    Value(
        _read_stage,
        {
            "type": "string",
            "enum": list(STAGES),
            "description": (
                "draft: dự thảo, chỗ chưa điền in là “……”; final: chính thức, phải điền đủ. "
                "Không ghi thì là final."
            ),
            "errorMessage": "Viết draft (dự thảo) hoặc final (chính thức).",
        },
    ),
]
