"""The options of commands that open the kiosk's window, and how they are passed on."""

from __future__ import annotations

from kiosk.cli.arguments import Arguments, Parser, common_passed_on, written_as
from kiosk.config import Message

_SMALLEST_SIDE, _LARGEST_SIDE = 320, 16_384


def add_window(parser: Parser) -> None:
    """`[--training] [--windowed WxH]`."""
    parser.add(
        "--training",
        action="store_true",
        text=Message("tập huấn: nhật ký mô phỏng, không lẫn số liệu thật", "training: a simulated journal"),
    )
    add_size(parser)


def add_size(parser: Parser) -> None:
    """`[--windowed WxH]`."""
    parser.add(
        "--windowed",
        type=written_as("1920x1080", _size),
        metavar="WxH",
        text=Message("mở trong cửa sổ, cho người phát triển", "in a window, for developers"),
    )


def passed_on(arguments: Arguments) -> list[str]:
    """These options and the common ones, as words of another command line."""
    words = common_passed_on(arguments)
    if arguments.training:
        words.append("--training")
    if arguments.windowed is not None:
        words += ["--windowed", "x".join(map(str, arguments.windowed))]
    return words


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    size = int(width), int(height)
    if min(size) < _SMALLEST_SIDE or max(size) > _LARGEST_SIDE:
        raise ValueError(text)
    return size
