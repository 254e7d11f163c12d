"""Diagnostics of a layout: part, paragraph and tag, since a Word file has no lines to point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.catalogue import LAYOUT_FOREIGN, LAYOUT_LACKS_BLOCK, LAYOUT_TAG, LAYOUT_UNREADABLE
from ntmreport.diagnostic import Diagnostic
from ntmreport.language import Bilingual
from ntmreport.render.words import TABLE
from ntmreport.span import Span

if TYPE_CHECKING:
    from ntmreport.diagnostic import Rule
    from ntmreport.render.layout import Place

_LONGEST_QUOTE = 60


def unreadable(name: str, why: Bilingual) -> Diagnostic:
    """Say that the layout cannot be read at all."""
    return Diagnostic(
        LAYOUT_UNREADABLE,
        _whole(name),
        Bilingual(f"không đọc được mẫu trình bày: {why.vi}", f"cannot read the layout: {why.en}"),
        hint=Bilingual(
            "mở tệp bằng Word, bỏ mật khẩu nếu có, lưu lại dạng Word Document (.docx); hoặc lấy lại"
            " bản trước bằng git",
            "open the file in Word, take its password away, save it as a Word Document (.docx); or"
            " take the earlier version from git",
        ),
    )


def foreign(name: str, what: Bilingual) -> Diagnostic:
    """Say that the layout carries what no report may carry along; `what` names it."""
    return Diagnostic(
        LAYOUT_FOREIGN,
        _whole(name),
        Bilingual(
            f"mẫu trình bày có nội dung không được phép: {what.vi}",
            f"the layout has content that no report may carry: {what.en}",
        ),
        hint=Bilingual(
            "mở tệp bằng Word, xóa hoặc chấp nhận nội dung đó rồi lưu lại",
            "open the file in Word, remove or accept it and save",
        ),
    )


def tag_mistake(
    name: str, place: Place, what: Bilingual, hint: Bilingual | None = None
) -> Diagnostic:
    """Say what is wrong with the tag at `place`."""
    vi_place, en_place = _part_words(place.part)
    if place.heading:
        vi_place += f", dưới “{_quoted(place.heading)}”"
        en_place += f", below “{_quoted(place.heading)}”"
    vi_place += f", đoạn {place.paragraph}"
    en_place += f", paragraph {place.paragraph}"
    if place.text != place.tag:
        vi_place += f": “{_quoted(place.text)}”"
        en_place += f": “{_quoted(place.text)}”"
    return Diagnostic(
        LAYOUT_TAG,
        Span(
            name,
            place.paragraph,
            place.column,
            place.paragraph,
            place.column + max(len(place.tag), 1),
        ),
        Bilingual(
            f"{_quoted(place.tag)}: {what.vi} ({vi_place})",
            f"{_quoted(place.tag)}: {what.en} ({en_place})",
        ),
        hint=hint,
    )


def lacks_block(name: str, paragraph: int, kind: str, text: str) -> Diagnostic:
    """Say that no sample prints blocks of `kind`, which may be a table."""
    if kind == TABLE:
        vi_sample = "bảng mẫu có ô {{r block.header }}, ô {{r block.text }}, ô {{r block.number }}"
        en_sample = (
            "a sample table with cells {{r block.header }}, {{r block.text }}, {{r block.number }}"
        )
    else:
        vi_sample, en_sample = "đoạn mẫu {{r block }}", "a sample {{r block }}"
    return _lack(
        LAYOUT_LACKS_BLOCK,
        name,
        paragraph,
        Bilingual(
            f"mẫu trình bày không có {'bảng' if kind == TABLE else 'đoạn'} mẫu cho loại “{kind}”,"
            f" nên mất “{_quoted(text)}”",
            f"the layout has no sample {'table' if kind == TABLE else 'paragraph'} for “{kind}”,"
            f" so “{_quoted(text)}” would be lost",
        ),
        Bilingual(
            f'thêm vào vòng lặp: {{%p if block.kind == "{kind}" %}}, {vi_sample},'
            " {%p endif %}, mỗi thẻ một đoạn",
            f'add to the loop: {{%p if block.kind == "{kind}" %}}, {en_sample},'
            " {%p endif %}, each in a paragraph of its own",
        ),
    )


def lacks_annexes(name: str, paragraph: int, text: str) -> Diagnostic:
    """Say that no loop prints the annexes, the first of which begins with `text`."""
    return _lack(
        LAYOUT_LACKS_BLOCK,
        name,
        paragraph,
        Bilingual(
            f"mẫu trình bày không có chỗ cho phụ lục, nên mất “{_quoted(text)}”",
            f"the layout has no place for annexes, so “{_quoted(text)}” would be lost",
        ),
        Bilingual(
            "sau chữ ký, đặt ngắt phần (Layout, Breaks, Next Page), rồi {%p for annex in annexes"
            " %}, {%p for block in annex %}, các đoạn mẫu và bảng mẫu, hai thẻ {%p endfor %}",
            "behind the signature, put a section break (Layout, Breaks, Next Page), then"
            " {%p for annex in annexes %}, {%p for block in annex %}, samples as in the body and"
            " two {%p endfor %}",
        ),
    )


def lacks_frame(
    name: str, paragraph: int, frame: str, text: str, misspelt: str | None
) -> Diagnostic:
    """Say that no tag prints the lines of the frame called `frame`; one may misspell its name."""
    hint = Bilingual(
        f"đặt thẻ {{{{r frame.{frame} }}}} vào chỗ cần in",
        f"put the tag {{{{r frame.{frame} }}}} where it is to be printed",
    )
    if misspelt:
        hint = Bilingual(
            f"sửa thẻ “frame.{misspelt}” thành “frame.{frame}”",
            f"change the tag “frame.{misspelt}” to “frame.{frame}”",
        )
    return _lack(
        LAYOUT_LACKS_BLOCK,
        name,
        paragraph,
        Bilingual(
            f"mẫu trình bày không có chỗ cho “{frame}”, nên mất “{_quoted(text)}”",
            f"the layout has no place for “{frame}”, so “{_quoted(text)}” would be lost",
        ),
        hint,
    )


def repeats_block(name: str, paragraph: int, kind: str, text: str) -> Diagnostic:
    """Say that blocks of `kind` are printed more than once."""
    return _lack(
        LAYOUT_TAG,
        name,
        paragraph,
        Bilingual(
            f"mẫu trình bày in loại “{kind}” nhiều lần: “{_quoted(text)}”",
            f"the layout prints “{kind}” more than once: “{_quoted(text)}”",
        ),
        Bilingual("chỉ giữ một đoạn mẫu cho mỗi loại", "keep one sample paragraph for each kind"),
    )


def _lack(rule: Rule, name: str, paragraph: int, message: Bilingual, hint: Bilingual) -> Diagnostic:
    return Diagnostic(rule, Span(name, paragraph, 1, paragraph, 2), message, hint=hint)


def _whole(name: str) -> Span:
    return Span(name, 1, 1, 1, 1)


def _quoted(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rstrip()}…"


def _part_words(part: str) -> tuple[str, str]:
    stem = part.rpartition("/")[2].removesuffix(".xml")
    for start, vi, en in (
        ("document", "thân văn bản", "body"),
        ("header", "đầu trang", "header"),
        ("footer", "chân trang", "footer"),
        ("footnotes", "chú thích chân trang", "footnotes"),
        ("endnotes", "chú thích cuối văn bản", "endnotes"),
    ):
        if stem.startswith(start):
            return vi, en
    return part, part
