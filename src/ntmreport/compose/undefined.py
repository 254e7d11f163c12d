"""Names that a template uses and the data does not have: each is noted once and then is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Undefined
from jinja2.utils import missing

if TYPE_CHECKING:
    from collections.abc import Callable


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
