"""`central revoke`: make a token worthless."""

from __future__ import annotations

import argparse

from central import devices, readers
from central.cli.arguments import Arguments
from central.cli.errors import GOOD
from central.cli.output import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central revoke NAME [--reader]`."""
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--reader", action="store_true", help="NAME is a reader's")


def run(arguments: Arguments) -> int:
    """Revoke it; what was received stays."""
    with arguments.store() as store, store.writing() as connection:
        if arguments.reader:
            readers.revoke(connection, arguments.name, by=arguments.by())
        else:
            devices.revoke(connection, arguments.name, by=arguments.by())
    say(f"The token of {arguments.name} has ceased to work; what was received stays.")
    return GOOD
