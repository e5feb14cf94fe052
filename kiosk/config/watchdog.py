"""How the kiosk's watchdog looks after it."""

from __future__ import annotations

from kiosk.config.settings import WatchdogSettings
from kiosk.config.table import Table


def read_watchdog(table: Table) -> WatchdogSettings:
    """`[watchdog]`; faults are noted."""
    return WatchdogSettings(
        frozen_seconds=table.integer("frozen_seconds", 20, low=2, high=600),
        start_seconds=table.integer("start_seconds", 300, low=10, high=3600),
        restart_at=table.clock("restart_at", example="03:30"),
    )
