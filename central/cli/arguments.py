"""What the words of a command line say."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from central.audit import By
from central.figures import TIME_ZONE
from central.store import DEFAULT_URL, Store

DATABASE_VARIABLE = "CENTRAL_DATABASE"
_DATABASE_HELP = f"sqlite:///FILE or postgresql://…; else {DATABASE_VARIABLE}, else {DEFAULT_URL}"


class Arguments(argparse.Namespace):
    """What the command line says; each command knows its own further members."""

    command: str
    words: list[str]
    database: str

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
