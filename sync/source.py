"""What shipping needs of a journal. A journal satisfies this protocol without importing it."""

from typing import Protocol


class SourceError(Exception):
    """The journal can't be read or is damaged; the text is one sentence."""


class Source(Protocol):
    """An append-only journal: entries are numbered from 1 without holes and never change.

    All calls come from one thread, which need not be the one that made the source. A source may raise
    anything when its disk fails or is locked: the shipper names the fault and tries again later.
    """

    def journal(self) -> str:
        """Return the journal's id, a UUID in lower case."""

    def device(self) -> str:
        """Return the device's name."""

    def last(self) -> int:
        """Return the newest seq, 0 when empty."""

    def kept_from(self) -> int:
        """Return the oldest seq still held; 1 unless retention has removed something."""

    def finished_through(self) -> int:
        """Return the newest seq that may be shipped now: the privacy step it lies in is over."""

    def acknowledged_through(self) -> int:
        """Return the watermark: everything up to this seq is held by the centre, durably."""

    def hash_at(self, seq: int) -> bytes:
        """Return the hash at `seq`, kept_from() - 1 <= seq <= last(); 0 gives 32 zero bytes.

        Raises `LookupError` outside that range.
        """

    def lines(self, after: int, limit: int) -> list[str]:
        """Return the lines after `after`, in order, at most `limit` of them."""

    def acknowledge(self, through: int) -> None:
        """Move the watermark forward, durably; a lower number changes nothing.

        Raises `ValueError` beyond last().
        """

    def rewind(self, through: int) -> None:
        """Move the watermark back, durably: the centre lost what came after; a higher one changes nothing."""

    def health(self) -> dict[str, object]:
        """Return what the header carries about this device: JSON values, times floored to the step."""
