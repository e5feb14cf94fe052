"""All that a centre keeps of journals, in a form that two centres can be compared in."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select

from central.schema import metadata
from central.store import Store

State = Counter[tuple[Any, ...]]
# What journals brought. `kinds` are words for sums, and stay where the sums are gone.
OF_JOURNALS = (
    "journals",
    "entries",
    "gaps",
    "findings",
    "entry_ids",
    "ballots",
    "shifts",
    "rollup",
    "questionnaires",
)


def state_of(store: Store) -> State:
    """Every row without its hours, and with journals' ids for their numbers, which rolling back changes."""
    rows: State = Counter()
    with store.reading() as connection:
        journals = metadata.tables["journals"]
        names = dict(connection.execute(select(journals.c.no, journals.c.journal)).tuples().all())
        for name in OF_JOURNALS:
            for row in connection.execute(select(metadata.tables[name])).mappings():
                rows[name, *_values(row, names)] += 1
    return rows


def _values(row: Any, names: dict[int, str]) -> tuple[Any, ...]:
    own = {**row}
    for depends in ("no", "arrival_hour"):
        own.pop(depends, None)
    if isinstance(own["journal"], int):
        own["journal"] = names[own["journal"]]
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in own.values())
