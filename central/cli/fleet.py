"""`central fleet`: how the devices are, and which need a look."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from central import fleet
from central.catalogue import subtree
from central.cli.arguments import Arguments, today
from central.cli.errors import GOOD
from central.cli.output import give, give_json
from central.device_states import State
from central.fault_words import meaning
from central.fleet import DeviceState, Sort, Summary

_COLUMNS = ("device", "agency", "state", "last contact (UTC)", "waiting since (UTC)", "version", "faults")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central fleet [--agency CODE] [--state STATE] [--sort BY] [--limit N] [--format table|json]`."""
    parser.add_argument("--agency", metavar="CODE", help="of this agency and all below it")
    parser.add_argument("--state", choices=[*State], metavar="STATE", help=f"one of {', '.join(State)}")
    parser.add_argument("--sort", choices=[*Sort], default=Sort.NAME, metavar="BY", help=", ".join(Sort))
    parser.add_argument("--limit", type=int, default=1000, metavar="N", help="at most so many (1000)")
    parser.add_argument("--format", choices=["table", "json"], default="table")


def run(arguments: Arguments) -> int:
    """Show counts first, then the devices."""
    now, day = datetime.now(UTC), today()
    with arguments.store() as store, store.reading() as connection:
        agencies = subtree(connection, arguments.agency) if arguments.agency else None
        counts = fleet.summary(connection, now=now, today=day, agencies=agencies)
        page = fleet.page(
            connection,
            now=now,
            today=day,
            agencies=agencies,
            state=State(arguments.state) if arguments.state else None,
            sort=Sort(arguments.sort),
            limit=max(1, arguments.limit),
        )
    if arguments.format == "json":
        give_json({**_counts(counts), "devices": [members(one) for one in page.rows]})
    else:
        for line in _table(counts, page.rows):
            give(line)
    return GOOD


def members(state: DeviceState) -> dict[str, object]:
    """A device for programs; times in ISO 8601."""
    moments = {name: value for name, value in vars(state).items() if isinstance(value, datetime)}
    return {**vars(state), **{name: moment.isoformat() for name, moment in moments.items()}}


def _counts(counts: Summary) -> dict[str, object]:
    agencies = [
        {"agency": code, "devices": all_of_them, "need_a_look": some}
        for code, (all_of_them, some) in sorted(counts.by_agency.items(), key=lambda one: one[0] or "")
    ]
    return {"number": counts.devices, "by_state": counts.by_state, "by_agency": agencies}


def _table(counts: Summary, rows: tuple[DeviceState, ...]) -> Iterator[str]:
    told = ", ".join(f"{number} {state}" for state, number in counts.by_state.items() if number)
    yield f"{counts.devices} devices: {told or 'none'}"
    yield "\t".join(_COLUMNS)
    for one in rows:
        yield "\t".join(
            (
                one.name,
                one.agency or "-",
                ", ".join(one.states) + (" (training)" if one.training else ""),
                f"{one.contact:%Y-%m-%d %Hh}" if one.contact else "-",
                f"{one.waiting_since:%Y-%m-%d %H:%M}" if one.waiting_since else "-",
                one.version or "-",
                "; ".join(meaning(fault, "en") for fault in one.faults) or "-",
            )
        )
