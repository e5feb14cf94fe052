"""What the words of a command line say."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from central.store import DEFAULT_URL, Store

DATABASE_VARIABLE = "CENTRAL_DATABASE"
_DATABASE_HELP = f"sqlite:///FILE or postgresql://…; else {DATABASE_VARIABLE}, else {DEFAULT_URL}"


class Arguments(argparse.Namespace):
    """What the command line says; each command knows its own further members."""

    command: str
    words: list[str]
    database: str

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
