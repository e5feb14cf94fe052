"""Which ballots are flagged, and by which rule. A flag travels with the ballot; nothing is ever removed.

A rule that changes gets a new version, so that a flag always names the rule that set it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kiosk.domain.ballot import Ballot
from kiosk.domain.office import OfficeHours

_FAST = "<1"
_FAST_FROM_ANSWERS = 2  # one quick answer may be an honest one


def flags(ballot: Ballot, moment: datetime, hours: OfficeHours | None) -> list[dict[str, Any]]:
    """The rules that a ballot closing at `moment` meets, as `ballot_closed` holds them."""
    met = {
        "all_under_a_second": len(ballot.durations) >= _FAST_FROM_ANSWERS
        and set(ballot.durations.values()) == {_FAST},
        "outside_office_hours": hours is not None and not hours.hold(moment),
    }
    return [{"rule": rule, "version": 1} for rule, is_met in met.items() if is_met]
