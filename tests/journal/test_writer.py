"""The writer's thread: every commit is answered, in order, and never wrongly."""

import logging
import threading
from queue import Queue

import pytest

from kiosk.domain.entries import Note
from kiosk.journal import DirectCommitter, JournalUnsureError, JournalWriteError, JournalWriter, writer
from tests.journal.kit import AT, assert_chain, ballot_opened, day, opened, rows, tap


@pytest.fixture
def answers():
    return Queue()


@pytest.fixture
def committer(journal):
    committer = JournalWriter(journal)
    yield committer
    committer.close()


def answer(answers):
    return answers.get(timeout=120)


def test_a_commit_is_in_the_journal_when_it_is_confirmed(path, committer, answers):
    committer.commit([ballot_opened(), tap()], lambda ok: answers.put((ok, len(rows(path)))))

    assert answer(answers) == (True, 3)
    assert committer.fault is None


def test_the_caller_does_not_wait_for_the_disk(journal, committer, answers):
    with journal._mutex:  # a disk that takes its time
        committer.commit([tap()], answers.put)
        assert answers.empty()

    assert answer(answers) is True


def test_answers_come_in_the_order_of_the_commits_and_from_one_thread(path, committer, answers):
    for number in range(20):
        committer.commit(
            [tap()], lambda ok, number=number: answers.put((number, ok, threading.current_thread()))
        )

    found = [answer(answers) for _ in range(20)]

    assert [(number, ok) for number, ok, _ in found] == [(number, True) for number in range(20)]
    assert len({thread for *_, thread in found} | {threading.current_thread()}) == 2
    assert_chain(rows(path))


def test_a_refusal_is_told_with_its_reason_and_the_next_commit_is_a_new_chance(
    path, journal, committer, answers
):
    journal._connection.exec_driver_sql("PRAGMA query_only = ON")

    committer.commit([tap()], answers.put)
    assert answer(answers) is False
    assert "can't be opened or written" in committer.fault

    committer.commit([tap()], answers.put)
    assert answer(answers) is True
    assert committer.fault is None
    assert len(rows(path)) == 2


def test_an_entry_that_is_no_line_is_refused_and_logged(path, committer, answers, caplog):
    with caplog.at_level(logging.ERROR):
        committer.commit([Note(at=AT, about="x", data={"share": 0.5})], answers.put)
        assert answer(answers) is False

    assert "float" in caplog.text
    committer.commit([tap()], answers.put)
    assert answer(answers) is True


@pytest.mark.parametrize("there", [True, False])
def test_an_unsure_commit_is_answered_once_somebody_can_look(committer, journal, answers, monkeypatch, there):
    looks = iter([JournalWriteError("still away"), there])

    def append(entries):
        raise JournalUnsureError("away", 2, bytes(32))

    def holds(seq, digest):
        look = next(looks)
        if isinstance(look, Exception):
            raise look
        return look

    monkeypatch.setattr(writer, "_LOOK_AGAIN_SECONDS", 0.01)
    monkeypatch.setattr(journal, "append", append)
    monkeypatch.setattr(journal, "holds", holds)

    committer.commit([tap()], answers.put)

    assert answer(answers) is there


def test_closing_writes_what_was_committed_before(path, answers):
    with opened(path) as journal:
        committer = JournalWriter(journal)
        for _ in range(10):
            committer.commit([tap()], answers.put)
        committer.close()

        assert [answer(answers) for _ in range(10)] == [True] * 10
        assert len(rows(path)) == 11
        committer.commit([tap()], answers.put)
        assert answer(answers) is False


def test_a_direct_commit_is_written_when_it_returns(path, journal, answers):
    DirectCommitter(journal).commit(day(), answers.put)

    assert answer(answers) is True
    assert len(rows(path)) == 1 + len(day())


def test_a_direct_commit_that_is_refused_raises(path, journal, answers):
    journal._connection.exec_driver_sql("PRAGMA query_only = ON")

    with pytest.raises(JournalWriteError):
        DirectCommitter(journal).commit([tap()], answers.put)

    assert answers.empty()
