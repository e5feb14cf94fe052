"""`central reader`: make the token of a program that reads tallies."""

from __future__ import annotations

import argparse

from central import readers
from central.cli.arguments import Arguments, add_token_file
from central.cli.enrol import OLD_TOKEN
from central.cli.errors import GOOD
from central.cli.output import hand_over, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central reader NAME [--token-file FILE]`."""
    parser.add_argument("name", metavar="NAME")
    add_token_file(parser)


def run(arguments: Arguments) -> int:
    """Give the reader a new token and hand it over."""
    with arguments.store() as store, store.writing() as connection:
        token, replaced = readers.enrol(connection, arguments.name, by=arguments.by())
        hand_over(token, arguments.token_file)
    say(f"{arguments.name} may read.{OLD_TOKEN if replaced else ''}")
    return GOOD
