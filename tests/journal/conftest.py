import pytest

pytest.register_assert_rewrite("tests.journal.kit")

from tests.journal.kit import opened


@pytest.fixture
def path(tmp_path):
    return tmp_path / "nhật ký" / "journal.db"


@pytest.fixture
def journal(path):
    with opened(path) as journal:
        yield journal
