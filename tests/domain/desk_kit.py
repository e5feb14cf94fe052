"""A desk with a clock that stands still and a journal in memory that can be slow or refuse."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.desk import Desk
from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.questionnaire import Criterion, Department, Level, Questionnaire, Reason

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

ASKED = Questionnaire(
    (Department("tu-phap", "Tư pháp – Hộ tịch"), Department("dia-chinh", "Địa chính")),
    (Criterion("thoi-gian", "Thời gian"), Criterion("thai-do", "Thái độ"), Criterion("chung", "Chung")),
    (
        Level("very", "Rất hài lòng"),
        Level("sat", "Hài lòng"),
        Level("dis", "Không hài lòng", satisfied=False),
    ),
    (Reason("cham-hen", "Chậm hẹn"), Reason("di-lai", "Phải đi lại nhiều lần")),
)


MORNING = datetime(2026, 11, 20, 8, 7, 30, tzinfo=HANOI)  # a Friday


class StillClock:
    def __init__(self, at=MORNING):
        self.wall, self.seconds = at, 1000.0

    def now(self):
        return self.wall

    def timestamp(self):
        return self.now().timestamp()

    def monotonic(self):
        return self.seconds

    def pass_(self, seconds):
        self.wall += timedelta(seconds=seconds)
        self.seconds += seconds


class MemoryCommitter:
    """Confirms at once, or later by `answer`, or refuses while `refusing`."""

    def __init__(self):
        self.entries, self.held, self.late, self.refusing = [], [], False, False

    def commit(self, entries, done):
        if self.late:
            self.held.append((list(entries), done))
        else:
            self._answer(entries, done)

    def answer(self):
        entries, done = self.held.pop(0)
        self._answer(entries, done)

    def _answer(self, entries, done):
        if not self.refusing:
            self.entries += entries
        done(not self.refusing)

    def of(self, kind):
        return [one for one in self.entries if one.kind == kind]


class Pins:
    def __init__(self, **pins):
        self.pins = {code.replace("_", "-"): pin for code, pin in pins.items()}

    @property
    def locked(self):
        return frozenset(self.pins) - {"admin"}

    @property
    def has_admin(self):
        return "admin" in self.pins

    def is_right(self, department, pin):
        return self.pins.get(department) == pin


class Counter:
    """A desk with what it stands on; `desk` is real."""

    def __init__(
        self, *, pins=None, asked=ASKED, shift=None, dossiers=None, at=MORNING, chance=None, **settings
    ):
        self.clock, self.journal = StillClock(at), MemoryCommitter()
        self.desk = Desk(
            asked,
            DeskSettings(**settings),
            clock=self.clock,
            committer=self.journal,
            pins=pins or Pins(),
            shift=shift,
            dossiers=dossiers,
            chance=chance,
        )

    def at_work(self):
        self.desk.enter()  # where these are no office hours
        self.desk.choose_department("tu-phap")
        return self

    def wait(self, seconds):
        for _ in range(round(seconds * 2)):
            self.clock.pass_(0.5)
            self.desk.tick()

    def wait_until(self, hour, minute=0):
        """Nobody touches anything until that time of the day, nor for a minute after it."""
        to = self.clock.wall.replace(hour=hour, minute=minute, second=0) - self.clock.wall
        self.clock.pass_(to.total_seconds())
        self.wait(60)

    @property
    def screen(self):
        return self.desk.view().screen

    @property
    def closings(self):
        return self.journal.of("ballot_closed")
