"""`central report`: a form of a period, for a terminal, a program, or as a document to sign."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from central import audit, printed, reports
from central.audit import What
from central.cli.arguments import Arguments, add_letter, day, letter_of
from central.cli.errors import GOOD, CommandError, WrongUseError
from central.cli.output import say
from central.cli.report_confirm import confirm
from central.figures import TIME_ZONE
from central.pages.texts import BASE_LANGUAGE, load_texts
from central.reports import Asked, Made
from kiosk.domain.figures import Period
from kiosk.domain.report_settings import ReportSettings
from kiosk.domain.tally import Channel
from kiosk.reports.confirmation import read_code
from kiosk.reports.forms import Form
from kiosk.reports.letter import Letter
from kiosk.reports.output import FORMATS, content_of, would_spoil_terminal, write_whole

_EMPTY = "Nothing was asked in this period."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central report --from DAY --to DAY [--form F] [--format F] [--output FILE] …`."""
    _add_days(parser)
    forms = "a: results by department; b: participation; c: factors; ranking: ranking"
    parser.add_argument("--form", choices=[one.value for one in Form], default=Form.A.value, help=forms)
    parser.add_argument("--agency", metavar="CODE", help="of this agency alone; else of all")
    channels = "which ballots (kiosk); paper ones are never added unasked"
    parser.add_argument(
        "--channel", choices=[one.value for one in Channel], default=Channel.KIOSK.value, help=channels
    )
    parser.add_argument("--simulated", action="store_true", help="of simulated ballots")
    parser.add_argument("--format", choices=FORMATS, default="table")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to this file")
    add_letter(parser)
    languages = "of a page (html); anything else is in Vietnamese"
    parser.add_argument("--language", choices=["vi", "en"], default=BASE_LANGUAGE, help=languages)
    parser.add_argument(
        "--confirm", type=_code, metavar="CODE", help="whether the printed report with this code is right"
    )


def _add_days(parser: argparse.ArgumentParser) -> None:
    for name, place, needed, told in (
        ("--from", "first", True, "first day"),
        ("--to", "last", True, "last day"),
        ("--compare-from", "before_first", False, "compared with, first day"),
        ("--compare-to", "before_last", False, "compared with, last day"),
    ):
        parser.add_argument(name, dest=place, type=day, required=needed, metavar="DAY", help=told)


def _code(text: str) -> str:
    try:
        return read_code(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error}.") from None


def run(arguments: Arguments) -> int:
    """Print or write the form; 1 where it can't be had, or where a printed one is not confirmed."""
    letter = letter_of(arguments)
    asked = replace(_asked(arguments), settings=(letter and letter.settings) or ReportSettings())
    _refuse_what_contradicts(arguments)
    if arguments.confirm:
        with arguments.store() as store:
            return confirm(store, arguments.confirm, asked)
    by = arguments.by()
    with arguments.store() as store:
        everything = load_texts()[BASE_LANGUAGE]("site.everything")
        made = reports.make(store, asked, everything=everything, by=by.who or "", now=datetime.now(UTC))
        if made.is_empty and arguments.format != "json":
            return _say_empty(arguments)
        content = _content(made, arguments, letter)
        with store.writing() as connection:
            printed.keep(connection, made.printed)
            audit.note(
                connection,
                by,
                What.EXPORTED,
                asked.agency or "",
                form=asked.form,
                format=arguments.format,
                period=f"{asked.period.first} {asked.period.last}",
                code=made.report.code,
            )
    _write(content, arguments.output)
    return GOOD


def _asked(arguments: Arguments) -> Asked:
    """What the command line asks for; raises WrongUseError."""
    compared = (arguments.before_first, arguments.before_last)
    before: tuple[date, date] | None = None
    if compared != (None, None):
        if arguments.form != Form.RANKING or None in compared:
            raise WrongUseError("--compare-from and --compare-to go together, with --form ranking.")
        before = compared
    periods: Sequence[tuple[date, date]] = [(arguments.first, arguments.last), *([before] if before else [])]
    if any(first > last for first, last in periods):
        raise WrongUseError("a first day is after its last.")
    return Asked(
        arguments.form,
        Period(arguments.first, arguments.last, TIME_ZONE),
        arguments.agency,
        arguments.simulated or None,
        Channel(arguments.channel),
        before,
        arguments.language if arguments.format == "html" else BASE_LANGUAGE,
    )


def _refuse_what_contradicts(arguments: Arguments) -> None:
    if arguments.confirm and arguments.output:
        raise WrongUseError("--confirm does not go with --output.")
    if not (arguments.output or arguments.confirm) and would_spoil_terminal(arguments.format):
        kind = arguments.format
        raise WrongUseError(f"a terminal can't show {kind}: add --output FILE.{kind}.")


def _say_empty(arguments: Arguments) -> int:
    if arguments.format != "table" or arguments.output:
        raise CommandError(_EMPTY)
    say(_EMPTY)
    return GOOD


def _content(made: Made, arguments: Arguments, letter: Letter | None) -> bytes:
    return content_of(
        made.report,
        made.figures,
        arguments.format,
        letter=letter,
        channel=Channel(arguments.channel),
        language=arguments.language if arguments.format == "html" else BASE_LANGUAGE,
    )


def _write(content: bytes, file: Path | None) -> None:
    if file is None:
        sys.stdout.buffer.write(content)
        return
    write_whole(file, content)
    say(f"Wrote {file}.")
