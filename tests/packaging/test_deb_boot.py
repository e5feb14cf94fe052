"""The package on a system that boots: systemd starts the session, again after failures, and ends it."""

import time

import pytest

from tests.packaging import booted
from tests.packaging.deb_system import WHY_NOT, good, layered
from tests.packaging.test_deb import STATE, configure

NO_BOOT = WHY_NOT or booted.why_not()
pytestmark = pytest.mark.skipif(NO_BOOT is not None, reason=str(NO_BOOT))

PATIENCE_SECONDS = 180
UNIT = "hai-long-kiosk.service"
LOGS = f"/{STATE}/journal.sqlite.log", f"/{STATE}/journal.sqlite.watchdog.log"


@pytest.fixture(scope="module")
def system(installed, tmp_path_factory):
    root = layered(tmp_path_factory.mktemp("boot") / "root", installed)
    good(root.run("hai-long-lockdown", "apply"))
    configure(root)
    with booted.booted(root) as system:
        yield system


def told(system, words):
    """How often the kiosk's logs say this."""
    return system.run("cat", *LOGS).stdout.count(words)


def runs(system, since=0):
    """Once it has taken the journal more than so many times: how often by now."""
    until(lambda: told(system, "kiosk.cli.run: Journal") > since)
    return told(system, "kiosk.cli.run: Journal")


def ends(system):
    """How often it ended as somebody wanted."""
    return told(system, "The kiosk ended with 0, as somebody wanted")


def until(holds):
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


def test_it_starts_at_boot_in_a_session_on_the_seat(system):
    assert runs(system) == 1
    assert "hai-long seat0 tty7" in system.run("loginctl", "--no-legend").stdout
    assert system.run("systemctl", "is-active", UNIT).stdout == "active\n"


def test_killed_it_comes_back_by_itself(system):
    before = runs(system)
    good(system.run("systemctl", "kill", "-s", "KILL", UNIT))
    assert runs(system, since=before) == before + 1


def test_each_night_it_ends_in_order_and_starts_anew(system):
    before, ended = runs(system), ends(system)
    good(system.run("systemctl", "start", "hai-long-kiosk-restart.service"))
    assert runs(system, since=before) == before + 1
    assert ends(system) == ended + 1


def test_a_removal_that_is_refused_leaves_it_running(system):
    before = runs(system)
    refused = system.run("apt-get", "-y", "-q", "remove", "hai-long")
    assert refused.returncode != 0
    assert runs(system, since=before) == before + 1


def test_the_end_is_in_order(system):
    ended = ends(system)
    good(system.run("systemctl", "stop", UNIT))
    assert ends(system) == ended + 1
    assert system.run("systemctl", "show", "-P", "Result", UNIT).stdout == "success\n"
