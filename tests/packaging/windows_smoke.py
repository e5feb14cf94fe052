"""An installation's life under Wine: install, start, rate, ship, report, update, go back, remove.

`make windows-smoke` runs it on the setup that `make windows` left in dist. It is judged by pictures of the
screen and by what a real centre on loopback counts, never by a line of a log. What Wine can't show is named
in docs/windows.md. Pictures stay in out/windows-smoke.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from build_spec.demo.display import virtual_display
from build_spec.demo.people import Citizen, Clerk
from build_spec.demo.processes import end
from build_spec.demo.programs import SCRIPTS, Centre, is_open, running_centre
from build_spec.demo.touchscreen import BYTES_PER_PIXEL, TouchScreen, open_screen
from build_spec.package.build import commit_time
from build_spec.package.contents import version
from build_spec.windows.build import FOLDER, ROOT, pack
from build_spec.windows.wine import Wine, WineError

WIDTH, HEIGHT = 1366, 768
OUT = ROOT / "out/windows-smoke"
PROGRAM = r"C:\Program Files\HaiLong"
DATA = r"C:\ProgramData\HaiLong"
CONFIG = ["--config", rf"{DATA}\config.toml"]
PATIENCE_SECONDS = 120.0
FEWEST_COLOURS = 60
DEVICE = "binhduong-01"
UNSENT, NOTHING_BEFORE = 5, 8
PERIOD = (date(2020, 1, 1), date(2039, 12, 31))
REMOVAL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\HaiLong"


class SmokeError(Exception):
    """Something is not as it should be; the text says what."""


def expect(good: bool, what: str) -> None:
    if not good:
        raise SmokeError(what)


class CounterPc:
    """A Windows PC under Wine with a screen before it."""

    def __init__(self, wine: Wine, screen: TouchScreen) -> None:
        self.wine = wine
        self.screen = screen
        self.program = wine.drive / "Program Files/HaiLong"
        self.data = wine.drive / "ProgramData/HaiLong"

    def setup(self, file: Path, *switches: str) -> int:
        """Run a setup; its exit status."""
        shutil.copy(file, self.wine.drive / "setup.exe")
        words = [r"C:\setup.exe", "/S", "/NOSTART", *switches]
        return self.wine.status(*words, folder=self.wine.drive)[0]

    def kiosk(self, *words: str, good: tuple[int, ...] = (0,)) -> str:
        command = [rf"{PROGRAM}\kiosk.exe", *words, *CONFIG, "--language", "en"]
        return self.wine.run(*command, good=good, folder=self.wine.drive)

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """What the scheduled task starts, until it ends; Wine starts no tasks."""
        command = self.wine.command(rf"{PROGRAM}\kioskw.exe", "watch", *CONFIG)
        log = subprocess.DEVNULL
        environment = {**self.wine.environment, "DISPLAY": self.screen.name}
        process = subprocess.Popen(
            command, stdin=log, stdout=log, stderr=log, env=environment, cwd=self.wine.drive
        )
        try:
            self.wait_for(lambda: self.colours() >= FEWEST_COLOURS, "the kiosk shows nothing")
            self.wait_for(lambda: is_open(self.screen), "the kiosk does not open")
            self.screen.focus()
            yield process
        finally:
            end(process)

    def colours(self) -> int:
        pixels = self.screen.picture()
        return len({pixels[at : at + BYTES_PER_PIXEL] for at in range(0, len(pixels), BYTES_PER_PIXEL)})

    def wait_for(self, there: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not there():
            if time.monotonic() > deadline:
                self.picture("missing")
                raise SmokeError(f"{what}: {OUT / 'missing.png'}")
            time.sleep(0.3)

    def picture(self, name: str) -> None:
        self.screen.save(OUT / f"{name}.png")

    def logs(self) -> str:
        """What setup and kiosk say, for who has to find out."""
        setup = self.data / "setup.log"
        said = setup.read_bytes().decode("utf-16-le", errors="replace") if setup.exists() else ""
        others = [file.read_text(errors="replace") for file in sorted(self.data.glob("var/*.log"))]
        return "\n".join([said, *others])[-4000:]

    def registered(self) -> str:
        said = self.wine.run("reg", "query", REMOVAL, "/v", "DisplayVersion", good=(0, 1))
        found = re.search(r"REG_SZ\s+(\S+)", said)
        return found[1] if found else ""


@dataclass
class Smoke:
    """One run: a PC, a centre, and how many ballots that must have by now."""

    pc: CounterPc
    centre: Centre
    folder: Path
    ballots: int = 0

    def install(self) -> None:
        """Silently, for the machine, with a configuration and a one-time code: as for a thousand PCs."""
        given = self.pc.wine.drive / "given"
        given.mkdir()
        text = (ROOT / "config.toml").read_text(encoding="utf-8")
        text = text.replace("http://127.0.0.1:8080/v1/batches", self.centre.batches)
        text = text.replace("# thanks_seconds = 5", "thanks_seconds = 60")
        text = text.replace(
            "time_step_minutes = 15", "time_step_minutes = 1"
        )  # a step is sent when it is over
        (given / "config.toml").write_text(text, encoding="utf-8")
        (given / "pin").write_text("246810\n", encoding="ascii")
        code = re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4})+", central(self.centre, "device", "enrol", DEVICE))[0]
        setup = ROOT / f"dist/hai-long-{version(ROOT)}-setup.exe"
        switches = [f"/ACCOUNT={os.environ.get('USER', 'root')}", f"/CODE={code}"]
        switches += [r"/CONFIG=C:\given\config.toml", r"/PINFILE=C:\given\pin"]
        status = self.pc.setup(setup, *switches)
        expect(status == 0, f"the setup ends with {status}")
        for name in ("kiosk.exe", "kioskw.exe", "uninstall.exe", "_internal"):
            expect((self.pc.program / name).exists(), f"{name} was not installed")
        expect(self.pc.registered() == version(ROOT), "Windows does not list it among its programs")
        token = self.pc.data / "var/token"
        expect(token.is_file(), "the PC was not enrolled")

    def rate(self, levels: list[str], *, log_in: bool) -> None:
        """A clerk opens the shift where there is none, a citizen rates."""
        if log_in:
            self.pc.picture("departments")
            Clerk(self.pc.screen).log_in(1)
        citizen = Citizen(self.pc.screen)
        citizen.look_for(levels[0])
        self.pc.picture(f"rating-{self.ballots + 1}")
        citizen.give([*levels])
        citizen.skip_reasons()
        self.pc.picture(f"thanks-{self.ballots + 1}")
        citizen.leave()
        self.ballots += 1

    def shipped(self) -> None:
        """The centre counts every ballot."""
        self.pc.wait_for(lambda: self._counted() == self.ballots, f"the centre lacks ballot {self.ballots}")

    def _counted(self) -> int:
        tally = self.centre.tally(*PERIOD)
        return ballots_in(tally)

    def report(self) -> None:
        """What the PC's own report counts is what the centre counts."""
        period = ("--from", PERIOD[0].isoformat(), "--to", PERIOD[1].isoformat())
        own = json.loads(self.pc.kiosk("report", *period, "--format", "json"))
        expect(own["departments"] == self.centre.tally(*PERIOD)["departments"], "report and centre differ")

    def update(self) -> str:
        """The setup of another version over the running kiosk, which ends by itself; its version."""
        other = another_version()
        folder = self.folder / "kiosk"
        shutil.copytree(FOLDER, folder)
        (folder / "version.txt").write_text(other, encoding="ascii")
        entries = self.pc.kiosk("verify")
        status = self.pc.setup(pack(folder, other, self.folder))
        expect(status == 0, f"the setup of {other} ends with {status}")
        expect(self.pc.registered() == other, f"{other} is not installed")
        expect((self.pc.data / "before-upgrade/var/journal.sqlite").is_file(), "no copy was kept")
        expect(self.pc.kiosk("verify").split()[0] >= entries.split()[0], "entries are gone")
        return other

    def go_back(self) -> None:
        """The version before, with all entries; there is none before that."""
        status = self.pc.setup(self.folder / f"hai-long-{another_version()}-setup.exe", "/BACK")
        expect(status == 0, f"/BACK ends with {status}")
        expect(self.pc.registered() == version(ROOT), "the former version is not back")
        status = self.pc.setup(self.folder / f"hai-long-{another_version()}-setup.exe", "/BACK")
        expect(status == NOTHING_BEFORE, f"/BACK a second time ends with {status}")

    def remove(self) -> None:
        """Not while something is unsent; then exported; what was exported the centre counts."""
        setup = ROOT / f"dist/hai-long-{version(ROOT)}-setup.exe"
        status = self.pc.setup(setup, "/REMOVE")
        expect(status == UNSENT, f"removal with unsent entries ends with {status}")
        expect((self.pc.program / "kiosk.exe").exists(), "removed in spite of unsent entries")
        status = self.pc.setup(setup, "/REMOVE", r"/EXPORT=C:\unsent.bundle")
        expect(status == 0, f"removal with an export ends with {status}")
        expect(not self.pc.program.exists(), f"{self.pc.program} is still there")
        expect(self.pc.registered() == "", "Windows still lists it")
        expect((self.pc.data / "var/journal.sqlite").is_file(), "the journal went away")


def ballots_in(tally: dict[str, Any]) -> int:
    return sum(one["collected"] for one in tally["departments"])


def central(centre: Centre, *words: str) -> str:
    environment = {**os.environ, "CENTRAL_DATABASE": centre.database}
    command = [SCRIPTS / "central", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def another_version() -> str:
    """The next one: the same files under another number."""
    first, second, third = version(ROOT).split(".")
    return f"{first}.{second}.{int(third) + 1}"


def live(smoke: Smoke) -> None:
    """Every step of it, in its order."""
    pc = smoke.pc
    tell("install")
    smoke.install()
    tell("start, choose a department, rate, ship")
    with pc.running() as kiosk:
        smoke.rate(["very_satisfied", "satisfied", "dissatisfied", "satisfied"], log_in=True)
        smoke.shipped()
        smoke.report()
        tell("update over the running kiosk")
        smoke.update()
        expect(kiosk.wait(PATIENCE_SECONDS) == 0, "the kiosk was not ended as somebody wanted")
    tell("start again: the shift goes on; rate, ship")
    with pc.running():
        smoke.rate(["satisfied"] * 4, log_in=False)
        smoke.shipped()
        pc.kiosk("stop")
    tell("go back")
    smoke.go_back()


def after_the_centre(smoke: Smoke) -> Path:
    """A ballot that no centre takes, and the removal; the file that was exported."""
    with smoke.pc.running():
        smoke.rate(["dissatisfied"] * 4, log_in=False)
        smoke.pc.kiosk("stop")
    tell("remove: refused, then with an export")
    smoke.remove()
    return smoke.pc.wine.drive / "unsent.bundle"


def tell(what: str) -> None:
    sys.stdout.write(f"windows-smoke: {what}\n")
    sys.stdout.flush()


def main() -> int:
    """Run it all; 0 where everything was as it should be."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    os.environ["SOURCE_DATE_EPOCH"] = str(commit_time())
    with tempfile.TemporaryDirectory(prefix="hai-long-windows-") as name:
        folder = Path(name)
        with (
            virtual_display(WIDTH, HEIGHT, log=folder / "xvfb.log") as display,
            open_screen(display) as screen,
        ):
            wine = Wine(folder / "prefix", {"DISPLAY": display, "TZ": "Asia/Ho_Chi_Minh"})
            wine.make()
            wine.hide_linux()
            pc = CounterPc(wine, screen)
            try:
                whole_life(pc, folder)
            except (SmokeError, WineError, TimeoutError, subprocess.SubprocessError) as error:
                pc.picture("at-the-end")
                sys.stderr.write(f"windows-smoke: {error}\n{pc.logs()}\n")
                return 1
            finally:
                wine.end()
    tell(f"good; pictures in {OUT.relative_to(ROOT)}")
    return 0


def whole_life(pc: CounterPc, folder: Path) -> None:
    """With a centre, then without one, then with it again."""
    with running_centre(folder) as centre:
        smoke = Smoke(pc, centre, folder)
        live(smoke)
    bundle = after_the_centre(smoke)
    tell("the centre counts what was exported")
    central(smoke.centre, "import", str(bundle))
    again = folder / "again"  # with a log of its own: where it listens is read from that
    again.mkdir()
    with running_centre(again, smoke.centre.database) as centre:
        smoke.centre = centre
        smoke.shipped()


if __name__ == "__main__":
    sys.exit(main())
