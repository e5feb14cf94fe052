"""`kiosk report`: a form of a period, for a terminal, a program, or as a document to sign."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from kiosk.cli.arguments import DAY, FILE, Arguments, Parser, written_as
from kiosk.cli.errors import CommandError, WrongUseError
from kiosk.cli.journals import journal_told
from kiosk.cli.own_program import without_documents
from kiosk.cli.report_confirm import confirm
from kiosk.config import LANGUAGES, Config, Message
from kiosk.domain.figures import Figures
from kiosk.domain.report_settings import ReportSettings
from kiosk.journal import JournalReader
from kiosk.reports.confirmation import read_code, with_code
from kiosk.reports.forms import Form, build
from kiosk.reports.letter import Letter
from kiosk.reports.letter_file import load_letter
from kiosk.reports.numbers import day
from kiosk.reports.output import FORMATS, content_of, would_spoil_terminal, write_whole
from kiosk.reports.report import Report

_EMPTY = Message("Trong kỳ này máy chưa hỏi gì.", "Nothing was asked on this PC in this period.")

_ELSEWHERE = Message(
    "lấy báo cáo này trên trang của máy chủ, hoặc dùng --format csv",
    "take this report from the server's pages, or use --format csv",
)


def add_arguments(parser: Parser) -> None:
    """`kiosk report --from DAY --to DAY [--form F] [--format F] [--output FILE] …`."""
    _add_days(parser)
    _add_form(parser)
    parser.add("--output", type=Path, metavar=FILE, text=Message("ghi ra tệp này", "write to this file"))
    parser.add(
        "--letter",
        type=Path,
        metavar=FILE,
        text=Message("mẫu lời văn của cơ quan (docx)", "the agency's own texts (docx)"),
    )
    parser.add(
        "--confirm",
        type=written_as("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX", read_code),
        metavar=Message("MÃ", "CODE"),
        text=Message("bản in có mã đối chiếu này có đúng không", "whether the printed report is right"),
    )
    parser.add(
        "--partial",
        action="store_true",
        text=Message(
            "kể cả khi phần đầu kỳ đã bị xóa khỏi máy", "even where the period's beginning was removed"
        ),
    )


def _add_form(parser: Parser) -> None:
    parser.add(
        "--form",
        choices=[one.value for one in Form],
        default=Form.A.value,
        text=Message(
            "a: kết quả theo bộ phận; b: tỷ lệ hồ sơ được đánh giá; c: nhóm tiêu chí; ranking: xếp hạng",
            "a: results by department; b: participation; c: factors; ranking",
        ),
    )
    parser.add(
        "--format",
        choices=FORMATS,
        default="table",
        text=Message(
            "bảng trên màn hình, JSON cho chương trình, hay tệp để mở, in và ký",
            "a table for the terminal, JSON for programs, or a file to open, print and sign",
        ),
    )


def _add_days(parser: Parser) -> None:
    for name, place, needed, text in (
        ("--from", "first", True, Message("từ ngày", "first day")),
        ("--to", "last", True, Message("đến hết ngày", "last day")),
        ("--compare-from", "before_first", False, Message("so với kỳ từ ngày", "compared with, first day")),
        ("--compare-to", "before_last", False, Message("so với kỳ đến hết ngày", "compared with, last day")),
    ):
        a_day = written_as("YYYY-MM-DD", date.fromisoformat)
        parser.add(name, dest=place, type=a_day, required=needed, metavar=DAY, text=text)


@journal_told
def run(arguments: Arguments) -> int:
    """Print or write the form; 1 where it can't be had whole, or where a printed one is not confirmed."""
    periods = _periods(arguments)
    _refuse_what_contradicts(arguments)
    config = arguments.load_config()
    letter = load_letter(arguments.letter) if arguments.letter else None
    with JournalReader(config.journal.path) as reader:
        _refuse_a_gap(reader, min(first for first, _ in periods), arguments)
        figures_as_of = partial(_figures, reader, periods, config.zone.key)
        settings = (letter and letter.settings) or config.report
        form_of = partial(_form, config, settings, _language_of(arguments))
        if arguments.confirm:
            return confirm(arguments, reader, figures_as_of, form_of)
        those = figures_as_of(None)
    if not those[0].units and arguments.format != "json":
        return _say_empty(arguments)
    report = form_of(arguments.form, those)
    _write(_content(report, those[0], arguments, letter), arguments)
    return 0


def _periods(arguments: Arguments) -> list[tuple[date, date]]:
    """The period, and the one that it is compared with; raises WrongUseError."""
    compared = (arguments.before_first, arguments.before_last)
    periods = [(arguments.first, arguments.last)]
    if compared != (None, None):
        if arguments.form != "ranking" or None in compared:
            raise WrongUseError(
                Message(
                    "--compare-from và --compare-to đi cùng nhau, với --form ranking",
                    "--compare-from and --compare-to go together, with --form ranking",
                )
            )
        periods.append(compared)
    if any(first > last for first, last in periods):
        raise WrongUseError(
            Message("ngày đầu kỳ phải trước hoặc là ngày cuối", "a first day is after its last")
        )
    return periods


def _refuse_what_contradicts(arguments: Arguments) -> None:
    if arguments.confirm and arguments.output:
        raise WrongUseError(
            Message("--confirm không đi cùng --output", "--confirm does not go with --output")
        )
    if not (arguments.output or arguments.confirm) and would_spoil_terminal(arguments.format):
        raise WrongUseError(
            Message(
                f"{arguments.format} không hiện được trên màn hình: thêm --output TỆP.{arguments.format}",
                f"a terminal can't show {arguments.format}: add --output FILE.{arguments.format}",
            )
        )


def _refuse_a_gap(reader: JournalReader, first: date, arguments: Arguments) -> None:
    """Raise CommandError where the beginning was removed, or with --partial say so."""
    kept_from = reader.kept_from_day()
    if kept_from is None or first >= kept_from:
        return
    lacking = Message(
        f"dữ liệu trước {day(kept_from)} không còn đủ trên máy này",
        f"this PC no longer holds everything before {kept_from}",
    )
    if not arguments.partial:
        raise CommandError(
            Message(
                f"{lacking.vi}; xem ở máy chủ, hoặc thêm --partial để lấy phần còn lại",
                f"{lacking.en}; ask the centre, or add --partial for what is left",
            )
        )
    sys.stderr.write(f"{lacking.text(arguments.language)}\n")


def _language_of(arguments: Arguments) -> str:
    """Reports are in Vietnamese; a page for screens may be had in English."""
    return arguments.language if arguments.format == "html" else LANGUAGES[0]


def _figures(
    reader: JournalReader, periods: list[tuple[date, date]], zone: str, through: int | None
) -> list[Figures]:
    """The period's, and those of the one that it is compared with; as of now, or of an earlier head."""
    return [reader.figures(first, last, zone=zone, through=through) for first, last in periods]


def _form(
    config: Config, settings: ReportSettings, language: str, form: str, those: Sequence[Figures]
) -> Report:
    """A form with the code that confirms it."""
    report = build(
        form,
        *those,
        agency=config.agency.name,
        unit=config.agency.unit,
        settings=settings,
        language=language,
    )
    return with_code(report, those[0].heads, language)


def _say_empty(arguments: Arguments) -> int:
    if arguments.format != "table" or arguments.output:
        raise CommandError(_EMPTY)
    arguments.say(_EMPTY)
    return 0


def _content(report: Report, figures: Figures, arguments: Arguments, letter: Letter | None) -> bytes:
    wanted: str = arguments.format
    try:
        return content_of(report, figures, wanted, letter=letter, language=_language_of(arguments))
    except ModuleNotFoundError as error:
        raise CommandError(without_documents(str(error.name), wanted, _ELSEWHERE)) from error


def _write(content: bytes, arguments: Arguments) -> None:
    file: Path | None = arguments.output
    if file is None:
        sys.stdout.buffer.write(content)
        return
    write_whole(file, content)
    arguments.say(Message(f"Đã ghi {file}.", f"Wrote {file}."))
