"""Every colour, size of type, distance and duration of the screens. Nothing else holds one.

Lengths are in design units (`kiosk.ui.frame`), times in seconds. Why: docs/decisions/0006-the-look.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from kiosk.domain.records import dataclass

Rgb = tuple[float, float, float]
Weight = Literal["regular", "medium", "semibold", "bold"]


@dataclass(frozen=True)
class Palette:
    """Colours by what they do. `very`, `satisfied`, `dissatisfied` are fill and rim of the three faces."""

    page: str
    surface: str  # cards, keys
    sunken: str  # pressed, chosen
    ink: str
    quiet: str  # second words
    edge: str  # outline of all that can be touched
    hair: str  # lines that only divide
    accent: str
    on_accent: str
    very: tuple[str, str]
    satisfied: tuple[str, str]
    dissatisfied: tuple[str, str]
    fault: str  # staff only, as the next four: words and signs, and the grounds of their boxes
    fault_ground: str
    warning: str
    warning_ground: str
    good: str
    edge_width: int
    shadow: float  # its opacity
    feature: str = "#14263A"  # eyes and mouth, on every fill
    lotus: str = "#E3B04B"  # ornament, carries nothing
    ornament: float = 1.0  # its opacity


DAY = Palette(
    page="#F7F4EE",
    surface="#FFFFFF",
    sunken="#E6EBF1",
    ink="#14263A",
    quiet="#46566A",
    edge="#76828F",
    hair="#DAD4C8",
    accent="#17456B",
    on_accent="#FFFFFF",
    very=("#86CDB1", "#2B6950"),
    satisfied=("#F0B53E", "#7C5609"),
    dissatisfied=("#C5B7EA", "#6350A2"),
    fault="#9B2C22",
    fault_ground="#FBE9E5",
    warning="#7A5200",
    warning_ground="#FCF1D8",
    good="#1F6B4E",
    edge_width=3,
    shadow=0.10,
)
HIGH_CONTRAST = replace(
    DAY,
    page="#0B0F14",
    surface="#000000",
    sunken="#3A4656",
    ink="#FFFFFF",
    quiet="#E4E9EF",
    edge="#FFFFFF",
    hair="#7F8B99",
    accent="#FFFFFF",
    on_accent="#000000",
    very=("#86CDB1", "#FFFFFF"),
    satisfied=("#F0B53E", "#FFFFFF"),
    dissatisfied=("#C5B7EA", "#FFFFFF"),
    edge_width=6,
    shadow=0.0,
)
NIGHT = replace(
    DAY,
    page="#10161D",
    surface="#10161D",
    sunken="#1E2833",
    ink="#C7CFD8",
    quiet="#93A0AE",
    edge="#76828F",
    hair="#2C3743",
    accent="#A9BCCE",
    on_accent="#10161D",
    shadow=0.0,
    ornament=0.45,
)
"""Outside office hours: little light, and nothing that burns in."""


@dataclass(frozen=True)
class Lettering:
    """How a text is set: in the first of its sizes, largest first, that fits its place."""

    sizes: tuple[int, ...]
    weight: Weight = "regular"

    @property
    def largest(self) -> int:
        """The size it has where there is room."""
        return self.sizes[0]

    def at(self, size: int) -> Lettering:
        """The same in one size."""
        return replace(self, sizes=(size,))

    def heavier(self, weight: Weight) -> Lettering:
        """The same in another weight."""
        return replace(self, weight=weight)


@dataclass(frozen=True)
class TypeScale:
    """Letterings by what they say; a screen uses at most six sizes."""

    numeral: Lettering = Lettering((120,), "bold")
    unit: Lettering = Lettering((32,), "medium")  # of the numeral, under it
    display: Lettering = Lettering((84, 72, 64), "bold")
    title: Lettering = Lettering((76, 64, 52, 44), "bold")
    heading: Lettering = Lettering((64, 56, 48), "bold")  # clerk's screens
    duty: Lettering = Lettering((64, 56, 48, 42, 36), "bold")  # who is on duty
    answer: Lettering = Lettering((60, 52, 44), "semibold")
    beside: Lettering = Lettering((72, 60, 52), "semibold")  # the answer, in portrait beside its face
    lead: Lettering = Lettering((44, 40, 36), "medium")
    help: Lettering = Lettering((44, 36))
    story: Lettering = Lettering((60, 52, 44, 36, 32))  # the notice
    hint: Lettering = Lettering((36, 32))
    remark: Lettering = Lettering((36, 32), "medium")
    progress: Lettering = Lettering((36, 32), "medium")
    button: Lettering = Lettering((36, 32), "semibold")
    choice: Lettering = Lettering((52, 44, 36), "semibold")  # the two buttons of "still there"
    chip: Lettering = Lettering((44, 36), "medium")
    promise: Lettering = Lettering((36, 32), "medium")  # that nobody is named
    note: Lettering = Lettering((32, 30))
    house: Lettering = Lettering((32, 30))  # first line of the strip
    place: Lettering = Lettering((36, 32, 30), "semibold")  # second line of the strip
    tag: Lettering = Lettering((30,), "medium")
    tile: tuple[Lettering, ...] = (  # the wider the tile, the larger
        Lettering((60, 48), "semibold"),
        Lettering((48, 42, 36), "semibold"),
        Lettering((42, 38, 36, 34, 32, 30), "semibold"),
        Lettering((36, 34, 32, 30), "semibold"),
    )
    number: Lettering = Lettering((44,), "medium")  # of a tile
    narrow_number: Lettering = Lettering((36,), "medium")
    typed: Lettering = Lettering((68,), "bold")
    digit: Lettering = Lettering((68,), "semibold")
    key: Lettering = Lettering((44, 36), "semibold")


NORMAL = TypeScale()
LARGE = TypeScale(
    unit=Lettering((42,), "medium"),
    display=Lettering((112, 96, 84, 72), "bold"),
    title=Lettering((96, 76, 64, 52), "bold"),
    answer=Lettering((84, 72, 60), "semibold"),
    beside=Lettering((96, 84, 72, 60), "semibold"),
    lead=Lettering((60, 48), "medium"),
    help=Lettering((60, 48)),
    hint=Lettering((48, 40)),
    progress=Lettering((48, 40, 32), "medium"),
    button=Lettering((48, 40), "semibold"),
    choice=Lettering((64, 58, 52, 44), "semibold"),
    chip=Lettering((52, 48, 42), "medium"),
    promise=Lettering((48, 42), "medium"),
    note=Lettering((48, 42)),
    house=Lettering((42, 36)),
    place=Lettering((48, 42, 36), "semibold"),
)


class Space:
    """Distances and radii, on a grid of 8."""

    margin = 64
    near = 24
    gap = 48
    touch = 112  # the least height of a control: 20.1 mm on 15.6 inch
    strip = 144
    strip_portrait = 312
    strip_button = 96
    strip_button_portrait = 104
    foot = 40  # below the last row, landscape
    foot_portrait = 64
    hair = 2
    radius_card = 40
    radius_control = 28
    radius_box = 14
    radius_panel = 16
    corner = 144  # where the administrator holds a finger
    shadow_blur = 28
    shadow_drop = 7
    pressed_drop = 4
    chosen_edge = 6
    pressed_edge_factor = 3  # 9 units, 18 in high contrast
    icon = 38
    orbit = 6  # radius of the idle screen's round against burn-in


class Motion:
    """Durations; whatever is not here changes at once. What is pressed is so in the next frame."""

    releasing = 0.16
    fade = 0.20
    deaf = 0.35
    tick = 0.25
    beckon = 1.4  # the idle screen's gentle movement
    orbit_step = 180.0  # how long the idle screen stays on the same pixels
    orbit_steps = 24
    languages = 20.0  # the page of languages ends by itself
    corner = 3.0  # how long the administrator holds a finger there
    patience = 600.0  # a job that stands still for so long no longer keeps those pages open


LINE_BOX = 1.265
"""Height of a line, in its size (Be Vietnam Pro)."""
LEADING = 0.92
"""Distance of two lines of one text, in line boxes."""


def rgb(code: str) -> Rgb:
    """The parts of "#14263A", each 0 to 1."""
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue
