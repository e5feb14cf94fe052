"""`kiosk stop`: has the kiosk of this configuration end, and its watchdog; for who replaces the program."""

from __future__ import annotations

from kiosk.check.journal import is_running
from kiosk.cli.arguments import Arguments, Parser
from kiosk.cli.errors import CommandError
from kiosk.cli.journals import journal_told
from kiosk.config import Message
from kiosk.stopping import stopped
from kiosk.watchdog import is_watched

_USUAL_SECONDS = 120


def add_arguments(parser: Parser) -> None:
    """`kiosk stop [--wait SECONDS]`."""
    parser.add(
        "--wait",
        type=int,
        default=_USUAL_SECONDS,
        metavar=Message("GIÂY", "SECONDS"),
        text=Message(f"chờ tối đa ({_USUAL_SECONDS})", f"how long to wait at most ({_USUAL_SECONDS})"),
    )


@journal_told
def run(arguments: Arguments) -> int:
    """Ask it to end, and wait until it has; 1 where it still runs after that."""
    journal = arguments.load_config().journal.path
    if not stopped(journal, lambda: is_running(journal) or is_watched(journal), arguments.wait):
        raise CommandError(
            Message(
                f"kiosk vẫn chạy sau {arguments.wait} giây; tắt ở trang quản trị (Thoát)",
                f"the kiosk still runs after {arguments.wait} s; end it on the administrator's page",
            )
        )
    arguments.say(Message("Kiosk không chạy.", "No kiosk runs."))
    return 0
