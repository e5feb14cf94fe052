"""The PC's own clock and time zone; `centre` compares them with the centre's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from kiosk.check.finding import Finding, fault, good, warning
from kiosk.check.subject import Subject
from kiosk.config import Message

_BEFORE_THIS_PROGRAM = datetime(2026, 1, 1, tzinfo=UTC)
_UNITS = ((86400, "ngày", "days"), (3600, "giờ", "h"), (60, "phút", "min"), (1, "giây", "s"))
"""In seconds, with their words."""
_LEAST_OF_A_UNIT = 2
"""What is less is told in the unit below."""


def check(subject: Subject) -> Iterable[Finding]:
    """The clock is not in the past, and the system's zone is that of the agency."""
    yield judge(datetime.now(UTC), subject.config.zone, datetime.now(UTC).astimezone().tzinfo)


def judge(now: datetime, zone: tzinfo, system_zone: tzinfo | None) -> Finding:
    """What a clock that says `now` on a system in `system_zone` is worth for an agency in `zone`."""
    shown = f"{now.astimezone(zone):%d/%m/%Y %H:%M} ({zone})"
    if now < _BEFORE_THIS_PROGRAM:
        return fault(
            "clock",
            Message(f"đồng hồ máy sai: {shown}", f"the clock is wrong: {shown}"),
            Message(
                "chỉnh giờ; thay pin CMOS nếu lặp lại", "set it; change the CMOS battery if it happens again"
            ),
        )
    if now.astimezone(zone).utcoffset() != now.astimezone(system_zone).utcoffset():
        return warning(
            "clock",
            Message(
                f"múi giờ của máy ({_offset(now, system_zone)}) khác múi giờ của cơ quan ({zone})",
                f"this PC's time zone ({_offset(now, system_zone)}) is not the agency's ({zone})",
            ),
            Message(
                f"đặt múi giờ của máy là {zone} (phiếu vẫn ghi đúng giờ cơ quan)",
                f"set this PC to {zone} (ballots carry the agency's time all the same)",
            ),
        )
    return good("clock", Message(shown, shown))


def apart(ahead: int) -> Message:
    """How far a clock is ahead (negative: behind), in seconds, as people say it."""
    if not ahead:
        return Message("bằng nhau", "the same")
    seconds = abs(ahead)
    size, vi, en = next(unit for unit in _UNITS if seconds >= _LEAST_OF_A_UNIT * unit[0] or unit[0] == 1)
    count = round(seconds / size)
    way = Message("nhanh", "fast") if ahead > 0 else Message("chậm", "slow")
    return Message(f"{way.vi} {count} {vi}", f"{count} {en} {way.en}")


def _offset(now: datetime, zone: tzinfo | None) -> str:
    """A zone by its distance from UTC: names of zones differ between systems, and some are no words."""
    told = f"{now.astimezone(zone):%z}"
    return f"UTC{told[:3]}:{told[3:5]}"
