"""What a device tells of itself with each batch, in columns; whatever it sends, nothing here fails."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

_LONGEST = 64  # letters of a version or a fault
_MOST_FAULTS = 16
_LARGEST = 2**62


def told(health: Mapping[str, object]) -> dict[str, object]:
    """The columns of `devices` that a health header fills; what it lacks, or has in an odd form, is None."""
    return {
        "version": _word(health.get("version")),
        "waiting": _number(health.get("waiting")),
        "waiting_since": _moment(health.get("oldest_waiting")),
        "faults": _faults(health.get("faults")),
        "shift_open": _truth(health.get("shift_open")),
        "quiet_minutes": _number(health.get("quiet_minutes")),
        "last_ballot": _moment(health.get("last_ballot")),
    }


def faults_in(column: str | None) -> tuple[str, ...]:
    """The words in the column of faults."""
    return tuple(json.loads(column)) if column else ()


def _faults(told: object) -> str | None:
    """As JSON; None where there is none, so that those with faults are found without reading them."""
    words = [_word(one) for one in told[:_MOST_FAULTS]] if isinstance(told, list) else []
    known = sorted({word for word in words if word})
    return json.dumps(known, ensure_ascii=False) if known else None


def _word(told: object) -> str | None:
    if not isinstance(told, str) or not told.isprintable():
        return None
    return told[:_LONGEST] or None


def _number(told: object) -> int | None:
    return told if type(told) is int and 0 <= told <= _LARGEST else None


def _truth(told: object) -> bool | None:
    return told if isinstance(told, bool) else None


def _moment(told: object) -> int | None:
    """A time with its offset as whole seconds since 1970."""
    try:
        moment = datetime.fromisoformat(told) if isinstance(told, str) else None
        return int(moment.timestamp()) if moment and moment.tzinfo else None
    except (ValueError, OverflowError, OSError):
        return None
