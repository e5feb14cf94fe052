"""What a journal takes is what a batch takes: the same rule, in two packages that don't know each other."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.domain.entries import Unknown
from kiosk.journal import JournalWriteError
from kiosk.journal.sendable import fault_of_line
from sync.wire import ZERO, Batch, Header, WireError
from tests.journal.kit import AT

HEADER = Header(
    device="quay-1",
    journal="00000000-0000-4000-8000-000000000000",
    first=1,
    kept_from=1,
    count=1,
    prev=ZERO,
    sent_at=datetime(2026, 11, 20, tzinfo=UTC),
    health={},
)


def is_taken(line):
    try:
        Batch(HEADER, (line,))
    except WireError:
        return False
    return True


@given(line=st.text(max_size=20) | st.text(alphabet="\x00\x1f\x20\x7f\x85\ud800ẵ", max_size=5))
@example(line="")
@example(line="x" * 16_384)
@example(line="x" * 16_385)
@example(line="ẵ" * 5462)
def test_the_journal_takes_what_a_batch_takes(line):
    assert (fault_of_line(line.encode(errors="surrogatepass")) is None) == is_taken(line)


@pytest.mark.parametrize("line", ["", "{}\n", '"\x07"', '"\ud800"'])
def test_a_line_that_no_batch_takes_is_refused_when_it_is_written(journal, line):
    with pytest.raises(JournalWriteError, match="An entry"):
        journal.append([Unknown(at=AT, line=line)])

    assert journal.head.seq == 1
