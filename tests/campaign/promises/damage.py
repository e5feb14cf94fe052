"""Damage of any kind to a journal's files, and what must be seen of it afterwards."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from kiosk.check.finding import State
from kiosk.check.journal import check
from kiosk.check.subject import Program, Subject
from kiosk.config import load, override_of
from kiosk.journal import JournalSource
from tests.campaign.lanes import in_lanes
from tests.campaign.promise import Effort, Promise, broken_by
from tests.faults.killed_desk import EXAMPLE
from tests.journal.kit import (
    HANOI,
    HERE,
    MORNING,
    copied,
    fast_folder,
    left_by_a_crash,
    lines,
    opened,
    tap,
    verified,
)
from tests.journal.test_any_damage import check_damaged

_AT_ONCE = 25
_Damage = tuple[Any, ...]  # as tests.journal.test_any_damage makes it


def _any_damage(effort: Effort) -> Iterator[str | None]:
    path = left_by_a_crash(effort.folder)
    seeds = range(effort.seed, effort.seed + effort.times(short=200, long=5_000))
    yield from in_lanes(
        _damaged, [(path, seeds[at : at + _AT_ONCE]) for at in range(0, len(seeds), _AT_ONCE)]
    )


def _damaged(crashed: Path, seeds: range) -> list[str | None]:
    results: list[str | None] = []
    with fast_folder() as folder:
        original = lines(copied(crashed, folder / "original"))
        for seed in seeds:
            chance = Random(seed)
            damages = [_damage(chance) for _ in range(chance.randint(1, 3))]
            with broken_by(seed) as broken:
                path = copied(crashed, folder / f"{seed}" / "copy")
                check_damaged(path, original, damages)
                _check_it_is_seen(path)
            results.append(broken.sentence)
            shutil.rmtree(folder / f"{seed}")
    return results


def _damage(chance: Random) -> _Damage:
    part = chance.choice(("", "", "-wal", "-shm"))
    match chance.choice(("flipped", "flipped", "wiped", "cut", "header", "removed", "replaced")):
        case "flipped":
            places = [(chance.random(), chance.randint(1, 255)) for _ in range(chance.randint(1, 40))]
            return "flipped", part, places
        case "wiped":
            return "wiped", part, chance.random()
        case "cut":
            return "cut", part, chance.random()
        case "header":
            return "header", "", chance.randrange(100), chance.randint(1, 255)
        case "removed":
            return "removed", chance.choice(("-wal", "-shm"))
        case _:
            return "replaced", chance.choice(("-wal", "-shm")), chance.randbytes(chance.randint(1, 9000))


def _check_it_is_seen(path: Path) -> None:
    """A journal set aside shows when the kiosk starts, on the way to the centre, and in `kiosk check`."""
    was_salvaged = any(path.parent.glob("*-damaged"))
    with opened(path) as journal:
        told = {fault.code for fault in journal.faults}
    with JournalSource(path, step_minutes=15, now=lambda: MORNING, parts=HERE) as source:
        sent = source.health()["faults"]
    assert ("salvaged" in told) == ("salvaged" in sent) == was_salvaged, (told, sent, was_salvaged)


def _replaced(effort: Effort) -> Iterator[str | None]:
    """The whole file is something else; with and without the WAL that belonged to the journal."""
    for number in range(effort.times(short=2, long=40)):
        for put in _PUT:
            for keeps_wal in (True, False):
                chance = Random(f"{effort.seed} {number} {put.__name__} {keeps_wal}")
                with broken_by(f"{effort.seed}, {put.__name__} {number}") as broken, fast_folder() as folder:
                    _check_replaced(left_by_a_crash(folder), put, chance, keeps_wal=keeps_wal)
                yield broken.sentence


def _check_replaced(
    path: Path, put: Callable[[Path, Random], None], chance: Random, *, keeps_wal: bool
) -> None:
    path.with_name("journal.db-shm").unlink()
    if not keeps_wal:
        path.with_name("journal.db-wal").unlink()
    put(path, chance)
    content = path.read_bytes()
    with opened(path, now=datetime.now(HANOI)) as journal:
        assert [fault.code for fault in journal.faults] == ["salvaged"]
        journal.append([tap()])
    aside = path.with_name("journal.db.1-damaged")
    assert aside.read_bytes() == content, "what was put there was touched"
    assert verified(path).sound
    config = load(EXAMPLE, [override_of(f"journal.path={path}"), override_of("device.id=quay-1")])
    subject = Subject(config, Program.own("0"), {}, lambda: None, lambda _: None)  # type: ignore[arg-type, return-value]
    assert any(finding.state is State.FAULT for finding in check(subject)), "kiosk check says nothing"


def _garbage(path: Path, chance: Random) -> None:
    path.write_bytes(chance.randbytes(chance.randint(1, 200_000)))


def _nothing(path: Path, chance: Random) -> None:
    path.write_bytes(b"")


def _zeros(path: Path, chance: Random) -> None:
    path.write_bytes(bytes(chance.randint(1, 200_000)))


def _a_text(path: Path, chance: Random) -> None:
    path.write_text("Sổ theo dõi\n" * chance.randint(1, 5000))


def _another_database(path: Path, chance: Random) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE accounts (amount)")
        database.executemany("INSERT INTO accounts VALUES (?)", [(n,) for n in range(chance.randint(1, 900))])
        database.commit()


_PUT = (_garbage, _nothing, _zeros, _a_text, _another_database)

PROMISES = (
    Promise(
        "Whatever is flipped, wiped, cut, removed or replaced in the journal's files, the kiosk opens"
        " again, carries on with what the hashes vouch for, and a journal set aside is told on screen and to"
        " the centre.",
        _any_damage,
    ),
    Promise(
        "Garbage, nothing, zeros, a text or another database in the journal's place is set aside untouched,"
        " the kiosk opens again, and the fault shows at its start and in `kiosk check`.",
        _replaced,
    ),
)
