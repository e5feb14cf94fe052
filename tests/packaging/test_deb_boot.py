"""The package on a system that boots: systemd starts the session, again after failures, and ends it."""

import json
import os
import re
import signal
import time
from contextlib import contextmanager

import pytest

from tests.packaging import booted
from tests.packaging.deb_system import descendants, good, layered
from tests.packaging.test_deb import CONFIG, END, KIOSK, STATE, configure

PATIENCE_SECONDS = 180
UNIT = "hai-long-kiosk.service"
TIMER = "hai-long-kiosk-restart.timer"
LOG = f"/{STATE}/journal.sqlite.log"
START_SECONDS = 60  # a window may hang before its first beat too
A_MEBIBYTE = 1024 * 1024
# In the zone of this system, which is UTC: 03:30 to 03:50 in Viet Nam.
NIGHT = r"\w{3} [0-9-]+ 20:([34]\d|50):\d\d UTC"


@pytest.fixture(scope="module")
def system(installed, tmp_path_factory):
    root = layered(tmp_path_factory.mktemp("boot") / "root", installed)
    good(root.run("hai-long-lockdown", "apply"))
    configure(root)
    good(root.run("sed", "-i", f"s/^# start_seconds = 300 /start_seconds = {START_SECONDS} /", CONFIG))
    with booted.booted(root) as system:
        yield system


def told(system, words):
    """How often the kiosk's logs say this."""
    return system.run("sh", "-c", f"cat /{STATE}/*.log*").stdout.count(words)


def runs(system, since=0):
    """Once it has taken the journal more than so many times: how often by now."""
    until(lambda: told(system, "kiosk.cli.behind: Journal") > since)
    return told(system, "kiosk.cli.behind: Journal")


def ends(system):
    """How often it ended as somebody wanted."""
    return told(system, "The kiosk ended with 0, as somebody wanted")


def is_active(system, unit):
    return system.run("systemctl", "is-active", unit).stdout == "active\n"


def until(holds):
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


def test_it_starts_at_boot_in_a_session_on_the_seat(system):
    assert runs(system) == 1
    assert "hai-long seat0 tty7" in system.run("loginctl", "--no-legend").stdout
    assert is_active(system, UNIT)


def test_killed_it_comes_back_by_itself(system):
    before = runs(system)
    good(system.run("systemctl", "kill", "-s", "KILL", UNIT))
    assert runs(system, since=before) == before + 1


def test_a_window_that_hangs_is_ended_and_opened_again(system):
    before, hung = runs(system), told(system, "The window did not move")
    [kiosk] = descendants(system.process_1, "kiosk run")
    os.kill(kiosk, signal.SIGSTOP)
    assert runs(system, since=before) == before + 1
    assert told(system, "The window did not move") == hung + 1
    assert descendants(system.process_1, "kiosk run") != [kiosk]


def test_each_night_it_ends_in_order_and_starts_anew(system):
    """The timer's own firing, at another hour."""
    assert re.fullmatch(
        NIGHT, system.run("systemctl", "show", "-P", "NextElapseUSecRealtime", TIMER).stdout.strip()
    )
    before, ended = runs(system), ends(system)
    with soon(system, TIMER):
        assert runs(system, since=before) == before + 1
    assert ends(system) == ended + 1


@contextmanager
def soon(system, timer):
    """A timer that elapses a second from now."""
    folder = f"/run/systemd/system/{timer}.d"
    words = "[Timer]\\nOnActiveSec=1\\nRandomizedDelaySec=0\\n"
    good(system.run("sh", "-ec", f"mkdir -p {folder}; printf '{words}' >{folder}/soon.conf"))
    again = f"systemctl daemon-reload; systemctl restart {timer}"
    good(system.run("sh", "-ec", again))
    yield
    good(system.run("sh", "-ec", f"rm {folder}/soon.conf; {again}"))


def test_a_log_that_has_grown_is_turned_over(system):
    before = runs(system)
    grown = f"head -c {A_MEBIBYTE} /dev/zero | tr '\\0' x >>{LOG}"
    good(system.run("runuser", "-u", "hai-long", "--", "sh", "-ec", grown))
    good(system.run("systemctl", "restart", UNIT))
    assert runs(system, since=before) == before + 1
    size, older = system.run("stat", "-c", "%s", LOG, f"{LOG}.1").stdout.split()
    assert int(size) < A_MEBIBYTE <= int(older)


def test_a_removal_that_is_refused_lets_it_end_by_itself_and_leaves_it_running(system):
    before = runs(system)
    refused = system.run("apt-get", "-y", "-q", "remove", "hai-long")
    assert refused.returncode != 0
    assert "Kiosk không chạy." in refused.stdout, "it was stopped, whoever was rating"
    assert runs(system, since=before) == before + 1


def test_no_key_and_no_prompt_leads_out(system):
    """Ctrl-Alt-Del reaches process 1 as SIGINT."""
    before = runs(system)
    good(system.run("sh", "-c", "kill -INT 1"))
    until(lambda: is_active(system, "ctrl-alt-del.target"))
    system.run("systemctl", "start", "getty@tty1.service")
    assert not is_active(system, "getty@tty1.service")
    assert is_active(system, UNIT)
    assert runs(system) == before


def test_kiosk_check_finds_nothing_to_say_of_it(system):
    found = json.loads(system.run(*KIOSK, "check", "--format", "json", *END).stdout)["findings"]
    of_the_system = {one["check"]: one for one in found if one["check"] in ("autostart", "lockdown", "sleep")}
    assert {name: one["state"] for name, one in of_the_system.items()} == dict.fromkeys(of_the_system, "ok")
    assert "running now" in of_the_system["autostart"]["what"]


def test_the_end_is_in_order(system):
    ended = ends(system)
    good(system.run("systemctl", "stop", UNIT))
    assert ends(system) == ended + 1
    assert system.run("systemctl", "show", "-P", "Result", UNIT).stdout == "success\n"
