"""A kiosk on paper: a journal in memory whose lines and batches are the real ones."""

from __future__ import annotations

import itertools
import os
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.entries import (
    BallotClosed,
    BallotOpened,
    ClockStep,
    JournalOpened,
    Mode,
    Note,
    Outcome,
    QuestionnaireShown,
    ShiftClosed,
    Start,
    Tap,
    line_of,
)
from kiosk.domain.questionnaire import Criterion, Department, Level, Questionnaire
from sync.wire import ZERO, Batch, Header, chain

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 11, 20, 8, 15, tzinfo=HANOI)
DAY = MORNING.date()
NOW = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)

ASKED = Questionnaire(
    (Department("tu-phap", "Tư pháp – Hộ tịch"), Department("dia-chinh", "Địa chính")),
    (Criterion("thai-do", "Thái độ"), Criterion("chung", "Đánh giá chung")),
    (
        Level("very_satisfied", "Rất hài lòng"),
        Level("satisfied", "Hài lòng"),
        Level("dissatisfied", "Không hài lòng", satisfied=False),
    ),
)

_numbers = itertools.count(1)


def examples(number):
    """How many histories to try; CENTRE_TIMES=20 tries twenty times as many."""
    return number * int(os.environ.get("CENTRE_TIMES", "1"))


def name():
    """A fresh id: unlike the product's, the same in every run, so that a failure can be repeated."""
    return f"{next(_numbers):016x}"


def journal_id():
    return f"00000000-0000-4000-8000-{next(_numbers):012x}"


class PaperKiosk:
    """`at` is what its wall clock says."""

    def __init__(self, device="quan-1", *, simulated=False, continues=None, journal=None):
        self.journal = journal or journal_id()
        self.device = device
        self.lines, self.hashes = [], [ZERO]
        self.kept_from = 1
        self.at = MORNING
        self.write(
            JournalOpened(
                at=self.at,
                id=name(),
                journal=self.journal,
                device=device,
                simulated=simulated,
                continues=continues,
            )
        )

    @property
    def last(self):
        return len(self.lines)

    def write(self, *entries):
        for entry in entries:
            self.write_line(line_of(entry))
        return entries[-1]

    def write_line(self, line):
        self.lines.append(line)
        self.hashes.append(chain(self.hashes[-1], line))

    def start(self):
        self.write(Start(at=self.at, id=name(), program="kiosk", version="1"))
        return self

    def ask(self, questionnaire=ASKED):
        self.write(QuestionnaireShown(at=self.at, id=name(), questionnaire=questionnaire))
        return self

    def step_clock(self, **delta):
        """Somebody sets the wall clock: all since the last start was written by a wrong one."""
        by = timedelta(**delta)
        self.at += by
        self.write(ClockStep(at=self.at, id=name(), seconds=int(by.total_seconds())))

    def end_shift(self, dossiers, shift="5" * 16, department="tu-phap"):
        return self.write(
            ShiftClosed(at=self.at, id=name(), shift=shift, department=department, dossiers=dossiers)
        )

    def open_ballot(self, department="tu-phap", mode=Mode.OPEN, asked=ASKED, *, shift="5" * 16):
        return self.write(
            BallotOpened(
                at=self.at,
                id=name(),
                ballot=name(),
                shift=shift,
                department=department,
                questionnaire=asked.version,
                mode=mode,
            )
        )

    def close_ballot(self, opened, *, flags=(), reasons=(), **answers):
        """Keyword arguments are criteria with _ for -, and their levels."""
        answers = {criterion.replace("_", "-"): level for criterion, level in answers.items()}
        own = {"ballot": opened.ballot, "shift": opened.shift, "department": opened.department}
        for criterion, level in answers.items():
            self.write(
                Tap(
                    at=self.at,
                    id=name(),
                    questionnaire=opened.questionnaire,
                    criterion=criterion,
                    level=level,
                    **own,
                )
            )
        return self.write(
            BallotClosed(
                at=self.at,
                id=name(),
                questionnaire=opened.questionnaire,
                mode=opened.mode,
                outcome=Outcome.COMPLETED if answers else Outcome.ABANDONED,
                answers=answers,
                flags=flags,
                reasons=reasons,
                **own,
            )
        )

    def vote(
        self,
        department="tu-phap",
        mode=Mode.OPEN,
        flags=(),
        asked=ASKED,
        *,
        shift="5" * 16,
        reasons=(),
        **answers,
    ):
        opened = self.open_ballot(department, mode, asked, shift=shift)
        return self.close_ballot(opened, flags=flags, reasons=reasons, **answers)

    def note(self):
        return self.write(Note(at=self.at, id=name(), about="fault"))

    def copy(self):
        """A backup, or the disk in another PC."""
        twin = object.__new__(PaperKiosk)
        twin.__dict__ = {**self.__dict__, "lines": self.lines[:], "hashes": self.hashes[:]}
        return twin

    def rewrite(self, seq, line):
        """Change one line and make every hash after it fit."""
        after = self.lines[seq:]
        del self.lines[seq - 1 :], self.hashes[seq:]
        for one in (line, *after):
            self.write_line(one)

    def continue_as(self, device=None, *, carry_after, carry_first=()):
        """A new enrolment: a new journal that carries on what was not acknowledged.

        `carry_first` are older lines that stand before it, as the questionnaire in force does.
        """
        through = {"journal": self.journal, "through": carry_after, "hash": self.hashes[carry_after].hex()}
        heir = PaperKiosk(device or self.device, continues=through)
        heir.at = self.at
        for line in (*carry_first, *self.lines[carry_after:]):
            heir.write_line(line)
        return heir

    def batch(self, first=1, last=None, *, kept_from=None, health=None):
        """The batch of these entries; an empty one where `last` is before `first`."""
        lines = self.lines[first - 1 : self.last if last is None else last]
        return Batch(
            Header(
                device=self.device,
                journal=self.journal,
                first=first,
                kept_from=kept_from or self.kept_from,
                count=len(lines),
                prev=self.hashes[first - 1],
                sent_at=NOW,
                health=health or {},
            ),
            tuple(lines),
        )

    def question(self, seq):
        """The empty batch that asks whether an entry is held."""
        return self.batch(seq + 1, seq)


class PaperSource:
    """The journal of a paper kiosk, as a shipper or a bundle reads it."""

    def __init__(self, kiosk, acknowledged=0):
        self.kiosk, self.acknowledged = kiosk, acknowledged

    def journal(self):
        return self.kiosk.journal

    def device(self):
        return self.kiosk.device

    def last(self):
        return self.kiosk.last

    finished_through = last

    def kept_from(self):
        return self.kiosk.kept_from

    def acknowledged_through(self):
        return self.acknowledged

    def hash_at(self, seq):
        return self.kiosk.hashes[seq]

    def lines(self, after, limit):
        return self.kiosk.lines[after : after + limit]

    def acknowledge(self, through):
        self.acknowledged = max(self.acknowledged, through)

    def rewind(self, through):
        self.acknowledged = min(self.acknowledged, through)

    def health(self):
        return {}
