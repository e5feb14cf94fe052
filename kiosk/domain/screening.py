"""Which ballots are flagged, and by which rule. A flag travels with the ballot; nothing is ever removed.

A rule that changes gets a new version, so that a flag always names the rule that set it. No rule looks at
levels: a run of one level may be honest.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

from kiosk.domain.ballot import Ballot
from kiosk.domain.office import OfficeHours
from kiosk.domain.records import dataclass

_FAST = "<1"
_FAST_FROM_ANSWERS = 2  # one quick answer may be an honest one
_BURST_BALLOTS, _BURST_SECONDS = 5, 60
_REGULAR_BALLOTS, _REGULAR_SPREAD_SECONDS = 8, 3
_FEWEST_CHANGES, _CHANGES_AN_ANSWER = 5, 2


@dataclass(frozen=True)
class History:
    """When the last ballots with answers closed at this counter: monotonic seconds, oldest first.

    It lives in memory only: no entry holds so fine a time, and a restart begins anew.
    """

    closed: tuple[float, ...] = ()

    def with_closing(self, at: float) -> History:
        """What is known after another closing; older ones than any rule needs are forgotten."""
        return History((*self.closed, at)[1 - _REGULAR_BALLOTS :])


@dataclass(frozen=True)
class Closing:
    """A ballot that closes at `moment`, in the agency's zone, and at `seconds` of the monotonic clock."""

    ballot: Ballot
    moment: datetime
    seconds: float
    hours: OfficeHours | None
    history: History

    def last(self, ballots: int) -> tuple[float, ...]:
        """When the last so many ballots closed, this one included; empty where there were fewer."""
        # A simulated day may begin again: what lies ahead is of the day before.
        before = (at for at in self.history.closed if at <= self.seconds)
        closed = (*before, self.seconds)[-ballots:]
        return closed if len(closed) == ballots else ()


def all_under_a_second(closing: Closing) -> bool:
    """Version 1: two answers at least, and each took less than a second. Nobody reads so fast."""
    durations = closing.ballot.durations.values()
    return len(durations) >= _FAST_FROM_ANSWERS and set(durations) == {_FAST}


def outside_office_hours(closing: Closing) -> bool:
    """Version 1: closed outside `[office]`, where hours are configured."""
    return closing.hours is not None and not closing.hours.hold(closing.moment)


def burst(closing: Closing) -> bool:
    """Version 1: the fifth ballot, or a later one, within a minute. A queue of citizens takes longer.

    The first four of a burst have closed by then, and stay without this flag.
    """
    last = closing.last(_BURST_BALLOTS)
    return bool(last) and last[-1] - last[0] < _BURST_SECONDS


def regular_intervals(closing: Closing) -> bool:
    """Version 1: eight ballots in a row whose seven intervals differ by less than three seconds in all.

    Citizens come as they come. The first seven of the row stay without this flag.
    """
    gaps = [after - before for before, after in pairwise(closing.last(_REGULAR_BALLOTS))]
    return bool(gaps) and max(gaps) - min(gaps) < _REGULAR_SPREAD_SECONDS


def childs_play(closing: Closing) -> bool:
    """Version 1: a mind changed five times at least, and twice for each criterion that is answered."""
    changes = closing.ballot.changes
    return changes >= max(_FEWEST_CHANGES, _CHANGES_AN_ANSWER * len(closing.ballot.answers))


RULES: tuple[tuple[Callable[[Closing], bool], int], ...] = (
    (all_under_a_second, 1),
    (outside_office_hours, 1),
    (burst, 1),
    (regular_intervals, 1),
    (childs_play, 1),
)
"""Each rule, named as its function, with its version."""


def flags(closing: Closing) -> list[dict[str, Any]]:
    """The rules that a ballot with answers meets, as `ballot_closed` holds them; without answers none."""
    if not closing.ballot.answers:
        return []
    return [{"rule": rule.__name__, "version": version} for rule, version in RULES if rule(closing)]
