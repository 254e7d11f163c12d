"""The commands and their options, as Typer shows them in the user's language."""

# No postponed annotations here: Typer reads the commands' annotations, which speak two languages.
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import ntmreport
from ntmreport.cli import asking, beginning, building, checking, comparing, starting
from ntmreport.cli.asking import ListFormat
from ntmreport.cli.building import BuildFormat
from ntmreport.cli.checking import ReportFormat
from ntmreport.cli.comparing import DiffFormat
from ntmreport.cli.outcome import TROUBLE, USAGE, UsageMistakeError
from ntmreport.cli.starting import StatusFormat
from ntmreport.cli.words import (
    chosen_language,
    command_classes,
    options_metavar,
    subcommand_metavar,
    usage_message,
)
from ntmreport.language import Bilingual, Language
from ntmreport.locale import speak
from ntmreport.trouble import Trouble


def call(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return its exit code."""
    language, rest, mistake = chosen_language(arguments)
    speak(language)
    try:
        if mistake is not None:
            raise UsageMistakeError(mistake)
        # Called with nothing, it says what it can do.
        code = _application(language)(
            rest or ["--help"], prog_name="ntmreport", standalone_mode=False
        )
    except UsageMistakeError as error:
        return _wrong_call(error.message, language)
    except typer.TyperException as error:
        return _wrong_call(usage_message(error), language)
    except typer.Abort:
        return TROUBLE
    except Trouble as trouble:
        print(trouble.message.text(language), file=sys.stderr)
        return TROUBLE
    return code if isinstance(code, int) else 0


def _wrong_call(message: Bilingual, language: Language) -> int:
    more = Bilingual("xem cách dùng: ntmreport --help", "for help: ntmreport --help")
    print(message.text(language), file=sys.stderr)
    print(more.text(language), file=sys.stderr)
    return USAGE


def _application(language: Language) -> typer.Typer:
    def say(vi: str, en: str) -> str:
        return Bilingual(vi, en).text(language)

    command_class, group_class = command_classes(language)
    metavar = options_metavar(language)
    app = typer.Typer(
        cls=group_class,
        add_completion=False,
        help=say(
            "Biên dịch dữ liệu của một năm thành báo cáo Chương trình MTQG xây dựng nông thôn mới.",
            "Compile one year's data into the report on the New Rural Development programme.",
        ),
        options_metavar=metavar,
        subcommand_metavar=subcommand_metavar(language),
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )

    command = partial(app.command, cls=command_class, options_metavar=metavar)

    def show_version(wanted: bool) -> None:
        if wanted:
            print(f"ntmreport {ntmreport.__version__}")
            raise typer.Exit

    @app.callback()
    def options(
        version: Annotated[
            bool,
            typer.Option(
                "--version",
                callback=show_version,
                is_eager=True,
                help=say("In phiên bản rồi thoát.", "Show the version and exit."),
            ),
        ] = False,
        lang: Annotated[
            Language,
            typer.Option(
                "--lang",
                help=say(
                    "Ngôn ngữ của thông báo, đặt được ở bất cứ đâu trong lệnh.",
                    "The language of messages; can stand anywhere in the command.",
                ),
            ),
        ] = language,
    ) -> None:
        del version, lang  # shown here; read before this application is made

    data_argument = typer.Argument(
        help=say(
            "Thư mục dữ liệu của năm, ví dụ data/2021.",
            "The folder of the year's data, such as data/2021.",
        )
    )

    templates_option = typer.Option(
        "--templates",
        help=say(
            "Thư mục chứa các mẫu báo cáo; không nêu thì là templates/ cạnh data/.",
            "The folder of forms; without it, templates/ beside data/.",
        ),
    )

    @command(
        help=say(
            "Lập báo cáo từ dữ liệu của một năm và in ra tên tệp.",
            "Build the report from one year's data and print the file's name.",
        ),
    )
    def build(
        data: Annotated[Path, data_argument],
        output: Annotated[
            Path | None,
            typer.Option(
                "--output",
                "-o",
                help=say(
                    "Tệp hoặc thư mục kết quả; không nêu thì là build/NĂM/bao-cao-NĂM.docx.",
                    "File or folder to write; without it, build/YEAR/bao-cao-YEAR.docx.",
                ),
            ),
        ] = None,
        format_: Annotated[
            BuildFormat | None,
            typer.Option(
                "--format",
                help=say(
                    "Loại tệp; không nêu thì theo đuôi của tệp kết quả, hoặc docx.",
                    "Kind of file; without it, by the output's ending, or docx.",
                ),
            ),
        ] = None,
        annotate: Annotated[
            bool,
            typer.Option(
                "--annotate",
                help=say(
                    "Thêm chú thích vào từng số liệu: cách tính, tệp và dòng, cảnh báo.",
                    "Comment on each figure: how it is computed, file and line, warnings.",
                ),
            ),
        ] = False,
        embed_lineage: Annotated[
            bool,
            typer.Option(
                "--embed-lineage",
                help=say(
                    "Ghi nguồn gốc số liệu vào tệp Word, để `explain` trả lời chỉ từ tệp đó.",
                    "Put the lineage into the Word file, so that `explain` answers from it alone.",
                ),
            ),
        ] = False,
        templates: Annotated[Path | None, templates_option] = None,
    ) -> int:
        carried = building.Carried(comments=annotate, lineage=embed_lineage)
        return building.build(data, output, format_, carried, templates, language)

    @command(
        help=say(
            "Kiểm tra dữ liệu và mẫu: cách viết, phép tính, sự thống nhất, chính tả, thể thức.",
            "Check data and templates: spelling, arithmetic, agreement, wording, layout.",
        ),
    )
    def validate(
        data: Annotated[
            list[Path] | None,
            typer.Argument(
                help=say(
                    "Thư mục dữ liệu; không nêu thì là mọi năm trong data/.",
                    "Folders of data; without any, every year under data/.",
                )
            ),
        ] = None,
        format_: Annotated[
            ReportFormat | None,
            typer.Option(
                "--format",
                help=say(
                    "Dạng kết quả; không nêu thì là text, trong GitHub Actions là github.",
                    "How to report; without it, text, and github inside GitHub Actions.",
                ),
            ),
        ] = None,
        strict: Annotated[
            bool,
            typer.Option("--strict", help=say("Coi cảnh báo là lỗi.", "Take warnings for errors.")),
        ] = False,
        show_acknowledged: Annotated[
            bool,
            typer.Option(
                "--show-acknowledged",
                help=say(
                    "Liệt kê cả những cảnh báo đã được chấp nhận.",
                    "List the warnings that are acknowledged, too.",
                ),
            ),
        ] = False,
        templates: Annotated[Path | None, templates_option] = None,
    ) -> int:
        folders = list(data or ())
        return checking.validate(folders, format_, templates, language, strict, show_acknowledged)

    @command(
        help=say(
            "Liệt kê mọi số liệu của năm: giá trị, công thức, tệp và dòng, chỗ in trong báo cáo.",
            "List every figure of the year: value, formula, file and line, where it is printed.",
        ),
    )
    def figures(
        data: Annotated[Path, data_argument],
        format_: Annotated[
            ListFormat,
            typer.Option("--format", help=say("Dạng danh sách.", "The kind of list.")),
        ] = ListFormat.TABLE,
        output: Annotated[
            Path | None,
            typer.Option("--output", "-o", help=say("Tệp kết quả.", "The file to write.")),
        ] = None,
        unused: Annotated[
            bool,
            typer.Option(
                "--unused",
                help=say("Chỉ những số liệu mà báo cáo không dùng.", "Only figures not used."),
            ),
        ] = False,
        coverage: Annotated[
            bool,
            typer.Option(
                "--coverage",
                help=say(
                    "Đếm các số trong báo cáo: bao nhiêu là số liệu, bao nhiêu không rõ nguồn gốc.",
                    "Count the report's numbers: how many are figures, how many are neither.",
                ),
            ),
        ] = False,
        templates: Annotated[Path | None, templates_option] = None,
    ) -> int:
        if coverage:
            return asking.coverage(data, templates, language)
        return asking.figures(data, format_, output, unused, templates, language)

    @command(
        help=say(
            "Cho biết một số liệu trong báo cáo từ đâu ra, đến từng dòng dữ liệu.",
            "Say where a figure of the report comes from, down to the lines of the data.",
        ),
    )
    def explain(
        data: Annotated[
            Path,
            typer.Argument(
                help=say(
                    "Thư mục dữ liệu của năm, hoặc tệp Word lập với --embed-lineage.",
                    "The folder of the year's data, or a Word file built with --embed-lineage.",
                )
            ),
        ],
        what: Annotated[
            str,
            typer.Argument(
                help=say(
                    "Số in trong báo cáo (93,44%), đường dẫn, hoặc tệp và dòng (health.yaml:9).",
                    "A printed text (93,44%), a path, or a file and line (health.yaml:9).",
                )
            ),
        ],
        templates: Annotated[Path | None, templates_option] = None,
    ) -> int:
        return asking.explain(data, what, templates, language)

    @command(
        help=say(
            "Lập trang rà soát: báo cáo trong trình duyệt, chỉ vào số nào thấy nguồn gốc số đó.",
            "Write a page to review: the report in a browser, each figure telling its origin.",
        ),
    )
    def review(
        data: Annotated[Path, data_argument],
        output: Annotated[
            Path | None,
            typer.Option(
                "--output",
                "-o",
                help=say(
                    "Tệp hoặc thư mục kết quả; không nêu thì là build/NĂM/ra-soat-NĂM.html.",
                    "File or folder to write; without it, build/YEAR/ra-soat-YEAR.html.",
                ),
            ),
        ] = None,
        templates: Annotated[Path | None, templates_option] = None,
    ) -> int:
        return asking.review(data, output, templates, language)

    @command(
        help=say(
            "So sánh hai trạng thái của dữ liệu: số liệu nào đổi, câu nào trong báo cáo đổi theo.",
            "Compare two states of the data: which figures changed, and which sentences with them.",
        ),
    )
    def diff(
        data: Annotated[Path, data_argument],
        other: Annotated[
            Path | None,
            typer.Argument(
                help=say("Thư mục thứ hai, để so sánh.", "The second folder, to compare with.")
            ),
        ] = None,
        against: Annotated[
            str | None,
            typer.Option(
                "--against",
                help=say(
                    "Bản trong git để so sánh, ví dụ HEAD~1 hoặc main.",
                    "The git revision to compare with, such as HEAD~1 or main.",
                ),
            ),
        ] = None,
        format_: Annotated[
            DiffFormat | None,
            typer.Option(
                "--format",
                help=say("Dạng kết quả; không nêu thì là text.", "How to show it; else as text."),
            ),
        ] = None,
        output: Annotated[
            Path | None,
            typer.Option("--output", "-o", help=say("Tệp kết quả.", "The file to write.")),
        ] = None,
        docx: Annotated[
            Path | None,
            typer.Option(
                "--docx",
                help=say(
                    "Ghi báo cáo Word có đánh dấu mọi thay đổi (Track Changes).",
                    "Write the report as a Word file with every change tracked.",
                ),
            ),
        ] = None,
        templates: Annotated[Path | None, templates_option] = None,
    ) -> int:
        shown = comparing.ShownAs(format_, output, docx)
        return comparing.diff(data, other, against, shown, templates, language)

    @command(
        help=say(
            "Tạo kho số liệu mới cho một đơn vị: dữ liệu để trống, mẫu, lược đồ, README.",
            "Begin a repository for another unit: blank data, form, schemas, README.",
        ),
    )
    def init(
        folder: Annotated[
            Path,
            typer.Argument(help=say("Thư mục mới, hoặc thư mục trống.", "A new or empty folder.")),
        ],
        level: Annotated[
            str | None,
            typer.Option(
                "--level",
                help=say("Cấp của đơn vị: huyện, xã…", "The unit's level: huyện, xã …"),
            ),
        ] = None,
        name: Annotated[
            str | None,
            typer.Option("--name", help=say("Tên riêng của đơn vị.", "The unit's own name.")),
        ] = None,
        parent_level: Annotated[
            str | None,
            typer.Option(
                "--parent-level",
                help=say("Cấp của đơn vị cấp trên: tỉnh, huyện…", "The level of the unit above."),
            ),
        ] = None,
        parent: Annotated[
            str | None,
            typer.Option(
                "--parent",
                help=say("Tên riêng của đơn vị cấp trên.", "The own name of the unit above."),
            ),
        ] = None,
        below: Annotated[
            str | None,
            typer.Option(
                "--below",
                help=say(
                    "Tên các đơn vị cấp dưới (xã; thôn), cách nhau bằng dấu phẩy.",
                    "The names of the units below (communes; villages), with commas between.",
                ),
            ),
        ] = None,
        year: Annotated[
            int | None,
            typer.Option("--year", help=say("Năm báo cáo đầu tiên.", "The first report's year.")),
        ] = None,
        form: Annotated[
            str | None,
            typer.Option(
                "--form",
                help=say(
                    "Mẫu báo cáo; không nêu thì chọn theo cấp của đơn vị.",
                    "The form; without it, the one for the unit's level.",
                ),
            ),
        ] = None,
    ) -> int:
        answers = beginning.Answers(level, name, parent_level, parent, below, year)
        return beginning.init(folder, answers, form, language)

    @command(
        help=say(
            "Tạo dữ liệu của năm mới từ năm trước: giữ cấu trúc và câu chữ, để trống số liệu.",
            "Start a new year's data from the year before: figures blank, all else kept.",
        ),
    )
    def new(
        year: Annotated[
            int,
            typer.Argument(help=say("Năm mới, ví dụ 2022.", "The new year, such as 2022.")),
        ],
        source: Annotated[
            Path | None,
            typer.Option(
                "--from",
                help=say(
                    "Thư mục của năm trước; không nêu thì là năm gần nhất trong data/.",
                    "The folder of the year before; without it, the latest one under data/.",
                ),
            ),
        ] = None,
    ) -> int:
        return starting.new(year, source, language)

    @command(
        help=say(
            "Cho biết dữ liệu của năm đã điền đến đâu, còn thiếu gì, lập được báo cáo chưa.",
            "Say how far a year's data is filled in, what is missing, what stops its report.",
        ),
    )
    def status(
        data: Annotated[Path, data_argument],
        format_: Annotated[
            StatusFormat,
            typer.Option("--format", help=say("Dạng kết quả.", "How to show it.")),
        ] = StatusFormat.TABLE,
        templates: Annotated[Path | None, templates_option] = None,
    ) -> int:
        return starting.status(data, format_, templates, language)

    @command(
        help=say(
            "Nâng cấp dữ liệu viết cho bản cũ của chương trình, giữ nguyên chú thích.",
            "Upgrade data that was written for an older program, its comments kept.",
        ),
    )
    def upgrade(data: Annotated[Path, data_argument]) -> int:
        return starting.upgrade(data, language)

    @command(
        help=say("Giải thích một mã lỗi, hoặc liệt kê mọi mã.", "Explain a rule, or list all."),
    )
    def rule(
        code: Annotated[
            str | None,
            typer.Argument(help=say("Mã lỗi, ví dụ NTM302.", "The rule's code, such as NTM302.")),
        ] = None,
    ) -> int:
        return checking.rule(code, language)

    @command(
        help=say(
            "Ghi các lược đồ JSON Schema của tệp dữ liệu để trình soạn thảo gợi ý và kiểm tra.",
            "Write the JSON Schemas with which editors complete and check data files.",
        ),
    )
    def schema(
        output: Annotated[
            Path,
            typer.Option("--output", "-o", help=say("Thư mục kết quả.", "The folder to write to.")),
        ] = Path("schemas"),
    ) -> int:
        return building.schema(output)

    return app
