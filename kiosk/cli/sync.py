"""`kiosk sync --once`: send everything to the centre now."""

from __future__ import annotations

import json
import sys
from contextlib import closing

from kiosk.check.sync_faults import MEANINGS
from kiosk.cli.arguments import Arguments, Parser, add_format
from kiosk.cli.journals import journal_told
from kiosk.cli.shipping import centre_of, source_of, token_of
from kiosk.config import Message
from kiosk.config.message import with_cure
from kiosk.journal import shipping
from sync.shipper import OnceResult, Shipper
from sync.status import SENTENCES


def add_arguments(parser: Parser) -> None:
    """`kiosk sync --once [--format json]`."""
    parser.add(
        "--once",
        action="store_true",
        required=True,
        text=Message("gửi hết một lần rồi thôi", "send everything once and end"),
    )
    add_format(parser)


@journal_told
def run(arguments: Arguments) -> int:
    """Send until everything is acknowledged or something fails; 1 where anything is left."""
    config = arguments.load_config()
    with closing(centre_of(config)) as centre, source_of(config) as source:
        if arguments.format != "json":
            token_of(config)  # says more than the centre's refusal would
        with shipping(config.journal.path):
            result = Shipper(source, centre).once()
    if arguments.format == "json":
        _print_json(result)
    elif result.complete:
        arguments.say(
            Message(
                f"Máy chủ đã nhận đến mục {result.acknowledged_through} ({result.acknowledged} mục lần này).",
                f"The centre holds everything through entry {result.acknowledged_through}"
                f" ({result.acknowledged} entries this time).",
            )
        )
    if result.fault:
        what, cure = MEANINGS[result.fault]
        # What the fault means stands before it already.
        note = result.detail.removeprefix(SENTENCES[result.fault])
        sys.stderr.write(f"{with_cure(what, cure, arguments.language)}{note}\n")
    return 0 if result.complete else 1


def _print_json(result: OnceResult) -> None:
    told = {
        "complete": result.complete,
        "requests": result.requests,
        "acknowledged": result.acknowledged,
        "waiting": result.waiting,
        "acknowledged_through": result.acknowledged_through,
        "fault": result.fault and result.fault.value,
        "detail": result.detail,
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
