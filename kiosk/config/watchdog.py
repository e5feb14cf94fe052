"""How the kiosk's watchdog looks after it."""

from __future__ import annotations

import re
from datetime import time

from kiosk.config.message import Message
from kiosk.config.settings import WatchdogSettings
from kiosk.config.table import Table

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def read_watchdog(table: Table) -> WatchdogSettings:
    """`[watchdog]`; faults are noted."""
    return WatchdogSettings(
        frozen_seconds=table.integer("frozen_seconds", 20, low=2, high=600),
        start_seconds=table.integer("start_seconds", 300, low=10, high=3600),
        restart_at=_clock(table, "restart_at"),
    )


def _clock(table: Table, key: str) -> time | None:
    text = table.text(key, example="03:30") if table.has(key) else ""
    if _CLOCK.fullmatch(text):
        return time.fromisoformat(text)
    if text:
        table.fault(
            key,
            Message('phải là giờ dạng "giờ:phút"', 'must be a time as "hours:minutes"'),
            Message(f'viết lại, ví dụ: {key} = "03:30"', f'write it anew, for example: {key} = "03:30"'),
        )
    return None
