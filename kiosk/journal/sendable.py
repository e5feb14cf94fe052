"""What a journal may hold so that it can be shipped: a line that no batch takes would stop all others."""

from __future__ import annotations

from kiosk.domain.canonical import MAX_LINE_BYTES
from kiosk.domain.entries import QuestionnaireShown, entry_of, line_of

_CONTROLS = bytes(range(0x20))


def fault_of_line(line: bytes) -> str | None:
    """Why this line can't be shipped, as what follows "An entry"; the rule of docs/protocol.md."""
    if not 1 <= len(line) <= MAX_LINE_BYTES:
        return f"has {len(line)} bytes, {MAX_LINE_BYTES} are allowed: shorten the texts of config.toml"
    return fault_of_text(line)


def fault_of_text(text: bytes) -> str | None:
    """What is wrong with the characters of a line, or of many; None where nothing is."""
    if len(text.translate(None, _CONTROLS)) < len(text):  # several times as fast as a regular expression
        return "holds a control character"
    try:
        text.decode()
    except UnicodeDecodeError:
        return "is no UTF-8"
    return None


def is_true_questionnaire(line: bytes) -> bool:
    """Whether a questionnaire without its place in the chain is what was asked: its version is its hash."""
    if fault_of_line(line):
        return False
    shown = entry_of(line.decode())
    return isinstance(shown, QuestionnaireShown) and line_of(shown).encode() == line
