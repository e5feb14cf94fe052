"""Which pictures there are: scenes times manners, languages and sizes. No Kivy here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kiosk.ui.gallery.scene import Manner, Scene
from kiosk.ui.gallery.scenes import SCENES

Size = tuple[int, int]
SIZES: tuple[Size, ...] = ((1366, 768), (1920, 1080), (1080, 1920))
BY_NAME = {scene.name: scene for scene in SCENES}


@dataclass(frozen=True)
class Picture:
    """One picture; it can be sent to another process, as its scene is only named."""

    scene_name: str
    language: str
    manner: Manner
    size: Size

    @property
    def scene(self) -> Scene:
        """The moment that it shows."""
        return BY_NAME[self.scene_name]

    @property
    def size_name(self) -> str:
        """Width and height, as in "1366x768"."""
        return "{}x{}".format(*self.size)

    @property
    def file_name(self) -> str:
        """As in "rating-1--vi--large--1366x768.png"."""
        return f"{self.scene_name}--{self.language}--{self.manner.name}--{self.size_name}.png"


def every_picture(
    languages: Iterable[str], sizes: Iterable[Size] = SIZES, *, beginning: str = ""
) -> Iterator[Picture]:
    """All pictures of the scenes whose name begins so, in the order of the scenes."""
    languages, sizes = tuple(languages), tuple(sizes)
    for scene in SCENES:
        if scene.name.startswith(beginning):
            for size in sizes:
                for language in languages:
                    yield from (Picture(scene.name, language, manner, size) for manner in scene.manners)
