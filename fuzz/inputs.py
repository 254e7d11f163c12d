"""Files that are changed: in their bytes, their tokens, their lines, or in one text of the data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    Change = Callable[[Random, bytes], bytes]

_TOKEN = re.compile(rb"\w+|\s+|[^\w\s]")
_BYTES = (
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n",
    b"\t",
    b" ",
    b'"',
    b"'",
    b"#",
    b"&",
    b"*",
)
_TOKENS = (
    *(b"- ", b": ", b"|", b">", b"[", b"]", b"{", b"}", b"{{", b"}}", b"{%", b"%}", b"!!int", b"~"),
    *(b"null", b"0x1F", b"1e9", b"-1", b"999999999999", b"08", b"1.5.2", b"2021-02-30", b"@kind x"),
    *(b"<w:p/>", b"<w:p>", b"</w:p>", b"<w:t>", b"&amp;", b"&x;", b"<!--", b"-->", b"<w:tbl/>"),
    *(b"{{r block }}", b"{%p endfor %}", b"{%p if x %}", b"{% set x = 1 %}", b"loop.index", b"]]>"),
    *("không".encode(), "ệ".encode(), "\u202e".encode(), "\u00a0".encode(), "“".encode()),
)


def changed_bytes(chance: Random, content: bytes) -> bytes:
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


def changed_tokens(chance: Random, content: bytes) -> bytes:
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


def changed_lines(chance: Random, content: bytes) -> bytes:
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


CHANGES: Sequence[Change] = (changed_bytes, changed_tokens, changed_lines)

_SYLLABLES = (
    *("Đông", "hợp", "tác", "nông", "thôn", "mới", "đường", "Bình", "sản", "xuất", "xã", "kênh"),
    *("12", "190.113", "93,02%", "5/7", "A&B", "<w:p>", "**đậm**", "*nghiêng*", "|", "@kind", "a)"),
    *(
        "I.",
        "1.",
        "-",
        "+",
        "\\",
        "\\n",
        "_",
        "#1",
        "“trích”",
        "‘một’",
        "(x)",
        "…",
        "–",
        "50%",
        "&lt;",
    ),
    *("]]>", "%}", "{%", "{#", "$", "~", "^", "`", "^_^", "ﬁ", "Ω", "m²", "‰", "đ", "\u00a0", "😀"),
)


def some_text(chance: Random) -> str:
    """Return a line of words and signs as a text of the data may have; ordinary at its ends."""
    inside = " ".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, 12)))
    return f"Kỳ {inside} ấy"


def with_text(text: str, line: int, column: int, end: tuple[int, int], value: str) -> str:
    """Return the YAML `text` with `value`, in quotes, in the place of what stands there."""
    lines = text.split("\n")
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    end_line, end_column = end
    rest = lines[end_line - 1][end_column - 1 :]
    lines[line - 1 : end_line] = [f'{lines[line - 1][: column - 1]}"{quoted}"{rest}']
    return "\n".join(lines)
