"""Named tuples are what typing makes of the same class."""

from __future__ import annotations

import copy
import typing

import pytest

from ntmreport.named_tuple import NamedTuple


class Ours(NamedTuple):
    """A pair."""

    first: int
    second: str = "x"

    @property
    def both(self) -> str:
        """Both in one."""
        return f"{self.first}{self.second}"


class Theirs(typing.NamedTuple):
    """A pair."""

    first: int
    second: str = "x"


def test_a_named_tuple_is_what_typing_makes_of_it() -> None:
    for name in ("_fields", "_field_defaults", "__match_args__", "__doc__", "__module__"):
        assert getattr(Ours, name) == getattr(Theirs, name)
    assert Ours.__annotations__.keys() == Theirs.__annotations__.keys()
    assert (repr(Ours(1)), Ours(1)) == ("Ours(first=1, second='x')", (1, "x"))


def test_what_a_class_says_more_is_kept() -> None:
    pair = Ours(1)._replace(second="y")
    assert pair.both == "1y"
    assert copy.copy(pair) == pair
    with pytest.raises(TypeError):
        Ours()  # type: ignore[call-arg] # that is what is tried
