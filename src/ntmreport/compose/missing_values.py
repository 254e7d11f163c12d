"""Optional values that are absent, blanks of a draft, and unknown names, as templates see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

from jinja2 import Undefined
from jinja2.utils import missing
from msgspec.structs import replace

from ntmreport.compose.composition import FormRequirement
from ntmreport.figure import LABEL_SEPARATOR
from ntmreport.figure.blank_value import LEFT_BLANK, LeftBlank, is_left_blank, left_blank_in
from ntmreport.model import STATED, Model, UserKeyedModel
from ntmreport.model.model_contents import is_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ntmreport.model.table_record import Record


class Absent:
    """An optional value that is absent: false, and equal to None.

    Any other use calls `note`. In a draft it prints as `blank`.
    """

    __slots__ = ("_model", "_name", "_note")

    def __init__(self, model: Model, name: str, note: Callable[[Absent], None]) -> None:
        """Take what `model` has nothing behind `name` for.

        What would give it is found out when it is asked: most are asked for their truth alone.
        """
        self._model, self._name, self._note = model, name, note

    @property
    def is_computed(self) -> bool:
        """True where the missing value is one that is computed from others."""
        is_indicator = self._name in type(self._model).indicators()
        return is_indicator or _is_computed_cell(self._model, self._name)

    @property
    def itself(self) -> FormRequirement:
        """The value, as what a form needs."""
        indicator = type(self._model).indicators().get(self._name)
        label = indicator.label if indicator is not None else self._name
        return _need(self._model, self._name, label)

    @property
    def needs(self) -> tuple[FormRequirement, ...]:
        """The keys that would give it a value, if any."""
        return needs_of(self._model, self._name)

    @property
    def blank(self) -> LeftBlank:
        """The blank that a draft prints."""
        return _blank(self._model, self._name)

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other is None or isinstance(other, Absent)

    def __hash__(self) -> int:
        return hash(None)

    def _compared(self, _other: object) -> bool:
        self._note(self)
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _compared

    def __contains__(self, _item: object) -> bool:
        self._note(self)
        return False


LESS = "less"
"""The truth of a blank being less than something. It holds where nothing else is said; where two
things can be said of a figure, a fall and a rise, the draft takes the rise and says either."""


class BlankInWording(LeftBlank):
    """A value left blank as a template sees it: conditions on it hold, a loop over it runs once."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return iter((self,))

    def __len__(self) -> int:
        return 1

    def _true(self, _other: object) -> bool:
        return True

    def _less(self, _other: object) -> Any:
        return LESS

    # Equal to nothing that is written: what is said of a zero is not said of a blank.
    __ne__ = __gt__ = __ge__ = __contains__ = _true
    __lt__ = __le__ = _less

    def __eq__(self, _other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return id(self)


BLANK_IN_WORDING = BlankInWording()


def seen_by_templates(value: Any) -> Any:
    """Return `value` as templates see it: one left blank has the ways of a blank in wording."""
    if isinstance(value, LeftBlank):
        return BlankInWording(value.unit, is_change=value.is_change)
    return value


def is_none(value: object) -> bool:
    """Return whether `value` is none, for the test of that name."""
    return value is None or isinstance(value, Absent)


def needs_of(model: Model, name: str) -> tuple[FormRequirement, ...]:
    """Return what the data must have so that `model` has a value behind `name`, which it has not.

    Of what is computed, that are the keys without a value that would give it one; none where all
    keys have theirs, as with the share of nothing, or where a clerk fills in the value.
    """
    if _is_computed_cell(model, name):
        return tuple(_need(model, key, model.columns[key].label) for key in model.inputs_of(name))
    if is_record(model):
        return (_need(model, name, model.columns[name].label),)
    if isinstance(model, UserKeyedModel):
        return (_need(model, name, name),)
    keys = {info.alias or field: field for field, info in type(model).model_fields.items()}
    own = next((key for key, field in keys.items() if name in {key, field}), None)
    if own is not None:
        return () if own in type(model).by_hand else (_need(model, own),)
    empty = {key: field for key, field in keys.items() if getattr(model, field) in (None, ())}
    wanted = dict(empty)
    if not _gives(model, name, wanted):
        return ()
    for key in empty:
        fewer = {each: field for each, field in wanted.items() if each != key}
        if _gives(model, name, fewer):
            wanted = fewer
    return tuple(replace(_need(model, key), instead=(*model.path, STATED, name)) for key in wanted)


def _is_computed_cell(model: Model, name: str) -> TypeGuard[Record]:
    return is_record(model) and model.computes(name)


def _gives(model: Model, name: str, filled: dict[str, str]) -> bool:
    """Return whether `model` has something behind `name` once the fields `filled` have a value."""
    supposed = model.model_copy(update=dict.fromkeys(filled.values(), LEFT_BLANK))
    indicators = type(model).indicators()
    for each in indicators:
        vars(supposed).pop(each, None)  # a figure that follows from other values
    indicator = indicators.get(name)
    return indicator is not None and is_left_blank(supposed.read(name))


def _blank(model: Model, name: str) -> LeftBlank:
    """Return what stands for what `model` has nothing behind `name` for."""
    indicator = type(model).indicators().get(name)
    blank: LeftBlank
    if indicator is not None:
        blank = indicator.blank(model)
    else:
        from ntmreport.model.field_walk import kinds_of

        kind = kinds_of(type(model)).get(name)
        unit = kind.measure.unit if kind is not None and kind.measure is not None else ""
        blank = left_blank_in(unit)
    return blank


def _need(model: Model, key: str, title: str = "") -> FormRequirement:
    title = title or type(model).keys()[key].title or key
    label = f"{model.label}{LABEL_SEPARATOR}{title}" if model.label else title
    return FormRequirement((*model.path, key), label)


def undefined_noted_by(note: Callable[..., None]) -> type[Undefined]:
    """Return a kind of undefined value that is noted once when it is used, and then is empty."""

    class NotedUndefined(Undefined):
        def _note_once(self) -> None:
            if not getattr(self, "_is_noted", False):
                self._is_noted = True
                owner = self._undefined_obj
                note(
                    str(self._undefined_name),
                    owner,
                    is_missing_name=owner is missing,
                )

        def __str__(self) -> str:
            self._note_once()
            return ""

        def __iter__(self) -> Any:
            self._note_once()
            return iter(())

        def __bool__(self) -> bool:
            self._note_once()
            return False

        def __len__(self) -> int:
            self._note_once()
            return 0

        def __eq__(self, other: object) -> bool:
            self._note_once()
            return False

        def __hash__(self) -> int:
            return id(self)

        def __getitem__(self, _key: object) -> Any:
            self._note_once()
            return self

        def __call__(self, *_args: Any, **_keywords: Any) -> Any:
            self._note_once()
            return self

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            self._note_once()
            return self

        def _compared(self, _other: object) -> Any:
            self._note_once()
            return False

        __lt__ = __le__ = __gt__ = __ge__ = _compared

    return NotedUndefined
