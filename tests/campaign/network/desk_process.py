"""Desks without windows: real journals and their real shippers, a thread a desk, in a process of their own.

Reads orders from its standard input, a JSON object a line, and prints each new status as one.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from kiosk.journal import JournalSource
from sync.endpoint import Endpoint
from sync.pace import Pace
from sync.shipper import Shipper
from sync.status import SyncStatus
from tests.journal.kit import HANOI, HERE

_printing = threading.Lock()


def main() -> None:
    """Ship until there are no more orders; then every thread ends with the process."""
    logging.basicConfig(level=logging.DEBUG)  # whatever any library says, to be searched for secrets
    logging.getLogger("sqlalchemy").setLevel(logging.INFO)
    shippers: dict[str, Shipper] = {}
    for line in sys.stdin:
        order = json.loads(line)
        desk = order["desk"]
        if order["do"] == "ship":
            shippers[desk] = _shipper(order)
            shippers[desk].start()
        elif order["do"] == "wake":
            shippers[desk].wake(at_once=True)
        else:
            shippers.pop(desk).stop(30)
            _print(desk, {"stopped": True})


def _shipper(order: dict[str, Any]) -> Shipper:
    desk = order["desk"]
    source = JournalSource(
        Path(order["journal"]),
        step_minutes=15,
        now=lambda: datetime.now(HANOI),
        parts=HERE,
        about={"program": "kiosk"},
    )
    endpoint = Endpoint(
        order["url"],
        order["token"],
        proxy=order["proxy"],
        connect_seconds=order["seconds"],
        read_seconds=order["seconds"],
    )
    return Shipper(
        source,
        endpoint,
        lambda status: _print(desk, _members(status)),
        pace=Pace(**order["pace"]),
        random=Random(order["seed"]),
    )


def _members(status: SyncStatus) -> dict[str, Any]:
    wait = (status.next_try - datetime.now(UTC)).total_seconds() if status.next_try else None
    return {
        "fault": status.fault,
        "detail": status.detail,
        "waiting": status.waiting,
        "through": status.acknowledged_through,
        "rewound": status.rewound,
        "wait": wait,
    }


def _print(desk: str, members: dict[str, Any]) -> None:
    with _printing:
        sys.stdout.write(json.dumps({"desk": desk, **members}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
