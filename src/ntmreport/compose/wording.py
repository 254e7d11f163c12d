"""From templates and texts of the data to marked text, with every mistake on the way collected.

A run of the templates is one `Wording`: it prints values, remembers which figure each piece of text
prints, and notes what fails without stopping at the first.
"""

from __future__ import annotations

import datetime
import sys
from dataclasses import dataclass, replace
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

from ntmreport import catalogue
from ntmreport.compose.absent import Absent
from ntmreport.compose.budget import (
    DEEPEST_TEXT,
    NAME_COMPARED,
    TEXT_OF_DATA,
    TooLongError,
    TooManyLinesError,
)
from ntmreport.compose.compiled import CompiledTemplates
from ntmreport.compose.filters import filters_of
from ntmreport.compose.marks import (
    PrintedFigures,
    literal,
    of_either_direction,
    undecided,
)
from ntmreport.compose.mistakes import (
    failure_message,
    outside_of_list,
    template_mistake,
    text_mistake,
)
from ntmreport.compose.places import Place, expression_span
from ntmreport.compose.sandbox import WordingEnvironment
from ntmreport.compose.undefined import undefined_noted_by
from ntmreport.diagnostic import Diagnostic, Rule
from ntmreport.figure import LABEL_SEPARATOR, Figure, day_format, number_format
from ntmreport.figure.blank_value import LEFT_BLANK, LeftBlank, is_left_blank
from ntmreport.language import Bilingual, to_write
from ntmreport.model import Chosen, Model, Need, Range, Text, Year, result_of
from ntmreport.model.nearest_name import nearest_hint
from ntmreport.source import check_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import FrameType, TracebackType

    from jinja2 import Template
    from jinja2.runtime import Context

    from ntmreport.compose.form import Form
    from ntmreport.span import Path, Span

# In texts of the data only `{{ }}` means anything; these delimiters can stand in no file.
_NEVER = ("\ufdd8", "\ufdd9", "\ufdda", "\ufddb")


@dataclass(frozen=True, slots=True)
class Lacking:
    """A value that the form prints and the data does not have; `place` is where it is printed."""

    need: Need
    place: Span


class Wording:
    """One run of a form's templates over one year's data."""

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
        """Prepare a run on data that has so many `communes`.

        `templates` are texts by file name, `names` what they can speak of, `sources` the texts of
        the data files by their name in spans, `folder` the templates' folder as users know it.
        `own_keys` are the keys that the form's users are told to have where they choose their keys,
        with their labels.
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
        self._texts: dict[Template, Text] = {}
        self._parsed: dict[Text, Template] = {}
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
            # A text is its own name. Equal texts are templates of their own, each with its place.
            loader=FunctionLoader(str),
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
            span = expression_span(self._template_place(name, 1), None)
            message = failure_message(error)
            self.diagnostics.append(Diagnostic(catalogue.EXPRESSION_FAILS, span, message))
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
        """Note the mistakes of texts even where no template prints them."""
        if self._is_exhausted:
            return
        for text in texts:
            if "{{" not in text.value:
                continue
            try:
                self.show(text)
            except _WITHOUT_BOUNDS as error:
                self._is_exhausted = True
                span = expression_span(self._place(text), None)
                message = failure_message(error)
                self.diagnostics.append(Diagnostic(catalogue.EXPRESSION_FAILS, span, message))
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
            case Year():
                return self.printed.bounded(literal(str(value)))
            case str():
                return self.printed.bounded(literal(self.own_words(value)))
            case datetime.date():
                return self.printed.bounded(literal(day_format.printed_day(value)))
            case Range(lowest=lowest, highest=highest) if is_left_blank(lowest, highest):
                return self.show(highest if is_left_blank(highest) else lowest)
            case Range(lowest=lowest, highest=highest):
                first, last = number_format.printed_range(lowest, highest)
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
                self.note(
                    catalogue.NO_VALUE,
                    Bilingual(
                        "dữ liệu chưa có giá trị để in", "the data has no value to print here"
                    ),
                    Bilingual(
                        "điền giá trị vào dữ liệu, hoặc đặt câu trong {% if … %}",
                        "fill in the value in the data, or put the sentence inside {% if … %}",
                    ),
                )
            case int() | float():
                self.note(
                    catalogue.NUMBER_WITHOUT_FIGURE,
                    Bilingual(
                        "số in ra ở đây không phải là số liệu của dữ liệu",
                        "the number printed here is no figure of the data",
                    ),
                    Bilingual(
                        "in một chỉ tiêu của dữ liệu thay cho số này",
                        "print an indicator of the data instead",
                    ),
                )
            case _:
                self.note(
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
        environment.globals = {**self._names, "blank": number_format.BLANK}
        environment.filters = filters_of(self)
        return environment

    def own_words(self, value: str) -> str:
        """Return a text that stands between quotes in a template, if a line can carry it."""
        is_seen = value.replace("\u00a0", " ").isprintable()
        if is_seen and not check_characters("", value).diagnostics:
            return value
        self.note(
            catalogue.EXPRESSION_FAILS,
            Bilingual(
                "đoạn chữ có ký tự không in được trong một dòng",
                "the text has a character that no line can carry",
            ),
            Bilingual("bỏ ký tự đó", "take the character away"),
        )
        return ""

    def _text(self, text: Text) -> str:
        if "{{" not in text.value:
            return text.value
        if text in self._being_printed:
            message = Bilingual("đoạn chữ tự nhắc lại chính nó", "the text repeats itself")
            self.diagnostics.append(Diagnostic(catalogue.EXPRESSION_FAILS, text.span, message))
            return ""
        self.printed.budget.spend(TEXT_OF_DATA)
        self._being_printed.append(text)
        try:
            if len(self._being_printed) > DEEPEST_TEXT:
                raise TooLongError
            if text not in self._parsed:
                template = self._text_environment.get_template(text.value)
                self._parsed[text] = template
                self._texts[template] = text
            return self._rendered(self._parsed[text])
        except TemplateSyntaxError as error:
            self.diagnostics.append(text_mistake(self._place(text), error, self._filters))
            return ""
        finally:
            self._being_printed.pop()

    def _rendered(self, template: Template) -> str:
        context = template.new_context()
        try:
            return "".join(template.root_render_func(context))
        except (TemplateSyntaxError, *_WITHOUT_BOUNDS):
            raise
        except Exception as error:  # a template is the user's program: whatever fails is a finding
            self._note_failure(error)
            return ""

    def _place(self, text: Text) -> Place:
        lines = self._sources.get(text.span.file, "").split("\n")
        return Place(text.span.file, lines, text.span.line, text.span.end_line)

    def _place_in(self, frame: FrameType | None, traceback: TracebackType | None = None) -> Place:
        """Return the line of template or text that is being run: the innermost that Jinja runs."""
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
            return self._place(self._being_printed[-1])
        template, line = found
        if template in self._texts:
            return self._place(self._texts[template])
        return self._template_place(template.name or "", line)

    def _template_place(self, name: str, line: int) -> Place:
        lines = self._templates[name].split("\n")
        return Place(f"{self._folder}/{name}", lines, line, min(line + 8, len(lines)))

    def note(
        self,
        rule: Rule,
        message: Bilingual,
        hint: Bilingual | None,
        *,
        is_printed: bool = True,
    ) -> None:
        """Note what is wrong where a template or a text is being run."""
        self.printed.budget.spend_mistake()
        place = self._place_in(sys._getframe())
        span = expression_span(place, None, is_printed=is_printed)
        self.diagnostics.append(Diagnostic(rule, span, message, hint=hint))

    def note_no_list(self, text: Text) -> None:
        """Note that the data has one text where a template goes through a list."""
        self.printed.budget.spend_mistake()
        self.diagnostics.append(
            Diagnostic(
                catalogue.WRONG_TYPE,
                text.span,
                Bilingual(
                    "ở đây mẫu cần một danh sách, không phải một đoạn chữ",
                    "the form needs a list here, not a text",
                ),
                text.path,
                Bilingual(
                    "viết mỗi mục trên một dòng, bắt đầu bằng “- ”; không có mục nào thì viết []",
                    "write every entry on a line that begins with `- `; write [] for none",
                ),
            )
        )

    def _blank(self, value: LeftBlank, *, with_unit: bool = False) -> Markup:
        blank = literal(number_format.printed_blank(value.unit, with_unit=with_unit))
        return self.printed.bounded(undecided(blank) if value.is_change else blank)

    @property
    def _filters(self) -> list[str]:
        """The filters that can be written; names with spaces cannot."""
        return [name for name in self._environment.filters if " " not in name]

    def _note_absent(self, absent: Absent) -> None:
        """Note that the form needs values that are not there, by their places in the data."""
        self.printed.budget.spend_mistake()
        place = expression_span(self._place_in(sys._getframe()), None, is_printed=True)
        for need in absent.needs:
            if need.path in self._own_keys:
                file, _, _ = need.label.rpartition(LABEL_SEPARATOR)
                need = replace(need, label=f"{file}{LABEL_SEPARATOR}{self._own_keys[need.path]}")
            self.lacking.setdefault(need.path, Lacking(need, place))
        if absent.is_computed and not absent.needs:
            self.uncomputed.setdefault(absent.itself.path, Lacking(absent.itself, place))
        elif not absent.needs:
            self.show(None)  # which is the form's mistake: it may be blank

    def _note_undefined(self, name: str, owner: object, *, is_missing_name: bool) -> None:
        self.printed.budget.spend_mistake()
        span = expression_span(self._place_in(sys._getframe()), name)
        if isinstance(owner, Chosen):
            path = (*owner.path, name)
            if path in self._own_keys:
                label = f"{owner.label}{LABEL_SEPARATOR}{self._own_keys[path]}"
                self.lacking.setdefault(path, Lacking(Need(path, label), span))
                return
        if is_missing_name:
            known = [*self._names, "blank"]
        elif isinstance(owner, Model):
            known = [*owner.readable()]
        else:
            known = []
        self.printed.budget.spend(NAME_COMPARED * len(known))
        message = Bilingual(f"không có tên “{name}”", f"there is no name `{name}`")
        if owner is None and not is_missing_name:
            message = Bilingual(
                f"không lấy được “{name}”: dữ liệu chưa có giá trị ở đây",
                f"no `{name}` can be had: the data has no value here",
            )
        whole = self._within_offices(name) if is_missing_name else None
        hint = to_write(whole) if whole is not None else nearest_hint(name, known)
        if isinstance(owner, (tuple, list)) and name.lstrip("-").isdigit():
            message, hint = outside_of_list(name, len(owner))
        self.diagnostics.append(Diagnostic(catalogue.UNDEFINED_NAME, span, message, hint=hint))

    def _within_offices(self, name: str) -> str | None:
        """Return the whole name of a value that is written without its file's, if one has it."""
        found = [
            f"{file}.{name}"
            for file, office in self._names.items()
            if isinstance(office, Model) and name in office.readable()
        ]
        return found[0] if len(found) == 1 else None

    def _note_failure(self, error: Exception) -> None:
        span = expression_span(self._place_in(None, error.__traceback__), None)
        message = failure_message(error)
        rule, hint = catalogue.EXPRESSION_FAILS, None
        if isinstance(error, TemplateNotFound):
            rule = catalogue.TEMPLATE_MISSING
            span = expression_span(self._place_in(None, error.__traceback__), str(error.name))
            hint = nearest_hint(str(error.name), self._templates)
        self.diagnostics.append(Diagnostic(rule, span, message, hint=hint))

    def _note_syntax(self, error: TemplateSyntaxError, name: str) -> None:
        # A comment that does not end is told without the template's name.
        place = self._template_place(error.name or name, error.lineno)
        self.diagnostics.append(template_mistake(place, error, self._filters))


_WITHOUT_BOUNDS = (TooLongError, RecursionError)


def syntax_mistakes(form: Form) -> tuple[Diagnostic, ...]:
    """Return the mistakes of a form's templates that show without any data."""
    wording = Wording(form.templates, {}, {}, folder=form.folder, compiled=CompiledTemplates())
    for name in form.templates:
        wording.parse(name)
    return tuple(wording.diagnostics)
