"""Office hours, for the screening rule that marks ratings given outside them."""

from __future__ import annotations

import re
from datetime import time

from kiosk.config.message import Message
from kiosk.config.table import CLOCK, Table
from kiosk.domain.office import OfficeHours

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(f"{CLOCK.pattern}-{CLOCK.pattern}")


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
    shift_ends = table.clock("shift_ends", example="18:00")
    if shift_ends and shift_ends < max(end for _, end in spans):
        table.fault(
            "shift_ends",
            Message("không được trước giờ đóng cửa", "must not lie before closing time"),
            Message("ghi giờ muộn hơn, hoặc bỏ dòng này", "write a later time, or remove the line"),
        )
    if not document.has("office"):
        return None
    return OfficeHours(frozenset(_DAYS.index(day) for day in days), tuple(spans), shift_ends)


def _span(text: str) -> tuple[time, time]:
    start, _, end = text.partition("-")
    return time.fromisoformat(start), time.fromisoformat(end)
