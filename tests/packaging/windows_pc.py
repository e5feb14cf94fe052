"""A counter PC under Wine, with a screen before it, as windows_smoke.py uses it."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from build_spec.demo.processes import end
from build_spec.demo.programs import is_open
from build_spec.demo.touchscreen import BYTES_PER_PIXEL, TouchScreen
from build_spec.windows.build import ROOT
from build_spec.windows.wine import Wine
from tests.packaging.windows_lockdown import values_of_lockdown

OUT = ROOT / "out/windows-smoke"
PATIENCE_SECONDS = 120.0
_PROGRAM = r"C:\Program Files\HaiLong"
_CONFIG = ["--config", r"C:\ProgramData\HaiLong\config.toml"]
_FEWEST_COLOURS = 60
_REMOVAL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\HaiLong"


class SmokeError(Exception):
    """Something is not as it should be; the text says what."""


def expect(good: bool, what: str) -> None:
    """Raise SmokeError, with what is wrong, unless it is good."""
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
        """Run a setup, its switches quoted as people write them; its exit status."""
        shutil.copy(file, self.wine.drive / "setup.exe")
        line = " ".join((r"@C:\setup.exe /S /NOSTART", *switches))
        (self.wine.drive / "setup.cmd").write_text(line, encoding="ascii")
        return self.wine.status("cmd", "/c", r"C:\setup.cmd", folder=self.wine.drive)[0]

    def kiosk(self, *words: str, good: tuple[int, ...] = (0,)) -> str:
        """Run a command of the kiosk; what it prints."""
        command = [rf"{_PROGRAM}\kiosk.exe", *words, *_CONFIG, "--language", "en"]
        return self.wine.run(*command, good=good, folder=self.wine.drive)

    def lock(self) -> None:
        """Set what the lockdown scripts set; Wine has no PowerShell."""
        lines = ["Windows Registry Editor Version 5.00"]
        for (key, name), value in values_of_lockdown().items():
            path = key.replace("HKLM", "HKEY_LOCAL_MACHINE").replace("HKCU", "HKEY_CURRENT_USER")
            lines += [f"[{path}]", f'"{name}"=dword:{value:08x}']
        (self.wine.drive / "lock.reg").write_text("\r\n\r\n".join([*lines, ""]), encoding="utf-16")
        self.wine.run("regedit", "/S", r"C:\lock.reg")

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """What the scheduled task starts, until it ends; Wine starts no tasks."""
        command = self.wine.command(rf"{_PROGRAM}\kioskw.exe", "watch", *_CONFIG)
        log = subprocess.DEVNULL
        process = subprocess.Popen(
            command, stdin=log, stdout=log, stderr=log, env=self.wine.environment, cwd=self.wine.drive
        )
        try:
            self.wait_for(lambda: self.colours() >= _FEWEST_COLOURS, "the kiosk shows nothing")
            self.wait_for(lambda: is_open(self.screen), "the kiosk does not open")
            self.screen.focus()
            yield process
        finally:
            end(process)

    def colours(self) -> int:
        """How many there are on the screen: one where a program shows nothing."""
        pixels = self.screen.picture()
        return len({pixels[at : at + BYTES_PER_PIXEL] for at in range(0, len(pixels), BYTES_PER_PIXEL)})

    def wait_for(self, there: Callable[[], bool], what: str) -> None:
        """Wait until it is there; raises SmokeError with `what` is wrong where it does not come."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not there():
            if time.monotonic() > deadline:
                self.picture("missing")
                raise SmokeError(f"{what}: {OUT / 'missing.png'}")
            time.sleep(0.3)

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        self.screen.save(OUT / f"{name}.png")

    def logs(self) -> str:
        """What setup and kiosk say, for who has to find out."""
        setup = self.data / "setup.log"
        said = setup.read_bytes().decode("utf-16-le", errors="replace") if setup.exists() else ""
        others = [file.read_text(errors="replace") for file in sorted(self.data.glob("var/*.log"))]
        return "\n".join([said, *others])[-4000:]

    def registered(self) -> str:
        """The version that Windows lists among its programs; "" where there is none."""
        said = self.wine.run("reg", "query", _REMOVAL, "/v", "DisplayVersion", good=(0, 1))
        found = re.search(r"REG_SZ\s+(\S+)", said)
        return found[1] if found else ""
