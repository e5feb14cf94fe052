"""The pages of `kiosk check --hardware`, touched as somebody at the counter would."""

from dataclasses import dataclass, field

import pytest

from kiosk.ui.administration import Finding, State
from kiosk.ui.hardware.app import HardwareApp
from kiosk.ui.hardware.bench import Outcome, Step, Verdict
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.part import Words
from tests.screens.pilot import DEAF, FULL_HD, LAPTOP, PORTRAIT, Finger

SIZES = (LAPTOP, FULL_HD, PORTRAIT)


class Look:
    """A look that has come to its end, or has not."""

    fault, progress = "", None

    def __init__(self, *found):
        self.over, self.result, self.cancelled = True, found, False

    def cancel(self):
        self.cancelled = True


@dataclass
class Bench:
    screens: int = 2
    diagonal: float | None = 15.6
    file: str = "/var/lib/hai-long/journal.sqlite.hardware.json"
    job: Look = field(default_factory=Look)
    why_not: str = ""
    kept: tuple[Outcome, ...] = ()

    def look(self, _language):
        return self.job

    def keep(self, outcomes):
        self.kept = outcomes
        return self.why_not


@pytest.fixture
def walk(pilot):
    """Starts the check at one of its pages."""

    def start(step=Step.LOOK, *, bench=None, language="en", size=FULL_HD):
        app = HardwareApp(
            bench=bench or Bench(), language=language, sounds=False, wall=pilot.time, monotonic=pilot.time
        )
        app._at = list(Step).index(step)
        pilot.start(app, size)
        settle(pilot)
        return app

    return start


def settle(pilot):
    pilot.time.seconds += DEAF
    pilot.frame(2)


def touch(pilot, x, y):
    Finger(pilot, x, y).down().up()
    settle(pilot)


def press(pilot, app, text):
    [button] = [one for one in app.page.walk() if isinstance(one, Button) and one.text == text]
    touch(pilot, *button.center)


def texts(app):
    return [one.text for one in app.page.walk() if isinstance(one, Words)]


def test_the_pages_follow_each_other_and_each_is_kept_at_once(pilot, walk):
    bench = Bench()
    app = walk(bench=bench)
    press(pilot, app, "Continue")
    assert bench.kept == (Outcome(Step.LOOK, Verdict.GOOD, {"to_do": 0}),)
    assert app.page.step is Step.EDGES


def test_what_the_pc_finds_by_itself_is_shown_when_it_has_looked(pilot, walk):
    job = Look(Finding(State.FAULT, "the certificate has expired", "renew it"))
    job.over = False
    app = walk(bench=Bench(job=job))
    assert "Looking…" in texts(app)
    job.over = True
    app.page.poll()
    settle(pilot)
    assert any("the certificate has expired" in text for text in texts(app))
    press(pilot, app, "Continue")
    assert app.outcomes[0].verdict is Verdict.BAD
    assert job.cancelled


@pytest.mark.parametrize("size", SIZES)
def test_every_corner_and_edge_is_felt_at_its_very_last_pixel(pilot, walk, size):
    app = walk(Step.EDGES, size=size)
    wide, high = size
    for x in (0, wide // 2, wide - 1):
        for y in (0, high // 2, high - 1):
            if (x, y) != (wide // 2, high // 2):
                touch(pilot, x, y)
    assert app.outcomes == (Outcome(Step.EDGES, Verdict.GOOD),)


def test_an_edge_that_feels_nothing_is_named(pilot, walk):
    app = walk(Step.EDGES)
    touch(pilot, 0, 0)
    press(pilot, app, "I can’t")
    [found] = app.outcomes
    assert found.verdict is Verdict.BAD
    assert "left bottom" not in found.measured["not_felt"]
    assert "right top" in found.measured["not_felt"]


def in_pixels(app, x, y):
    frame = app.look.frame
    return x * frame.unit, frame.height - y * frame.unit


def hit_all(pilot, app, *, beside=0.0):
    for x, y in app.page.targets:
        touch(pilot, *in_pixels(app, x + beside, y))


@pytest.mark.parametrize("size", SIZES)
def test_a_finger_in_every_ring_is_measured_in_millimetres(pilot, walk, size):
    app = walk(Step.TARGETS, size=size)
    hit_all(pilot, app, beside=20)
    [found] = app.outcomes
    assert (found.verdict, found.measured["misses"]) == (Verdict.GOOD, 0)
    assert 3 < found.measured["mean_offset_mm"] < 4


def test_without_the_screens_size_offsets_are_told_in_pixels(pilot, walk):
    app = walk(Step.TARGETS, bench=Bench(diagonal=None))
    hit_all(pilot, app)
    assert app.outcomes[0].measured["worst_offset_px"] < 2


def test_touches_beside_the_ring_are_counted_and_three_are_too_many(pilot, walk):
    app = walk(Step.TARGETS)
    x, y = app.page.target
    for _ in range(3):
        touch(pilot, *in_pixels(app, x + 60, y + 60))
    hit_all(pilot, app)
    assert (app.outcomes[0].verdict, app.outcomes[0].measured["misses"]) == (Verdict.BAD, 3)


def test_a_card_frame_has_the_size_of_a_card(walk):
    app = walk(Step.SIZE, bench=Bench(diagonal=21.5))
    card = max((one for one in app.page.children if type(one).__name__ == "Panel"), key=lambda one: one.width)
    per_mm = (1920**2 + 1080**2) ** 0.5 / (21.5 * 25.4)
    assert card.width / per_mm == pytest.approx(85.6, abs=0.5)
    assert card.height / per_mm == pytest.approx(54.0, abs=0.5)


def test_a_size_that_nobody_knows_can_only_be_skipped(pilot, walk):
    app = walk(Step.SIZE, bench=Bench(diagonal=None))
    assert "Yes" not in [one.text for one in app.page.walk() if isinstance(one, Button)]
    press(pilot, app, "Skip")
    assert app.outcomes[0].verdict is Verdict.SKIPPED


def test_a_pc_that_slept_is_noticed(pilot, walk):
    app = walk(Step.SLEEP)
    pilot.time.seconds += 42
    app.page.poll()
    settle(pilot)
    press(pilot, app, "Yes")
    assert 42 <= app.outcomes[0].measured["slept_seconds"] <= 43


def test_answers_can_be_taken_back(pilot, walk):
    app = walk(Step.HEADS)
    press(pilot, app, "No")
    press(pilot, app, "Back")
    press(pilot, app, "Yes")
    assert app.outcomes == (Outcome(Step.HEADS, Verdict.GOOD, {"screens": 2}),)


def test_the_end_tells_what_failed_first_and_where_the_results_are(pilot, walk):
    app = walk(Step.SOUND)
    app._outcomes = {Step.EDGES: Outcome(Step.EDGES, Verdict.BAD)}
    press(pilot, app, "Skip")
    told = " ".join(texts(app))
    assert told.index("Touch at edges and corners") < told.index("Sound")
    assert "journal.sqlite.hardware.json" in told


@pytest.mark.parametrize("size", SIZES)
def test_everything_that_was_found_can_be_read_leaf_by_leaf(pilot, walk, size):
    found = [Finding(State.FAULT, f"thing {number} is wrong", "mend it") for number in range(12)]
    app, read = walk(bench=Bench(job=Look(*found)), size=size), []
    while len(read) < len(found):
        read += [text for text in texts(app) if "is wrong" in text]
        press(pilot, app, next(text for text in texts(app) if text.startswith("More (")))
    assert read == [f"Fault · {one.what}" for one in found]
    press(pilot, app, "Continue")
    assert app.page.step is Step.EDGES


@pytest.mark.parametrize("step", [Step.EDGES, Step.TARGETS])
def test_two_buttons_beside_each_other_have_letters_of_one_size(walk, step):
    app = walk(step, language="vi", size=PORTRAIT)
    buttons = [part for part in app.page.walk() if isinstance(part, Button)]
    words = [part for one in buttons for part in one.walk(restrict=True) if isinstance(part, Words)]
    assert len({one.setting.size for one in words}) == 1


def test_results_that_can_not_be_written_are_told(pilot, walk):
    app = walk(Step.SOUND, bench=Bench(why_not="no room"))
    press(pilot, app, "Skip")
    assert "no room" in " ".join(texts(app))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("diagonal", [15.6, None])
def test_all_words_of_all_pages_fit(pilot, walk, size, language, diagonal):
    app = walk(language=language, size=size, bench=Bench(diagonal=diagonal))
    for step in Step:
        words = [one for one in app.page.walk() if isinstance(one, Words)]
        assert words
        assert [one.text for one in words if not one.setting.fits] == [], step
        app.note(Outcome(step, Verdict.BAD))
        settle(pilot)
    assert all(one.setting.fits for one in app.page.walk() if isinstance(one, Words))
