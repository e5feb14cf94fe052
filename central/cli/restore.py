"""`central restore`: a backup into an empty database."""

from __future__ import annotations

import argparse
from pathlib import Path

from central.backup import restore
from central.cli.arguments import Arguments
from central.cli.errors import GOOD
from central.cli.output import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central restore FILE`."""
    parser.add_argument("file", type=Path, metavar="FILE")


def run(arguments: Arguments) -> int:
    """Restore it, and say so."""
    restore(arguments.database, arguments.file, by=arguments.by())
    say(f"{arguments.file} is restored; kiosks send again what came after it.")
    return GOOD
