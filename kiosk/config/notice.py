"""The notice card: what citizens read on an idle screen now and then."""

from __future__ import annotations

from kiosk.config.message import Message
from kiosk.config.settings import NoticeSettings
from kiosk.config.table import Table

_LONGEST_TITLE = 80


def read_notice(document: Table, language: str) -> NoticeSettings | None:
    """`[notice]`, or None where it is not there; what has no language is in `language`. Faults are noted."""
    if not document.has("notice"):
        return None
    table = document.table("notice")
    title, text = table.text("title", limit=_LONGEST_TITLE), table.text("text")
    settings = NoticeSettings(
        titles={language: title, **table.texts("titles", limit=_LONGEST_TITLE)},
        texts={language: text, **table.texts("texts")},
        every_seconds=table.integer("every_seconds", 90, low=15, high=3600),
        for_seconds=table.integer("for_seconds", 12, low=3, high=600),
    )
    if settings.for_seconds >= settings.every_seconds:
        table.fault(
            "for_seconds",
            Message("phải nhỏ hơn every_seconds", "must be less than every_seconds"),
            Message("ví dụ: for_seconds = 12", "for example: for_seconds = 12"),
        )
    return settings
