"""`kiosk report`: the result table of a period."""

from __future__ import annotations

import json
import sys
from datetime import date

from kiosk.cli.arguments import DAY, Arguments, Parser, add_format, written_as
from kiosk.cli.errors import CommandError, WrongUseError
from kiosk.cli.journals import journal_told
from kiosk.config import Message
from kiosk.domain.tally import Period, Tally, tally
from kiosk.journal import JournalReader
from kiosk.reports import as_json, as_table
from kiosk.reports.numbers import day


def add_arguments(parser: Parser) -> None:
    """`kiosk report --from DAY --to DAY [--format json] [--partial]`."""
    a_day = written_as("YYYY-MM-DD", date.fromisoformat)
    parser.add(
        "--from", dest="first", type=a_day, required=True, metavar=DAY, text=Message("từ ngày", "first day")
    )
    parser.add(
        "--to",
        dest="last",
        type=a_day,
        required=True,
        metavar=DAY,
        text=Message("đến hết ngày", "last day"),
    )
    add_format(parser, "table")
    parser.add(
        "--partial",
        action="store_true",
        text=Message(
            "kể cả khi phần đầu kỳ đã bị xóa khỏi máy", "even where the period's beginning was removed"
        ),
    )


@journal_told
def run(arguments: Arguments) -> int:
    """Print the table; 1 where the journal no longer holds the beginning of the period."""
    config = arguments.load_config()
    if arguments.first > arguments.last:
        raise WrongUseError(Message("--from phải trước hoặc bằng --to", "--from must not be after --to"))
    period = Period(arguments.first, arguments.last, config.zone.key)
    with JournalReader(config.journal.path) as reader:
        kept_from = reader.kept_from_day()
        if kept_from and period.first < kept_from:
            _note_gap(kept_from, arguments)
        found = _tally(reader, period)
    if arguments.format == "json":
        json.dump(as_json(found), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    elif found.departments:
        sys.stdout.write(as_table(found, paper_issued=config.paper_issued))
    else:
        arguments.say(
            Message("Trong kỳ này máy chưa hỏi gì.", "Nothing was asked on this PC in this period.")
        )
    return 0


def _note_gap(kept_from: date, arguments: Arguments) -> None:
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


def _tally(reader: JournalReader, period: Period) -> Tally:
    return tally(
        reader.ballot_groups(period.first, period.last),
        reader.questionnaires(period.first, period.last),
        period,
        simulated=reader.identity().simulated,
    )
