"""Suspicions that a person has accepted: a YAML list of rule, sentence and reason.

An entry holds for its rule in its sentence, whatever else of the report changes; when the sentence
changes it holds no longer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.prose.audit_findings import sentence_of
from ntmreport.prose.claim import Verdict
from ntmreport.source import MappingNode, Scalar, SequenceNode, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.prose.report_audit import Audit
    from ntmreport.span import Span

_KEYS = frozenset({"code", "sentence", "found", "reason", "by", "day"})


class AcceptedSuspicion(Struct, frozen=True):
    """An entry: the rule and the sentence that it is about, and why the sentence is right."""

    code: str
    sentence: str
    reason: str
    span: Span


def read_accepted(
    file: str, text: str
) -> tuple[tuple[AcceptedSuspicion, ...], tuple[Diagnostic, ...]]:
    """Return the entries of the list, and what is wrong with it."""
    read = read_text(file, "acknowledged", text)
    if read.root is None:
        return (), tuple(read.diagnostics)
    found: list[AcceptedSuspicion] = []
    wrong: list[Diagnostic] = list(read.diagnostics)
    listed = read.root.entries.get("acknowledged")
    node = listed.value if listed is not None else read.root
    if isinstance(node, Scalar) and node.is_blank:
        return (), tuple(wrong)
    if not isinstance(node, SequenceNode):
        message = Bilingual(
            "cần khóa “acknowledged” với một danh sách", "a list belongs under `acknowledged`"
        )
        return (), (*wrong, Diagnostic(catalogue.WRONG_TYPE, node.span, message))
    for item in node.items:
        if not isinstance(item, MappingNode):
            message = Bilingual(
                "mỗi mục cần code, sentence và reason", "an entry has code, sentence and reason"
            )
            wrong.append(Diagnostic(catalogue.WRONG_TYPE, item.span, message))
            continue
        wrong += _unknown_keys(item)
        code, sentence, reason = (_text(item, key) for key in ("code", "sentence", "reason"))
        if not code or not sentence:
            message = Bilingual("thiếu code hoặc sentence", "code or sentence is missing")
            wrong.append(Diagnostic(catalogue.MISSING, item.span, message))
        elif reason:
            found.append(
                AcceptedSuspicion(catalogue.code_meant(code), _folded(sentence), reason, item.span)
            )
    return tuple(found), tuple(wrong)


def _unknown_keys(item: MappingNode) -> Iterator[Diagnostic]:
    for key, entry in item.entries.items():
        if key not in _KEYS:
            known = ", ".join(sorted(_KEYS))
            yield Diagnostic(
                catalogue.UNKNOWN_KEY,
                entry.key,
                Bilingual(
                    f"không có khóa “{key}”; các khóa: {known}", f"no key `{key}`; keys: {known}"
                ),
            )


def _text(item: MappingNode, key: str) -> str:
    entry = item.entries.get(key)
    return entry.value.text.strip() if entry is not None and isinstance(entry.value, Scalar) else ""


def _folded(text: str) -> str:
    return " ".join(text.split())


def with_accepted(
    audit: Audit, entries: Sequence[AcceptedSuspicion]
) -> tuple[Audit, tuple[AcceptedSuspicion, ...]]:
    """Return the audit without what the entries accept, and the entries that accept nothing."""
    by_key = {(entry.code, entry.sentence): entry for entry in entries}
    used: set[tuple[str, str]] = set()
    claims, accepted = [], []
    for claim in audit.claims:
        key = (claim.rule.code, _folded(sentence_of(claim)))
        if claim.verdict is Verdict.SUSPICIOUS and key in by_key:
            used.add(key)
            accepted.append((claim, by_key[key].reason))
        else:
            claims.append(claim)
    unused = tuple(entry for key, entry in by_key.items() if key not in used)
    return replace(audit, claims=tuple(claims), accepted=tuple(accepted)), unused
