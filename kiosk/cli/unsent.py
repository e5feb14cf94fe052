"""`kiosk unsent`: how much the centre does not have yet; for who takes the program or the PC away."""

from __future__ import annotations

from kiosk.cli.arguments import Arguments, Parser
from kiosk.cli.journals import journal_told
from kiosk.config import Message
from kiosk.journal import JournalReader


def add_arguments(_parser: Parser) -> None:
    """It takes nothing of its own."""


@journal_told
def run(arguments: Arguments) -> int:
    """Say how many entries no centre has acknowledged; 1 where there are any."""
    journal = arguments.load_config().journal.path
    if not journal.exists():
        arguments.say(Message("Chưa có nhật ký.", "There is no journal."))
        return 0
    with JournalReader(journal) as reader:
        waiting = reader.unsent()
    if waiting:
        arguments.say(
            Message(
                f"{waiting} mục chưa gửi; chạy kiosk sync --once, hoặc kiosk export TỆP",
                f"{waiting} entries are not yet sent; run kiosk sync --once, or kiosk export FILE",
            )
        )
        return 1
    arguments.say(Message("Đã gửi hết.", "All is sent."))
    return 0
