"""The edits that are made in a built report, each with what is to be said of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ntmreport.reconcile.difference import DifferenceKind
from retouch.word_paragraphs import Author, text_of

if TYPE_CHECKING:
    from random import Random

    from ntmreport.reconcile.recorded_report import RecordedLine, RecordedReport
    from ntmreport.span import Path
    from retouch.word_paragraphs import Element, WordParagraphs

_AUTHORS = (
    Author("Lê Văn Hùng", "2022-01-05T08:00:00Z"),
    Author("Trần Thị Lan", "2022-01-06T14:30:00Z"),
)
_WORDS = ("tích cực", "rộng khắp", "cơ bản", "đồng bộ", "kịp thời", "vững chắc")
_SENTENCES = (
    "Đề nghị các xã tiếp tục duy trì kết quả đã đạt được.",
    "Kinh phí được bố trí từ nguồn ngân sách huyện theo quy định.",
    "Các phòng, ban chuyên môn tăng cường kiểm tra, hướng dẫn cơ sở.",
)
_LONG = 60
_DAY = re.compile(r"(?<!\d)\d{2}/\d{1,2}/20\d{2}(?!\d)")


class Expected(NamedTuple):
    """What is to be said of an edit: one of `kinds`, at `path` where it is of the data.

    `old` and `new` are the words that became others; `value` is that of a figure as YAML has it.
    """

    kinds: frozenset[DifferenceKind]
    path: Path
    old: str
    new: str
    value: str | None = None


class Made(NamedTuple):
    """A paragraph that an edit is made in, and the recorded line that printed it."""

    paragraph: Element
    line: RecordedLine


def lines_in(paragraphs: WordParagraphs, record: RecordedReport) -> list[Made]:
    """Return the paragraphs that alone say what one recorded line says."""
    by_text: dict[str, list[Element]] = {}
    for paragraph in paragraphs.all:
        by_text.setdefault(text_of(paragraph).replace("\u00a0", " "), []).append(paragraph)
    found: list[Made] = []
    for line in record.blocks:
        text = line.text.replace("\u00a0", " ")
        if len(by_text.get(text, ())) == 1 and not line.notes and len(text) > 12:
            found.append(Made(by_text[text][0], line))
    return found


class Site(NamedTuple):
    """Where an edit is made: in a paragraph or near it, with others to move it behind.

    `author` is whose tracked change it is, None where it is not tracked.
    """

    paragraphs: WordParagraphs
    paragraph: Element
    line: RecordedLine
    others: list[Made]
    author: Author | None
    random: Random


def made_edit(
    paragraphs: WordParagraphs, places: list[Made], random: Random, *, digits_alone: bool
) -> Expected | None:
    """Make an edit at one of `places`, taken out of them; None where there is none to make."""
    place = places.pop(random.randrange(len(places)))
    author = random.choice((None, None, *_AUTHORS))
    edit = _digits if digits_alone else random.choice(_EDITS)
    return edit(Site(paragraphs, *place, places, author, random))


def _digits(site: Site) -> Expected | None:
    """Change a digit of a figure."""
    figures = [each for each in site.line.figures if re.search(r"\d", each.text)]
    if not figures:
        return None
    figure = site.random.choice(figures)
    digits = [at for at, letter in enumerate(figure.text) if letter.isdigit()]
    at = site.random.choice(digits)
    least = "1" if at == digits[0] and len(digits) > 1 else "0"
    others = [each for each in "0123456789" if each != figure.text[at] and each >= least]
    digit = site.random.choice(others)
    new = figure.text[:at] + digit + figure.text[at + 1 :]
    site.paragraphs.replace(site.paragraph, figure.at + at, figure.at + at + 1, digit, site.author)
    kind = DifferenceKind.WRITTEN_FIGURE if figure.is_written else DifferenceKind.COMPUTED_FIGURE
    return Expected(frozenset({kind}), figure.path, figure.text, new, _plain(new, figure.value))


def _plain(printed: str, before: str) -> str | None:
    """Return the number in a printed text as YAML has it."""
    found = re.search(r"\d[\d.]*(?:,\d+)?", printed)
    if found is None:
        return None
    whole, _, decimals = found[0].replace(".", "").partition(",")
    number = str(int(whole)) + (f".{decimals}" if decimals else "")
    return f"-{number}" if before.startswith("-") else number


def _word(site: Site) -> Expected | None:
    """Change, take out or put in a word."""
    line = site.line
    taken = [(each.at, each.end) for each in line.figures]
    taken += [found.span() for found in _DAY.finditer(line.text)]
    words = [
        found.span()
        for found in re.finditer(r"(?<=[\w,] )[^\W\d]{2,}(?= [^\W\d])", line.text)
        if not any(start < found.end() and found.start() < end for start, end in taken)
    ]
    if not words:
        return None
    start, end = site.random.choice(words)
    text = next((each for each in line.texts if each.at <= start and end <= each.end), None)
    if text is None and any(each.at < end and start < each.end for each in line.texts):
        return None
    old, new = line.text[start:end], site.random.choice(_WORDS)
    how = site.random.choice(("change", "take", "put"))
    if how == "take":
        end, new, put = end + 1, "", ""
    elif how == "put":
        end, old, put = start, "", f"{new} "
    else:
        put = new
    site.paragraphs.replace(site.paragraph, start, end, put, site.author)
    if text is None:
        return Expected(frozenset({DifferenceKind.WORDING}), (), old, new)
    return Expected(frozenset({DifferenceKind.DATA_TEXT}), text.path, old, new)


def _day(site: Site) -> Expected | None:
    """Change a day."""
    found = _DAY.search(site.line.text)
    if found is None:
        return None
    day = int(found[0][:2])
    new = f"{day - 1 if day > 10 else day + 10:02}{found[0][2:]}"
    site.paragraphs.replace(site.paragraph, found.start(), found.start() + 2, new[:2], site.author)
    return Expected(frozenset({DifferenceKind.DAY}), (), found[0], new)


def _added(site: Site) -> Expected:
    """Put in a paragraph."""
    sentence = site.random.choice(_SENTENCES)
    site.paragraphs.add(site.paragraph, sentence, site.author)
    return Expected(frozenset({DifferenceKind.ADDED}), (), "", sentence)


def _removed(site: Site) -> Expected | None:
    """Take out a paragraph."""
    if site.line.table:
        return None
    site.paragraphs.remove(site.paragraph, site.author)
    return Expected(frozenset({DifferenceKind.REMOVED}), (), site.line.text, "")


def _moved(site: Site) -> Expected | None:
    """Take a paragraph elsewhere."""
    beside = {site.paragraph.getnext(), site.paragraph.getprevious()}
    # Behind a neighbour it would be the neighbour that has moved.
    free = [each for each in site.others if not each.line.table and each.paragraph not in beside]
    if site.line.table or not free:
        return None
    site.paragraphs.move(site.paragraph, site.random.choice(free).paragraph, site.author)
    return Expected(frozenset({DifferenceKind.MOVED}), (), site.line.text, site.line.text)


def _split(site: Site) -> Expected | None:
    """Make two paragraphs of one."""
    text = site.line.text
    ends = [found.end() for found in re.finditer(r"[,;.] (?=\w)", text)]
    middle = [end for end in ends if len(text) / 4 < end < 3 * len(text) / 4]
    if site.line.table or not middle:
        return None
    site.paragraphs.split(site.paragraph, site.random.choice(middle))
    return Expected(frozenset({DifferenceKind.SPLIT}), (), text, "")


def _joined(site: Site) -> Expected | None:
    """Make one paragraph of two."""
    if site.line.table or len(site.line.text) < _LONG:
        return None
    behind = site.paragraph.getnext()
    others = [each for each in site.others if each.paragraph is behind]
    if not others or len(others[0].line.text) < _LONG:
        return None
    site.others.remove(others[0])
    site.paragraphs.join(site.paragraph)
    return Expected(frozenset({DifferenceKind.JOINED}), (), "", others[0].line.text)


def _underlined(site: Site) -> Expected:
    """Underline some words."""
    end = site.random.randrange(5, len(site.line.text))
    site.paragraphs.underline(site.paragraph, 0, end)
    return Expected(frozenset({DifferenceKind.FORMATTING}), (), "", "")


_EDITS = (
    _digits,
    _digits,
    _digits,
    _word,
    _word,
    _word,
    _day,
    _added,
    _removed,
    _moved,
    _split,
    _joined,
    _underlined,
)
"""The kinds of edit, some of them oftener than others."""
