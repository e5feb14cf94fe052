"""`kiosk verify [--centre]`: whether the journal is what its hashes say, and what the centre holds."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.check.journal_sentences import in_both
from kiosk.check.sync_faults import MEANINGS
from kiosk.cli.arguments import Arguments, Parser, add_format
from kiosk.cli.journals import journal_told
from kiosk.cli.shipping import centre_of, source_of, token_of
from kiosk.config import Config, Message
from kiosk.config.message import with_cure
from kiosk.journal import JournalReader, Verification
from sync.answers import Acknowledged, Busy, Centre, Failed, NotHeld, Refused
from sync.batching import next_batch
from sync.search import Search
from sync.source import Source
from sync.status import Fault


@dataclass(frozen=True)
class Held:
    """What the centre holds of our chain, through an entry; or why nobody knows."""

    through: int | None = None
    fault: Fault | None = None


def add_arguments(parser: Parser) -> None:
    """`kiosk verify [--centre] [--format json]`."""
    parser.add(
        "--centre",
        action="store_true",
        text=Message(
            "hỏi cả trung tâm: phần đã gửi có bị viết lại không",
            "ask the centre too: was what it has rewritten",
        ),
    )
    add_format(parser)


@journal_told
def run(arguments: Arguments) -> int:
    """Look at every entry; 1 where anything is not as it was written."""
    config = arguments.load_config()
    with JournalReader(config.journal.path) as reader:
        found = reader.verify()
    held = _ask(config) if arguments.centre else None
    first_bad = _first_bad(found, held)
    if arguments.format == "json":
        _print_json(found, held, first_bad)
    else:
        _print_text(arguments, found, held)
    is_good = found.sound and first_bad is None and not (held and held.fault)
    return 0 if is_good else 1


def _ask(config: Config) -> Held:
    """Ask whether what is acknowledged is held as it stands here, and if not, through which entry it is."""
    token_of(config)
    with closing(centre_of(config)) as centre, source_of(config) as source:
        through = min(source.acknowledged_through(), source.last())
        match _holds(source, centre, through):
            case True:
                return Held(through=through)
            case False:
                return _last_held(source, centre, through)
            case fault:
                return Held(fault=fault)


def _last_held(source: Source, centre: Centre, missing: int) -> Held:
    """The last entry of our chain that the centre holds, where it does not hold the one at `missing`."""
    search = Search(low=source.kept_from() - 1, high=missing - 1, hint=0)
    while (seq := search.question()) is not None:
        match _holds(source, centre, seq):
            case True:
                search.held(seq)
            case False:
                search.missing(seq)
            case fault:
                return Held(fault=fault)
    return Held(through=search.low)


def _holds(source: Source, centre: Centre, seq: int) -> bool | Fault:
    """Whether the centre holds the entry at `seq` with our hash, asked with an empty batch."""
    batch = next_batch(source, seq, through=seq, sent_at=datetime.now(UTC), most=1)
    match centre.post(batch):
        case Acknowledged():
            return True
        case NotHeld():
            return False
        case Refused(fault=fault) | Failed(fault=fault):
            return fault
        case Busy():
            return Fault.BUSY
    return Fault.TOO_LARGE


def _first_bad(found: Verification, held: Held | None) -> int | None:
    """The first entry that is not as its hash says, or not as the centre acknowledged it."""
    rewritten = None
    if held and held.through is not None and held.through < min(found.acknowledged_through, found.head.seq):
        rewritten = held.through + 1
    bad = [seq for seq in (found.first_bad, rewritten) if seq is not None]
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
    elif held.through is not None and held.through < found.acknowledged_through:
        arguments.say(
            Message(
                f"LỖI: trung tâm đã nhận đến mục {found.acknowledged_through}, nhưng chỉ khớp đến mục"
                f" {held.through}: nhật ký bị viết lại từ đó, hoặc trung tâm khôi phục từ bản sao lưu.",
                f"FAULT: the centre had acknowledged entry {found.acknowledged_through}, but holds this"
                f" chain through {held.through} only: the journal was rewritten, or the centre was restored.",
            )
        )
    else:
        arguments.say(
            Message(
                f"Trung tâm giữ đúng chuỗi này đến mục {held.through}.",
                f"The centre holds this very chain through entry {held.through}.",
            )
        )


def _print_json(found: Verification, held: Held | None, first_bad: int | None) -> None:
    told = {
        "entries": found.entries,
        "head": {"seq": found.head.seq, "hash": found.head.hash.hex()},
        "first_bad": first_bad,
        "acknowledged_through": found.acknowledged_through,
        "faults": list(found.faults),
        "centre": held and {"held_through": held.through, "fault": held.fault and held.fault.value},
    }
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
