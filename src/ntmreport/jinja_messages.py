"""From Jinja's messages about a wrong tag, which are English, to Vietnamese ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntmreport.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    import re

_ENDS = {
    "end of print statement": "dấu }}",
    "end of statement block": "dấu %}",
    "begin of print statement": "dấu {{",
    "begin of statement block": "dấu {%",
    "end of template": "hết tệp",
    "template data / text": "chữ thường",
    "name": "một tên",
    "string": "chữ trong ngoặc kép",
    "integer": "một số",
    "float": "một số",
}
_MESSAGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (lazy_pattern(pattern), words)
    for pattern, words in (
        (r"No filter named '(.*?)'", "không có bộ lọc tên {0}"),
        (r"No test named '(.*?)'", "sau “is” không có phép thử tên {0}"),
        (r"Expected an expression, got '(.*?)'", "thiếu biểu thức trước {0}"),
        (r"expected token '(.*?)', got '(.*?)'", "ở đây cần {0}, không phải {1}"),
        (r"expected name or number", "sau dấu chấm cần một tên"),
        (r"unexpected char '(.*?)' at ", "ký tự {0} không dùng được ở đây"),
        (r"unexpected '(.*?)', expected '(.*?)'", "thiếu {1} trước {0}"),
        (r"unexpected '(.*?)'", "thừa {0} ở đây"),
        (r"needs to be closed is '(.*?)'", "lệnh {0} mở mà không có lệnh đóng “end{bare[0]}”"),
        (r"Encountered unknown tag '(.*?)'", "không có lệnh {0}, hoặc lệnh đứng sai chỗ"),
        (r"Missing end of comment tag", "chú thích mở bằng {{# mà không có dấu đóng #}}"),
        (r"Missing end of raw directive", "lệnh “raw” không có lệnh đóng “endraw”"),
        (r"Unexpected end of template|unexpected end of template", "tệp kết thúc giữa một lệnh"),
        (r"[Tt]ag name expected", "sau dấu {{% cần tên của một lệnh"),
        (r"can't assign to '(.*?)'", "không đặt lại được giá trị của {0}"),
        (r"block '(.*?)' defined twice", "khối {0} có hai lần"),
        (r"invalid syntax for function call", "tham số trong ngoặc viết sai"),
        (r"'(.*?)' is undefined", "không có tên {0}"),
        (r"has no attribute '(.*?)'", "không có tên {0}"),
    )
)


def in_vietnamese(message: str) -> str:
    """Return what `message` says, or where to look if it is none of the known."""
    for pattern, words in _MESSAGES:
        if found := pattern.search(message):
            parts = found.groups()
            return words.format(*(_ENDS.get(part, f"“{part}”") for part in parts), bare=parts[:1])
    return "kiểm tra dấu ngoặc, tên lệnh và các dấu |, =, ( )"
