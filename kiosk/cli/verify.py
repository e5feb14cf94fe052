"""`kiosk verify [--centre]`: whether the journal is what its hashes say, and what the centre holds."""

from __future__ import annotations

import json
import sys

from kiosk.check.journal_sentences import in_both
from kiosk.check.sync_faults import MEANINGS
from kiosk.cli.arguments import Arguments, Parser, add_format
from kiosk.cli.follow_chain import beside
from kiosk.cli.held import Held, ask
from kiosk.cli.journals import journal_told
from kiosk.config import Message
from kiosk.config.message import with_cure
from kiosk.journal import JournalReader, Verification


def add_arguments(parser: Parser) -> None:
    """`kiosk verify [--centre] [--format json]`."""
    parser.add(
        "--centre",
        action="store_true",
        text=Message(
            "hỏi cả máy chủ: phần đã gửi có bị viết lại không",
            "ask the centre too: was what it has rewritten",
        ),
    )
    add_format(parser)


@journal_told
def run(arguments: Arguments) -> int:
    """Look at every entry; 1 where anything is not as it was written."""
    config = arguments.load_config()
    with JournalReader(config.journal.path) as reader:
        found = reader.verify(beside=beside(arguments))
    held = ask(config) if arguments.centre else None
    first_bad = _first_bad(found, held)
    if arguments.format == "json":
        _print_json(found, held, first_bad)
    else:
        _print_text(arguments, found, held)
    return 0 if found.sound and (held is None or held.is_whole) else 1


def _first_bad(found: Verification, held: Held | None) -> int | None:
    """The first entry that is not as its hash says, or not as the centre holds it."""
    bad = [seq for seq in (found.first_bad, held.first_other if held else None) if seq is not None]
    return min(bad, default=None)


def _print_text(arguments: Arguments, found: Verification, held: Held | None) -> None:
    head = f"{found.head.seq} ({found.head.hash.hex()})"
    arguments.say(
        Message(
            f"{found.entries} mục khớp mã băm, đến mục {head}.",
            f"{found.entries} entries match their hashes, through entry {head}.",
        )
    )
    for fault in found.faults:
        sentence = in_both(fault)
        arguments.say(Message(f"LỖI: {sentence.vi}", f"FAULT: {sentence.en}"))
    if held is None:
        return
    if held.fault:
        what, cure = MEANINGS[held.fault]
        sys.stderr.write(f"{with_cure(what, cure, arguments.language)}\n")
    else:
        arguments.say(_of_centre(held))


def _of_centre(held: Held) -> Message:
    if held.first_other is not None:
        return Message(
            f"LỖI: từ mục {held.first_other}, nhật ký này không phải là những gì máy chủ giữ (đến mục"
            f" {held.known}): nhật ký bị viết lại, bị cắt, hoặc được phục hồi từ một bản sao cũ.",
            f"FAULT: from entry {held.first_other} on, this journal is not what the centre holds (through"
            f" {held.known}): it was rewritten or cut, or restored from an old copy.",
        )
    if not held.is_whole:
        return Message(
            f"LỖI: máy chủ đã nhận đến mục {held.acknowledged} nhưng chỉ còn giữ đến mục {held.through}:"
            " máy chủ được khôi phục từ bản sao lưu. Lần gửi tới sẽ gửi lại phần thiếu.",
            f"FAULT: the centre had acknowledged entry {held.acknowledged} but holds {held.through} only: it"
            " was restored from a backup. The next shipment brings it what is missing.",
        )
    return Message(
        f"Máy chủ giữ đúng chuỗi này đến mục {held.through}.",
        f"The centre holds this very chain through entry {held.through}.",
    )


def _print_json(found: Verification, held: Held | None, first_bad: int | None) -> None:
    told = {
        "entries": found.entries,
        "head": {"seq": found.head.seq, "hash": found.head.hash.hex()},
        "first_bad": first_bad,
        "acknowledged_through": found.acknowledged_through,
        "faults": list(found.faults),
        "centre": held
        and {
            "held_through": held.through,
            "known_through": held.known,
            "fault": held.fault and held.fault.value,
        },
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
