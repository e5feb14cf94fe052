"""A receipt acknowledges what the centre holds of this very journal, and never takes anything back."""

import stat
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.bundle import (
    BundleError,
    Receipt,
    apply_receipt,
    read_bundle,
    read_receipt,
    token_key,
    write_bundle,
    write_receipt,
)
from tests.sync.memory_source import JOURNAL, MemorySource
from tests.sync.shipping import Rig

TOKEN = "tok-en"
KEY = token_key(TOKEN)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def source():
    return MemorySource(entries=20)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "quan-1.receipt"


def issue(path, source, through, **changes):
    members = {"journal": source.journal(), "acknowledged_through": through, "hash": source.hash_at(through)}
    write_receipt(path, Receipt(**{**members, **changes}), KEY)


def apply(path, source):
    return apply_receipt(path, source, token=TOKEN)


def test_a_receipt_comes_back_as_it_was_written(path, source):
    issue(path, source, 12)

    assert read_receipt(path, KEY) == Receipt(JOURNAL, 12, source.hash_at(12))


def test_the_whole_way_over_a_usb_stick(path, source, tmp_path):
    write_bundle(tmp_path / "bundle", source, token=TOKEN, sent_at=NOON)
    *_, last = read_bundle(tmp_path / "bundle", lambda _device: KEY)
    write_receipt(path, Receipt(last.header.journal, last.through, last.last_hash()), KEY)

    assert apply(path, source) == 20
    assert source.acknowledged_through() == 20


def test_twice_changes_nothing(path, source):
    issue(path, source, 12)

    assert apply(path, source) == 12
    assert apply(path, source) == 0
    assert source.acknowledged_through() == 12


def test_an_older_receipt_never_rewinds(path, source):
    source.acknowledge(15)
    issue(path, source, 12)

    assert apply(path, source) == 0
    assert source.acknowledged_through() == 15


def test_a_receipt_for_nothing_changes_nothing(path, source):
    issue(path, source, 0)

    assert apply(path, source) == 0


def test_a_receipt_older_than_retention_changes_nothing(path, source):
    issue(path, source, 5)
    source.acknowledge(15)
    source.remove_through(10)

    assert apply(path, source) == 0
    assert source.acknowledged_through() == 15


def test_stick_and_network_together_change_nothing(path, source):
    issue(path, source, 12)
    rig = Rig(source)
    rig.steps_until_quiet()

    assert apply(path, source) == 0
    rig.clock.seconds += 900
    rig.step()
    assert rig.status.fault is None


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"journal": "fedcba98-89ab-4cde-8f01-23456789abcd"}, "another journal"),
        ({"hash": bytes(31) + b"\x01"}, "not this journal's at entry 12"),
        ({"hash": b"\x01"}, "not this journal's at entry 12"),
        ({"hash": b""}, "which entry and hash"),
        ({"acknowledged_through": 21}, "entry 21, which this journal does not have"),
        ({"acknowledged_through": -1}, "entry -1, which this journal does not have"),
        ({"acknowledged_through": 11}, "not this journal's at entry 11"),
        ({"acknowledged_through": True}, "which entry and hash"),
        ({"acknowledged_through": 12.0}, "which entry and hash"),
    ],
)
def test_a_receipt_that_is_not_ours_counts_for_nothing(path, source, changes, fault):
    issue(path, source, 12, **changes)

    with pytest.raises(BundleError, match=fault):
        apply(path, source)
    assert source.acknowledged_through() == 0


def test_a_receipt_of_the_other_branch_of_a_copied_disk_counts_for_nothing(path, source):
    twin = MemorySource(entries=10)
    for _ in range(10):
        twin.append('{"id":"twin"}')
    issue(path, twin, 15)

    with pytest.raises(BundleError, match="entry 15"):
        apply(path, source)


def test_a_receipt_for_another_token_counts_for_nothing(path, source):
    issue(path, source, 12)

    with pytest.raises(BundleError, match="older token"):
        apply_receipt(path, source, token="another")


def test_a_receipt_cut_or_changed_anywhere_counts_for_nothing(path, source):
    issue(path, source, 12)
    whole = path.read_bytes()
    for place in range(len(whole)):
        for data in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
            path.write_bytes(data)
            with pytest.raises(BundleError):
                apply(path, source)


@pytest.mark.parametrize("tail", [b"\n", b"x", b"x" * 10_000])
def test_a_receipt_followed_by_anything_counts_for_nothing(path, source, tail):
    issue(path, source, 12)
    path.write_bytes(path.read_bytes() + tail)

    with pytest.raises(BundleError):
        apply(path, source)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_no_receipt(path, data):
    path.write_bytes(data)

    with pytest.raises(BundleError, match=r"^[^\n]+\.$"):
        read_receipt(path, KEY)


def test_only_its_owner_may_read_a_receipt(path, source):
    issue(path, source, 12)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
