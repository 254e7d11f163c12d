"""Slips in words: letters, marks, spaces, quotes, spelling."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from mutate.letters import encoded_twice, in_old_encoding, syllables, telex, vni_keys
from mutate.lines import is_printed, lines_of, numbers, prose, with_line, with_value
from mutate.names import COMMUNES
from mutate.slip import Collection, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mutate.lines import Line

WORDING = Collection()

_LOOK_ALIKES = dict(zip("aeopcxyACEHKMOPTX", "аеорсхуАСЕНКМОРТХ", strict=True))
_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_OPEN_RHYMES = ("oa", "oe", "uy")


def _words(line: Line) -> Iterator[re.Match[str]]:
    """Yield the words of a line's value that stand outside `{{ }}`."""
    yield from syllables(_EXPRESSION.sub(lambda match: "1" * len(match[0]), line.value))


def _exchanged(text: str, line: Line, word: re.Match[str], new: str) -> Slip:
    return with_value(text, line, line.value[: word.start()] + new + line.value[word.end() :])


def _inside(text: str, line: Line, at: int, new: str, width: int = 0) -> Slip:
    return with_value(text, line, line.value[:at] + new + line.value[at + width :])


@WORDING.certain("chữ TCVN3 (ABC) chép từ văn bản cũ", "text in TCVN3 (ABC)")
def tcvn3(text: str) -> Iterator[Slip]:
    yield from _in_old_encoding(text, "tcvn3")


@WORDING.certain("chữ VNI chép từ văn bản cũ", "text in VNI")
def vni(text: str) -> Iterator[Slip]:
    yield from _in_old_encoding(text, "vni")


def _in_old_encoding(text: str, encoding: str) -> Iterator[Slip]:
    for line in prose(text):
        shown = in_old_encoding(line.value.replace("“", '"').replace("”", '"'), encoding)
        if shown is not None and shown != line.value and "{{" not in shown and shown[0] != '"':
            yield with_value(text, line, shown)


@WORDING.certain("UTF-8 bị đọc nhầm là Windows-1252 (Ã¡)", "UTF-8 taken for Windows-1252 (Ã¡)")
def utf8_twice(text: str) -> Iterator[Slip]:
    for line in prose(text):
        if not line.value.isascii() and "“" not in line.value and "”" not in line.value:
            yield with_value(text, line, encoded_twice(line.value))


@WORDING.certain("Unicode tổ hợp thay cho dựng sẵn", "decomposed Unicode")
def decomposed(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        parts = unicodedata.normalize("NFD", line.value)
        if parts != line.value:
            yield with_value(text, line, parts)


@WORDING.certain("dấu cách cứng (NBSP) trước giá trị", "a no-break space before a value")
def nbsp_before_value(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.value and (line.key or line.dash) and not line.is_prose and line.value != ">-":
            yield with_value(text, line, f"\xa0{line.value}")


@WORDING.certain("thụt đầu dòng bằng dấu cách cứng", "a no-break space in the indentation")
def nbsp_indent(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.indent and not line.is_prose:
            yield with_line(text, line.number, line.text.replace("  ", "\xa0\xa0", 1))


@WORDING.certain(
    "dấu cách cứng trong tên xã hoặc sau số", "a no-break space in a commune's name or number"
)
def nbsp_in_name(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.dash and line.value in COMMUNES and "names:" not in text:
            yield with_value(text, line, line.value.replace(" ", "\xa0"))
    for line in numbers(text):
        yield with_value(text, line, f"{line.value}\xa0")


@WORDING.certain(
    "chữ cái Cyrillic trông giống chữ Latinh", "a look-alike Cyrillic letter in a word"
)
def cyrillic_letter(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for word in _words(line):
            if len(word[0]) > 1:
                for at, letter in enumerate(word[0]):
                    if letter in _LOOK_ALIKES:
                        yield _inside(text, line, word.start() + at, _LOOK_ALIKES[letter], 1)
                        break


@WORDING.certain("chữ cái Cyrillic trong tên khóa", "a look-alike Cyrillic letter in a key")
def cyrillic_letter_in_key(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        for letter in line.key if not line.is_prose else "":
            if letter in _LOOK_ALIKES:
                key = line.key.replace(letter, _LOOK_ALIKES[letter], 1)
                yield with_line(text, line.number, line.text.replace(line.key, key, 1))
                break


@WORDING.certain("ký tự rộng bằng không", "a zero-width character")
def zero_width(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if is_printed(text) and line.value and line.value[0] not in ">[{":
            for character in "\u200b\ufeff\xad":
                yield _inside(text, line, 1, character)
        if line.key and not line.is_prose:
            yield with_line(text, line.number, line.text.replace(line.key, f"{line.key}\u200b", 1))


@WORDING.certain("ký tự điều khiển", "a control character")
def control_character(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        if line.value and line.value[0] not in ">[{":
            for character in "\x0b\x07\x7f":
                yield _inside(text, line, 1, character)


@WORDING.certain("dấu tab trong câu", "a tab within a text")
def tab_in_text(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for match in re.finditer(" ", line.value):
            yield _inside(text, line, match.start(), "\t", 1)


@WORDING.certain(
    "dấu thanh đặt cách khác (hòa → hoà)", "tone mark placed the other way (hòa → hoà)"
)
def tone_placed_otherwise(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for word in _words(line):
            other = _tone_moved(word[0])
            if other is not None:
                yield _exchanged(text, line, word, other)


def _tone_moved(word: str) -> str | None:
    parts = unicodedata.normalize("NFD", word)
    for rhyme in _OPEN_RHYMES:
        match = re.search(
            rf"(?<![qQ])({rhyme[0]})([\u0300\u0301\u0303\u0309\u0323])({rhyme[1]})$", parts
        )
        if match:
            return unicodedata.normalize(
                "NFC", parts[: match.start()] + match[1] + match[3] + match[2]
            )
    return None


@WORDING.certain("hai dấu cách liền nhau", "a doubled space")
def doubled_space(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for match in re.finditer(" ", _EXPRESSION.sub(lambda m: "x" * len(m[0]), line.value)):
            yield _inside(text, line, match.start(), " ")


@WORDING.certain("dấu cách trước dấu câu", "a space before a comma or full stop")
def space_before_mark(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for match in re.finditer(r"[,;.](?= |$)", line.value):
            yield _inside(text, line, match.start(), " ")


@WORDING.certain("thiếu dấu cách sau dấu câu", "no space behind a comma")
def no_space_behind_mark(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for match in re.finditer(r"[,;] (?=\w)", line.value):
            yield _inside(text, line, match.start() + 1, "", 1)


@WORDING.certain("ngoặc kép thẳng lẫn với ngoặc kép cong", "straight quotes mixed with curly ones")
def straight_quotes(text: str) -> Iterator[Slip]:
    for line in prose(text):
        if re.search("“[^”]*”", line.value):
            yield with_value(text, line, line.value.replace("“", '"').replace("”", '"'))


@WORDING.certain("thiếu một dấu ngoặc kép", "one of two quotation marks missing")
def quotation_mark_missing(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for match in re.finditer("[“”]", line.value):
            yield _inside(text, line, match.start(), "", 1)


@WORDING.certain("thiếu một dấu ngoặc đơn", "one of two brackets missing")
def bracket_missing(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for match in re.finditer("[()]", line.value):
            yield _inside(text, line, match.start(), "", 1)


@WORDING.certain(
    "phím Telex không thành chữ (tuyeen)", "Telex keys left as they were typed (tuyeen)"
)
def telex_keys(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for word in _words(line):
            keys = telex(word[0])
            if keys != word[0] and not word[0].isupper():
                yield _exchanged(text, line, word, keys)


@WORDING.certain("phím VNI không thành chữ (tuye6n)", "VNI keys left as they were typed (tuye6n)")
def vni_keys_left(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for word in _words(line):
            keys = vni_keys(word[0])
            if keys != word[0] and not word[0].isupper():
                yield _exchanged(text, line, word, keys)


@WORDING.certain("phụ âm cuối gõ hai lần (huyệnn)", "a last consonant typed twice (huyệnn)")
def last_letter_twice(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for word in _words(line):
            if word[0][-1] in "nmtcpgh" and len(word[0]) > 2 and word[0].islower():
                yield _inside(text, line, word.end(), word[0][-1])


@WORDING.partial("đảo hai chữ cái trong một tiếng", "two letters of a syllable exchanged", 0.5)
def letters_exchanged(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for word in _words(line):
            if word[0].islower() and len(word[0]) > 2:
                at = word.start() + len(word[0]) // 2 - 1
                pair = line.value[at : at + 2]
                if pair[0] != pair[1]:
                    yield _inside(text, line, at, pair[::-1], 2)


@WORDING.partial("thiếu một chữ cái trong một tiếng", "a letter of a syllable left out", 0.2)
def letter_left_out(text: str) -> Iterator[Slip]:
    for line in prose(text):
        for word in _words(line):
            if word[0].islower() and len(word[0]) > 2:
                yield _inside(text, line, word.start() + len(word[0]) // 2, "", 1)


@WORDING.unknowable("sai dấu thanh, vẫn là một tiếng có thật", "a wrong tone, still a syllable")
def wrong_tone(text: str) -> Iterator[Slip]:
    tones = {"\u0300": "\u0309", "\u0301": "\u0323", "\u0309": "\u0300", "\u0323": "\u0301"}
    for line in prose(text):
        for word in _words(line):
            parts = unicodedata.normalize("NFD", word[0])
            tone = next((mark for mark in parts if mark in tones), None)
            if tone and word[0].islower() and word[0][-1] not in "cpth":
                other = unicodedata.normalize("NFC", parts.replace(tone, tones[tone]))
                yield _exchanged(text, line, word, other)


@WORDING.certain("số gõ thẳng vào câu chữ", "a number typed into prose")
def number_typed(text: str) -> Iterator[Slip]:
    for line in prose(text):
        if line.key not in {"text", "objective", "subjective", "limitations", "items", "paragraph"}:
            continue
        for match in re.finditer(" ", _EXPRESSION.sub(lambda m: "x" * len(m[0]), line.value)):
            for number in ("15 hộ", "93,02%", "1.051 ha"):
                yield _inside(text, line, match.start(), f" {number}")
            break


@WORDING.certain("chữ viết tắt gõ sai (UBND → UNBD)", "an abbreviation mistyped (UBND → UNBD)")
def abbreviation_mistyped(text: str) -> Iterator[Slip]:
    for line in prose(text):
        if line.key in {"name", "names", "number"} or "abbreviations:" in text:
            continue
        for word in _words(line):
            if word[0] in {"UBND", "NTM", "MTQG", "BHYT", "OCOP", "CTNH", "HĐND"}:
                yield _inside(text, line, word.start() + 1, word[0][2:0:-1], 2)


@WORDING.certain("tên số liệu trong {{ }} viết sai", "a name in {{ }} misspelt")
def expression_misspelt(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        for match in re.finditer(r"\{\{ ([a-z_.]+) \}\}", line.value):
            for at in range(match.start(1), match.end(1), 5):
                if line.value[at] != ".":
                    yield _inside(text, line, at, "", 1)


@WORDING.certain("thiếu một dấu { hoặc }", "one of the braces of {{ }} missing")
def brace_missing(text: str) -> Iterator[Slip]:
    for line in lines_of(text):
        for match in re.finditer(r"\{\{|\}\}", line.value):
            yield _inside(text, line, match.start(), "", 1)


@WORDING.certain("xuống dòng giữa đoạn chữ", "a blank line within a text")
def blank_line_in_text(text: str) -> Iterator[Slip]:
    lines = {line.number: line for line in lines_of(text)}
    for line in lines.values():
        above = lines.get(line.number - 1)
        if line.is_prose and above is not None and above.is_prose:
            yield with_line(text, line.number, "", line.text)
