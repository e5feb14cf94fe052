"""All that a centre keeps of journals, in a form that two centres can be compared in."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select

from central.schema import metadata
from central.store import Store

State = Counter[tuple[Any, ...]]
# Who may send and read, and when a device was last heard, is not what a journal brought.
_OTHERS = {"devices", "readers", "sessions"}


def state_of(store: Store) -> State:
    """Every row, the numbers of journals replaced by their ids: those depend on what was rolled back."""
    rows: State = Counter()
    with store.reading() as connection:
        journals = metadata.tables["journals"]
        names = dict(connection.execute(select(journals.c.no, journals.c.journal)).tuples().all())
        for table in metadata.sorted_tables:
            if table.name not in _OTHERS:
                for row in connection.execute(select(table)).mappings():
                    rows[table.name, *_values(row, names)] += 1
    return rows


def _values(row: Any, names: dict[int, str]) -> tuple[Any, ...]:
    own = {**row}
    own.pop("no", None)
    if isinstance(own["journal"], int):
        own["journal"] = names[own["journal"]]
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in own.values())
