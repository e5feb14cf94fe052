"""`central rebuild`: count all sums again from the lines, and prove them equal or put them in place."""

from __future__ import annotations

import argparse

from central.cli.arguments import Arguments
from central.cli.errors import FAULT, GOOD
from central.cli.output import give, say
from central.rebuild import recount


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central rebuild [--check]`."""
    parser.add_argument("--check", action="store_true", help="compare only; 1 where a sum differs")


def run(arguments: Arguments) -> int:
    """Count, and tell each row that stood otherwise."""
    with arguments.store() as store:
        found = recount(store, replace=not arguments.check)
    for difference in found.differences:
        give(str(difference))
    number = len(found.differences)
    if arguments.check and number:
        say(f"{found.ballots} ballots counted; {number} rows differ: 'central rebuild' puts them right.")
        return FAULT
    say(f"{found.ballots} ballots counted; {f'{number} rows put right' if number else 'every sum agrees'}.")
    return GOOD
