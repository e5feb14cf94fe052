"""`central import`: take a bundle from a USB stick, and write the receipt that goes back."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from central.cli.arguments import Arguments
from central.cli.errors import GOOD
from central.cli.output import say
from central.imports import import_bundle


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central import FILE [--receipt FILE]`."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--receipt", type=Path, metavar="FILE", help="write the receipt for the kiosk there")


def run(arguments: Arguments) -> int:
    """Take it, and say what it brought."""
    with arguments.store() as store:
        taken = import_bundle(store, arguments.file, now=datetime.now(UTC))
    if arguments.receipt is not None:
        taken.write_receipt(arguments.receipt)
    held = taken.receipt
    say(
        f"{taken.device.name}: {taken.entries} entries read, {taken.added} of them new; "
        f"journal {held.journal} is held through entry {held.acknowledged_through}."
    )
    return GOOD
