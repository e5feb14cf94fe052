"""`kiosk export FILE`: the batches for the centre in a file, for a desk whose network is a USB stick."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from kiosk.cli.arguments import Arguments, Parser
from kiosk.cli.errors import CommandError
from kiosk.cli.journals import journal_told
from kiosk.cli.shipping import source_of, token_of
from kiosk.config import Message
from sync.bundle import write_bundle
from sync.source import SourceError


def add_arguments(parser: Parser) -> None:
    """`kiosk export FILE [--all]`."""
    parser.add("file", type=Path, metavar="FILE", text=Message("tệp sẽ ghi", "the file to write"))
    parser.add(
        "--all",
        action="store_true",
        text=Message("tất cả, kể cả phần đã gửi", "everything, what was sent already too"),
    )


@journal_told
def run(arguments: Arguments) -> int:
    """Write what is not acknowledged; nothing changes here until the receipt comes back."""
    config = arguments.load_config()
    try:
        with source_of(config) as source:
            written = write_bundle(
                arguments.file,
                source,
                token=token_of(config),
                sent_at=datetime.now(UTC),
                from_start=arguments.all,
            )
    except (SourceError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise CommandError(
            Message(
                f"{arguments.file}: không ghi được ({reason}); kiểm tra USB và chỗ trống",
                f"{arguments.file}: can't be written ({reason}); look at the stick and its room",
            )
        ) from error
    arguments.say(
        Message(
            f"Đã ghi {written} mục vào {arguments.file}. Ở trung tâm chạy central import, đem giấy báo về.",
            f"{written} entries are in {arguments.file}. Run central import there, bring the receipt back.",
        )
    )
    return 0
