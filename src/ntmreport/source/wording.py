"""What is said about mistakes of YAML syntax: the message, and what to write instead."""

from __future__ import annotations

from typing import NamedTuple

from ntmreport.language import Bilingual, Hint


class Wording(NamedTuple):
    """A message and its hint."""

    message: Bilingual
    hint: Bilingual


_QUOTE = Bilingual('đặt cả giá trị trong ngoặc kép: "…"', 'put the whole value in quotes: "…"')
_ALIGN = Bilingual(
    "các khóa cùng cấp thụt vào bằng nhau, cấp dưới thụt thêm hai dấu cách",
    "indent keys of one level alike, and a level below by two more spaces",
)

MERGE_MARKER = Wording(
    Bilingual("git để lại dấu xung đột ở dòng này", "git left a mark of a conflict on this line"),
    Bilingual(
        "chọn nội dung đúng giữa các dấu rồi xóa các dòng <<<<<<<, =======, >>>>>>>",
        "keep the right lines between the marks, then delete the marks",
    ),
)
BRACES = Wording(
    Bilingual(
        "giá trị bắt đầu bằng {{ nhưng không đặt trong ngoặc kép",
        "the value begins with `{{` and has no quotes around it",
    ),
    Bilingual(
        'đặt cả giá trị trong ngoặc kép: "{{ … }}"', 'put the whole value in quotes: "{{ … }}"'
    ),
)
UNCLOSED_QUOTE = Wording(
    Bilingual("dấu ngoặc mở ở đây không được đóng", "the quote that opens here is not closed"),
    Bilingual(
        "thêm dấu ngoặc cùng loại ở cuối giá trị", "add the same quote at the end of the value"
    ),
)
TEXT_AFTER_QUOTE = Wording(
    Bilingual("có chữ sau dấu ngoặc đóng", "there is text behind the closing quote"),
    Bilingual(
        "đặt cả giá trị trong một cặp ngoặc; "
        "trong '…' viết '' thay cho ', trong \"…\" viết \\\" thay cho \"",
        "put the whole value in one pair of quotes; "
        "inside '…' write '' for ', inside \"…\" write \\\" for \"",
    ),
)
BACKSLASH = Wording(
    Bilingual(
        "dấu \\ trong ngoặc kép có nghĩa riêng, ở đây không dùng được",
        "a backslash in double quotes has a meaning of its own, and none here",
    ),
    Bilingual("viết \\\\ cho dấu \\, hoặc dùng ngoặc đơn '…'", "write \\\\ for \\, or use '…'"),
)
CODE_TOO_LARGE = Wording(
    Bilingual("mã ký tự này không tồn tại", "there is no character of this code"),
    Bilingual("viết thẳng ký tự cần dùng", "write the character itself"),
)
COLON_IN_VALUE = Wording(
    Bilingual(
        "trong câu có dấu hai chấm và dấu cách mà câu không đặt trong ngoặc kép",
        "the text has a colon and a space in it, and no quotes around it",
    ),
    _QUOTE,
)
INDENTATION = Wording(
    Bilingual("dòng này thụt vào không đúng", "this line is indented wrongly"), _ALIGN
)
COMPARE = Bilingual("so với độ thụt của dòng này", "compare with the indentation of this line")
NO_COLON = Wording(
    Bilingual(
        "dòng này không có dạng “khóa: giá trị”", "this line is not of the form `key: value`"
    ),
    Bilingual(
        "thêm dấu hai chấm và dấu cách sau khóa; nếu là phần tiếp của câu trên, thụt vào sâu hơn",
        "add a colon and a space after the key; indent it deeper if it continues the text above",
    ),
)
BULLET = Wording(
    Bilingual(
        "dấu đầu dòng của Word không phải là dấu của danh sách",
        "a bullet of Word is no mark of a list",
    ),
    Bilingual(
        "thay bằng “- ”: dấu gạch ngang của bàn phím và một dấu cách",
        "write `- ` in its place: the keyboard's hyphen and a space",
    ),
)
SECOND_BULLET = Wording(
    Bilingual(
        "sau dấu gạch “- ” của danh sách còn một dấu đầu dòng nữa",
        "behind the dash of the list there is another bullet",
    ),
    Hint("xóa dấu đầu dòng thứ hai", "delete the second bullet", ("",)),
)
NUMBERING = Wording(
    Bilingual(
        "số, chữ hoặc dấu đầu dòng không phải là dấu của danh sách",
        "a number, a letter or a bullet before the text is no mark of a list",
    ),
    Hint(
        "thay bằng “- ”: dấu gạch ngang của bàn phím và một dấu cách",
        "write `- ` in its place: the keyboard's hyphen and a space",
        ("- ",),
    ),
)
LOST_DASH = Wording(
    Bilingual(
        "dòng này nằm trong danh sách mà không bắt đầu bằng “- ”",
        "this line stands in a list and does not begin with `- `",
    ),
    Bilingual(
        "thêm “- ” ở đầu dòng; nếu là phần tiếp của mục trên, thụt vào sâu hơn",
        "begin it with `- `; indent it deeper if it continues the entry above",
    ),
)
LIST_AMONG_KEYS = Wording(
    Bilingual(
        "mục “- …” nằm lẫn giữa các dòng “khóa: giá trị”",
        "an entry `- …` stands among lines of `key: value`",
    ),
    Bilingual(
        "đưa danh sách xuống dưới một khóa, thụt vào hai dấu cách",
        "put the list below a key, indented by two spaces",
    ),
)
KEY_AMONG_LIST = Wording(
    Bilingual(
        "dòng “khóa: giá trị” nằm lẫn giữa các mục “- …”",
        "a line of `key: value` stands among entries `- …`",
    ),
    Bilingual(
        "thêm “- ” ở đầu dòng, hoặc sửa độ thụt đầu dòng",
        "begin the line with `- `, or indent it right",
    ),
)
LIST_ON_KEY_LINE = Wording(
    Bilingual(
        "danh sách “- …” bắt đầu ngay trên dòng của khóa",
        "a list `- …` begins on the line of its key",
    ),
    Bilingual(
        "đưa “- …” xuống dòng dưới; nếu đây là câu chữ, đặt cả câu trong ngoặc kép",
        "move `- …` to the next line; if this is text, put all of it in quotes",
    ),
)
NO_KEY = Wording(
    Bilingual("trước dấu hai chấm chưa có khóa", "there is no key before the colon"),
    Bilingual("viết “khóa: giá trị”", "write `key: value`"),
)
TEXT_AFTER_BRACKET = Wording(
    Bilingual("có dấu thừa sau dấu đóng ngoặc", "there is a mark behind the closing bracket"),
    Hint("xóa dấu thừa này", "delete it", ("",), is_certain=True),
)
NO_COMMA = Wording(
    Bilingual(
        "giữa hai khóa trong ngoặc { } không có dấu phẩy",
        "between two keys within braces there is no comma",
    ),
    Bilingual(
        "viết {khóa: giá trị, khóa: giá trị}; nếu đây là câu chữ, đặt cả câu trong ngoặc kép",
        "write {key: value, key: value}; if this is text, put all of it in quotes",
    ),
)
UNCLOSED_BRACKET = Wording(
    Bilingual(
        "dấu ngoặc [ hoặc { mở ở đây không được đóng đúng",
        "the bracket `[` or `{` that opens here is not closed rightly",
    ),
    Bilingual(
        "đóng ngoặc; nếu đây là câu chữ, đặt cả câu trong ngoặc kép",
        "close it; if this is text, put all of it in quotes",
    ),
)
GENERIC = Wording(
    Bilingual("không đọc được dòng này", "this line cannot be read"),
    Bilingual(
        "kiểm tra dấu hai chấm, dấu cách, độ thụt đầu dòng và ngoặc kép ở dòng này và dòng trên",
        "check colons, spaces, indentation and quotes on this line and the one above",
    ),
)


def first_character(character: str, number: str = "") -> Wording:
    """Return what is said of a value that begins with a character of YAML's own.

    `number` is all that stands behind it where that is a number.
    """
    hint = _QUOTE
    if character in "[{":
        hint = Bilingual(
            "xóa phần sau dấu đóng ngoặc; nếu đây là câu chữ, đặt cả giá trị trong ngoặc kép",
            "delete what is behind the closing bracket; if this is text, put all of it in quotes",
        )
    elif number:
        more = Bilingual("", "")
        if character == ">":
            group = f"{{value: {number}, qualifier: hơn}}"
            more = Bilingual(f", hoặc {group}", f", or {group}")
        hint = Bilingual(
            f"nếu là số thì viết {number}{more.vi}; nếu là câu chữ, đặt trong ngoặc kép",
            f"if this is a number, write {number}{more.en}; if it is text, put it in quotes",
        )
    return Wording(
        Bilingual(
            f"giá trị không thể bắt đầu bằng {character} khi không có ngoặc kép",
            f"a value without quotes cannot begin with `{character}`",
        ),
        hint,
    )


def sign_alone(sign: str) -> Wording:
    """Return what is said of a dash or a question mark that stands for a value."""
    hint = Bilingual(
        "chưa có thì để trống sau dấu hai chấm", "leave it blank behind the colon until it is known"
    )
    if sign == "-":
        hint = Bilingual(
            f"không có thì viết 0, danh sách không có mục nào thì viết []; {hint.vi}",
            f"write 0 for none, [] for a list of nothing; {hint.en}",
        )
    return Wording(
        Bilingual(f"dấu {sign} đứng một mình không phải là giá trị", f"`{sign}` alone is no value"),
        hint,
    )


def minus_apart(number: str) -> Wording:
    """Return what is said of a dash and a `number` with a space between, behind a key."""
    return Wording(
        Bilingual("sau dấu trừ có dấu cách", "there is a space behind the minus sign"),
        Bilingual(
            f"số âm viết liền: -{number}; nếu đây là danh sách, đưa “- {number}” xuống dòng dưới",
            f"write -{number}; if this is a list, move `- {number}` to the next line",
        ),
    )
