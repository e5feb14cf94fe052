"""The journal: sound at first sight, of this device and this machine, and shipped in time.

Whether every line is what its hash says is `kiosk verify`'s to find out: that takes long where it is long.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kiosk.check.finding import Finding, fault, good, named, warning
from kiosk.check.journal_sentences import in_both
from kiosk.check.subject import Subject
from kiosk.check.sync_faults import JOURNAL_CURE, of_fault
from kiosk.config import Config, Message
from kiosk.journal import JournalReader, JournalReadError, JournalRefusedError, is_enrolled_elsewhere
from kiosk.journal.files import beside
from kiosk.journal.lock import OwnerLock
from kiosk.sealing import is_sealed
from sync.status import Fault

_DISK = Message("kiểm tra ổ đĩa, thay nếu lặp lại", "look at the drive, change it if this comes again")
_OTHER_MACHINE = Message(
    "ghi device.id riêng cho máy này rồi đăng ký", "give this PC a device.id of its own and enrol it"
)
_FAULTS = {  # by the word that the journal has for each
    "other_machine": ("nhật ký này được tạo trên máy khác", _OTHER_MACHINE),
    "salvaged": ("nhật ký từng bị hỏng; phần mã băm xác nhận đã được nối tiếp", _DISK),
    "journal_cut": ("nhật ký từng bị cắt mất phần cuối mà máy chủ đã nhận", _DISK),
}


def check(subject: Subject) -> Iterable[Finding]:
    """What a reader sees of the journal without going through all of it."""
    config = subject.config
    path = config.journal.path
    if not path.exists():
        yield _before_start(path)
        return
    try:
        with JournalReader(path) as reader:
            yield from _of_reader(config, reader)
    except JournalReadError as error:
        yield fault("journal", in_both(str(error)), JOURNAL_CURE)


def _before_start(path: Path) -> Finding:
    if is_enrolled_elsewhere(path):
        what = Message(
            "ổ đĩa này được chép từ một máy đã đăng ký", "this disk was copied from a PC that was enrolled"
        )
        return fault("journal", named(what, "other_machine"), _OTHER_MACHINE)
    if is_sealed(path):
        return warning(
            "journal",
            Message("máy đã niêm phong, chưa cài đặt lại", "this PC is sealed, and not yet set up anew"),
            Message("mở kiosk, máy sẽ hỏi mã đăng ký", "start the kiosk, it asks for the code"),
        )
    return good(
        "journal",
        Message(f"{path} chưa có, sẽ được tạo khi mở kiosk", f"{path} will be made when the kiosk starts"),
    )


def _of_reader(config: Config, reader: JournalReader) -> Iterable[Finding]:
    identity, head, acknowledged = reader.identity(), reader.head(), reader.acknowledged_through()
    kind = Message("mô phỏng", "simulated") if identity.simulated else Message("thật", "real")
    running, waiting = _running(config), max(0, head.seq - acknowledged)
    yield good(
        "journal",
        Message(
            f"{head.seq} mục ({kind.vi}), {waiting} chưa gửi, {running.vi}",
            f"{head.seq} entries ({kind.en}), {waiting} not yet sent, {running.en}",
        ),
    )
    if identity.device != config.device.id:
        yield warning(
            "journal",
            Message(f"nhật ký mang tên máy {identity.device}", f"the journal is that of {identity.device}"),
            Message(
                "mở kiosk một lần: nhật ký mới nối tiếp nhật ký cũ",
                "start the kiosk: a new one will continue it",
            ),
        )
    if acknowledged > head.seq:
        yield of_fault("journal", Fault.JOURNAL_SHORT)
    for one in reader.faults(datetime.now(config.zone).date()):
        vietnamese, cure = _FAULTS.get(one.code, (one.sentence, JOURNAL_CURE))
        yield fault("journal", named(Message(vietnamese, one.sentence), one.code), cure)


def _running(config: Config) -> Message:
    if is_running(config.journal.path):
        return Message("kiosk đang chạy", "the kiosk is running")
    return Message("kiosk không chạy", "the kiosk is not running")


def is_running(journal: Path) -> bool:
    """Whether a process owns the journal. Nothing is made or kept locked by looking."""
    if not beside(journal, ".lock").exists():
        return False
    try:
        OwnerLock(journal).release()
    except JournalRefusedError:
        return True
    return False
