"""`central audit`: who did what, when and from where; the newest first."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from central import audit
from central.audit import Note, What
from central.cli.arguments import Arguments
from central.cli.errors import GOOD
from central.cli.output import give, give_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central audit [--who NAME] [--what DEED] [--before NO] [--limit N] [--format text|json]`."""
    parser.add_argument("--who", metavar="NAME", help="of this account alone")
    parser.add_argument("--what", choices=[*What], metavar="DEED", help=f"one of {', '.join(What)}")
    parser.add_argument("--before", type=int, metavar="NO", help="older than this number")
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="at most so many (100)")
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(arguments: Arguments) -> int:
    """Show them; the look itself is noted, after what it shows."""
    what = What(arguments.what) if arguments.what else None
    with arguments.store() as store, store.writing() as connection:
        notes = audit.page(
            connection, who=arguments.who, what=what, before=arguments.before, limit=max(1, arguments.limit)
        )
        asked = arguments.who or ""
        audit.note(connection, arguments.by(), What.AUDIT_SEEN, asked, notes=len(notes))
    if arguments.format == "json":
        give_json([{**asdict(note), "at": note.at.isoformat()} for note in notes])
    else:
        for note in notes:
            give(_line(note))
    return GOOD


def _line(note: Note) -> str:
    parts = [str(note.no), f"{note.at:%Y-%m-%dT%H:%M:%SZ}", note.who or "-", note.what, note.about or "-"]
    parts += [note.address or "-", json.dumps(note.details, ensure_ascii=False) if note.details else ""]
    return "\t".join(parts).rstrip()
