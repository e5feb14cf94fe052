"""What a wrong clock wrote counts for the day on which it was really written."""

from datetime import date, timedelta

from tests.central.kit import DAY, MORNING, PaperKiosk


def test_a_clock_step_moves_what_came_since_the_start_and_both_times_stay(send, counts, sql):
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied")
    kiosk.start()
    kiosk.vote(chung="satisfied")
    send(kiosk.batch())
    kiosk.step_clock(days=3)
    kiosk.vote(chung="satisfied")
    send(kiosk.batch(kiosk.last - 3))
    assert counts() == 1
    assert counts(date(2026, 11, 23)) == 2
    assert sql("SELECT at, moved FROM ballots ORDER BY moved DESC LIMIT 1") == [
        ("2026-11-20T08:15:00+07:00", 3 * 86_400)
    ]


def test_several_clock_steps_add_up(send, counts):
    kiosk = PaperKiosk().start()
    kiosk.vote(chung="satisfied")
    kiosk.step_clock(days=3)
    kiosk.vote(chung="satisfied")
    kiosk.step_clock(days=-1)
    send(kiosk.batch())
    assert counts(date(2026, 11, 22)) == 2
    assert counts(DAY, date(2026, 11, 21)) == 0


def test_a_clock_step_carried_by_a_new_enrolment_moves_ballots_of_the_old_journal(send, counts):
    kiosk = PaperKiosk().start()
    kiosk.vote(chung="satisfied")
    send(kiosk.batch())
    kiosk.vote(chung="satisfied")
    acknowledged = kiosk.last - 3
    kiosk.step_clock(days=2)
    heir = kiosk.continue_as(carry_after=acknowledged)
    send(heir.batch())
    assert counts() == 0
    assert counts(date(2026, 11, 22)) == 2


def test_a_clock_step_of_a_branch_moves_only_the_closings_of_that_branch(send, counts):
    kiosk = PaperKiosk().start()
    opened = kiosk.open_ballot()
    backup = kiosk.copy()
    kiosk.close_ballot(opened, chung="satisfied")
    backup.close_ballot(opened, chung="satisfied")
    backup.step_clock(days=1)
    send(kiosk.batch())
    send(backup.batch())
    assert counts() == 1


def test_a_lost_start_does_not_move_what_an_earlier_boot_wrote_by_a_right_clock(send, counts):
    kiosk = PaperKiosk().start()
    kiosk.vote(chung="satisfied")
    send(kiosk.batch())
    kiosk.at = MORNING.replace(year=2020)  # the battery is dead; the line that says so is lost in damage
    kiosk.vote(chung="satisfied")
    kiosk.step_clock(days=(MORNING - kiosk.at).days + 1)
    send(kiosk.batch())
    assert counts() == 1
    assert counts(date(2026, 11, 21)) == 1


def test_a_clock_that_slips_back_by_too_little_to_be_noticed_is_no_other_boot(send, counts):
    kiosk = PaperKiosk().start()
    kiosk.vote(chung="satisfied")
    kiosk.at -= timedelta(minutes=15)  # by a second, over the edge of a privacy step
    kiosk.vote(chung="satisfied")
    kiosk.step_clock(days=2)
    send(kiosk.batch())
    assert counts(date(2026, 11, 22)) == 2


def test_a_clock_put_back_while_the_program_ran_is_no_other_boot(send, counts):
    kiosk = PaperKiosk().start()
    kiosk.vote(chung="satisfied")
    kiosk.step_clock(days=-2)
    kiosk.vote(chung="satisfied")
    kiosk.step_clock(days=1)
    send(kiosk.batch())
    assert counts(date(2026, 11, 19)) == 2


def test_a_new_enrolment_between_a_wrong_clock_and_its_step_loses_sight_of_nothing(send, counts):
    """What the new journal carries first, a questionnaire of better days, is no other boot."""
    kiosk = PaperKiosk().start().ask()
    kiosk.at = MORNING.replace(year=2020)
    kiosk.start().vote(chung="satisfied")
    send(kiosk.batch())
    acknowledged = kiosk.last
    kiosk.vote(chung="satisfied")
    kiosk.step_clock(days=(MORNING - kiosk.at).days)
    heir = kiosk.continue_as(carry_after=acknowledged, carry_first=[kiosk.lines[2]])
    send(heir.batch())
    assert counts() == 2
