"""What the screens may know of shipping: a frozen snapshot, replaced as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fault(StrEnum):
    """Why shipping does not get on, by what one would do about it. Nothing is ever lost by any of them.

    The way to the centre: offline, name_not_found, connection_refused, connection_reset, timeout, network,
    proxy_failed, proxy_login. Who answers there: tls_*, captive_portal, redirected, not_believed. What the
    centre says: unauthorised to contradiction. This PC's own journal: journal_*.
    """

    OFFLINE = "offline"
    NAME_NOT_FOUND = "name_not_found"
    CONNECTION_REFUSED = "connection_refused"
    CONNECTION_RESET = "connection_reset"
    TIMEOUT = "timeout"
    NETWORK = "network"
    PROXY_FAILED = "proxy_failed"
    PROXY_LOGIN = "proxy_login"
    TLS_EXPIRED = "tls_expired"
    TLS_NOT_YET_VALID = "tls_not_yet_valid"
    TLS_WRONG_HOST = "tls_wrong_host"
    TLS_UNKNOWN_AUTHORITY = "tls_unknown_authority"
    TLS_CERTIFICATE = "tls_certificate"
    TLS_FAILED = "tls_failed"
    CAPTIVE_PORTAL = "captive_portal"
    REDIRECTED = "redirected"
    NOT_BELIEVED = "not_believed"
    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "forbidden"
    WRONG_ADDRESS = "wrong_address"
    BAD_REQUEST = "bad_request"
    REJECTED = "rejected"
    TOO_LARGE = "too_large"
    BUSY = "busy"
    SERVER_ERROR = "server_error"
    CONTRADICTION = "contradiction"
    JOURNAL_SHORT = "journal_short"
    JOURNAL_DAMAGED = "journal_damaged"
    JOURNAL_UNREADABLE = "journal_unreadable"


SENTENCES: Mapping[Fault, str] = {
    Fault.OFFLINE: "there is no network: check the cable, Wi-Fi and the router",
    Fault.NAME_NOT_FOUND: "the name in sync.endpoint is not found: check it, or the network",
    Fault.CONNECTION_REFUSED: "nothing listens at sync.endpoint: the centre may be down, or the port wrong",
    Fault.CONNECTION_RESET: "the connection broke off before the answer was whole",
    Fault.TIMEOUT: "the centre did not answer in time",
    Fault.NETWORK: "the request failed on its way",
    Fault.PROXY_FAILED: "the proxy can't be reached or does not let this connection through",
    Fault.PROXY_LOGIN: "the proxy asks for a login: put it into the proxy's address",
    Fault.TLS_EXPIRED: "the centre's certificate has expired: renew it, or set the clock of this PC",
    Fault.TLS_NOT_YET_VALID: "the centre's certificate is not valid yet: set the clock of this PC",
    Fault.TLS_WRONG_HOST: "the certificate is for another name: check sync.endpoint, or look for a proxy",
    Fault.TLS_UNKNOWN_AUTHORITY: (
        "this PC does not know who issued the certificate (perhaps a proxy's): install its root"
    ),
    Fault.TLS_CERTIFICATE: "the centre's certificate is not accepted",
    Fault.TLS_FAILED: "no TLS connection came about: a firewall, a proxy, or not a TLS port",
    Fault.CAPTIVE_PORTAL: "the network asks for a login page: log this PC in, or have it exempted",
    Fault.REDIRECTED: (
        "the address redirects, which is not followed: look for a login page, or correct sync.endpoint"
    ),
    Fault.NOT_BELIEVED: "the answer is not a centre's and is not believed: look for a login page or a proxy",
    Fault.UNAUTHORISED: "the centre does not know this token: enrol the device again, replace its token file",
    Fault.FORBIDDEN: "the centre takes no such journal from this device: compare device.id and enrolment",
    Fault.WRONG_ADDRESS: "nothing takes batches at sync.endpoint: check its path",
    Fault.BAD_REQUEST: "the centre can't read the batch: it is changed on its way, or a version is wrong",
    Fault.REJECTED: "the centre rejects the request",
    Fault.TOO_LARGE: "a single entry is refused for its size: raise the limit of the centre or of its proxy",
    Fault.BUSY: "the centre asks for patience",
    Fault.SERVER_ERROR: "the centre has a fault of its own: look at its log",
    Fault.CONTRADICTION: "the centre takes back again and again what it said it holds: look at its log",
    Fault.JOURNAL_SHORT: "the journal ends before what the centre acknowledged: it was cut; run kiosk verify",
    Fault.JOURNAL_DAMAGED: "an entry of the journal does not match its hash: run kiosk verify",
    Fault.JOURNAL_UNREADABLE: "the journal can't be read now",
}
"""What each fault means and its cure, in English, for logs and for `check`."""


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
    """The fault's sentence, with what else is known of it; never holds a secret."""
    next_try: datetime | None = None
    """When a failed attempt will be repeated."""
    clock_offset: float | None = None
    """Seconds by which this PC's clock is ahead of the centre's."""
    rewound: int = 0
    """How often, since the start, the centre turned out to lack what it had acknowledged."""

    @property
    def all_sent(self) -> bool | None:
        """Whether the centre is known to hold everything; None where nothing is shipped.

        Before the shipper's first look at the journal nothing is known, and nothing is said to be sent.
        """
        return self.waiting == 0 and self.acknowledged_through > 0 if self.enabled else None


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
