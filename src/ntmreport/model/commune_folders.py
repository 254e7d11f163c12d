"""Communes that report themselves: folders of their own data as the source of their figures.

A person names the folders. What the unit above takes of a commune are its criteria and the figures
that the unit can add up, as nodes of the commune's own files: rules, totals and lineage know them
like those of a file in communes/.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ntmreport import catalogue
from ntmreport import refusal_messages as refusals
from ntmreport.diagnostic import Diagnostic, Related
from ntmreport.language import Bilingual
from ntmreport.model.commune_membership import file_name_of
from ntmreport.model.commune_totals import totalled_figures
from ntmreport.model.declared_indicators import INDICATORS, offices_of
from ntmreport.model.declared_values import with_declared
from ntmreport.model.period_folders import period_of, periods_in
from ntmreport.model.reading_context import is_blank
from ntmreport.model.schema_version import version_diagnostic
from ntmreport.model.shapes import COMMUNES
from ntmreport.model.stage import is_draft
from ntmreport.model.year_data import OFFICE_MODELS, OWN_CRITERIA, REPORT
from ntmreport.plain_file import is_inside
from ntmreport.source import Entry, MappingNode, Scalar, moved, read_files
from ntmreport.span import start_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ntmreport.model.reading_context import TotalledFigure
    from ntmreport.model.report_period import ReportPeriod
    from ntmreport.source import Node, SourceTexts, YearSource
    from ntmreport.span import Span

    DeclaredBy: TypeAlias = "Callable[[MappingNode, Path], Mapping[str, MappingNode]]"
    """From a commune's report.yaml, and its folder, to the indicators that its form declares."""

_DATA, _REPORT_FILE = "data", "report.yaml"
_FIGURES, _NAME, _UNIT = "figures", "name", "unit"
_KIND = "kind"
_QUALIFIER, _VALUE = "qualifier", "value"


class NotTaken(Struct, frozen=True):
    """A value that a commune gives and the unit above does not take: its key, and why."""

    span: Span
    key: str
    why: Bilingual


class GatheredCommune(Struct, frozen=True):
    """A commune as its own folder has it: the root of what would be its file in communes/.

    `stem` is that file's name, `texts` are the files that were read, `not_taken` what is left.
    """

    stem: str
    folder: Path
    root: MappingNode
    texts: Mapping[str, str]
    not_taken: tuple[NotTaken, ...] = ()


class Gathered(Struct, eq=False):
    """The communes of all folders, the names of those that cannot be read, and what is wrong."""

    communes: list[GatheredCommune] = []
    unread: list[str] = []
    texts: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []


def with_communes(source: YearSource, gathered: Gathered) -> YearSource:
    """Return the period with the communes that were read from folders of their own."""
    return replace(
        source,
        files={**source.files, **{each.stem: each.root for each in gathered.communes}},
        texts={**source.texts, **gathered.texts},
        unread=(*source.unread, *gathered.unread),
        gathered={each.stem: tuple(each.texts) for each in gathered.communes},
    )


def gathered_from(
    source: YearSource,
    data: Path,
    folders: Sequence[Path],
    declared: Mapping[str, MappingNode],
    declared_by: DeclaredBy,
    texts: SourceTexts,
) -> Gathered:
    """Return the communes of `folders`, and where they do not fit the period in `data`.

    `declared` are the indicators of the period's form; `declared_by` gives those of a commune's.
    Files are read through `texts`.
    """
    gathered = Gathered()
    if REPORT not in source.files:
        return gathered
    period = period_of(data)
    totalled = totalled_figures(OFFICE_MODELS, source.files, declared)
    above = _above(source.files[REPORT], period, totalled)
    stems = set(source.files)
    for folder in folders:
        there = _data_in(folder, period)
        if isinstance(there, Diagnostic):
            gathered.diagnostics.append(there)
            gathered.unread.append(f"{COMMUNES}/{folder.name}")
            continue
        _gather(gathered, there, above, declared_by, stems, texts)
    return gathered


def _data_in(folder: Path, period: ReportPeriod | None) -> Path | Diagnostic:
    """Return the folder of data that a person means by `folder`: it, or that of a repository."""
    shown = folder.as_posix()
    if not folder.is_dir():
        if os.path.lexists(folder):
            return _NOT_A_FOLDER.of(name=folder.name).at(start_of(shown))
        return refusals.NO_FOLDER.at(start_of(shown))
    if os.path.lexists(folder / _REPORT_FILE):
        return folder
    inside = folder / _DATA
    known = periods_in(inside) if inside.is_dir() and is_inside(inside, folder) else []
    found = [each for its, each in known if its == period and is_inside(each, folder)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(each.as_posix() for each in found)
        return _SEVERAL_FOLDERS.of(folders=names).at(start_of(shown))
    what = Bilingual("", "")
    if period is not None:
        what = Bilingual(f" của {period.words.vi}", f" of {period.words.en}")
    return _NO_DATA.of(period=what).at(start_of(shown))


_NOT_A_FOLDER = refusals.RefusalMessage(
    catalogue.FILE_MISSING,
    Bilingual(
        "đây là một tệp, không phải thư mục của xã", "this is a file, not a commune's folder"
    ),
    Bilingual("bỏ {name} khỏi --communes", "leave {name} out of --communes"),
)
_SEVERAL_FOLDERS = refusals.RefusalMessage(
    catalogue.COMMUNE_REPORTS_OTHERWISE,
    Bilingual(
        "kho này có nhiều thư mục số liệu của cùng kỳ",
        "this repository has several folders of data of the period",
    ),
    Bilingual("nêu một thư mục: {folders}", "name one of them: {folders}"),
)
_NO_DATA = refusals.RefusalMessage(
    catalogue.COMMUNE_REPORTS_OTHERWISE,
    Bilingual("thư mục này không có số liệu{period}", "this folder has no data{period}"),
    Bilingual(
        "nêu thư mục số liệu của kỳ này, trong đó có report.yaml; chưa có thì bỏ khỏi --communes",
        "name the folder with the period's report.yaml; where there is none yet, leave it out",
    ),
)


class _Above(Struct, frozen=True):
    """The unit that takes its communes' figures: its report.yaml, period and figures."""

    report: MappingNode
    period: ReportPeriod | None
    by_file: Mapping[str, Sequence[TotalledFigure]]
    declared: Mapping[str, Mapping[str, TotalledFigure]]


def _above(
    report: MappingNode, period: ReportPeriod | None, totalled: Mapping[str, TotalledFigure]
) -> _Above:
    by_file: dict[str, list[TotalledFigure]] = {}
    declared: dict[str, dict[str, TotalledFigure]] = {}
    for path, figure in {each.path: each for each in totalled.values()}.items():
        file, *keys = path
        if any(isinstance(key, int) for key in keys):
            continue  # whose entries are others' than those of the communes' lists
        if file == INDICATORS:
            declared.setdefault(str(keys[0]), {})[str(keys[1])] = figure
        else:
            by_file.setdefault(str(file), []).append(figure)
    return _Above(report, period, by_file, declared)


def _gather(
    gathered: Gathered,
    data: Path,
    above: _Above,
    declared_by: DeclaredBy,
    stems: set[str],
    source: SourceTexts,
) -> None:
    """Add the commune whose data is in the folder `data`."""
    first = read_files(data, (REPORT, OWN_CRITERIA), source)
    report = first.files.get(REPORT)
    texts, diagnostics = dict(first.texts), list(first.diagnostics)
    name = _scalar_at(report, (_UNIT, _NAME))
    other_version = None if report is None else version_diagnostic(first.files)
    if other_version is not None:
        diagnostics.append(other_version)
    elif report is not None and name is None:
        message = _WITHOUT_NAME.at(report.span, (REPORT, _UNIT, _NAME))
        diagnostics.append(message)
    if report is None or name is None or other_version is not None:
        gathered.unread.append(f"{COMMUNES}/{data.name}")
        gathered.texts |= texts
        gathered.diagnostics += diagnostics
        return
    stem = file_name_of(name.text, stems)
    stems.add(stem)
    differing = _differences(report, data, above)
    diagnostics += [replace(each, path=(stem, *each.path)) for each in differing]
    declared = declared_by(report, data)
    names = dict.fromkeys((INDICATORS, *above.by_file, *offices_of(declared)))
    others = read_files(data, [name for name in names if name not in first.files], source)
    texts |= others.texts
    diagnostics += others.diagnostics
    files, of_values = with_declared({**first.files, **others.files}, declared)
    diagnostics += [each for each in of_values if each.path[1:2] and each.path[1] in above.declared]
    figures, not_taken, of_units = _figures(files, above, (stem, _FIGURES))
    diagnostics += [replace(each, path=(stem, *each.path)) for each in of_units]
    criteria = files.get(OWN_CRITERIA)
    if criteria is None:
        gathered.unread.append(stem)
        if OWN_CRITERIA not in first.unread:
            file = (data / f"{OWN_CRITERIA}.yaml").as_posix()
            diagnostics.append(_WITHOUT_CRITERIA.at(start_of(file)))
    entries = {
        key: Entry(entry.key, moved(entry.value, (stem, key)))
        for key, entry in (criteria.entries if criteria is not None else {}).items()
        if key not in {_NAME, _KIND, _FIGURES}
    }
    entries[_NAME] = Entry(name.span, replace(name, path=(stem, _NAME)))
    kind = _scalar_at(report, (_UNIT, "level"))
    if kind is not None:
        entries[_KIND] = Entry(kind.span, replace(kind, path=(stem, _KIND)))
    if figures:
        own = MappingNode(figures, (stem, _FIGURES), report.span)
        entries[_FIGURES] = Entry(report.span, own)
    root = MappingNode(entries, (stem,), (criteria or report).span)
    gathered.communes.append(GatheredCommune(stem, data, root, texts, tuple(not_taken)))
    gathered.texts |= texts
    gathered.diagnostics += diagnostics


_WITHOUT_NAME = refusals.RefusalMessage(
    catalogue.MISSING,
    Bilingual("xã không ghi tên của mình", "the commune does not give its name"),
    Bilingual("ghi tên xã ở unit, name", "give the commune's name in unit, name"),
)
_WITHOUT_CRITERIA = refusals.RefusalMessage(
    catalogue.FILE_MISSING,
    Bilingual(
        "xã chưa có tệp criteria.yaml nên chưa tổng hợp được",
        "the commune has no criteria.yaml, so there are no totals",
    ),
    Bilingual(
        "xã ghi mức đạt chuẩn và các tiêu chí đã đạt vào criteria.yaml",
        "the commune gives its level and the criteria that it meets in criteria.yaml",
    ),
)


def _differences(report: MappingNode, data: Path, above: _Above) -> Iterator[Diagnostic]:
    """Yield diagnostics where a commune reports of another period, by other criteria, or to
    another unit; and for a draft.
    """
    period = period_of(data)
    if above.period is not None and period is not None and period != above.period:
        its, ours = period.words, above.period.words
        entry = report.entries.get("year") or report.entries.get("from")
        yield _otherwise(
            report.span if entry is None else entry.value.span,
            Bilingual(f"số liệu của xã là của {its.vi}", f"the commune's data is of {its.en}"),
            Bilingual(f"báo cáo này là của {ours.vi}", f"this report is on {ours.en}"),
            above.report.entries.get("year") or above.report.entries.get("from"),
            Bilingual(
                "nêu thư mục của xã cho đúng kỳ báo cáo",
                "name the commune's folder of the same period",
            ),
        )
    own, wanted = report.text("criteria_set"), above.report.text("criteria_set")
    if own and wanted and own != wanted:
        yield _otherwise(
            report.entries["criteria_set"].value.span,
            Bilingual(
                f"xã báo cáo theo bộ tiêu chí {own}", f"the commune goes by the criteria of {own}"
            ),
            Bilingual(f"báo cáo này theo bộ {wanted}", f"this report goes by those of {wanted}"),
            above.report.entries["criteria_set"],
            Bilingual(
                "thống nhất bộ tiêu chí trong report.yaml của xã và của báo cáo này",
                "have one set of criteria in both report.yaml",
            ),
        )
    yield from _of_another_unit(report, above)
    if is_draft({REPORT: report}):
        entry = report.entries["stage"]
        yield Diagnostic(
            catalogue.COMMUNE_IS_DRAFT,
            entry.value.span,
            Bilingual(
                f"số liệu của {_called(report)} còn là bản dự thảo",
                f"the data of {_called(report)} is a draft",
            ),
            ("stage",),
            Bilingual(
                "xã hoàn thành số liệu rồi ghi stage: final, hoặc bỏ dòng này",
                "the commune completes its data and writes stage: final, or takes the line away",
            ),
        )


def _of_another_unit(report: MappingNode, above: _Above) -> Iterator[Diagnostic]:
    """Yield a diagnostic where the unit above the commune is not the one that reports."""
    parent = _scalar_at(report, (_UNIT, "parent", _NAME))
    unit = _scalar_at(above.report, (_UNIT, _NAME))
    if parent is None or unit is None:
        return
    level = _scalar_at(report, (_UNIT, "parent", "level"))
    own_level = _scalar_at(above.report, (_UNIT, "level"))
    is_same = parent.text.casefold() == unit.text.casefold() and (
        level is None or own_level is None or level.text.casefold() == own_level.text.casefold()
    )
    if not is_same:
        before = "" if level is None else f"{level.text} "
        above_it = "" if own_level is None else f"{own_level.text} "
        yield _otherwise(
            parent.span,
            Bilingual(
                f"{_called(report)} thuộc {before}{parent.text}",
                f"{_called(report)} belongs to {before}{parent.text}",
            ),
            Bilingual(
                f"báo cáo này là của {above_it}{unit.text}",
                f"this report is that of {above_it}{unit.text}",
            ),
            Entry(unit.span, unit),
            Bilingual(
                "bỏ thư mục này khỏi --communes; nếu xã ghi sai tên đơn vị cấp trên thì sửa ở đây",
                "leave the folder out of --communes, or mend the name here",
            ),
        )


def _otherwise(
    span: Span, its: Bilingual, ours: Bilingual, at: Entry | None, hint: Bilingual
) -> Diagnostic:
    message = Bilingual(f"{its.vi}, còn {ours.vi}", f"{its.en}, while {ours.en}")
    related = () if at is None else (Related(at.value.span, ours),)
    return Diagnostic(catalogue.COMMUNE_REPORTS_OTHERWISE, span, message, (), hint, related)


def _called(report: MappingNode) -> str:
    """Return level and name of the commune whose report.yaml it is."""
    names = [_scalar_at(report, (_UNIT, key)) for key in ("level", _NAME)]
    return " ".join(each.text for each in names if each is not None)


def _scalar_at(root: MappingNode | None, keys: Sequence[str]) -> Scalar | None:
    """Return the scalar at the keys below `root`; None where there is none, or a blank one."""
    node: Node | None = root
    for key in keys:
        entry = node.entries.get(key) if isinstance(node, MappingNode) else None
        node = None if entry is None else entry.value
    return node if isinstance(node, Scalar) and node.text.strip() else None


def _figures(
    files: Mapping[str, MappingNode], above: _Above, path: tuple[str, str]
) -> tuple[dict[str, Entry], list[NotTaken], list[Diagnostic]]:
    """Return the commune's part of the figures of the unit above, by the keys that name them.

    With what is not taken of its indicators, and diagnostics for those in another unit.
    """
    found: dict[str, Entry] = {}
    not_taken: list[NotTaken] = []
    diagnostics: list[Diagnostic] = []
    for file, figures in above.by_file.items():
        for figure in figures if file in files else ():
            entry = _entry_at(files[file], figure.path[1:])
            if entry is not None and not is_blank(entry.value):
                found[figure.keys[0]] = _named(entry, path, figure)
    indicators = files.get(INDICATORS)
    for name, entry in (indicators.entries if indicators is not None else {}).items():
        node, keys = entry.value, above.declared.get(name)
        if keys is None:
            not_taken.append(NotTaken(entry.key, name, _NOT_ASKED_FOR))
        elif isinstance(node, MappingNode):
            there = [key for key in keys if key in node.entries]
            unit, asked = node.text(_UNIT), next(iter(keys.values()))
            if unit and unit != asked.unit:
                diagnostics.append(_other_unit(entry.key, name, unit, asked))
                continue
            for key in there:
                value = node.entries[key]
                if not is_blank(value.value):
                    own = _with_qualifier(value, node) if key == _VALUE else value
                    found[keys[key].keys[0]] = _named(own, path, keys[key])
            if not there:
                not_taken.append(NotTaken(entry.key, name, _OF_ANOTHER_SHAPE))
    return found, not_taken, diagnostics


def _named(entry: Entry, path: tuple[str, str], figure: TotalledFigure) -> Entry:
    key = figure.keys[0]
    return Entry(entry.key, moved(entry.value, (*path, key)))


_NOT_ASKED_FOR = Bilingual(
    "mẫu và số liệu của đơn vị tổng hợp không có chỉ tiêu này",
    "the unit above has no such indicator",
)


_OF_ANOTHER_SHAPE = Bilingual(
    "chỉ tiêu này có dạng khác ở đơn vị tổng hợp",
    "the unit above has the indicator in another shape",
)


def _other_unit(span: Span, name: str, unit: str, figure: TotalledFigure) -> Diagnostic:
    return Diagnostic(
        catalogue.COMMUNE_REPORTS_OTHERWISE,
        span,
        Bilingual(
            f"xã ghi “{name}” theo đơn vị tính {unit}, còn báo cáo này tổng hợp theo {figure.unit}",
            f"the commune gives `{name}` in {unit}, while this report adds it up in {figure.unit}",
        ),
        (INDICATORS, name),
        Bilingual(
            f"thống nhất đơn vị tính của “{figure.label}” trong mẫu của xã và mẫu tổng hợp",
            f"have one unit for `{name}` in the forms of both",
        ),
    )


def _with_qualifier(value: Entry, node: MappingNode) -> Entry:
    """Return the value with the word of estimation that stands beside it."""
    word = node.entries.get(_QUALIFIER)
    if word is None or is_blank(word.value) or not isinstance(value.value, Scalar):
        return value
    both = {_VALUE: value, _QUALIFIER: word}
    return Entry(value.key, MappingNode(both, value.value.path, value.value.span))


def _entry_at(root: MappingNode, keys: Sequence[str | int]) -> Entry | None:
    entry: Entry | None = None
    node: Node = root
    for key in keys:
        entry = node.entries.get(str(key)) if isinstance(node, MappingNode) else None
        if entry is None or isinstance(key, int):
            return None
        node = entry.value
    return entry
