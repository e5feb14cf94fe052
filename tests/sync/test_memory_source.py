"""The journal in memory is a journal: what the other tests here stand on."""

import copy

import pytest

pytest.register_assert_rewrite("tests.sync.source_contract")

from tests.sync.memory_source import MemorySource
from tests.sync.source_contract import SourceContract


class TestMemorySource(SourceContract):
    @pytest.fixture
    def source(self):
        return MemorySource(entries=7)

    @pytest.fixture
    def append(self, source):
        return source.append

    @pytest.fixture
    def reopen(self, source):
        return lambda: copy.deepcopy(source)

    @pytest.fixture
    def shortened(self):
        source = MemorySource(entries=7)
        source.acknowledge(5)
        source.remove_through(3)
        return source
