"""The example's kiosk with its files in a folder of the test, and a PC whose system files stand there too."""

from pathlib import Path

from kiosk.check.subject import Program, Subject, Window
from kiosk.config import load, override_of

EXAMPLE = Path(__file__).parents[2] / "config.toml"
FULL_HD = Window(1920, 1080, "4.5")
PLACES = {"journal.path": "journal.sqlite", "sync.token_file": "token", "access.pins_file": "pins.toml"}
PROGRAM = Program(Path(__file__).parents[2] / "kiosk", packaged=False, version="1.2.3")


class SilentCentre:
    """Nobody should ask it."""

    def post(self, _batch):
        raise AssertionError("the centre was asked")


def subject(folder, *settings, window=FULL_HD, environment=None, answer=None, file=EXAMPLE, **more):
    own = [f"{key}={folder / name}" for key, name in PLACES.items()]
    config = load(file, [override_of(one) for one in (*own, *settings)])
    environment = {"DISPLAY": ":9"} if environment is None else environment
    more = {"program": PROGRAM, "screens": list, **more}
    return Subject(
        config=config,
        environment=environment,
        open_window=lambda: window,
        centre=lambda _address: answer or SilentCentre(),
        **more,
    )


def private(file, content=""):
    file.write_text(content)
    file.chmod(0o600)
    return file


def states(findings, *checks):
    """Check and state of each finding; of these checks alone, where any are named."""
    return [(one.check, one.state.value) for one in findings if not checks or one.check in checks]


def written(root, place, text=""):
    """A file of the system under `root`."""
    file = root / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def linked(root, place, target):
    """A link of the system under `root`, as `systemctl mask` and `systemctl enable` make them."""
    link = root / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)
    return link
