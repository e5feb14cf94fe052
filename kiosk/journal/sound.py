"""Whether a whole journal is sound, by two looks at the same time; `verify` says what is wrong with one.

chain   every line is what its hash says, in order, and may be shipped
file    what SQLite says of each page, each row and the small tables; and each line is text and JSON, and
        stands in the index that it belongs to

The latter is work of SQLite's, which lets Python's other threads run meanwhile. Together they see what a walk
along the chain and `PRAGMA integrity_check` see one after the other. Where any of them meets anything at all,
nothing is said, and `verify` looks again in order.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing
from operator import add, methodcaller
from pathlib import Path

from kiosk.domain.canonical import MAX_LINE_BYTES
from kiosk.journal.chain import Link
from kiosk.journal.connect import connect_plain_reader
from kiosk.journal.effective import ALL
from kiosk.journal.schema import IS_CLOSED_BALLOT, IS_LANDMARK, LANDMARKS
from kiosk.journal.sendable import fault_of_text

_AT_ONCE = 200  # lines that stay in the processor's nearest memory while they are looked at
_LONG = 100_000  # entries, to follow which takes longer than to start another process
_LOOKED_AT = {b"journal_closed_ballots", b"journal_landmarks"}
_KINDS = ", ".join(f"'{kind}'" for kind in ("ballot_closed", *LANDMARKS))
_DIGEST: Callable[[object], bytes] = methodcaller("digest")

# As integrity_check does it: each row is looked for in its index, and no index has more entries than rows.
# The conditions are the indexes' own words, or SQLite would not use them.
_ODD = "NOT json_valid(line) OR typeof(line) <> 'text' OR typeof(hash) <> 'blob'"
_ROWS = f"""
SELECT count(*), sum(CASE
  WHEN {_ODD} THEN 0
  WHEN {IS_CLOSED_BALLOT} THEN EXISTS (
    SELECT 1 FROM journal AS own INDEXED BY journal_closed_ballots
    WHERE {IS_CLOSED_BALLOT.replace("kind", "own.kind")} AND own.at IS journal.at AND own.seq = journal.seq)
  ELSE EXISTS (
    SELECT 1 FROM journal AS own INDEXED BY journal_landmarks
    WHERE ({IS_LANDMARK.replace("kind", "own.kind")}) AND own.kind = journal.kind AND own.seq = journal.seq)
  END)
FROM journal NOT INDEXED WHERE kind IN ({_KINDS}) OR {_ODD}"""  # noqa: S608  our own words
# Of landmarks SQLite would count those alone that the condition names, were there nothing likelier.
_INDEXED = f"""
SELECT (SELECT count(*) FROM journal INDEXED BY journal_closed_ballots WHERE {IS_CLOSED_BALLOT})
  + (SELECT count(*) FROM journal INDEXED BY journal_landmarks
     WHERE ({IS_LANDMARK}) AND likelihood(kind >= '', 0.0001))
  + (SELECT count(*) FROM journal INDEXED BY journal_landmarks WHERE ({IS_LANDMARK}) AND kind IS NULL)"""  # noqa: S608  our own words


Beside = Callable[[Link], AbstractContextManager[Callable[[], Link | None]]]
"""Has another process do what `end_of_chain` does; what comes of it is waited for within the block."""


def head_if_sound(path: Path, start: Link, *, beside: Beside | None = None) -> Link | None:
    """The head of a journal, followed from `start`, with which nothing is wrong; None: `verify` must look.

    Takes for granted that tables and indexes are as they were made (`fault_of_rules`). With `beside`, another
    process follows half of a long chain: most of the time goes into hashes, which Python makes one by one.
    """
    try:
        with ExitStack() as stack:
            chain, file = (stack.enter_context(closing(connect_plain_reader(path))) for _ in range(2))
            thread = stack.enter_context(ThreadPoolExecutor(1))
            stack.callback(file.interrupt)  # where the chain is broken long before the file is looked at
            is_file_sound = thread.submit(_is_file_sound, file)
            head = _followed_by_two(chain, start, beside) if beside else _followed(chain, start)
            return head if head and is_file_sound.result() else None
    except (sqlite3.Error, UnicodeError, OSError):  # the last where no process can be had
        return None


def end_of_chain(path: Path, start: Link) -> Link | None:
    """How far the chain goes on from `start`, if nothing is wrong with it."""
    try:
        with closing(connect_plain_reader(path)) as connection:
            return _followed(connection, start)
    except (sqlite3.Error, UnicodeError):
        return None


def end_of_sound(
    before: Link, seqs: Sequence[int], lines: Sequence[bytes], digests: Sequence[bytes]
) -> Link | None:
    """The end of these rows where nothing is wrong with any."""
    if seqs != tuple(range(before.seq + 1, before.seq + 1 + len(seqs))):
        return None
    try:
        hashed = map(hashlib.sha256, map(add, (before.hash, *digests[:-1]), lines))
        if tuple(map(_DIGEST, hashed)) != digests or max(map(len, lines)) > MAX_LINE_BYTES:
            return None
    except TypeError:  # neither text nor bytes
        return None
    return Link(seqs[-1], digests[-1]) if all(lines) and not fault_of_text(b"\x7f".join(lines)) else None


def _followed_by_two(connection: sqlite3.Connection, start: Link, beside: Beside) -> Link | None:
    query = "SELECT seq, hash FROM journal WHERE seq = (? + (SELECT max(seq) FROM journal)) / 2"
    middle = connection.execute(query, (start.seq,)).fetchone()
    if middle is None or middle[0] - start.seq < _LONG:
        return _followed(connection, start)
    half = Link(*middle)
    with beside(half) as end_of_rest:
        return end_of_rest() if _followed(connection, start, half.seq) == half else None


def _followed(connection: sqlite3.Connection, start: Link, last: int = ALL) -> Link | None:
    query = "SELECT seq, line, hash FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq"
    rows = connection.execute(query, (start.seq, last))
    link: Link | None = start
    while link and (some := rows.fetchmany(_AT_ONCE)):
        link = end_of_sound(link, *zip(*some, strict=True))
    return link


def _is_file_sound(connection: sqlite3.Connection) -> bool:
    connection.execute("BEGIN")  # all questions are about one moment
    looks = ["PRAGMA quick_check(1)"]  # all that integrity_check sees, but which rows stand in an index
    for name, kind, table in connection.execute("SELECT name, type, tbl_name FROM sqlite_master"):
        if kind == b"table" and name != b"journal":
            looks.append(f'PRAGMA integrity_check("{name.decode()}")')
        elif kind == b"index" and table == b"journal" and name not in _LOOKED_AT:
            return False  # somebody else's, which only integrity_check could compare
    if any(connection.execute(look).fetchone() != (b"ok",) for look in looks):
        return False
    rows, indexed = connection.execute(_ROWS).fetchone()
    return bool(rows == (indexed or 0) == connection.execute(_INDEXED).fetchone()[0])
