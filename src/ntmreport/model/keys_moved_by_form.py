"""Keys of the data that a newer form has moved: where they were, and where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.language import Bilingual
from ntmreport.source import Entry, MappingNode, moved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ntmreport.span import Span


class MovedKey(Struct, frozen=True):
    """A key at the top of a file that was at `old` and is at `new`, each a file and a key.

    `span` is where form.yaml says so.
    """

    old: tuple[str, str]
    new: tuple[str, str]
    span: Span


class KeyMoves(Struct, frozen=True):
    """All keys that a form has moved since earlier versions."""

    each: tuple[MovedKey, ...]


def with_moved_keys(
    files: Mapping[str, MappingNode], moved_keys: Sequence[MovedKey]
) -> tuple[Mapping[str, MappingNode], tuple[Diagnostic, ...]]:
    """Return the files of a period with what a form has moved where it is now, and what was moved.

    A key that stands at both places stays: the old one is unknown there.
    """
    found: list[Diagnostic] = []
    result = dict(files)
    for each in moved_keys:
        (old_file, old_key), (new_file, new_key) = each.old, each.new
        root, target = result.get(old_file), result.get(new_file)
        entry = root.entries.get(old_key) if root is not None else None
        if root is None or entry is None or (target is not None and new_key in target.entries):
            continue
        found.append(_moved(each, entry))
        left = {key: value for key, value in root.entries.items() if key != old_key}
        result[old_file] = replace(root, entries=left)
        target = result.get(new_file)
        entries = target.entries if target is not None else {}
        own = Entry(entry.key, moved(entry.value, each.new))
        span = target.span if target is not None else root.span
        result[new_file] = MappingNode({**entries, new_key: own}, (new_file,), span)
        if not left and old_file != new_file:
            del result[old_file]
    return result, tuple(found)


def _moved(each: MovedKey, entry: Entry) -> Diagnostic:
    (old_file, old_key), (new_file, new_key) = each.old, each.new
    folder = entry.key.file.rpartition("/")[0] or "."
    where = Bilingual("", "")
    if old_file != new_file:
        where = Bilingual(f" trong {new_file}.yaml", f" in {new_file}.yaml")
    return Diagnostic(
        catalogue.MOVED_BY_FORM,
        entry.key,
        Bilingual(
            f"bản mới của mẫu đã chuyển “{old_key}” thành “{new_key}”{where.vi}",
            f"the newer form has moved `{old_key}` to `{new_key}`{where.en}",
        ),
        (old_file, old_key),
        Bilingual(
            f"chuyển cả dữ liệu bằng lệnh: ntmreport upgrade {folder}",
            f"move the data too: ntmreport upgrade {folder}",
        ),
        (Related(each.span, Bilingual("mẫu ghi ở đây", "the form says so here")),),
    )
