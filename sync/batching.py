"""Makes the next batch of a journal, never one that its own hashes do not vouch for."""

from datetime import datetime

from sync.source import Source, SourceError
from sync.wire import MAX_BATCH_LINES, Batch, Header, WireError, chain_all


class JournalDamagedError(SourceError):
    """A line is missing, does not match its hash or is no line: nothing from there on can be shipped."""


def next_batch(source: Source, after: int, *, through: int, sent_at: datetime, most: int) -> Batch:
    """Return the lines after `after` and up to `through`, at most `most` of them; perhaps none.

    An edited line would make every later hash a different one at the centre and here, and shipping would
    turn in circles. So a batch ends before the first line that does not match its hash; where that is the
    very next one, `JournalDamagedError` is raised.
    """
    wanted = min(through - after, most, MAX_BATCH_LINES)
    lines = source.lines(after, wanted) if wanted > 0 else []
    if wanted > 0 and not lines:
        raise JournalDamagedError(f"Entry {after + 1} of the journal is missing.")
    prev = source.hash_at(after)
    hashes = chain_all(prev, lines)
    if hashes and hashes[-1] != source.hash_at(after + len(lines)):
        lines = lines[: _intact(source, after, hashes)]
        if not lines:
            raise JournalDamagedError(f"Entry {after + 1} of the journal does not match its hash.")
    try:
        header = Header(
            device=source.device(),
            journal=source.journal(),
            first=after + 1,
            kept_from=source.kept_from(),
            count=len(lines),
            prev=prev,
            sent_at=sent_at,
            health=source.health(),
        )
        return Batch(header, tuple(lines))
    except WireError as error:
        raise JournalDamagedError(str(error)) from error


def _intact(source: Source, after: int, hashes: list[bytes]) -> int:
    """Return how many of these hashes, of the lines after `after`, are the journal's own."""
    for count, own in enumerate(hashes):
        if own != source.hash_at(after + count + 1):
            return count
    return len(hashes)
