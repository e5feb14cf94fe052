"""A device enrolled under another name goes on in a new journal."""

from datetime import timedelta

from kiosk.domain.entries import JournalOpened, entry_of
from kiosk.journal import JournalReader, files
from tests.journal.kit import (
    MORNING,
    acknowledge,
    assert_chain,
    ballot_opened,
    day,
    later,
    lines,
    names_beside,
    opened,
    rows,
    shift_opened,
    shown,
    tap,
)


class TestANewEnrolment:
    def test_goes_on_in_a_new_journal_with_what_waits(self, path):
        with opened(path) as journal:
            journal.append([shown(), *day()])
            former = journal.identity
        before = rows(path)
        acknowledge(path, 6)

        with opened(path, device="quay-2", now=MORNING + timedelta(days=1)) as journal:
            assert journal.identity.device == "quay-2"
            assert journal.identity.journal != former.journal
            assert journal.identity.continues == {
                "journal": former.journal,
                "through": len(before),
                "hash": before[-1][2].hex(),
            }
            assert journal.faults == []
        after = rows(path)
        assert_chain(after)
        assert lines(path)[1] == before[1][1]  # what is asked
        assert lines(path)[2:-1] == [line for _, line, _ in before[6:]]
        assert rows(files.beside(path, ".1-former")) == before

    def test_a_report_from_before_it_is_told_that_it_lacks_something(self, path):
        with opened(path) as journal:
            journal.append([*day(), *day(later(days=1))])
        acknowledge(path, 16)

        opened(path, device="quay-2", now=MORNING + timedelta(days=1)).close()

        with JournalReader(path) as reader:
            assert reader.kept_from_day() == later(days=1).date()

    def test_carries_everything_where_nothing_was_shipped(self, path):
        with opened(path) as journal:
            journal.append(day())
        before = lines(path)

        opened(path, device="quay-2").close()

        assert lines(path)[1:-1] == before
        with JournalReader(path) as reader:
            assert reader.kept_from_day() is None

    def test_carries_the_shift_and_the_ballot_that_are_open(self, path):
        with opened(path) as journal:
            journal.append([*day(), shift_opened(later(days=1)), ballot_opened(), tap()])
            work = journal.open_work()
            last = journal.head.seq
        acknowledge(path, last)

        with opened(path, device="quay-2") as journal:
            assert journal.open_work() == work

    def test_a_second_one_continues_the_first(self, path):
        with opened(path) as journal:
            journal.append(day())
        with opened(path, device="quay-2") as journal:
            second = journal.identity
        with opened(path, device="quay-3") as journal:
            assert journal.identity.continues["journal"] == second.journal

        carried = [entry_of(line) for line in lines(path)[1:]]
        lineage = [one.continues for one in carried if isinstance(one, JournalOpened)]
        assert second.continues in lineage
        assert names_beside(path) == ["", ".1-former", ".2-former", ".lock"]
