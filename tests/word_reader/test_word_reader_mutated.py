"""Word files whose XML was changed at random: refused, or read with all places inside the text."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from lxml import etree

from ntmreport.word_reader import View, WordParagraph, paragraphs_of, read_word_file
from ntmreport.zip_package import PackageError

from .test_word_reader_changes import CASES as CHANGES
from .test_word_reader_files import members
from .test_word_reader_labels import NUMBERING, STYLES
from .test_word_reader_remarks import CASES as REMARKS
from .test_word_reader_remarks import comment
from .test_word_reader_traps import TRAPS
from .word_files import docx, story, zipped

BODIES = [
    *(trap.body for trap in TRAPS),
    *(case[1] for case in CHANGES),
    *(case.body for case in REMARKS),
]
VALUES = ("", "-1", "99999999999", "x", "0", "\u0663", "1.5")
TEXTS = ("", "\n", "x\xad", "\uf0b7", " ")


def mutated(xml: str, chance: random.Random) -> bytes:
    root: Any = etree.fromstring(xml)
    for _ in range(chance.randint(1, 6)):
        elements = list(root.iter())[1:]
        if len(elements) < 2:
            break
        one, other = chance.sample(elements, 2)
        match chance.randrange(6):
            case 0:
                one.getparent().remove(one)
            case 1:
                other.append(copy.deepcopy(one))
            case 2:
                one.tag, other.tag = other.tag, one.tag
            case 3:
                for name in one.attrib:
                    one.set(name, chance.choice(VALUES))
            case 4:
                one.text = chance.choice(TEXTS)
            case _ if one not in other.iterancestors():
                other.insert(0, one)
    return bytes(etree.tostring(root))


def is_whole(paragraph: WordParagraph) -> bool:
    length = len(paragraph.text)
    return (
        paragraph.text == "".join(run.text for run in paragraph.runs)
        and all(0 <= each.start <= each.end <= length for each in paragraph.changes)
        and all(0 <= each.start < each.end <= length for each in paragraph.fields)
        and all(0 <= each.at <= length for each in paragraph.notes)
    )


@pytest.mark.parametrize("seed", range(25))
def test_nothing_is_out_of_place(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same changes in every run
    body = "".join(chance.sample(BODIES, 4))
    parts = {
        "numbering": NUMBERING,
        "styles": STYLES,
        "comments": story("comments", comment(1, "x") + comment(2, "y")),
    }
    package = members(docx("", parts))
    package |= {f"word/{name}.xml": mutated(xml, chance) for name, xml in parts.items()}
    package["word/document.xml"] = mutated(story("document", f"<w:body>{body}</w:body>"), chance)
    content = zipped(package)
    for view in View:
        try:
            file = read_word_file(content, view)
        except PackageError:
            continue
        boxes = (each.blocks for each in file.stories)
        assert all(map(is_whole, paragraphs_of(file.blocks)))
        assert all(is_whole(each) for blocks in boxes for each in paragraphs_of(blocks))
        for remark in file.remarks:
            assert 0 <= remark.start <= remark.end
