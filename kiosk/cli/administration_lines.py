"""The lines of the status page: each value in plain words, in the language of the page."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kiosk import __version__
from kiosk.check.centre import standing_of
from kiosk.check.clock import apart
from kiosk.check.finding import State as Stand
from kiosk.cli.administration_numbers import counted
from kiosk.config import Config, Message
from kiosk.journal import Verification
from kiosk.journal.chain import Link
from kiosk.reports.numbers import NOTHING, day
from kiosk.ui.administration import State, StatusLine
from sync.status import SyncStatus

_GIB, _MIB = 1 << 30, 1 << 20
_STATES = {Stand.OK: State.GOOD, Stand.WARN: State.WARNING, Stand.FAULT: State.FAULT}
_DIGITS, _GROUP = 16, 4
"""Of the head's hash: short enough to be read out over the telephone."""
_NONE = Message("không có", "none")
_NOT_SINCE_START = Message("chưa, từ khi mở máy", "not since the start")


@dataclass(frozen=True)
class Stored:
    """The journal's head, through which entry the centre holds it, and when the next was written."""

    head: Link
    acknowledged: int
    oldest: datetime | None

    @property
    def waiting(self) -> int:
        """How many entries the centre has not acknowledged."""
        return max(0, self.head.seq - self.acknowledged)


@dataclass(frozen=True)
class Verified:
    """What the last look at the whole journal found, and when it was made (aware)."""

    found: Verification
    at: datetime


class Lines:
    """The two panels as it is `now` (aware, in the agency's zone)."""

    def __init__(self, now: datetime, language: str) -> None:
        self._now, self._language = now, language

    def of_shipping(
        self, config: Config, shipping: SyncStatus, stored: Stored | None
    ) -> tuple[StatusLine, ...]:
        """What goes to the centre; nothing but dashes of a journal that can't be read."""
        oldest = stored.oldest if stored and stored.waiting else None
        return (
            self._line(Message("Chờ gửi", "Waiting"), _waiting(stored)),
            self._line(
                Message("Mục cũ nhất", "Oldest of them"), self._moment(oldest) if oldest else _same(NOTHING)
            ),
            self._line(Message("Máy chủ đã nhận", "The server holds"), _held(stored)),
            self._line(Message("Liên lạc gần nhất", "Last contact"), self._contact(shipping)),
            self._line(Message("Lần gửi tới", "Next try"), self._next_try(shipping)),
            self._line(
                Message("So giờ máy chủ", "Against the server’s clock"), *_offset(shipping.clock_offset)
            ),
            self._line(Message("Tên máy này", "Name of this PC"), _same(config.device.id)),
        )

    def of_machine(
        self, config: Config, stored: Stored | None, verified: Verified | None
    ) -> tuple[StatusLine, ...]:
        """The journal and this PC."""
        broken = verified is not None and not verified.found.sound
        days = config.journal.retention_days
        kept = Message(f"{days} ngày", f"{days} days") if days else Message("không xóa", "kept for good")
        return (
            self._line(Message("Số mục", "Entries"), counted(stored.head.seq if stored else None)),
            self._line(Message("Mã băm cuối", "Last hash"), _same(_print(stored))),
            self._line(
                Message("Đã kiểm tra", "Verified"),
                self._verified(verified),
                State.FAULT if broken else State.GOOD,
            ),
            self._line(Message("Thời hạn lưu", "Retention"), kept),
            self._line(Message("Ổ đĩa", "Disk"), _room(config.journal.path.parent)),
            self._line(
                Message("Giờ của máy", "Clock of this PC"), _same(f"{self._now:%H:%M} · {day(self._now)}")
            ),
            self._line(Message("Phiên bản", "Version"), _same(__version__)),
        )

    def _line(self, what: Message, value: Message, state: State = State.GOOD) -> StatusLine:
        return StatusLine(what.text(self._language), value.text(self._language), state)

    def _contact(self, shipping: SyncStatus) -> Message:
        if not shipping.enabled:
            return Message("gửi bằng USB", "by USB stick")
        return self._moment(shipping.last_contact) if shipping.last_contact else _NOT_SINCE_START

    def _next_try(self, shipping: SyncStatus) -> Message:
        if not shipping.enabled:
            return _NONE
        if shipping.next_try is None:
            return Message("tự động", "by itself")
        minutes = -(-max(timedelta(), shipping.next_try - self._now) // timedelta(minutes=1))
        return Message(f"sau {minutes} phút", f"in {minutes} min") if minutes else Message("ngay", "now")

    def _verified(self, verified: Verified | None) -> Message:
        if verified is None:
            return _NOT_SINCE_START
        if not verified.found.sound:
            return Message("có lỗi", "faults were found")
        seq, at = counted(verified.found.head.seq), self._moment(verified.at)
        return Message(f"{seq.vi} · {at.vi}", f"{seq.en} · {at.en}")

    def _moment(self, at: datetime) -> Message:
        """An aware moment as people say it, in the agency's zone."""
        here = at.astimezone(self._now.tzinfo)
        days_ago = (self._now.date() - here.date()).days
        if days_ago == 0:
            return Message(f"{here:%H:%M} hôm nay", f"{here:%H:%M} today")
        if days_ago == 1:
            return Message(f"{here:%H:%M} hôm qua", f"{here:%H:%M} yesterday")
        return _same(f"{here:%H:%M} · {day(here)}")


def _same(text: str) -> Message:
    """What is written alike in both languages."""
    return Message(text, text)


def _waiting(stored: Stored | None) -> Message:
    if stored is None:
        return _same(NOTHING)
    count = counted(stored.waiting)
    return Message(f"{count.vi} mục", f"{count.en} entries") if stored.waiting else _NONE


def _held(stored: Stored | None) -> Message:
    if stored is None:
        return _same(NOTHING)
    seq = counted(stored.acknowledged)
    through = Message(f"đến mục {seq.vi}", f"through {seq.en}")
    return through if stored.acknowledged else Message("chưa có mục nào", "nothing yet")


def _print(stored: Stored | None) -> str:
    digits = stored.head.hash.hex()[:_DIGITS] if stored else ""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)) or NOTHING


def _offset(seconds: float | None) -> tuple[Message, State]:
    """What the two clocks say of each other, and how bad that is."""
    if seconds is None:
        return Message("chưa biết", "not known yet"), State.GOOD
    ahead = round(seconds)
    return apart(ahead), _STATES[standing_of(ahead)]


def _room(folder: Path) -> Message:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return _same(NOTHING)
    amount = f"{free / _GIB:.1f} GB" if free >= _GIB else f"{free // _MIB} MB"
    return Message(f"còn trống {amount.replace('.', ',')}", f"{amount} free")
