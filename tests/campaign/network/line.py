"""Everything that a trouble between desk and centre needs: a real centre, real desks, and who is enrolled."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sync.status import Fault
from tests.campaign.machine import needs
from tests.campaign.network.answers import Centre
from tests.campaign.network.centres import enrol, running_centres
from tests.campaign.network.desks import PATIENCE_SECONDS, Desks, go_on, new_journal, running_desks
from tests.campaign.network.recount import last_of, recount
from tests.campaign.network.secrets import secrets_in
from tests.sync.certificates import make_certificates, showing

TIME_OUT = 0.8
PATIENT = 60.0  # a busy machine is no trouble; the product's own
BALLOTS_BEFORE = 3


@dataclass
class Line:
    """A centre that serves, desks that may ship to it, and the certificates of both."""

    folder: Path
    database: str
    centre: Centre
    certificates: Path
    desks: Desks
    logs: list[Path]
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def encrypted(self) -> bool:
        """Whether this centre is reached by https."""
        return self.centre.tls is not None

    def enrol(self, *names: str) -> None:
        """Enrol desks at the centre."""
        self.tokens |= enrol(self.database, *names)

    def journal(self, desk: str) -> Path:
        """Where a desk's journal stands."""
        return self.folder / f"{desk}.db"

    def server_side(self, certificate: str = "good") -> ssl.SSLContext:
        """What a server needs to show this certificate."""
        return showing(self.certificates, certificate)

    def begin(self, desk: str, url: str, **options: object) -> str | None:
        """A desk's first day: everything is shipped; else what is wrong."""
        new_journal(self.journal(desk), desk, BALLOTS_BEFORE)
        self.desks.ship(desk, self.journal(desk), url, self.tokens[desk], **options)  # type: ignore[arg-type]
        return self.desks.wait_until_shipped(desk, last_of(self.journal(desk)))

    def survives(
        self,
        desk: str,
        url: str,
        faults: frozenset[Fault],
        *,
        breaks: Callable[[], None],
        mends: Callable[[], None],
        meanwhile: Callable[[int], str | None] = lambda _since: None,
        must_be_named: bool = True,
        ballots: int = 5,
        patience: float = PATIENCE_SECONDS,
        **options: object,
    ) -> str | None:
        """A desk ships, its way breaks, citizens come, the way is mended: None where everything arrived once.

        `faults` are the right names for what it meets, `meanwhile` looks at more of its statuses.
        """
        if wrong := self.begin(desk, url, **options):
            return f"before anything broke, {wrong}"
        since = len(self.desks.seen(desk))
        breaks()
        go_on(self.journal(desk), desk, ballots, first=BALLOTS_BEFORE)
        wrong = self.named(desk, faults if must_be_named else frozenset(), since=since) or meanwhile(since)
        mends()
        return wrong or self.settled(desk, patience) or self.others_named(desk, faults, since=since)

    def named(self, desk: str, faults: frozenset[Fault], *, since: int) -> str | None:
        """Wait until the desk names its fault; None where it has the right name and no other had come."""
        if not faults:
            return None
        met = self.desks.wait_for(desk, lambda status: status["fault"] is not None, since=since)
        if met is None or met["fault"] not in faults:
            return f"the status names {met and (met['fault'], met['detail'])} instead of {sorted(faults)}"
        return None

    def others_named(self, desk: str, faults: frozenset[Fault], *, since: int) -> str | None:
        """None where the desk has named no other fault than these since then."""
        named = {status["fault"] for status in self.desks.seen(desk)[since:] if status.get("fault")}
        return f"the status named {sorted(named - faults)} as well" if named - faults else None

    def settled(self, desk: str, patience: float = PATIENCE_SECONDS) -> str | None:
        """None where all is shipped again, and the recount finds each line of the desk once."""
        since = len(self.desks.seen(desk))
        wrong = self.desks.wait_until_shipped(
            desk, last_of(self.journal(desk)), since=since, seconds=patience
        )
        if wrong is None:
            self.desks.stop(desk)
            wrong = recount(self.database, [self.journal(desk)])
        return wrong

    def leaks(self) -> str | None:
        """None where no log holds a token."""
        return secrets_in(self.logs, self.tokens.values())


@contextmanager
def line(
    folder: Path,
    *,
    encrypted: bool = False,
    host: str = "127.0.0.1",
    within: Sequence[str] = (),
    centre_within: Sequence[str] = (),
    options: Sequence[str] = (),
) -> Iterator[Line]:
    """Run a centre on SQLite and a process for desks, each `within` a command that starts it.

    What they need lies in the folder.
    """
    needs("openssl")
    folder.mkdir(parents=True, exist_ok=True)
    certificates = folder / "certificates"
    certificates.mkdir()
    make_certificates(certificates)
    database = f"sqlite:///{folder}/centre.sqlite"
    words = ["--host", host, *options]
    tls = None
    if encrypted:
        words += ["--tls-cert", f"{certificates}/good.pem", "--tls-key", f"{certificates}/good.key"]
        tls = ssl.create_default_context(cafile=certificates / "authority.pem")
    trust = {"SSL_CERT_FILE": f"{certificates}/authority.pem"}
    desk_log = folder / "desks.log"
    with (
        running_centres(folder, within=centre_within) as centres,
        running_desks(desk_log, trust, within=within) as desks,
    ):
        centre = centres.start(database, *words)
        yield Line(
            folder,
            database,
            Centre(centre.address, tls),
            certificates,
            desks,
            [desk_log, centre.log, folder / "centres.log"],
        )
