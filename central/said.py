"""What sums are about, remembered: a digest says the same for ever, in whatever database it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from central.rollup import About
from central.schema import kinds
from central.store import among
from central.together import Ask, Form

_MOST = 50_000
_remembered: dict[int, About] = {}


def said_by(connection: Connection, ask: Ask, alikes: Collection[int]) -> Mapping[int, About]:
    """What stands in `kinds` under these digests; nothing for one that does not."""
    found = {alike: about for alike in alikes if (about := _remembered.get(alike))}
    lacking = [alike for alike in alikes if alike not in found]
    if lacking:
        rows = ask(select(kinds).where(among(connection, kinds.c.alike, lacking)), form=Form.ONCE)()
        new = {alike: About(*about) for alike, *about in rows}
        if len(_remembered) + len(new) > _MOST:
            _remembered.clear()
        _remembered.update(new)
        found |= new
    return found
