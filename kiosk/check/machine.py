"""What tells this PC from another one: without it a copied disk can't be noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from kiosk.check.finding import Finding, good, warning
from kiosk.check.subject import Subject
from kiosk.config import Message
from kiosk.journal.machine import Part
from kiosk.journal.machine_parts import machine_parts

_KINDS = {
    "board": Message("bo mạch", "board"),
    "disk": Message("ổ đĩa", "disk"),
    "machine_id": Message("mã hệ thống", "system number"),
    "network_card": Message("card mạng", "network card"),
}
_HARDWARE = {"board", "disk", "network_card"}


def check(_subject: Subject) -> Iterable[Finding]:
    """Parts of the hardware are readable; whether the journal knows them is `journal`'s to say."""
    yield judge(machine_parts())


def judge(parts: Collection[Part]) -> Finding:
    """A copied disk takes the system's own number along, so hardware must be told apart."""
    counted = Counter(part.kind for part in parts)
    what = Message(
        f"đọc được của máy: {_listed(counted, 'vi')}", f"readable of this machine: {_listed(counted, 'en')}"
    )
    if counted.keys() & _HARDWARE:
        return good("machine", what)
    return warning(
        "machine",
        Message(
            f"{what.vi}: không nhận ra được ổ đĩa bị chép sang máy khác",
            f"{what.en}: a disk copied into another PC would not be noticed",
        ),
        Message("chạy kiosk seal trước khi nhân bản ổ đĩa", "run kiosk seal before this disk is copied"),
    )


def _listed(counted: Mapping[str, int], language: str) -> str:
    named = [f"{counted[kind]} {name.text(language)}" for kind, name in _KINDS.items() if kind in counted]
    return ", ".join(named) or "–"
