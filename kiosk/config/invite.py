"""The local call by which the one-stop software on the same PC invites a citizen."""

from __future__ import annotations

from pathlib import Path

from kiosk.config.message import Message
from kiosk.config.settings import InviteSettings
from kiosk.config.table import Table

_FIRST_FREE_PORT = 1024  # those below are the system's


def read_invite(table: Table, folder: Path) -> InviteSettings:
    """`[invite]`; faults are noted."""
    port = table.integer("port", 0, low=0, high=65_535)
    token_file = table.path("token_file", folder, example="var/invite-token", required=port > 0)
    if 0 < port < _FIRST_FREE_PORT:
        table.fault(
            "port",
            Message("phải là 0 (không mở) hoặc từ 1024", "must be 0 (none) or at least 1024"),
            Message("viết lại, ví dụ: port = 8765", "write it anew, for example: port = 8765"),
        )
    return InviteSettings(port, token_file)
