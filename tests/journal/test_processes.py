"""Several processes, and one that is killed in the middle of everything."""

import os
import random
import shutil
import time

from kiosk.journal import JournalReader
from kiosk.journal.lock import OwnerLock, shipping
from tests.journal.kit import assert_chain, day, opened, rows, tap
from tests.journal.other_process import append_for_ever, enrol, hold, started, try_to_open

KILLS = 50


def test_another_process_is_refused_while_one_owns_the_journal(path):
    with started(hold, path) as (_, holder):
        assert holder.recv() == "mine"
        with started(try_to_open, path) as (_, second):
            assert "Another kiosk already runs on" in second.recv()
        holder.send("leave")

    with started(try_to_open, path) as (_, third):
        assert third.recv() == ""


def test_a_killed_owner_holds_no_lock(path):
    with started(hold, path) as (process, holder):
        holder.recv()
        process.kill()
        process.join()
        opened(path).close()


def test_locks_belong_to_the_account_whose_folder_it_is_even_where_root_makes_them(path):
    owner = (4711, 4712) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    path.parent.mkdir()
    os.chown(path.parent, *owner)
    OwnerLock(path).release()
    with shipping(path):
        pass
    made = {file.name: file.stat() for file in path.parent.glob("*.lock")}
    assert len(made) == 2
    assert {(one.st_uid, one.st_gid, one.st_mode & 0o777) for one in made.values()} == {(*owner, 0o600)}


def test_readers_read_beside_an_owner_that_writes(path):
    with started(append_for_ever, path) as (_, owner):
        owner.recv()
        for _ in range(10):
            confirmed = owner.recv()
            with JournalReader(path) as reader:
                found = reader.verify()
                assert found.sound
                assert found.entries >= confirmed


def test_kill_9_at_fifty_random_moments_loses_nothing_confirmed(path):
    chance = random.Random(20261121)
    for _ in range(KILLS):
        with started(append_for_ever, path) as (process, owner):
            confirmed = owner.recv()
            time.sleep(chance.uniform(0, 0.02))
            process.kill()
            process.join()
            confirmed = last_said(owner, confirmed)
        with JournalReader(path) as reader:
            found = reader.verify()
        assert found.sound
        assert found.entries >= confirmed
        assert found.entries % 2 == 1  # entry 1 and pairs: never half a transaction
    assert_chain(rows(path))
    with opened(path) as journal:
        assert journal.faults == []
        journal.append([tap()])


def last_said(pipe, before):
    """The newest thing that a process managed to say before it was killed."""
    try:
        while pipe.poll():
            before = pipe.recv()
    except (EOFError, OSError):
        pass  # the last word was cut
    return before


def test_kill_9_while_a_journal_is_made_leaves_one_that_opens(path):
    chance = random.Random(20261122)
    for attempt in range(10):
        place = path.with_name(f"{attempt}") / "journal.db"
        with started(hold, place) as (process, _):
            time.sleep(chance.uniform(0, 0.03))
            process.kill()
            process.join()
        with opened(place) as journal:
            assert journal.head.seq == 1
            assert journal.faults == []


def test_kill_9_while_one_journal_takes_anothers_place_loses_nothing(path):
    chance = random.Random(20261123)
    with opened(path) as journal:
        journal.append(day(ballots=100))
    before = [line for _, line, _ in rows(path)]
    for attempt in range(20):
        place = path.parent.with_name(f"{attempt}") / "journal.db"
        shutil.copytree(path.parent, place.parent)
        with started(enrol, place) as (process, _):
            time.sleep(chance.uniform(0, 0.04))
            process.kill()
            process.join()
        with opened(place, device="quay-2") as journal:
            assert journal.faults == []
            assert journal.identity.device == "quay-2"
        after = rows(place)
        assert_chain(after)
        assert [line for _, line, _ in after[1:-1]] == before
        assert [file.name for file in place.parent.glob("*-former")] == ["journal.db.1-former"]
