"""`central report --confirm CODE`: whether a printed report says what the lines said when it was made."""

from __future__ import annotations

import sys

from central import printed, reports
from central.cli.errors import GOOD, CommandError
from central.cli.output import say
from central.printed import Confirmation
from central.reports import Asked
from central.store import Store
from kiosk.reports.as_table import as_table


def confirm(store: Store, code: str, asked: Asked) -> int:
    """Print that it is right, with the table to compare; raises CommandError, which says what is not."""
    with store.reading() as connection:
        one = printed.find(connection, code)
    if one is None:
        raise CommandError(
            "Not confirmed: no report with this code was made here; check each letter, and whether it is a "
            "kiosk's ('kiosk report --confirm')."
        )
    _refuse_another(reports.asked_of(one), asked)
    found, report = reports.confirm(store, code)
    if found is not Confirmation.AGREES or report is None:
        raise CommandError(
            "Not confirmed: the lines that it rested on give other numbers; run 'central rebuild --check', "
            "and see in 'central audit' whether the catalogue was changed since."
        )
    say(f"Confirmed: what the centre held when {one.by} made it gives these numbers; the print must too.")
    sys.stdout.write(f"\n{as_table(report)}")
    return GOOD


def _refuse_another(was: Asked, asked: Asked) -> None:
    """Raise CommandError where the code is of something else than what was asked."""
    for of, other in zip(_words(was), _words(asked), strict=True):
        if of != other:
            raise CommandError(f"Not confirmed: this is a code of {of}, not of {other}.")


def _words(asked: Asked) -> tuple[str, ...]:
    """What the command line says for it."""
    before = asked.before
    return (
        f"--form {asked.form}",
        f"--from {asked.period.first} --to {asked.period.last}",
        f"--agency {asked.agency}" if asked.agency else "all agencies",
        f"--channel {asked.channel}",
        f"--compare-from {before[0]} --compare-to {before[1]}" if before else "no comparison",
    )
