"""`central enrol`: make a device's token straight, for scripts that carry it to the kiosk themselves."""

from __future__ import annotations

import argparse

from central import devices
from central.cli.arguments import Arguments, add_token_file
from central.cli.errors import GOOD
from central.cli.output import hand_over, say

OLD_TOKEN = " The token given out before has ceased to work."  # noqa: S105  a sentence


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central enrol DEVICE [--training] [--token-file FILE]`."""
    parser.add_argument("device", metavar="DEVICE", help="its [device] id")
    parser.add_argument("--training", action="store_true", help="it sends simulated journals only")
    add_token_file(parser)


def run(arguments: Arguments) -> int:
    """Give the device a new token and hand it over."""
    name, training = arguments.device, arguments.training
    with arguments.store() as store, store.writing() as connection:
        token, replaced = devices.enrol(connection, name, training=training, by=arguments.by())
        hand_over(token, arguments.token_file)
    kind = "for training: its journals must be simulated" if training else "for real ballots"
    say(f"{name} is enrolled {kind}.{OLD_TOKEN if replaced else ''}")
    return GOOD
