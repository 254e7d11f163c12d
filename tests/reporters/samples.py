"""Results to report, with the texts that make reporting hard."""

from __future__ import annotations

from ntmreport.catalogue import DUPLICATE_KEY, NOT_A_MAPPING, NUMBER_SPELLING
from ntmreport.diagnostic import Diagnostic, Related, Rule, Severity
from ntmreport.language import Bilingual
from ntmreport.reporters import Result
from ntmreport.span import Span

HEALTH = "data/2021/health.yaml"
RESOURCES = "data/2021/resources.yaml"
TEXTS = {
    HEALTH: "insurance:\n  numerator: 190.113\n",
    RESOURCES: "# Huy động\ncash: 1\nlabour: 2\ncash: 3\n",
}

# The rules of the catalogue have pages; these take their code so that SARIF finds one.
WARNING_RULE = Rule("NTM202", "unknown-key", Severity.WARNING)
NOTE_RULE = Rule("NTM203", "wrong-type", Severity.NOTE)

NUMBER = Diagnostic(
    NUMBER_SPELLING,
    Span(HEALTH, 2, 14, 2, 21),
    Bilingual("có thể hiểu theo hai cách: “190.113”", "can be read in two ways: `190.113`"),
    ("health", "insurance", "numerator"),
    Bilingual("viết 190113", "write 190113"),
)
TWICE = Diagnostic(
    DUPLICATE_KEY,
    Span(RESOURCES, 4, 1, 4, 5),
    Bilingual("khóa “cash” bị viết hai lần", "the key `cash` is written twice"),
    ("resources", "lines", 0, "cash"),
    None,
    (Related(Span(RESOURCES, 2, 1, 2, 5), Bilingual("lần đầu ở đây", "first written here")),),
)
WARNING = Diagnostic(
    WARNING_RULE,
    Span(RESOURCES, 3, 9, 3, 10),
    Bilingual("50%, rồi: một, hai", "50%, then: one, two"),
    ("resources", "labour"),
)
NOTE = Diagnostic(NOTE_RULE, Span(RESOURCES, 1, 1, 4, 8), Bilingual("để biết", "good to know"))
ACCEPTED = Diagnostic(
    WARNING_RULE,
    Span(HEALTH, 1, 1, 1, 10),
    Bilingual("đã chấp nhận", "accepted"),
    ("health", "insurance"),
)
REASON = "báo cáo đã ban hành nêu như vậy"

# What a stranger's file can smuggle into a message: commands, markup, half characters.
HOSTILE = Diagnostic(
    NOT_A_MAPPING,
    Span('data/2021/a,b:%\n\x1b[31m\udcff<&>".yaml', 1, 1, 1, 1),
    Bilingual(*["dòng\r\n::error::x %0A \x1b[2J\x00 ]]> <b> & \ud800 \ufffe\t\"'"] * 2),
    hint=Bilingual(*["]]>\x07"] * 2),
)

CLEAN = Result((), (), TEXTS, (HEALTH, RESOURCES))
FULL = Result(
    (NUMBER, TWICE, WARNING, NOTE),
    ((ACCEPTED, REASON),),
    TEXTS,
    (HEALTH, RESOURCES, "templates/annual-district/00-frame.j2"),
)
ATTACK = Result((HOSTILE, HOSTILE), (), TEXTS, (HEALTH,))
