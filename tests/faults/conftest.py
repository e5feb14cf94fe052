import pytest

pytest.register_assert_rewrite("tests.journal.kit")  # before anything here imports it
