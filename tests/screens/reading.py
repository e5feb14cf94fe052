"""What stands on the screen, as a person reads it."""

from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Touchable


def words_of(widget):
    """Every text on a widget, in the order it was put there."""
    parts = [part for part in widget.walk(restrict=True) if isinstance(part, Words)]
    return [plain(part.text) for part in parts if part.text]


def plain(text):
    """Spaces are spaces to a reader."""
    return text.replace("\u00a0", " ")


def touchables(sheet):
    """What can be tapped and is seen."""
    return [part for part in sheet.walk(restrict=True) if isinstance(part, Touchable)]


def touchable(sheet, words):
    """The one thing that can be tapped and on which these words stand."""
    found = [part for part in touchables(sheet) if words in words_of(part)]
    if len(found) != 1:
        known = [words_of(part) for part in touchables(sheet)]
        raise AssertionError(f"{len(found)} things say {words!r}; there are {known}")
    return found[0]
