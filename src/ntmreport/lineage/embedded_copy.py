"""The lineage of a report inside its Word file: written into it, and read back from it alone.

It is XML of a namespace of our own, with all that another program may ask for. Reading it back
takes only what makes a figure, and makes the figure from that anew; a figure stands before those
that are computed from it. The file has been in other hands: everything is bounded and checked.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from ntmreport.escapes import STAND_IN, xml_attribute
from ntmreport.figure import Computed, Counted, Figure, Operation, Stated, Written
from ntmreport.figure.provenance import Provenance
from ntmreport.language import Bilingual
from ntmreport.limits import MOST_FILES
from ntmreport.lineage import (
    Entry,
    Printing,
    exact,
    formula,
    formula_with_values,
    inputs,
    plain_value,
    span_of,
)
from ntmreport.report_characters import refused_in_value
from ntmreport.span import Span, written_path
from ntmreport.zip_package import PackageError, read_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ntmreport.figure import Origin
    from ntmreport.layout.word_xml import Element
    from ntmreport.span import Path

NAMESPACE = "urn:ntmreport:lineage:1"
IDENTITY = "{6B0F2C1E-8D1B-4B0B-9C55-2A3F6E0D7A41}"
"""The GUID of the custom XML part: always the same, so that the same report has the same bytes."""

MOST_FILE_BYTES = 64 * 1024 * 1024
"""No report is larger, whatever pictures somebody added to it."""

TOO_LARGE = Bilingual(
    f"tệp quá lớn (tối đa {MOST_FILE_BYTES // 1024 // 1024} MB)",
    f"the file is too large (at most {MOST_FILE_BYTES // 1024 // 1024} MB)",
)

_MOST_FIGURES = 5 * MOST_FILES
_MOST_IN_TREE = 5 * MOST_FILES  # lines of one explanation: a mean of all communes has two each
_DEEPEST = 100
_MOST_DECIMALS = 100
_MOST_LETTERS = 4_000  # of a name, a path or a printed text
_MOST_SENTENCE_LETTERS = 100_000

_VALUE = re.compile(r"-?[0-9]{1,1000}(?:/[1-9][0-9]{0,999})?")
_NATURAL = re.compile(r"[0-9]{1,9}")
_STEP = re.compile(r"(?:^|\.)([^.\[\]]+)|\[([0-9]{1,9})\]")
_PLACE = ("file", "line", "column", "end-line", "end-column")


class EmbeddedError(Exception):
    """A Word file has no lineage that can be read; `message` says why."""

    def __init__(self, message: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message


def lineage_xml(entries: Sequence[Entry]) -> bytes:
    """Return the custom XML part that holds the lineage: figures, then entries in their order."""
    writing = _Writing()
    numbers = [writing.number(entry.figure) for entry in entries]
    printed: dict[int, dict[str, None]] = {}
    for number, entry in zip(numbers, entries, strict=True):
        printed.setdefault(number, {}).update(dict.fromkeys(entry.printed_texts))
    figures = "".join(
        _element("figure", {**attributes, "printed": "; ".join(printed.get(number, ()))}, inner)
        for number, (attributes, inner) in enumerate(writing.figures, 1)
    )
    listed = "".join(
        _element("entry", {"figure": str(number)}, "".join(map(_printing_xml, entry.printings)))
        for number, entry in zip(numbers, entries, strict=True)
    )
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{declaration}<lineage xmlns="{NAMESPACE}">{figures}{listed}</lineage>'.encode()


def read_lineage(docx: bytes) -> tuple[Entry, ...]:
    """Return the lineage that a Word file carries, or raise EmbeddedError."""
    from ntmreport.layout.word_xml import children_of_root  # which loads lxml, as writing does not
    from ntmreport.render.additions import CUSTOM_XML_FOLDER, custom_xml

    if len(docx) > MOST_FILE_BYTES:
        raise EmbeddedError(TOO_LARGE)
    try:
        package = read_package(docx, (".xml", ".rels"), CUSTOM_XML_FOLDER)
        part = next(custom_xml(package, NAMESPACE), None)
        if part is not None:
            return _Reading().entries(children_of_root(part))
    except PackageError as error:
        raise EmbeddedError(
            Bilingual(*(" ".join(each.split()) for each in error.message.both))
        ) from error
    except (LookupError, ValueError, TypeError) as error:
        raise EmbeddedError(
            Bilingual(
                "nguồn gốc số liệu trong tệp Word bị hỏng hoặc đã bị sửa",
                "the lineage in the Word file is damaged or was changed",
            )
        ) from error
    raise EmbeddedError(
        Bilingual(
            "tệp Word không mang theo nguồn gốc số liệu;"
            " hãy lập báo cáo với tùy chọn --embed-lineage",
            "the Word file carries no lineage of its figures; build it with --embed-lineage",
        )
    )


class _Writing:
    """Numbers figures from 1, each after its inputs; equal figures have one number."""

    def __init__(self) -> None:
        self.figures: list[tuple[Mapping[str, str], str]] = []
        self._known: dict[tuple[object, ...], int] = {}
        # The figures themselves are kept, so that no other comes to stand at the same address.
        self._seen: dict[int, tuple[Figure, int]] = {}

    def number(self, figure: Figure) -> int:
        if id(figure) in self._seen:
            return self._seen[id(figure)][1]
        attributes, inner = self._written(figure)
        key = (tuple(attributes.items()), inner)
        number = self._known.setdefault(key, len(self.figures) + 1)
        if number > len(self.figures):
            self.figures.append(({"id": str(number), **attributes}, inner))
        self._seen[id(figure)] = figure, number
        return number

    def _written(self, figure: Figure) -> tuple[Mapping[str, str], str]:
        attributes = {
            "path": written_path(figure.path),
            "label": figure.label,
            "value": str(figure.value),
            "unit": figure.unit,
            "qualifier": figure.qualifier,
            "shown": plain_value(figure),
            "exact": exact(figure),
            "formula": formula(figure),
            "formula-with-values": formula_with_values(figure),
        }
        if figure.decimals is not None:
            attributes["decimals"] = str(figure.decimals)
        if figure.provenance is not None:
            said = figure.provenance
            attributes["source"] = said.source
            attributes["confirmed"] = _CONFIRMED[said.is_confirmed]
            attributes["confirmed-by"] = said.confirmed_by
        span = span_of(figure)
        if span is not None:
            attributes |= _place_attributes(span)
        attributes["origin"] = type(figure.origin).__name__.lower()
        match figure.origin:
            case Computed(operation=operation):
                attributes["operation"] = operation.value
                inner = "".join(self._reference("input", each) for each in inputs(figure))
            case Counted(items=items):
                inner = "".join(_element("item", _place_attributes(item)) for item in items)
            case Stated(computed=Figure() as computed):
                inner = self._reference("computed", computed)
            case _:
                inner = ""
        return attributes, inner

    def _reference(self, tag: str, figure: Figure) -> str:
        number = self.number(figure)
        return _element(tag, {"figure": str(number), "path": written_path(figure.path)})


def _printing_xml(printing: Printing) -> str:
    return _element(
        "printing",
        {
            "block": str(printing.block),
            "run": str(printing.run),
            "text": printing.text,
            "section": printing.section,
            "sentence": printing.sentence,
        },
    )


def _place_attributes(span: Span) -> dict[str, str]:
    values = (span.file, span.line, span.column, span.end_line, span.end_column)
    return dict(zip(_PLACE, map(str, values), strict=True))


def _element(tag: str, attributes: Mapping[str, str], inner: str = "") -> str:
    written = "".join(f' {name}="{_escaped(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def _escaped(text: str) -> str:
    """Return an attribute's value, with U+FFFD for what XML cannot hold, as in a file's name."""
    while refused := refused_in_value(text):
        text = text.replace(refused, STAND_IN)
    return xml_attribute(text)


_CONFIRMED = {True: "yes", False: "no", None: ""}


class _Reading(Struct):
    """Makes figures from elements; each refers to earlier ones alone, so there are no circles."""

    _figures: dict[str, Figure] = {}
    # How many lines an explanation of a figure has, and how deep it goes.
    _sizes: dict[str, tuple[int, int]] = {}

    def entries(self, elements: Iterable[Element]) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        for number, element in enumerate(elements):
            if number >= 2 * _MOST_FIGURES:
                raise ValueError("too many figures")
            attributes = dict(element.attrib)
            match _tag(element):
                case "figure":
                    self._add(attributes, list(element))
                case "entry":
                    printings = tuple(_printing(dict(each.attrib)) for each in element)
                    entries.append(Entry(self._figures[attributes["figure"]], printings))
        return tuple(entries)

    def _add(self, attributes: Mapping[str, str], children: Sequence[Element]) -> None:
        identity = attributes["id"]
        if identity in self._figures:
            raise ValueError("a figure stands twice")
        names = [child.get("figure", "") for child in children if _tag(child) != "item"]
        sizes = [self._sizes[name] for name in names]
        size = 1 + sum(size for size, _ in sizes)
        depth = 1 + max((depth for _, depth in sizes), default=0)
        if size > _MOST_IN_TREE or depth > _DEEPEST:
            raise ValueError("a computation is too long")
        value = attributes["value"]
        if not _VALUE.fullmatch(value):
            raise ValueError("a value is no number")
        operands = tuple(self._figures[name] for name in names)
        self._sizes[identity] = size, depth
        self._figures[identity] = Figure(
            value=Fraction(value),
            unit=_text(attributes["unit"]),
            label=_text(attributes["label"]),
            origin=_origin(attributes, operands, children),
            path=_path(_text(attributes["path"])),
            decimals=_decimals(attributes.get("decimals")),
            qualifier=_text(attributes["qualifier"]),
            provenance=_provenance(attributes),
        )


def _provenance(attributes: Mapping[str, str]) -> Provenance | None:
    if "source" not in attributes:
        return None
    known = {word: said for said, word in _CONFIRMED.items()}
    return Provenance(
        _text(attributes["source"]),
        known[attributes["confirmed"]],
        _text(attributes["confirmed-by"]),
    )


def _tag(element: Element) -> str:
    return str(element.tag).removeprefix(f"{{{NAMESPACE}}}")


def _origin(
    attributes: Mapping[str, str], operands: tuple[Figure, ...], children: Sequence[Element]
) -> Origin:
    match attributes["origin"]:
        case "computed":
            return Computed(Operation(attributes["operation"]), operands)
        case "counted":
            return Counted(_span(attributes), tuple(_span(dict(item.attrib)) for item in children))
        case "stated":
            computed, *others = operands or (None,)
            if others:
                raise ValueError("one figure is stated against several")
            return Stated(_span(attributes), computed)
        case "written":
            return Written(_span(attributes))
        case _:
            raise ValueError("an origin is not known")


def _printing(attributes: Mapping[str, str]) -> Printing:
    return Printing(
        _natural(attributes["block"]),
        _natural(attributes["run"]),
        _text(attributes["text"]),
        _text(attributes["section"]),
        _text(attributes["sentence"], _MOST_SENTENCE_LETTERS),
    )


def _span(attributes: Mapping[str, str]) -> Span:
    file, *numbers = (attributes[name] for name in _PLACE)
    line, column, end_line, end_column = map(_natural, numbers)
    return Span(_text(file), line, column, end_line, end_column)


def _path(text: str) -> Path:
    steps: list[str | int] = []
    end = 0
    for match in _STEP.finditer(text):
        if match.start() != end:
            break
        end = match.end()
        steps.append(int(match[2]) if match[2] else match[1])
    if end != len(text):
        raise ValueError("a path is not well written")
    return tuple(steps)


def _decimals(text: str | None) -> int | None:
    if text is None:
        return None
    number = _natural(text)
    if number > _MOST_DECIMALS:
        raise ValueError("too many decimals")
    return number


def _natural(text: str) -> int:
    if not _NATURAL.fullmatch(text):
        raise ValueError("a number is expected")
    return int(text)


def _text(text: str, most: int = _MOST_LETTERS) -> str:
    """Return a text that a terminal can show: it is printed as it is."""
    if len(text) > most or refused_in_value(text):
        raise ValueError("a text is too long, or has characters that no report has")
    return text
