"""The session of the package: a real Xorg on a screen that is not there, by the account without rights."""

import json
import os
import signal
import socket
import sqlite3
import struct
import subprocess
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from Xlib.display import Display
from Xlib.error import ConnectionClosedError

from build_spec.demo import people
from build_spec.demo.people import FACES, Citizen, Clerk
from build_spec.demo.programs import running_centre
from build_spec.demo.touchscreen import TouchScreen
from kiosk.ui.theme import DAY
from tests.journey.test_setup import ITStaff, code_for, set_up
from tests.packaging.booted import SCREEN
from tests.packaging.deb_system import descendants, good, layered
from tests.packaging.test_deb import CONFIG, STATE, configure

# As hai-long-kiosk.service starts it; what it writes into its runtime folder and the socket are seen outside.
BEGIN = """
mkdir -p /tmp/.X11-unix /mnt/x /mnt/run; chmod 1777 /mnt/x; chown hai-long /mnt/run; chmod 700 /mnt/run
mount --bind /mnt/x /tmp/.X11-unix
cd /var/lib/hai-long
export RUNTIME_DIRECTORY=/mnt/run HOME=/var/lib/hai-long XDG_SESSION_TYPE=x11
export HAI_LONG_X="/usr/bin/Xorg -logfile /mnt/run/xorg.log"
exec setpriv --reuid=hai-long --regid=hai-long --clear-groups --no-new-privs /usr/lib/hai-long/session
"""
PATIENCE_SECONDS = 180
COLOURS_OF_A_SCREEN = 20
FAMILY_LOCAL = 256


@pytest.fixture(scope="module")
def with_screen(installed, tmp_path_factory):
    """The package with all of its lockdown, and a screen that is not there."""
    root = layered(tmp_path_factory.mktemp("screen") / "root", installed)
    good(root.run("hai-long-lockdown", "apply"))
    (root.shared / "dummy.conf").write_text(SCREEN)
    good(root.run("cp", "/mnt/dummy.conf", "/etc/X11/xorg.conf.d/90-dummy.conf"))
    return root


@pytest.fixture
def counter(with_screen, tmp_path):
    root = layered(tmp_path / "root", with_screen)
    configure(root)
    return root


@contextmanager
def session(root):
    with (root.shared / "said").open("w") as said:
        process = subprocess.Popen(
            root._enter(["sh", "-euc", BEGIN]),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        # Not unshare: what became another user outlives its parent. Process 1 in there takes all along.
        if process.poll() is None:
            for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
                os.kill(int(child), signal.SIGKILL)
        process.wait()


def until(holds, root):
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := holds()):
        assert time.monotonic() < end, (root.shared / "said").read_text()[-3000:]
        time.sleep(0.1)
    return found


@contextmanager
def looked_at(root, monkeypatch, tmp_path):
    """The session's display from outside: its socket under another number, its cookie for that number."""
    until((root.shared / "x/X7").exists, root)
    given = until(lambda: cookie_of(root.shared / "run/xauthority"), root)
    number = str(600 + os.getpid() % 1000)
    link = Path(f"/tmp/.X11-unix/X{number}")
    link.parent.mkdir(mode=0o1777, exist_ok=True)
    link.unlink(missing_ok=True)
    os.link(root.shared / "x/X7", link)
    fields = (socket.gethostname().encode(), number.encode(), b"MIT-MAGIC-COOKIE-1", given)
    packed = b"".join(struct.pack(">H", len(field)) + field for field in fields)
    (tmp_path / "cookie").write_bytes(struct.pack(">H", FAMILY_LOCAL) + packed)
    monkeypatch.setenv("XAUTHORITY", str(tmp_path / "cookie"))
    try:
        display = Display(f":{number}")
    finally:
        link.unlink()
    try:
        yield display
    finally:
        with suppress(ConnectionClosedError):
            display.close()


def cookie_of(file):
    content = file.read_bytes() if file.exists() else b""
    return content[-16:] if len(content) > 16 else None


def colours(display):
    """On the strip above every screen, where nothing stands while the kiosk opens."""
    root = display.screen().root
    size = root.get_geometry()
    image = root.get_image(0, 0, size.width, size.height // 8, 2, 0xFFFFFFFF)
    return len(set(memoryview(image.data).cast("I")))


class TestSession:
    def test_a_screen_is_drawn_that_no_key_leaves_and_nothing_blanks(self, counter, monkeypatch, tmp_path):
        with session(counter) as process, looked_at(counter, monkeypatch, tmp_path) as display:
            until(lambda: colours(display) > COLOURS_OF_A_SCREEN, counter)
            assert display.get_screen_saver().timeout == 0
            log = (counter.shared / "run/xorg.log").read_text()
            assert all(f'(**) Option "{name}" "true"' in log for name in ("DontVTSwitch", "DontZap"))
            [watch] = descendants(process.pid, "kiosk watch")
            assert Path(f"/proc/{watch}").stat().st_uid == int(counter.run("id", "-u", "hai-long").stdout)

            os.kill(watch, signal.SIGTERM)  # as systemd does to the session, which hands it on
            assert process.wait(PATIENCE_SECONDS) == 0
        assert (
            '"first_bad": null'
            in counter.run("kiosk", "verify", "--format", "json", "--config", CONFIG).stdout
        )

    def test_the_end_comes_to_the_kiosk_first(self, counter, monkeypatch, tmp_path):
        with session(counter) as process, looked_at(counter, monkeypatch, tmp_path) as display:
            until(lambda: colours(display) > COLOURS_OF_A_SCREEN, counter)
            [bash] = [
                pid for pid in descendants(process.pid, "/usr/lib/hai-long/session") if pid != process.pid
            ]
            os.kill(bash, signal.SIGTERM)
            assert process.wait(PATIENCE_SECONDS) == 0
        log = (counter.upper / STATE / "journal.sqlite.watchdog.log").read_text()
        assert log.splitlines()[-1].endswith("The kiosk ended with 0, as somebody wanted")

    def test_without_its_x_server_the_session_ends_as_a_failure(self, counter, monkeypatch, tmp_path):
        with session(counter) as process:
            with looked_at(counter, monkeypatch, tmp_path) as display:
                until(lambda: colours(display) > COLOURS_OF_A_SCREEN, counter)
                [server] = descendants(process.pid, "/usr/lib/xorg/Xorg")
            os.kill(server, signal.SIGKILL)
            assert process.wait(PATIENCE_SECONDS) != 0

    def test_who_has_no_cookie_sees_nothing(self, counter, monkeypatch):
        with session(counter), socket.socket(socket.AF_UNIX) as stranger:
            place = counter.shared / "x/X7"
            until(place.exists, counter)
            monkeypatch.chdir(place.parent)  # a socket's name is short
            stranger.connect(place.name)
            stranger.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
            assert stranger.recv(1) == b"\0"  # refused

    def test_a_new_pc_is_set_up_by_touch_and_becomes_a_kiosk(self, with_screen, monkeypatch, tmp_path):
        """Up to the first ballot, in the session's X server and with no window manager."""
        monkeypatch.setattr(people, "STILL_SECONDS", 1.0)  # its pages are drawn without a graphics card
        root = layered(tmp_path / "root", with_screen)
        journal = root.upper / STATE / "journal.sqlite"
        with (
            running_centre(tmp_path) as centre,
            session(root) as process,
            looked_at(root, monkeypatch, tmp_path) as display,
        ):
            until(lambda: colours(display) > COLOURS_OF_A_SCREEN, root)
            assert descendants(process.pid, "kiosk setup")
            screen = TouchScreen(display.get_display_name(), display)
            staff = ITStaff(screen)
            staff.wait()
            screen.save(tmp_path / "setup.png")
            set_up(staff, centre, code_for(centre, "hoabinh-01"))
            staff.wait_until((root.upper / CONFIG.lstrip("/")).exists, "nothing is written")
            staff.wait_until(lambda: staff.starts(journal), "the kiosk does not open")
            assert descendants(process.pid, "kiosk run")
            staff.wait_until(lambda: screen.find(DAY.page) is not None, "the kiosk shows no page")
            staff.wait()
            Clerk(screen).log_in(0)
            citizen = Citizen(screen)
            assert all(citizen.look_for(level) for level in FACES)
            screen.save(tmp_path / "faces.png")
            citizen.answer("satisfied")
            [watch] = descendants(process.pid, "kiosk watch")
            os.kill(watch, signal.SIGTERM)
            assert process.wait(PATIENCE_SECONDS) == 0
        with closing(sqlite3.connect(journal)) as database:
            lines = [json.loads(line) for (line,) in database.execute("SELECT line FROM journal")]
        assert [line["level"] for line in lines if line["kind"] == "tap"] == ["satisfied"]
