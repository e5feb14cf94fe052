"""The administrator's work at the kiosk itself: what `kiosk.ui.administration` promises, done for real.

What checks, reports and sticks need is imported by the job that is asked for it: no citizen waits for it when
the kiosk starts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk import __version__
from kiosk.config import Config, Message
from kiosk.domain.ports import Clock
from sync.status import SyncStatus

if TYPE_CHECKING:
    from kiosk.check import Subject
    from kiosk.cli.administration_jobs import BackgroundJob
    from kiosk.cli.administration_lines import Verified
    from kiosk.journal import JournalReader, Verification
    from kiosk.ui.administration import Drive, Finding, Job, Status, Table

_END_SECONDS = 10.0
"""How long the program's end waits, in all, for jobs to clean up after themselves."""
_LOOK_AGAIN_SECONDS = 0.1
_THE_ONE_BEFORE = Message("Đang chờ lần ghi trước dừng hẳn…", "Waiting until the one before has ended…")
_EACH_ENTRY = Message("Đang kiểm tra từng mục…", "Checking each entry…")
_THE_FILE = Message("Đang kiểm tra các trang của tệp…", "Checking the pages of the file…")
_ResultT = TypeVar("_ResultT")


class Administrator:
    """An `Administration` of the kiosk of a configuration.

    `drives` finds the removable ones (by default, the system's); `sync_status` reads what the shipper last
    said of itself.
    """

    def __init__(
        self,
        config: Config,
        clock: Clock,
        sync_status: Callable[[], SyncStatus],
        environment: Mapping[str, str],
        drives: Callable[[], tuple[Drive, ...]] | None = None,
    ) -> None:
        self.device = config.device.id
        self._config, self._clock, self._sync_status = config, clock, sync_status
        self._drives = drives
        self._verified: Verified | None = None
        self._jobs: list[BackgroundJob[Any]] = []
        self._export: BackgroundJob[tuple[Finding, ...]] | None = None
        self._environment = environment

    def close(self) -> None:
        """Stop what still runs, and wait a moment until it has cleaned up after itself."""
        for job in self._jobs:
            job.cancel()
        end = time.monotonic() + _END_SECONDS
        for job in self._jobs:
            if not job.owes_nothing:
                job.join(max(0.0, end - time.monotonic()))

    def today(self) -> date:
        """Today in the agency's time zone."""
        return self._clock.now().date()

    def status(self, language: str) -> Job[Status]:
        """Look at everything that is quickly seen."""
        shipping, verified, now = self._sync_status(), self._verified, self._clock.now()

        def look(_job: BackgroundJob[Status]) -> Status:
            from kiosk.cli.administration_status import status_of  # noqa: PLC0415

            return status_of(self._subject(), shipping, verified, now, language)

        return self._start(look, language, left_alone=True)

    def verify(self, language: str) -> Job[tuple[Finding, ...]]:
        """Look at every entry of the journal."""
        return self._start(self._verify, language)

    def test_connection(self, language: str) -> Job[tuple[Finding, ...]]:
        """Ask the centre on a connection of its own, as `kiosk check` does."""
        return self._start(self._ask_centre, language, left_alone=True)

    def find_drives(self, language: str) -> Job[tuple[Drive, ...]]:
        """Look for removable drives."""
        from kiosk.cli.administration_drives import removable_drives  # noqa: PLC0415

        drives = self._drives or removable_drives
        return self._start(lambda _: drives(), language, left_alone=True)

    def export(self, drive: Drive, language: str) -> Job[tuple[Finding, ...]]:
        """Take in the centre's receipts found on a drive, then write there what is not yet acknowledged."""
        former = self._export

        def write(job: BackgroundJob[tuple[Finding, ...]]) -> tuple[Finding, ...]:
            while former and former.alive:  # one that was stopped may still wait for its stick
                job.step(0, 0, _THE_ONE_BEFORE)
                former.join(_LOOK_AGAIN_SECONDS)
            from kiosk.cli.administration_stick import visit  # noqa: PLC0415

            return visit(self._config, drive, self.today(), job)

        self._export = self._start(write, language)
        return self._export

    def counts_today(self, language: str) -> Job[Table]:
        """Today's ballots by department; no levels."""
        now = self._clock.now()

        def count(_job: BackgroundJob[Table]) -> Table:
            from kiosk.cli.administration_tables import counts_of  # noqa: PLC0415

            return counts_of(self._config, now, language)

        return self._start(count, language, left_alone=True)

    def report(self, first: date, last: date, language: str) -> Job[Table]:
        """The result table of a period, both days inclusive."""
        now = self._clock.now()

        def count(_job: BackgroundJob[Table]) -> Table:
            from kiosk.cli.administration_tables import report_of  # noqa: PLC0415

            return report_of(self._config, first, last, now, language)

        return self._start(count, language, left_alone=True)

    def _subject(self) -> Subject:
        """What checks look at."""
        from kiosk.check import Program, Subject  # noqa: PLC0415
        from kiosk.cli.centre import EnrolledCentre  # noqa: PLC0415

        return Subject(
            config=self._config,
            environment=self._environment,
            open_window=lambda: None,  # no check that is made here asks for one
            centre=lambda address: EnrolledCentre(address, self._config.sync, self._environment),
            program=Program.own(__version__),
        )

    def _start(
        self,
        work: Callable[[BackgroundJob[_ResultT]], _ResultT],
        language: str,
        *,
        left_alone: bool = False,
    ) -> BackgroundJob[_ResultT]:
        from kiosk.cli.administration_jobs import BackgroundJob  # noqa: PLC0415

        self._jobs = [job for job in self._jobs if job.alive]
        job = BackgroundJob(work, language, left_alone=left_alone)
        self._jobs.append(job)
        return job

    def _verify(self, job: BackgroundJob[tuple[Finding, ...]]) -> tuple[Finding, ...]:
        from kiosk.cli.administration_lines import Verified  # noqa: PLC0415
        from kiosk.cli.administration_status import finding_of, findings_of  # noqa: PLC0415
        from kiosk.journal import JournalReader  # noqa: PLC0415

        with JournalReader(self._config.journal.path) as reader:
            found = self._followed(reader, job)
        self._verified = Verified(found, self._clock.now())
        return tuple(finding_of(one, job.language) for one in findings_of(found))

    def _followed(self, reader: JournalReader, job: BackgroundJob[tuple[Finding, ...]]) -> Verification:
        total = reader.head().seq

        def passed(seq: int) -> None:
            job.step(min(seq, total), total, _EACH_ENTRY if seq < total else _THE_FILE)

        passed(0)
        return reader.verify(passed)

    def _ask_centre(self, job: BackgroundJob[tuple[Finding, ...]]) -> tuple[Finding, ...]:
        from kiosk.check import centre  # noqa: PLC0415
        from kiosk.cli.administration_status import finding_of  # noqa: PLC0415

        job.step(0, 0, Message("Đang hỏi máy chủ…", "Asking the server…"))
        return tuple(finding_of(one, job.language) for one in centre.check(self._subject()))
