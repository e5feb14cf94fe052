"""What this very program is: packaged as an executable, or run by a Python."""

from __future__ import annotations

import sys

from kiosk.config import Message


def is_packaged() -> bool:
    """Whether this is the packaged kiosk, to which nobody can add a library."""
    return bool(getattr(sys, "frozen", False))


def own_program() -> list[str]:
    """The words that start this program: its executable where it is packaged as one, else Python."""
    return [sys.executable] if is_packaged() else [sys.executable, "-m", "kiosk"]


def without_documents(package: str, wanted: str, elsewhere: Message) -> Message:
    """That the extra `documents` is missing to write `wanted`; packaged, where else it is to be had."""
    if is_packaged():
        return Message(
            f"chương trình này không ghi được {wanted}; {elsewhere.vi}",
            f"this program can't write {wanted}; {elsewhere.en}",
        )
    return Message(
        f"thiếu gói {package} để ghi {wanted}; chạy lệnh pip install '.[documents]' trong kho mã nguồn",
        f"the package {package}, to write {wanted}, is missing; run pip install '.[documents]' in the source",
    )
