"""The screens of setup before the work behind them; then the kiosk."""

from __future__ import annotations

import os
import subprocess
import sys

from kiosk.check.journal import is_running
from kiosk.cli.administration_jobs import BackgroundJob
from kiosk.cli.administration_status import troubles_of
from kiosk.cli.arguments import Arguments
from kiosk.cli.bare_x import whole_screen
from kiosk.cli.check import findings_of
from kiosk.cli.display import refuse_without_display, refuse_without_opengl
from kiosk.cli.enrol import CodeNotTakenError
from kiosk.cli.errors import CommandError
from kiosk.cli.own_program import own_program
from kiosk.cli.setup_work import SetUp
from kiosk.config import Message
from kiosk.setup.answers import Answers, Step
from kiosk.setup.rules import faults_of, tidied, whole_address
from kiosk.ui import boot
from kiosk.ui.administration import Finding
from kiosk.ui.settings import DisplaySettings
from kiosk.ui.setup.port import CentreSaid, Faults

_PLAIN = {
    "sync.endpoint": Message("địa chỉ máy chủ", "the server's address"),
    "sync.proxy": Message("proxy (kiosk setup --proxy)", "the proxy (kiosk setup --proxy)"),
}


def show(arguments: Arguments, setup: SetUp, answers: Answers) -> int:
    """Let somebody answer at this PC; then start the kiosk, where that is wanted."""
    refuse_without_display(os.environ)
    _refuse_beside_kiosk(setup)
    filled = None if arguments.windowed else whole_screen(os.environ)
    size, position = filled or (arguments.windowed, (0, 0))
    boot.prepare(DisplaySettings(size=size, position=position, show_cursor=True))
    refuse_without_opengl("kiosk.ui.setup.app")
    from kiosk.ui.setup.app import SetupApp  # noqa: PLC0415  it opens the window

    starts = not arguments.no_start
    app = SetupApp(
        port=Port(setup),
        answers=answers,
        language=arguments.language,
        target=str(setup.target),
        starts=starts,
    )
    app.run()
    if not app.done:
        raise CommandError(
            Message(
                "chưa cài đặt xong, chưa ghi gì; chạy lại: kiosk setup",
                "not set up, nothing is written; run this again: kiosk setup",
            )
        )
    return _start(arguments, setup) if starts else 0


def _refuse_beside_kiosk(setup: SetUp) -> None:
    """A kiosk that runs would keep the old answers, and lie under this window."""
    if setup.former and is_running(setup.former.journal.path):
        raise CommandError(
            Message(
                "kiosk đang chạy; tắt bằng kiosk stop, rồi chạy lại kiosk setup",
                "the kiosk runs; end it by kiosk stop, then run kiosk setup again",
            )
        )


class Port:
    """What the screens ask for (`kiosk.ui.setup.port.SetupPort`)."""

    def __init__(self, setup: SetUp) -> None:
        self._setup = setup

    def tidied(self, name: str, typed: str) -> str:
        """An answer as it is kept."""
        return whole_address(typed) if name == "endpoint" else tidied(typed)

    def faults(self, step: Step, answers: Answers, language: str) -> Faults:
        """What the rules say."""
        return {
            name: sentence_for_screen(fault, language) for name, fault in faults_of(step, answers).items()
        }

    def ask_centre(self, answers: Answers, language: str) -> BackgroundJob[CentreSaid]:
        """On a thread of its own: a server that is away takes its time."""

        def ask(_job: BackgroundJob[CentreSaid]) -> CentreSaid:
            try:
                return CentreSaid(self._setup.device_of(answers))
            except CodeNotTakenError as error:
                return CentreSaid(faults={"code": sentence_for_screen(error.message, language)})
            except CommandError as error:
                return CentreSaid(faults={"endpoint": sentence_for_screen(error.message, language)})

        return BackgroundJob(ask, language, left_alone=True)

    def save(self, answers: Answers, language: str) -> BackgroundJob[tuple[Finding, ...]]:
        """Write everything, then look at this PC."""

        def write(_job: BackgroundJob[tuple[Finding, ...]]) -> tuple[Finding, ...]:
            saved = self._setup.save(answers)
            return troubles_of(findings_of(saved.config), language)

        return BackgroundJob(write, language)


def sentence_for_screen(message: Message, language: str) -> str:
    """As it stands alone beside a field, where keys of the configuration mean nothing."""
    text = message.text(language)
    for key, plain in _PLAIN.items():
        text = text.replace(key, plain.text(language))
    return text[0].upper() + text[1:]


def _start(arguments: Arguments, setup: SetUp) -> int:
    """The kiosk with its watchdog, in the place of this program where the system can do that."""
    words = [*own_program(), "watch", "--config", str(setup.target), "--language", arguments.language]
    if arguments.windowed:
        words += ["--windowed", "x".join(map(str, arguments.windowed))]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(words[0], words)  # noqa: S606  our own program
    return subprocess.call(words)  # noqa: S603
