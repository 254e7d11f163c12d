"""The Jinja environment for wording: what templates and texts of the data may do, and no more.

Templates may come from a stranger. They see the fields and indicators of the models, loops, macros
and a few filters; no Python method, no arithmetic but that of figures, no unbounded output.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, ClassVar

from jinja2 import TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ntmreport.figure import Figure
from ntmreport.model import Model, Year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2.runtime import Context

_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


class NotAllowedError(Exception):
    """A template asks for something that wording has no need of."""


class WordingEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which only figures are computed with, and only names of the data are seen."""

    intercepted_binops: ClassVar[frozenset[str]] = frozenset(  # type: ignore[misc]
        ["+", "-", "*", "/", "//", "%", "**"]
    )
    intercepted_unops: ClassVar[frozenset[str]] = frozenset(["-", "+"])  # type: ignore[misc]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        refused = next((node for kind in _REFUSED_NODES for node in tree.find_all(kind)), None)
        if refused is not None:
            raise TemplateSyntaxError(
                f"“{_REFUSED_NODES[type(refused)]}” is not for report templates",
                refused.lineno,
                name,
                filename,
            )
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read the attribute: fields and indicators, the loop's counters."""
        del value
        if isinstance(obj, Model):
            return attr in type(obj).model_fields or attr in type(obj).indicators()
        if isinstance(obj, Year):
            return attr == "next"
        return isinstance(obj, LoopContext) and not attr.startswith("_")

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call `obj`: macros are all there is to call."""
        return isinstance(obj, Macro)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with figures; refuse all other arithmetic, such as repeating a text."""
        del context
        for operand in (left, right):
            if isinstance(operand, Undefined):
                operand._fail_with_undefined_error()
        if isinstance(left, Figure) and isinstance(right, Figure) and operator in _ARITHMETIC:
            return _ARITHMETIC[operator](left, right)
        raise NotAllowedError(operator)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """Refuse signs: a figure's sign is its own."""
        del context, arg
        raise NotAllowedError(operator)


# Joining with `~` would make plain text of a figure, and text of any length.
_REFUSED_NODES: Mapping[type[nodes.Node], str] = {
    nodes.Concat: "~",
    nodes.Include: "include",
    nodes.Extends: "extends",
    nodes.AssignBlock: "set … endset",
    nodes.FilterBlock: "filter",
}
