"""A counter: the real desk, a journal in memory, the real program in the real window."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.desk import Desk
from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.entries import Mode
from kiosk.ui.app import KioskApp
from kiosk.ui.canned import LABELS, TOWN
from kiosk.ui.settings import DisplaySettings
from sync.status import SyncStatus
from tests.screens.pages import page_of
from tests.screens.pilot import LAPTOP
from tests.screens.reading import plain, touchable, words_of

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DEFAULT_DISPLAY = DisplaySettings()
DEFAULT_SETTINGS = DeskSettings()
MORNING = datetime(2026, 11, 20, 8, 15, tzinfo=HANOI)


class Watch:
    """The desk's clock, told by the pilot's time."""

    def __init__(self, time):
        self._time, self._start = time, time()

    def now(self):
        return MORNING + timedelta(seconds=self._time() - self._start)

    def timestamp(self):
        return self.now().timestamp()

    def monotonic(self):
        return self._time()


class Journal:
    """Confirms at once; `slow` keeps commits until `confirm`; `refusing` refuses them."""

    def __init__(self):
        self.entries, self.pending, self.commits = [], [], []
        self.slow = self.refusing = False

    def commit(self, entries, done):
        if self.slow:
            self.pending.append((entries, done))
        else:
            self._answer(entries, done)

    def confirm(self):
        self._answer(*self.pending.pop(0))

    def of(self, kind):
        return [entry for entry in self.entries if entry.kind == kind]

    def _answer(self, entries, done):
        if not self.refusing:
            self.entries += entries
            self.commits.append(entries)
        done(not self.refusing)


class Pins:
    def __init__(self, pins):
        self._pins = pins

    @property
    def locked(self):
        return frozenset(self._pins) - {"admin"}

    @property
    def has_admin(self):
        return "admin" in self._pins

    def is_right(self, department, pin):
        return self._pins[department] == pin


class Counter:
    """What the tests stand at. `page` is what is on the screen now."""

    def __init__(
        self,
        pilot,
        *,
        size=LAPTOP,
        mode="open",
        pins=(),
        questionnaire=TOWN,
        simulated=False,
        languages=("vi", "en"),
        committer=None,
        labels=LABELS,
        display=DEFAULT_DISPLAY,
        settings=DEFAULT_SETTINGS,
        administration=None,
    ):

        self.pilot, self.journal, self.waiting_entries, self.ended = pilot, Journal(), 0, 0
        self.sync = SyncStatus(acknowledged_through=1)
        self.desk = Desk(
            questionnaire,
            replace(settings, mode=Mode(mode), languages=languages),
            clock=Watch(pilot.time),
            committer=committer or self.journal,
            pins=Pins(dict(pins)),
            simulated=simulated,
        )
        self.app = KioskApp(
            desk=self.desk,
            labels=labels,
            sync_status=lambda: replace(self.sync, waiting=self.waiting_entries),
            display=display,
            languages=languages,
            administration=administration,
            on_end=self._count_end,
            clock=pilot.time,
        )
        pilot.start(self.app, size)

    def _count_end(self):
        self.ended += 1

    @property
    def view(self):
        return self.desk.view()

    @property
    def sheet(self):
        return self.app.sheet

    @property
    def page(self):
        return page_of(self)

    @property
    def words(self):
        return words_of(self.sheet)

    def reads(self, words):
        return words in [plain(text) for text in self.words]

    def find(self, words):
        return touchable(self.sheet, words)

    def tap(self, words):
        """Taps what says these words; returns the page that follows."""
        self.pilot.tap(self.find(words))
        return self.page

    def wait(self, seconds):
        self.pilot.wait(seconds)
        return self.page

    def on_duty(self):
        """The first page that a citizen sees."""
        return self.page.choose("Địa chính")

    @property
    def levels(self):
        """The levels tapped so far, as the journal has them."""
        return [tap.level for tap in self.journal.of("tap")]

    @property
    def last_ballot(self):
        return self.journal.of("ballot_closed")[-1]
