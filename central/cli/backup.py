"""`central backup`: the whole centre, as it is at this moment, in one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from central.backup import back_up
from central.cli.arguments import Arguments
from central.cli.errors import GOOD
from central.cli.output import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central backup FILE`."""
    parser.add_argument("file", type=Path, metavar="FILE")


def run(arguments: Arguments) -> int:
    """Write it, and say so."""
    back_up(arguments.database, arguments.file, by=arguments.by())
    say(f"{arguments.file} holds the whole centre.")
    return GOOD
