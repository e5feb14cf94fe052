"""Setup in the tests' window, before work that needs no network and no disk."""

from dataclasses import dataclass, field
from functools import cache

from kiosk.cli.setup_window import sentence_for_screen
from kiosk.setup.answers import Answers
from kiosk.setup.document import coded
from kiosk.setup.rules import faults_of, tidied, whole_address
from kiosk.ui.setup import app
from kiosk.ui.setup.port import CentreSaid
from kiosk.ui.texts import load_texts
from tests.screens.pilot import LAPTOP
from tests.screens.reading import plain, touchable, words_of

app.load_texts = cache(load_texts)  # reading takes longer than laying out a page
TOWN = Answers(
    unit="Bộ phận Tiếp nhận và Trả kết quả",
    counter="Quầy 1",
    departments=coded(["Tư pháp – Hộ tịch", "Văn hóa – Xã hội", "Địa chính"]),
)


@dataclass
class Job:
    """A job that ends when it is told to."""

    result: object = None
    fault: str = ""
    over: bool = False
    cancelled: bool = False
    progress: object = None

    def cancel(self):
        self.cancelled = True


@dataclass
class Port:
    """The real rules; what the centre says and what is saved is told by the test."""

    asked: list = field(default_factory=list)
    saved: list = field(default_factory=list)
    job: Job = None

    def tidied(self, name, typed):
        return whole_address(typed) if name == "endpoint" else tidied(typed)

    def faults(self, step, answers, language):
        return {
            name: sentence_for_screen(fault, language) for name, fault in faults_of(step, answers).items()
        }

    def ask_centre(self, answers, _language):
        self.asked.append(answers)
        self.job = Job()
        return self.job

    def save(self, answers, _language):
        self.saved.append(answers)
        self.job = Job()
        return self.job

    def end(self, result=None, fault=""):
        self.job.result, self.job.fault, self.job.over = result, fault, True


class SetupCounter:
    """A PC at which `kiosk setup` runs. `page` is what is on the screen now."""

    def __init__(self, pilot, *, size=LAPTOP, language="vi", answers=TOWN, starts=True):
        self.pilot, self.port = pilot, Port()
        self.app = app.SetupApp(
            port=self.port,
            answers=answers,
            language=language,
            target="/etc/hai-long/config.toml",
            starts=starts,
            clock=pilot.time,
        )
        pilot.start(self.app, size)

    @property
    def page(self):
        return self.app.page

    @property
    def answers(self):
        return self.app.answers

    @property
    def words(self):
        return words_of(self.page)

    def reads(self, words):
        return words in [plain(text) for text in self.words]

    def tap(self, words):
        self.pilot.tap(touchable(self.page, words))
        return self

    def text(self, name, **values):
        """A text of setup in the language that it speaks now."""
        return plain(self.app.look.texts(f"setup.{name}", **values))

    def tap_text(self, *names):
        for name in names:
            self.tap(self.text(name))
        return self

    def tap_keys(self, *names):
        for name in names:
            self.pilot.tap(self.page.keyboard.keys[name])
        return self

    def type_pin(self, digits):
        for digit in digits:
            self.pilot.tap(self.page.pad.keys[digit])
        self.pilot.tap(self.page.pad.keys["finish"])
        return self

    def said(self, device="", **faults):
        """The centre answers."""
        self.port.end(CentreSaid(device, faults))
        self.pilot.wait(0.5)
        return self

    def written(self, findings=()):
        self.port.end(tuple(findings))
        self.pilot.wait(0.5)
        return self

    def failed(self, sentence):
        self.port.end(fault=sentence)
        self.pilot.wait(0.5)
        return self
