"""One window for all tests of the screens, and a floor under how many of them ran."""

from pathlib import Path

import pytest

from kiosk.ui import boot
from kiosk.ui.settings import DisplaySettings
from tests.screens.counter import Counter
from tests.screens.pilot import LARGEST, Pilot

HERE = Path(__file__).parent
FEWEST = 100  # a missing OpenGL must not look like a success
_passed: set[str] = set()

boot.prepare(DisplaySettings(size=LARGEST, frames_per_second=0))


@pytest.fixture(scope="session")
def window():
    return Pilot.open_window()


@pytest.fixture
def pilot(window):
    pilot = Pilot(window)
    yield pilot
    pilot.stop()


@pytest.fixture
def counter(pilot):
    """Makes a counter with a running kiosk: `counter(mode=…, size=…)`."""

    def make(**choices):
        return Counter(pilot, **choices)

    return make


def pytest_runtest_logreport(report):
    if report.when == "call" and report.passed:
        _passed.add(report.nodeid)


def pytest_sessionfinish(session, exitstatus):
    if exitstatus == 0 and _whole_folder_asked_for(session.config) and len(_passed) < FEWEST:
        print(f"\nonly {len(_passed)} tests of the screens passed, at least {FEWEST} are expected")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _whole_folder_asked_for(config):
    option = config.option
    narrowed = option.keyword or option.markexpr or getattr(option, "lf", False) or option.collectonly
    asked = [Path(config.invocation_params.dir, argument).resolve() for argument in config.args]
    return not narrowed and any(HERE == path or path in HERE.parents for path in asked)
