"""The formats of a command: each a name for `--format`, what writes it, its files' endings."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Self, TypeVar

from ntmreport.cli.exit_codes import WrongCallError
from ntmreport.language import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class OutputFormat(StrEnum):
    """A format in the table of a command, which is a class of this kind with a line for each.

    A line is the name, the function that writes, and the endings of files. The first ending is
    that of files which the program names; text is written as `str`, all else as `bytes`.
    """

    write: Callable[..., object]
    endings: tuple[str, ...]

    def __new__(cls, name: str, write: Callable[..., object], *endings: str) -> Self:
        """Return the format of one line."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.write = write
        member.endings = endings
        return member

    @property
    def ending(self) -> str:
        """The ending of a file that the program names."""
        return self.endings[0]


_Format = TypeVar("_Format", bound=OutputFormat)


def chosen_format(
    formats: type[_Format], output: Path | None, wanted: _Format | None, default: _Format
) -> _Format:
    """Return the format to write: what is wanted, else what the ending says, else the default.

    Raises WrongCallError where the ending of a file is of none of `formats` or of another than is
    wanted.
    """
    from ntmreport.cli.output_path import is_stream

    if output is None or is_stream(output) or output.is_dir():
        return wanted or default
    ending = output.suffix.lower()
    named = next((each for each in formats if ending in each.endings), None)
    if named is None and (ending or wanted is None):
        known = ", ".join(known_ending for each in formats for known_ending in each.endings)
        raise WrongCallError(
            Bilingual(
                f"không ghi được loại tệp này: {output}; đuôi tệp phải là {known}"
                " (thư mục thì phải có sẵn)",
                f"no file of this kind is written: {output}; its ending must be {known}"
                " (a folder must be there already)",
            )
        )
    if wanted is not None and named not in {None, wanted}:
        raise WrongCallError(
            Bilingual(
                f"--format {wanted} không khớp với đuôi của {output}",
                f"--format {wanted} does not fit the ending of {output}",
            )
        )
    return wanted or named or default
