"""What sums are about, remembered: a digest says the same for ever, in whatever database it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Generic, TypeVar

from sqlalchemy import Connection, select

from central.rollup import About, Kind
from central.schema import kinds
from central.store import among
from central.together import Ask, Form

_MOST = 50_000
_Thing = TypeVar("_Thing")


class _Said(Generic[_Thing]):
    """What stands in `kinds`, as one kind of sum wants it."""

    def __init__(self, made_of: Callable[[About], _Thing]) -> None:
        self._made_of = made_of
        self._remembered: dict[int, _Thing] = {}

    def by(self, connection: Connection, ask: Ask, alikes: Collection[int]) -> Mapping[int, _Thing]:
        """What stands under these digests, perhaps among others; nothing for one that does not."""
        found = self._remembered
        lacking = [alike for alike in alikes if alike not in found]
        if lacking:
            rows = ask(select(kinds).where(among(connection, kinds.c.alike, lacking)), form=Form.ONCE)()
            if len(found) + len(rows) > _MOST:  # whoever was given the other dictionary reads it still
                found = self._remembered = {alike: found[alike] for alike in alikes if alike in found}
            found.update((alike, self._made_of(About(*about))) for alike, *about in rows)
        return found


def _hour_of(about: About) -> tuple[tuple[int, int], About]:
    weekday, hour, *_ = json.loads(about.said)
    return (weekday, hour), about


KINDS = _Said(lambda about: Kind.of(about.said))
"""The kinds of ballots."""
LEVELS = _Said(lambda about: about)
"""Departments, questionnaires and levels."""
HOURS = _Said(_hour_of)
"""Weekdays with hours, and questionnaires and levels."""
