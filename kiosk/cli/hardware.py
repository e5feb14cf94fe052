"""`kiosk check --hardware`: what only a person at the counter can find out, and what is written of it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kiosk import __version__
from kiosk.check import Finding as Found
from kiosk.check import Subject, run_checks
from kiosk.check.journal import is_running
from kiosk.cli.administration_jobs import BackgroundJob
from kiosk.cli.administration_status import troubles_of
from kiosk.cli.arguments import Arguments
from kiosk.cli.check import members_of, subject_of
from kiosk.cli.display import refuse_without_display, refuse_without_opengl
from kiosk.cli.errors import CommandError
from kiosk.cli.probe_window import window_here
from kiosk.cli.screens import display_of
from kiosk.cli.support import results_file
from kiosk.config import Config, Message
from kiosk.config.reasons import reason_of
from kiosk.secrets import write_private
from kiosk.ui import boot
from kiosk.ui.administration import Finding
from kiosk.ui.hardware.bench import Outcome, Verdict

_VERDICTS = {
    Verdict.GOOD: Message("đạt", "passed"),
    Verdict.BAD: Message("CHƯA ĐẠT", "FAILED"),
    Verdict.SKIPPED: Message("bỏ qua", "skipped"),
}


def run(arguments: Arguments) -> int:
    """Walk somebody through it; 1 where something failed."""
    config = arguments.load_config()
    refuse_without_display(os.environ)
    if is_running(config.journal.path):
        raise CommandError(
            Message(
                "kiosk đang chạy nên không thử phần cứng được; chạy kiosk stop trước",
                "the kiosk runs, its hardware can't be tried; run kiosk stop first",
            )
        )
    boot.prepare(display_of(config, windowed=arguments.windowed))
    refuse_without_opengl("kiosk.ui.hardware.app")
    from kiosk.ui.hardware.app import HardwareApp  # noqa: PLC0415  it opens the window

    bench = RealBench(config, subject_of(config, arguments.set), arguments.language)
    app = HardwareApp(bench=bench, language=arguments.language, sounds=True)
    app.run()
    for one in app.outcomes:
        measured = ", ".join(f"{name}={value}" for name, value in one.measured.items())
        arguments.say(
            Message(
                f"{_VERDICTS[one.verdict].vi}: {one.step}{f' ({measured})' if measured else ''}",
                f"{_VERDICTS[one.verdict].en}: {one.step}{f' ({measured})' if measured else ''}",
            )
        )
    return 1 if any(one.verdict is Verdict.BAD for one in app.outcomes) else 0


class RealBench:
    """The PC under test (`kiosk.ui.hardware.bench.Bench`)."""

    def __init__(self, config: Config, subject: Subject, language: str) -> None:
        display = config.display
        self._config, self._subject, self._language = config, subject, language
        self._found: tuple[Found, ...] = ()
        self.screens = len(subject.screens())
        self.diagonal = display.diagonal_inches or subject.diagonal_of_system(display.position)
        self._file = results_file(config.journal.path)
        self.file = str(self._file)

    def look(self, language: str) -> BackgroundJob[tuple[Finding, ...]]:
        """On a thread of its own; the window that is open is the one that is looked at."""
        window = window_here()
        subject = replace(self._subject, open_window=lambda: window)

        def work(_job: BackgroundJob[tuple[Finding, ...]]) -> tuple[Finding, ...]:
            self._found = tuple(run_checks(subject))
            return troubles_of(self._found, language)

        return BackgroundJob(work, language, left_alone=True)

    def keep(self, outcomes: Sequence[Outcome]) -> str:
        """Write the results as they are so far, whole or not at all; why that failed, or ""."""
        told = {
            "device": self._config.device.id,
            "version": __version__,
            "at": datetime.now(self._config.zone).isoformat(timespec="seconds"),
            "steps": [
                {"step": one.step.value, "verdict": one.verdict.value, **one.measured} for one in outcomes
            ],
            **members_of(self._found, "en"),
        }
        try:
            write_private(self._file, json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        except OSError as error:
            return reason_of(error).text(self._language)
        return ""
