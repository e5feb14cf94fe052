"""What the words of a command line say."""

from __future__ import annotations

import argparse
import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from central.audit import By
from central.cli.errors import CommandError
from central.figures import TIME_ZONE
from central.store import DEFAULT_URL, Store
from kiosk.reports.letter import Letter
from kiosk.reports.letter_file import LetterFileError, load_letter

DATABASE_VARIABLE = "CENTRAL_DATABASE"
LETTER_VARIABLE = "CENTRAL_LETTER"
_DATABASE_HELP = f"sqlite:///FILE or postgresql://…; else {DATABASE_VARIABLE}, else {DEFAULT_URL}"


class Arguments(argparse.Namespace):
    """What the command line says; each command knows its own further members."""

    command: str
    words: list[str]
    database: str
    letter: Path | None

    def by(self) -> By:
        """Who gives this command, for the audit trail: the account of this machine."""
        return By(f"{getpass.getuser()} (central)", "", datetime.now(UTC))

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The database that the command line names, closed afterwards; raises as `Store.open` does."""
        store = Store.open(self.database)
        try:
            yield store
        finally:
            store.close()


def add_database(parser: argparse.ArgumentParser) -> None:
    """`--database`, before or after the command; where it is not given it hides nothing said before."""
    parser.add_argument("--database", metavar="URL", default=argparse.SUPPRESS, help=_DATABASE_HELP)


def add_token_file(parser: argparse.ArgumentParser) -> None:
    """Where a token is to be written instead of printed."""
    parser.add_argument("--token-file", type=Path, metavar="FILE", help="write the token there (0600)")


def add_letter(parser: argparse.ArgumentParser) -> None:
    """The template of reports: the agency's own texts, targets and smallest sample."""
    told = f"the agency's own texts and targets of reports; else {LETTER_VARIABLE}"
    given = os.environ.get(LETTER_VARIABLE)
    parser.add_argument(
        "--letter", type=Path, metavar="FILE", default=Path(given) if given else None, help=told
    )


def letter_of(arguments: Arguments) -> Letter | None:
    """The template that the command line names; raises CommandError with every fault of it."""
    try:
        return load_letter(arguments.letter) if arguments.letter else None
    except LetterFileError as error:
        raise CommandError(str(error)) from None


Deed = Callable[["Arguments"], int]


def add_deeds(parser: argparse.ArgumentParser) -> Callable[..., argparse.ArgumentParser]:
    """Let a command have deeds of its own (`central people add`); gives what adds one, with what it runs."""
    deeds = parser.add_subparsers(required=True, metavar="DEED", dest="deed")

    def add(name: str, run: Deed, told: str) -> argparse.ArgumentParser:
        deed: argparse.ArgumentParser = deeds.add_parser(name, help=told, description=f"{told.capitalize()}.")
        deed.set_defaults(run=run)
        add_database(deed)
        return deed

    return add


def today() -> date:
    """The day that it is for the agencies."""
    return datetime.now(ZoneInfo(TIME_ZONE)).date()


def day(text: str) -> date:
    """A day as people type it for a program."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day: 2026-11-21 is.") from None
