"""Diagnostics of a layout: part, paragraph and tag, since a Word file has no lines to point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.catalogue import (
    LAYOUT_FOREIGN,
    LAYOUT_LACKS_BLOCK,
    LAYOUT_OUTDATED,
    LAYOUT_TAG,
    LAYOUT_UNREADABLE,
    LAYOUT_WITHOUT_EFFECT,
    TABLE_TOO_WIDE,
)
from ntmreport.diagnostic import Diagnostic
from ntmreport.document import BlockKind
from ntmreport.language import Bilingual
from ntmreport.layout.block_styles import BLOCK_STYLES, TABLE_STYLE
from ntmreport.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntmreport.diagnostic import Rule
    from ntmreport.layout.prepared_layout import Tag

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


def outdated(name: str, folder: str = "data/2021") -> Diagnostic:
    """Say that the layout is written as before styles: with a sample for each kind of block.

    `folder` is the year's, which an upgrade is told.
    """
    return Diagnostic(
        LAYOUT_OUTDATED,
        _whole(name),
        Bilingual(
            "mẫu trình bày còn viết theo cách cũ, bằng đoạn mẫu; nay mỗi loại đoạn có một kiểu"
            " (style) của Word",
            "the layout is written in the old way, with sample paragraphs; now each kind of block"
            " has a style of Word",
        ),
        hint=Bilingual(
            f"nâng cấp bằng lệnh: ntmreport upgrade {folder}",
            f"upgrade it: ntmreport upgrade {folder}",
        ),
    )


def not_upgraded(name: str, why: Bilingual) -> Diagnostic:
    """Say that a layout of the old form is one that no program can rewrite, and what to do."""
    return Diagnostic(
        LAYOUT_OUTDATED,
        _whole(name),
        Bilingual(
            f"không tự nâng cấp được mẫu trình bày: {why.vi}",
            f"the layout cannot be upgraded by program: {why.en}",
        ),
        hint=Bilingual(
            "chép layout.docx của một mẫu có sẵn rồi sửa kiểu và phần đầu, phần cuối trong Word"
            " (docs/forms.md, “Trình bày bằng Word”)",
            "copy the layout.docx of another form and change its styles, letterhead and signature"
            " in Word (docs/forms.md)",
        ),
    )


def for_year(diagnostic: Diagnostic, folder: str) -> Diagnostic:
    """Return what is said of a layout with the folder of the year that is built."""
    if diagnostic.rule is not LAYOUT_OUTDATED or not folder:
        return diagnostic
    return outdated(diagnostic.span.file, folder)


def without_effect(name: str, tag: Tag) -> Diagnostic:
    """Say that what formats the paragraph of `{{p body }}` formats nothing."""
    return Diagnostic(
        LAYOUT_WITHOUT_EFFECT,
        _tag_span(name, tag),
        Bilingual(
            f"{tag.written}: định dạng của đoạn này không có tác dụng",
            f"{tag.written}: what formats this paragraph has no effect",
        ),
        hint=Bilingual(
            f"sửa kiểu của từng loại đoạn, ví dụ “{BLOCK_STYLES[BlockKind.PARAGRAPH].name}”"
            " (Home, Styles, Modify), rồi xóa định dạng ở đây (Ctrl+Q)",
            "change the style of each kind of block, such as"
            f" “{BLOCK_STYLES[BlockKind.PARAGRAPH].name}” (Home, Styles, Modify), and clear the"
            " formatting here (Ctrl+Q)",
        ),
    )


def tag_diagnostic(
    name: str, tag: Tag, what: Bilingual, hint: Bilingual | None = None
) -> Diagnostic:
    """Say what is wrong with a tag."""
    vi_place, en_place = _part_words(tag.part)
    if tag.heading:
        vi_place += f", dưới “{_quoted(tag.heading)}”"
        en_place += f", below “{_quoted(tag.heading)}”"
    vi_place += f", đoạn {tag.paragraph}"
    en_place += f", paragraph {tag.paragraph}"
    if tag.text != tag.written:
        vi_place += f": “{_quoted(tag.text)}”"
        en_place += f": “{_quoted(tag.text)}”"
    return Diagnostic(
        LAYOUT_TAG,
        _tag_span(name, tag),
        Bilingual(
            f"{_quoted(tag.written)}: {what.vi} ({vi_place})",
            f"{_quoted(tag.written)}: {what.en} ({en_place})",
        ),
        hint=hint,
    )


def body_not_once(name: str, places: Sequence[int]) -> Diagnostic:
    """Say that `{{p body }}` stands nowhere, or in all the paragraphs `places`."""
    if not places:
        return _at(
            LAYOUT_LACKS_BLOCK,
            name,
            1,
            Bilingual(
                "mẫu trình bày không có chỗ cho phần nội dung của báo cáo",
                "the layout has no place for the report's body",
            ),
            Bilingual(
                "đặt thẻ {{p body }} thành một đoạn riêng, giữa phần đầu văn bản và chữ ký",
                "put the tag {{p body }} in a paragraph of its own, between letterhead and"
                " signature",
            ),
        )
    listed = ", ".join(map(str, places))
    return _at(
        LAYOUT_TAG,
        name,
        places[1],
        Bilingual(
            f"{{{{p body }}}}: thẻ đứng {len(places)} lần (các đoạn {listed})",
            f"{{{{p body }}}}: the tag stands {len(places)} times (paragraphs {listed})",
        ),
        Bilingual("chỉ giữ một thẻ {{p body }}", "keep one tag {{p body }}"),
    )


def not_printed_once(name: str, paragraph: int, tag: str, times: int, text: str) -> Diagnostic:
    """Say that `{{p tag }}` is printed not once but `times` times; what it prints has `text`."""
    if times == 0:
        return _at(
            LAYOUT_LACKS_BLOCK,
            name,
            paragraph,
            Bilingual(
                f"{{{{p {tag} }}}}: thẻ không được in, nên mất “{_quoted(text)}”",
                f"{{{{p {tag} }}}}: the tag is not printed, so “{_quoted(text)}” would be lost",
            ),
            Bilingual(
                "đưa thẻ ra ngoài các thẻ {%p if … %}", "take the tag out of any {%p if … %}"
            ),
        )
    return _at(
        LAYOUT_TAG,
        name,
        paragraph,
        Bilingual(
            f"{{{{p {tag} }}}}: thẻ in nội dung {times} lần: “{_quoted(text)}”",
            f"{{{{p {tag} }}}}: the tag prints its content {times} times: “{_quoted(text)}”",
        ),
        Bilingual("đưa thẻ ra ngoài các thẻ {%p for … %}", "take the tag out of any {%p for … %}"),
    )


def lacks_style(name: str, paragraph: int, style: str, text: str) -> Diagnostic:
    """Say that the layout lacks the style of a kind of block, such as the one with `text`."""
    is_table = style == TABLE_STYLE
    kind = Bilingual("kiểu bảng", "table style") if is_table else Bilingual("kiểu", "style")
    made = "Table" if is_table else "Paragraph"
    return _at(
        LAYOUT_LACKS_BLOCK,
        name,
        paragraph,
        Bilingual(
            f"mẫu trình bày thiếu {kind.vi} “{style}”, nên không in được “{_quoted(text)}”",
            f"the layout lacks the {kind.en} “{style}”, so “{_quoted(text)}” cannot be printed",
        ),
        Bilingual(
            f"trong Word tạo kiểu tên đúng như vậy (Home, Styles, New Style, loại {made}), hoặc"
            " chép layout.docx của một mẫu có sẵn",
            f"make a style of that very name in Word (Home, Styles, New Style, type {made}), or"
            " copy the layout.docx of another form",
        ),
    )


def lacks_annexes(name: str, text: str) -> Diagnostic:
    """Say that no tag prints the annexes, the first of which begins with `text`."""
    return _at(
        LAYOUT_LACKS_BLOCK,
        name,
        1,
        Bilingual(
            f"mẫu trình bày không có chỗ cho phụ lục, nên mất “{_quoted(text)}”",
            f"the layout has no place for annexes, so “{_quoted(text)}” would be lost",
        ),
        Bilingual(
            "sau chữ ký, đặt ngắt phần (Layout, Breaks, Next Page), rồi thẻ {{p annexes }} thành"
            " một đoạn riêng",
            "behind the signature, put a section break (Layout, Breaks, Next Page), then the tag"
            " {{p annexes }} in a paragraph of its own",
        ),
    )


def too_wide(table: Span, words: str, *, lies: bool, is_annexed: bool) -> Diagnostic:
    """Say that numbers or words of the table at `table` are broken, though its letters are small.

    `words` are those of its first cell, `lies` where its paper does.
    """
    hint = Bilingual(
        "viết dòng @landscape trước bảng và dòng @portrait sau bảng để in trên trang ngang",
        "write @landscape before the table and @portrait behind it, so that its paper lies",
    )
    if lies:
        hint = Bilingual(
            "chia thành hai bảng, hoặc bỏ bớt cột", "make two tables of it, or take columns away"
        )
    elif is_annexed:
        hint = Bilingual(
            "bỏ dòng @portrait để in phụ lục trên trang ngang",
            "take @portrait away, so that the annex's paper lies",
        )
    return Diagnostic(
        TABLE_TOO_WIDE,
        table,
        Bilingual(
            "bảng không vừa bề ngang trang: chữ đã nhỏ còn cỡ 8 mà số hoặc chữ vẫn bị ngắt",
            "the table is wider than the page: numbers or words are broken, with letters of 8 pt",
        ),
        ("templates", table.file.rpartition("/")[2], words),
        hint,
    )


def lacks_lying_paper(name: str, paragraph: int) -> Diagnostic:
    """Say that part of the body cannot lie, since the body stands in a table of the layout."""
    return _at(
        LAYOUT_LACKS_BLOCK,
        name,
        paragraph,
        Bilingual(
            "thẻ {{p body }} nằm trong bảng, nên không in được trang ngang (@landscape)",
            "{{p body }} stands in a table, so no page of it can lie (@landscape)",
        ),
        Bilingual("đưa thẻ {{p body }} ra ngoài bảng", "take {{p body }} out of the table"),
    )


def lacks_frame(
    name: str, paragraph: int, frame: str, text: str, misspelt: str | None, meant: str | None
) -> Diagnostic:
    """Say that no tag prints the lines of the frame called `frame`; one may misspell its name.

    `meant` is the line of the content that the form may have meant.
    """
    hint = Bilingual(
        f"đặt thẻ {{{{ frame.{frame} }}}} vào chỗ cần in",
        f"put the tag {{{{ frame.{frame} }}}} where it is to be printed",
    )
    if meant and not misspelt:
        hint = Bilingual(
            f"trong mẫu sửa “@{frame}” thành “@{meant}”",
            f"in the form change “@{frame}” to “@{meant}”",
        )
    if misspelt:
        hint = Bilingual(
            f"sửa thẻ “frame.{misspelt}” thành “frame.{frame}”",
            f"change the tag “frame.{misspelt}” to “frame.{frame}”",
        )
    return _at(
        LAYOUT_LACKS_BLOCK,
        name,
        paragraph,
        Bilingual(
            f"mẫu trình bày không có chỗ cho “{frame}”, nên mất “{_quoted(text)}”",
            f"the layout has no place for “{frame}”, so “{_quoted(text)}” would be lost",
        ),
        hint,
    )


def _at(rule: Rule, name: str, paragraph: int, message: Bilingual, hint: Bilingual) -> Diagnostic:
    return Diagnostic(rule, Span(name, paragraph, 1, paragraph, 2), message, hint=hint)


def _tag_span(name: str, tag: Tag) -> Span:
    end = tag.column + max(len(tag.written), 1)
    return Span(name, tag.paragraph, tag.column, tag.paragraph, end)


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
