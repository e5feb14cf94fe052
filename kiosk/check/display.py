"""The screen: that a window opens on it, and that fingers find answers and buttons."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from math import ceil, hypot

from kiosk.check import graphics, heads, touch
from kiosk.check.finding import Finding, fault, good, warning
from kiosk.check.journal import is_running
from kiosk.check.screen_sentences import in_both
from kiosk.check.subject import Subject, Window
from kiosk.config import Message

# Of the layout: the shorter side of an answer's card, and of the smallest button, in units of 1/1080 of the
# shorter side of the screen.
_ANSWER_UNITS = {"landscape": 492, "portrait": 296}
_BUTTON_UNITS = 112
_ANSWER_MM, _BUTTON_MM = 40, 20
_SMALLEST = (1366, 768)
_MM_PER_INCH = 25.4


def check(subject: Subject) -> Iterable[Finding]:
    """A window opens, fit for the screens, on the right one of several; what stands in it is large enough.

    While the kiosk runs none is opened: it would cover what a citizen is about to touch.
    """
    if is_running(subject.config.journal.path):
        yield good("display", Message("kiosk đang chạy nên không mở thử", "not tried, the kiosk is running"))
        return
    if not _has_display(subject.environment):
        yield warning(
            "display",
            Message(
                "phiên làm việc này không có màn hình nên chưa kiểm tra được", "this session has no display"
            ),
            Message("chạy kiosk check ngay trên máy quầy", "run kiosk check at the counter's PC itself"),
        )
        return
    window = subject.open_window()
    if window is None:
        yield fault(
            "display",
            Message("không mở được cửa sổ OpenGL", "no OpenGL window opens"),
            Message(
                "cài trình điều khiển màn hình (Linux: libgl1), không chạy qua Remote Desktop",
                "install the display's driver (Linux: libgl1), and don't run over Remote Desktop",
            ),
        )
        return
    display = subject.config.display
    yield from _window(window)
    yield from heads.check(display.size, display.position, subject.screens())
    yield from graphics.check(window)
    yield from touch.check_providers(window)
    yield from _sizes(window, display.diagonal_inches or subject.diagonal_of_system(display.position))


def _has_display(environment: Mapping[str, str]) -> bool:
    known = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
    return os.name == "nt" or any(environment.get(name) for name in known)


def _window(window: Window) -> Iterable[Finding]:
    found = f"{window.width} × {window.height}"
    if window.refusal:
        yield fault(
            "display",
            in_both(window.refusal),
            Message("sửa config.toml theo câu trên", "change config.toml as it says"),
        )
    longer, shorter = max(window.width, window.height), min(window.width, window.height)
    if longer < _SMALLEST[0] or shorter < _SMALLEST[1]:
        yield fault(
            "display",
            Message(f"{found}: nhỏ hơn 1366 × 768", f"{found}: smaller than 1366 × 768"),
            Message("đặt độ phân giải cao hơn", "choose a higher resolution"),
        )
    else:
        yield good("display", Message(found, found))


def _sizes(window: Window, diagonal: float | None) -> Iterable[Finding]:
    if diagonal is None:
        yield warning(
            "size",
            Message("chưa biết màn hình lớn bao nhiêu", "nobody said how large the screen is"),
            Message("ghi display.diagonal_inches", "write display.diagonal_inches"),
        )
        return
    answer, button = millimetres(window, diagonal)
    what = Message(
        f"màn hình {decimal(diagonal, ',')} inch: câu trả lời {answer:.0f} mm, nút nhỏ nhất {button:.0f} mm",
        f"{decimal(diagonal)} inch: answers are {answer:.0f} mm, the smallest button is {button:.0f} mm",
    )
    enough = _rounded_up(diagonal * max(_ANSWER_MM / answer, _BUTTON_MM / button))
    if enough <= _rounded_up(diagonal):
        yield good("size", what)
        return
    yield warning(
        "size",
        Message(
            f"{what.vi}; cần {_ANSWER_MM} mm và {_BUTTON_MM} mm",
            f"{what.en}; {_ANSWER_MM} mm and {_BUTTON_MM} mm are needed",
        ),
        Message(
            f"dùng màn hình từ {decimal(enough, ',')} inch",
            f"use a screen of at least {decimal(enough)} inches",
        ),
    )


def decimal(inches: float, point: str = ".") -> str:
    """Inches with one decimal."""
    return f"{inches:.1f}".replace(".", point)


def _rounded_up(inches: float) -> float:
    """To a tenth; screens are not sold more exactly."""
    return ceil(round(inches * 10, 3)) / 10


def millimetres(window: Window, diagonal: float) -> tuple[float, float]:
    """The shorter side of an answer and of the smallest button, on a screen of that diagonal in inches."""
    longer, shorter = max(window.width, window.height), min(window.width, window.height)
    unit = min(longer / 1920, shorter / 1080) * diagonal * _MM_PER_INCH / hypot(longer, shorter)
    shape = "portrait" if window.height > window.width else "landscape"
    return _ANSWER_UNITS[shape] * unit, _BUTTON_UNITS * unit
