"""Any damage at all: flipped, wiped, cut, removed, replaced; in the file, its WAL or its shared memory."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.entries import entry_of
from kiosk.journal import JournalWriteError, files
from kiosk.journal.chain import chain
from tests.journal.kit import ACKNOWLEDGED, copied, fast_folder, lines, opened, tap, verified

FLIPS = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=12)
PART = st.sampled_from(["", "-wal", "-shm"])
COMPANION = st.sampled_from(["-wal", "-shm"])
DAMAGE = st.one_of(
    st.tuples(st.just("flipped"), PART, FLIPS),
    st.tuples(st.just("wiped"), PART, st.floats(0, 1, exclude_max=True)),
    st.tuples(st.just("cut"), PART, st.floats(0, 1)),
    st.tuples(st.just("header"), st.just(""), st.integers(0, 99), st.integers(1, 255)),
    st.tuples(st.just("removed"), st.sampled_from(["-wal", "-shm"])),
    st.tuples(
        st.just("replaced"),
        st.sampled_from(["-wal", "-shm"]),
        st.binary(max_size=200).map(lambda data: data + b"\0"),
    ),
)


def damaged(file, damage):
    what, _, *how = damage
    content = bytearray(file.read_bytes())
    if what == "flipped":
        for place, mask in how[0]:
            content[int(place * len(content))] ^= mask
    elif what == "header":
        content[how[0] % len(content)] ^= how[1]
    elif what == "wiped":
        page = int(how[0] * len(content)) // 4096 * 4096
        content[page : page + 4096] = bytes(4096)
    elif what == "cut":
        del content[int(how[0] * len(content)) :]
    elif what == "replaced":
        content = how[0]
    file.write_bytes(content)
    if what == "removed":
        file.unlink()


@settings(max_examples=60, deadline=None)
@given(damages=st.lists(DAMAGE, min_size=1, max_size=3))
def test_whatever_was_damaged_the_kiosk_starts_and_carries_what_is_vouched_for(crashed, damages):
    with fast_folder() as folder:
        path = copied(crashed, folder / "copy")
        check_damaged(path, lines(copied(crashed, folder / "original")), damages)


def check_damaged(path, original, damages):
    """Damage a copy of `crashed`, which held these lines, and start on it."""
    for damage in damages:
        file = files.beside(path, damage[1])
        if file.exists() and file.stat().st_size:
            damaged(file, damage)
    vouched = vouched_for(copied(path, path.parent.with_name("witness")))

    taken_up(path)

    found = verified(path)
    if found.damaged:  # where no start looks; the next one does
        opened(path).close()
        found = verified(path)
    after = lines(path)
    # What looks like an edit in the old, acknowledged part stays where it is, as evidence.
    assert found.sound or (found.first_bad and found.first_bad <= ACKNOWLEDGED and not found.damaged)
    assert_only_added(original, after)
    whose = entry_of(after[0])
    assert set(vouched) <= set(after) or (whose.continues is None and after[0] not in vouched)


def taken_up(path):
    """Starts, and a restart where the first tap meets the damage."""
    for _ in range(2):
        with opened(path) as journal:
            try:
                journal.append([tap()])
            except JournalWriteError:
                continue
            return
    pytest.fail("the kiosk does not come back into service")


def vouched_for(path):
    """What plain sqlite3 reads row by row and the hashes vouch for."""
    found = {0: (b"", bytes(32))}
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        database.text_factory = bytes
        for seq in range(1, 400):
            try:
                row = database.execute("SELECT line, hash FROM journal WHERE seq = ?", (seq,)).fetchone()
            except (sqlite3.Error, UnicodeError):
                continue
            if row:
                found[seq] = row
    return [
        line.decode()
        for seq, (line, digest) in found.items()
        if seq and seq - 1 in found and isinstance(line, bytes) and chain(found[seq - 1][1], line) == digest
    ]


def assert_only_added(original, after):
    """Every line is one of the original's, in its order, or the journal's own about the damage."""
    own = {"journal_opened", "start", "note", "ballot_closed", "tap"}
    position = 0
    for line in after:
        if line in original[position:]:
            position = original.index(line, position) + 1
        else:
            assert line not in original
            assert entry_of(line).kind in own
