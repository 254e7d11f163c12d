"""Answers about texts are kept, but for long texts, and are the same either way."""

from __future__ import annotations

from ntmreport.known_by_text import LONGEST_KNOWN, MOST_KNOWN, known_by_text


def test_answers_about_short_texts_are_kept_and_no_more_than_so_many() -> None:
    asked: list[str] = []

    @known_by_text
    def small(text: str, behind: str = "") -> str:
        asked.append(text)
        return text.lower() + behind

    short, long = "Xã", "Xã" * LONGEST_KNOWN
    assert [small(short), small(short), small(short, "!")] == ["xã", "xã", "xã!"]
    assert asked == [short, short]
    assert small(long) == small(long) == long.lower()
    assert asked[2:] == [long, long]
    for number in range(MOST_KNOWN):
        small(str(number))
    small(short)
    assert asked[-1] == short


def test_the_length_is_that_of_the_text_in_the_argument() -> None:
    asked: list[tuple[str, str]] = []

    class Pair(tuple[str, str]):
        __slots__ = ()

        def __len__(self) -> int:
            return sum(map(len, self))

    @known_by_text
    def joined(pair: Pair) -> str:
        asked.append(pair)
        return "".join(pair)

    for pair in (("a", "b"), ("a", "b" * LONGEST_KNOWN)):
        assert joined(Pair(pair)) == joined(Pair(pair)) == "".join(pair)
    assert [len(second) for _, second in asked] == [1, LONGEST_KNOWN, LONGEST_KNOWN]
