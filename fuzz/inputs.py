"""Files that are changed: in their bytes, their tokens, their lines, or in what stands in what."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

from ntmreport.layout.word_xml import parent_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from ntmreport.span import Span

    Change = Callable[[Random, bytes], bytes]

_TOKEN = re.compile(rb"\w+|\s+|[^\w\s]")
_BYTES = (
    *(b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b" ", b'"', b"'", b"#", b"&", b"*"),
    *(b"\x1b", b"\x85", b"\xc2\x85", b"\xe2\x80\xa8", b"\xcc\x81", b"\xed\xa0\x80", b"%", b"`"),
)
_TOKENS = (
    *(b"- ", b": ", b"|", b">", b"[", b"]", b"{", b"}", b"{{", b"}}", b"{%", b"%}", b"!!int", b"~"),
    *(b"null", b"0x1F", b"1e9", b"-1", b"999999999999", b"08", b"1.5.2", b"2021-02-30", b"@kind x"),
    *(
        b"0",
        b"100%",
        b"5/0",
        b"01/2021",
        b"1.234,5",
        b"&a",
        b"*a",
        b"<<: *a",
        b"? ",
        b"---",
        b"...",
    ),
    *(b"<w:p/>", b"<w:p>", b"</w:p>", b"<w:t>", b"&amp;", b"&x;", b"<!--", b"-->", b"<w:tbl/>"),
    *(b"{{p body }}", b"{%p endfor %}", b"{%p if x %}", b"{% set x = 1 %}", b"loop.index", b"]]>"),
    *(b"{{ frame.number }}", b"{{p annexes }}", b"{%- if x -%}", b"{%tr if x %}", b"<w:sectPr/>"),
    *("không".encode(), "ệ".encode(), "\u202e".encode(), "\u00a0".encode(), "“".encode()),
)


def _changed_bytes(chance: Random, content: bytes) -> bytes:
    """Change, drop, repeat or put in a few bytes."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        size = chance.choice((1, 1, 2, 8, 64, 1024))
        middle = chance.choice(
            (
                bytes([chance.randrange(256)]),
                chance.choice(_BYTES),
                b"",
                content[at : at + size] * 2,
                content[at : at + 1] * chance.choice((2, 100, 5_000)),
            )
        )
        content = content[:at] + middle + content[at + size :]
    return content


def _changed_tokens(chance: Random, content: bytes) -> bytes:
    """Exchange, drop, repeat or put in words and signs."""
    tokens = _TOKEN.findall(content) or [b""]
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        match chance.randrange(4):
            case 0:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 1:
                tokens[at] = chance.choice(_TOKENS)
            case 2:
                tokens[at] = b""
            case _:
                tokens[at] = tokens[at] + tokens[other]
    return b"".join(tokens)


def _changed_lines(chance: Random, content: bytes) -> bytes:
    """Move, drop, repeat or indent lines."""
    lines = content.split(b"\n")
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                lines[at], lines[other] = lines[other], lines[at]
            case 1:
                lines[at] = b""
            case 2:
                lines[at] = lines[at] + b"\n" + lines[at]
            case 3:
                lines[at] = b"  " + lines[at]
            case _:
                lines[at:other] = lines[at:other][::-1]
    return b"\n".join(lines)


_VALUES = (
    *(
        b"",
        b" []",
        b" {}",
        b" ~",
        b" 0",
        b" 1",
        b" 7",
        b" -3",
        b" 12.5",
        b" 12,5%",
        b" yes",
        b" ''",
    ),
    *(b" [a, b]", b" {a: 1}", b" |\n    hai\n    ba", b" >-\n    hai\n    ba", b" 2021-13-01"),
    *(" năm".encode(), " “trích”".encode(), b" 1.234 ha", b" '5'", b' "a\\n"', b" 1/0"),
)


def _changed_blocks(chance: Random, content: bytes) -> bytes:
    """Move, drop, repeat or rename a key with all that stands below it, or give it a value."""
    lines = content.split(b"\n")
    for _ in range(chance.randint(1, 3)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        end = _end_of_block(lines, at)
        block = lines[at:end]
        key, colon, _ = lines[at].partition(b":")
        match chance.randrange(6):
            case 0:
                del lines[at:end]
            case 1:
                lines[end:end] = block
            case 2:
                indent = lines[other][: _indent(lines[other])]
                less = _indent(lines[at])
                lines[other:other] = [indent + line[less:] for line in block]
            case 3 if colon:
                lines[at:end] = [key + colon + chance.choice(_VALUES)]
            case 4:
                lines[at] = lines[other].partition(b":")[0] + colon + lines[at].partition(b":")[2]
            case _ if colon:
                lines[at:end] = [key + colon]
            case _:
                lines[at:end] = []
        lines = lines or [b""]
    return b"\n".join(lines)


def _indent(line: bytes) -> int:
    return len(line) - len(line.lstrip(b" "))


def _end_of_block(lines: list[bytes], start: int) -> int:
    end = start + 1
    while end < len(lines) and _indent(lines[end]) > _indent(lines[start]):
        end += 1
    return end


def _changed_elements(chance: Random, content: bytes) -> bytes:
    """Move, drop, repeat or empty elements of XML, or exchange their attributes."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return _changed_lines(chance, content)
    for _ in range(chance.randint(1, 3)):
        elements = [each for each in root.iter(etree.Element) if each is not root]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(6):
            case 0:
                parent_of(one).remove(one)
            case 1:
                one.addnext(etree.fromstring(etree.tostring(one)))
            case 2 if one not in other.iterancestors() and one is not other:
                other.append(one)
            case 3:
                one.attrib.update(other.attrib)
            case 4:
                one.text = chance.choice(_TOKENS).decode()
            case _:
                one.clear()
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


BYTES, TOKENS, LINES, STRUCTURE = "bytes", "tokens", "lines", "structure"
CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        BYTES: _changed_bytes,
        TOKENS: _changed_tokens,
        LINES: _changed_lines,
        STRUCTURE: _changed_blocks,
    }
)
"""The ways to change a file of text."""

CHANGES_OF_XML: Mapping[str, Change] = MappingProxyType({**CHANGES, STRUCTURE: _changed_elements})
"""The ways to change a part of a Word file."""

_SYLLABLES = (
    *("Đông", "hợp", "tác", "nông", "thôn", "mới", "đường", "Bình", "sản", "xuất", "xã", "kênh"),
    *("12", "190.113", "93,02%", "5/7", "A&B", "<w:p>", "**đậm**", "*nghiêng*", "|", "@kind", "a)"),
    *("I.", "1.", "-", "+", "\\", "\\n", "_", "#1", "“trích”", "‘một’", "(x)", "…", "–", "50%"),
    *("&lt;", "]]>", "%}", "{%", "{#", "$", "~", "^", "`", "^_^", "ﬁ", "Ω", "m²", "‰", "đ"),
    *("\u00a0", "😀", "của", "về việc", "Về việc", "Lưu:", ";", ",", ".", ":", "''", "ngày", "số"),
)


def some_text(chance: Random) -> str:
    """Return a line of words and signs as a text of the data may have; ordinary at its ends."""
    inside = " ".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, 12)))
    return f"Kỳ {inside} ấy"


def some_number(chance: Random) -> str:
    """Return a number as data writes it: of any size but 0, some with decimals."""
    number = chance.randrange(1, 10 ** chance.randint(1, 6))
    decimals = chance.choice(("", "", "", ".5", ".25", ".07"))
    return f"{number}{decimals}"


def with_value(text: str, span: Span, written: str) -> str:
    """Return the YAML `text` with `written` in the place of what stands at `span`."""
    lines = text.split("\n")
    rest = lines[span.end_line - 1][span.end_column - 1 :]
    start = lines[span.line - 1][: span.column - 1]
    lines[span.line - 1 : span.end_line] = [f"{start}{written}{rest}"]
    return "\n".join(lines)


def quoted(value: str) -> str:
    """Return a text as YAML writes it in quotes."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
