"""The packaged kiosk in a bare Debian with libgl1 alone: no Python, an ordinary user, no environment."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_spec.demo.programs import Centre, Kiosk
from tests.packaging.bare_root import ROOT, BareRoot, fresh

PACKAGE = ROOT / "dist/kiosk"
STATE = "var/lib/hai-long"
USER = 1000
PATIENCE_SECONDS = 15
# As root: the display's socket, and a program folder that nobody can write to. Then the user, elsewhere.
_BEGIN = f"""
mkdir /tmp/.X11-unix; for socket in /mnt/X*; do ln -s "$socket" /tmp/.X11-unix/; done
mount --bind /opt/hai-long /opt/hai-long; mount -o remount,bind,ro /opt/hai-long
exec setpriv --reuid={USER} --regid={USER} --clear-groups env -i -C /var/tmp "$@"
"""


@dataclass(frozen=True)
class PackagedKiosk(Kiosk):
    """The packaged kiosk of a bare root, configured where the platform keeps it."""

    root: BareRoot = field(kw_only=True)
    variables: tuple[str, ...] = ()

    def command(self, *words: str) -> list[str | Path]:
        """A command line of the kiosk, which finds its configuration by itself."""
        sets = [word for key, value in self.settings.items() for word in ("--set", f"{key}={value}")]
        return [*self.entered(*self.variables, "/opt/hai-long/kiosk", *words, *sets)]

    def entered(self, *words: str) -> list[str]:
        """A command line of another program in there, by the same user."""
        return self.root._enter(["sh", "-euc", _BEGIN, "begin", *words])

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the kiosk to its end."""
        return subprocess.run(
            self.command(*words), check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )

    @contextmanager
    def open(self, log: Path, display: str | None = None, **how: Any) -> Iterator[subprocess.Popen[bytes]]:
        """As any kiosk; a namespace hears no signal, so at the end the programs inside do."""
        with super().open(log, display, **how) as process:
            try:
                yield process
            finally:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(PATIENCE_SECONDS)


def installed(folder: Path, centre: Centre, token: Path, display: str) -> PackagedKiosk:
    """The package laid into a fresh root, configured for this centre and this display (":1")."""
    root = fresh(folder, "libgl1")
    shutil.copytree(PACKAGE, root.upper / "opt/hai-long", symlinks=True)
    state, settings = root.upper / STATE, root.upper / "etc/hai-long"
    for place in (state, settings):
        place.mkdir(parents=True)
    shutil.copy(token, state / "token")
    config = (PACKAGE / "examples/config.toml").read_text(encoding="utf-8")
    config = config.replace('"var/', f'"/{STATE}/').replace(
        "http://127.0.0.1:8080/v1/batches", centre.batches
    )
    (settings / "config.toml").write_text(config, encoding="utf-8")
    for place in (state, state / "token"):
        os.chown(place, USER, USER)
    number = display.removeprefix(":")
    os.link(f"/tmp/.X11-unix/X{number}", root.shared / f"X{number}")
    return PackagedKiosk({}, root=root, variables=(f"DISPLAY={display}", "SDL_AUDIODRIVER=dummy"))
