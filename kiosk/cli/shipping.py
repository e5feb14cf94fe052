"""The journal on its way to the centre: the source, the shipper's thread, and who may ship."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from kiosk import __version__
from kiosk.cli.errors import CommandError
from kiosk.clock import SystemClock
from kiosk.config import Config, Message
from kiosk.config.message import with_cure
from kiosk.journal import JournalSource, shipping
from kiosk.secrets import read_token
from sync.status import StatusBoard, SyncStatus

if TYPE_CHECKING:
    from kiosk.cli.centre import EnrolledCentre


def source_of(config: Config) -> JournalSource:
    """The journal as shipping reads it; raises CommandError where there is none, JournalError else."""
    path = config.journal.path
    if not path.exists():
        raise CommandError(
            Message(
                f"chưa có nhật ký ở {path}; mở kiosk một lần, hoặc sửa journal.path",
                f"there is no journal at {path}; start the kiosk once, or correct journal.path",
            )
        )
    return JournalSource(
        path,
        step_minutes=config.desk.step_minutes,
        now=SystemClock(config.zone).now,
        about={"program": "kiosk", "version": __version__},
        hours=config.desk.hours,
    )


def centre_of(config: Config) -> EnrolledCentre:
    """The centre of the configuration; raises CommandError where there is none."""
    if config.sync.endpoint is None:
        raise CommandError(
            Message(
                f"{config.file}: không có sync.endpoint; ghi địa chỉ máy chủ, hoặc dùng kiosk export",
                f"{config.file}: there is no sync.endpoint; write the centre's address, or use kiosk export",
            )
        )
    from kiosk.cli.centre import EnrolledCentre  # noqa: PLC0415 - no start waits for it

    return EnrolledCentre(config.sync.endpoint, config.sync, os.environ)


def token_of(config: Config) -> str:
    """The device's token; raises CommandError where it is not enrolled, SecretError for an unusable file."""
    token = read_token(config.sync.token_file, os.environ)
    if token is None:
        from kiosk.check.centre import not_enrolled  # noqa: PLC0415 - no start waits for it

        what, cure = not_enrolled(config)
        raise CommandError(Message(with_cure(what, cure, "vi"), with_cure(what, cure, "en")))
    return token


class Shipping(NamedTuple):
    """A shipper: `status` reads what it last said of itself, `begin` starts it, once."""

    status: Callable[[], SyncStatus]
    begin: Callable[[], None]


@contextmanager
def shipped(config: Config) -> Iterator[Shipping]:
    """Ship in the background from `begin` on, as long as this lasts.

    Raises JournalRefusedError where another program ships this journal.
    """
    board = StatusBoard()
    if config.sync.endpoint is None:
        board.publish(SyncStatus(enabled=False))
        yield Shipping(board.read, lambda: None)
        return
    with ExitStack() as stack:
        stack.enter_context(shipping(config.journal.path))

        def begin() -> None:
            from sync.shipper import Shipper  # noqa: PLC0415 - no start waits for it

            source = stack.enter_context(source_of(config))
            centre = centre_of(config)
            stack.callback(centre.close)
            shipper = Shipper(source, centre, board.publish)
            stack.callback(shipper.stop)
            shipper.start()

        yield Shipping(board.read, begin)
