"""The lines that a layout prints: which of the report's they are, and how their letters look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ntmreport.checks.layout.decree import FIXED_TEXTS, NORMS
from ntmreport.checks.layout.reading.values import Line, Stretch
from ntmreport.language import Bilingual
from ntmreport.render.analysis import LOST_WITH_TAG, TAG, paragraph_of
from ntmreport.render.opc import Element, W
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.checks.layout.reading.styles import Styles
    from ntmreport.render.layout import Place

_LONGEST_QUOTE = 40
_STATEMENT_LEVEL = re.compile(r"\{[%#](\w+)\s")


class LineReader:
    """Reads the paragraphs of a layout. `printed` are the words that its tags print."""

    def __init__(self, name: str, styles: Styles, printed: Mapping[Place, frozenset[str]]) -> None:
        self._name = name
        self._styles = styles
        self._prints: dict[tuple[str, int], dict[int, frozenset[str]]] = {}
        for place, words in printed.items():
            of_paragraph = self._prints.setdefault((place.part, place.paragraph), {})
            of_paragraph[place.column - 1] = words

    def lines(self, part: str, root: Element) -> Iterator[Line]:
        """Yield the paragraphs of a part that are printed."""
        for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
            line = self.line(part, number, paragraph)
            if line.stretches:
                yield line

    def line(self, part: str, number: int, paragraph: Element) -> Line:
        """Return a paragraph as a line; one that is not printed has no letters."""
        texts = [text for text in paragraph.iter(f"{W}t") if paragraph_of(text) is paragraph]
        whole = "".join(text.text or "" for text in texts)
        style = self._styles.of_paragraph(paragraph)
        stretches: tuple[Stretch, ...] = ()
        if not _vanishes(whole):
            prints = self._prints.get((part, number), {})
            stretches = tuple(self._stretches(paragraph, texts, whole, prints))
        known = sorted(kind for stretch in stretches for kind in stretch.kinds if kind in NORMS)
        quoted = f"“{_shortened(whole)}”"
        return Line(
            self.span(number),
            NORMS[known[0]].name if known else Bilingual(quoted, quoted),
            self._styles.name(style),
            stretches,
            self._styles.shape(paragraph),
        )

    def span(self, number: int) -> Span:
        """Return the place of a paragraph."""
        return Span(self._name, number, 1, number, 2)

    def tags_print(self, part: str, number: int) -> frozenset[str]:
        """Return what the tags of a paragraph print."""
        return frozenset().union(*self._prints.get((part, number), {}).values())

    def _stretches(
        self,
        paragraph: Element,
        texts: list[Element],
        whole: str,
        prints: Mapping[int, frozenset[str]],
    ) -> Iterator[Stretch]:
        tags = [match.span() for match in TAG.finditer(whole)]
        fixed = _kind_of_text(TAG.sub("", whole))
        all_kinds = frozenset().union(*prints.values(), fixed)
        start = 0
        for text in texts:
            end = start + len(text.text or "")
            own = frozenset[str]().union(*(prints.get(at, ()) for at in range(start, end)))
            has_tag = any(start <= opening < end for opening, _ in tags)
            letters = "".join(
                whole[at] for at in range(start, end) if not any(a <= at < b for a, b in tags)
            )
            start = end
            run = text.getparent()
            if (letters.strip() or has_tag) and not self._styles.is_hidden(paragraph, run):
                kinds = own or (all_kinds if len(all_kinds) == 1 else _kind_of_text(letters))
                yield Stretch(kinds, self._styles.look(paragraph, run))


def _kind_of_text(text: str) -> frozenset[str]:
    small = " ".join(text.split()).lower()
    return frozenset(kind for words, kind in FIXED_TEXTS.items() if words in small)


def _vanishes(text: str) -> bool:
    """Return whether the paragraph holds a tag that takes it away."""
    return any(level in LOST_WITH_TAG for level in _STATEMENT_LEVEL.findall(text))


def _shortened(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rstrip()}…"
