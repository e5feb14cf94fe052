"""The faults that devices name, in words: Vietnamese and English."""

from __future__ import annotations

_WORDS = {
    "other_machine": (
        "nhật ký của máy khác (ổ đĩa chép sang?)",
        "the journal was begun on another PC (a copied disk?)",
    ),
    "journal_cut": ("nhật ký bị mất phần cuối", "the end of the journal was lost"),
    "salvaged": ("nhật ký từng bị hỏng, đã nối tiếp", "the journal was damaged and carried on"),
}


def meaning(fault: str, language: str) -> str:
    """What a fault means; the word itself where this version does not know it."""
    vietnamese, english = _WORDS.get(fault, (fault, fault))
    return vietnamese if language == "vi" else english
