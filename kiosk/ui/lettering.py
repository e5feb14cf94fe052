"""How a text is set into its place: no word is ever lost, and no compound is torn apart.

Kivy's own wrapping drops lines that do not fit: in a draft "Không hài lòng" became "hài lòng".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from kiosk.domain.records import dataclass
from kiosk.ui.theme import LEADING, LINE_BOX

Measure = Callable[[str, int], float]
"""Width of a line in a size, both in design units. Equal ones measure alike: what was set is remembered."""
ELLIPSIS = "…"
BETWEEN = " · "
"""Between a name and what tells its neighbours apart: the counter, the device."""
LEANING_DOT = "\u00a0·"
"""The same where a line may be broken behind it, as `Texts.tied` leaves it."""
NATURAL = {".?!": 0.75, ".?!,;:·": 0.88, "": 1.0}
"""What a width counts where all lines end as sentences do, or as clauses do, or anyhow."""
NARROWER = 0.97


@dataclass(frozen=True)
class Setting:
    """A text as it is set; `fits` is False where even the smallest size was too large."""

    lines: tuple[str, ...]
    size: int
    fits: bool

    @property
    def height(self) -> float:
        """Height of the whole in design units."""
        return block_height(len(self.lines), self.size)


def block_height(lines: int, size: int) -> float:
    """Height of so many lines of a size."""
    return LINE_BOX * size * (1 + (lines - 1) * LEADING)


@lru_cache(maxsize=1024)
def fit(
    text: str,
    width: float,
    height: float,
    sizes: Sequence[int],
    *,
    most_lines: int,
    measure: Measure,
    large_first: bool = False,
) -> Setting:
    """The text in one line of one of the two largest sizes, else in balanced lines as large as they go.

    `large_first`: rather more lines than a smaller size, from the first.
    """
    for size, count in _plan(sizes, most_lines, large_first=large_first):
        hopeless = measure(text, size) > count * (width + size)  # spaces at breaks take no room
        if hopeless or block_height(count, size) > height:
            continue
        for lines in _broken(text, count, size, measure):
            if _wide(lines, size, measure) <= width:
                return Setting(lines, size, fits=True)
    return Setting(_broken(text, most_lines, sizes[-1], measure)[0], sizes[-1], fits=False)


@lru_cache(maxsize=64)
def paragraphs(text: str, width: float, height: float, sizes: Sequence[int], *, measure: Measure) -> Setting:
    """A long text, its own line breaks kept; as large as it goes, its lines about equally long."""
    for size in sizes:
        lines = _filled(text, width, size, measure)
        if block_height(len(lines), size) <= height and _wide(lines, size, measure) <= width:
            return Setting(_evened(text, lines, width, size, measure), size, fits=True)
    return Setting(lines, size, fits=False)


def common_size(settings: Iterable[Setting]) -> int:
    """The one size in which all of these texts fit: equals must look equal."""
    return min(setting.size for setting in settings)


def shortened(text: str, width: float, size: int, measure: Measure) -> str:
    """The text, or its first words with an ellipsis, or of one word its first letters: only for names.

    What stands behind its last "·" is kept whole: it is all that differs between neighbours.
    """
    if measure(text, size) <= width:
        return text
    name, between, last = text.rpartition(BETWEEN)
    kept, end = name, ELLIPSIS + between + last
    if measure(end, size) > width:
        kept, end = text, ELLIPSIS
    while kept and measure(kept + end, size) > width:
        kept = kept.rpartition(" ")[0].rstrip(" –,") or kept[:-1]
    return kept + end


def _plan(sizes: Sequence[int], most_lines: int, *, large_first: bool) -> list[tuple[int, int]]:
    """What is tried in turn: (size, lines). Smaller once, then more lines, then smaller still."""
    every = [(size, count) for size in sizes for count in range(1, most_lines + 1)]
    if large_first or len(sizes) == 1:
        return every
    once = [(size, 1) for size in (sizes if most_lines == 1 else sizes[:2])]
    return once + [(size, count) for size, count in every if count > 1 and size != sizes[0]]


def _broken(text: str, count: int, size: int, measure: Measure) -> list[tuple[str, ...]]:
    """The best ways to break a text into `count` lines (or as many as it has words), the best first.

    The longest line is as short as can be; a break behind a comma, a full stop or a dot between names is
    worth some unevenness. That dot is dropped at the end of a line.
    """
    count = min(count, text.count(" ") + 1)
    ways = []
    for ends, worth in NATURAL.items():
        pieces = _pieces(text, ends)
        if len(pieces) >= count:
            lines = _balanced(pieces, count, size, measure)
            ways.append((_wide(lines, size, measure) * worth, lines))
    return [lines for _, lines in sorted(ways, key=lambda way: way[0])]


def _pieces(text: str, ends: str) -> list[str]:
    """A text, parted behind each word that ends so."""
    pieces: list[str] = []
    parted = True
    for word in text.split(" "):
        if parted:
            pieces.append(word)
        else:
            pieces[-1] += f" {word}"
        parted = not ends or word.endswith(tuple(ends))
    return pieces


def _balanced(pieces: Sequence[str], count: int, size: int, measure: Measure) -> tuple[str, ...]:
    """The pieces in so many lines of which the longest is as short as can be; of equals, the upper short.

    A longer line is wider, and what is left for the others is then no wider: so halving finds each break.
    """
    end = len(pieces)

    def line(start: int, stop: int) -> str:
        words = " ".join(pieces[start:stop])
        return words if stop == end else words.removesuffix(LEANING_DOT)

    def breaks(start: int, lines: int) -> range:
        return range(start + 1, end - lines + 2)

    @cache
    def widest(start: int, lines: int) -> float:
        if lines == 1:
            return measure(line(start, end), size)
        stops = breaks(start, lines)

        def upper(stop: int) -> float:
            return measure(line(start, stop), size)

        at = bisect_left(stops, True, key=lambda stop: upper(stop) >= widest(stop, lines - 1))  # noqa: FBT003
        below = [widest(stops[at - 1], lines - 1)] if at > 0 else []
        return min(below + [upper(stop) for stop in stops[at : at + 1]])

    most, starts = widest(0, count), [0]
    for lines in range(count - 1, 0, -1):
        stops = breaks(starts[-1], lines + 1)
        at = bisect_left(stops, True, key=lambda stop: widest(stop, lines) <= most)  # noqa: FBT003
        starts.append(stops[at])
    return tuple(line(start, stop) for start, stop in pairwise([*starts, end]))


def _evened(text: str, lines: tuple[str, ...], width: float, size: int, measure: Measure) -> tuple[str, ...]:
    """As few lines as these, on less width."""
    while True:
        width *= NARROWER
        closer = _filled(text, width, size, measure)
        if len(closer) > len(lines) or _wide(closer, size, measure) > width:
            return lines
        lines = closer


def _filled(text: str, width: float, size: int, measure: Measure) -> tuple[str, ...]:
    """The paragraphs of a text, as many words on each line as it holds."""
    parts = text.strip().splitlines()
    return tuple(line for part in parts for line in _lines_of(part, width, size, measure))


def _lines_of(text: str, width: float, size: int, measure: Measure) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and measure(longer, size) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


def _wide(lines: Sequence[str], size: int, measure: Measure) -> float:
    return max(measure(line, size) for line in lines)
