"""xac-nhan.yaml: what an import proposes and a person confirms, changes or takes back.

Each entry is a proposal, the most doubtful first. A person mends its name, label or unit where they
stand, and says behind `decision` what else is to be done with it.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport import catalogue
from ntmreport.compose import is_form_name
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.administrative_levels import LEVELS
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.model.report_period import MONTHS
from ntmreport.model.user_keyed_model import KEY_NAME
from ntmreport.source import MappingNode, Scalar, SequenceNode, read_text
from ntmreport.starting.yaml_edits import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ntmreport.source import Node

FILE = "xac-nhan.yaml"
RIGHT, WORDS, ALONE, SAME_AS = "đúng", "chữ", "riêng", "như"
"""The decisions of a person: as proposed, no figure, no relation, the same as another figure."""

SAME_FIGURE = "cùng một số liệu với"
"""The beginning of what else a number could be: the figure that is named behind it."""

_HEAD = """\
# Danh sách cần xác nhận, mục đáng ngờ nhất ở trên. Xem từng mục rồi sửa ngay tại chỗ:
# - name, label, unit: sửa nếu chưa đúng (name là tên ngắn: chữ thường không dấu, chữ số, dấu _);
# - decision: để trống hay “đúng” là đồng ý; “chữ” là không phải số liệu, chỉ là câu chữ; “riêng” là
#   số riêng, không tính từ số khác, không phải cùng một số; “như TÊN” là cùng một số liệu với mục
#   có name ấy.
# Các dòng khác để đọc. Sửa xong chạy: ntmreport import --apply xac-nhan.yaml
"""
_SURE = 90
_NUMBER = lazy_pattern(r"\d[\d.,]*")
_IS_NAME = lazy_pattern(KEY_NAME)
_KEYS = (
    *("id", "confidence", "sentence", "number", "name", "label", "unit", "relation", "or"),
    "decision",
)
_TO_MEND = ("name", "label", "unit")
_HEADER = ("report", "form", "year", "months", "unit", "entries")


class Decision(Struct, frozen=True):
    """A person's decision on a proposal; what is empty stays as proposed."""

    is_right: bool = False
    is_words: bool = False
    is_alone: bool = False
    same_as: str = ""
    name: str = ""
    label: str = ""
    unit: str = ""

    @property
    def said(self) -> str:
        """The text behind `decision` in the list."""
        if self.is_right or self.is_words:
            return RIGHT if self.is_right else WORDS
        return ALONE if self.is_alone else f"{SAME_AS} {self.same_as}" if self.same_as else ""


class Proposal(Struct, frozen=True):
    """An entry of the list: a figure that is proposed, where it stands, what else it could be."""

    identity: str
    confidence: int
    sentences: tuple[str, ...]
    number: str
    name: str
    label: str
    unit: str
    relation: str
    others: tuple[str, ...]
    decision: str = ""

    @property
    def same_as(self) -> Mapping[str, str]:
        """The names of the figures that it could be the same as, by the keys 1 to 9."""
        found = [each.rpartition(" ")[2] for each in self.others if each.startswith(SAME_FIGURE)]
        return {str(number): name for number, name in enumerate(found[:9], start=1)}

    @property
    def is_open(self) -> bool:
        """True if it is doubtful, and nobody has decided on it."""
        return self.confidence < _SURE and not self.decision


class ConfirmationList(Struct, frozen=True):
    """The report that was imported, and its proposals."""

    report: str
    form: str
    year: int
    months: int
    level: str
    unit: str
    proposals: tuple[Proposal, ...]

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """The decisions by the identity of each proposal."""
        return {each.identity: _decision(each) for each in self.proposals}


def _decision(each: Proposal) -> Decision:
    said = each.decision
    same = said.removeprefix(SAME_AS).strip() if said.startswith(f"{SAME_AS} ") else ""
    return Decision(
        said == RIGHT, said == WORDS, said == ALONE, same, each.name, each.label, each.unit
    )


def list_text(listed: ConfirmationList) -> str:
    """Return the text of xac-nhan.yaml, the most doubtful proposals first."""
    lines = [
        f"report: {quoted(listed.report)}",
        f"form: {listed.form}",
        f"year: {listed.year}",
        f"months: {listed.months}",
        f"unit: {{level: {quoted(listed.level)}, name: {quoted(listed.unit)}}}",
        "entries:",
    ]
    for each in sorted(listed.proposals, key=lambda one: one.confidence):
        lines += _entry(each)
    if not listed.proposals:
        lines[-1] = "entries: []"
    return _HEAD + "\n".join([*lines, ""])


def _entry(each: Proposal) -> Iterator[str]:
    yield f'  - id: "{each.identity}"'
    yield f"    confidence: {each.confidence}"
    if len(each.sentences) == 1:
        yield f"    sentence: {quoted(each.sentences[0])}"
    else:
        yield "    sentence:"
        yield from (f"      - {quoted(sentence)}" for sentence in each.sentences)
    yield f"    number: {_text(each.number)}"
    if each.name:
        yield f"    name: {each.name}"
        yield f"    label: {quoted(each.label)}"
        yield f"    unit: {quoted(each.unit)}" if each.unit else "    unit:"
    if each.relation:
        yield f"    relation: {quoted(each.relation)}"
    if each.others:
        yield "    or:"
        yield from (f"      - {quoted(other)}" for other in each.others)
    yield f"    decision: {quoted(each.decision)}" if each.decision else "    decision:"


def _text(number: str) -> str:
    escaped = number.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def read_list(file: str, text: str) -> tuple[ConfirmationList | None, tuple[Diagnostic, ...]]:
    """Return the list that a text is, and all that is wrong with it; None where it cannot be used.

    It comes from a person: what is unknown or lacking is told at its line.
    """
    read = read_text(file, FILE, text)
    wrong = list(read.diagnostics)
    if read.root is None:
        return None, tuple(wrong)
    root = read.root
    wrong += _unknown(root, _HEADER)
    wrong += [
        Diagnostic(
            catalogue.MISSING, root.span, Bilingual(f"thiếu “{key}”", f"`{key}` is missing"), (key,)
        )
        for key in _HEADER
        if key not in root.entries
    ]
    year, months = root.text("year"), root.text("months")
    if not year.isdigit() or months not in map(str, MONTHS):
        wrong.append(
            Diagnostic(
                catalogue.WRONG_TYPE,
                root.span,
                Bilingual("year, months không phải là kỳ báo cáo", "year, months are no period"),
            )
        )
    unit = root.entries["unit"].value if "unit" in root.entries else None
    wrong += _wrong_names(root, unit)
    entries = root.entries["entries"].value if "entries" in root.entries else None
    proposals: list[Proposal] = []
    if isinstance(entries, SequenceNode):
        for item in entries.items:
            proposals += _proposal(item, wrong)
    elif entries is not None and not (isinstance(entries, Scalar) and entries.is_blank):
        wrong.append(
            Diagnostic(
                catalogue.WRONG_TYPE,
                entries.span,
                Bilingual("ở đây cần một danh sách", "a list belongs here"),
            )
        )
    wrong += _same_as_nothing(proposals, entries)
    if any(each.is_error for each in wrong):
        return None, tuple(wrong)
    level, name = (
        (unit.text("level"), unit.text("name")) if isinstance(unit, MappingNode) else ("", "")
    )
    return (
        ConfirmationList(
            root.text("report"),
            root.text("form"),
            int(year),
            int(months),
            level,
            name,
            tuple(proposals),
        ),
        tuple(wrong),
    )


def _wrong_names(root: MappingNode, unit: Node | None) -> Iterator[Diagnostic]:
    """Yield what is wrong with the form's name and the unit's level, of which paths are made."""
    form = root.text("form")
    if "form" in root.entries and not is_form_name(form):
        yield Diagnostic(
            catalogue.WRONG_TYPE,
            root.entries["form"].value.span,
            Bilingual(f"“{form}” không dùng làm tên mẫu được", f"`{form}` cannot name a form"),
        )
    level = unit.text("level") if isinstance(unit, MappingNode) else ""
    name = unit.text("name").strip() if isinstance(unit, MappingNode) else ""
    if unit is not None and (level not in {each.name for each in LEVELS} or not name):
        yield Diagnostic(
            catalogue.WRONG_TYPE,
            unit.span,
            Bilingual("unit không có cấp và tên", "unit has no level and name"),
            unit.path,
            Bilingual(
                "viết ví dụ {level: xã, name: Bình Minh}", "write {level: xã, name: Bình Minh}"
            ),
        )
    report = PurePosixPath(root.text("report"))
    if "report" in root.entries and (report.is_absolute() or ".." in report.parts):
        yield Diagnostic(
            catalogue.WRONG_TYPE,
            root.entries["report"].value.span,
            Bilingual(
                f"“{report}” phải là tệp trong kho", f"`{report}` has to be in the repository"
            ),
        )


def _unknown(node: MappingNode, known: Sequence[str]) -> Iterator[Diagnostic]:
    for key, entry in node.entries.items():
        if key not in known:
            yield Diagnostic(
                catalogue.UNKNOWN_KEY,
                entry.key,
                Bilingual(f"không có khóa “{key}”", f"there is no key `{key}`"),
                entry.value.path,
                nearest_hint(key, known),
            )


def _proposal(item: Node, wrong: list[Diagnostic]) -> Iterator[Proposal]:
    if not isinstance(item, MappingNode):
        message = Bilingual("mỗi mục cần id, number …", "an entry has id, number …")
        wrong.append(Diagnostic(catalogue.WRONG_TYPE, item.span, message))
        return
    wrong += _unknown(item, _KEYS)
    identity = item.text("id")
    if not identity:
        message = Bilingual("mục này không còn id", "the entry has no id any more")
        wrong.append(Diagnostic(catalogue.MISSING, item.span, message, (*item.path, "id")))
        return
    name = item.text("name").strip()
    if name and not _IS_NAME.fullmatch(name):
        wrong.append(
            Diagnostic(
                catalogue.KEY_SPELLING,
                item.entries["name"].value.span,
                Bilingual(f"“{name}” không dùng làm tên ngắn được", f"`{name}` cannot be a name"),
                (*item.path, "name"),
                Bilingual(
                    "chỉ dùng chữ thường không dấu, chữ số và dấu gạch dưới",
                    "use small letters a to z, digits and underscores",
                ),
            )
        )
    decision = item.text("decision").strip()
    if (
        decision
        and decision not in {RIGHT, WORDS, ALONE}
        and not decision.startswith(f"{SAME_AS} ")
    ):
        wrong.append(
            Diagnostic(
                catalogue.WRONG_TYPE,
                item.entries["decision"].value.span,
                Bilingual(f"không hiểu “{decision}”", f"`{decision}` is no decision"),
                (*item.path, "decision"),
                Bilingual(
                    f"để trống, hoặc viết “{RIGHT}”, “{WORDS}”, “{ALONE}”, “{SAME_AS} TÊN”",
                    f"leave it blank, or write “{RIGHT}”, “{WORDS}”, “{ALONE}”, “{SAME_AS} NAME”",
                ),
            )
        )
    written = item.text("confidence")
    yield Proposal(
        identity,
        int(written) if written.isdigit() and len(written) < 4 else 0,
        tuple(_texts(item, "sentence")),
        item.text("number"),
        name,
        item.text("label").strip(),
        item.text("unit").strip(),
        item.text("relation"),
        tuple(_texts(item, "or")),
        decision,
    )


def _texts(item: MappingNode, key: str) -> Iterator[str]:
    node = item.entries[key].value if key in item.entries else None
    if isinstance(node, SequenceNode):
        yield from (each.text for each in node.items if isinstance(each, Scalar))
    elif isinstance(node, Scalar) and not node.is_blank:
        yield node.text


def _digits(number: str) -> str:
    """Return the digits of a number as it stands in the report, without zeros before it."""
    found = _NUMBER.search(number)
    return (found[0].lstrip("0") or "0") if found is not None else ""


def _same_as_nothing(proposals: Sequence[Proposal], entries: Node | None) -> Iterator[Diagnostic]:
    numbers = {
        each.name: _digits(each.number)
        for each in proposals
        if each.name and each.decision in {"", RIGHT, ALONE}
    }
    for number, each in enumerate(proposals):
        same = _decision(each).same_as
        is_equal = same in numbers and numbers[same] == _digits(each.number)
        if not same or is_equal:
            continue
        node = entries.items[number] if isinstance(entries, SequenceNode) else None
        if not isinstance(node, MappingNode):
            continue
        if same in numbers:
            yield Diagnostic(
                catalogue.WRONG_TYPE,
                node.entries["decision"].value.span,
                Bilingual(
                    f"“{same}” là {numbers[same]}, ở đây là {_digits(each.number)}: không phải "
                    "cùng một số",
                    f"`{same}` is {numbers[same]}, and here is {_digits(each.number)}: not the "
                    "same",
                ),
                (*node.path, "decision"),
            )
            continue
        yield Diagnostic(
            catalogue.UNKNOWN_KEY,
            node.entries["decision"].value.span,
            Bilingual(
                f"không có mục nào có name là “{same}”", f"there is no entry of the name `{same}`"
            ),
            (*node.path, "decision"),
            nearest_hint(same, numbers),
        )
