"""The centre: reached, its TLS in order, this device's token known there, and its clock beside ours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import uuid4

from kiosk.check.clock import apart
from kiosk.check.finding import Finding, State, fault, good, warning
from kiosk.check.subject import Subject
from kiosk.check.sync_faults import of_fault
from kiosk.config import Config, Message
from kiosk.secrets import SecretError, read_token
from sync.answers import Acknowledged, Answer, Busy, Failed, NotHeld, Refused, TooLarge
from sync.status import Fault
from sync.wire import Batch, Header

_SECONDS_NOTICED, _SECONDS_WRONG = 120, 600


def check(subject: Subject) -> Iterable[Finding]:
    """Ask the centre for something that no centre holds: it adds nothing there, and proves the whole way."""
    config = subject.config
    if config.sync.endpoint is None:
        yield warning(
            "centre",
            Message(
                "không có máy chủ, dữ liệu đi bằng USB", "there is no server, entries travel by USB stick"
            ),
            Message("ghi sync.endpoint nếu có máy chủ", "write sync.endpoint if there is a server"),
        )
        return
    try:
        token = read_token(config.sync.token_file, subject.environment)
    except SecretError as error:
        yield fault("centre", error.what, error.cure)
        return
    if token is None:
        yield fault("centre", *not_enrolled(config))
        return
    answer = subject.centre(config.sync.endpoint).post(_question(config))
    yield from judge(answer, config.sync.endpoint)


def not_enrolled(config: Config) -> tuple[Message, Message]:
    """What a device without a token is told, and its cure."""
    file = config.sync.token_file
    return (
        Message(
            "máy chưa đăng ký với máy chủ (không có mã thiết bị)",
            "this device is not enrolled: it has no token",
        ),
        Message(
            f'xin mã đăng ký ở nơi quản lý máy chủ, rồi chạy "kiosk enrol MÃ" (mã thiết bị vào {file})',
            f'ask those who run the server for a code and run "kiosk enrol CODE" (the token goes to {file})',
        ),
    )


def _question(config: Config) -> Batch:
    """Nobody holds the entry before this: a centre that answers rightly says so, and keeps nothing of it."""
    header = Header(
        device=config.device.id,
        journal=str(uuid4()),
        first=2,
        kept_from=1,
        count=0,
        prev=b"?" * 32,
        sent_at=datetime.now(UTC),
        health={},
    )
    return Batch(header, ())


def judge(answer: Answer, address: str) -> Iterable[Finding]:
    """What the centre's answer to such a question tells."""
    match answer:
        case NotHeld(clock_offset=offset) | Acknowledged(clock_offset=offset):
            yield good(
                "centre", Message(f"{address}: nhận mã thiết bị này", f"{address}: knows this device's token")
            )
            if offset is not None:
                yield of_clock(round(offset))
        case Refused(fault=met) | Failed(fault=met):
            yield of_fault("centre", met)
        case Busy():
            yield of_fault("centre", Fault.BUSY, State.WARN)
        case TooLarge():
            yield of_fault("centre", Fault.NOT_BELIEVED)


def of_clock(ahead: int) -> Finding:
    """What it means that this PC's clock is so many seconds ahead of the centre's."""
    told = apart(ahead)
    what = Message(f"đồng hồ máy {told.vi} so với máy chủ", f"the clock is {told.en}, by the server's")
    if not ahead:
        what = Message("đồng hồ máy đúng giờ máy chủ", "the clock is that of the server")
    cure = Message("bật đồng bộ giờ (NTP) trên máy", "let the system set its clock by NTP")
    stand = standing_of(ahead)
    return Finding("clock", stand, what, None if stand is State.OK else cure)


def standing_of(ahead: int) -> State:
    """How bad it is that this PC's clock is so many seconds ahead of the centre's."""
    if abs(ahead) > _SECONDS_WRONG:
        return State.FAULT
    return State.WARN if abs(ahead) > _SECONDS_NOTICED else State.OK
