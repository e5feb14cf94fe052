"""The tables, views and triggers of a journal file, as named migrations.

journal ── line and hash; the rest is computed from the line     watermark ── what the centre has
   │  taps, ballots: the same, plain to read                     machine ── a print of this PC
   └─ retention: what was removed, and keepsake: what must still be readable of it
                                                                 gap ── since when nothing is missing
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sqlalchemy import Connection

from kiosk.domain.canonical import MAX_LINE_BYTES

APPLICATION_ID = 0x484C6A31  # "HLj1"

MAGIC = b"SQLite format 3\0"
HEADER_BYTES = 100
# What never changes in a file's first bytes (https://www.sqlite.org/fileformat2.html), by offset: magic and
# page size; payload fractions; no auto-vacuum, UTF-8; whose file it is, and a reserve.
_HEADER = {
    0: MAGIC + bytes.fromhex("1000"),
    20: bytes.fromhex("00402020"),
    52: bytes.fromhex("00000000 00000001"),
    64: bytes(4) + APPLICATION_ID.to_bytes(4, "big") + bytes(20),
}
_MODES = (b"\2\2", b"\1\1")  # at 18: WAL, or what a database browser may have set; the owner sets it right

# What starts, recovery and reports look for by kind. Kinds of which a citizen makes many are not among them.
LANDMARKS = (
    "journal_opened",
    "start",
    "clock_step",
    "questionnaire",
    "shift_opened",
    "shift_closed",
    "note",
)


def _column(name: str) -> str:
    """A column over the line; NULL where the line is no JSON, so that one damaged line breaks no report.

    It is text or NULL whatever the line says, so no type is asked for: integrity_check would compute each
    value of each row to see that. SQLite computes each column for each line that it takes, and a tap waits:
    there are those alone by which lines are looked for.
    """
    value = f"CASE WHEN json_valid(line) THEN CAST(json_extract(line, '$.{name}') AS TEXT) END"
    return f"{name} ANY GENERATED ALWAYS AS ({value}) VIRTUAL"


def _text(name: str) -> str:
    return f"json_extract(line, '$.{name}') AS {name}"


_JOURNAL = f"""
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  line TEXT NOT NULL CHECK (length(CAST(line AS BLOB)) <= {MAX_LINE_BYTES}),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  {_column("kind")},
  {_column("at")}
) STRICT"""

_TAPS = f"""
CREATE VIEW taps AS
SELECT {_text("department")}, {_text("criterion")}, {_text("level")}, at, {_text("ballot")},
  {_text("questionnaire")}, seq
FROM journal WHERE kind = 'tap'"""  # noqa: S608  our own words

_BALLOTS = f"""
CREATE VIEW ballots AS
SELECT {_text("department")}, {_text("mode")}, {_text("outcome")},
  json_extract(line, '$.answers') <> '{{}}' AS collected,
  json_extract(line, '$.answers') <> '{{}}' AND json_extract(line, '$.flags') = '[]' AS valid,
  {_text("answers")}, {_text("skipped")}, {_text("reasons")}, {_text("flags")}, at, {_text("ballot")},
  {_text("questionnaire")}, seq
FROM journal WHERE kind = 'ballot_closed'"""  # noqa: S608  our own words

# A partial index is used where the query's condition is one branch of its OR.
IS_LANDMARK = " OR ".join(f"kind = '{kind}'" for kind in LANDMARKS)
_BY_KIND = f"""
CREATE INDEX journal_landmarks ON journal (kind)
WHERE {IS_LANDMARK}"""

IS_CLOSED_BALLOT = "kind = 'ballot_closed'"
_BY_DAY = f"CREATE INDEX journal_closed_ballots ON journal (at) WHERE {IS_CLOSED_BALLOT}"

NEWEST = "(SELECT coalesce(max(seq), (SELECT through FROM retention)) FROM journal)"


def _refuse(name: str, event: str, table: str, condition: str, sentence: str) -> str:
    when = f"WHEN {condition} " if condition else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _one_row(table: str, columns: str) -> list[str]:
    """A table of one row that can only be updated."""
    return [
        f"CREATE TABLE {table} (one INTEGER PRIMARY KEY CHECK (one = 1), {columns}) STRICT",
        f"INSERT INTO {table} DEFAULT VALUES",
        _refuse(f"{table}_one_row", "INSERT", table, "", f"{table} has one row"),
        _refuse(f"{table}_stays", "DELETE", table, "", f"{table} keeps its row"),
    ]


_GUARDS = [
    _refuse(
        "journal_contiguous",
        "INSERT",
        "journal",
        f"NEW.seq IS NOT {NEWEST} + 1",
        "seq must follow the newest entry",
    ),
    _refuse("journal_no_update", "UPDATE", "journal", "", "an entry never changes"),
    _refuse(
        "journal_no_delete",
        "DELETE",
        "journal",
        "OLD.seq > (SELECT through FROM retention) OR (OLD.seq = 1 OR OLD.kind IS 'questionnaire')"
        " AND NOT EXISTS (SELECT 1 FROM keepsake WHERE seq = OLD.seq)",
        "only retention removes entries",
    ),
    _refuse(
        "watermark_within",
        "UPDATE",
        "watermark",
        f"NEW.through > {NEWEST}",
        "the watermark is beyond the newest entry",
    ),
    _refuse(
        "retention_acknowledged",
        "UPDATE",
        "retention",
        "(NEW.through > OLD.through AND NEW.through <= (SELECT through FROM watermark)"
        " AND NEW.hash = (SELECT hash FROM journal WHERE seq = NEW.through)) IS NOT TRUE",
        "retention removes acknowledged entries only",
    ),
    _refuse(
        "gap_grows",
        "UPDATE",
        "gap",
        "(NEW.newest_day > coalesce(OLD.newest_day, '')) IS NOT TRUE",
        "what is missing stays missing",
    ),
    _refuse(
        "keepsake_true",
        "INSERT",
        "keepsake",
        "NOT EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq AND line = NEW.line AND hash = NEW.hash)",
        "a keepsake is a copy of an entry",
    ),
    _refuse("keepsake_no_update", "UPDATE", "keepsake", "", "a keepsake never changes"),
    _refuse("keepsake_no_delete", "DELETE", "keepsake", "", "a keepsake stays"),
]

MIGRATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "0001 journal",
        (
            _JOURNAL,
            _BY_KIND,
            _BY_DAY,
            _TAPS,
            _BALLOTS,
            *_one_row("watermark", "through INTEGER NOT NULL DEFAULT 0 CHECK (through >= 0)"),
            *_one_row(
                "retention",
                "through INTEGER NOT NULL DEFAULT 0,"
                " hash BLOB NOT NULL DEFAULT (zeroblob(32)) CHECK (length(hash) = 32)",
            ),
            *_one_row("gap", "newest_day TEXT CHECK (newest_day IS date(newest_day))"),
            "CREATE TABLE keepsake (seq INTEGER PRIMARY KEY, line TEXT NOT NULL, hash BLOB NOT NULL) STRICT",
            "CREATE TABLE machine (kind TEXT NOT NULL, salt TEXT NOT NULL, print TEXT NOT NULL) STRICT",
            *_GUARDS,
        ),
    ),
)

_RECORD = "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY) STRICT"


def is_current(connection: Connection) -> bool:
    """Whether a journal has this version's tables, so that a start need not write."""
    return bool(connection.exec_driver_sql("PRAGMA user_version").scalar_one() == len(MIGRATIONS))


def steps_missing(connection: Connection) -> list[str]:
    """The names of the steps that a journal's tables have yet to go, in their order."""
    done = set(connection.exec_driver_sql("SELECT name FROM migration").scalars())
    return [name for name, _ in MIGRATIONS if name not in done]


def migrate(connection: Connection) -> None:
    """Bring a journal's tables to this version, inside the caller's transaction."""
    connection.exec_driver_sql(_RECORD)
    steps = dict(MIGRATIONS)
    for name in steps_missing(connection):
        for statement in steps[name]:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO migration VALUES (?)", (name,))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {len(MIGRATIONS)}")


def is_header(first_bytes: bytes) -> bool:
    """Whether a file begins as each journal begins; SQLite itself would go on with some damaged ones."""
    fixed = all(first_bytes[at : at + len(those)] == those for at, those in _HEADER.items())
    return fixed and first_bytes[18:20] in _MODES


def is_like_a_header(first_bytes: bytes) -> bool:
    """Whether anything of it is as in a journal, or in another SQLite file."""
    alike = any(first_bytes[at : at + len(those)] == those for at, those in _HEADER.items())
    return alike or first_bytes.startswith(MAGIC)


def objects_after(migrations: int) -> set[tuple[str, str, str | None]]:
    """The (type, name, sql) of each table, view, index and trigger after so many migrations."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for statement in _statements(migrations):
            memory.execute(statement)
        return {(kind, name, sql) for kind, name, sql in memory.execute(OBJECTS)}
    finally:
        memory.close()


OBJECTS = "SELECT type, name, sql FROM sqlite_master"


def _statements(migrations: int) -> Iterable[str]:
    yield _RECORD
    for _, statements in MIGRATIONS[:migrations]:
        yield from statements
