"""A journal in a folder of its own, entries to fill it with, and raw sqlite3 as an independent witness."""

import hashlib
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.domain.draft import noting
from kiosk.domain.entries import (
    BallotClosed,
    BallotOpened,
    Mode,
    Outcome,
    QuestionnaireShown,
    ShiftClosed,
    ShiftOpened,
    Start,
    Tap,
)
from kiosk.domain.questionnaire import Criterion, Department, Level, Questionnaire
from kiosk.journal import Journal, JournalReader, JournalSource
from kiosk.journal.machine import Part

# How far the centre has what `left_by_a_crash` holds.
ACKNOWLEDGED = 80

# For tests with thousands of commits: a disk whose fsync costs nothing, where there is one.
IN_MEMORY = next((disk for disk in ("/dev/shm",) if Path(disk).is_dir()), None)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 11, 20, 8, 20, tzinfo=HANOI)
AT = MORNING.replace(minute=15)
HERE = (Part("machine_id", "a"), Part("board", "b"), Part("disk", "c"), Part("network_card", "d"))

ASKED = Questionnaire(
    (Department("tu-phap", "Tư pháp – Hộ tịch"), Department("dia-chinh", "Địa chính")),
    (Criterion("thai-do", "Thái độ"), Criterion("chung", "Đánh giá chung")),
    (
        Level("very", "Rất hài lòng"),
        Level("sat", "Hài lòng"),
        Level("dis", "Không hài lòng", satisfied=False),
    ),
)


def opened(path, *, device="quay-1", simulated=False, now=MORNING, parts=HERE):
    return Journal.open(path, device=device, simulated=simulated, now=now, step_minutes=15, parts=parts)


def start(at=AT):
    return Start(at=at, program="hai-long", version="0")


def shown(at=AT, questionnaire=ASKED):
    return QuestionnaireShown(at=at, questionnaire=questionnaire)


def shift_opened(at=AT, shift="5" * 16, department="tu-phap"):
    return ShiftOpened(at=at, shift=shift, department=department)


def shift_closed(at=AT, shift="5" * 16, department="tu-phap", dossiers=None):
    return ShiftClosed(at=at, shift=shift, department=department, dossiers=dossiers)


def dossiers_noted(dossiers, shift="5" * 16):
    return noting(AT, shift, dossiers)


def _names(ballot):
    return {"ballot": ballot, "shift": "5" * 16, "department": "tu-phap", "questionnaire": ASKED.version}


def ballot_opened(ballot="b" * 16, at=AT, mode=Mode.OPEN):
    return BallotOpened(at=at, mode=mode, **_names(ballot))


def tap(level="sat", criterion="thai-do", at=AT, ballot="b" * 16):
    return Tap(at=at, criterion=criterion, level=level, **_names(ballot))


def ballot_closed(answers=None, at=AT, ballot="b" * 16, *, mode=Mode.OPEN, flags=()):
    answers = {"thai-do": "sat"} if answers is None else answers
    outcome = Outcome.COMPLETED if answers else Outcome.ABANDONED
    return BallotClosed(at=at, mode=mode, outcome=outcome, answers=answers, flags=flags, **_names(ballot))


def whole_ballot(number, at=AT, level="sat", mode=Mode.OPEN):
    ballot = f"{number:016x}"
    return [
        ballot_opened(ballot, at, mode),
        tap(level, "thai-do", at, ballot),
        tap(level, "chung", at, ballot),
        ballot_closed({"thai-do": level, "chung": level}, at, ballot, mode=mode),
    ]


def day(at=AT, ballots=3, dossiers=None):
    """A start, a shift with its ballots, and its end."""
    shift = at.strftime("%Y%m%d%H%M%S00")
    entries = [start(at), shift_opened(at, shift)]
    for number in range(ballots):
        entries += whole_ballot(int(at.timestamp()) * 100 + number, at)
    return [*entries, shift_closed(at, shift, dossiers=dossiers)]


def later(days=0, minutes=0):
    return AT + timedelta(days=days, minutes=minutes)


@contextmanager
def fast_folder():
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(dir=IN_MEMORY))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def left_by_a_crash(place):
    """A journal as a power cut leaves it: some entries in the file, the newest only in its WAL."""
    path = place / "owned" / "journal.db"
    with opened(path) as journal:
        for number in range(8):
            journal.append(day(later(days=number), ballots=3))
        journal.tidy()
        for number in range(8, 12):
            journal.append(day(later(days=number), ballots=2))
        journal.append([shown(), shift_opened(), ballot_opened(), tap()])
        acknowledge(path, ACKNOWLEDGED)
        shutil.copytree(path.parent, place / "left")
    return place / "left" / path.name


def names_beside(path):
    return sorted(file.name.removeprefix("journal.db") for file in path.parent.iterdir())


def acknowledge(path, through):
    with JournalSource(path, step_minutes=15, now=lambda: MORNING, parts=HERE) as source:
        source.acknowledge(through)


def copied(path, folder):
    """The journal and all that lies beside it, in another folder."""
    return shutil.copytree(path.parent, folder) / path.name


def verified(path):
    with JournalReader(path) as reader:
        return reader.verify()


# The witness: nothing of the product's own code.


def raw(path):
    """A plain connection; what it does to the file is what anybody with a database browser can do."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous = OFF")
    return closing(database)


def rows(path):
    with raw(path) as database:
        return database.execute("SELECT seq, line, hash FROM journal ORDER BY seq").fetchall()


def lines(path):
    return [line for _, line, _ in rows(path)]


def assert_chain(found, after=0, digest=bytes(32)):
    """Every row follows the one before it, by number and by hash."""
    for seq, line, stored in found:
        digest = hashlib.sha256(digest + line.encode()).digest()
        assert (seq, stored) == (after + 1, digest)
        after = seq


def unguarded(database):
    """Take the triggers away, as somebody with bad intentions would; they come back with `guarded`."""
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in triggers]


def tamper(path, *statements):
    """Change the file behind the journal's back, its triggers in place again afterwards."""
    with raw(path) as database:
        triggers = unguarded(database)
        for statement, *parameters in statements:
            database.execute(statement, parameters)
        for trigger in triggers:
            database.execute(trigger)
