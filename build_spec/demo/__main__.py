"""`make run`: a centre, this device enrolled for training, and the kiosk connected to it.

Where there is no display the kiosk opens on a virtual one, and simulated citizens touch it. At the end the
kiosk's table and the centre's stand side by side. Exit status: 0 they agree, 1 they do not or something
failed, 130 ended by Ctrl-C before there was anything to compare.
"""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from build_spec.demo.comparison import answers_in, side_by_side
from build_spec.demo.display import NoDisplayError, own_display, virtual_display
from build_spec.demo.morning import Morning
from build_spec.demo.processes import end
from build_spec.demo.programs import Centre, Kiosk, ProgramError, kiosk_for, running_centre
from build_spec.demo.touchscreen import open_screen

STATE = Path("var/demo").absolute()
PICTURES = Path("out").absolute()
DEVICE = "binhduong-01"  # [device] id of config.toml
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
VIRTUAL_SIZE = (1366, 768)
INTERRUPTED = 130


def main() -> int:
    """Run the demonstration; gives the exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with fresh_state(), running_centre(STATE) as centre:
            say(f"the centre serves at {centre.address}/ (its data: var/demo)")
            return demonstrate(centre)
    except KeyboardInterrupt:
        say("ended; nothing is left running")
        return INTERRUPTED
    except (NoDisplayError, ProgramError, TimeoutError, OSError) as error:
        say(f"failed: {error}. What the programs said stands in var/demo/*.log")
        return 1


def demonstrate(centre: Centre) -> int:
    """Open the kiosk, let it be used, compare."""
    token = STATE / "token"
    centre.enrol(DEVICE, token)
    kiosk = kiosk_for(centre, token, STATE / "journal.sqlite")
    began = datetime.now(ZONE).date()
    if display := own_display():
        used_by_people(kiosk, display)
        expected = None
    else:
        expected = used_by_simulated_people(kiosk)
    kiosk.sync()
    period = began, datetime.now(ZONE).date() + timedelta(days=1)
    return compare(kiosk.tally(*period), centre.tally(*period), expected)


def used_by_people(kiosk: Kiosk, display: str) -> None:
    """The kiosk on this session's display, until someone ends it."""
    say(f"the kiosk opens on display {display}; to end it, press Ctrl-C here")
    with kiosk.open(STATE / "kiosk.log", display if ":" in display else None) as process:
        with suppress(KeyboardInterrupt):
            process.wait()
        if status := end(process):
            raise ProgramError(f"the kiosk ended with {status}")


def used_by_simulated_people(kiosk: Kiosk) -> Mapping[tuple[str, str, str], int]:
    """The kiosk on a virtual display, with simulated people before it; gives what they answered."""
    say("there is no display here: the kiosk opens on a virtual one, simulated citizens touch it")
    with virtual_display(*VIRTUAL_SIZE, log=STATE / "xvfb.log") as display, open_screen(display) as screen:
        morning = Morning(screen, PICTURES)
        with kiosk.shown_on(screen, STATE / "kiosk.log") as process:
            morning.play()
            if status := end(process):
                raise ProgramError(f"the kiosk ended with {status}")
    say(f"pictures of it: {', '.join(sorted(path.name for path in PICTURES.glob('*.png')))} in out/")
    return morning.answers


def compare(
    kiosk: Mapping[str, Any], centre: Mapping[str, Any], expected: Mapping[tuple[str, str, str], int] | None
) -> int:
    """Print both tables; gives 0 where they agree with each other and with what was touched."""
    print(side_by_side(kiosk, centre), flush=True)
    if kiosk != centre:
        say("the kiosk and the centre do NOT agree")
        return 1
    if expected is not None and answers_in(kiosk) != expected:
        say(f"they agree, but what was touched is {dict(expected)}")
        return 1
    say("the kiosk and the centre agree" + (", with every touch" if expected is not None else ""))
    return 0


@contextmanager
def fresh_state() -> Iterator[None]:
    """Empty folders for this run alone; raises ProgramError while another one uses them."""
    STATE.parent.mkdir(exist_ok=True, mode=0o700)
    PICTURES.mkdir(exist_ok=True)
    try:
        with FileLock(STATE.with_suffix(".lock"), timeout=0):
            shutil.rmtree(STATE, ignore_errors=True)
            STATE.mkdir(mode=0o700)
            for picture in PICTURES.glob("*.png"):
                picture.unlink()
            yield
    except Timeout:
        raise ProgramError("`make run` is running already, in this folder") from None


def say(sentence: str) -> None:
    """Print one sentence at once."""
    print(f"run: {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
