"""`kiosk follow-chain`: what `kiosk verify` runs beside itself: two processors make a long chain's hashes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.cli.arguments import Arguments, Parser, common_passed_on, written_as
from kiosk.cli.own_program import own_program
from kiosk.config import Message
from kiosk.journal.chain import Link
from kiosk.journal.sound import Beside, end_of_chain

NAME = "follow-chain"


def add_arguments(parser: Parser) -> None:
    """`kiosk follow-chain --after SEQ:HASH`."""
    parser.add(
        "--after",
        required=True,
        type=written_as("SEQ:HASH", _link_of),
        metavar=Message("MỤC", "ENTRY"),
        text=Message("từ sau mục này", "from after this entry"),
    )


def run(arguments: Arguments) -> int:
    """Print how far the chain goes on; 1 where anything is wrong with it."""
    end = end_of_chain(arguments.load_config().journal.path, arguments.after)
    if end is None:
        return 1
    sys.stdout.write(f"{_written(end)}\n")
    return 0


def beside(arguments: Arguments) -> Beside:
    """Has another process do this, with these arguments' configuration; it is ended with its block."""

    @contextmanager
    def follow(after: Link) -> Iterator[Callable[[], Link | None]]:
        words = [*own_program(), NAME, "--after", _written(after), *common_passed_on(arguments)]
        with subprocess.Popen(  # noqa: S603  this program, and options that it was given itself
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            try:
                yield lambda: _end_told_by(process)
            finally:
                process.kill()

    return follow


def _end_told_by(process: subprocess.Popen[str]) -> Link | None:
    told, _ = process.communicate()
    return _link_of(told) if process.returncode == 0 else None


def _written(link: Link) -> str:
    return f"{link.seq}:{link.hash.hex()}"


def _link_of(text: str) -> Link:
    """Raises ValueError."""
    seq, _, digest = text.strip().partition(":")
    return Link(int(seq), bytes.fromhex(digest))
