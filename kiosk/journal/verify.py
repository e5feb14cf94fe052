"""Whether a journal is what its hashes say: every line, in order, from the oldest kept to the newest.

All of it works on a connection that gives texts as bytes, for a damaged text may not be UTF-8. A fault is one
sentence; None says that nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing, suppress
from typing import Any

from sqlalchemy import Connection, CursorResult

from kiosk.domain.entries import JournalOpened, entry_of
from kiosk.domain.records import dataclass
from kiosk.journal.chain import ZERO, Link, chain
from kiosk.journal.newest import kept_after, watermark
from kiosk.journal.schema import OBJECTS, objects_after
from kiosk.journal.sendable import fault_of_line, is_true_questionnaire
from kiosk.journal.sound import end_of_sound
from kiosk.journal.sqlite_errors import SQLITE_ERRORS, cause

_FOR_EVER = 2**62  # beyond any seq
_A_STEP = 1000  # entries between two words to who waits
_INSTRUCTIONS = 50_000  # of SQLite's between two: less than some hundredths of a second

Passed = Callable[[int], None]
"""Is told now and then through which seq the chain was followed; what it raises ends the look."""


@dataclass(frozen=True)
class Verification:
    """What a look at the whole journal found.

    `entries` are vouched for, from the oldest kept to `head`; `first_bad` is the seq of the entry after them
    where that is missing, unreadable or not what its hash says. `damaged` says that SQLite finds the file
    itself broken, which the next start mends; an edit is no damage and stays as it is.
    """

    entries: int
    head: Link
    first_bad: int | None
    acknowledged_through: int
    faults: tuple[str, ...]
    damaged: bool

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(
    connection: Connection,
    passed: Passed | None = None,
    *,
    quickly: Callable[[Link], Link | None] | None = None,
) -> Verification:
    """Look at everything. Raises one of SQLITE_ERRORS where the file is no journal at all.

    `quickly` is given the start and may tell the head at once, where nothing is wrong (`head_if_sound`).
    """
    start = kept_after(connection)
    acknowledged = watermark(connection)
    looks = (_fault_before, fault_of_identity, _fault_of_keepsakes, fault_of_rules)
    others = [_told(look, connection) for look in looks]
    sound = quickly(start) if quickly and not any(others) else None
    head, broken = (sound, None) if sound else follow(connection, start, passed=passed)
    cut = None
    if not broken and acknowledged > head.seq:
        cut = f"The journal ends at entry {head.seq}, but {acknowledged} is acknowledged: it was cut."
    damage = None if sound else _look_at_pages(connection, head.seq, passed)
    return Verification(
        entries=head.seq - start.seq,
        head=head,
        first_bad=head.seq + 1 if broken else None,
        acknowledged_through=acknowledged,
        faults=tuple(fault for fault in (broken, cut, *others, damage) if fault),
        damaged=damage is not None,
    )


def _told(look: Callable[[Connection], str | None], connection: Connection) -> str | None:
    try:
        return look(connection)
    except SQLITE_ERRORS as error:
        return f"The file is damaged: {cause(error)}."


def follow(
    connection: Connection, start: Link, last: int | None = None, *, passed: Passed | None = None
) -> tuple[Link, str | None]:
    """Follow the chain from `start`, through `last` or to the end: how far it holds, and what breaks it."""
    link = start
    with suppress(*SQLITE_ERRORS), _rows(connection, start, last) as rows:
        while many := rows.fetchmany(_A_STEP):
            seqs, lines, digests, stored_as, is_json = zip(*many, strict=True)
            sound = end_of_sound(link, seqs, lines, digests)
            if not sound or set(stored_as) != {b"text"} or not all(is_json):
                break
            link = sound
            if passed and len(many) == _A_STEP:
                passed(link.seq)
    return _follow_one_by_one(connection, link, last, passed)


def _rows(
    connection: Connection, after: Link, last: int | None
) -> AbstractContextManager[CursorResult[*tuple[Any, ...]]]:
    query = (
        "SELECT seq, line, hash, typeof(line), json_valid(line) FROM journal"
        " WHERE seq > ? AND seq <= ? ORDER BY seq"
    )
    return closing(connection.exec_driver_sql(query, (after.seq, last or _FOR_EVER)))


def _follow_one_by_one(
    connection: Connection, start: Link, last: int | None, passed: Passed | None
) -> tuple[Link, str | None]:
    """As `follow`, to the very row where something is wrong."""
    link = start
    try:
        with _rows(connection, start, last) as rows:
            for row in rows:
                fault = _fault_of_row(link, row)
                if fault:
                    return link, fault
                link = Link(row[0], row[2])
                if passed and link.seq % _A_STEP == 0:
                    passed(link.seq)
    except SQLITE_ERRORS as error:
        return link, f"Entry {link.seq + 1} can't be read ({cause(error)})."
    return link, f"Entry {link.seq + 1} is missing." if link.seq < (last or 0) else None


def _fault_of_row(before: Link, row: Sequence[Any]) -> str | None:
    seq, line, digest, stored_as, is_json = row
    if seq != before.seq + 1:
        return f"Entry {before.seq + 1} is missing."
    if stored_as != b"text" or not isinstance(digest, bytes):
        return f"Entry {seq} is not stored as text and hash."
    if chain(before.hash, line) != digest:
        return f"Entry {seq} does not match its hash."
    fault = fault_of_line(line) or (None if is_json else "is no JSON")
    return f"Entry {seq} {fault}." if fault else None


def _fault_before(connection: Connection) -> str | None:
    """Look for rows outside the chain."""
    query = "SELECT count(*) FROM journal WHERE seq <= (SELECT through FROM retention)"
    rows = connection.exec_driver_sql(query).scalar_one()
    return f"{rows} rows stand before the oldest entry." if rows else None


def fault_of_identity(connection: Connection) -> str | None:
    """Look at entry 1 and its keepsake."""
    rows = connection.exec_driver_sql(
        "SELECT line, hash FROM keepsake WHERE seq = 1 UNION SELECT line, hash FROM journal WHERE seq = 1"
    ).all()
    if len(rows) == 1:
        line, digest = rows[0]
        vouched = isinstance(line, bytes) and chain(ZERO, line) == digest
        if vouched and isinstance(entry_of(line.decode(errors="replace")), JournalOpened):
            return None
    return "Entry 1 does not say whose journal this is."


def _fault_of_keepsakes(connection: Connection) -> str | None:
    """Look at the questionnaires that retention kept: the chain no longer vouches for them."""
    for seq, line in connection.exec_driver_sql("SELECT seq, line FROM keepsake WHERE seq > 1 ORDER BY seq"):
        if not isinstance(line, bytes) or not is_true_questionnaire(line):
            return f"What was asked from entry {seq} on is not what its version says."
    return None


def fault_of_rules(connection: Connection) -> str | None:
    """Look for tables, views and triggers that are not as they were made, for the file's own version."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version != connection.exec_driver_sql("SELECT count(*) FROM migration").scalar_one():
        return "The file's version was changed."
    found = {
        (kind, name, sql.decode(errors="replace") if isinstance(sql, bytes) else sql)
        for kind, name, sql in connection.exec_driver_sql(OBJECTS)
    }
    changed = sorted(
        name for kind, name, sql in objects_after(version) if (kind.encode(), name.encode(), sql) not in found
    )
    return f"The file's own rules were changed: {', '.join(changed)}." if changed else None


def _look_at_pages(connection: Connection, seq: int, passed: Passed | None) -> str | None:
    """Have SQLite look at the file; meanwhile `passed` is told that it goes on, and may end it."""
    if passed is None:
        return _told(_fault_of_pages, connection)
    raised: list[Exception] = []

    def go_on() -> int:
        try:
            passed(seq)
        except Exception as error:  # noqa: BLE001  sqlite3 would swallow it; it is raised below
            raised.append(error)
        return len(raised)

    driver: Any = connection.connection.dbapi_connection
    driver.set_progress_handler(go_on, _INSTRUCTIONS)
    try:
        fault = _told(_fault_of_pages, connection)
    finally:
        driver.set_progress_handler(None, 0)
    if raised:
        raise raised[0]
    return fault


def _fault_of_pages(connection: Connection) -> str | None:
    """Have SQLite look at each page, and at each index against its table."""
    found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    return None if found == b"ok" else f"The file is damaged: {found.decode(errors='replace')}."
