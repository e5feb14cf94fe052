"""Office hours, for the screening rule that marks ratings given outside them."""

from __future__ import annotations

import re
from datetime import time

from kiosk.config.message import Message
from kiosk.config.table import Table
from kiosk.domain.screening import OfficeHours

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = r"([01][0-9]|2[0-3]):([0-5][0-9])"
_SPAN = re.compile(f"{_CLOCK}-{_CLOCK}")


def read_office(document: Table) -> OfficeHours | None:
    """`[office]`, or None where it is not there; faults are noted."""
    table = document.table("office")
    days = table.words("days", _DAYS[:5], re.compile("|".join(_DAYS)), '["mon", "tue", "wed", "thu", "fri"]')
    example = '["07:30-11:30", "13:30-17:00"]'
    spans = [_span(one) for one in table.words("hours", ("07:30-11:30", "13:30-17:00"), _SPAN, example)]
    if any(start >= end for start, end in spans):
        table.fault(
            "hours",
            Message("giờ mở cửa phải trước giờ đóng cửa", "each opening must lie before its closing"),
            Message(f"viết lại, ví dụ: hours = {example}", f"write it anew, for example: hours = {example}"),
        )
    if not document.has("office"):
        return None
    return OfficeHours(frozenset(_DAYS.index(day) for day in days), tuple(spans))


def _span(text: str) -> tuple[time, time]:
    start, _, end = text.partition("-")
    return time.fromisoformat(start), time.fromisoformat(end)
