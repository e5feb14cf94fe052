"""The names of a journal's files change one after the other, each for good before the next."""

import pytest

from tests.campaign.promises.power_cut import _played
from tests.faults import disk
from tests.faults.disk import Op


@pytest.mark.parametrize("scene", ["salvage", "a new name"])
def test_a_power_cut_never_parts_a_journal_from_its_wal(scene, tmp_path):
    recording = _played(scene, tmp_path, disk.compiled(tmp_path))
    folders, unsynced, renames = {}, 0, 0
    for event in recording.events:
        if event.op is Op.OPEN:
            folders[event.descriptor] = event.data.decode().endswith("/data")
        elif event.op is Op.RENAME:
            unsynced, renames = unsynced + 1, renames + 1
        elif event.op is Op.SYNC and folders[event.descriptor]:
            unsynced = 0
        assert unsynced <= 1, "the order in which two files change their names is the disk's"
    assert renames == 3  # the journal, its WAL, and the new one
