"""A form of an office beside a newer one: three-way, with what the office once took.

What only the newer form has changed is taken, what only the office has changed stays. Where both
have, the office's file stays as it is, and the newer one is put beside it.
"""

from __future__ import annotations

import difflib
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.starting.form_package import ORIGIN, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ntmreport.starting.form_package import FormPackage

BESIDE = ".new"
"""The ending of the newer file beside the office's own."""

_TEXTS = (".yaml", ".j2")


class Taking(Enum):
    """The outcome for one file of a form."""

    TAKEN = "taken"
    ADDED = "added"
    REMOVED = "removed"
    KEPT = "kept"
    CONFLICT = "conflict"


class FileOfForm(Struct, frozen=True):
    """One file of a form that differs: the office's own, the newer, None where there is none."""

    name: str
    taking: Taking
    own: bytes | None
    newer: bytes | None

    def unified_diff(self, folder: str) -> str:
        """Return how the newer text differs from the office's; nothing for what is no text."""
        if not self.name.endswith(_TEXTS):
            return ""
        own, newer = (
            (each or b"").decode("utf-8", "replace").replace("\r\n", "\n").splitlines(keepends=True)
            for each in (self.own, self.newer)
        )
        file = f"{folder}/{self.name}"
        lines = difflib.unified_diff(own, newer, file, file, n=1)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


class FormUpgrade(Struct, frozen=True):
    """The changes of a newer form to the office's: its files that differ, and what is written.

    `written` has the contents by their names in the form's folder, None for what is taken away.
    """

    files: tuple[FileOfForm, ...]
    written: Mapping[str, bytes | None]

    def of(self, taking: Taking) -> tuple[FileOfForm, ...]:
        """Return the files that this becomes of."""
        return tuple(each for each in self.files if each.taking is taking)


def form_upgrade(
    own: Mapping[str, bytes], origin: Mapping[str, str], newer: FormPackage
) -> FormUpgrade:
    """Return the upgrade of the office's form to the `newer` one.

    `origin` are the digests of the files as the office took them; empty where that is not known:
    then all that differs is a conflict.
    """
    files = list(_compared(own, origin, newer.files))
    written: dict[str, bytes | None] = {}
    for each in files:
        if each.taking in {Taking.TAKEN, Taking.ADDED, Taking.REMOVED}:
            written[each.name] = each.newer
        elif each.taking is Taking.CONFLICT and each.newer is not None:
            written[f"{each.name}{BESIDE}"] = each.newer
    written[ORIGIN] = newer.origin.encode()
    return FormUpgrade(tuple(files), written)


def _compared(
    own: Mapping[str, bytes], origin: Mapping[str, str], newer: Mapping[str, bytes]
) -> Iterator[FileOfForm]:
    for name in sorted({*own, *origin, *newer}):
        ours, theirs = own.get(name), newer.get(name)
        was = origin.get(name)
        is_own = None if ours is None else digest_of(name, ours)
        is_newer = None if theirs is None else digest_of(name, theirs)
        if is_own == is_newer:
            continue
        if is_own == was:
            taking = Taking.TAKEN
            if ours is None:
                taking = Taking.ADDED
            elif theirs is None:
                taking = Taking.REMOVED
        elif is_newer == was:
            taking = Taking.KEPT
        else:
            taking = Taking.CONFLICT
        yield FileOfForm(name, taking, ours, theirs)
