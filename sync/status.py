"""What the screens may know of shipping: a frozen snapshot, replaced as a whole."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fault(StrEnum):
    """Why shipping does not get on, by what one would do about it. Nothing is ever lost by any of them."""

    # the way to the centre
    OFFLINE = "offline"
    NAME_NOT_FOUND = "name_not_found"
    CONNECTION_REFUSED = "connection_refused"
    CONNECTION_RESET = "connection_reset"
    TIMEOUT = "timeout"
    NETWORK = "network"  # whatever else the network may do
    # who answers there
    TLS_EXPIRED = "tls_expired"
    TLS_NOT_YET_VALID = "tls_not_yet_valid"  # most often this PC's clock is wrong
    TLS_WRONG_HOST = "tls_wrong_host"
    TLS_UNKNOWN_AUTHORITY = "tls_unknown_authority"  # a proxy that inspects TLS, or a self-made certificate
    TLS_CERTIFICATE = "tls_certificate"  # any other fault of a certificate
    TLS_FAILED = "tls_failed"  # no certificate was even reached
    PROXY_FAILED = "proxy_failed"
    PROXY_LOGIN = "proxy_login"
    CAPTIVE_PORTAL = "captive_portal"
    REDIRECTED = "redirected"
    NOT_BELIEVED = "not_believed"  # an answer that no centre gives: a portal's or proxy's page
    # what the centre says
    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "forbidden"
    WRONG_ADDRESS = "wrong_address"
    BAD_REQUEST = "bad_request"
    REJECTED = "rejected"  # any other 4xx
    TOO_LARGE = "too_large"  # a single entry is refused for its size
    BUSY = "busy"
    SERVER_ERROR = "server_error"
    CONTRADICTION = "contradiction"  # it takes back again and again what it said it holds
    # this journal
    JOURNAL_SHORT = "journal_short"  # it ends before what the centre acknowledged
    JOURNAL_DAMAGED = "journal_damaged"  # a line does not match its hash
    JOURNAL_UNREADABLE = "journal_unreadable"


@dataclass(frozen=True, kw_only=True)
class SyncStatus:
    """How shipping stands. Times are aware, in UTC; `None` means "not known (yet)"."""

    enabled: bool = True
    """False where no endpoint is configured."""
    waiting: int = 0
    """Entries that the centre has not acknowledged."""
    oldest_waiting: datetime | None = None
    """When the oldest of them was written, as it says itself (so floored to the privacy step)."""
    acknowledged_through: int = 0
    last_contact: datetime | None = None
    """When the centre last gave an answer that can be believed, since the start of the program."""
    fault: Fault | None = None
    """Why the last attempt failed; None when it did not."""
    fault_since: datetime | None = None
    detail: str = ""
    """The fault as one English sentence, for logs and `check`; never holds a secret."""
    next_try: datetime | None = None
    """When a failed attempt will be repeated."""
    clock_offset: float | None = None
    """Seconds by which this PC's clock is ahead of the centre's."""
    rewound: int = 0
    """How often, since the start, the centre turned out to lack what it had acknowledged."""


class StatusBoard:
    """Where the shipper leaves its newest status and any thread reads it: never half a status."""

    def __init__(self, status: SyncStatus | None = None) -> None:
        self._status = status or SyncStatus()

    def publish(self, status: SyncStatus) -> None:
        """Replace the status."""
        self._status = status

    def read(self) -> SyncStatus:
        """Return the newest status."""
        return self._status
