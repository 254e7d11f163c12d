"""The characters that Word draws with its fonts of symbols, as the characters that they look like.

`w:sym` names a place in such a font, and text in one has letters of Unicode's private area. Digits
and Latin letters of the font Symbol stand where ASCII has them.
"""

from __future__ import annotations

BULLET = "•"

_PRIVATE = range(0xF020, 0xF100)
_SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2D: "−", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0x61: "α",
    0x62: "β", 0x67: "γ", 0x64: "δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x77: "ω",
    0xA2: "′", 0xA3: "≤", 0xA4: "/", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xBE: "-", 0xC5: "⊕", 0xC6: "∅", 0xD7: "⋅",
    0xDE: "⇒", 0xE5: "Σ",
}  # fmt: skip
_WINGDINGS = {
    0x20: " ", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒",
    0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "•", 0x9F: "•", 0xA7: "▪",
    0xA8: "□", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def symbol(code: int, font: str) -> str:
    """Return the character at `code` of `font`; a bullet for a picture that no text has."""
    place = code - 0xF000 if code in _PRIVATE else code
    if is_of_pictures(font):
        return _WINGDINGS.get(place, BULLET)
    if code in _PRIVATE or font.lower() == "symbol":
        return _SYMBOL.get(place) or (chr(place) if 0x20 <= place < 0x7F else BULLET)
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""


def is_of_pictures(font: str) -> bool:
    """Return whether the letters of a font are pictures, whatever they are stored as."""
    return font.lower().startswith(("wingdings", "webdings"))


def with_symbols_read(text: str, font: str) -> str:
    """Return `text` with letters of Unicode's private area, and all of a font of pictures, as what
    `font` draws for them.
    """
    is_all = is_of_pictures(font)
    return "".join(
        symbol(ord(letter), font)
        if ord(letter) in _PRIVATE or (is_all and not letter.isspace())
        else letter
        for letter in text
    )
