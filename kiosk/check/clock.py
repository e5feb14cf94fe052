"""The PC's own clock and time zone; `centre` compares them with the centre's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from kiosk.check.finding import Finding, fault, good, warning
from kiosk.check.subject import Subject
from kiosk.config import Message

_BEFORE_THIS_PROGRAM = datetime(2026, 1, 1, tzinfo=UTC)


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
                f"múi giờ của hệ thống khác của cơ quan: {shown}",
                f"the system has another time zone: {shown}",
            ),
            Message(
                f"đặt múi giờ hệ thống là {zone} (phiếu vẫn ghi đúng giờ cơ quan)",
                f"set the system to {zone} (ballots carry the agency's time all the same)",
            ),
        )
    return good("clock", Message(shown, shown))
