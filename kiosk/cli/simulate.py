"""`kiosk simulate`: simulated clerks and citizens in front of the real desk, in a journal of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from kiosk.cli.arguments import DAY, FILE, Arguments, Parser, written_as
from kiosk.cli.counter import opened
from kiosk.cli.errors import CommandError
from kiosk.cli.journals import journal_told
from kiosk.config import Config, Message
from kiosk.domain.desk import Desk
from kiosk.domain.entries import Mode
from kiosk.journal import DirectCommitter
from kiosk.secrets import Pins
from kiosk.simulate import (
    SimulatedBallot,
    SimulationError,
    VirtualClock,
    random_ballots,
    read_table,
    simulate,
    table_ballots,
)


def add_arguments(parser: Parser) -> None:
    """`kiosk simulate (--ballots N | --table FILE) [--seed S] [--at DAY]`."""
    what = parser.choice()
    what.add(
        "--ballots",
        type=written_as("N ≥ 1", _count),
        metavar="N",
        text=Message("số phiếu ngẫu nhiên", "so many ballots"),
    )
    what.add(
        "--table",
        type=Path,
        metavar=FILE,
        text=Message("bảng đã công bố (JSON)", "a published table (JSON)"),
    )
    parser.add(
        "--seed",
        type=int,
        default=0,
        metavar="S",
        text=Message("cùng số thì cùng kết quả", "same seed, same ballots"),
    )
    parser.add(
        "--at",
        type=written_as("YYYY-MM-DD", date.fromisoformat),
        metavar=DAY,
        text=Message("ngày mô phỏng (không ghi: hôm nay)", "the simulated day (else today)"),
    )


@journal_told
def run(arguments: Arguments) -> int:
    """Give the ballots; the journal must be a simulated one, or not be there yet."""
    config = arguments.load_config()
    try:
        ballots = _ballots(config, arguments)
        clock = VirtualClock(arguments.at or datetime.now(config.zone).date(), config.zone)
        with opened(config, clock, simulated=True) as counter:
            desk = Desk(
                config.questionnaire,
                replace(config.desk, mode=Mode.INVITED, hours=None),
                clock=clock,
                committer=DirectCommitter(counter.journal),
                pins=Pins(),
                shift=counter.shift,
                last_department=counter.last_department,
                simulated=True,
            )
            done = simulate(desk, clock, ballots, arguments.seed)
    except SimulationError as error:
        raise CommandError(Message(error.vi, error.en)) from error
    arguments.say(Message(f"Đã mô phỏng {done} phiếu.", f"{done} ballots simulated."))
    return 0


def _ballots(config: Config, arguments: Arguments) -> Iterator[SimulatedBallot]:
    if arguments.table:
        return table_ballots(read_table(arguments.table, config.questionnaire), arguments.seed)
    return random_ballots(config.questionnaire, arguments.ballots, arguments.seed)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
