"""The product's colours, for charts and pages of reports: those that the screens have by day.

Each of the three levels has a light fill and a dark rim. The screens give all three the same brightness; on
paper, which may be grey, one is dark, one light and one hatched.
"""

from __future__ import annotations

from dataclasses import dataclass

PAPER = "#FFFFFF"
PAGE = "#F7F4EE"
SUNKEN = "#E6EBF1"
INK = "#14263A"
BLACK = "#000000"  # readable on shades where ink and paper are not
QUIET = "#46566A"
EDGE = "#76828F"
HAIR = "#DAD4C8"
ACCENT = "#17456B"
GREEN = ("#86CDB1", "#2B6950")
AMBER = ("#F0B53E", "#7C5609")
VIOLET = ("#C5B7EA", "#6350A2")
WARNING = ("#7A5200", "#FCF1D8")
GOOD = "#1F6B4E"


@dataclass(frozen=True)
class Tone:
    """How an area is filled: colour, outline, pattern in the outline's colour, colour of words on it."""

    fill: str
    edge: str
    hatch: str = ""
    words: str = INK


SATISFIED = (
    Tone(GREEN[1], GREEN[1], words=PAPER),
    Tone(*AMBER),
    Tone(*GREEN, hatch="..."),
)
"""Levels that count as satisfied, the best first."""
NOT_SATISFIED = {
    1: (Tone(*VIOLET, hatch="////"),),
    2: (Tone(SUNKEN, EDGE, hatch="..."), Tone(*VIOLET, hatch="////")),
    3: (
        Tone(SUNKEN, EDGE, hatch="..."),
        Tone(*VIOLET, hatch="////"),
        Tone(VIOLET[1], PAPER, hatch="xxx", words=PAPER),
    ),
}
"""By how many there are, the one nearest to satisfied first."""
REACHED = Tone(ACCENT, ACCENT, words=PAPER)
MISSED = Tone(SUNKEN, ACCENT, hatch="////")


def mixed(one: str, other: str, share: float) -> str:
    """The colour that is so far (0 to 1) on the way from one to the other."""
    parts = (
        round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)


def luminance(colour: str) -> float:
    """How bright a colour is, 0 to 1, as WCAG 2 reckons it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), as WCAG 2 reckons it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
