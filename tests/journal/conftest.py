import pytest

from tests.journal.kit import left_by_a_crash, opened


@pytest.fixture
def path(tmp_path):
    return tmp_path / "nhật ký" / "journal.db"


@pytest.fixture
def journal(path):
    with opened(path) as journal:
        yield journal


@pytest.fixture(scope="session")
def crashed(tmp_path_factory):
    return left_by_a_crash(tmp_path_factory.mktemp("crashed"))
