"""Audits as people and programs read them: text, JSON, Markdown, one HTML page, YAML to accept."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING

from ntmreport.escapes import (
    html_page,
    html_text,
    json_text,
    markdown_text,
    printable_cells,
)
from ntmreport.language import Bilingual
from ntmreport.prose.audit_findings import (
    VERDICT_NAMES,
    is_of_wording,
    is_of_wording_rule,
    name_of,
    place_of,
    said_of,
    sentence_of,
    span_of,
    summary_of,
)
from ntmreport.prose.claim import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ntmreport.language import Language
    from ntmreport.prose.claim import Claim
    from ntmreport.prose.report_audit import Audit

_BRIGHT, _PLAIN = "\x1b[1;33m", "\x1b[0m"
_LONGEST_LINE = 88
_MOST_OF_WORDING = 5
"""Places of one rule of wording that are shown in full: numbers are what an audit is about."""

_MOST_OF_A_SENTENCE = 240
_ACCEPTED = Bilingual("Đã chấp nhận", "Accepted")
_REASON = Bilingual("lý do", "reason")
_READ_WITH = Bilingual(
    "đọc qua {program}: dòng và bảng của tệp PDF được ghép lại, có thể sai",
    "read with {program}: lines and tables of a PDF are put together again, and may be wrong",
)
_NOTHING = Bilingual("không có gì cần xem lại", "nothing is suspicious")


def text(
    audits: Sequence[Audit], language: Language, *, colour: bool = False, width: int = 80
) -> str:
    """Return the audits as text: what is suspicious in full, then what was not checkable, and all
    that is confirmed in a line each."""
    lines: list[str] = []
    for audit in audits:
        if lines:
            lines.append("")
        lines += _text_of(audit, language, colour=colour, width=min(max(width, 40), 120))
    return "".join(f"{line}\n" for line in lines)


def _text_of(audit: Audit, language: Language, *, colour: bool, width: int) -> Iterator[str]:
    yield printable_cells(audit.report.file)
    if audit.report.read_with:
        yield f"  {_READ_WITH.text(language).format(program=audit.report.read_with)}"
    for verdict, name in VERDICT_NAMES.items():
        claims = audit.of(verdict)
        if not claims:
            continue
        yield ""
        yield f"{name.text(language)} ({len(claims)}):"
        if verdict is not Verdict.SUSPICIOUS:
            for claim in claims:
                yield from _line(audit, claim, width)
            continue
        shown: Counter[str] = Counter()
        for claim in sorted(claims, key=is_of_wording):
            shown[claim.rule.code] += 1
            if not is_of_wording(claim) or shown[claim.rule.code] <= _MOST_OF_WORDING:
                yield from _suspicion(audit, claim, language, colour=colour, width=width)
        for code, count in shown.items():
            if (more := count - _MOST_OF_WORDING) > 0 and is_of_wording_rule(code):
                said = Bilingual(f"{code}: và {more} chỗ khác", f"{code}: and {more} more places")
                yield f"- {said.text(language)}"
    if audit.accepted:
        yield ""
        yield f"{_ACCEPTED.text(language)} ({len(audit.accepted)}):"
        for claim, reason in audit.accepted:
            yield from _line(audit, claim, width)
            yield f"    = {_REASON.text(language)}: {printable_cells(reason)}"
    yield ""
    yield f"{printable_cells(audit.report.file)}: {summary_of(audit).text(language)}"


def _suspicion(
    audit: Audit, claim: Claim, language: Language, *, colour: bool, width: int
) -> Iterator[str]:
    code = claim.rule.code
    first, *more = _wrapped(f"{code} {said_of(claim, language)}", width)
    if colour:
        first = first.replace(code, f"{_BRIGHT}{code}{_PLAIN}", 1)
    yield f"- {first.lstrip()}"
    yield from more
    place = place_of(audit, claim.at.block, language)
    yield from _wrapped(place, width)
    yield from _wrapped(f"“{_around(claim)}”", width)
    if claim.hint is not None:
        yield from _wrapped(f"= {claim.hint.text(language)}", width)


def _line(audit: Audit, claim: Claim, width: int) -> Iterator[str]:
    """Yield the line of a claim that needs no look: where it is, its arithmetic, its sentence."""
    span = span_of(audit, claim)
    said = claim.computed or claim.stated
    head = f"  {span.line}: {printable_cells(said)}"
    room = max(width, _LONGEST_LINE) - len(head) - 4
    sentence = printable_cells(_around(claim))
    if room > len(sentence):
        yield f"{head}  “{sentence}”"
    elif room > 20:
        yield f"{head}  “{sentence[: room - 1].rstrip()}…”"
    else:
        yield head


def _wrapped(words: str, width: int) -> list[str]:
    return textwrap.wrap(
        printable_cells(words),
        width,
        initial_indent="    ",
        subsequent_indent="    ",
        break_on_hyphens=False,
    )


def _around(claim: Claim) -> str:
    """Return the sentence, of a long one the part around the number."""
    sentence = sentence_of(claim)
    if len(sentence) <= _MOST_OF_A_SENTENCE:
        return sentence
    at = sentence.find(" ".join(claim.at.text.split()))
    start = max(0, at - _MOST_OF_A_SENTENCE * 2 // 3)
    end = start + _MOST_OF_A_SENTENCE
    cut = sentence[start:end]
    if start:
        cut = f"… {cut.partition(' ')[2]}"
    return f"{cut.rpartition(' ')[0]} …" if end < len(sentence) else cut


def json(audits: Sequence[Audit], language: Language) -> str:
    """Return a JSON list with an object for each claim, in the order of the texts."""
    return json_text(
        [_record(audit, claim, language) for audit in audits for claim in audit.claims]
        + [
            {**_record(audit, claim, language), "accepted": reason}
            for audit in audits
            for claim, reason in audit.accepted
        ]
    )


def _record(audit: Audit, claim: Claim, language: Language) -> dict[str, object]:
    place, span = claim.at.block.place, span_of(audit, claim)
    return {
        "claim": name_of(claim),
        "verdict": claim.verdict.value,
        "rule": claim.rule.code,
        "text": sentence_of(claim),
        "place": {
            "file": span.file,
            "headings": list(place.headings),
            "line": span.line,
            "column": span.column,
            "end_column": span.end_column,
            "page": place.page or None,
            "story": place.story or "body",
            "table": place.table or None,
            "row": place.row or None,
            "cell": place.column or None,
            "shown": place_of(audit, claim.at.block, language),
        },
        "stated": claim.stated,
        "computed": claim.computed,
        "message": said_of(claim, language) if claim.verdict is Verdict.SUSPICIOUS else None,
        "hint": None if claim.hint is None else claim.hint.text(language),
        "numbers": [other.text for other in claim.others],
        "accepted": None,
    }


def markdown(audits: Sequence[Audit], language: Language) -> str:
    """Return the audits as Markdown."""
    lines: list[str] = []
    for audit in audits:
        lines += [f"### {markdown_text(audit.report.file)}", ""]
        lines += [markdown_text(summary_of(audit).text(language)), ""]
        for verdict, name in VERDICT_NAMES.items():
            claims = audit.of(verdict)
            if not claims:
                continue
            lines += [f"**{name.text(language)}** ({len(claims)})", ""]
            for claim in claims:
                said = markdown_text(said_of(claim, language))
                place = markdown_text(place_of(audit, claim.at.block, language))
                sentence = markdown_text(_around(claim))
                lines.append(f"- **{claim.rule.code}** {said}<br>{place}<br>“{sentence}”")
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


_STYLE = """
body { font: 16px/1.5 "Times New Roman", Tinos, serif; color: #111; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
article { border-left: .3rem solid #b45309; padding: .2rem .8rem; margin: 1rem 0; }
article.confirmed { border-color: #15803d; } article.not-checkable { border-color: #6b7280; }
article p { margin: .2rem 0; } .place { color: #444; font-size: .9em; }
mark { background: #fde68a; color: #111; padding: 0 .1em; }
code { font-size: .85em; } summary { cursor: pointer; font-weight: bold; margin: 1rem 0; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(audits: Sequence[Audit], language: Language) -> str:
    """Return the audits as one HTML page that needs nothing else."""
    title = Bilingual("Kiểm tra báo cáo", "Audit of reports").text(language)
    body = [f"<h1>{html_text(title)}</h1>"]
    for audit in audits:
        body.append(f"<h2>{html_text(audit.report.file)}</h2>")
        body.append(f"<p>{html_text(summary_of(audit).text(language))}</p>")
        if not audit.of(Verdict.SUSPICIOUS):
            body.append(f"<p>{html_text(_NOTHING.text(language))}</p>")
        for verdict, name in VERDICT_NAMES.items():
            claims = audit.of(verdict)
            if not claims:
                continue
            is_open = " open" if verdict is Verdict.SUSPICIOUS else ""
            body.append(
                f"<details{is_open}><summary>{html_text(name.text(language))}"
                f" ({len(claims)})</summary>"
            )
            body += (_article(audit, claim, language) for claim in claims)
            body.append("</details>")
    return html_page(
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _article(audit: Audit, claim: Claim, language: Language) -> str:
    at = claim.at
    text, offset = at.block.text, 0
    start, end = at.block.sentence_at(at.start)
    if at.block.place.table:
        text, start = at.block.row, 0
        offset = at.block.row_start - len(at.block.text) + len(at.block.text.lstrip())
        end = len(text)
    first, last = at.start + offset, at.end + offset
    before, number, behind = (
        html_text(piece)
        for piece in (text[start:first], text[first:last], text[last : max(end, last)])
    )
    hint = "" if claim.hint is None else f"<p>{html_text(claim.hint.text(language))}</p>"
    return (
        f'<article class="{claim.verdict.value}"><p><code>{claim.rule.code}</code> '
        f"{html_text(said_of(claim, language))}</p>"
        f'<p class="place">{html_text(place_of(audit, at.block, language))}</p>'
        f'<p lang="vi">{before}<mark>{number}</mark>{behind}</p>{hint}</article>'
    )


def acceptances(audits: Sequence[Audit], language: Language) -> str:
    """Return YAML that accepts what is suspicious once each entry has a reason."""
    import json as standard_json

    head = Bilingual(
        "# Mục nào đúng như văn bản ghi thì điền lý do; mục không có lý do thì không có hiệu lực.",
        "# Give a reason where the text is right; an entry without one accepts nothing.",
    )
    lines = [head.text(language), "acknowledged:"]
    for audit in audits:
        for claim in audit.of(Verdict.SUSPICIOUS):
            lines += [
                f"  - code: {claim.rule.code}",
                f"    sentence: {standard_json.dumps(sentence_of(claim), ensure_ascii=False)}",
                f"    found: {standard_json.dumps(said_of(claim, language), ensure_ascii=False)}",
                '    reason: ""',
            ]
    if len(lines) == 2:
        lines[1] = "acknowledged: []"
    return "".join(f"{line}\n" for line in lines)
