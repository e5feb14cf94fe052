"""`kiosk migrate`: the journal's tables as this version has them, whichever version was here before."""

from __future__ import annotations

from kiosk.cli.arguments import Arguments, Parser
from kiosk.cli.errors import CommandError
from kiosk.cli.journals import journal_told
from kiosk.clock import SystemClock
from kiosk.config import Config, Message
from kiosk.journal import Journal, JournalReader, Link, Verification, step_back


def add_arguments(_parser: Parser) -> None:
    """`kiosk migrate`."""


@journal_told
def run(arguments: Arguments) -> int:
    """Go the steps that are missing, or back; 1 where the chain is not the same before and after."""
    config = arguments.load_config()
    path = config.journal.path
    if not path.exists():
        arguments.say(Message("Chưa có nhật ký.", "There is no journal yet."))
        return 0
    before = _verified(config)
    aside = step_back(path)
    _open_once(config)
    after = _verified(config)
    if after.first_bad != before.first_bad or not _holds(config, before.head):
        raise CommandError(_changed(before, after))
    if aside:
        arguments.say(
            Message(
                f"Nhật ký trở về các bảng của phiên bản này, đủ {after.head.seq} mục; tệp của bản mới:"
                f" {aside}.",
                f"The journal is back at this version's tables with all {after.head.seq} entries;"
                f" the newer version's file: {aside}.",
            )
        )
    arguments.say(
        Message(
            f"Nhật ký có đúng các bảng của phiên bản này, {after.entries} mục khớp mã băm.",
            f"The journal has this version's tables, {after.entries} entries match their hashes.",
        )
    )
    return 0


def _verified(config: Config) -> Verification:
    with JournalReader(config.journal.path) as reader:
        return reader.verify()


def _holds(config: Config, head: Link) -> bool:
    """Whether what was the journal's end is in its chain; a start may have written a note after it."""
    with JournalReader(config.journal.path) as reader:
        return head in reader.heads()


def _open_once(config: Config) -> None:
    """A start brings the tables up to date (see `kiosk.journal.steps`)."""
    with JournalReader(config.journal.path) as reader:
        identity = reader.identity()
    Journal.open(
        config.journal.path,
        device=identity.device,
        simulated=identity.simulated,
        now=SystemClock(config.zone).now(),
        step_minutes=config.desk.step_minutes,
    ).close()


def _changed(before: Verification, after: Verification) -> Message:
    return Message(
        f"nhật ký khác trước: mục cuối {before.head.seq}, nay {after.head.seq}; cài lại bản trước rồi báo nhà"
        " phát triển",
        f"the journal is another than before: it ended at entry {before.head.seq}, now at {after.head.seq};"
        " install the version before, and tell the developers",
    )
