"""`kiosk receipt FILE`: the centre's word that it holds what a bundle brought."""

from __future__ import annotations

from pathlib import Path

from kiosk.cli.arguments import FILE, Arguments, Parser
from kiosk.cli.bundle_sentences import in_both
from kiosk.cli.errors import CommandError
from kiosk.cli.journals import journal_told
from kiosk.cli.shipping import source_of, token_of
from kiosk.config import Message
from kiosk.config.reasons import reason_of
from sync.bundle import BundleError, apply_receipt
from sync.source import Source


def add_arguments(parser: Parser) -> None:
    """`kiosk receipt FILE`."""
    parser.add("file", type=Path, metavar=FILE, text=Message("biên nhận của máy chủ", "the centre's receipt"))


@journal_told
def run(arguments: Arguments) -> int:
    """Move the watermark as far as the receipt says; never back."""
    config = arguments.load_config()
    with source_of(config) as source:
        acknowledged = _apply(arguments.file, source, token_of(config))
    arguments.say(
        Message(f"Máy chủ đã nhận thêm {acknowledged} mục.", f"The centre holds {acknowledged} entries more.")
    )
    return 0


def _apply(file: Path, source: Source, token: str) -> int:
    try:
        return apply_receipt(file, source, token=token)
    except (BundleError, OSError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else in_both(str(error))
        raise CommandError(
            Message(
                f"{file}: không dùng được ({reason.vi}); lấy lại biên nhận ở máy chủ",
                f"{file}: can't be used ({reason.en.rstrip('.')}); fetch the receipt again from the centre",
            )
        ) from error
