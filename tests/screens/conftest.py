"""One window for all tests of the screens, and a floor under how many of them ran."""

from pathlib import Path

import pytest

from tests.screens.window import open_window

open_window()  # before anything else imports Kivy

from tests.screens.counter import Counter
from tests.screens.pilot import Pilot

HERE = Path(__file__).parent
FEWEST = 200  # a missing OpenGL must not look like a success
_passed: set[str] = set()


@pytest.fixture
def pilot():
    pilot = Pilot()
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
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line(
            f"only {len(_passed)} tests of the screens passed; at least {FEWEST} must", red=True
        )
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _whole_folder_asked_for(config):
    option = config.option
    narrowed = option.keyword or option.markexpr or option.collectonly or option.deselect or option.lf
    asked = [Path(config.invocation_params.dir, argument).resolve() for argument in config.args]
    return not narrowed and any(path == HERE or path in HERE.parents for path in asked)
