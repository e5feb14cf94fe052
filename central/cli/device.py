"""`central device`: enrol a device by a one-time code, renew what it has, move it, revoke it."""

from __future__ import annotations

import argparse

from central import devices, enrolment
from central.catalogue import FIRST_DAY
from central.cli.arguments import Arguments, add_deeds, day, today
from central.cli.errors import GOOD
from central.cli.output import give, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central device enrol|renew|move|revoke NAME`."""
    add = add_deeds(parser)
    enrol = add("enrol", _enrol, "give a one-time code for a new device")
    enrol.add_argument("name", metavar="NAME", help="its [device] id")
    enrol.add_argument("--agency", metavar="CODE", help="the agency that it belongs to")
    enrol.add_argument("--since", type=day, default=FIRST_DAY, metavar="DAY", help="from then on (always)")
    enrol.add_argument("--training", action="store_true", help="it sends simulated journals only")
    renew = add("renew", _renew, "give a one-time code for a new token; the old one works until then")
    renew.add_argument("name", metavar="NAME")
    for one in (enrol, renew):
        one.add_argument(
            "--hours",
            type=int,
            default=enrolment.DEFAULT_HOURS,
            metavar="N",
            help=f"how long the code serves ({enrolment.DEFAULT_HOURS})",
        )
    move = add("move", _move, "let a device belong to another agency")
    move.add_argument("name", metavar="NAME")
    move.add_argument("--agency", metavar="CODE", required=True)
    move.add_argument("--since", type=day, default=None, metavar="DAY", help="from then on (today)")
    revoke = add("revoke", _revoke, "make a device's token and code worthless")
    revoke.add_argument("name", metavar="NAME")


def run(arguments: Arguments) -> int:
    """Do the deed that was asked for."""
    status: int = arguments.run(arguments)
    return status


def _enrol(arguments: Arguments) -> int:
    with arguments.store() as store, store.writing() as connection:
        code = enrolment.give_code(
            connection,
            arguments.name,
            agency=arguments.agency,
            since=arguments.since,
            training=arguments.training,
            hours=arguments.hours,
            by=arguments.by(),
        )
    return _tell(code, arguments)


def _renew(arguments: Arguments) -> int:
    with arguments.store() as store, store.writing() as connection:
        code = enrolment.renew(connection, arguments.name, hours=arguments.hours, by=arguments.by())
    return _tell(code, arguments)


def _tell(code: str, arguments: Arguments) -> int:
    give(code)
    say(f"Run 'kiosk enrol {code}' on {arguments.name} within {arguments.hours} hours; it serves once.")
    return GOOD


def _move(arguments: Arguments) -> int:
    since = arguments.since or today()
    with arguments.store() as store, store.writing() as connection:
        devices.move(connection, arguments.name, arguments.agency, since=since, by=arguments.by())
    say(f"{arguments.name} belongs to {arguments.agency} from {since} on.")
    return GOOD


def _revoke(arguments: Arguments) -> int:
    with arguments.store() as store, store.writing() as connection:
        devices.revoke(connection, arguments.name, by=arguments.by())
    say(f"{arguments.name} can send nothing more; what was received stays.")
    return GOOD
