"""The command line of the centre: exit status 0 good, 1 a fault was found, 2 wrong use.

A command is a module here with `add_arguments(parser)` and `run(arguments) -> status`, and a line in
`COMMANDS`. Only the module of the command that is asked for is imported.
"""

from __future__ import annotations

import argparse
import keyword
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from sqlalchemy.exc import DBAPIError

from central.catalogue import CatalogueError
from central.cli.arguments import DATABASE_VARIABLE, Arguments, add_database
from central.cli.errors import FAULT, WRONG_USE, CommandError, WrongUseError
from central.devices import EnrolmentError
from central.imports import BundleRefusedError
from central.migrations import NewerSchemaError
from central.people import PeopleError
from central.store import DEFAULT_URL, StoreError, WrongUrlError, first_line

COMMANDS = {
    "serve": "take batches and show results",
    "device": "enrol a device by a one-time code, renew, move, revoke",
    "fleet": "how the devices are, and which need a look",
    "people": "accounts of those who look at results",
    "audit": "who did what, when and from where",
    "enrol": "make a device's token straight, for scripts",
    "reader": "make a reader's token",
    "revoke": "make a device's token worthless",
    "devices": "list devices and what needs a look",
    "import": "take a bundle that 'kiosk export' wrote",
    "catalogue": "agencies, their departments and devices, from a file and to one",
    "report": "forms a, b, c and ranking as a table, file or document; confirm a printed one",
    "import-dossiers": "dossiers returned, from a file of the one-stop software",
    "rebuild": "count all sums again from the lines",
    "backup": "the whole centre in one file",
    "restore": "a backup into an empty database",
}
_FAULTS = (
    CommandError,
    StoreError,
    NewerSchemaError,
    BundleRefusedError,
    CatalogueError,
    EnrolmentError,
    PeopleError,
)
_INTERRUPTED = 130  # what a shell says of a program that Ctrl-C ended


class Command(Protocol):
    """What the module of a command has."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what this command takes beyond --database."""

    def run(self, arguments: Arguments) -> int:
        """Do it; the exit status."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; every fault is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Vietnamese names, whatever the terminal was set to
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(argv)
    except _FAULTS as error:
        return _fail(error, WRONG_USE if isinstance(error, (WrongUseError, WrongUrlError)) else FAULT)
    except DBAPIError as error:
        return _fail(f"The database does not answer: {first_line(error)}.", FAULT)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        return _fail(f"{error.filename or 'a file'}: {error.strerror or error}.", FAULT)


def _run(argv: Sequence[str] | None) -> int:
    arguments = _parser().parse_args(argv, namespace=Arguments())
    name = arguments.command.replace("-", "_") + ("_" if keyword.iskeyword(arguments.command) else "")
    command: Command = import_module(f"central.cli.{name}")
    parser = argparse.ArgumentParser(
        prog=f"central {arguments.command}", description=f"{COMMANDS[arguments.command].capitalize()}."
    )
    add_database(parser)
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments.words, namespace=arguments))


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:<16}{told}" for name, told in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="central",
        description="The reference centre of Hài Lòng.",
        epilog=f"commands (each has --help):\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_database(parser)
    parser.set_defaults(database=os.environ.get(DATABASE_VARIABLE) or DEFAULT_URL)
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    parser.add_argument("words", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def _fail(error: object, status: int) -> int:
    sys.stderr.write(f"central: {error}\n")
    return status
