"""`import`: a repository from a finished report in Word, and what a person has to confirm in it."""

# No postponed annotations here: Typer reads the command's annotations, which speak two languages.
import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct
from msgspec.structs import replace

from ntmreport.cli.diagnostic_printing import print_diagnostics, refuse
from ntmreport.cli.exit_codes import ExitCode, WrongCallError
from ntmreport.cli.named_file import read_named_file
from ntmreport.cli.options import CommandLine, check_year
from ntmreport.cli.terminal import end_progress, print_lines
from ntmreport.language import Bilingual, Language

if TYPE_CHECKING:
    from ntmreport.importing.confirmation_list import ConfirmationList, Proposal
    from ntmreport.importing.imported_report import ImportedReport

_WRITTEN = "nguon/.origin"
"""The file that says what the files of an import were when they were written."""

_MOST_SHOWN = 20


def add(line: CommandLine) -> None:
    """Add the command `import`."""

    @line.command(
        "Tạo kho số liệu từ một báo cáo Word đã hoàn thành: mẫu, số liệu, danh sách cần xác nhận.",
        "Begin a repository from a finished Word report: form, data, a list to confirm.",
        name="import",
    )
    def import_(
        file: Annotated[
            Path | None,
            line.argument("Tệp Word của báo cáo (.docx).", "The report's Word file (.docx)."),
        ] = None,
        form: Annotated[
            str | None,
            line.option(
                "--form",
                "Tên đặt cho mẫu, ví dụ bao-cao-nam.",
                "The name to give the form, such as bao-cao-nam.",
            ),
        ] = None,
        year: Annotated[
            int | None, line.option("--year", "Năm của báo cáo.", "The report's year.")
        ] = None,
        months: Annotated[
            int | None,
            line.option(
                "--months",
                "Báo cáo của mấy tháng đầu năm: 3, 6, 9; không nêu là cả năm.",
                "How many months of the year it is about: 3, 6, 9; else the year.",
            ),
        ] = None,
        unit: Annotated[
            str | None,
            line.option(
                "--unit",
                "Đơn vị báo cáo, ví dụ “xã Bình Minh”; không nêu thì đọc từ văn bản.",
                "The reporting unit, such as “xã Bình Minh”; else as the report says.",
            ),
        ] = None,
        output: Annotated[
            Path | None,
            line.output("Thư mục mới, hoặc thư mục trống.", "A new or empty folder."),
        ] = None,
        apply: Annotated[
            Path | None,
            line.option(
                "--apply",
                "Nhận danh sách đã xác nhận: xac-nhan.yaml của kho đã tạo.",
                "Take in the confirmed list: xac-nhan.yaml of the repository.",
            ),
        ] = None,
        ask: Annotated[
            bool,
            line.option(
                "--ask",
                "Cùng với --apply: hỏi từng mục, trả lời bằng một phím.",
                "With --apply: go through the list, each answer a single key.",
            ),
        ] = False,
    ) -> int:
        if apply is not None:
            others = (file, form, year, months, unit, output)
            if any(each is not None for each in others):
                raise WrongCallError(
                    Bilingual(
                        "--apply không đi cùng tệp Word và các tùy chọn khác",
                        "--apply goes with no Word file and no other option",
                    )
                )
            return _apply(apply, line.language, is_asking=ask)
        if ask:
            raise WrongCallError(
                Bilingual("--ask chỉ đi cùng --apply", "--ask only goes with --apply")
            )
        return _import(_Call(file, form, year, months, unit, output), line.language)


class _Call(Struct, frozen=True):
    """The arguments and options of one call of the command."""

    file: Path | None
    form: str | None
    year: int | None
    months: int | None
    unit: str | None
    output: Path | None


def _import(call: _Call, language: Language) -> int:
    from ntmreport.cli.output_path import check_folder
    from ntmreport.compose import is_form_name
    from ntmreport.importing.imported_report import (
        NO_UNIT,
        ImportFailedError,
        ImportOrder,
        imported,
    )
    from ntmreport.model import ReportPeriod
    from ntmreport.model.report_period import MONTHS, WHOLE_YEAR
    from ntmreport.starting import FolderThereError, fill_folder, is_free
    from ntmreport.zip_package import PackageError

    wanted = {
        "FILE.docx": call.file,
        "--form": call.form,
        "--year": call.year,
        "-o": call.output,
    }
    lacking = ", ".join(name for name, given in wanted.items() if given is None)
    if call.file is None or call.form is None or call.year is None or call.output is None:
        raise WrongCallError(Bilingual(f"thiếu {lacking}", f"{lacking} missing"))
    check_year(str(call.year))
    if call.months is not None and call.months not in MONTHS:
        raise WrongCallError(Bilingual("--months là 3, 6, 9 hoặc 12", "--months is 3, 6, 9 or 12"))
    if not is_form_name(call.form):
        raise WrongCallError(
            Bilingual(
                f"--form: “{call.form}” không dùng làm tên mẫu được; chỉ dùng chữ thường không "
                "dấu, chữ số và dấu gạch ngang, ví dụ bao-cao-nam",
                f"--form: `{call.form}` cannot name a form; use small letters a to z, digits and "
                "hyphens, such as bao-cao-nam",
            )
        )
    not_empty = Bilingual(
        f"{call.output.as_posix()} không phải là thư mục trống; không ghi vào đó",
        f"{call.output.as_posix()} is no empty folder; nothing is written there",
    )
    if not is_free(call.output):
        return refuse(not_empty, language)
    check_folder(call.output)
    content = read_named_file(call.file)
    period = ReportPeriod(call.year, call.year, call.months or WHOLE_YEAR)
    try:
        named = _unit(call.unit, content)
        if named is None:
            return refuse(NO_UNIT, language)
        order = ImportOrder(content, _kept_name(call.file), call.form, period, named)
        made = imported(order)
    except PackageError as error:
        return _unreadable(call.file, error.message, language)
    except ImportFailedError as error:
        stopped = Bilingual("chưa tạo kho số liệu", "no repository was begun").text(language)
        return print_diagnostics(error.diagnostics, error.texts, language, after=[stopped])
    try:
        fill_folder(call.output, {**made.files, _WRITTEN: _digests(made.files)})
    except FolderThereError:
        return refuse(not_empty, language)
    print_lines(call.output.as_posix())
    _say(made, call.output, language)
    return ExitCode.DONE if not made.proof.unequal else ExitCode.ERRORS


def _kept_name(file: Path) -> str:
    """Return the name under which the Word file is kept: small letters without marks."""
    from ntmreport.importing.plain_names import plain_name

    return f"{plain_name(file.stem, '-') or 'bao-cao'}.docx"


def _unit(named: str | None, content: bytes) -> tuple[str, str] | None:
    """Return level and name of the unit, as it is named or as the report says."""
    from ntmreport.importing.report_facts import unit_in, unit_named
    from ntmreport.importing.report_outline import outline_of
    from ntmreport.word_reader import View, read_word_file

    if named is not None:
        found = unit_in(named)
        if found is None:
            raise WrongCallError(
                Bilingual(
                    f"--unit: “{named}” không có cấp và tên; viết ví dụ “xã Bình Minh”",
                    f"--unit: `{named}` has no level and name; write “xã Bình Minh”",
                )
            )
        return found
    return unit_named(outline_of(read_word_file(content, View.ACCEPTED)))


def _unreadable(file: Path, why: Bilingual, language: Language) -> int:
    return refuse(Bilingual(f"{file}: {why.vi}", f"{file}: {why.en}"), language)


def _apply(path: Path, language: Language, *, is_asking: bool) -> int:
    """Take the confirmed list into the repository that it stands in."""
    from ntmreport.importing.confirmation_list import read_list
    from ntmreport.importing.imported_report import (
        ImportFailedError,
        ImportOrder,
        imported,
    )
    from ntmreport.model import ReportPeriod
    from ntmreport.output import write_all
    from ntmreport.source.loading import decode
    from ntmreport.zip_package import PackageError

    if path.is_dir():
        path /= "xac-nhan.yaml"
    name = path.as_posix()
    loaded = decode(read_named_file(path), name)
    if loaded.text is None:
        return print_diagnostics(loaded.diagnostics, {}, language)
    listed, found = read_list(name, loaded.text)
    if listed is None:
        return print_diagnostics(found, {name: loaded.text}, language)
    folder = path.parent
    edited = _edited_since(folder)
    if edited:
        return refuse(
            Bilingual(
                f"các tệp sau đã được sửa sau khi nhập, không ghi đè: {', '.join(edited)}; đưa các "
                "tệp ấy về như cũ (git checkout) rồi chạy lại, hoặc sửa tiếp ngay trong dữ liệu",
                f"these files were edited since they were written, and are kept: "
                f"{', '.join(edited)}; take them back (git checkout), or go on editing the data",
            ),
            language,
        )
    if is_asking:
        listed = _asked(listed, language)
        if listed is None:
            return ExitCode.DONE
    source = folder / listed.report
    period = ReportPeriod(listed.year, listed.year, listed.months)
    order = ImportOrder(
        read_named_file(source, folder),
        source.name,
        listed.form,
        period,
        (listed.level, listed.unit),
    )
    try:
        made = imported(order, listed.decisions)
    except PackageError as error:
        return _unreadable(source, error.message, language)
    except ImportFailedError as error:
        stopped = Bilingual("chưa ghi gì", "nothing was written").text(language)
        return print_diagnostics(error.diagnostics, error.texts, language, after=[stopped])
    before: dict[Path, bytes | None] = {}
    after: dict[Path, bytes | None] = {}
    files = {**made.files, _WRITTEN: _digests(made.files)}
    gone = [each for each in _origins(folder) if each not in files]
    for each in (*files, *gone):
        place = folder / each
        now = read_named_file(place, folder) if place.exists() else None
        wanted = files.get(each)
        if each.startswith(_MADE) and now != wanted:
            before[place], after[place] = now, wanted
    write_all(before, after)
    _say(made, folder, language)
    return ExitCode.DONE if not made.proof.unequal else ExitCode.ERRORS


_MADE = ("data/", "templates/", "schemas/", "nguon/.origin", "xac-nhan.yaml")
"""The files that an import writes anew once the list is confirmed."""

_KEPT_TRACK_OF = ("data/", "templates/")


def _digests(files: Mapping[str, bytes]) -> bytes:
    """Return the digests of the files that a person may edit, as sha256sum writes them."""
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
        if name.startswith(_KEPT_TRACK_OF)
    ).encode()


def _origins(folder: Path) -> Mapping[str, str]:
    from ntmreport.starting.form_package import read_origin

    path = folder / _WRITTEN
    if not path.exists():
        raise WrongCallError(
            Bilingual(
                f"{folder.as_posix()} không phải là kho do lệnh import tạo ra (thiếu {_WRITTEN})",
                f"{folder.as_posix()} is no repository that `import` has made (no {_WRITTEN})",
            )
        )
    return read_origin(read_named_file(path, folder).decode("utf-8", "replace"))


def _edited_since(folder: Path) -> list[str]:
    """Return the files of the import that a person has edited, or taken away."""
    edited = []
    for name, digest in _origins(folder).items():
        path = folder / name
        if ".." in Path(name).parts or Path(name).is_absolute():
            continue
        if not path.exists() or hashlib.sha256(read_named_file(path, folder)).hexdigest() != digest:
            edited.append(name)
    return edited


_KEYS = {"w": "chữ", "r": "riêng", **dict.fromkeys(("y", "\r", "\n", " "), "đúng")}


def _asked(listed: "ConfirmationList", language: Language) -> "ConfirmationList | None":
    """Go through the doubtful proposals with a person, a key for each; None where none is kept."""
    import typer

    from ntmreport.importing.confirmation_list import SAME_AS

    if not sys.stdin.isatty():
        raise WrongCallError(
            Bilingual("--ask cần một cửa sổ lệnh", "--ask needs a terminal to ask at")
        )
    end_progress()
    keys = Bilingual(
        "Enter: đúng; 1, 2…: cùng một số; w: câu chữ; r: số riêng; l: sửa tên; q: dừng",
        "Enter: right; 1, 2…: the same; w: words; r: its own; l: mend the label; q: stop",
    )
    doubtful = sorted(
        (each for each in listed.proposals if each.is_open),
        key=lambda one: one.confidence,
    )
    decided: dict[str, Proposal] = {}
    for number, each in enumerate(doubtful, start=1):
        print_lines("", f"[{number}/{len(doubtful)}] {each.sentences[0] if each.sentences else ''}")
        print_lines(f"  {each.number}: {each.label} ({each.unit})  {each.relation}")
        same = each.same_as
        for other in each.others:
            key = next((key for key, name in same.items() if other.endswith(f" {name}")), "?")
            print_lines(f"  {key} {other}")
        print_lines(f"  {keys.text(language)}")
        key = typer.getchar().casefold()
        if key in {"q", "\x03", "\x04", "\x1b"}:
            break
        if key == "l":
            question = Bilingual("Tên gọi", "Label").text(language)
            label = str(typer.prompt(question, default=each.label)).strip()
            decided[each.identity] = replace(each, label=label, name="", decision="đúng")
        elif key in same:
            decided[each.identity] = replace(each, decision=f"{SAME_AS} {same[key]}")
        else:
            decided[each.identity] = replace(each, decision=_KEYS.get(key, each.decision))
    proposals = tuple(decided.get(each.identity, each) for each in listed.proposals)
    return replace(listed, proposals=proposals)


def _say(made: "ImportedReport", folder: Path, language: Language) -> None:
    """Say what was made, what is to be confirmed, and what is not as it was."""
    doubtful = sum(each.is_open for each in made.proposals)
    proof = made.proof
    lines = [
        Bilingual(
            f"{proof.equal}/{proof.paragraphs} đoạn của báo cáo lập lại giống hệt bản gốc",
            f"{proof.equal} of {proof.paragraphs} paragraphs are built as they were",
        ),
        Bilingual(
            f"{made.figures}/{made.numbers} số ngoài các bảng số liệu thành số liệu; "
            f"{len(made.proposals)} mục trong {folder.as_posix()}/xac-nhan.yaml, {doubtful} mục "
            "nên xem",
            f"{made.figures} of {made.numbers} numbers outside of tables of figures are figures; "
            f"{len(made.proposals)} entries in {folder.as_posix()}/xac-nhan.yaml, {doubtful} to "
            "look at",
        ),
    ]
    if made.other_year:
        lines.append(
            Bilingual(
                f"trích yếu ghi năm {made.other_year}, khác với --year; nếu nhầm thì chạy lại với "
                f"--year {made.other_year}",
                f"the subject names the year {made.other_year}, not that of --year; if that is a "
                f"slip, call again with --year {made.other_year}",
            )
        )
    if made.unknown:
        keys = ", ".join(made.unknown)
        lines.append(
            Bilingual(
                f"chưa có trong văn bản, cần điền vào report.yaml: {keys}",
                f"not in the report, to be filled in in report.yaml: {keys}",
            )
        )
    for each in proof.unequal[:_MOST_SHOWN]:
        lines.append(Bilingual(f"khác: {each.original}", f"differs: {each.original}"))
        lines.append(Bilingual(f"  lập lại: {each.built}", f"  built: {each.built}"))
    if len(proof.unequal) > _MOST_SHOWN:
        rest = len(proof.unequal) - _MOST_SHOWN
        lines.append(Bilingual(f"… và {rest} chỗ khác nữa", f"… and {rest} more"))
    lines.append(_next_step(folder, has_open=doubtful > 0))
    for line in lines:
        print_lines(line.text(language), file=sys.stderr)


def _next_step(folder: Path, *, has_open: bool) -> Bilingual:
    """Return what to do next: confirm the list, or build where nothing in it is open."""
    if has_open:
        command = f"ntmreport import --apply {folder.as_posix()}/xac-nhan.yaml"
        return Bilingual(
            f"tiếp theo: xem xac-nhan.yaml rồi chạy {command}",
            f"next: look at xac-nhan.yaml, then run {command}",
        )
    data = next((path.parent for path in folder.glob("data/*/report.yaml")), folder)
    command = f"ntmreport build {data.as_posix()}"
    return Bilingual(f"tiếp theo: {command}", f"next: {command}")
