"""The Jinja environment for wording: what templates and texts of the data may do, and no more.

Templates may come from a stranger. They see the fields and indicators of the models, loops, macros
and a few filters; no Python method, no arithmetic but that of figures, no unbounded output.
"""

from __future__ import annotations

import operator
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from jinja2 import TemplateSyntaxError, nodes
from jinja2.environment import TemplateModule
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ntmreport import refusal_messages as refusals
from ntmreport.compose import text_marks
from ntmreport.compose.budget import LOOP_STEP, MACRO_CALL, TooLongError
from ntmreport.compose.missing_values import BLANK_IN_WORDING, Absent, is_none, seen_by_templates
from ntmreport.figure import Figure
from ntmreport.figure.blank_value import LeftBlank, is_left_blank
from ntmreport.model import Model, ReportPeriod, Year, result_of
from ntmreport.model.report_period import TEMPLATES_READ

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jinja2.runtime import Context

    from ntmreport.compose.budget import Budget
    from ntmreport.language import Bilingual

BRANCH_FILTER = "a condition with another branch"
"""The filter of such a condition; its name, with spaces, cannot be written in a template."""

LOOP_FILTER = "the steps of a loop"
"""The filter that `for` loops over; its name, with spaces, cannot be written in a template."""

COMPARED_FILTER = "what is compared"
"""The filter for both sides of a comparison; likewise."""

CUT_FILTER = "what a part is taken of"
"""The filter for what is sliced; likewise."""

MOST_ANCESTORS = 10_000
MOST_BITS = 1_000

_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


class NotAllowedError(Exception):
    """A template asks for something that wording has no need of."""


class RefusedTagError(TemplateSyntaxError):
    """A template has a tag that report templates cannot have; `why` says so in both languages."""

    def __init__(self, why: Bilingual, line: int, name: str | None, filename: str | None) -> None:
        super().__init__(why.en, line, name, filename)
        self.why = why


class WordingEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which only figures are computed with, and only names of the data are seen."""

    intercepted_binops: ClassVar[frozenset[str]] = frozenset(  # type: ignore[misc]
        ["+", "-", "*", "/", "//", "%", "**"]
    )
    intercepted_unops: ClassVar[frozenset[str]] = frozenset(["-", "+"])  # type: ignore[misc]

    def __init__(
        self,
        budget: Budget,
        note_absent: Callable[[Absent], None],
        *,
        marks_lines: bool,
        **settings: Any,
    ) -> None:
        """Let what runs here spend from `budget`; `settings` are Jinja's own.

        `note_absent` is called with each absent value that is used. With `marks_lines`, the output
        marks the template and line of a template's own words.
        """
        self.budget = budget
        self.note_absent = note_absent
        self.marks_lines = marks_lines
        super().__init__(**settings)
        self.tests["none"] = is_none

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        stream = super()._tokenize(source, name, filename, state)
        if not self.marks_lines:
            return stream
        return TokenStream(_with_lines_marked(stream, name or ""), name, filename)

    def compile(self, source: Any, name: Any = None, filename: Any = None, *rest: Any) -> Any:
        """Compile a template; whatever is wrong with its text is a TemplateSyntaxError."""
        try:
            return super().compile(source, name, filename, *rest)
        except _PYTHON_GIVES_UP as error:
            raise RefusedTagError(refusals.TOO_NESTED, 1, name, filename) from error

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
            refused = min(_refused(tree), default=None)
            loops = list(tree.find_all(nodes.For))
            prices = [_price(loop) for loop in loops]
            comparisons = list(tree.find_all(nodes.Compare))
            entries = list(tree.find_all(nodes.Getitem))
        except _PYTHON_GIVES_UP as error:
            raise RefusedTagError(refusals.TOO_NESTED, 1, name, filename) from error
        if refused is not None:
            line, what = refused
            why = refusals.filled(refusals.NOT_FOR_TEMPLATES, what=what)
            raise RefusedTagError(why, line, name, filename)
        for loop, price in zip(loops, prices, strict=True):
            takes_apart = isinstance(loop.target, nodes.Tuple)
            loop.iter = _filtered(
                loop.iter, LOOP_FILTER, nodes.Const(price), nodes.Const(takes_apart)
            )
        for comparison in comparisons:
            comparison.expr = _filtered(comparison.expr, COMPARED_FILTER)
            for operand in comparison.ops:
                operand.expr = _filtered(operand.expr, COMPARED_FILTER)
        for entry in entries:
            if isinstance(entry.arg, nodes.Slice):  # which Jinja runs without `getitem`
                entry.node = _filtered(entry.node, CUT_FILTER)
        branchings: list[nodes.If | nodes.CondExpr] = [
            *tree.find_all(nodes.If),
            *tree.find_all(nodes.CondExpr),
        ]
        for branching in branchings:
            if _has_another_branch(branching):
                branching.test = _filtered(branching.test, BRANCH_FILTER)
        tree.set_environment(self)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a template reads of `obj`: of a model, what it says is readable."""
        if isinstance(obj, Model):
            return self._of_model(obj, attribute)
        if isinstance(obj, LeftBlank):
            return BLANK_IN_WORDING
        if isinstance(obj, Absent):
            return obj
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return the same where the name stands in brackets; refuse a character of a text."""
        if isinstance(obj, Model):
            return self._of_model(obj, argument)
        if isinstance(obj, LeftBlank):
            return BLANK_IN_WORDING
        if isinstance(obj, Absent):
            return obj
        return seen_by_templates(super().getitem(not_cut(obj), argument))

    def _of_model(self, model: Model, name: Any) -> Any:
        if isinstance(name, str) and name in model.readable():
            value = seen_by_templates(model.read(name))
            if value is None:
                return Absent(model, name, self.note_absent)
            return value
        return self.undefined(obj=model, name=name)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may read the attribute: a year's next, the loop's counters."""
        del value
        if isinstance(obj, Year):
            return attr == "next"
        if isinstance(obj, ReportPeriod):
            return attr in TEMPLATES_READ
        is_public = not attr.startswith("_")
        return is_public and isinstance(obj, LoopContext | TemplateModule | Undefined)

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether a template may call `obj`: macros are all there is to call."""
        return isinstance(obj, Macro)

    def call(self, context: Context, obj: Any, /, *args: Any, **keywords: Any) -> Any:
        """Call a macro; anything else is refused."""
        if isinstance(obj, Undefined):
            str(obj)  # which notes it
            return obj
        if not self.is_safe_callable(obj):
            raise NotAllowedError("(…)")
        self.budget.spend(MACRO_CALL)
        result = context.call(obj, *args, **keywords)
        self.budget.spend(len(result))
        return result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with figures; refuse all other arithmetic, such as repeating a text."""
        del context
        for operand in (left, right):
            if isinstance(operand, Undefined):
                str(operand)  # which notes it
                return operand
        left, right = result_of(left), result_of(right)
        for operand in (left, right):
            if isinstance(operand, Absent):
                self.note_absent(operand)
                return operand
        if is_left_blank(left, right):
            return BLANK_IN_WORDING
        if isinstance(left, Figure) and isinstance(right, Figure) and operator in _ARITHMETIC:
            return self._affordable(_ARITHMETIC[operator](left, right))
        raise NotAllowedError(operator)

    def _affordable(self, figure: Figure) -> Figure:
        """Return `figure` unless it grows without bounds, as by squaring it again and again."""
        ancestors = sum(1 for _ in islice(figure.lineage(), MOST_ANCESTORS))
        self.budget.spend(ancestors)
        value = figure.value
        bits = max(value.numerator.bit_length(), value.denominator.bit_length())
        if ancestors == MOST_ANCESTORS or bits > MOST_BITS:
            raise TooLongError
        return figure

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """Refuse signs: a figure's sign is its own."""
        del context, arg
        raise NotAllowedError(operator)


def not_cut(value: object) -> object:
    """Return `value`; raises NotAllowedError for a text, whose parts would lack some of its marks.

    From parts, a template could put marks together, and print what it says as a figure.
    """
    if isinstance(value, str):
        raise NotAllowedError("[…]")
    return value


def _with_lines_marked(tokens: Iterable[Token], template: str) -> Iterator[Token]:
    """Yield `tokens`, a mark of its line before each line of the template's own words."""
    for token in tokens:
        if token.type == "data":
            marked = "\n".join(
                text_marks.line(template, number) + line
                for number, line in enumerate(token.value.split("\n"), start=token.lineno)
            )
            yield Token(token.lineno, token.type, marked)
        else:
            yield token


_PYTHON_GIVES_UP = (SyntaxError, RecursionError, MemoryError, ValueError, OverflowError)


def _filtered(expression: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    """Return `expression` with the filter `name` behind it."""
    return nodes.Filter(expression, name, list(arguments), [], None, None, lineno=expression.lineno)


def _has_another_branch(branching: nodes.If | nodes.CondExpr) -> bool:
    if isinstance(branching, nodes.If):
        return bool(branching.elif_ or branching.else_)
    return branching.expr2 is not None


def _price(loop: nodes.For) -> int:
    """Return what each step of a loop costs: the template's own words are not counted elsewhere."""
    return LOOP_STEP + sum(len(data.data) for data in loop.find_all(nodes.TemplateData))


def _refused(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield line and name of all that report templates cannot use."""
    waiting: list[nodes.Node] = [tree]
    while waiting:
        parent = waiting.pop()
        for node in parent.iter_child_nodes():
            waiting.append(node)
            if type(node) in _REFUSED_NODES:
                yield node.lineno, _REFUSED_NODES[type(node)]
            elif isinstance(node, nodes.For) and node.recursive:
                yield node.lineno, "recursive"
            elif isinstance(node, nodes.Name) and node.name in {"varargs", "kwargs"}:
                yield node.lineno, node.name
            elif _is_list(node) and not _takes_list(parent, node):
                yield node.lineno, "[…]"
            elif _is_several_names(node) and not _takes_pairs(parent, node):
                yield node.lineno, "a, b"


def _is_several_names(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Tuple) and node.ctx != "load"


def _takes_pairs(parent: nodes.Node, node: nodes.Node) -> bool:
    """Return whether several names may stand here: a loop takes no text apart, as others would."""
    return isinstance(parent, nodes.For) and node is parent.target


def _is_list(node: nodes.Node) -> bool:
    return isinstance(node, nodes.List) or (isinstance(node, nodes.Tuple) and node.ctx == "load")


def _takes_list(parent: nodes.Node, node: nodes.Node) -> bool:
    """Return whether a list may stand here: lists that are kept could hold each other without
    bounds.
    """
    if isinstance(parent, nodes.Filter):
        return node is parent.node
    if isinstance(parent, nodes.For):
        return node is parent.iter
    return isinstance(parent, nodes.Operand)


# Joining with `~` would make plain text of a figure, and text of any length.
_REFUSED_NODES: Mapping[type[nodes.Node], str] = {
    nodes.Concat: "~",
    nodes.Dict: "{…}",
    nodes.Include: "include",
    nodes.Extends: "extends",
    nodes.AssignBlock: "set … endset",
    nodes.FilterBlock: "filter",
}
