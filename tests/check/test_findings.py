"""What each check says of a PC that has, or lacks, what it looks for."""

import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.check import centre, clock, configuration, display, file_system, invite, secrets, system
from kiosk.check.finding import State
from kiosk.check.subject import Window
from kiosk.check.sync_faults import MEANINGS
from kiosk.secrets import Pins
from sync.answers import Acknowledged, Busy, Failed, NotHeld, Refused, TooLarge
from sync.status import Fault
from tests.check.kit import FULL_HD, private, states, subject

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def test_the_machine_that_runs_this_test_is_new_enough():
    assert states(system.check("1.2.3"))[0] == ("system", "ok")


def test_a_configuration_with_all_its_words_is_good(tmp_path):
    assert states(configuration.check(subject(tmp_path))) == [("configuration", "ok")]


def test_words_that_lack_a_language_are_named(tmp_path):
    found = list(configuration.check(subject(tmp_path, 'display.languages=["vi", "km"]')))
    assert states(found) == [("configuration", "ok"), ("configuration", "warn")]
    assert "tu-phap-ho-tich" in found[1].what.en
    assert "very_satisfied" in found[1].what.en


def test_a_journal_whose_folder_is_not_there_yet_is_looked_for_above(tmp_path):
    here = subject(tmp_path, f"journal.path={tmp_path}/not/yet/journal.sqlite")
    assert states(file_system.check_place(here)) == [("drive", "ok")]
    assert states(file_system.check_room(here))[0][0] == "room"


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/one\\040folder cifs rw 0 0
server:/x /home nfs4 rw 0 0
/dev/sdb1 /home/kiosk ext4 rw 0 0
""".splitlines()


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/mnt/one folder/x", "cifs"),
        ("/mnt/one", "ext4"),
        ("/home/other", "nfs4"),
        ("/home/kiosk/var", "ext4"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount(folder, kind):
    assert file_system.kind_of(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    ("kind", "state"),
    [("nfs4", "fault"), ("cifs", "fault"), ("tmpfs", "fault"), ("ext4", "ok"), ("btrfs", "ok")],
)
def test_a_journal_on_a_network_drive_or_in_memory_is_a_fault(tmp_path, monkeypatch, kind, state):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"somewhere / {kind} rw 0 0\n")
    monkeypatch.setattr(file_system, "_MOUNTS", mounts)
    assert states(file_system.check_place(subject(tmp_path))) == [("drive", state)]


def test_a_file_that_others_may_read_is_a_fault_with_the_command_that_mends_it(tmp_path):
    (tmp_path / "journal.sqlite").touch(mode=0o644)
    private(tmp_path / "token", "abc")
    [found] = secrets.check_rights(subject(tmp_path))
    assert found.state is State.FAULT
    assert found.cure.en == f"run chmod 600 {tmp_path / 'journal.sqlite'}"


def test_files_of_the_kiosks_account_alone_are_good(tmp_path):
    private(tmp_path / "journal.sqlite")
    private(tmp_path / "token", "abc")
    assert states(secrets.check_rights(subject(tmp_path))) == [("rights", "ok")]


def test_without_a_pin_the_administrator_is_unguarded(tmp_path):
    assert states(secrets.check_pins(subject(tmp_path))) == [("pins", "warn")]


def test_pins_of_departments_that_are_gone_are_named(tmp_path):
    Pins().with_pin("admin", "1234").with_pin("xay-dung", "5678").write(tmp_path / "pins.toml")
    found = list(secrets.check_pins(subject(tmp_path)))
    assert states(found) == [("pins", "warn"), ("pins", "ok")]
    assert found[0].cure.en == "run kiosk pin xay-dung --remove"


def test_pins_that_can_not_be_read_are_a_fault(tmp_path):
    private(tmp_path / "pins.toml", "not = 'a hash'")
    assert states(secrets.check_pins(subject(tmp_path))) == [("pins", "fault")]


def test_a_session_without_a_display_says_where_to_look(tmp_path):
    found = display.check(subject(tmp_path, environment={}))
    assert states(found) == [("display", "warn")]


def test_a_display_on_which_no_window_opens_is_a_fault(tmp_path):
    assert states(display.check(subject(tmp_path, window=None))) == [("display", "fault")]


def test_what_the_screens_can_not_draw_is_a_fault(tmp_path):
    window = replace(FULL_HD, refusal="level 'x' has no face")
    found = list(display.check(subject(tmp_path, window=window)))
    assert states(found)[0] == ("display", "fault")
    assert "no face" in found[0].what.vi


@pytest.mark.parametrize(
    ("window", "inches", "state"),
    [
        ((1920, 1080), 21.5, "ok"),
        ((1080, 1920), 21.5, "ok"),
        ((1366, 768), 15.6, "ok"),
        ((1920, 1080), 15.6, "ok"),
        ((1920, 1080), 13.3, "warn"),
        ((1080, 1920), 10.1, "warn"),
    ],
)
def test_answers_and_buttons_are_measured_in_millimetres(tmp_path, window, inches, state):
    here = subject(tmp_path, f"display.diagonal_inches={inches}", window=Window(*window, "4.5"))
    assert states(display.check(here), "display", "size") == [("display", "ok"), ("size", state)]


def test_a_screen_of_too_few_pixels_is_a_fault(tmp_path):
    found = display.check(subject(tmp_path, window=Window(1024, 768, "2.1")))
    assert states(found)[0] == ("display", "fault")


NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "system_zone", "state"),
    [
        (NOW, HANOI, "ok"),
        (NOW, timezone(timedelta(hours=7)), "ok"),
        (NOW, UTC, "warn"),
        (datetime(2015, 1, 1, tzinfo=UTC), HANOI, "fault"),
    ],
)
def test_the_clock_is_not_in_the_past_and_the_zone_is_the_agencys(now, system_zone, state):
    assert clock.judge(now, HANOI, system_zone).state.value == state


def test_both_zones_are_named_where_they_differ():
    what = clock.judge(NOW, HANOI, timezone(timedelta(hours=-3, minutes=-30))).what
    assert "(UTC-03:30)" in what.vi
    assert "(Asia/Ho_Chi_Minh)" in what.vi


@pytest.mark.parametrize(
    ("ahead", "vietnamese", "english"),
    [
        (0, "bằng nhau", "the same"),
        (-1, "chậm 1 giây", "1 s slow"),
        (119, "nhanh 119 giây", "119 s fast"),
        (420, "nhanh 7 phút", "7 min fast"),
        (-7300, "chậm 2 giờ", "2 h slow"),
        (200_000, "nhanh 2 ngày", "2 days fast"),
    ],
)
def test_a_distance_of_clocks_is_told_in_the_largest_unit_that_says_something(ahead, vietnamese, english):
    told = clock.apart(ahead)
    assert (told.vi, told.en) == (vietnamese, english)


def test_each_fault_of_shipping_has_a_meaning_and_a_cure_in_both_languages():
    assert set(MEANINGS) == set(Fault)
    assert all(one.vi and one.en and one.vi != one.en for pair in MEANINGS.values() for one in pair)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (NotHeld(0), [("centre", "ok")]),
        (NotHeld(0, 3.2), [("centre", "ok"), ("clock", "ok")]),
        (Acknowledged(1, -200.0), [("centre", "ok"), ("clock", "warn")]),
        (NotHeld(0, 3600.0), [("centre", "ok"), ("clock", "fault")]),
        (Refused(Fault.UNAUTHORISED), [("centre", "fault")]),
        (Failed(Fault.NOT_BELIEVED, "a page instead of JSON"), [("centre", "fault")]),
        (Busy(30), [("centre", "warn")]),
        (TooLarge(), [("centre", "fault")]),
    ],
)
def test_what_the_centre_answers_is_told(tmp_path, answer, told):
    class Centre:
        def post(self, batch):
            assert batch.lines == ()
            return answer

    private(tmp_path / "token", "abc")
    assert states(centre.check(subject(tmp_path, answer=Centre()))) == told


def test_a_device_without_a_token_is_told_how_to_enrol_and_nobody_is_asked(tmp_path):
    [found] = centre.check(subject(tmp_path))
    assert found.state is State.FAULT
    assert "kiosk enrol CODE" in found.cure.en
    assert str(tmp_path / "token") in found.cure.en


def test_a_token_that_others_may_read_is_told_and_nobody_is_asked(tmp_path):
    (tmp_path / "token").write_text("abc")
    (tmp_path / "token").chmod(0o644)
    assert states(centre.check(subject(tmp_path))) == [("centre", "fault")]


CALLED = ("invite.port=8765", "desk.mode=invited")


def called(folder, *settings):
    return subject(folder, f"invite.token_file={folder / 'invite-token'}", *CALLED, *settings)


def test_without_calls_nothing_is_said_of_them(tmp_path):
    assert states(invite.check(subject(tmp_path))) == []


def test_calls_need_a_free_port_and_a_token_of_the_kiosk_alone(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert states(invite.check(called(tmp_path, f"invite.port={port}"))) == [("invite", "fault")]
    assert states(invite.check(called(tmp_path, f"invite.port={port}"))) == [("invite", "ok")]
    private(tmp_path / "invite-token", "short")
    assert states(invite.check(called(tmp_path, f"invite.port={port}"))) == [("invite", "fault")]


def test_calls_to_a_counter_that_invites_nobody_are_warned_of(tmp_path):
    found = states(invite.check(called(tmp_path, "desk.mode=open")))
    assert ("invite", "warn") in found


def test_a_token_of_calls_that_others_may_read_is_a_fault(tmp_path):
    private(tmp_path / "invite-token", "0123456789abcdef").chmod(0o644)
    assert states(secrets.check_rights(called(tmp_path))) == [("rights", "fault")]
