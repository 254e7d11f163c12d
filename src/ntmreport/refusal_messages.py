"""The table of what is refused in files, YAML, forms and templates: message and hint of each.

A row becomes a diagnostic by `at`. `{name}` in a row is filled in by `of`; in such rows a brace
that is to be read is written twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue, limits
from ntmreport.diagnostic import Diagnostic, Related, Rule
from ntmreport.language import Bilingual, Hint

if TYPE_CHECKING:
    from ntmreport.span import Path, Span


class RefusalMessage(Struct, frozen=True):
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


def _refused(
    rule: Rule,
    vi: str,
    en: str,
    hint_vi: str = "",
    hint_en: str = "",
    *,
    instead: tuple[str, ...] = (),
    is_certain: bool = False,
) -> RefusalMessage:
    """Return a row: message and hint in both languages, and texts to write instead."""
    hint = Hint(hint_vi, hint_en, instead, is_certain=is_certain) if hint_vi else None
    return RefusalMessage(rule, Bilingual(vi, en), hint)


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

FOLDER_IS_A_FILE = _refused(
    catalogue.FILE_MISSING,
    "đây là một tệp, không phải thư mục dữ liệu",
    "this is a file, not a folder",
    "nêu thư mục của năm: {folder}",
    "name the year's folder: {folder}",
)
NO_FOLDER = _refused(
    catalogue.FILE_MISSING,
    "không có thư mục dữ liệu này",
    "there is no such folder of data",
    "kiểm tra lại tên thư mục của năm",
    "check the name of the year's folder",
)
NO_FOLDER_BUT_OTHERS = _refused(
    catalogue.FILE_MISSING,
    *NO_FOLDER.message.both,
    "nêu một thư mục có thật: {folders}",
    "name a folder there is: {folders}",
)
NO_FOLDER_YET = _refused(
    catalogue.FILE_MISSING,
    *NO_FOLDER.message.both,
    "nêu một thư mục có thật: {folders}; nếu muốn bắt đầu {period} thì chạy: {command}",
    "name a folder there is: {folders}; to begin {period}, run: {command}",
)
SEVERAL_YEARS = _refused(
    catalogue.FILE_MISSING,
    "đây là thư mục chứa các năm, không phải dữ liệu của một năm",
    "this folder holds years, it is not the data of one",
    "nêu thư mục của năm: {folders}",
    "name the year's folder: {folders}",
)
NOT_A_FOLDER = _refused(
    catalogue.FILE_NOT_REGULAR,
    "{name} không phải là thư mục thường mà là tệp hoặc liên kết",
    "{name} is not an ordinary folder but a file or a link",
    "thay bằng chính thư mục dữ liệu",
    "put the folder itself in its place",
)
TOO_MANY_FILES = _refused(
    catalogue.FILE_UNKNOWN,
    "thư mục {name} có hơn {most} tệp",
    "the folder {name} has more than {most} files",
    "mỗi đơn vị cấp dưới chỉ có một tệp",
    "there is one file for each unit below",
)
FILE_MISSING = _refused(
    catalogue.FILE_MISSING,
    "thiếu tệp {name}",
    "the file {name} is missing",
    "tạo tệp {name}, có thể chép từ thư mục của năm trước",
    "create {name}, perhaps from the folder of the year before",
)
FILE_WITH_ANOTHER_ENDING = _refused(
    catalogue.FILE_MISSING,
    "thiếu tệp {name}, nhưng có tệp {other}",
    "the file {name} is missing, but there is {other}",
    "nếu đó là tệp này lưu với đuôi khác thì đổi tên thành {name}",
    "if it is this file saved with another ending, rename it to {name}",
)
FILE_UNKNOWN = _refused(
    catalogue.FILE_UNKNOWN,
    "tệp {name} không có trong bộ dữ liệu",
    "{name} is no file of the data",
    "chuyển tệp này sang thư mục khác",
    "move the file elsewhere",
)
FILE_MISNAMED = _refused(
    catalogue.FILE_UNKNOWN,
    *FILE_UNKNOWN.message.both,
    "đổi tên tệp thành {meant}",
    "rename the file to {meant}",
)
FILE_PERHAPS_MISNAMED = _refused(
    catalogue.FILE_UNKNOWN,
    *FILE_UNKNOWN.message.both,
    "nếu là số liệu của năm thì đổi tên thành tệp còn thiếu ({absent}); nếu không thì "
    "chuyển sang thư mục khác",
    "if it is data of the year, give it the name of a file that is not there ({absent}); "
    "if not, move it elsewhere",
)

# Files

NOT_A_PLAIN_FILE = _refused(
    catalogue.FILE_NOT_REGULAR,
    "{name} không phải là tệp thường mà là {kind}",
    "{name} is not an ordinary file but {kind}",
    "thay bằng chính tệp đó",
    "put the file itself in its place",
)
FILE_TOO_LARGE = _refused(
    catalogue.FILE_TOO_LARGE,
    "tệp lớn hơn 1 MB",
    "the file is larger than 1 MB",
    "tệp dữ liệu chỉ chứa số liệu và câu chữ của một năm",
    "a data file holds nothing but one year's figures and texts",
)
FILE_OF_ANOTHER_PROGRAM = _refused(
    catalogue.NOT_UTF8,
    "đây là tệp {kind}, không phải tệp chữ dạng YAML",
    "this is a file of the kind {kind}, not text in YAML",
    "mở bằng chương trình của nó, chép số liệu và câu chữ vào một tệp chữ rồi lưu với bảng "
    "mã UTF-8; đổi đuôi tệp thì nội dung không đổi",
    "open it in its own program, copy figures and texts into a text file and save that as "
    "UTF-8; another ending does not change what a file holds",
)
UTF16 = _refused(
    catalogue.NOT_UTF8,
    "tệp được lưu với bảng mã UTF-16, không phải UTF-8",
    "the file is saved as UTF-16, not as UTF-8",
    *_SAVE_AS_UTF8.both,
)
NOT_UTF8 = _refused(
    catalogue.NOT_UTF8,
    "tệp không phải là UTF-8: byte {byte} không thuộc bảng mã này",
    "the file is not UTF-8: the byte {byte} does not belong there",
    *_SAVE_AS_UTF8.both,
)
FILE_EMPTY = _refused(
    catalogue.FILE_EMPTY,
    "tệp chưa có dữ liệu",
    "the file holds no data",
    "viết các dòng “khóa: giá trị”",
    "write lines of `key: value`",
)
NOT_A_MAPPING = _refused(
    catalogue.NOT_A_MAPPING,
    "tệp phải gồm các dòng “khóa: giá trị”, không phải danh sách hay câu chữ",
    "the file must be lines of `key: value`, not a list or a text",
)
TOO_DEEP = _refused(
    catalogue.TOO_DEEP,
    f"dữ liệu lồng nhau quá {limits.DEEPEST} cấp, phần còn lại của tệp chưa được đọc",
    f"the data is nested deeper than {limits.DEEPEST} levels; the rest of the file was not read",
    'nếu đây là câu chữ, đặt cả câu trong ngoặc kép: "…"',
    'if this is text, put all of it in quotes: "…"',
)
TOO_MANY_VALUES = _refused(
    catalogue.FILE_TOO_LARGE,
    f"tệp có hơn {limits.MOST_NODES} giá trị, phần còn lại chưa được đọc",
    f"the file holds more than {limits.MOST_NODES} values; the rest was not read",
)
VALUE_TOO_LONG = _refused(
    catalogue.FILE_TOO_LARGE,
    f"giá trị dài hơn {limits.MOST_CHARACTERS} ký tự, phần còn lại của tệp chưa được đọc",
    f"the value is longer than {limits.MOST_CHARACTERS} characters; the rest was not read",
)
TOO_MANY_DIAGNOSTICS = _refused(
    catalogue.FILE_TOO_LARGE,
    f"tệp có hơn {limits.MOST_DIAGNOSTICS} lỗi, phần còn lại chưa được đọc",
    f"the file has more than {limits.MOST_DIAGNOSTICS} mistakes; the rest was not read",
)

# Characters

TAB = _refused(
    catalogue.FORBIDDEN_CHARACTER,
    "có dấu tab ở đây",
    "there is a tab here",
    "thay tab bằng dấu cách",
    "use a space instead of the tab",
    instead=(" ",),
    is_certain=True,
)
TAB_INDENTS = _refused(
    catalogue.SYNTAX,
    "đầu dòng thụt vào bằng dấu tab",
    "the line is indented with a tab",
    "thụt đầu dòng bằng dấu cách, mỗi cấp hai dấu cách",
    "indent with spaces, two for each level",
)
INVISIBLE_CHARACTER = _refused(
    catalogue.FORBIDDEN_CHARACTER,
    "ký tự ẩn {code} không dùng được trong báo cáo",
    "the invisible character {code} cannot stand in a report",
    "xóa ký tự này",
    "delete this character",
    instead=("",),
    is_certain=True,
)
INVISIBLE_LINE_BREAK = _refused(
    catalogue.FORBIDDEN_CHARACTER,
    *INVISIBLE_CHARACTER.message.both,
    "xóa ký tự này rồi xuống dòng bằng phím Enter",
    "delete this character and break the line with Enter",
)
HALF_A_CHARACTER = _refused(
    catalogue.FORBIDDEN_CHARACTER,
    *INVISIBLE_CHARACTER.message.both,
    "viết thẳng ký tự cần dùng, không viết mã của nó",
    "write the character itself, not its code",
)
ODD_SPACE = _refused(
    catalogue.FORBIDDEN_CHARACTER,
    "có dấu cách lạ, thường do chép từ Word",
    "there is an odd space, as a paste from Word brings",
    "xóa dấu cách này rồi gõ lại bằng phím cách",
    "delete this space and type it again with the space bar",
    instead=(" ",),
    is_certain=True,
)
DECOMPOSED = _refused(
    catalogue.NOT_NFC,
    "chữ có dấu viết ở dạng Unicode tổ hợp, không phải dựng sẵn",
    "a letter and its marks are written apart (not Unicode NFC)",
    "gõ lại “{composed}” bằng bộ gõ đặt ở Unicode dựng sẵn",
    "type `{composed}` again as one letter",
    instead=("{composed}",),
    is_certain=True,
)
DECOMPOSED_FILE = _refused(
    catalogue.NOT_NFC,
    "tệp viết chữ có dấu ở dạng Unicode tổ hợp ({lines} dòng), không phải dựng sẵn",
    "the file has letters and marks apart (not Unicode NFC) in {lines} lines",
    "chuyển cả tệp một lần bằng công cụ chuyển mã của UniKey (Ctrl+Shift+F6): từ Unicode "
    "tổ hợp sang Unicode dựng sẵn",
    "convert the whole file to Unicode NFC, in UniKey's toolkit (Ctrl+Shift+F6)",
)

# What YAML has and data does without

ALIAS = _refused(
    catalogue.YAML_FEATURE,
    "dấu * ở đầu giá trị là lệnh chép lại của YAML, dữ liệu không dùng",
    "a leading `*` repeats another value in YAML; data files do without it",
    *_QUOTE_IF_TEXT.both,
)
ANCHOR_OR_TAG = _refused(
    catalogue.YAML_FEATURE,
    "dấu {sign} ở đầu giá trị là lệnh riêng của YAML, dữ liệu không dùng",
    "a leading `{sign}` is an instruction to YAML; data files do without it",
    *_QUOTE_IF_TEXT.both,
)
DIRECTIVE = _refused(
    catalogue.YAML_FEATURE,
    "dòng bắt đầu bằng dấu % là chỉ thị của YAML, dữ liệu không dùng",
    "a line that begins with `%` is a directive of YAML; data files do without it",
    "xóa dòng này",
    "delete this line",
)
SECOND_DOCUMENT = _refused(
    catalogue.YAML_FEATURE,
    "mỗi tệp chỉ có một phần, từ dòng này là phần thứ hai",
    "a file holds one document; a second one begins here",
    "xóa dòng “---” hoặc “...”",
    "delete the line `---` or `...`",
)
MERGE_KEY = _refused(
    catalogue.YAML_FEATURE,
    "khóa “<<” là lệnh gộp của YAML, dữ liệu không dùng",
    "the key `<<` merges mappings in YAML; data files do without it",
    "viết đủ các khóa cần dùng",
    "write out the keys that are needed",
)
NULL = _refused(
    catalogue.YAML_FEATURE,
    "“{text}” nghĩa là không có giá trị",
    "`{text}` means that there is no value",
    "xóa “{text}” rồi điền giá trị; chưa có thì để trống sau dấu hai chấm",
    "delete `{text}` and fill in the value; leave it blank if there is none yet",
)
COMPLEX_KEY = _refused(
    catalogue.YAML_FEATURE,
    "khóa phải là một tên viết liền, không phải danh sách hay nhóm",
    "a key is one name, not a list or a group",
    'viết “khóa: giá trị”; nếu đây là câu chữ, đặt cả câu trong ngoặc kép: "…"',
    'write `key: value`; if this is text, put all of it in quotes: "…"',
)
DUPLICATE_KEY = _refused(
    catalogue.DUPLICATE_KEY,
    "khóa “{key}” bị viết hai lần",
    "the key `{key}` is written twice",
    "giữ lại một dòng, xóa dòng kia",
    "keep one of them, delete the other",
)
FIRST_WRITTEN_HERE = Bilingual("lần đầu ở đây", "first written here")

# YAML syntax: quotes, braces and brackets

MERGE_MARKER = _refused(
    catalogue.SYNTAX,
    "git để lại dấu xung đột ở dòng này",
    "git left a mark of a conflict on this line",
    "chọn nội dung đúng giữa các dấu rồi xóa các dòng <<<<<<<, =======, >>>>>>>",
    "keep the right lines between the marks, then delete the marks",
)
BRACES = _refused(
    catalogue.SYNTAX,
    "giá trị bắt đầu bằng {{ nhưng không đặt trong ngoặc kép",
    "the value begins with `{{` and has no quotes around it",
    'đặt cả giá trị trong ngoặc kép: "{{ … }}"',
    'put the whole value in quotes: "{{ … }}"',
)
UNCLOSED_QUOTE = _refused(
    catalogue.SYNTAX,
    "dấu ngoặc mở ở đây không được đóng",
    "the quote that opens here is not closed",
    "thêm dấu ngoặc cùng loại ở cuối giá trị",
    "add the same quote at the end of the value",
)
TEXT_AFTER_QUOTE = _refused(
    catalogue.SYNTAX,
    "có chữ sau dấu ngoặc đóng",
    "there is text behind the closing quote",
    "đặt cả giá trị trong một cặp ngoặc; "
    "trong '…' viết '' thay cho ', trong \"…\" viết \\\" thay cho \"",
    "put the whole value in one pair of quotes; "
    "inside '…' write '' for ', inside \"…\" write \\\" for \"",
)
BACKSLASH = _refused(
    catalogue.SYNTAX,
    "dấu \\ trong ngoặc kép có nghĩa riêng, ở đây không dùng được",
    "a backslash in double quotes has a meaning of its own, and none here",
    "viết \\\\ cho dấu \\, hoặc dùng ngoặc đơn '…'",
    "write \\\\ for \\, or use '…'",
)
CODE_TOO_LARGE = _refused(
    catalogue.SYNTAX,
    "mã ký tự này không tồn tại",
    "there is no character of this code",
    "viết thẳng ký tự cần dùng",
    "write the character itself",
)
UNCLOSED_BRACKET = _refused(
    catalogue.SYNTAX,
    "dấu ngoặc [ hoặc { mở ở đây không được đóng đúng",
    "the bracket `[` or `{` that opens here is not closed rightly",
    "đóng ngoặc; nếu đây là câu chữ, đặt cả câu trong ngoặc kép",
    "close it; if this is text, put all of it in quotes",
)
TEXT_AFTER_BRACKET = _refused(
    catalogue.SYNTAX,
    "có dấu thừa sau dấu đóng ngoặc",
    "there is a mark behind the closing bracket",
    "xóa dấu thừa này",
    "delete it",
    instead=("",),
    is_certain=True,
)
NO_COMMA = _refused(
    catalogue.SYNTAX,
    "giữa hai khóa trong ngoặc { } không có dấu phẩy",
    "between two keys within braces there is no comma",
    "viết {khóa: giá trị, khóa: giá trị}; nếu đây là câu chữ, đặt cả câu trong ngoặc kép",
    "write {key: value, key: value}; if this is text, put all of it in quotes",
)

# YAML syntax: keys and colons

COLON_IN_VALUE = _refused(
    catalogue.SYNTAX,
    "trong câu có dấu hai chấm và dấu cách mà câu không đặt trong ngoặc kép",
    "the text has a colon and a space in it, and no quotes around it",
    *_QUOTE_THE_VALUE.both,
)
INDENTATION = _refused(
    catalogue.SYNTAX,
    "dòng này thụt vào không đúng",
    "this line is indented wrongly",
    "các khóa cùng cấp thụt vào bằng nhau, cấp dưới thụt thêm hai dấu cách",
    "indent keys of one level alike, and a level below by two more spaces",
)
COMPARE = Bilingual("so với độ thụt của dòng này", "compare with the indentation of this line")
NO_COLON = _refused(
    catalogue.SYNTAX,
    "dòng này không có dạng “khóa: giá trị”",
    "this line is not of the form `key: value`",
    "thêm dấu hai chấm và dấu cách sau khóa; nếu là phần tiếp của câu trên, thụt vào sâu hơn",
    "add a colon and a space after the key; indent it deeper if it continues the text above",
)
NO_KEY = _refused(
    catalogue.SYNTAX,
    "trước dấu hai chấm chưa có khóa",
    "there is no key before the colon",
    "viết “khóa: giá trị”",
    "write `key: value`",
)
NO_SPACE_AFTER_COLON = _refused(
    catalogue.SYNTAX,
    "thiếu dấu cách sau dấu hai chấm",
    "a space is missing after the colon",
    "viết “khóa: giá trị”, có một dấu cách sau dấu hai chấm",
    "write `key: value` with a space after the colon",
    instead=(": ",),
    is_certain=True,
)

# YAML syntax: lists

NO_SPACE_AFTER_DASH = _refused(
    catalogue.SYNTAX,
    "thiếu dấu cách sau dấu gạch đầu dòng",
    "a space is missing after the dash",
    "viết “- giá trị”, có một dấu cách sau dấu gạch",
    "write `- value` with a space after the dash",
    instead=("- ",),
    is_certain=True,
)
BULLET = _refused(
    catalogue.SYNTAX,
    "dấu đầu dòng của Word không phải là dấu của danh sách",
    "a bullet of Word is no mark of a list",
    *_WRITE_A_DASH.both,
)
NUMBERING = _refused(
    catalogue.SYNTAX,
    "số, chữ hoặc dấu đầu dòng không phải là dấu của danh sách",
    "a number, a letter or a bullet before the text is no mark of a list",
    *_WRITE_A_DASH.both,
    instead=("- ",),
)
SECOND_BULLET = _refused(
    catalogue.SYNTAX,
    "sau dấu gạch “- ” của danh sách còn một dấu đầu dòng nữa",
    "behind the dash of the list there is another bullet",
    "xóa dấu đầu dòng thứ hai",
    "delete the second bullet",
    instead=("",),
)
LOST_DASH = _refused(
    catalogue.SYNTAX,
    "dòng này nằm trong danh sách mà không bắt đầu bằng “- ”",
    "this line stands in a list and does not begin with `- `",
    "thêm “- ” ở đầu dòng; nếu là phần tiếp của mục trên, thụt vào sâu hơn",
    "begin it with `- `; indent it deeper if it continues the entry above",
)
LIST_AMONG_KEYS = _refused(
    catalogue.SYNTAX,
    "mục “- …” nằm lẫn giữa các dòng “khóa: giá trị”",
    "an entry `- …` stands among lines of `key: value`",
    "đưa danh sách xuống dưới một khóa, thụt vào hai dấu cách",
    "put the list below a key, indented by two spaces",
)
KEY_AMONG_LIST = _refused(
    catalogue.SYNTAX,
    "dòng “khóa: giá trị” nằm lẫn giữa các mục “- …”",
    "a line of `key: value` stands among entries `- …`",
    "thêm “- ” ở đầu dòng, hoặc sửa độ thụt đầu dòng",
    "begin the line with `- `, or indent it right",
)
LIST_ON_KEY_LINE = _refused(
    catalogue.SYNTAX,
    "danh sách “- …” bắt đầu ngay trên dòng của khóa",
    "a list `- …` begins on the line of its key",
    "đưa “- …” xuống dòng dưới; nếu đây là câu chữ, đặt cả câu trong ngoặc kép",
    "move `- …` to the next line; if this is text, put all of it in quotes",
)

# YAML syntax: how a value begins

FIRST_CHARACTER = _refused(
    catalogue.SYNTAX,
    "giá trị không thể bắt đầu bằng {character} khi không có ngoặc kép",
    "a value without quotes cannot begin with `{character}`",
    *_QUOTE_THE_VALUE.both,
)
FIRST_BRACKET = _refused(
    catalogue.SYNTAX,
    *FIRST_CHARACTER.message.both,
    "xóa phần sau dấu đóng ngoặc; nếu đây là câu chữ, đặt cả giá trị trong ngoặc kép",
    "delete what is behind the closing bracket; if this is text, put all of it in quotes",
)
FIRST_SIGN_OF_A_NUMBER = _refused(
    catalogue.SYNTAX,
    *FIRST_CHARACTER.message.both,
    "nếu là số thì viết {number}; nếu là câu chữ, đặt trong ngoặc kép",
    "if this is a number, write {number}; if it is text, put it in quotes",
)
MORE_THAN_A_NUMBER = _refused(
    catalogue.SYNTAX,
    *FIRST_CHARACTER.message.both,
    "nếu là số thì viết {number}, hoặc {{value: {number}, qualifier: hơn}}; nếu là câu chữ, "
    "đặt trong ngoặc kép",
    "if this is a number, write {number}, or {{value: {number}, qualifier: hơn}}; if it is "
    "text, put it in quotes",
)
SIGN_ALONE = _refused(
    catalogue.SYNTAX,
    "dấu {sign} đứng một mình không phải là giá trị",
    "`{sign}` alone is no value",
    "chưa có thì để trống sau dấu hai chấm",
    "leave it blank behind the colon until it is known",
)
DASH_ALONE = _refused(
    catalogue.SYNTAX,
    *SIGN_ALONE.message.both,
    "không có thì viết 0, danh sách không có mục nào thì viết []; "
    "chưa có thì để trống sau dấu hai chấm",
    "write 0 for none, [] for a list of nothing; leave it blank behind the colon until it is known",
)
MINUS_APART = _refused(
    catalogue.SYNTAX,
    "sau dấu trừ có dấu cách",
    "there is a space behind the minus sign",
    "số âm viết liền: -{number}; nếu đây là danh sách, đưa “- {number}” xuống dòng dưới",
    "write -{number}; if this is a list, move `- {number}` to the next line",
)
UNREADABLE_LINE = _refused(
    catalogue.SYNTAX,
    "không đọc được dòng này",
    "this line cannot be read",
    "kiểm tra dấu hai chấm, dấu cách, độ thụt đầu dòng và ngoặc kép ở dòng này và dòng trên",
    "check colons, spaces, indentation and quotes on this line and the one above",
)

# Forms

FORM_UNKNOWN = _refused(
    catalogue.FORM_UNKNOWN,
    "không có mẫu báo cáo “{name}” trong {folder}",
    "there is no form `{name}` in {folder}",
)
FORM_LACKS_FILE = _refused(
    catalogue.TEMPLATE_MISSING,
    "mẫu thiếu tệp {file}",
    "the form lacks {file}",
)
FORM_NEEDS_UNKNOWN_FILE = _refused(
    catalogue.FILE_UNKNOWN,
    *FILE_UNKNOWN.message.both,
)
FORM_TOO_LARGE = _refused(
    catalogue.FILE_TOO_LARGE,
    "mẫu báo cáo có hơn {most} {what}",
    "the form has more than {most} {what}",
    "tách thành nhiều mẫu báo cáo",
    "make several forms of it",
)
LAYOUT_TOO_LARGE = _refused(
    catalogue.FILE_TOO_LARGE,
    "mẫu trình bày lớn hơn {most} MB",
    "the layout is larger than {most} MB",
    "giảm dung lượng hình trong tệp",
    "make the pictures in it smaller",
)
TEMPLATE_COPIED = _refused(
    catalogue.FILE_UNKNOWN,
    "mẫu {name} là bản sao{of}; để lại thì một phần báo cáo in hai lần",
    "the template {name} is a copy{of}; with it a section is printed twice",
    "xóa tệp này, hoặc chuyển sang thư mục khác; nếu là một phần khác thì đổi tên tệp",
    "delete the file or move it elsewhere; if it is another section, rename it",
)

# Templates, and texts of the data with `{{ }}`

UNCLOSED_TAG = _refused(
    catalogue.TEMPLATE_SYNTAX,
    "câu lệnh Jinja viết sai: dấu {opening} mở ở đây mà không có dấu đóng {closing}",
    "the Jinja tag is wrong: `{opening}` opens here and is not closed by `{closing}`",
    "thêm {closing} ở cuối lệnh",
    "add `{closing}` at the end of the tag",
)
WRONG_TAG = _refused(
    catalogue.TEMPLATE_SYNTAX,
    "câu lệnh Jinja viết sai: {why}",
    "the Jinja tag is wrong: {why}",
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
NAME_UNKNOWN = _refused(
    catalogue.UNDEFINED_NAME,
    "không có tên “{name}”",
    "there is no name `{name}`",
)
NOTHING_HAS_NAMES = _refused(
    catalogue.UNDEFINED_NAME,
    "không lấy được “{name}”: dữ liệu chưa có giá trị ở đây",
    "no `{name}` can be had: the data has no value here",
)
NO_SUCH_ENTRY = _refused(
    catalogue.UNDEFINED_NAME,
    "danh sách chỉ có {length} mục, không có mục [{number}]",
    "the list has {length} entries, and none is [{number}]",
    "dùng số từ 0 đến {last}: mục đầu tiên là [0]",
    "write a number from 0 to {last}: the first entry is [0]",
)
NO_ENTRY = _refused(
    catalogue.UNDEFINED_NAME,
    *NO_SUCH_ENTRY.message.both,
    "danh sách đang trống",
    "the list is empty",
)
NO_VALUE = _refused(
    catalogue.NO_VALUE,
    "dữ liệu chưa có giá trị để in",
    "the data has no value to print here",
    "điền giá trị vào dữ liệu, hoặc đặt câu trong {% if … %}",
    "fill in the value in the data, or put the sentence inside {% if … %}",
)
NUMBER_WITHOUT_FIGURE = _refused(
    catalogue.NUMBER_WITHOUT_FIGURE,
    "số in ra ở đây không phải là số liệu của dữ liệu",
    "the number printed here is no figure of the data",
    "in một chỉ tiêu của dữ liệu thay cho số này; số thứ tự thì viết {{ loop.index | ordinal }}",
    "print an indicator of the data instead; of a loop, write {{ loop.index | ordinal }}",
)
TEXT_FOR_A_LIST = _refused(
    catalogue.WRONG_TYPE,
    "ở đây mẫu cần một danh sách, không phải một đoạn chữ",
    "the form needs a list here, not a text",
    "viết mỗi mục trên một dòng, bắt đầu bằng “- ”; không có mục nào thì viết []",
    "write every entry on a line that begins with `- `; write [] for none",
)

# Expressions that fail while a template runs

GROUP_PRINTED = _refused(
    catalogue.EXPRESSION_FAILS,
    "đây là một nhóm dữ liệu, không in thành chữ được",
    "this is a group of data and cannot be printed",
    "chọn một giá trị trong nhóm; danh sách thì thêm “| series”",
    "choose one value of the group; with a list, use `| series`",
)
NOT_A_LIST = _refused(
    catalogue.EXPRESSION_FAILS,
    "đây không phải là danh sách",
    "this is no list",
    "sau “in” cần một danh sách của dữ liệu",
    "a list of the data follows `in`",
)
NO_ORDER = _refused(
    catalogue.EXPRESSION_FAILS,
    "không sắp thứ tự được: các giá trị không cùng loại, không cùng đơn vị tính",
    "these values have no order: they are not of one kind and unit",
    'sắp theo một giá trị của mỗi mục, ví dụ sort("plan")',
    'sort by one value of each entry, such as sort("plan")',
)
NOT_ALL_FIGURES = _refused(
    catalogue.EXPRESSION_FAILS,
    "trong danh sách có giá trị không phải là số để cộng",
    "there are values in the list that are no figures to add up",
    'nêu tên một cột số, ví dụ total("plan")',
    'name a column of figures, such as total("plan")',
)
NO_SUCH_BOUND = _refused(
    catalogue.EXPRESSION_FAILS,
    "where chỉ nhận một giá trị, at_least hoặc at_most",
    "where takes a value, at_least or at_most",
    'viết ví dụ: where("village", "An Lạc") hoặc where("done", at_least=100)',
    'write where("village", "An Lạc") or where("done", at_least=100)',
)
NOT_COUNTED = _refused(
    catalogue.EXPRESSION_FAILS,
    "danh sách này không phải các mục của dữ liệu nên không đếm được",
    "the entries of this list do not stand in the data, so they are not counted",
    'đếm các mục của dữ liệu, ví dụ communes.each | count("xã")',
    'count entries of the data, such as communes.each | count("xã")',
)
NO_TABLE = _refused(
    catalogue.EXPRESSION_FAILS,
    "chỉ chỉ tiêu dạng table, trong câu chữ của mẫu, mới in thành bảng được",
    "only an indicator of the shape table makes a table, in the wording of the form",
    "viết {{ indicators.… | table }} thành một dòng riêng của mẫu",
    "write {{ indicators.… | table }} on a line of its own in a template",
)
UNPRINTABLE_TEXT = _refused(
    catalogue.EXPRESSION_FAILS,
    "đoạn chữ có ký tự không in được trong một dòng",
    "the text has a character that no line can carry",
    "bỏ ký tự đó",
    "take the character away",
)
TEXT_REPEATS_ITSELF = _refused(
    catalogue.EXPRESSION_FAILS,
    "đoạn chữ tự nhắc lại chính nó",
    "the text repeats itself",
)
UNITS_DIFFER = _refused(
    catalogue.EXPRESSION_FAILS,
    "hai số liệu khác đơn vị: {units}",
    "the figures have different units: {error}",
    'đổi về cùng đơn vị tính trước, ví dụ x | unit("triệu đồng")',
    'bring them to one unit first, as x | unit("triệu đồng")',
)
NO_CONVERSION = _refused(
    catalogue.EXPRESSION_FAILS,
    "không đổi được {unit} sang {to}",
    "{unit} cannot be converted to {to}",
    "đơn vị đổi được: {units}",
    "it can be converted to: {units}",
)
NO_AMOUNT = _refused(
    catalogue.EXPRESSION_FAILS,
    "đây không phải là số tiền",
    "this is no amount of money",
    "amount chỉ dùng cho số liệu có đơn vị là đồng, nghìn đồng, triệu đồng, tỷ đồng",
    "amount takes figures in đồng, nghìn đồng, triệu đồng, tỷ đồng",
)
DIVISION_BY_ZERO = _refused(
    catalogue.EXPRESSION_FAILS,
    "chia cho 0",
    "division by zero",
)
NOT_ALLOWED = _refused(
    catalogue.EXPRESSION_FAILS,
    "mẫu không được dùng “{error}”",
    "a template cannot use `{error}`",
)
TOO_MANY_DIAGNOSTICS_OF_FORM = _refused(
    catalogue.EXPRESSION_FAILS,
    f"mẫu có hơn {limits.MOST_DIAGNOSTICS_OF_FORM} lỗi, phần còn lại chưa được đọc",
    f"the form has more than {limits.MOST_DIAGNOSTICS_OF_FORM} mistakes; the rest was not read",
)
TOO_MANY_LINES = _refused(
    catalogue.EXPRESSION_FAILS,
    "báo cáo có hơn {most} dòng",
    "the report has more than {most} lines",
)
ENDLESS = _refused(
    catalogue.EXPRESSION_FAILS,
    "phần chữ in ra không có giới hạn",
    "what is printed has no bounds",
)
EXPRESSION_FAILS = _refused(
    catalogue.EXPRESSION_FAILS,
    "biểu thức không tính được: {why}",
    "the expression fails: {why}",
)
VALUES_DO_NOT_FIT = _refused(
    catalogue.EXPRESSION_FAILS,
    "biểu thức không tính được với các giá trị này",
    "the expression does not fit these values",
)

# Markup of composed text: lines and tables

FIRST_LINE_INDENTED = _refused(
    catalogue.MARKUP,
    "dòng đầu bắt đầu bằng dấu cách",
    "the first line begins with a space",
    "bỏ dấu cách ở đầu dòng",
    "take the space away",
)
UNCLOSED_EMPHASIS = _refused(
    catalogue.MARKUP,
    "chữ đậm hoặc nghiêng không có dấu đóng",
    "bold or italic is not closed",
    "thêm dấu đóng ** hoặc *; muốn in dấu sao thì viết \\*",
    "add the closing ** or *; to print an asterisk, write \\*",
)
NOTE_UNCLOSED = _refused(
    catalogue.MARKUP,
    "chú thích [^: … không có dấu đóng ]",
    "the footnote [^: … is not closed",
    "thêm dấu ] ở cuối chú thích",
    "add ] behind the footnote",
)
NOTE_SPELLING = _refused(
    catalogue.MARKUP,
    "chú thích viết sai: sau [^ không có dấu hai chấm",
    "a footnote is misspelt: no colon follows [^",
    "viết chú thích ngay tại chỗ: [^: Theo Niên giám thống kê.]",
    "write the footnote where it belongs: [^: According to the yearbook.]",
)
NOTE_IN_NOTE = _refused(
    catalogue.MARKUP,
    "chú thích nằm trong chú thích",
    "a footnote stands inside a footnote",
    "đóng chú thích trước bằng dấu ] rồi mới mở chú thích sau",
    "close the first one with ] before the second one",
)
NOTE_OUTSIDE = _refused(
    catalogue.MARKUP,
    "dòng này không mang được chú thích cuối trang",
    "this line cannot have a footnote",
    "đặt chú thích [^: …] trong phần nội dung, trong bảng hoặc ở dòng căn cứ",
    "put the footnote [^: …] in the body, a table or a basis",
)
ROW_WITHOUT_BAR = _refused(
    catalogue.MARKUP,
    "dòng này của bảng không bắt đầu bằng dấu |",
    "this row of a table does not begin with |",
    "viết | ở đầu dòng, không có dấu cách trước nó; dòng nối tiếp của một ô thì không có dấu |",
    "begin the line with |, without a space before it; a line that goes on in a cell has no |",
)
TOO_MANY_COLUMNS = _refused(
    catalogue.MARKUP,
    "bảng có {columns} cột, Word chỉ nhận đến {most} cột",
    "the table has {columns} columns, and Word takes {most} at the most",
    "chia thành nhiều bảng",
    "make several tables of it",
)
WORDS_BEHIND = _refused(
    catalogue.MARKUP,
    "sau @{name} còn chữ “{words}” không in ở đâu",
    "behind @{name} stand words that are printed nowhere: `{words}`",
    "để @{name} một mình trên dòng, viết chữ ở dòng dưới",
    "leave @{name} alone on its line, and write the words on the next one",
)
COLUMN_ENTRY = _refused(
    catalogue.MARKUP,
    "không hiểu “{entry}” ở dòng @columns",
    "`{entry}` in @columns is not understood",
    "mỗi cột ghi độ rộng, rồi left, center, right hoặc decimal: @columns 1 | 5 left | 2 decimal",
    "write for each column its width, then left, center, right or decimal: 1 | 5 left | 2 decimal",
)
COLUMN_WIDTHS = _refused(
    catalogue.MARKUP,
    "dòng @columns có cột ghi độ rộng, có cột không",
    "@columns has widths for some columns and not for others",
    "ghi độ rộng cho mọi cột, hoặc không cột nào",
    "give all columns a width, or none",
)
COLUMN_NUMBER = _refused(
    catalogue.MARKUP,
    "dòng @columns có {number} cột, bảng có {columns} cột",
    "@columns has {number} columns, the table has {columns}",
    "ghi đủ cột của bảng, cách nhau bằng dấu |",
    "write one for each column, with | between them",
)
COLUMNS_WITHOUT_TABLE = _refused(
    catalogue.MARKUP,
    "sau dòng @columns không phải là bảng",
    "no table follows @columns",
    "đặt dòng @columns ngay trên hàng đầu của bảng",
    "put @columns right above the first row of the table",
)
NOT_TURNED_BACK = _refused(
    catalogue.MARKUP,
    "trang ngang kéo đến hết phần nội dung, chữ ký sẽ nằm ở trang ngang hoặc ở trang riêng",
    "the paper lies to the end of the body, so the signature would stand on such a page or alone",
    "viết dòng @portrait sau bảng, trước đoạn cuối cùng của báo cáo",
    "write @portrait behind the table, before the last paragraph of the report",
)

# Pictures

PICTURE_NAME = _refused(
    catalogue.PICTURE,
    "“{name}” không phải là tên tệp ảnh trong thư mục của mẫu",
    "`{name}` is no name of a picture in the form's folder",
    "viết: @picture ten-tep.png | lời mô tả ảnh; tệp .png hoặc .jpg đặt cạnh các tệp .j2",
    "write: @picture name.png | what it shows; the .png or .jpg stands beside the .j2 files",
)
PICTURE_MISSING = _refused(
    catalogue.PICTURE,
    "thư mục của mẫu không có tệp ảnh “{name}”",
    "the form's folder has no picture `{name}`",
    "chép tệp ảnh vào thư mục của mẫu",
    "copy the picture into the form's folder",
)
PICTURE_KIND = _refused(
    catalogue.PICTURE,
    "tệp này không phải ảnh PNG hoặc JPEG, dù tên là vậy (dạng thật: {kind})",
    "this is no PNG or JPEG, whatever its name says (it is: {kind})",
    "mở ảnh bằng Paint rồi lưu lại (Save as) thành PNG hoặc JPEG",
    "open the picture and save it again as PNG or JPEG",
)
PICTURE_BROKEN = _refused(
    catalogue.PICTURE,
    "tệp ảnh bị hỏng",
    "the picture is damaged",
    "mở ảnh bằng Paint rồi lưu lại, hoặc lấy lại bản gốc",
    "open the picture and save it again, or take the original",
)
PICTURE_TURNED = _refused(
    catalogue.PICTURE,
    "ảnh chụp xoay ngang: máy ảnh chỉ ghi hướng xoay bên cạnh ảnh, in ra ảnh sẽ nằm nghiêng",
    "the camera noted beside the picture how to turn it: printed, it would lie on its side",
    "mở ảnh bằng Paint, xoay cho đúng (Rotate) rồi lưu lại",
    "open the picture, rotate it and save it again",
)
PICTURE_TOO_LARGE = _refused(
    catalogue.PICTURE,
    "ảnh lớn hơn {most} MB",
    "the picture has more than {most} MB",
    "thu nhỏ ảnh (Paint, Resize) rồi lưu lại",
    "make the picture smaller and save it again",
)
PICTURES_TOO_LARGE = _refused(
    catalogue.PICTURE,
    "các ảnh của mẫu lớn hơn {most} MB",
    "the form's pictures have more than {most} MB together",
    "thu nhỏ ảnh (Paint, Resize) rồi lưu lại",
    "make the pictures smaller and save them again",
)
PICTURE_PIXELS = _refused(
    catalogue.PICTURE,
    "ảnh có hơn {most} triệu điểm ảnh, hoặc không có điểm nào",
    "the picture has more than {most} million pixels, or none",
    "thu nhỏ ảnh (Paint, Resize) rồi lưu lại",
    "make the picture smaller and save it again",
)
PICTURE_UNDESCRIBED = _refused(
    catalogue.PICTURE,
    "ảnh không có lời mô tả cho người không nhìn thấy ảnh",
    "nothing says what the picture shows to who cannot see it",
    "viết sau tên tệp: @picture {name} | Bản đồ vị trí các xã",
    "write behind the file's name: @picture {name} | what it shows",
)
PICTURE_WIDTH = _refused(
    catalogue.PICTURE,
    "không hiểu độ rộng “{width}” của ảnh",
    "the picture's width `{width}` is not understood",
    "ghi bằng cm, từ 1 đến 27: @picture ten-tep.png | lời mô tả | 12 cm",
    "write it in cm, from 1 to 27: @picture name.png | what it shows | 12 cm",
)

# Charts

CHART_KIND = _refused(
    catalogue.CHART,
    "không có loại biểu đồ “{kind}”",
    "there is no kind of chart `{kind}`",
    "viết columns (cột), bars (thanh ngang), lines (đường) hoặc shares (cơ cấu)",
    "write columns, bars, lines or shares",
)
CHART_TITLE = _refused(
    catalogue.CHART,
    "biểu đồ không có tên cho người không nhìn thấy",
    "nothing says what the chart shows to who cannot see it",
    "viết: @chart {kind} | Vốn huy động theo nguồn",
    "write: @chart {kind} | what it shows",
)
CHART_ROWS = _refused(
    catalogue.CHART,
    "dưới dòng @chart cần một bảng: một hàng đầu có tên cột, rồi mỗi hàng một tên và các số liệu",
    "a chart needs a table below it: one row of heads, then rows of a name and figures",
    "viết ví dụ: |= Nguồn |= Vốn | rồi | Ngân sách | {{{{ … }}}} |",
    "write: |= Source |= Funds | and then | Budget | {{{{ … }}}} |",
)
CHART_MERGED = _refused(
    catalogue.CHART,
    "bảng của biểu đồ có ô gộp",
    "cells of the chart's table are merged",
    "bỏ dấu < và ^ trong bảng dưới @chart",
    "take < and ^ out of the table below @chart",
)
CHART_CELL = _refused(
    catalogue.CHART,
    "ô “{text}” của biểu đồ không phải là một số liệu",
    "the chart's cell `{text}` is not one figure",
    "mỗi ô in một số liệu bằng {{{{ … }}}}; không có số thì để trống",
    "print one figure by {{{{ … }}}} in each cell, or leave it empty",
)
CHART_UNITS = _refused(
    catalogue.CHART,
    "biểu đồ có cả phần trăm và số khác, không cùng một thước đo",
    "the chart has percentages beside other numbers, which have no common scale",
    "tách thành hai biểu đồ",
    "make two charts of it",
)
CHART_SHARES = _refused(
    catalogue.CHART,
    "biểu đồ cơ cấu (shares) cần một cột số liệu, không âm, không phải toàn số 0",
    "a chart of shares needs one column of figures, none below 0 and not all 0",
    "chỉ để một cột số, hoặc dùng columns, bars",
    "keep one column of figures, or use columns or bars",
)
CHART_TOTAL = _refused(
    catalogue.CHART,
    "biểu đồ cơ cấu có dòng “{name}”: phần cộng sẽ thành một phần của chính nó",
    "the chart of shares has a row `{name}`: the whole would be one of its parts",
    "bỏ dòng cộng trong bảng dưới @chart",
    "take the row of the total out of the table below @chart",
)
CHART_TOO_LARGE = _refused(
    catalogue.CHART,
    "biểu đồ {kind} có hơn {most} số hoặc hơn {series} cột số thì không đọc được",
    "a chart of {kind} with more than {most} figures, or {series} columns of them, is not readable",
    "dùng bars (thanh ngang), in thành bảng, hoặc chia thành nhiều biểu đồ",
    "use bars, print it as a table, or make several charts of it",
)
CHART_LIBRARY = _refused(
    catalogue.CHART,
    "máy này chưa cài phần vẽ biểu đồ (matplotlib)",
    "what draws charts (matplotlib) is not installed on this machine",
    'cài bằng lệnh: pip install "ntmreport[chart]"',
    'install it: pip install "ntmreport[chart]"',
)
ROW_OF_DASHES = _refused(
    catalogue.MARKUP,
    "hàng chỉ có dấu gạch là của Markdown, ở đây được in nguyên",
    "a row of dashes is Markdown and would be printed as it stands",
    "xóa hàng này; ô của phần đầu bảng bắt đầu bằng |=",
    "delete the row; a cell of the head begins with |=",
)
UNEVEN_ROW = _refused(
    catalogue.MARKUP,
    "hàng này có {number} ô, hàng đầu của bảng có {columns} ô",
    "this row has {number} cells, the first row of the table has {columns}",
    "mỗi hàng phải đủ số ô; ô gộp với ô bên trái viết <, với ô bên trên viết ^",
    "every row has as many cells; write < for one merged with the cell on its left, "
    "^ for one merged with the cell above",
)
NO_CELL_TO_MERGE_WITH = _refused(
    catalogue.MARKUP,
    "ô “{merge}” không có ô nào để gộp vào",
    "the cell `{merge}` has none to be merged with",
    "muốn in dấu này thì viết \\{merge}",
    "to print the character, write \\{merge}",
)
NO_RECTANGLE = _refused(
    catalogue.MARKUP,
    "các ô gộp không thành hình chữ nhật",
    "the merged cells make no rectangle",
    "kiểm tra các dấu < và ^ ở hàng này và các hàng trên",
    "check the marks < and ^ in this row and those above",
)
MERGED_BEYOND_HEAD = _refused(
    catalogue.MARKUP,
    "ô của phần đầu bảng gộp xuống cả hàng nội dung",
    "a cell of the head is merged with one below the head",
    "phần đầu bảng được in lại ở mỗi trang: chỉ gộp các ô |= với nhau",
    "the head is printed on every page: merge cells with |= among themselves",
)
