"""Named tuples as typing has them, without its looking at each annotation while modules load.

Nearly all values of the program are named tuples: typing compiles the annotation of every field
once more, which takes as long as a tenth of a command.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Kind(type):
        """The making of a named tuple from the class that describes it."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            # Postponed annotations stand in the namespace, in every Python.
            fields = namespace["__annotations__"]
            defaults = [namespace[field] for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults, module=namespace["__module__"])
            for key, value in namespace.items():
                if key not in fields and key != "__module__":
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Kind):
        """The base of a class that describes a named tuple."""


__all__ = ["NamedTuple"]
