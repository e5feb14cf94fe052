import shutil

import pytest

from kiosk.journal import JournalSource
from tests.journal.kit import (
    ACKNOWLEDGED,
    MORNING,
    ballot_opened,
    day,
    later,
    opened,
    shift_opened,
    shown,
    tap,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "nhật ký" / "journal.db"


@pytest.fixture
def journal(path):
    with opened(path) as journal:
        yield journal


@pytest.fixture(scope="session")
def crashed(tmp_path_factory):
    """A folder as a power cut leaves it: some entries in the file, the newest only in its WAL."""
    place = tmp_path_factory.mktemp("crashed")
    path = place / "owned" / "journal.db"
    with opened(path) as journal:
        for number in range(8):
            journal.append(day(later(days=number), ballots=3))
        journal.tidy()
        for number in range(8, 12):
            journal.append(day(later(days=number), ballots=2))
        journal.append([shown(), shift_opened(), ballot_opened(), tap()])
        with JournalSource(path, step_minutes=15, now=lambda: MORNING) as source:
            source.acknowledge(ACKNOWLEDGED)
        shutil.copytree(path.parent, place / "left")
    return place / "left" / "journal.db"
