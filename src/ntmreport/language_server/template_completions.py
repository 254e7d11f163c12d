"""Completion of wording: names and filters in `{{ }}` and `{% %}`, words that begin a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lsprotocol import types
from msgspec import Struct

from ntmreport.document import LINES_OF_CONTENT
from ntmreport.figure import LABEL_SEPARATOR, Figure
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.figure.number_format import printed_with_unit
from ntmreport.language import Bilingual
from ntmreport.model import COMMUNES, OFFICE_MODELS, Model, Text, UserKeyedModel, communes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.language import Language
    from ntmreport.live.kept_periods import PeriodState

FILTERS: Mapping[str, Bilingual] = {
    "absolute": Bilingual("không có dấu âm", "without the minus sign"),
    "amount": Bilingual("số tiền như đọc: 2 tỷ 735 triệu đồng", "an amount of money as it is said"),
    "capitalised": Bilingual("chữ đầu viết hoa", "with a capital letter first"),
    "count": Bilingual("số mục của danh sách", "the number of entries of a list"),
    "groupby": Bilingual("nhóm các mục theo một cột", "entries grouped by a column"),
    "long_day": Bilingual("ngày viết đủ: ngày 14 tháng 10 năm 2021", "a day written in full"),
    "ordinal": Bilingual("số thứ tự trong vòng lặp", "the number of a row in a loop"),
    "quoted": Bilingual("đặt trong ngoặc kép “ ”", "in quotation marks"),
    "roman": Bilingual("số La Mã", "a Roman numeral"),
    "series": Bilingual("các mục cách nhau bằng dấu phẩy", "entries with commas between them"),
    "share_of": Bilingual("tỷ lệ phần trăm so với một số khác", "the share of another figure"),
    "sort": Bilingual("sắp xếp theo một cột", "sorted by a column"),
    "table": Bilingual("in cả bảng", "the whole table"),
    "total": Bilingual("cộng một cột", "the sum of a column"),
    "two_digits": Bilingual("số dưới 10 thêm số 0 ở trước", "with a zero before numbers below 10"),
    "uncapitalised": Bilingual("chữ đầu viết thường", "with a small letter first"),
    "unit": Bilingual("đổi sang đơn vị tính khác", "in another unit"),
    "upper": Bilingual("viết hoa cả", "in capital letters"),
    "where": Bilingual("chọn các mục theo một cột", "the entries that a column chooses"),
    "with_level": Bilingual("kèm cấp hành chính: xã An Nông", "with the administrative level"),
    "with_unit": Bilingual("kèm đơn vị tính", "with its unit"),
}
"""The filters that templates have, with what each prints."""

_FRAME = (
    *("parent", "issuer", "number", "place_and_day", "kind", "subject", "addressee", "recipient"),
    *("capacity", "signer", "second_capacity", "second_signer"),
)
_OPEN = re.compile(r"\{[{%]-?(?!.*[%}]\})")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+|\[\d+\])*\.?\w*$|\.\w*$")
_FILTER = re.compile(r"\|\s*(\w*)$")
_LOOP = re.compile(
    r"\{%-?\s*(?:for\s+(?P<each>\w+)(?:\s*,\s*\w+)*\s+in\s+(?P<list>[\w.\[\]]+)"
    r"|set\s+(?P<name>\w+)\s*=\s*(?P<value>[\w.\[\]]+)|(?P<end>endfor))"
)
_STEP = re.compile(r"\w+|\[\d+\]")
_LINE_WORD = re.compile(r"@(\w*)$")


class Offer(Struct, frozen=True):
    """What can be typed: the word, what it is, and a longer remark."""

    word: str
    detail: str
    kind: types.CompletionItemKind
    remark: str = ""


class TemplateOffers(Struct, frozen=True):
    """What can be typed in the place of the last `typed` characters before the cursor."""

    typed: int
    offers: Sequence[Offer]


def in_tags(
    before: str, earlier: str, state: PeriodState | None, form: str | None, language: Language
) -> TemplateOffers | None:
    """Return what can stand in a tag that is open; None where none is.

    `before` is the line up to the cursor, `earlier` the text before the line; the names are those
    of the report of `form`, or of the first one.
    """
    opened = next(reversed(list(_OPEN.finditer(before))), None)
    if opened is None:
        return None
    inside = before[opened.end() :]
    if _in_quotes(inside):
        return TemplateOffers(0, ())
    found = _FILTER.search(inside)
    if found is not None:
        offers = [
            Offer(name, words.text(language), types.CompletionItemKind.Function)
            for name, words in FILTERS.items()
        ]
        return TemplateOffers(len(found[1]), offers)
    word = _NAME.search(inside)
    typed = word[0] if word is not None else ""
    if inside[: -len(typed) or None].rstrip().endswith((")", "]")) and typed.startswith("."):
        return TemplateOffers(0, ())
    above, _, last = typed.rpartition(".")
    names = _names_in(state, form)
    if names is None:
        return TemplateOffers(0, ())
    names = {**_named_in_loops(earlier + before[: opened.start()], names), **names}
    if "." not in typed:
        return TemplateOffers(len(last), list(_offers_of_names(names)))
    value = _value_at(above, names)
    return TemplateOffers(len(last), list(_offers_below(value)))


def at_line_start(before: str, language: Language) -> TemplateOffers | None:
    """Return the names of lines that begin with @; None elsewhere."""
    found = _LINE_WORD.fullmatch(before)
    if found is None:
        return None
    said = Bilingual("dòng ngoài phần nội dung", "a line around the body").text(language)
    block = Bilingual("khối", "a block").text(language)
    offers = [
        *(Offer(name, said, types.CompletionItemKind.Keyword) for name in _FRAME),
        *(Offer(name, block, types.CompletionItemKind.Keyword) for name in LINES_OF_CONTENT),
    ]
    return TemplateOffers(len(found[1]), offers)


def _in_quotes(text: str) -> bool:
    return text.count('"') % 2 == 1 or text.count("'") % 2 == 1


def _names_in(state: PeriodState | None, form: str | None) -> dict[str, object] | None:
    """Return the names that templates have, with their values."""
    report = (state.last_report or state) if state is not None else None
    found = [each for name, each in report.forms if form in {None, name}] if report else []
    if not found:
        return None
    models = found[0].models
    names: dict[str, object] = {name: models[name] for name in OFFICE_MODELS if name in models}
    communes = communes_of(models)
    if communes is not None:
        names[COMMUNES] = communes
    return names


def _named_in_loops(text: str, names: Mapping[str, object]) -> dict[str, object]:
    """Return the names of the loops that are open at the end of a text, and those that are set."""
    loops: list[tuple[str, object]] = []
    found: dict[str, object] = {}
    for each in _LOOP.finditer(text):
        known = {**names, **found, **dict(loops)}
        if each["end"]:
            del loops[-1:]
        elif each["name"]:
            found[each["name"]] = _value_at(each["value"], known)
        else:
            entries = _value_at(each["list"], known)
            if isinstance(entries, UserKeyedModel):
                entries = tuple(entries.entries.values())
            values = entries[:1] if isinstance(entries, list | tuple) else ()
            loops.append((each["each"], values[0] if values else None))
    return {**found, **dict(loops)}


def _value_at(path: str, names: Mapping[str, object]) -> object:
    """Return the value that a path of names means; None where it means nothing."""
    value: object = names
    for step in _STEP.findall(path):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif step.startswith("["):
            number = int(step[1:-1])
            is_there = isinstance(value, list | tuple) and number < len(value)
            value = value[number] if is_there else None  # type: ignore[index] # a list, see above
        elif isinstance(value, Model) and step in value.readable():
            value = value.read(step)
        else:
            return None
    return value


def _offers_of_names(names: Mapping[str, object]) -> Iterator[Offer]:
    for name, value in names.items():
        detail = value.label if isinstance(value, Model) else _shown(value)
        yield Offer(name, detail, types.CompletionItemKind.Module)


def _offers_below(value: object) -> Iterator[Offer]:
    if not isinstance(value, Model):
        return
    fields = type(value).model_fields
    for name in dict.fromkeys(value.readable()):
        inner = value.read(name)
        if inner is None:
            continue
        title = fields[name].title if name in fields else None
        kind = types.CompletionItemKind.Field
        if isinstance(inner, Figure):
            yield Offer(name, f"{_shown(inner)}  {_last_step(inner.label)}", kind)
        elif isinstance(inner, Model):
            yield Offer(name, _last_step(inner.label), types.CompletionItemKind.Struct)
        else:
            yield Offer(name, title or _shown(inner), kind, _shown(inner))


def _last_step(label: str) -> str:
    return label.rpartition(LABEL_SEPARATOR)[2]


def _shown(value: object) -> str:
    """Return a value in a few words."""
    if is_left_blank(value):
        return "……"
    if isinstance(value, Figure):
        return printed_with_unit(value)
    if isinstance(value, Text):
        return value.value
    if isinstance(value, list | tuple):
        return ", ".join(_shown(each) for each in value[:3]) + (", …" if len(value) > 3 else "")
    if isinstance(value, Model):
        return value.label
    return "" if value is None else str(value)
