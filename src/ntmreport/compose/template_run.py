"""From templates and texts of the data to marked text, and the diagnostics on the way."""

from __future__ import annotations

import datetime
import sys
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jinja2 import (
    DictLoader,
    FunctionLoader,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    pass_context,
)
from markupsafe import Markup
from msgspec.structs import replace

from ntmreport import limits
from ntmreport import refusal_messages as refusals
from ntmreport.compose import text_marks
from ntmreport.compose.budget import (
    NAME_COMPARED,
    TEXT_OF_DATA,
    TooLongError,
    TooManyLinesError,
)
from ntmreport.compose.compiled_templates import CompiledTemplates
from ntmreport.compose.composition import FormRequirement, Lacking
from ntmreport.compose.filters import filters_of
from ntmreport.compose.missing_values import Absent, undefined_noted_by
from ntmreport.compose.sandbox import WordingEnvironment
from ntmreport.compose.template_errors import (
    Excerpt,
    expression_span,
    failure,
    no_such_entry,
    template_error,
    text_error,
)
from ntmreport.compose.text_marks import PrintedFigures, literal, of_either_direction, undecided
from ntmreport.figure import LABEL_SEPARATOR, Figure, day_format, number_format
from ntmreport.figure.blank_value import (
    BLANK,
    LEFT_BLANK,
    LeftBlank,
    is_left_blank,
    printed_blank,
)
from ntmreport.language import to_write
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model import Model, Range, ReportPeriod, Text, UserKeyedModel, Year, result_of
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.source import check_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import FrameType, TracebackType

    from jinja2 import Template
    from jinja2.runtime import Context

    from ntmreport.compose.form_loading import Form
    from ntmreport.diagnostic import Diagnostic
    from ntmreport.refusal_messages import RefusalMessage
    from ntmreport.span import Path, Span

# In texts of the data only `{{ }}` means anything; these delimiters can stand in no file.
_NEVER = ("\ufdd8", "\ufdd9", "\ufdda", "\ufddb")

_EXPRESSION = lazy_pattern(r"""\{\{(?![-+])(?:[^{}'"\\]|'[^'\\]*'|"[^"\\]*")*(?<!-)\}\}""")
"""An expression as nearly all are written: without braces or escapes in it."""


class TemplateRun:
    """One run of a form's templates over one period's data.

    It prints values, remembers the figure of each printed text, and notes what fails without
    stopping at the first.
    """

    def __init__(
        self,
        templates: Mapping[str, str],
        names: Mapping[str, object],
        sources: Mapping[str, str],
        *,
        folder: str,
        compiled: CompiledTemplates,
        own_keys: Mapping[Path, str] = MappingProxyType({}),
        communes: int = 0,
    ) -> None:
        """Prepare a run on data of so many `communes`.

        `templates` are texts by file name, `names` the values that they can use, `sources` the
        texts of the data files by their name in spans, `folder` the templates' folder as users know
        it. `own_keys` are the labels of the keys that the form expects where users choose the keys.
        """
        self.lacking: dict[Path, Lacking] = {}
        self.uncomputed: dict[Path, Lacking] = {}
        self._own_keys = own_keys
        self.printed = PrintedFigures(communes)
        self.diagnostics: list[Diagnostic] = []
        self._names = names
        self._sources = sources
        self._templates = templates
        self._folder = folder
        self._parts: dict[str, list[str | Template]] = {}
        self._expressions: dict[str, Template] = {}
        self._is_exhausted = False
        self._being_printed: list[Text] = []
        self._environment = self._new_environment(
            marks_lines=True, loader=DictLoader(dict(templates)), bytecode_cache=compiled
        )
        block_start, block_end, comment_start, comment_end = _NEVER
        self._text_environment = self._new_environment(
            marks_lines=False,
            block_start_string=block_start,
            block_end_string=block_end,
            comment_start_string=comment_start,
            comment_end_string=comment_end,
            loader=FunctionLoader(str),  # a text is its own name
            cache_size=0,
            bytecode_cache=compiled,
        )

    def render(self, name: str) -> str:
        """Return what the template `name` prints, marked; what fails is noted."""
        if self._is_exhausted:
            return ""
        try:
            composed = of_either_direction(self._rendered(self._environment.get_template(name)))
            self.printed.budget.spend_line(composed.count("\n"))
            return composed
        except TemplateSyntaxError as error:
            self._note_syntax(error, name)
        except TooManyLinesError as error:
            self._is_exhausted = True
            span = expression_span(self._template_excerpt(name, 1), None)
            self.diagnostics.append(failure(error).at(span))
        except _WITHOUT_BOUNDS as error:
            self._is_exhausted = True
            self._note_failure(error)
        return ""

    def parse(self, name: str) -> None:
        """Note where the template `name` is no Jinja, without running it."""
        try:
            self._environment.parse(self._templates[name], name)
        except TemplateSyntaxError as error:
            self._note_syntax(error, name)

    def check(self, texts: Iterable[Text]) -> None:
        """Note what is wrong with texts even where no template prints them."""
        if self._is_exhausted:
            return
        for text in texts:
            if "{{" not in text.value:
                continue
            try:
                self.show(text)
            except _WITHOUT_BOUNDS as error:
                self._is_exhausted = True
                span = expression_span(self._excerpt(text), None)
                self.diagnostics.append(failure(error).at(span))
                return

    def show(self, value: object, *, with_unit: bool = False) -> Markup:
        """Return a value as the report prints it, marked so that it is not read as markup.

        A figure has its unit behind it `with_unit`.
        """
        value = result_of(value)
        match value:
            case Markup():
                return self.printed.bounded(value)
            case Figure():
                printed = number_format.printed_with_unit if with_unit else number_format.printed
                return self.printed.mark(value, printed(value))
            case Text():
                return self.printed.mark_text(value, self._text(value))
            case Year() | ReportPeriod():
                return self.printed.bounded(literal(str(value)))
            case str():
                return self.printed.bounded(literal(self.own_words(value)))
            case datetime.date():
                return self.printed.bounded(literal(day_format.printed_day(value)))
            case Range(lowest=lowest, highest=highest) if is_left_blank(lowest, highest):
                return self.show(highest if is_left_blank(highest) else lowest)
            case Range(lowest=lowest, highest=highest):
                first, last = number_format.printed_range(lowest, highest)
                if with_unit:
                    last = number_format.printed_with_unit(highest)
                if number_format.number(lowest) == number_format.number(highest):
                    return self.printed.mark(highest, last)
                marked = self.printed.mark(lowest, first) + Markup("-")
                return marked + self.printed.mark(highest, last)
            case Undefined():
                str(value)  # which notes it
                return self._blank(LEFT_BLANK)
            case LeftBlank():
                return self._blank(value, with_unit=with_unit)
            case Absent():
                self._note_absent(value)
                return self._blank(value.blank, with_unit=with_unit)
            case None:
                self.note(refusals.NO_VALUE)
            case int() | float():
                self.note(refusals.NUMBER_WITHOUT_FIGURE)
            case _:
                self.note(refusals.GROUP_PRINTED)
        return Markup("")

    def _new_environment(self, **settings: Any) -> WordingEnvironment:
        @pass_context  # which also keeps Jinja from printing constants while it compiles
        def finalize(_context: Context, value: object) -> Markup:
            return self.show(value)

        environment = WordingEnvironment(
            self.printed.budget,
            self._note_absent,
            undefined=undefined_noted_by(self._note_undefined),
            finalize=finalize,
            autoescape=True,
            optimized=False,  # a filter that ran while Jinja compiles could not say where it fails
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            **settings,
        )
        environment.globals = {**self._names, "blank": BLANK}
        environment.filters = filters_of(self)
        return environment

    def own_words(self, value: str) -> str:
        """Return a text that stands between quotes in a template, if a line can carry it."""
        is_seen = value.replace("\u00a0", " ").isprintable()
        if is_seen and not check_characters("", value).diagnostics:
            return value
        self.note(refusals.UNPRINTABLE_TEXT)
        return ""

    def _text(self, text: Text) -> str:
        if "{{" not in text.value:
            return text.value
        if text in self._being_printed:
            self.diagnostics.append(refusals.TEXT_REPEATS_ITSELF.at(text.span))
            return ""
        self.printed.budget.spend(TEXT_OF_DATA)
        self._being_printed.append(text)
        try:
            if len(self._being_printed) > limits.DEEPEST_TEXT:
                raise TooLongError
            if text.value not in self._parts:
                self._parts[text.value] = self._parts_of(text.value)
            return self._rendered(*self._parts[text.value])
        except TemplateSyntaxError as error:
            self.diagnostics.append(text_error(self._excerpt(text), error, self._filters))
            return ""
        finally:
            self._being_printed.pop()

    def _parts_of(self, text: str) -> list[str | Template]:
        """Return the parts of a text of the data: its own words, and each expression compiled.

        A text whose expressions are not plain to see, or have a mistake, is one part.
        """
        words, expressions = _EXPRESSION.split(text), _EXPRESSION.findall(text)
        if not any("{{" in each or each.endswith("{") for each in words):
            with suppress(TemplateSyntaxError):
                parts: list[str | Template] = [words[0]]
                for expression, behind in zip(expressions, words[1:], strict=True):
                    parts += [self._expression(expression), behind]
                return parts
        return [self._text_environment.get_template(text)]

    def _expression(self, expression: str) -> Template:
        if expression not in self._expressions:
            self._expressions[expression] = self._text_environment.get_template(expression)
        return self._expressions[expression]

    def _rendered(self, *parts: str | Template) -> str:
        pieces: list[str] = []
        try:
            for part in parts:
                if isinstance(part, str):
                    pieces.append(part)
                else:
                    # A template reads these names and changes none: it needs no copy of them.
                    context = part.new_context(self._environment.globals, shared=True)
                    pieces += part.root_render_func(context)
            return "".join(pieces)
        except (TemplateSyntaxError, *_WITHOUT_BOUNDS):
            raise
        except Exception as error:  # a template is the user's program: whatever fails is noted
            self._note_failure(error)
            return ""

    def _excerpt(self, text: Text) -> Excerpt:
        lines = self._sources.get(text.span.file, "").split("\n")
        return Excerpt(text.span.file, lines, text.span.line, text.span.end_line)

    def _running_excerpt(
        self, frame: FrameType | None, traceback: TracebackType | None = None
    ) -> Excerpt:
        """Return the excerpt that is being run: of the innermost template or text."""
        found: tuple[Template, int] | None = None
        while traceback is not None:
            template = traceback.tb_frame.f_globals.get("__jinja_template__")
            if template is not None:
                found = (template, template.get_corresponding_lineno(traceback.tb_lineno))
            traceback = traceback.tb_next
        while found is None and frame is not None:
            template = frame.f_globals.get("__jinja_template__")
            if template is not None:
                found = (template, template.get_corresponding_lineno(frame.f_lineno))
            frame = frame.f_back
        if found is None:
            # A filter or a test runs on a text of the data outside any template.
            return self._excerpt(self._being_printed[-1])
        template, line = found
        if template.environment is self._text_environment:
            return self._excerpt(self._being_printed[-1])
        return self._template_excerpt(template.name or "", line)

    def _template_excerpt(self, name: str, line: int) -> Excerpt:
        lines = self._templates[name].split("\n")
        return Excerpt(f"{self._folder}/{name}", lines, line, min(line + 8, len(lines)))

    def note(self, message: RefusalMessage, *, is_printed: bool = True) -> None:
        """Note what is wrong where a template or a text is being run."""
        self.printed.budget.spend_diagnostic()
        excerpt = self._running_excerpt(sys._getframe())
        self.diagnostics.append(message.at(expression_span(excerpt, None, is_printed=is_printed)))

    def read(self, value: object, name: str) -> object:
        """Return what a template reads of a value by a name, which may be absent or unknown."""
        return self._environment.getitem(value, name)

    def place(self) -> Span:
        """Return the line that is being run."""
        return expression_span(self._running_excerpt(sys._getframe()), None)

    def row_mark(self) -> Markup | None:
        """Return the mark of the line that is being run; None inside a text of the data."""
        if self._being_printed:
            return None
        excerpt = self._running_excerpt(sys._getframe())
        name = excerpt.file.removeprefix(f"{self._folder}/")
        return Markup(text_marks.line(name, excerpt.first))  # noqa: S704 - a mark of ours

    def note_no_list(self, text: Text) -> None:
        """Note that the data has one text where a template goes through a list."""
        self.printed.budget.spend_diagnostic()
        self.diagnostics.append(refusals.TEXT_FOR_A_LIST.at(text.span, text.path))

    def _blank(self, value: LeftBlank, *, with_unit: bool = False) -> Markup:
        blank = literal(printed_blank(value.unit, with_unit=with_unit))
        return self.printed.bounded(undecided(blank) if value.is_change else blank)

    @property
    def _filters(self) -> list[str]:
        """The filters that can be written; names with spaces cannot."""
        return [name for name in self._environment.filters if " " not in name]

    def _note_absent(self, absent: Absent) -> None:
        """Note that the form needs values that are not there, by their paths in the data."""
        self.printed.budget.spend_diagnostic()
        span = expression_span(self._running_excerpt(sys._getframe()), None, is_printed=True)
        needs = absent.needs
        for need in needs:
            if need.path in self._own_keys:
                file, _, _ = need.label.rpartition(LABEL_SEPARATOR)
                need = replace(need, label=f"{file}{LABEL_SEPARATOR}{self._own_keys[need.path]}")
            self.lacking.setdefault(need.path, Lacking(need, span))
        if absent.is_computed and not needs:
            self.uncomputed.setdefault(absent.itself.path, Lacking(absent.itself, span))
        elif not needs:
            self.show(None)  # the form prints what may be blank

    def _note_undefined(self, name: str, owner: object, *, is_missing_name: bool) -> None:
        self.printed.budget.spend_diagnostic()
        span = expression_span(self._running_excerpt(sys._getframe()), name)
        if isinstance(owner, UserKeyedModel):
            path = (*owner.path, name)
            if path in self._own_keys:
                label = f"{owner.label}{LABEL_SEPARATOR}{self._own_keys[path]}"
                self.lacking.setdefault(path, Lacking(FormRequirement(path, label), span))
                return
        if is_missing_name:
            known = [*self._names, "blank"]
        elif isinstance(owner, Model):
            known = [*owner.readable()]
        else:
            known = []
        self.printed.budget.spend(NAME_COMPARED * len(known))
        message = refusals.NAME_UNKNOWN.of(name=name)
        if owner is None and not is_missing_name:
            message = refusals.NOTHING_HAS_NAMES.of(name=name)
        whole = self._within_offices(name) if is_missing_name else None
        hint = to_write(whole) if whole is not None else nearest_hint(name, known)
        if isinstance(owner, (tuple, list)) and name.lstrip("-").isdigit():
            message, hint = no_such_entry(name, len(owner)), None
        self.diagnostics.append(message.at(span, hint=hint))

    def _within_offices(self, name: str) -> str | None:
        """Return the whole name of a value that is written without its file's, if one has it."""
        found = [
            f"{file}.{name}"
            for file, office in self._names.items()
            if isinstance(office, Model) and name in office.readable()
        ]
        return found[0] if len(found) == 1 else None

    def _note_failure(self, error: Exception) -> None:
        span = expression_span(self._running_excerpt(None, error.__traceback__), None)
        hint = None
        if isinstance(error, TemplateNotFound):
            span = expression_span(
                self._running_excerpt(None, error.__traceback__), str(error.name)
            )
            hint = nearest_hint(str(error.name), self._templates)
        self.diagnostics.append(failure(error).at(span, hint=hint))

    def _note_syntax(self, error: TemplateSyntaxError, name: str) -> None:
        # The error of an unclosed comment lacks the template's name.
        excerpt = self._template_excerpt(error.name or name, error.lineno)
        self.diagnostics.append(template_error(excerpt, error, self._filters))


_WITHOUT_BOUNDS = (TooLongError, RecursionError)


def syntax_diagnostics(form: Form) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a form's templates that need no data."""
    run = TemplateRun(form.templates, {}, {}, folder=form.folder, compiled=CompiledTemplates())
    for name in form.templates:
        run.parse(name)
    return tuple(run.diagnostics)
