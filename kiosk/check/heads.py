"""Two screens: the citizen's is the one that the configuration names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kiosk.check.finding import Finding, fault, good, warning
from kiosk.config import Message
from kiosk.screen_size import Screen


def check(
    size: tuple[int, int] | None, position: tuple[int, int], screens: Sequence[Screen]
) -> Iterable[Finding]:
    """The window stands on a screen; where there are several, somebody said which one it is.

    `size` and `position` are those of the configuration. Says nothing where the screens are not known.
    """
    if not screens:
        return
    listed = ", ".join(f"{one.width} × {one.height} ({one.x}, {one.y})" for one in screens)
    what = Message(f"{len(screens)} màn hình: {listed}", f"screens: {len(screens)}: {listed}")
    if size is not None and not _fits(size, position, screens):
        place = f"{size[0]} × {size[1]} ({position[0]}, {position[1]})"
        yield fault(
            "heads",
            Message(
                f"{what.vi}; cửa sổ {place} nằm ngoài", f"{what.en}; the window, {place}, is not within one"
            ),
            Message(
                "nối lại màn hình, hoặc sửa display.size và display.position",
                "plug the screen in again, or correct display.size and display.position",
            ),
        )
    elif size is None and len(screens) > 1:
        yield warning(
            "heads",
            Message(f"{what.vi}; kiosk mở ở màn hình chính", f"{what.en}; the kiosk takes the main one"),
            Message(
                "ghi display.size và display.position của màn hình người dân, nếu là màn hình khác",
                "write display.size and display.position of the citizen's screen if that is another one",
            ),
        )
    else:
        yield good("heads", what)


def _fits(size: tuple[int, int], position: tuple[int, int], screens: Sequence[Screen]) -> bool:
    last = position[0] + size[0] - 1, position[1] + size[1] - 1
    return any(screen.holds(position) and screen.holds(last) for screen in screens)
