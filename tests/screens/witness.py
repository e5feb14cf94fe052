"""A clerk beside the screen, with perfect eyes, ears and watch: what is seen, heard and timed."""

from dataclasses import dataclass
from hashlib import blake2b

from kivy.base import EventLoop
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from PIL import Image

from kiosk.ui.theme import Space
from kiosk.ui.widgets.face import Face

QUARTER = (270, 480)  # a quarter of the portrait design: cards stand on whole pixels, so they can be compared
STEP, TICK = 0.05, 0.25
COMPARED = ("at", "screen", "fading", "around", "chosen", "whole")


@dataclass(frozen=True)
class Sight:
    """One frame. `around` is the picture without the three cards, `cards` are they, one by one.

    `chosen` is the chosen card without its face and words, `whole` the picture; each is None where it can't
    be compared: the whole while a finger presses or a pressed card fades, the card while another screen
    shines through it or no card is there.
    """

    at: float
    screen: str
    fading: float
    around: bytes
    cards: tuple[bytes, bytes, bytes]
    chosen: bytes | None
    whole: bytes | None


class Witness:
    """Watches one citizen who gives the same answer to every criterion."""

    def __init__(self, kiosk, answer):
        self.kiosk = kiosk
        self._pilot, self._start = kiosk.pilot, kiosk.pilot.time()
        self.sights, self.sounds, self.changes = [], [], []
        kiosk.app._chime.play = lambda: self.sounds.append(self._now)
        cards = kiosk.sheet.cards
        self._number = [plain_words(card) for card in cards].index(answer)
        self._places = [self._crop(card, above=16, below=30) for card in cards]
        own = self._places[self._number]
        parts = [part for part in cards[self._number].walk(restrict=True) if isinstance(part, Face)]
        self._hidden = [
            within(own, self._crop(part, above=4, below=4 + Space.pressed_drop))
            for part in (*parts, cards[self._number].words)
        ]

    @property
    def card(self):
        """The card of the answer, as it stands now."""
        return self.kiosk.sheet.cards[self._number]

    def watch(self, seconds, step=STEP):
        """Lets time pass, and looks at every step."""
        for _ in range(round(seconds / step)):
            self._pilot.time.seconds += step
            self.look()

    def linger(self, seconds):
        """Lets much time pass; looks at each screen as it comes, and at the last once more."""
        for _ in range(round(seconds / TICK)):
            self._pilot.time.seconds += TICK
            self._pilot.frame()
            if self._screen != self.changes[-1][1]:
                self.look()
        self.look()

    def look(self):
        """Remembers the frame that is drawn now."""
        self.sights.append(self._sight(self._picture()))
        if not self.changes or self._screen != self.changes[-1][1]:
            self.changes.append((self._now, self._screen))

    @property
    def _screen(self):
        view = self.kiosk.view
        return f"{view.screen} {view.position}{' waits' * view.waiting}"

    @property
    def _now(self):
        return round(self._pilot.time() - self._start, 3)

    def _picture(self):
        pilot = self._pilot
        pilot.looking = True
        pilot.window.canvas.ask_update()
        EventLoop.idle()
        pilot.looking = False
        size = tuple(pilot.window.size)
        data = glReadPixels(0, 0, *size, GL_RGBA, GL_UNSIGNED_BYTE)
        return Image.frombytes("RGBA", size, data).transpose(Image.Transpose.FLIP_TOP_BOTTOM)

    def _sight(self, picture):
        app = self.kiosk.app
        shown = getattr(app.sheet, "cards", ())
        pressed = any(card.depth for card in shown)
        veil = app.stage.veil
        cards = [picture.crop(place) for place in self._places]
        whole = None if pressed or veil else digest(picture)
        for place in self._places:
            picture.paste(0, place)
        own = cards[self._number].copy()
        for place in self._hidden:
            own.paste(0, place)
        return Sight(
            self._now,
            self._screen,
            veil,
            digest(picture),
            tuple(digest(card) for card in cards),
            digest(own) if shown and not veil else None,
            whole,
        )

    def _crop(self, part, *, above, below):
        """The place of a part as Pillow names it, with so many design units more; shadows lie lower."""
        px, high = self.kiosk.sheet.look.frame.px, self._pilot.window.height
        x, top, right, bottom = part.x, high - part.top, part.right, high - part.y
        return int(x - px(20)), int(top - px(above)), int(right + px(20)), int(bottom + px(below))


def plain_words(card):
    return card.words.text.replace("\u00a0", " ")


def within(outer, inner):
    """A place in the coordinates of another."""
    x, y = outer[:2]
    return inner[0] - x, inner[1] - y, inner[2] - x, inner[3] - y


def digest(picture):
    return blake2b(picture.tobytes(), digest_size=12).digest()


def differences(one, other):
    """What two witnesses of different answers could tell apart; nothing, where the kiosk is discreet."""
    found = []
    if len(one.sights) != len(other.sights):
        found.append(f"{len(one.sights)} frames, {len(other.sights)} frames")
    if one.changes != other.changes:
        found.append(f"screens {one.changes} and {other.changes}")
    if one.sounds != other.sounds:
        found.append(f"sounds at {one.sounds} and {other.sounds}")
    third = ({0, 1, 2} - {one._number, other._number}).pop()
    for mine, its in zip(one.sights, other.sights, strict=False):
        found += [
            f"{name} at {mine.at} on {mine.screen}"
            for name in COMPARED
            if getattr(mine, name) != getattr(its, name)
        ]
        if mine.cards[third] != its.cards[third]:
            found.append(f"the card that nobody touched at {mine.at} on {mine.screen}")
    return found
