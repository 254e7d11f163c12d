"""The table of what is refused in files, YAML, forms and templates: message and hint of each.

A row becomes a diagnostic by `at`. `{name}` in a row is filled in by `of`; in such rows a brace
that is to be read is written twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ntmreport import catalogue, limits
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.language import Bilingual, Hint

if TYPE_CHECKING:
    from ntmreport.diagnostic import Rule
    from ntmreport.span import Path, Span


@dataclass(frozen=True, slots=True)
class RefusalMessage:
    """A row of the table: the rule, the message, and the hint."""

    rule: Rule
    message: Bilingual
    hint: Bilingual | None = None

    def of(self, **values: object) -> RefusalMessage:
        """Return the row with `values` for its `{name}`s; a Bilingual fills in each language."""
        return replace(
            self,
            message=filled(self.message, **values),
            hint=None if self.hint is None else filled(self.hint, **values),
        )

    def at(
        self,
        span: Span,
        path: Path = (),
        *,
        hint: Bilingual | None = None,
        related: tuple[Related, ...] = (),
    ) -> Diagnostic:
        """Return the diagnostic at `span`; `hint` replaces the row's own."""
        return Diagnostic(self.rule, span, self.message, path, hint or self.hint, related)


def filled(sentence: Bilingual, **values: object) -> Bilingual:
    """Return `sentence` with its `{name}`s filled in."""
    vi = {name: each.vi if isinstance(each, Bilingual) else each for name, each in values.items()}
    en = {name: each.en if isinstance(each, Bilingual) else each for name, each in values.items()}
    vi_and_en = sentence.vi.format(**vi), sentence.en.format(**en)
    if isinstance(sentence, Hint):
        instead = tuple(each.format(**vi) for each in sentence.instead)
        return Hint(*vi_and_en, instead, is_certain=sentence.is_certain)
    return Bilingual(*vi_and_en)


_QUOTE_THE_VALUE = Bilingual(
    'đặt cả giá trị trong ngoặc kép: "…"', 'put the whole value in quotes: "…"'
)
_QUOTE_IF_TEXT = Bilingual(
    'nếu đây là câu chữ, đặt cả giá trị trong ngoặc kép: "…"',
    'if this is text, put the whole value in quotes: "…"',
)
_SAVE_AS_UTF8 = Bilingual(
    "lưu lại tệp với bảng mã UTF-8 (trong Notepad: Save As, Encoding: UTF-8)",
    "save the file as UTF-8 (in Notepad: Save As, Encoding: UTF-8)",
)
_WRITE_A_DASH = Bilingual(
    "thay bằng “- ”: dấu gạch ngang của bàn phím và một dấu cách",
    "write `- ` in its place: the keyboard's hyphen and a space",
)

# Folders of data

FOLDER_IS_A_FILE = RefusalMessage(
    catalogue.FILE_MISSING,
    Bilingual("đây là một tệp, không phải thư mục dữ liệu", "this is a file, not a folder"),
    Bilingual("nêu thư mục của năm: {folder}", "name the year's folder: {folder}"),
)
NO_FOLDER = RefusalMessage(
    catalogue.FILE_MISSING,
    Bilingual("không có thư mục dữ liệu này", "there is no such folder of data"),
    Bilingual("kiểm tra lại tên thư mục của năm", "check the name of the year's folder"),
)
NO_FOLDER_BUT_OTHERS = RefusalMessage(
    catalogue.FILE_MISSING,
    NO_FOLDER.message,
    Bilingual("nêu một thư mục có thật: {folders}", "name a folder there is: {folders}"),
)
NO_FOLDER_YET = RefusalMessage(
    catalogue.FILE_MISSING,
    NO_FOLDER.message,
    Bilingual(
        "nêu một thư mục có thật: {folders}; nếu muốn bắt đầu năm {year} thì chạy: {command}",
        "name a folder there is: {folders}; to begin {year}, run: {command}",
    ),
)
SEVERAL_YEARS = RefusalMessage(
    catalogue.FILE_MISSING,
    Bilingual(
        "đây là thư mục chứa các năm, không phải dữ liệu của một năm",
        "this folder holds years, it is not the data of one",
    ),
    Bilingual("nêu thư mục của năm: {folders}", "name the year's folder: {folders}"),
)
NOT_A_FOLDER = RefusalMessage(
    catalogue.FILE_NOT_REGULAR,
    Bilingual(
        "{name} không phải là thư mục thường mà là tệp hoặc liên kết",
        "{name} is not an ordinary folder but a file or a link",
    ),
    Bilingual("thay bằng chính thư mục dữ liệu", "put the folder itself in its place"),
)
TOO_MANY_FILES = RefusalMessage(
    catalogue.FILE_UNKNOWN,
    Bilingual("thư mục {name} có hơn {most} tệp", "the folder {name} has more than {most} files"),
    Bilingual("mỗi đơn vị cấp dưới chỉ có một tệp", "there is one file for each unit below"),
)
FILE_MISSING = RefusalMessage(
    catalogue.FILE_MISSING,
    Bilingual("thiếu tệp {name}", "the file {name} is missing"),
    Bilingual(
        "tạo tệp {name}, có thể chép từ thư mục của năm trước",
        "create {name}, perhaps from the folder of the year before",
    ),
)
FILE_WITH_ANOTHER_ENDING = RefusalMessage(
    catalogue.FILE_MISSING,
    Bilingual(
        "thiếu tệp {name}, nhưng có tệp {other}", "the file {name} is missing, but there is {other}"
    ),
    Bilingual(
        "nếu đó là tệp này lưu với đuôi khác thì đổi tên thành {name}",
        "if it is this file saved with another ending, rename it to {name}",
    ),
)
FILE_UNKNOWN = RefusalMessage(
    catalogue.FILE_UNKNOWN,
    Bilingual("tệp {name} không có trong bộ dữ liệu", "{name} is no file of the data"),
    Bilingual("chuyển tệp này sang thư mục khác", "move the file elsewhere"),
)
FILE_MISNAMED = RefusalMessage(
    catalogue.FILE_UNKNOWN,
    FILE_UNKNOWN.message,
    Bilingual("đổi tên tệp thành {meant}", "rename the file to {meant}"),
)
FILE_PERHAPS_MISNAMED = RefusalMessage(
    catalogue.FILE_UNKNOWN,
    FILE_UNKNOWN.message,
    Bilingual(
        "nếu là số liệu của năm thì đổi tên thành tệp còn thiếu ({absent}); nếu không thì "
        "chuyển sang thư mục khác",
        "if it is data of the year, give it the name of a file that is not there ({absent}); "
        "if not, move it elsewhere",
    ),
)

# Files

NOT_A_PLAIN_FILE = RefusalMessage(
    catalogue.FILE_NOT_REGULAR,
    Bilingual(
        "{name} không phải là tệp thường mà là {kind}", "{name} is not an ordinary file but {kind}"
    ),
    Bilingual("thay bằng chính tệp đó", "put the file itself in its place"),
)
FILE_TOO_LARGE = RefusalMessage(
    catalogue.FILE_TOO_LARGE,
    Bilingual("tệp lớn hơn 1 MB", "the file is larger than 1 MB"),
    Bilingual(
        "tệp dữ liệu chỉ chứa số liệu và câu chữ của một năm",
        "a data file holds nothing but one year's figures and texts",
    ),
)
FILE_OF_ANOTHER_PROGRAM = RefusalMessage(
    catalogue.NOT_UTF8,
    Bilingual(
        "đây là tệp {kind}, không phải tệp chữ dạng YAML",
        "this is a file of the kind {kind}, not text in YAML",
    ),
    Bilingual(
        "mở bằng chương trình của nó, chép số liệu và câu chữ vào một tệp chữ rồi lưu với bảng "
        "mã UTF-8; đổi đuôi tệp thì nội dung không đổi",
        "open it in its own program, copy figures and texts into a text file and save that as "
        "UTF-8; another ending does not change what a file holds",
    ),
)
UTF16 = RefusalMessage(
    catalogue.NOT_UTF8,
    Bilingual(
        "tệp được lưu với bảng mã UTF-16, không phải UTF-8",
        "the file is saved as UTF-16, not as UTF-8",
    ),
    _SAVE_AS_UTF8,
)
NOT_UTF8 = RefusalMessage(
    catalogue.NOT_UTF8,
    Bilingual(
        "tệp không phải là UTF-8: byte {byte} không thuộc bảng mã này",
        "the file is not UTF-8: the byte {byte} does not belong there",
    ),
    _SAVE_AS_UTF8,
)
FILE_EMPTY = RefusalMessage(
    catalogue.FILE_EMPTY,
    Bilingual("tệp chưa có dữ liệu", "the file holds no data"),
    Bilingual("viết các dòng “khóa: giá trị”", "write lines of `key: value`"),
)
NOT_A_MAPPING = RefusalMessage(
    catalogue.NOT_A_MAPPING,
    Bilingual(
        "tệp phải gồm các dòng “khóa: giá trị”, không phải danh sách hay câu chữ",
        "the file must be lines of `key: value`, not a list or a text",
    ),
)
TOO_DEEP = RefusalMessage(
    catalogue.TOO_DEEP,
    Bilingual(
        f"dữ liệu lồng nhau quá {limits.DEEPEST} cấp, phần còn lại của tệp chưa được đọc",
        f"the data is nested deeper than {limits.DEEPEST} levels; the rest of the file was not "
        "read",
    ),
    Bilingual(
        'nếu đây là câu chữ, đặt cả câu trong ngoặc kép: "…"',
        'if this is text, put all of it in quotes: "…"',
    ),
)
TOO_MANY_VALUES = RefusalMessage(
    catalogue.FILE_TOO_LARGE,
    Bilingual(
        f"tệp có hơn {limits.MOST_NODES} giá trị, phần còn lại chưa được đọc",
        f"the file holds more than {limits.MOST_NODES} values; the rest was not read",
    ),
)
VALUE_TOO_LONG = RefusalMessage(
    catalogue.FILE_TOO_LARGE,
    Bilingual(
        f"giá trị dài hơn {limits.MOST_CHARACTERS} ký tự, phần còn lại của tệp chưa được đọc",
        f"the value is longer than {limits.MOST_CHARACTERS} characters; the rest was not read",
    ),
)
TOO_MANY_DIAGNOSTICS = RefusalMessage(
    catalogue.FILE_TOO_LARGE,
    Bilingual(
        f"tệp có hơn {limits.MOST_DIAGNOSTICS} lỗi, phần còn lại chưa được đọc",
        f"the file has more than {limits.MOST_DIAGNOSTICS} mistakes; the rest was not read",
    ),
)

# Characters

TAB = RefusalMessage(
    catalogue.FORBIDDEN_CHARACTER,
    Bilingual("có dấu tab ở đây", "there is a tab here"),
    Hint("thay tab bằng dấu cách", "use a space instead of the tab", (" ",), is_certain=True),
)
TAB_INDENTS = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("đầu dòng thụt vào bằng dấu tab", "the line is indented with a tab"),
    Bilingual(
        "thụt đầu dòng bằng dấu cách, mỗi cấp hai dấu cách",
        "indent with spaces, two for each level",
    ),
)
INVISIBLE_CHARACTER = RefusalMessage(
    catalogue.FORBIDDEN_CHARACTER,
    Bilingual(
        "ký tự ẩn {code} không dùng được trong báo cáo",
        "the invisible character {code} cannot stand in a report",
    ),
    Hint("xóa ký tự này", "delete this character", ("",), is_certain=True),
)
INVISIBLE_LINE_BREAK = RefusalMessage(
    catalogue.FORBIDDEN_CHARACTER,
    INVISIBLE_CHARACTER.message,
    Hint(
        "xóa ký tự này rồi xuống dòng bằng phím Enter",
        "delete this character and break the line with Enter",
    ),
)
HALF_A_CHARACTER = RefusalMessage(
    catalogue.FORBIDDEN_CHARACTER,
    INVISIBLE_CHARACTER.message,
    Hint(
        "viết thẳng ký tự cần dùng, không viết mã của nó",
        "write the character itself, not its code",
    ),
)
ODD_SPACE = RefusalMessage(
    catalogue.FORBIDDEN_CHARACTER,
    Bilingual(
        "có dấu cách lạ, thường do chép từ Word",
        "there is an odd space, as a paste from Word brings",
    ),
    Hint(
        "xóa dấu cách này rồi gõ lại bằng phím cách",
        "delete this space and type it again with the space bar",
        (" ",),
        is_certain=True,
    ),
)
DECOMPOSED = RefusalMessage(
    catalogue.NOT_NFC,
    Bilingual(
        "chữ có dấu viết ở dạng Unicode tổ hợp, không phải dựng sẵn",
        "a letter and its marks are written apart (not Unicode NFC)",
    ),
    Hint(
        "gõ lại “{composed}” bằng bộ gõ đặt ở Unicode dựng sẵn",
        "type `{composed}` again as one letter",
        ("{composed}",),
        is_certain=True,
    ),
)
DECOMPOSED_FILE = RefusalMessage(
    catalogue.NOT_NFC,
    Bilingual(
        "tệp viết chữ có dấu ở dạng Unicode tổ hợp ({lines} dòng), không phải dựng sẵn",
        "the file has letters and marks apart (not Unicode NFC) in {lines} lines",
    ),
    Bilingual(
        "chuyển cả tệp một lần bằng công cụ chuyển mã của UniKey (Ctrl+Shift+F6): từ Unicode "
        "tổ hợp sang Unicode dựng sẵn",
        "convert the whole file to Unicode NFC, in UniKey's toolkit (Ctrl+Shift+F6)",
    ),
)

# What YAML has and data does without

ALIAS = RefusalMessage(
    catalogue.YAML_FEATURE,
    Bilingual(
        "dấu * ở đầu giá trị là lệnh chép lại của YAML, dữ liệu không dùng",
        "a leading `*` repeats another value in YAML; data files do without it",
    ),
    _QUOTE_IF_TEXT,
)
ANCHOR_OR_TAG = RefusalMessage(
    catalogue.YAML_FEATURE,
    Bilingual(
        "dấu {sign} ở đầu giá trị là lệnh riêng của YAML, dữ liệu không dùng",
        "a leading `{sign}` is an instruction to YAML; data files do without it",
    ),
    _QUOTE_IF_TEXT,
)
DIRECTIVE = RefusalMessage(
    catalogue.YAML_FEATURE,
    Bilingual(
        "dòng bắt đầu bằng dấu % là chỉ thị của YAML, dữ liệu không dùng",
        "a line that begins with `%` is a directive of YAML; data files do without it",
    ),
    Bilingual("xóa dòng này", "delete this line"),
)
SECOND_DOCUMENT = RefusalMessage(
    catalogue.YAML_FEATURE,
    Bilingual(
        "mỗi tệp chỉ có một phần, từ dòng này là phần thứ hai",
        "a file holds one document; a second one begins here",
    ),
    Bilingual("xóa dòng “---” hoặc “...”", "delete the line `---` or `...`"),
)
MERGE_KEY = RefusalMessage(
    catalogue.YAML_FEATURE,
    Bilingual(
        "khóa “<<” là lệnh gộp của YAML, dữ liệu không dùng",
        "the key `<<` merges mappings in YAML; data files do without it",
    ),
    Bilingual("viết đủ các khóa cần dùng", "write out the keys that are needed"),
)
NULL = RefusalMessage(
    catalogue.YAML_FEATURE,
    Bilingual("“{text}” nghĩa là không có giá trị", "`{text}` means that there is no value"),
    Bilingual(
        "xóa “{text}” rồi điền giá trị; chưa có thì để trống sau dấu hai chấm",
        "delete `{text}` and fill in the value; leave it blank if there is none yet",
    ),
)
COMPLEX_KEY = RefusalMessage(
    catalogue.YAML_FEATURE,
    Bilingual(
        "khóa phải là một tên viết liền, không phải danh sách hay nhóm",
        "a key is one name, not a list or a group",
    ),
    Bilingual(
        'viết “khóa: giá trị”; nếu đây là câu chữ, đặt cả câu trong ngoặc kép: "…"',
        'write `key: value`; if this is text, put all of it in quotes: "…"',
    ),
)
DUPLICATE_KEY = RefusalMessage(
    catalogue.DUPLICATE_KEY,
    Bilingual("khóa “{key}” bị viết hai lần", "the key `{key}` is written twice"),
    Bilingual("giữ lại một dòng, xóa dòng kia", "keep one of them, delete the other"),
)
FIRST_WRITTEN_HERE = Bilingual("lần đầu ở đây", "first written here")

# YAML syntax: quotes, braces and brackets

MERGE_MARKER = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("git để lại dấu xung đột ở dòng này", "git left a mark of a conflict on this line"),
    Bilingual(
        "chọn nội dung đúng giữa các dấu rồi xóa các dòng <<<<<<<, =======, >>>>>>>",
        "keep the right lines between the marks, then delete the marks",
    ),
)
BRACES = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "giá trị bắt đầu bằng {{ nhưng không đặt trong ngoặc kép",
        "the value begins with `{{` and has no quotes around it",
    ),
    Bilingual(
        'đặt cả giá trị trong ngoặc kép: "{{ … }}"', 'put the whole value in quotes: "{{ … }}"'
    ),
)
UNCLOSED_QUOTE = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("dấu ngoặc mở ở đây không được đóng", "the quote that opens here is not closed"),
    Bilingual(
        "thêm dấu ngoặc cùng loại ở cuối giá trị", "add the same quote at the end of the value"
    ),
)
TEXT_AFTER_QUOTE = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("có chữ sau dấu ngoặc đóng", "there is text behind the closing quote"),
    Bilingual(
        "đặt cả giá trị trong một cặp ngoặc; "
        "trong '…' viết '' thay cho ', trong \"…\" viết \\\" thay cho \"",
        "put the whole value in one pair of quotes; "
        "inside '…' write '' for ', inside \"…\" write \\\" for \"",
    ),
)
BACKSLASH = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "dấu \\ trong ngoặc kép có nghĩa riêng, ở đây không dùng được",
        "a backslash in double quotes has a meaning of its own, and none here",
    ),
    Bilingual("viết \\\\ cho dấu \\, hoặc dùng ngoặc đơn '…'", "write \\\\ for \\, or use '…'"),
)
CODE_TOO_LARGE = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("mã ký tự này không tồn tại", "there is no character of this code"),
    Bilingual("viết thẳng ký tự cần dùng", "write the character itself"),
)
UNCLOSED_BRACKET = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "dấu ngoặc [ hoặc { mở ở đây không được đóng đúng",
        "the bracket `[` or `{` that opens here is not closed rightly",
    ),
    Bilingual(
        "đóng ngoặc; nếu đây là câu chữ, đặt cả câu trong ngoặc kép",
        "close it; if this is text, put all of it in quotes",
    ),
)
TEXT_AFTER_BRACKET = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("có dấu thừa sau dấu đóng ngoặc", "there is a mark behind the closing bracket"),
    Hint("xóa dấu thừa này", "delete it", ("",), is_certain=True),
)
NO_COMMA = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "giữa hai khóa trong ngoặc { } không có dấu phẩy",
        "between two keys within braces there is no comma",
    ),
    Bilingual(
        "viết {khóa: giá trị, khóa: giá trị}; nếu đây là câu chữ, đặt cả câu trong ngoặc kép",
        "write {key: value, key: value}; if this is text, put all of it in quotes",
    ),
)

# YAML syntax: keys and colons

COLON_IN_VALUE = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "trong câu có dấu hai chấm và dấu cách mà câu không đặt trong ngoặc kép",
        "the text has a colon and a space in it, and no quotes around it",
    ),
    _QUOTE_THE_VALUE,
)
INDENTATION = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("dòng này thụt vào không đúng", "this line is indented wrongly"),
    Bilingual(
        "các khóa cùng cấp thụt vào bằng nhau, cấp dưới thụt thêm hai dấu cách",
        "indent keys of one level alike, and a level below by two more spaces",
    ),
)
COMPARE = Bilingual("so với độ thụt của dòng này", "compare with the indentation of this line")
NO_COLON = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "dòng này không có dạng “khóa: giá trị”", "this line is not of the form `key: value`"
    ),
    Bilingual(
        "thêm dấu hai chấm và dấu cách sau khóa; nếu là phần tiếp của câu trên, thụt vào sâu hơn",
        "add a colon and a space after the key; indent it deeper if it continues the text above",
    ),
)
NO_KEY = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("trước dấu hai chấm chưa có khóa", "there is no key before the colon"),
    Bilingual("viết “khóa: giá trị”", "write `key: value`"),
)
NO_SPACE_AFTER_COLON = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("thiếu dấu cách sau dấu hai chấm", "a space is missing after the colon"),
    Hint(
        "viết “khóa: giá trị”, có một dấu cách sau dấu hai chấm",
        "write `key: value` with a space after the colon",
        (": ",),
        is_certain=True,
    ),
)

# YAML syntax: lists

NO_SPACE_AFTER_DASH = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("thiếu dấu cách sau dấu gạch đầu dòng", "a space is missing after the dash"),
    Hint(
        "viết “- giá trị”, có một dấu cách sau dấu gạch",
        "write `- value` with a space after the dash",
        ("- ",),
        is_certain=True,
    ),
)
BULLET = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "dấu đầu dòng của Word không phải là dấu của danh sách",
        "a bullet of Word is no mark of a list",
    ),
    _WRITE_A_DASH,
)
NUMBERING = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "số, chữ hoặc dấu đầu dòng không phải là dấu của danh sách",
        "a number, a letter or a bullet before the text is no mark of a list",
    ),
    Hint(*_WRITE_A_DASH, ("- ",)),
)
SECOND_BULLET = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "sau dấu gạch “- ” của danh sách còn một dấu đầu dòng nữa",
        "behind the dash of the list there is another bullet",
    ),
    Hint("xóa dấu đầu dòng thứ hai", "delete the second bullet", ("",)),
)
LOST_DASH = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "dòng này nằm trong danh sách mà không bắt đầu bằng “- ”",
        "this line stands in a list and does not begin with `- `",
    ),
    Bilingual(
        "thêm “- ” ở đầu dòng; nếu là phần tiếp của mục trên, thụt vào sâu hơn",
        "begin it with `- `; indent it deeper if it continues the entry above",
    ),
)
LIST_AMONG_KEYS = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "mục “- …” nằm lẫn giữa các dòng “khóa: giá trị”",
        "an entry `- …` stands among lines of `key: value`",
    ),
    Bilingual(
        "đưa danh sách xuống dưới một khóa, thụt vào hai dấu cách",
        "put the list below a key, indented by two spaces",
    ),
)
KEY_AMONG_LIST = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "dòng “khóa: giá trị” nằm lẫn giữa các mục “- …”",
        "a line of `key: value` stands among entries `- …`",
    ),
    Bilingual(
        "thêm “- ” ở đầu dòng, hoặc sửa độ thụt đầu dòng",
        "begin the line with `- `, or indent it right",
    ),
)
LIST_ON_KEY_LINE = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "danh sách “- …” bắt đầu ngay trên dòng của khóa",
        "a list `- …` begins on the line of its key",
    ),
    Bilingual(
        "đưa “- …” xuống dòng dưới; nếu đây là câu chữ, đặt cả câu trong ngoặc kép",
        "move `- …` to the next line; if this is text, put all of it in quotes",
    ),
)

# YAML syntax: how a value begins

FIRST_CHARACTER = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual(
        "giá trị không thể bắt đầu bằng {character} khi không có ngoặc kép",
        "a value without quotes cannot begin with `{character}`",
    ),
    _QUOTE_THE_VALUE,
)
FIRST_BRACKET = RefusalMessage(
    catalogue.SYNTAX,
    FIRST_CHARACTER.message,
    Bilingual(
        "xóa phần sau dấu đóng ngoặc; nếu đây là câu chữ, đặt cả giá trị trong ngoặc kép",
        "delete what is behind the closing bracket; if this is text, put all of it in quotes",
    ),
)
FIRST_SIGN_OF_A_NUMBER = RefusalMessage(
    catalogue.SYNTAX,
    FIRST_CHARACTER.message,
    Bilingual(
        "nếu là số thì viết {number}; nếu là câu chữ, đặt trong ngoặc kép",
        "if this is a number, write {number}; if it is text, put it in quotes",
    ),
)
MORE_THAN_A_NUMBER = RefusalMessage(
    catalogue.SYNTAX,
    FIRST_CHARACTER.message,
    Bilingual(
        "nếu là số thì viết {number}, hoặc {{value: {number}, qualifier: hơn}}; nếu là câu chữ, "
        "đặt trong ngoặc kép",
        "if this is a number, write {number}, or {{value: {number}, qualifier: hơn}}; if it is "
        "text, put it in quotes",
    ),
)
SIGN_ALONE = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("dấu {sign} đứng một mình không phải là giá trị", "`{sign}` alone is no value"),
    Bilingual(
        "chưa có thì để trống sau dấu hai chấm", "leave it blank behind the colon until it is known"
    ),
)
DASH_ALONE = RefusalMessage(
    catalogue.SYNTAX,
    SIGN_ALONE.message,
    Bilingual(
        "không có thì viết 0, danh sách không có mục nào thì viết []; "
        "chưa có thì để trống sau dấu hai chấm",
        "write 0 for none, [] for a list of nothing; "
        "leave it blank behind the colon until it is known",
    ),
)
MINUS_APART = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("sau dấu trừ có dấu cách", "there is a space behind the minus sign"),
    Bilingual(
        "số âm viết liền: -{number}; nếu đây là danh sách, đưa “- {number}” xuống dòng dưới",
        "write -{number}; if this is a list, move `- {number}` to the next line",
    ),
)
UNREADABLE_LINE = RefusalMessage(
    catalogue.SYNTAX,
    Bilingual("không đọc được dòng này", "this line cannot be read"),
    Bilingual(
        "kiểm tra dấu hai chấm, dấu cách, độ thụt đầu dòng và ngoặc kép ở dòng này và dòng trên",
        "check colons, spaces, indentation and quotes on this line and the one above",
    ),
)

# Forms

FORM_UNKNOWN = RefusalMessage(
    catalogue.FORM_UNKNOWN,
    Bilingual(
        "không có mẫu báo cáo “{name}” trong {folder}", "there is no form `{name}` in {folder}"
    ),
)
FORM_LACKS_FILE = RefusalMessage(
    catalogue.TEMPLATE_MISSING, Bilingual("mẫu thiếu tệp {file}", "the form lacks {file}")
)
FORM_NEEDS_UNKNOWN_FILE = RefusalMessage(catalogue.FILE_UNKNOWN, FILE_UNKNOWN.message)
FORM_TOO_LARGE = RefusalMessage(
    catalogue.FILE_TOO_LARGE,
    Bilingual("mẫu báo cáo có hơn {most} {what}", "the form has more than {most} {what}"),
    Bilingual("tách thành nhiều mẫu báo cáo", "make several forms of it"),
)
LAYOUT_TOO_LARGE = RefusalMessage(
    catalogue.FILE_TOO_LARGE,
    Bilingual("mẫu trình bày lớn hơn {most} MB", "the layout is larger than {most} MB"),
    Bilingual("giảm dung lượng hình trong tệp", "make the pictures in it smaller"),
)
TEMPLATE_COPIED = RefusalMessage(
    catalogue.FILE_UNKNOWN,
    Bilingual(
        "mẫu {name} là bản sao{of}; để lại thì một phần báo cáo in hai lần",
        "the template {name} is a copy{of}; with it a section is printed twice",
    ),
    Bilingual(
        "xóa tệp này, hoặc chuyển sang thư mục khác; nếu là một phần khác thì đổi tên tệp",
        "delete the file or move it elsewhere; if it is another section, rename it",
    ),
)

# Templates, and texts of the data with `{{ }}`

UNCLOSED_TAG = RefusalMessage(
    catalogue.TEMPLATE_SYNTAX,
    Bilingual(
        "câu lệnh Jinja viết sai: dấu {opening} mở ở đây mà không có dấu đóng {closing}",
        "the Jinja tag is wrong: `{opening}` opens here and is not closed by `{closing}`",
    ),
    Bilingual("thêm {closing} ở cuối lệnh", "add `{closing}` at the end of the tag"),
)
WRONG_TAG = RefusalMessage(
    catalogue.TEMPLATE_SYNTAX,
    Bilingual("câu lệnh Jinja viết sai: {why}", "the Jinja tag is wrong: {why}"),
)
NOT_FOR_TEMPLATES = Bilingual(
    "mẫu báo cáo không dùng được “{what}”", "“{what}” is not for report templates"
)
TOO_NESTED = Bilingual(
    "các lệnh lồng nhau quá sâu, hoặc có số quá dài", "nested too deeply, or a number too long"
)
BRACES_PRINTED = Bilingual(
    "giữa {{ và }} viết tên của một số liệu, xem tên bằng lệnh: ntmreport figures; muốn in đúng "
    "hai dấu ngoặc thì viết {{ '{{' }}",
    "between {{ and }} write the name of a figure, as `ntmreport figures` lists them; to print "
    "the braces themselves, write {{ '{{' }}",
)
NAME_UNKNOWN = RefusalMessage(
    catalogue.UNDEFINED_NAME, Bilingual("không có tên “{name}”", "there is no name `{name}`")
)
NOTHING_HAS_NAMES = RefusalMessage(
    catalogue.UNDEFINED_NAME,
    Bilingual(
        "không lấy được “{name}”: dữ liệu chưa có giá trị ở đây",
        "no `{name}` can be had: the data has no value here",
    ),
)
NO_SUCH_ENTRY = RefusalMessage(
    catalogue.UNDEFINED_NAME,
    Bilingual(
        "danh sách chỉ có {length} mục, không có mục [{number}]",
        "the list has {length} entries, and none is [{number}]",
    ),
    Bilingual(
        "dùng số từ 0 đến {last}: mục đầu tiên là [0]",
        "write a number from 0 to {last}: the first entry is [0]",
    ),
)
NO_ENTRY = RefusalMessage(
    catalogue.UNDEFINED_NAME,
    NO_SUCH_ENTRY.message,
    Bilingual("danh sách đang trống", "the list is empty"),
)
NO_VALUE = RefusalMessage(
    catalogue.NO_VALUE,
    Bilingual("dữ liệu chưa có giá trị để in", "the data has no value to print here"),
    Bilingual(
        "điền giá trị vào dữ liệu, hoặc đặt câu trong {% if … %}",
        "fill in the value in the data, or put the sentence inside {% if … %}",
    ),
)
NUMBER_WITHOUT_FIGURE = RefusalMessage(
    catalogue.NUMBER_WITHOUT_FIGURE,
    Bilingual(
        "số in ra ở đây không phải là số liệu của dữ liệu",
        "the number printed here is no figure of the data",
    ),
    Bilingual(
        "in một chỉ tiêu của dữ liệu thay cho số này", "print an indicator of the data instead"
    ),
)
TEXT_FOR_A_LIST = RefusalMessage(
    catalogue.WRONG_TYPE,
    Bilingual(
        "ở đây mẫu cần một danh sách, không phải một đoạn chữ",
        "the form needs a list here, not a text",
    ),
    Bilingual(
        "viết mỗi mục trên một dòng, bắt đầu bằng “- ”; không có mục nào thì viết []",
        "write every entry on a line that begins with `- `; write [] for none",
    ),
)

# Expressions that fail while a template runs

GROUP_PRINTED = RefusalMessage(
    catalogue.EXPRESSION_FAILS,
    Bilingual(
        "đây là một nhóm dữ liệu, không in thành chữ được",
        "this is a group of data and cannot be printed",
    ),
    Bilingual(
        "chọn một giá trị trong nhóm; danh sách thì thêm “| series”",
        "choose one value of the group; with a list, use `| series`",
    ),
)
NOT_A_LIST = RefusalMessage(
    catalogue.EXPRESSION_FAILS,
    Bilingual("đây không phải là danh sách", "this is no list"),
    Bilingual("sau “in” cần một danh sách của dữ liệu", "a list of the data follows `in`"),
)
UNPRINTABLE_TEXT = RefusalMessage(
    catalogue.EXPRESSION_FAILS,
    Bilingual(
        "đoạn chữ có ký tự không in được trong một dòng",
        "the text has a character that no line can carry",
    ),
    Bilingual("bỏ ký tự đó", "take the character away"),
)
TEXT_REPEATS_ITSELF = RefusalMessage(
    catalogue.EXPRESSION_FAILS,
    Bilingual("đoạn chữ tự nhắc lại chính nó", "the text repeats itself"),
)
UNITS_DIFFER = RefusalMessage(
    catalogue.EXPRESSION_FAILS,
    Bilingual("hai số liệu khác đơn vị: {units}", "the figures have different units: {error}"),
)
DIVISION_BY_ZERO = RefusalMessage(
    catalogue.EXPRESSION_FAILS, Bilingual("chia cho 0", "division by zero")
)
NOT_ALLOWED = RefusalMessage(
    catalogue.EXPRESSION_FAILS,
    Bilingual("mẫu không được dùng “{error}”", "a template cannot use `{error}`"),
)
TOO_MANY_DIAGNOSTICS_OF_FORM = RefusalMessage(
    catalogue.EXPRESSION_FAILS,
    Bilingual(
        f"mẫu có hơn {limits.MOST_DIAGNOSTICS_OF_FORM} lỗi, phần còn lại chưa được đọc",
        f"the form has more than {limits.MOST_DIAGNOSTICS_OF_FORM} mistakes; the rest was not read",
    ),
)
TOO_MANY_LINES = RefusalMessage(
    catalogue.EXPRESSION_FAILS,
    Bilingual("báo cáo có hơn {most} dòng", "the report has more than {most} lines"),
)
ENDLESS = RefusalMessage(
    catalogue.EXPRESSION_FAILS,
    Bilingual("phần chữ in ra không có giới hạn", "what is printed has no bounds"),
)
EXPRESSION_FAILS = RefusalMessage(
    catalogue.EXPRESSION_FAILS,
    Bilingual("biểu thức không tính được: {why}", "the expression fails: {why}"),
)
VALUES_DO_NOT_FIT = RefusalMessage(
    catalogue.EXPRESSION_FAILS,
    Bilingual(
        "biểu thức không tính được với các giá trị này",
        "the expression does not fit these values",
    ),
)

# Markup of composed text: lines and tables

FIRST_LINE_INDENTED = RefusalMessage(
    catalogue.MARKUP,
    Bilingual("dòng đầu bắt đầu bằng dấu cách", "the first line begins with a space"),
    Bilingual("bỏ dấu cách ở đầu dòng", "take the space away"),
)
UNCLOSED_EMPHASIS = RefusalMessage(
    catalogue.MARKUP,
    Bilingual("chữ đậm hoặc nghiêng không có dấu đóng", "bold or italic is not closed"),
    Bilingual(
        "thêm dấu đóng ** hoặc *; muốn in dấu sao thì viết \\*",
        "add the closing ** or *; to print an asterisk, write \\*",
    ),
)
TOO_MANY_COLUMNS = RefusalMessage(
    catalogue.MARKUP,
    Bilingual(
        "bảng có {columns} cột, Word chỉ nhận đến {most} cột",
        "the table has {columns} columns, and Word takes {most} at the most",
    ),
    Bilingual("chia thành nhiều bảng", "make several tables of it"),
)
ROW_OF_DASHES = RefusalMessage(
    catalogue.MARKUP,
    Bilingual(
        "hàng chỉ có dấu gạch là của Markdown, ở đây được in nguyên",
        "a row of dashes is Markdown and would be printed as it stands",
    ),
    Bilingual(
        "xóa hàng này; ô của phần đầu bảng bắt đầu bằng |=",
        "delete the row; a cell of the head begins with |=",
    ),
)
UNEVEN_ROW = RefusalMessage(
    catalogue.MARKUP,
    Bilingual(
        "hàng này có {number} ô, hàng đầu của bảng có {columns} ô",
        "this row has {number} cells, the first row of the table has {columns}",
    ),
    Bilingual(
        "mỗi hàng phải đủ số ô; ô gộp với ô bên trái viết <, với ô bên trên viết ^",
        "every row has as many cells; write < for one merged with the cell on its left, "
        "^ for one merged with the cell above",
    ),
)
NO_CELL_TO_MERGE_WITH = RefusalMessage(
    catalogue.MARKUP,
    Bilingual(
        "ô “{merge}” không có ô nào để gộp vào", "the cell `{merge}` has none to be merged with"
    ),
    Bilingual("muốn in dấu này thì viết \\{merge}", "to print the character, write \\{merge}"),
)
NO_RECTANGLE = RefusalMessage(
    catalogue.MARKUP,
    Bilingual("các ô gộp không thành hình chữ nhật", "the merged cells make no rectangle"),
    Bilingual(
        "kiểm tra các dấu < và ^ ở hàng này và các hàng trên",
        "check the marks < and ^ in this row and those above",
    ),
)
MERGED_BEYOND_HEAD = RefusalMessage(
    catalogue.MARKUP,
    Bilingual(
        "ô của phần đầu bảng gộp xuống cả hàng nội dung",
        "a cell of the head is merged with one below the head",
    ),
    Bilingual(
        "phần đầu bảng được in lại ở mỗi trang: chỉ gộp các ô |= với nhau",
        "the head is printed on every page: merge cells with |= among themselves",
    ),
)
