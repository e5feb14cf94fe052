"""What stands behind the screens: the journal with its writer, and the shipper beside them.

Importing this brings SQLAlchemy, which takes as long as a window does: the window is there before.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack, closing
from typing import NamedTuple

from kiosk.cli.counter import Counter, opened
from kiosk.cli.shipping import Shipping, shipped
from kiosk.cli.watched import Watched
from kiosk.config import Config
from kiosk.domain.ports import Clock
from kiosk.journal import JournalWriter, OwnerLock

_log = logging.getLogger(__name__)


class Behind(NamedTuple):
    """The open journal, what writes to it, and what ships it."""

    counter: Counter
    writer: JournalWriter
    shipping: Shipping


def stand_behind(
    stack: ExitStack,
    config: Config,
    clock: Clock,
    lock: OwnerLock,
    *,
    simulated: bool,
    watched: Watched | None,
) -> Behind:
    """Open it all, to be closed with `stack`; raises JournalError where the journal may not be used so."""
    counter = stack.enter_context(opened(config, clock, simulated=simulated, lock=lock))
    if watched:
        watched.note(counter.journal)
    _begin(config, clock, counter)
    shipping = stack.enter_context(shipped(config))
    writer = stack.enter_context(closing(JournalWriter(counter.journal)))
    return Behind(counter, writer, shipping)


def _begin(config: Config, clock: Clock, counter: Counter) -> None:
    """Say what was found, and forget what the configuration wants forgotten."""
    journal = counter.journal
    _log.info("Journal %s of %s, entry %d", journal.identity.journal, config.device.id, journal.head.seq)
    for fault in journal.faults:
        _log.warning("%s", fault.sentence)
    if config.journal.retention_days:
        gone = journal.forget(days=config.journal.retention_days, today=clock.now().date())
        _log.info("Retention removed %d entries", gone)
