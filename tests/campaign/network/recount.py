"""The recount: every line of a desk's journal beside every line that the centre holds, and its sums."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from central.store import Store

Line = tuple[int, bytes, str]


def lines_of(journal: Path) -> list[Line]:
    """Every entry of a journal's file, read with plain SQL: seq, hash, line."""
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as connection:
        return list(connection.execute("SELECT seq, hash, line FROM journal ORDER BY seq"))


def last_of(journal: Path) -> int:
    """The seq of its newest entry."""
    return lines_of(journal)[-1][0]


def identity_of(journal: Path) -> str:
    """The id of a journal."""
    return str(json.loads(lines_of(journal)[0][2])["journal"])


def recount(database: str, journals: Iterable[Path]) -> str | None:
    """None where the centre holds each line of these journals once and nothing else; else what is wrong."""
    store = Store.open(database)
    try:
        for journal in journals:
            if wrong := _wrong(store, journal):
                return wrong
    finally:
        store.close()
    return None


def _wrong(store: Store, journal: Path) -> str | None:
    name, own = identity_of(journal), lines_of(journal)
    held = held_of(store, name)
    if held != own:
        missing, more = set(own) - set(held), set(held) - set(own)
        twice = len(held) - len(set(held))
        seqs = sorted(seq for seq, _, _ in missing)
        return (
            f"journal {name} of {len(own)}: {len(missing)} entries are missing ({seqs[:5]} …), "
            f"{len(more)} are others, {twice} double"
        )
    if (sums := sums_of(store, name)) != (counted := _counted(line for _, _, line in own)):
        return f"journal {name}: the centre counts {sums - counted} too many, {counted - sums} too few"
    if findings := findings_of(store, name):
        return f"journal {name}: the centre finds {findings}"
    return None


def held_of(store: Store, journal: str) -> list[Line]:
    """What the centre holds of a journal, in order."""
    query = (
        "SELECT e.seq, e.hash, e.line FROM entries e JOIN journals j ON j.no = e.journal"
        f" WHERE j.journal = '{journal}' ORDER BY e.seq, e.hash"
    )
    return [(seq, bytes(digest), line) for seq, digest, line in _rows(store, query)]


def sums_of(store: Store, journal: str) -> Counter[tuple[str, ...]]:
    """How many ballots the centre counts, by day, department, questionnaire and answers."""
    query = (
        "SELECT r.day, k.said, r.number FROM rollup r JOIN journals j ON j.no = r.journal"
        f" JOIN kinds k ON k.alike = r.alike WHERE r.series = 'ballots' AND j.journal = '{journal}'"
    )
    sums: Counter[tuple[str, ...]] = Counter()
    for day, said, number in _rows(store, query):
        department, questionnaire, _, _, answers, *_ = json.loads(said)
        sums[str(day), department, questionnaire, _in_order(answers)] += number
    return sums


def findings_of(store: Store, journal: str) -> list[str]:
    """The kinds of what the centre would have somebody look at."""
    query = (
        "SELECT f.kind FROM findings f JOIN journals j ON j.no = f.journal"
        f" WHERE j.journal = '{journal}' ORDER BY f.kind"
    )
    return [kind for (kind,) in _rows(store, query)]


def _rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def _counted(lines: Iterable[str]) -> Counter[tuple[str, ...]]:
    counted: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        entry = json.loads(line)
        if entry["kind"] == "ballot_closed":
            day = entry["at"][: len("2026-11-21")]
            counted[day, entry["department"], entry["questionnaire"], _in_order(entry["answers"])] += 1
    return counted


def _in_order(answers: dict[str, str]) -> str:
    return json.dumps(answers, sort_keys=True)
