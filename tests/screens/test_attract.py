"""What the idle screen does while nobody is there, and that none of it happens under a citizen."""

from dataclasses import replace
from datetime import time
from itertools import pairwise

import pytest

from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.desk_view import Screen
from kiosk.domain.office import OfficeHours
from kiosk.ui.settings import DisplaySettings, Notice
from kiosk.ui.theme import Motion
from kiosk.ui.widgets.part import Words
from tests.screens.pages import InvitationPage, LoginPage, RatingPage
from tests.screens.pilot import FULL_HD, LAPTOP, PORTRAIT, Finger

SIZES = pytest.mark.parametrize("size", [LAPTOP, FULL_HD, PORTRAIT], ids=lambda size: f"{size[0]}x{size[1]}")
NOTICE = Notice(
    titles={"vi": "Từ góp ý của Ông/Bà", "en": "From your ratings"},
    texts={"vi": "Nhận hồ sơ cả chiều thứ Sáu.", "en": "Open on Friday afternoons."},
)
TOUCH = "Chạm vào màn hình để đánh giá"
STILL = DisplaySettings(attract_seconds=0)
WITH_NOTICE = DisplaySettings(attract_seconds=0, notice=NOTICE)
CLOSED_NOW = OfficeHours(frozenset(range(7)), ((time(13), time(17)),))


@pytest.fixture
def noticing(counter):
    kiosk = counter(display=WITH_NOTICE)
    kiosk.on_duty()
    return kiosk


def finger(kiosk, words):
    return Finger(kiosk.pilot, *kiosk.pilot.middle_of(kiosk.find(words)))


def later(kiosk, seconds):
    """Lets a long time pass in which nothing is expected: only its end is stepped through."""
    kiosk.pilot.time.seconds += seconds - 1
    kiosk.wait(1)


# The gentle movement.


@SIZES
def test_the_invitation_moves_for_a_moment_and_is_then_as_before(counter, size):
    kiosk = counter(size=size)
    kiosk.on_duty()
    before = kiosk.pilot.pixels()
    later(kiosk, 44.75)
    kiosk.wait(0.5)
    moving = head_and_rest(kiosk)
    kiosk.wait(Motion.beckon)
    assert kiosk.pilot.pixels() == before
    still = head_and_rest(kiosk)
    assert moving[0] != still[0]
    assert moving[1] == still[1]  # neither a card nor anything below moves


def head_and_rest(kiosk):
    """The picture of the window down to the cards, and from there on."""
    cut = 4 * kiosk.pilot.window.width * int(kiosk.sheet.cards[0].top)
    data = kiosk.pilot.pixels_now()
    return data[cut:], data[:cut]


def test_between_two_movements_nothing_is_drawn(counter):
    kiosk = counter()
    kiosk.on_duty()
    kiosk.pilot.pixels()
    assert kiosk.pilot.frames_drawn_in(40) == 0
    assert 3 <= kiosk.pilot.frames_drawn_in(10) <= 10
    assert kiosk.pilot.frames_drawn_in(30) == 0


def test_the_movement_can_be_off(counter):
    kiosk = counter(display=STILL)
    kiosk.on_duty()
    kiosk.pilot.pixels()
    assert kiosk.pilot.frames_drawn_in(150) == 0


def test_a_touch_puts_the_movement_off(counter):
    kiosk = counter()
    kiosk.on_duty()
    later(kiosk, 40)
    Finger(kiosk.pilot, 3, 3).down().up()
    later(kiosk, 40)
    assert kiosk.sheet.invitation.run == 1


def test_nothing_moves_under_a_citizen(counter):
    kiosk = counter(settings=DeskSettings(idle_seconds=600))
    kiosk.on_duty().answer()
    kiosk.pilot.pixels()
    assert kiosk.pilot.frames_drawn_in(200) == 0


def test_nothing_moves_while_somebody_has_chosen_another_language(counter):
    kiosk = counter(settings=DeskSettings(idle_seconds=600))
    kiosk.on_duty().other_language()
    kiosk.wait(200)
    assert kiosk.sheet.invitation.run == 1


def test_a_touch_during_the_movement_is_taken(counter):
    kiosk = counter()
    kiosk.on_duty()
    later(kiosk, 44.75)
    finger(kiosk, "Hài lòng").down().up()
    assert kiosk.levels == ["satisfied"]


def test_the_lotus_of_the_waiting_screen_opens_in_invited_mode(counter):
    kiosk = counter(mode="invited")
    kiosk.on_duty()
    kiosk.pilot.pixels()
    assert kiosk.pilot.frames_drawn_in(40) == 0
    assert kiosk.pilot.frames_drawn_in(10) >= 3


# Burn-in.


def test_the_idle_screen_moves_aside_by_a_few_pixels_and_returns_after_a_round(counter):
    kiosk = counter(display=STILL)
    kiosk.on_duty()
    home = kiosk.find("Hài lòng").pos
    places = []
    for _ in range(Motion.orbit_steps):
        later(kiosk, Motion.orbit_step)
        x, y = kiosk.find("Hài lòng").pos
        places.append((x - home[0], y - home[1]))
    assert places[-1] == (0, 0)
    assert len(set(places)) > 8
    assert all(abs(dx) <= 6 and abs(dy) <= 12 for dx, dy in places)
    assert all(abs(a[0] - b[0]) <= 3 and abs(a[1] - b[1]) <= 3 for a, b in pairwise(places))


@SIZES
def test_moved_aside_nothing_leaves_the_window_and_the_page_covers_it(counter, size):
    kiosk = counter(size=size, display=STILL)
    kiosk.on_duty()
    edge = kiosk.pilot.pixels()
    for _ in range(4):
        later(kiosk, Motion.orbit_step * Motion.orbit_steps / 4)
        for part in (*kiosk.sheet.cards, kiosk.sheet.skip, kiosk.sheet.strip.language_button):
            assert part.x > 0
            assert part.y > 0
            assert part.right < size[0]
            assert part.top < size[1]
        data = kiosk.pilot.pixels()
        assert data[: 4 * size[0]] == edge[: 4 * size[0]]
        line = 4 * size[0] * (kiosk.sheet.strip.y - 1)
        ends = [data[at : at + 3].hex().upper() for at in (line, line + 4 * size[0] - 4)]
        assert ends == ["DAD4C8", "DAD4C8"]


def test_what_can_be_touched_moves_along(counter):
    kiosk = counter(display=STILL)
    kiosk.on_duty()
    home = kiosk.find("Hài lòng")
    edge, middle = home.x, home.center_y
    later(kiosk, Motion.orbit_step * Motion.orbit_steps / 4)
    assert kiosk.find("Hài lòng").x > edge
    Finger(kiosk.pilot, edge + 1, middle).down().up()
    assert kiosk.levels == []
    finger(kiosk, "Hài lòng").down().up()
    assert kiosk.levels == ["satisfied"]


def test_a_finger_that_comes_just_after_the_move_is_taken(counter):
    kiosk = counter(display=STILL)
    kiosk.on_duty()
    former = kiosk.sheet
    while kiosk.sheet is former:
        kiosk.wait(0.25)
    finger(kiosk, "Hài lòng").down().up()
    assert kiosk.levels == ["satisfied"]


def test_nothing_moves_aside_under_a_finger(counter):
    kiosk = counter(display=STILL)
    kiosk.on_duty()
    kiosk.pilot.hear_again()
    held = finger(kiosk, "Hài lòng").down()
    later(kiosk, 3 * Motion.orbit_step)
    held.up()
    assert kiosk.levels == ["satisfied"]


def test_nothing_moves_house_under_a_citizen(counter):
    kiosk = counter(display=STILL, settings=DeskSettings(idle_seconds=600))
    kiosk.on_duty()
    home = kiosk.find("Hài lòng").pos
    kiosk.page.answer()
    later(kiosk, Motion.orbit_step * 3)
    assert kiosk.find("Hài lòng").pos == home
    kiosk.page.answer()
    assert kiosk.find("Hài lòng").pos == home


@pytest.fixture
def broken(counter):
    """Out of service since a citizen answered in another language."""
    kiosk = counter(display=replace(WITH_NOTICE, dark_after_seconds=7200))
    kiosk.on_duty().other_language()
    kiosk.journal.refusing = True
    kiosk.page.answer("Satisfied")
    return kiosk


def test_out_of_service_over_a_weekend_the_screen_moves_aside(broken):
    assert broken.view.screen is Screen.OUT_OF_SERVICE
    texts = [one for one in broken.sheet.walk() if isinstance(one, Words)]
    home = texts[0].pos
    later(broken, Motion.orbit_step * Motion.orbit_steps / 4)
    moved = next(one for one in broken.sheet.walk() if isinstance(one, Words))
    assert moved.text == texts[0].text
    assert moved.pos != home


def test_out_of_service_the_screen_goes_dark_and_never_shows_the_notice(broken):
    before = broken.words
    later(broken, 7100)
    assert broken.words == before
    broken.wait(101)
    assert broken.app.stage.dark


def test_back_in_service_the_dark_screen_is_lit(broken):
    later(broken, 7201)
    assert broken.app.stage.dark
    broken.journal.refusing = False
    broken.wait(60)
    assert isinstance(broken.page, RatingPage)
    assert not broken.app.stage.dark


# The notice.


@SIZES
def test_the_notice_is_shown_now_and_then_and_goes_by_itself(counter, size):
    kiosk = counter(size=size, display=WITH_NOTICE)
    kiosk.on_duty()
    later(kiosk, 89)
    assert not kiosk.reads(TOUCH)
    kiosk.wait(1.5)
    assert kiosk.reads("Từ góp ý của Ông/Bà")
    assert kiosk.reads("Nhận hồ sơ cả chiều thứ Sáu.")
    assert kiosk.reads(TOUCH)
    kiosk.wait(12)
    assert kiosk.reads("Rất hài lòng")
    later(kiosk, 89)
    assert not kiosk.reads(TOUCH)


def test_the_next_notice_speaks_the_next_language(noticing):
    later(noticing, 91)
    assert noticing.reads("Từ góp ý của Ông/Bà")
    noticing.wait(90 + 12)
    assert noticing.reads("From your ratings")
    assert noticing.reads("Touch the screen to give your rating")
    assert noticing.view.language == "vi"


def test_the_touch_that_ends_the_notice_presses_nothing(noticing):
    card = noticing.find("Hài lòng").center
    later(noticing, 91)
    touch = Finger(noticing.pilot, *card).down()
    assert noticing.reads("Rất hài lòng")
    touch.up()
    assert noticing.levels == []
    noticing.page.answer()
    assert noticing.levels == ["satisfied"]


def test_a_slide_ends_the_notice_too_and_presses_nothing(noticing):
    card = noticing.find("Hài lòng").center
    later(noticing, 91)
    Finger(noticing.pilot, 3, 3).down().slide(*card).up()
    assert noticing.reads("Rất hài lòng")
    assert noticing.levels == []


def test_no_notice_while_a_ballot_is_open(counter):
    kiosk = counter(display=WITH_NOTICE, settings=DeskSettings(idle_seconds=600))
    kiosk.on_duty().answer()
    kiosk.wait(300)
    assert not kiosk.reads(TOUCH)


def test_no_notice_while_a_ballot_is_armed(counter):
    kiosk = counter(display=WITH_NOTICE, mode="invited", settings=DeskSettings(invited_seconds=600))
    kiosk.on_duty().invite()
    kiosk.wait(300)
    assert isinstance(kiosk.page, RatingPage)
    assert not kiosk.reads(TOUCH)


def test_an_invitation_ends_the_notice(counter):
    kiosk = counter(display=WITH_NOTICE, mode="invited")
    kiosk.on_duty()
    later(kiosk, 91)
    assert kiosk.reads(TOUCH)
    kiosk.desk.invite()  # by a call from elsewhere
    kiosk.wait(0.25)
    assert kiosk.reads("Rất hài lòng")


@pytest.mark.parametrize("key", ["f8", "f9"])
def test_the_clerks_keys_end_the_notice(counter, key):
    kiosk = counter(display=WITH_NOTICE, mode="invited")
    kiosk.on_duty()
    later(kiosk, 91)
    kiosk.pilot.key(key)
    assert not kiosk.reads(TOUCH)
    assert not isinstance(kiosk.page, InvitationPage)


def test_no_notice_before_the_clerk_has_logged_in(counter):
    kiosk = counter(display=WITH_NOTICE)
    kiosk.wait(300)
    assert isinstance(kiosk.page, LoginPage)
    assert not kiosk.reads(TOUCH)


def test_a_touch_puts_the_notice_off(noticing):
    noticing.wait(85)
    Finger(noticing.pilot, 3, 3).down().up()
    noticing.wait(85)
    assert not noticing.reads(TOUCH)


def test_a_dark_screen_shows_no_notice(counter):
    kiosk = counter(display=DisplaySettings(dark_after_seconds=60, notice=NOTICE))
    kiosk.on_duty()
    kiosk.wait(95)
    assert kiosk.app.stage.dark
    assert not kiosk.reads(TOUCH)


def test_after_the_notice_the_criterion_is_as_ever(noticing):
    before = noticing.pilot.pixels()
    later(noticing, 91)
    noticing.wait(12.5)
    assert noticing.pilot.pixels() == before


# Closed hours.


@pytest.fixture
def closed(counter):
    return counter(settings=DeskSettings(hours=CLOSED_NOW))


def test_outside_office_hours_the_screen_says_when_to_come(closed):
    assert closed.reads("Ngoài giờ làm việc")
    assert closed.reads("Thứ Hai – Chủ nhật")
    assert closed.reads("13 giờ – 17 giờ")
    assert closed.reads("Outside office hours")
    assert closed.reads("Monday – Sunday · 13:00 – 17:00")


def test_a_touch_anywhere_leads_the_clerk_to_the_login(closed):
    closed.pilot.tap(closed.sheet.enter)
    assert isinstance(closed.page, LoginPage)


def test_the_closed_screen_is_dim_and_still(closed):
    data = closed.pilot.pixels()
    bright = sum(data[at] > 160 for at in range(0, len(data), 4))
    assert bright < len(data) / 4 / 20
    assert closed.pilot.frames_drawn_in(170) == 0


def test_the_closed_screen_moves_aside_against_burn_in(closed):
    former = closed.sheet
    later(closed, Motion.orbit_step * 4)
    assert closed.sheet is not former
    assert closed.reads("Ngoài giờ làm việc")


# An invitation's window of time.


@pytest.fixture
def armed(counter):
    kiosk = counter(mode="invited")
    kiosk.on_duty().invite()
    return kiosk


def test_the_window_of_time_empties_step_by_step(armed):
    armed.pilot.pixels()
    before = armed.pilot.pixels()
    assert 8 <= armed.pilot.frames_drawn_in(10) <= 11
    assert armed.pilot.pixels() != before


def test_no_figure_hurries_the_citizen(armed):
    before = armed.words
    armed.wait(20)
    assert armed.words == before


def test_once_begun_nothing_runs_out(armed):
    armed.page.answer()
    assert armed.sheet.time_left is None
    armed.page.back()
    assert armed.sheet.invitation
    armed.pilot.pixels()
    assert armed.pilot.frames_drawn_in(10) == 0


def test_large_type_shows_the_window_of_time_as_well(armed):
    armed.page.other_type()
    assert armed.sheet.time_left
    armed.pilot.pixels()
    assert 8 <= armed.pilot.frames_drawn_in(10) <= 11


def test_in_open_mode_no_time_runs(counter):
    kiosk = counter(display=STILL)
    kiosk.on_duty()
    assert kiosk.sheet.time_left is None
