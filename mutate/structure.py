"""Slips in the YAML of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mutate.lines import block_end, lines_of, parent, with_line, with_value
from mutate.slip import Collection, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mutate.lines import Line

STRUCTURE = Collection()

_OPTIONAL = frozenset(
    {
        "approves",
        "area_ha",
        "baseline",
        "communes",
        "copies",
        "day",
        "hygienic_baseline",
        "income_million_vnd_per_ha",
        "income_million_vnd_per_ha_year",
        "items",
        "number",
        "paragraph",
        "parent_average_percent",
        "period",
        "place",
        "qualifier",
        "stated",
        "text",
        "title",
        "towns",
    }
)
"""Keys that may be left out in some place at least."""


def _keyed(text: str) -> Iterator[Line]:
    return (line for line in lines_of(text) if line.key and not line.is_prose)


def _is_alone(text: str, line: Line) -> bool:
    """Return whether nothing stands beside `line` in its group, so that its indent is its own
    affair.
    """
    above = parent(text, line)
    if above is None:
        return not any(other.indent == 0 and other != line for other in lines_of(text))
    if above.number != line.number - 1:
        return False
    end = block_end(text, above)
    return not any(
        other.indent == line.indent and line.number < other.number <= end and not other.is_prose
        for other in lines_of(text)
    )


def _with_key(text: str, line: Line, key: str) -> Slip:
    at = line.indent + len(line.dash)
    return with_line(text, line.number, line.text[:at] + key + line.text[at + len(line.key) :])


@STRUCTURE.certain("thụt đầu dòng bằng dấu tab", "indented with a tab")
def tab_indent(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.indent:
            yield with_line(text, line.number, line.text.replace("  ", "\t", 1))


@STRUCTURE.certain("dấu tab sau dấu hai chấm", "a tab behind a colon")
def tab_behind_colon(text: str) -> Iterator[Slip]:
    for line in _keyed(text):
        if line.value:
            yield with_line(text, line.number, line.text.replace(": ", ":\t", 1))


@STRUCTURE.certain("thụt sai: khóa lùi vào hai dấu cách", "wrong indent: a key two spaces deeper")
def indented_deeper(text: str) -> Iterator[Slip]:
    for line in _keyed(text):
        if not line.dash and not _is_alone(text, line):
            yield with_line(text, line.number, f"  {line.text}")


@STRUCTURE.certain("thụt sai: khóa lùi ra hai dấu cách", "wrong indent: a key two spaces less deep")
def indented_less(text: str) -> Iterator[Slip]:
    for line in _keyed(text):
        if line.indent and not line.dash:
            yield with_line(text, line.number, line.text[2:])


@STRUCTURE.certain("thụt lệch một dấu cách", "wrong indent: one space too many or too few")
def indented_by_one(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.is_prose or not line.indent or _is_alone(text, line):
            continue
        yield with_line(text, line.number, f" {line.text}")
        yield with_line(text, line.number, line.text[1:])


@STRUCTURE.certain("dòng chữ của một đoạn thụt sai", "a line of a text indented wrongly")
def text_indented_wrongly(text: str) -> Iterator[Slip]:
    lines = {line.number: line for line in lines_of(text)}
    for line in lines.values():
        above = lines.get(line.number - 1)
        if line.is_prose and above is not None and above.is_prose:
            yield with_line(text, line.number, f"  {line.text}")
            yield with_line(text, line.number, line.text.lstrip())


@STRUCTURE.certain("tên khóa viết sai", "a key misspelt")
def key_misspelt(text: str) -> Iterator[Slip]:
    for line in _keyed(text):
        key = line.key
        half = len(key) // 2
        yield _with_key(text, line, key[:half] + key[half + 1 :])
        exchanged = key[: half - 1] + key[half] + key[half - 1] + key[half + 1 :]
        if exchanged != key:
            yield _with_key(text, line, exchanged)


@STRUCTURE.certain(
    "tên khóa viết hoa, dùng gạch nối hoặc dấu cách", "a key in capitals, with hyphens or spaces"
)
def key_in_capitals(text: str) -> Iterator[Slip]:
    for line in _keyed(text):
        yield _with_key(text, line, line.key.capitalize())
        if "_" in line.key:
            yield _with_key(text, line, line.key.replace("_", "-"))
            yield _with_key(text, line, line.key.replace("_", " "))


@STRUCTURE.certain("khóa viết hai lần", "a key twice")
def key_twice(text: str) -> Iterator[Slip]:
    for line in _keyed(text):
        if not line.dash:
            end = block_end(text, line)
            block = text.split("\n")[line.number - 1 : end]
            yield with_line(text, end, block[-1], *block, last=end + len(block))


@STRUCTURE.certain("thiếu dấu cách sau dấu hai chấm", "no space behind a colon")
def colon_without_space(text: str) -> Iterator[Slip]:
    for line in _keyed(text):
        if line.value:
            yield with_line(text, line.number, line.text.replace(": ", ":", 1))


@STRUCTURE.certain("thiếu dấu cách sau dấu gạch đầu dòng", "no space behind a dash")
def dash_without_space(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.dash:
            yield with_line(text, line.number, line.text.replace("- ", "-", 1))


@STRUCTURE.certain("thiếu dấu hai chấm", "the colon left out")
def colon_left_out(text: str) -> Iterator[Slip]:
    for line in _keyed(text):
        yield with_line(text, line.number, line.text.replace(":", "", 1))


@STRUCTURE.certain(
    "dấu bằng hoặc dấu chấm phẩy thay dấu hai chấm", "another sign in place of the colon"
)
def other_sign_for_colon(text: str) -> Iterator[Slip]:
    for line in _keyed(text):
        for sign in " =;：":
            yield with_line(text, line.number, line.text.replace(":", sign, 1))


@STRUCTURE.certain("mất dấu gạch đầu dòng", "the dash of a list left out")
def dash_left_out(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.dash and line.value != ">-":
            yield with_line(text, line.number, line.text.replace("- ", "", 1))


@STRUCTURE.certain("mở ngoặc kép không đóng", "a quote left open")
def quote_left_open(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.value and line.value[0] not in "[{>" and not line.is_prose:
            yield with_value(text, line, f'"{line.value}')
            yield with_value(text, line, f"'{line.value}")


@STRUCTURE.certain("chữ sau ngoặc kép đã đóng", "words behind a closed quote")
def words_behind_quote(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.is_words and " " in line.value:
            first, _, rest = line.value.partition(" ")
            yield with_value(text, line, f'"{first}" {rest}')


@STRUCTURE.certain("ngoặc vuông hoặc ngoặc nhọn không đóng", "a bracket left open")
def bracket_left_open(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.value[:1] in {"[", "{"} and not line.is_prose:
            yield with_value(text, line, line.value[:-1])
            yield with_value(text, line, line.value[1:])


@STRUCTURE.certain("dấu hai chấm giữa câu chữ", "a colon within a text")
def colon_in_text(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        # Within quotes a colon is only a character of the text.
        if line.is_words and " " in line.value and line.key and line.value[0] not in "\"'":
            yield with_value(text, line, line.value.replace(" ", ": ", 1))


@STRUCTURE.certain(
    "giá trị bắt đầu bằng ký hiệu của YAML", "a value that begins with a sign of YAML's"
)
def sign_before_value(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.is_words:
            for sign in "*&!%@`|":
                yield with_value(text, line, sign + line.value)


@STRUCTURE.certain("bí danh và neo YAML (&x, *x)", "YAML anchor and alias (&x, *x)")
def anchor_and_alias(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.key and not line.value and not line.is_prose:
            yield with_line(text, line.number, line.text.replace(":", ": &x", 1))
        if line.is_number or line.is_words:
            yield with_value(text, line, f"&x {line.value}")
            yield with_value(text, line, "*x")


@STRUCTURE.certain("null, ~ hoặc giá trị có/không", "null, ~ or yes/no in place of a value")
def null_for_value(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.is_number or line.is_words:
            yield with_value(text, line, "null")
            yield with_value(text, line, "~")
        if line.is_number:
            yield with_value(text, line, "no")


@STRUCTURE.certain("phần thứ hai trong một tệp (---)", "a second document in a file (---)")
def second_document(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if not line.indent and line.number > 3:
            yield with_line(text, line.number, "---", line.text)


@STRUCTURE.certain("dấu trộn của git còn lại", "merge markers left in")
def merge_markers(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        other = line.text.replace(line.value, line.value[::-1]) if line.value else line.text
        yield with_line(
            text, line.number, "<<<<<<< HEAD", line.text, "=======", other, ">>>>>>> 3f2a1bc"
        )


@STRUCTURE.certain("một nửa dấu trộn của git còn lại", "a single merge marker left in")
def one_merge_marker(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        yield with_line(text, line.number, line.text, ">>>>>>> 3f2a1bc")
        yield with_line(text, line.number, "=======", line.text)


@STRUCTURE.certain("giá trị bắt buộc để trống", "a required value left blank")
def value_blank(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.key not in _OPTIONAL and (line.is_number or line.is_words or line.is_date):
            yield with_value(text, line, "")


@STRUCTURE.certain("đoạn chữ bắt buộc bị xóa, còn lại khóa", "the text below a key deleted")
def text_deleted(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.value == ">-":
            end = block_end(text, line)
            lines = text.split("\n")
            del lines[line.number : end]
            yield Slip("\n".join(lines), line.number, line.number)


@STRUCTURE.certain("dòng bắt buộc bị xóa", "a required line deleted")
def required_line_deleted(text: str) -> Iterator[Slip]:
    # The line is gone: the right place is the group in which it is missing.
    for line in lines_of(text):
        if line.key in _OPTIONAL or line.dash or not (line.is_number or line.is_words):
            continue
        above = parent(text, line)
        first = above.number if above else 1
        last = block_end(text, above) if above else text.count("\n")
        yield with_line(text, line.number)._replace(first=first, last=last)


@STRUCTURE.certain("danh sách viết liền sau khóa", "a list in place of a value, or the other way")
def list_for_value(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.key and (line.is_number or line.is_words):
            yield with_value(text, line, f"[{line.value}]")


@STRUCTURE.certain("khóa lạ thêm vào", "a key that the data does not have")
def unknown_key(text: str) -> Iterator[Slip]:
    for line in _keyed(text):
        if not line.dash:
            own = " " * line.indent
            slip = with_line(text, line.number, f"{own}ghi_chu: kiểm tra lại", line.text)
            yield slip._replace(last=line.number)
