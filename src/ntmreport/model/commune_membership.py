"""The rule that each commune of the unit has one file, and each file is that of a commune."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, TypeGuard, cast

from ntmreport import catalogue
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.figure.blank_value import is_left_blank
from ntmreport.language import Bilingual, Hint, to_write
from ntmreport.lazy_pattern import lazy_pattern
from ntmreport.model.administrative_unit import BETWEEN_LEVELS, levels_of
from ntmreport.model.base_model import Model
from ntmreport.model.key_diagnostics import without_marks
from ntmreport.model.offices.report import Report
from ntmreport.model.shapes import COMMUNE, COMMUNES
from ntmreport.source import Scalar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ntmreport.model.administrative_unit import Unit
    from ntmreport.model.commune import Commune
    from ntmreport.model.commune_counts import Communes
    from ntmreport.model.field_types import PlaceName, Text
    from ntmreport.source import MappingNode


def names_of(files: Mapping[str, MappingNode]) -> Sequence[Scalar]:
    """Return the names that the communes' files give themselves, as far as they do."""
    entries = (files[stem].entries.get("name") for stem in files if is_commune(stem))
    return [
        entry.value
        for entry in entries
        if entry is not None and isinstance(entry.value, Scalar) and entry.value.text
    ]


def is_commune(stem: str) -> bool:
    """Return whether a file of a year is that of a commune."""
    return stem.startswith(f"{COMMUNES}/")


def is_commune_model(value: object) -> TypeGuard[Commune]:
    """Return whether a value is a commune; its model is loaded where there are communes alone."""
    return isinstance(value, Model) and len(value.path) == 1 and is_commune(str(value.path[0]))


def communes_in(models: Mapping[str, Model]) -> list[Commune]:
    """Return the communes that are files of a year."""
    return [cast("Commune", model) for stem, model in models.items() if is_commune(stem)]


def communes_of(models: Mapping[str, Model]) -> Communes | None:
    """Return the communes of the year that `models` are the files of.

    None where there are none, or where one has no file: counts over some of them are no result.
    """
    report = models.get("report")
    if not isinstance(report, Report) or report.criteria_set is None:
        return None
    if is_left_blank(report.criteria_set):
        return None
    listed, chosen = report.unit.communes, report.criteria_set.laid_down
    if listed is None or chosen is None:
        return None
    files = communes_in(models)
    known = {each.name.value: each for each in files}
    names = dict.fromkeys(name.value for name in listed.names)
    if not names or known.keys() != names.keys() or len(files) != len(names):
        return None
    # Which a year without communes has no use for.
    from ntmreport.model.commune_counts import counted

    return counted(tuple(known[name] for name in names), chosen, listed)


def file_name_of(name: str, taken: Collection[str]) -> str:
    """Return the stem of a file in communes/ for the commune of that name, none of those taken."""
    plain = re.sub(r"[^a-z0-9]+", "-", without_marks(name)).strip("-") or "xa"
    stem, number = f"{COMMUNES}/{plain}", 1
    while stem in taken:
        number += 1
        stem = f"{COMMUNES}/{plain}-{number}"
    return stem


def unknown_unit(
    name: str, listed: Collection[str], level: str
) -> tuple[Bilingual, Bilingual | None]:
    """Return the message about a unit of `level` that report.yaml does not list, and the hint."""
    several = _several(name, listed, level)
    match = likely_name(name, listed, level) if several is None else None
    hint: Bilingual | None = to_write(match) if match else None
    bare = _BESIDE_A_NAME.sub("", name).strip()
    if match is None and bare in listed:
        hint = to_write(bare)
    elif _NONE.fullmatch(name):
        hint = Bilingual(
            f"không có {level} nào thì viết [] sau dấu hai chấm của khóa",
            "if there are none, write [] behind the colon of the key",
        )
    elif _ALL.match(name):
        hint = Bilingual(f"ghi tên từng {level}, mỗi tên một mục", "name each, one an entry")
    if several is not None and not are_several(name):
        hint = Hint(
            f"thiếu dấu phẩy giữa các tên: viết {several}",
            f"commas are missing between the names: write {several}",
        )
    elif several is not None:
        # Between brackets this text mends it, behind a dash another entry does: a person decides.
        hint = Hint(
            "tách thành nhiều mục; ở danh sách gạch đầu dòng thì mỗi tên một dòng: "
            f"- {several.replace(', ', ', - ')}; trong [ ] thì viết {several}",
            f"make each name an entry: one line for each, or in [ ] write {several}",
        )
    message = Bilingual(f"đơn vị không có {level} “{name}”", f"report.yaml does not list `{name}`")
    return message, hint


_BESIDE_A_NAME = lazy_pattern(r"^[-–+*•\s]*\d{1,3}[.)]\s*|\s*\([^()]{0,80}\)$")
_NONE = lazy_pattern(r"(?:không|không có|chưa có|không có \w+ nào|0|-|none)\.?", re.IGNORECASE)
_ALL = lazy_pattern(r"(?:tất cả|toàn bộ|cả \d+|các)(?!\w)", re.IGNORECASE)
_SEPARATORS = lazy_pattern(r"\s*(?:[;,.+/&]|(?<!\w)và(?!\w))\s*")


def are_several(name: str) -> bool:
    """Return whether one name is several, with something between that tells them from
    each other.
    """
    return len([each for each in _SEPARATORS.split(name) if each]) > 1


def likely_name(name: str, listed: Collection[str], level: str) -> str | None:
    """Return the listed name that `name` is a misspelling of; None where it may be another unit.

    The words begin with the same letters, and without marks one letter is different at the most.
    """
    plain = _without_marks(without_level(name.strip(), level))
    initials = [word[0] for word in plain.split()]
    for known in sorted(listed):
        other = _without_marks(known)
        if initials == [word[0] for word in other.split()] and _is_near(plain, other):
            return known
    return None


def without_level(name: str, level: str) -> str:
    """Return a name without its level in front; `level` may be several: xã, phường, đặc khu."""
    for each in level.casefold().split(BETWEEN_LEVELS):
        begun, rest = name[: len(each)], name[len(each) :]
        if each and begun.casefold() == each and rest[:1].isspace():
            return rest.lstrip()
    return name


@lru_cache(maxsize=4096)
def _without_marks(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _is_near(left: str, right: str) -> bool:
    """Return whether one letter was struck wrongly, twice, not at all, or before another, at the
    most.
    """
    if abs(len(left) - len(right)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    if start is None:
        return True
    ends = {(left[start + 1 :], right[start + 1 :]), (left[start:], right[start + 1 :])}
    ends |= {(left[start + 1 :], right[start:])}
    swapped = left[start : start + 2] == right[start : start + 2][::-1]
    return any(a == b for a, b in ends) or (swapped and left[start + 2 :] == right[start + 2 :])


def _several(name: str, listed: Collection[str], level: str) -> str | None:
    """Return the names, with commas between, where `name` is several of those `listed`."""
    found: list[str] = []
    for part in _SEPARATORS.split(name):
        words = without_level(part, level).split()
        while words:
            lengths = range(len(words), 0, -1)
            length = next((n for n in lengths if " ".join(words[:n]) in listed), None)
            if length is None:
                return None
            found.append(" ".join(words[:length]))
            words = words[length:]
    return ", ".join(found) if len(found) > 1 else None


MOST_REPORTED = 200
"""The most files, and the most names, that are reported: finding the nearest name takes time."""


def membership_diagnostics(
    unit: Unit, files: Mapping[str, MappingNode], *, are_all_read: bool
) -> Iterator[Diagnostic]:
    """Yield diagnostics for communes without a file and files without a commune.

    Where files could not be read, or a draft lists no communes yet, no file is said to be missing.
    """
    communes = unit.communes
    if communes is not None and is_left_blank(communes, communes.names, *communes.names):
        return
    listed = {name.value: name for name in communes.names} if communes else {}
    towns = {town.value: town for town in unit.towns.names} if unit.towns else {}
    names = names_of(files)
    are_folders = any(map(_has_own_folder, names))
    lacking = listed.keys() - {name.text for name in names}
    seen: dict[str, Scalar] = {}
    unknown = 0
    for name in names:
        if name.text in seen:
            yield _twice(name, seen[name.text])
        elif name.text not in listed and (unknown := unknown + 1) <= MOST_REPORTED:
            # Most likely it is one of those without a file: one error then, not two.
            level = COMMUNE
            if communes is not None and not is_left_blank(communes.level):
                level = communes.level.value
            town = towns.get(name.text)
            meant = None if town is not None else likely_name(name.text, lacking, level)
            lacking.discard(meant or "")
            known = [meant] if meant else [*listed]
            yield _not_listed(name, level, known, town)
        seen.setdefault(name.text, name)
    yield from _of_other_kinds(files, levels_of((communes,)))
    if are_all_read:
        missing = (
            _missing(listed[name], are_folders=are_folders) for name in listed if name in lacking
        )
        yield from islice(missing, MOST_REPORTED)


def _has_own_folder(name: Scalar) -> bool:
    """Return whether a commune's name is that of its report.yaml, not of a file in communes/."""
    return name.span.file != f"{name.path[0]}.yaml" and not name.span.file.endswith(
        f"/{name.path[0]}.yaml"
    )


def _missing(name: Text, *, are_folders: bool) -> Diagnostic:
    message = Bilingual(
        f"“{name}” không có tệp trong thư mục {COMMUNES}, nên chưa tổng hợp được",
        f"`{name}` has no file in the folder {COMMUNES}, so there are no totals",
    )
    hint = Bilingual(
        f"thêm tệp vào thư mục {COMMUNES}, trong đó có dòng “name: {name}”",
        f"add a file to the folder {COMMUNES} with the line `name: {name}`",
    )
    if are_folders:
        message = Bilingual(
            f"“{name}” chưa có số liệu trong các thư mục nêu ở --communes, nên chưa tổng hợp được",
            f"`{name}` is in none of the folders named by --communes, so there are no totals",
        )
        hint = Bilingual(
            "nêu thêm thư mục số liệu của đơn vị này, hoặc thêm tệp của đơn vị vào thư mục "
            f"{COMMUNES}",
            f"name its folder of data too, or add a file to the folder {COMMUNES}",
        )
    return Diagnostic(catalogue.COMMUNE_FILE_MISSING, name.span, message, name.path, hint)


def _twice(name: Scalar, first: Scalar) -> Diagnostic:
    message = Bilingual(f"“{name.text}” có hai tệp", f"`{name.text}` has two files")
    hint = Bilingual("xóa một tệp, hoặc sửa tên", "delete one of the files, or mend the name")
    if _has_own_folder(name):
        message = Bilingual(
            f"“{name.text}” có hai nguồn số liệu", f"`{name.text}` has its data in two places"
        )
        hint = Bilingual(
            "chỉ nêu một thư mục ở --communes, và không nêu khi xã đã có tệp trong thư mục "
            f"{COMMUNES}",
            f"name one folder, and none where the folder {COMMUNES} has its file",
        )
    return Diagnostic(
        catalogue.COMMUNE_FILE_TWICE,
        name.span,
        message,
        name.path,
        hint,
        (Related(first.span, Bilingual("nơi thứ nhất", "the first")),),
    )


def _of_other_kinds(
    files: Mapping[str, MappingNode], levels: Mapping[str, Text]
) -> Iterator[Diagnostic]:
    """Yield diagnostics for files that call a unit xã which report.yaml lists as a phường."""
    for stem in filter(is_commune, files):
        entry = files[stem].entries.get("kind")
        level = levels.get(files[stem].text("name"))
        if entry is None or level is None or not isinstance(entry.value, Scalar):
            continue
        kind = entry.value
        if kind.is_blank or kind.text == level.value:
            continue
        yield Diagnostic(
            catalogue.COMMUNE_KIND_DIFFERS,
            kind.span,
            Bilingual(
                f"ở đây ghi “{kind.text}”, nhưng report.yaml ghi đơn vị này là {level}",
                f"`{kind.text}` here, but report.yaml lists the unit as {level}",
            ),
            kind.path,
            to_write(level.value)
            if _without_marks(kind.text) == _without_marks(level.value)
            else Bilingual(
                f"viết {level}; nếu report.yaml sai thì chuyển tên này sang loại của nó ở đó",
                f"write {level}; if report.yaml is wrong, move the name to its kind there",
            ),
            (Related(level.span, Bilingual("trong report.yaml", "in report.yaml")),),
        )


def _not_listed(
    name: Scalar, level: str, listed: Collection[str], town: PlaceName | None
) -> Diagnostic:
    """Return the diagnostic for a file of no listed unit, or of one that takes no part."""
    message, hint = unknown_unit(name.text, listed, level)
    if town is not None:
        message = Bilingual(
            f"“{name.text}” không thuộc các {level} thực hiện Chương trình",
            f"`{name.text}` takes no part in the Programme",
        )
        hint = Bilingual(
            f"chuyển tệp này ra ngoài thư mục {COMMUNES}", f"move this file out of {COMMUNES}"
        )
    if _has_own_folder(name) and (town is not None or hint is None):
        hint = Bilingual(
            "bỏ thư mục này khỏi --communes, hoặc thêm tên xã vào report.yaml của báo cáo này",
            "leave the folder out of --communes, or add the name to this report's report.yaml",
        )
    return Diagnostic(catalogue.COMMUNE_UNKNOWN, name.span, message, name.path, hint)
