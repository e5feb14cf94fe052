"""The packaged kiosk on a bare Linux, from its first frame to the centre's count and the report."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_spec.demo.comparison import answers_in
from build_spec.demo.display import virtual_display
from build_spec.demo.people import FACES, Citizen, Clerk
from build_spec.demo.programs import Centre, running_centre
from build_spec.demo.touchscreen import TouchScreen, open_screen
from kiosk.cli import COMMANDS
from tests.journey.conftest import around_today
from tests.packaging import bare_root
from tests.packaging.linux_root import PACKAGE, STATE, PackagedKiosk, installed

WHY_NOT = bare_root.why_not()  # `make test` passes in a container, too, which may not mount
pytestmark = pytest.mark.skipif(WHY_NOT is not None, reason=str(WHY_NOT))

VERY, SATISFIED, NOT = "very_satisfied", "satisfied", "dissatisfied"
FIXED_SQLITE = (3, 51, 3)


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TouchScreen]:
    log = tmp_path_factory.mktemp("display") / "xvfb.log"
    with virtual_display(1366, 768, log=log) as name, open_screen(name) as screen:
        yield screen


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    folder = tmp_path_factory.mktemp("centre")
    with running_centre(folder) as centre:
        centre.enrol("binhduong-01", folder / "token")
        yield centre


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory, centre: Centre, screen: TouchScreen) -> PackagedKiosk:
    """The kiosk in its root, after one department was chosen and two citizens touched their answers."""
    folder = tmp_path_factory.mktemp("root")
    token = Path(centre.database.removeprefix("sqlite:///")).with_name("token")
    kiosk = installed(folder / "system", centre, token, screen.name)
    clerk, citizen = Clerk(screen), Citizen(screen)
    with kiosk.shown_on(screen, folder / "kiosk.log", command="watch"):
        clerk.wait()
        clerk.log_in(1)
        assert all(citizen.look_for(level) for level in FACES)  # the three faces are to be seen
        screen.save(folder / "faces.png")
        citizen.rate([VERY, SATISFIED, None, NOT])
        citizen.rate([VERY, VERY, SATISFIED, SATISFIED])
        clerk.log_out(dossiers=5)
    kiosk.sync()
    return kiosk


def test_no_python_is_there_and_the_kiosk_needs_none(kiosk: PackagedKiosk) -> None:
    found = kiosk.root.run("sh", "-c", "command -v python3 python; ls /usr/lib | grep python")
    assert found.stdout == ""
    assert kiosk.run("--help").returncode == 0


def test_the_centre_counts_what_was_touched(kiosk: PackagedKiosk, centre: Centre) -> None:
    counted = centre.tally(*around_today())
    assert counted == kiosk.tally(*around_today())
    assert counted["total"]["collected"] == 2
    assert answers_in(counted) == {
        ("vhxh", "thoi-gian", VERY): 2,
        ("vhxh", "thai-do", SATISFIED): 1,
        ("vhxh", "thai-do", VERY): 1,
        ("vhxh", "ket-qua", SATISFIED): 1,
        ("vhxh", "chung", NOT): 1,
        ("vhxh", "chung", SATISFIED): 1,
    }


def test_the_journal_proves_itself(kiosk: PackagedKiosk) -> None:
    told = kiosk.run("verify", "--format", "json")
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["first_bad"] is None


def test_the_sound_is_played_and_nothing_is_complained_of(kiosk: PackagedKiosk) -> None:
    """The display has no loudspeaker, so SDL plays to nobody."""
    logs = {file.name: file.read_text(encoding="utf-8") for file in (kiosk.root.upper / STATE).rglob("*.log")}
    assert logs
    assert not [line for text in logs.values() for line in text.splitlines() if " INFO " not in line]
    assert not [text for text in logs.values() if "makes no sound" in text]


def test_every_command_is_inside(kiosk: PackagedKiosk) -> None:
    """Each is imported only when it is asked for; one visit to the root for all."""
    asked = " && ".join(f"/opt/hai-long/kiosk {name} --help >/dev/null" for name in COMMANDS)
    told = subprocess.run(kiosk.entered("sh", "-euc", asked), check=False, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


def test_a_report_that_needs_the_extra_says_where_it_is_to_be_had(kiosk: PackagedKiosk) -> None:
    first, last = (day.isoformat() for day in around_today())
    told = kiosk.run(
        "report", "--from", first, "--to", last, "--format", "docx", "--output", "/var/tmp/a.docx"
    )
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "pip" not in told.stderr


def test_check_finds_the_window_through_another_process_and_a_sqlite_without_the_wal_reset_bug(
    kiosk: PackagedKiosk,
) -> None:
    told = kiosk.run("check", "--language", "en")
    assert "OpenGL" in told.stdout
    version = told.stdout.partition("SQLite ")[2].partition(",")[0]
    assert tuple(map(int, version.split("."))) >= FIXED_SQLITE


def test_it_writes_where_the_platform_keeps_things_and_nowhere_else(kiosk: PackagedKiosk) -> None:
    upper = kiosk.root.upper
    written = {str(file.relative_to(upper)) for file in upper.rglob("*") if file.is_file()}
    outside = {name for name in written if not name.startswith((f"{STATE}/", "opt/hai-long/"))}
    assert outside == {"etc/hai-long/config.toml", "etc/resolv.conf"}
    sums = (PACKAGE.parent / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    shipped = {
        f"opt/hai-long/{line[66:].removeprefix('kiosk/')}" for line in sums if line[66:].startswith("kiosk/")
    }
    assert {name for name in written if name.startswith("opt/")} == shipped
