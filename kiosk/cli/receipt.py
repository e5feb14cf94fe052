"""`kiosk receipt FILE`: the centre's word that it holds what a bundle brought."""

from __future__ import annotations

from pathlib import Path

from kiosk.cli.arguments import Arguments, Parser
from kiosk.cli.errors import CommandError
from kiosk.cli.journals import journal_told
from kiosk.cli.shipping import source_of, token_of
from kiosk.config import Message
from sync.bundle import BundleError, apply_receipt


def add_arguments(parser: Parser) -> None:
    """`kiosk receipt FILE`."""
    parser.add(
        "file", type=Path, metavar="FILE", text=Message("giấy báo của trung tâm", "the centre's receipt")
    )


@journal_told
def run(arguments: Arguments) -> int:
    """Move the watermark as far as the receipt says; never back."""
    config = arguments.load_config()
    try:
        with source_of(config) as source:
            acknowledged = apply_receipt(arguments.file, source, token=token_of(config))
    except (BundleError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise CommandError(
            Message(
                f"{arguments.file}: không dùng được ({reason}); lấy lại giấy báo ở trung tâm",
                f"{arguments.file}: can't be used ({reason}); fetch the receipt again from the centre",
            )
        ) from error
    arguments.say(
        Message(
            f"Trung tâm đã nhận thêm {acknowledged} mục.", f"The centre holds {acknowledged} entries more."
        )
    )
    return 0
