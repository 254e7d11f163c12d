"""Diagnostics on keys, groups and lists: unknown, missing, or something else in their place."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic
from ntmreport.figure import LABEL_SEPARATOR
from ntmreport.language import Bilingual, Hint, to_write
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.reading_context import Unwritten, is_blank, refuse
from ntmreport.source import MappingNode, Node, Scalar, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ntmreport.model.reading_context import CommuneTotals, GroupNode, Reading
    from ntmreport.source import Entry
    from ntmreport.span import Path

MOST_LACKING = 5
"""The most communes named that do not give a figure."""

NO_ENTRIES = frozenset({"không", "không có", "chưa có", "ko", "0", "none", "không xã nào"})
"""The words, folded, that people write in place of a list without entries."""


def group(node: object, hint: Bilingual | None = None) -> GroupNode:
    """Return `node` where it is a group of keys with their values; refuse anything else."""
    if isinstance(node, MappingNode | Unwritten):
        return node
    message = Bilingual(
        "ở đây cần một nhóm khóa: giá trị", "a group of `key: value` lines belongs here"
    )
    raise refuse(catalogue.WRONG_TYPE, cast("Node", node), message, hint)


def without_list(node: Node) -> Hint | None:
    """Return the hint where a list of one value stands in the place of the value."""
    if not isinstance(node, SequenceNode) or len(node.items) != 1:
        return None
    (item,) = node.items
    if not isinstance(item, Scalar) or not item.plain or item.span.line != item.span.end_line:
        return None
    return to_write(item.text) if item.text else None


def own_name(node: Node) -> str:
    """Return the `name` of a list's entry; empty where it has none."""
    return node.text("name") if isinstance(node, MappingNode) else ""


def items_of(node: Node, reading: Reading) -> tuple[Node, ...]:
    """Return the nodes of a list; anything else is reported and read as an empty one."""
    if isinstance(node, SequenceNode):
        return node.items
    is_none = isinstance(node, Scalar) and node.text.strip().casefold() in NO_ENTRIES
    reading.refused.append(
        Diagnostic(
            catalogue.WRONG_TYPE,
            node.span,
            Bilingual("ở đây cần một danh sách", "a list belongs here"),
            node.path,
            Hint("không có mục nào thì viết []", "write [] where there is none", ("[]",))
            if is_none
            else Bilingual(
                "mỗi mục viết trên một dòng, bắt đầu bằng “- ”; không có mục nào thì viết []",
                "write each entry on a line that begins with `- `; [] where there is none",
            ),
        )
    )
    return ()


_KEY_AND_VALUE = lazy_pattern(r"([a-z][a-z0-9_]*)(?::|\s|=)\s*(\S.*)")
_LABELS_OF_KEYS: Mapping[str, str] = {
    "numerator": "tử số",
    "denominator": "mẫu số",
    "value": "giá trị",
    "name": "tên",
    "number": "số",
    "text": "nội dung",
    "day": "ngày",
    "year": "năm",
    "from": "từ",
    "to": "đến",
    "kind": "loại",
    "issuer": "cơ quan ban hành",
    "subject": "trích yếu",
    "target": "chỉ tiêu",
    "unit": "đơn vị",
    "label": "tên chỉ tiêu",
    "parts": "các phần",
    "communes": "các xã",
    "baseline": "năm gốc",
}
"""Vietnamese names of keys, beside the titles that the models give them."""


def key_by_label(key: str, titles: Mapping[str, str]) -> str | None:
    """Return the key that is called `key` in Vietnamese, with its marks or without."""
    wanted = without_marks(key)
    for known, title in titles.items():
        if wanted in {without_marks(title), without_marks(_LABELS_OF_KEYS.get(known, known))}:
            return known
    return None


def without_marks(words: str) -> str:
    """Return words in small letters without the marks on them, as people type them in haste."""
    plain = unicodedata.normalize("NFD", words.casefold().replace("đ", "d"))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(letters.replace("_", " ").replace("-", " ").split())


def called_by_label(key: str, entry: Entry, meant: str) -> Diagnostic:
    """Return the diagnostic for a key written by its Vietnamese name."""
    return Diagnostic(
        catalogue.UNKNOWN_KEY,
        entry.key,
        Bilingual(
            f"khóa “{key}” trong tệp dữ liệu viết là {meant}",
            f"the key for `{key}` is written {meant}",
        ),
        entry.value.path,
        to_write(meant),
    )


def unknown_key(key: str, entry: Entry, known: Iterable[str]) -> Diagnostic:
    """Return the diagnostic for a key that a group does not have."""
    known = list(known)
    run_on = _KEY_AND_VALUE.fullmatch(key)
    if run_on and run_on[1] in known and is_blank(entry.value):
        # Between braces nothing else tells that a colon or the space behind it is missing.
        return Diagnostic(
            catalogue.UNKNOWN_KEY,
            entry.key,
            Bilingual(
                f"giữa “{run_on[1]}” và giá trị thiếu dấu hai chấm hoặc dấu cách",
                f"a colon or a space is missing between `{run_on[1]}` and its value",
            ),
            entry.value.path,
            to_write(f"{run_on[1]}: {run_on[2]}"),
        )
    return Diagnostic(
        catalogue.UNKNOWN_KEY,
        entry.key,
        Bilingual(f"không có khóa “{key}” ở đây", f"there is no key `{key}` here"),
        entry.value.path,
        nearest_hint(key, known),
    )


def called(key: str, title: str, label: str = "") -> str:
    """Return how messages name a key: by its title, as people know it, and then as it is written.

    `label` is that of the group around it, from the file's title down; the place names the file.
    """
    _, _, group_label = label.partition(LABEL_SEPARATOR)
    words = f"{group_label}{LABEL_SEPARATOR}{title}" if group_label else title
    return f"{words} ({key})" if title and title != key else f"“{key}”"


_FILL_IN = Bilingual("điền giá trị còn để trống", "fill in the value that is left blank")


def missing_key(
    key: str, title: str, node: GroupNode, label: str = "", hint: Bilingual | None = None
) -> Diagnostic:
    """Return the diagnostic for a key of `node` that has no value; `label` is that of `node`."""
    path = (*node.path, key)
    name = called(key, title, label)
    message = Bilingual(f"thiếu {name}", f"{name} is missing")
    if key in node.entries:
        hint = hint or _fill_in(node)
        return Diagnostic(catalogue.MISSING, node.entries[key].key, message, path, hint)
    absent = Bilingual(f"thêm dòng “{key}: …”", f"add a line `{key}: …`")
    first_key = next((entry.key for entry in node.entries.values()), node.span)
    return Diagnostic(catalogue.MISSING, first_key, message, path, hint or absent)


def _fill_in(node: GroupNode) -> Bilingual:
    """Return the hint for a blank key of `node`, also for a list that may have no entries."""
    if not isinstance(node.path[-1], int) or not _is_all_blank(node):
        return _FILL_IN
    return _or_no_entry(_FILL_IN, node)


def _or_no_entry(hint: Bilingual, item: Node | Unwritten) -> Bilingual:
    """Return `hint`, and what to write where the list of `item` has no entries at all."""
    none = f"{item.path[-2]}: []"
    return Bilingual(
        f"{hint.vi}; không có mục nào thì viết “{none}” thay cho cả danh sách",
        f"{hint.en}; where there is no entry at all, write `{none}` for the whole list",
    )


def _is_all_blank(node: Node | Unwritten) -> bool:
    match node:
        case MappingNode(entries=entries):
            return all(_is_all_blank(entry.value) for entry in entries.values())
        case SequenceNode(items=items):
            return all(map(_is_all_blank, items))
    return is_blank(node)


def blank_item(node: Node, labels: Mapping[Path, str]) -> Diagnostic:
    """Return the diagnostic for a blank entry of a list or of a group with the user's keys."""
    last = node.path[-1]
    at = node.path[:-1] if isinstance(last, int) else node.path
    group_label, _, title = labels.get(at, "").rpartition(LABEL_SEPARATOR)
    name = called(str(at[-1]), title, group_label)
    message = Bilingual(f"thiếu {name}", f"{name} is missing")
    hint = _FILL_IN
    if isinstance(last, int):
        message = Bilingual(
            f"thiếu mục {last + 1} của {name}", f"entry {last + 1} of {name} is missing"
        )
        hint = _or_no_entry(
            Bilingual("điền nội dung, hoặc xóa dòng này", "fill it in, or delete the line"), node
        )
    return Diagnostic(catalogue.MISSING, node.span, message, node.path, hint)


def missing(
    key: str,
    title: str,
    node: GroupNode,
    label: str,
    instead: Bilingual | None,
    totals: CommuneTotals,
) -> Diagnostic:
    """Return the diagnostic for a key without a value that other keys or communes could give.

    `instead` says what to add where the key itself is not there.
    """
    lacking = totals.lacking.get((*node.path, key))
    if lacking:
        return missing_key(key, title, node, label, _given_by_some(lacking, totals.number))
    return missing_key(key, title, node, label, None if key in node.entries else instead)


def missing_below(path: Path, label: str, files: Mapping[str, MappingNode]) -> Diagnostic:
    """Return the diagnostic for a value at `path` that a form needs; `label` is the whole of it."""
    if path[0] not in files:
        return _not_given(path, label, files)
    node: Node = files[str(path[0])]
    key = path[-1]
    for step in path[1:]:
        match node:
            case MappingNode(entries=entries) if step in entries and not is_blank(
                entries[str(step)].value
            ):
                node = entries[str(step)].value
            case MappingNode():
                key = step
                break
            case SequenceNode(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
    group_label, _, title = label.rpartition(LABEL_SEPARATOR)
    if isinstance(node, MappingNode) and isinstance(key, str):
        told = missing_key(key, title, node, group_label)
        return replace(told, path=path)
    message = Bilingual(f"thiếu {title}", f"{title} is missing")
    return Diagnostic(catalogue.MISSING, node.span, message, path)


def _not_given(path: Path, label: str, files: Mapping[str, MappingNode]) -> Diagnostic:
    """Return the diagnostic for a count over the communes that their files do not give."""
    report = files["report"]
    entry = report.entries.get("criteria_set")
    return Diagnostic(
        catalogue.MISSING,
        entry.value.span if entry is not None else report.span,
        Bilingual(
            f"{label}: tệp của các xã không cho số này",
            f"{label}: the communes' files do not give it",
        ),
        path,
        Bilingual(
            "mẫu in số theo từng tiêu chí thì mỗi xã ghi criteria_met, không ghi "
            "criteria_met_number; in mức, nhóm nào thì bộ tiêu chí phải có mức, nhóm ấy; in kỳ "
            "trước, kế hoạch thì mọi xã đều ghi earlier, planned",
            "for counts by criterion, each commune gives criteria_met, not criteria_met_number; "
            "levels and groups that are printed must be those of the set; for what was and is "
            "planned, each commune gives earlier and planned",
        ),
    )


def _given_by_some(lacking: Sequence[str], number: int) -> Bilingual:
    """Return the hint for a figure that only some of the units below give."""
    named, more = ", ".join(lacking[:MOST_LACKING]), len(lacking) - MOST_LACKING
    given = number - len(lacking)
    return Bilingual(
        f"điền giá trị, hoặc bổ sung số liệu của đơn vị cấp dưới: đã có {given}/{number}, "
        f"còn thiếu {named}{f' và {more} đơn vị khác' if more > 0 else ''}",
        f"fill it in, or complete the units below: {given} of {number} give it, "
        f"not {named}{f' and {more} more' if more > 0 else ''}",
    )
