"""`central devices`: every device and what needs a look."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from central import fleet
from central.cli.arguments import Arguments, today
from central.cli.errors import GOOD
from central.cli.fleet import members
from central.cli.output import give, give_json
from central.fleet import DeviceState


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central devices [--format text|json]`."""
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(arguments: Arguments) -> int:
    """List them."""
    with arguments.store() as store, store.reading() as connection:
        states = fleet.states(connection, now=datetime.now(UTC), today=today())
    if arguments.format == "json":
        give_json([members(state) for state in states])
    else:
        for state in states:
            give(_line(state))
    return GOOD


def _line(state: DeviceState) -> str:
    kind = "training" if state.training else "real"
    contact = f"{state.contact:%Y-%m-%d %Hh} UTC" if state.contact else "never"
    parts = [state.name, kind, f"last contact {contact}", f"through {state.through}"]
    parts += ["revoked"] if state.revoked else []
    parts += [f"{number} × {kind}" for kind, number in sorted(state.findings.items())]
    return "\t".join(parts)
