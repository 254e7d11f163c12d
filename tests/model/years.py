"""A year in the user's language: edits of the files of data/2021 in, what is said of them out."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from ntmreport.pipeline import Compiled, Compiler
from ntmreport.render.plain_text import render_text

FIXTURES = Path(__file__).parents[1] / "fixtures"
FORM = "annual-district"
FIELDS = "- Hạ tầng kinh tế - xã hội được xây dựng trên các lĩnh vực: "
"""What the form prints before the fields of infrastructure.yaml."""

# A file of data/2021 or of the form, a text that stands in it once, and what to write instead.
Edit = tuple[str, str, str]

_COMPILER = Compiler()


@dataclass(frozen=True)
class Answer:
    """What became of an edited year."""

    compiled: Compiled
    folder: Path

    @property
    def places(self) -> list[str]:
        """`health.yaml:6:5 NTM201` for each diagnostic, in the order in which they are shown."""
        return [
            f"{item.span.file.rpartition('/')[2]}:{item.span.line}:{item.span.column}"
            f" {item.rule.code}"
            for item in self.compiled.diagnostics
        ]

    @property
    def hints(self) -> list[str]:
        return [item.hint.en if item.hint else "" for item in self.compiled.diagnostics]

    @property
    def messages(self) -> list[str]:
        return [item.message.en for item in self.compiled.diagnostics]

    @property
    def lines(self) -> list[str]:
        """The body of the report, a line for each block."""
        assert self.compiled.diagnostics == ()
        assert self.compiled.document is not None
        return [block.text for block in self.compiled.document.blocks]

    @property
    def text(self) -> str:
        assert self.compiled.diagnostics == ()
        assert self.compiled.document is not None
        return render_text(self.compiled.document)


def edited_year(folder: Path, *edits: Edit) -> Answer:
    """Compile a copy of data/2021 and its form in `folder` after `edits`."""
    data, form = folder / "data/2021", folder / "templates" / FORM
    shutil.copytree(FIXTURES / "data/2021", data)
    shutil.copytree(FIXTURES / "templates" / FORM, form)
    for name, old, new in edits:
        path = (data if name.endswith(".yaml") else form) / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert not path.exists() or text.count(old) == 1, f"{old!r} does not stand once in {name}"
        path.write_text(text.replace(old, new) if text else new, encoding="utf-8")
    return compiled(folder)


def compiled(folder: Path) -> Answer:
    return Answer(_COMPILER.compile(folder / "data/2021"), folder)
