"""Edits of a journal: without new hashes, with new hashes of what the centre has, and of what it lacks."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from kiosk.domain.entries import new_id
from tests.campaign.lanes import in_lanes
from tests.campaign.promise import Effort, Promise, broken_by
from tests.campaign.real_centre import RealCentre, with_a_centre
from tests.journal.kit import (
    acknowledge,
    copied,
    day,
    fast_folder,
    later,
    opened,
    rows,
    shown,
    tamper,
    verified,
    whole_ballot,
)

_AT_ONCE = 50
_LEVELS = ("very", "sat", "dis")


def _journal(folder: Path, ballots: int = 6) -> Path:
    path = folder / "original" / "journal.db"
    with opened(path) as journal:
        journal.append([shown()])
        for number in range(3):
            journal.append(day(later(days=number), ballots=ballots))
    return path


def _edited(line: str, chance: Random) -> str:
    """Another line: another answer, time, ballot, or just a blank more."""
    match chance.randrange(4):
        case 0:
            return re.sub(r'"(very|sat|dis)"', lambda one: f'"{_other_level(one[1], chance)}"', line, count=1)
        case 1:
            return re.sub(r"T0\d:", lambda _: f"T0{chance.randint(0, 9)}:", line, count=1)
        case 2:
            return re.sub(r'"id":"[0-9a-f]{16}"', f'"id":"{new_id()}"', line)
        case _:
            place = chance.randrange(len(line))
            return line[:place] + " " + line[place:]


def _other_level(level: str, chance: Random) -> str:
    return chance.choice([one for one in _LEVELS if one != level])


# Without new hashes.


def _without_hashes(effort: Effort) -> Iterator[str | None]:
    seeds = range(effort.seed, effort.seed + effort.times(short=200, long=10_000))
    yield from in_lanes(_edits, [(seeds[at : at + _AT_ONCE],) for at in range(0, len(seeds), _AT_ONCE)])


def _edits(seeds: range) -> list[str | None]:
    results: list[str | None] = []
    with fast_folder() as folder:
        original = _journal(folder)
        for seed in seeds:
            with broken_by(seed) as broken:
                _check_an_edit(copied(original, folder / f"{seed}"), Random(seed))
            results.append(broken.sentence)
    return results


def _check_an_edit(path: Path, chance: Random) -> None:
    held = rows(path)
    seq, line, digest = chance.choice(held)
    other = chance.choice([one for one in held if one[0] != seq])
    first_bad = seq
    match chance.choice(("line", "line", "hash", "deleted", "swapped", "repeated", "several")):
        case "line":
            edited = line
            while edited == line:
                edited = _edited(line, chance)
            tamper(path, ("UPDATE journal SET line = ? WHERE seq = ?", edited, seq))
        case "hash":
            spoilt = bytes([digest[0] ^ 1]) + digest[1:]
            tamper(path, ("UPDATE journal SET hash = ? WHERE seq = ?", spoilt, seq))
        case "deleted":
            seq = first_bad = chance.randint(1, held[-1][0] - 1)
            tamper(path, ("DELETE FROM journal WHERE seq = ?", seq))
        case "swapped":
            first_bad = min(seq, other[0])
            swap = "UPDATE journal SET line = ? WHERE seq = ?"
            tamper(path, (swap, other[1], seq), (swap, line, other[0]))
        case "repeated":
            first_bad = held[-1][0] + 1
            tamper(path, ("INSERT INTO journal (seq, line, hash) VALUES (?, ?, ?)", first_bad, line, digest))
        case "several":
            first_bad = min(seq, other[0])
            put = "UPDATE journal SET line = replace(line, '\"kind\"', '\"Kind\"') WHERE seq = ?"
            tamper(path, (put, seq), (put, other[0]))
    found = verified(path)
    assert found.first_bad == first_bad, f"{found.first_bad} is named, {first_bad} was edited"
    assert not found.sound


# With new hashes.


def _rewritten(path: Path, seq: int, edited: str) -> None:
    """Change one line and make every hash after it fit, as somebody who knows the program would."""
    statements = []
    held = rows(path)
    digest = held[seq - 2][2] if seq > 1 else bytes(32)
    for number, line, _ in held[seq - 1 :]:
        put = edited if number == seq else line
        digest = hashlib.sha256(digest + put.encode()).digest()
        statements.append(("UPDATE journal SET line = ?, hash = ? WHERE seq = ?", put, digest, number))
    tamper(path, *statements)


def _acknowledged(effort: Effort) -> Iterator[str | None]:
    yield from with_a_centre(effort, effort.times(short=12, long=100), _check_a_rewrite_is_found)


def _check_a_rewrite_is_found(centre: RealCentre, folder: Path, chance: Random) -> None:
    path = _journal(folder, ballots=4)
    token = centre.enrol("quay-1")
    centre.ship(path, token, later(days=9))
    seq, line = _an_answer(path, chance, first=2, last=rows(path)[-1][0])
    _rewritten(path, seq, _with_another_answer(line, chance))
    if chance.random() < 0.5:  # nor does it help to say that the centre lacks it
        tamper(path, ("UPDATE watermark SET through = ?", seq - 1))
    assert verified(path).sound, "the hashes were not made to fit"
    before = centre.counted()["total"]

    asked = centre.held(path, token, later(days=9))
    assert asked.first_other == seq, f"verify --centre names {asked.first_other}, {seq} was edited"
    with opened(path) as journal:
        journal.append(whole_ballot(77))
    centre.ship(path, token, later(days=9))
    assert (seq, "rewrite") in centre.findings(), centre.findings()
    after = centre.counted()["total"]
    assert after["collected"] == before["collected"] + 1, "the first version counts, once"


def _an_answer(path: Path, chance: Random, *, first: int, last: int) -> tuple[int, str]:
    """An entry that says what somebody answered."""
    answers = [(seq, line) for seq, line, _ in rows(path) if first <= seq <= last and '"sat"' in line]
    return chance.choice([one for one in answers if '"questionnaire",' not in one[1]])


def _with_another_answer(line: str, chance: Random) -> str:
    return line.replace('"sat"', f'"{chance.choice(("very", "dis"))}"')


# What the centre does not have.


def _not_acknowledged(effort: Effort) -> Iterator[str | None]:
    yield from with_a_centre(effort, effort.times(short=6, long=100), _check_a_rewrite_is_not_found)


def _check_a_rewrite_is_not_found(centre: RealCentre, folder: Path, chance: Random) -> None:
    path = _journal(folder, ballots=4)
    token = centre.enrol("quay-1")
    centre.ship(path, token, later(days=9))
    acknowledged = rows(path)[-1][0]
    with opened(path) as journal:
        for number in range(4):
            journal.append(whole_ballot(70 + number))
    seq, line = _an_answer(path, chance, first=acknowledged + 1, last=rows(path)[-1][0])
    _rewritten(path, seq, _with_another_answer(line, chance))

    assert verified(path).sound
    assert centre.held(path, token, later(days=9)).is_whole
    centre.ship(path, token, later(days=9))
    assert centre.findings() == []


def _rules(effort: Effort) -> Iterator[str | None]:
    """The other things that a file is made of."""
    for sql in _BENT:
        with broken_by(sql) as broken, fast_folder() as folder:
            path = _journal(folder)
            acknowledge(path, 20)
            with closing(sqlite3.connect(path, isolation_level=None)) as database:
                for statement in sql.split(";"):
                    database.execute(statement)
            found = verified(path)
            assert not found.sound, "verify finds nothing"
        yield broken.sentence


_BENT = (
    "DROP TRIGGER journal_no_update",
    "DROP TRIGGER journal_no_delete",
    "DROP TRIGGER journal_contiguous",
    "DROP TRIGGER watermark_within; UPDATE watermark SET through = 9999",
    "DROP TRIGGER keepsake_no_update; UPDATE keepsake SET line = replace(line, 'quay-1', 'quay-2')",
    "DROP TRIGGER retention_acknowledged; UPDATE retention SET through = 5",
    "DROP VIEW taps; CREATE VIEW taps AS SELECT 1",
    "PRAGMA user_version = 7",
)

PROMISES = (
    Promise(
        "An edit of the journal without new hashes is found by `kiosk verify`, to the entry: lines, hashes,"
        " entries removed, exchanged and repeated.",
        _without_hashes,
    ),
    Promise(
        "A changed trigger, view, watermark, keepsake or retention mark is found by `kiosk verify`.", _rules
    ),
    Promise(
        "An edit with new hashes of what is acknowledged is found by `kiosk verify --centre`, to the entry,"
        " and by the centre at the next batch; the first version counts, once.",
        _acknowledged,
    ),
    Promise(
        "An edit with new hashes of what is not yet acknowledged is found by nobody: rights of the file and"
        " early shipping are all that protects it, as the documents say.",
        _not_acknowledged,
    ),
)
