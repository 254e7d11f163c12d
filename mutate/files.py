"""Slips with whole files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mutate.lines import is_printed, lines_of
from mutate.slip import Collection, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = Collection()


@FILES.certain("tệp rỗng hoặc chỉ còn chú thích", "a file emptied, or comments only")
def file_emptied(text: str) -> Iterator[Slip]:
    if is_printed(text):
        for content in ("", "\n\n", "# Y tế\n", "---\n"):
            yield Slip(content, 1, 1)


@FILES.certain("thiếu tệp", "a file missing")
def file_missing(text: str) -> Iterator[Slip]:
    if is_printed(text):
        yield Slip(None, 1, 1)


@FILES.certain("tệp lưu dưới tên khác", "a file saved under another name")
def file_renamed(text: str) -> Iterator[Slip]:
    for name in ("{stem}.yml", "{Stem}.yaml", "{stem} (1).yaml", "{stem}_2021.yaml"):
        yield Slip(text, 1, 1, saved_as=name)


@FILES.certain("thêm bản sao của tệp", "a copy of a file beside it")
def file_copied(text: str) -> Iterator[Slip]:
    for name in ("{stem} - Copy.yaml", "{stem} (1).yaml"):
        yield Slip(text, 1, 1, saved_as=f"+{name}")


@FILES.certain("tệp lưu với bảng mã UTF-16", "a file saved as UTF-16")
def saved_as_utf16(text: str) -> Iterator[Slip]:
    yield Slip(text.encode("utf-16"), 1, 1)


@FILES.certain("tệp lưu với bảng mã Windows-1258", "a file saved as Windows-1258")
def saved_as_windows_1258(text: str) -> Iterator[Slip]:
    content = text.encode("cp1258", "replace")
    lines = content.split(b"\n")
    bad = next((n for n, line in enumerate(lines, start=1) if not line.isascii()), None)
    if bad is not None:
        yield Slip(content, bad, bad)


@FILES.certain("nội dung của tệp khác", "the content of another file")
def other_content(text: str) -> Iterator[Slip]:
    if is_printed(text):
        yield Slip("cash: 1\nlabour: 2\n", 1, 2)


@FILES.partial("tệp bị cắt cụt ở cuối", "a file cut off at its end", 0.0)
def file_cut_off(text: str) -> Iterator[Slip]:
    lines = text.split("\n")
    for line in lines_of(text):
        if line.number > len(lines) // 2:
            yield Slip("\n".join(lines[: line.number]) + "\n", line.number, line.number)
