"""What should be better: shown after every ballot, whatever was answered, so its coming tells nothing."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView
from kiosk.ui.frame import LANDSCAPE, PORTRAIT, Box
from kiosk.ui.lettering import common_size
from kiosk.ui.screens.foot import Foot
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Space
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.chip import MOST_LINES, Chip, chip_words, chosen_lettering

CHIP_HEIGHT = 136
CHIP_HEIGHT_NARROW = 168  # two columns in portrait: words in three lines
CHIP_GAP = 28
COLUMN_GAP = 32
ABOVE = 0.3  # of what a window has more than the design
MOST_GROWTH = 56
MOST_TITLE = 160
MOST_HELP = 120
GAP = 12
FEW_REASONS = 6
SEND_WIDTH = 400
SEND_WIDTH_LARGE = 600


class ReasonsSheet(Sheet):
    """Chosen reasons live here only, and go with the sheet."""

    chips: list[Chip]
    back: Button | None = None

    def draw(self, view: DeskView) -> None:
        """Strip, question, chips, foot."""
        self.strip = self.citizen_strip()
        self._draw_head(view)
        self._draw_chips(view)
        self._draw_foot(view)

    def _draw_head(self, view: DeskView) -> None:
        """Question and help are centred together between strip and chips."""
        look, title = self.look, self.texts("reasons.title")
        help_ = self.texts("reasons.help" if view.recorded else "reasons.help_unanswered")
        above = self.fit_centred(title, look.type.title, MOST_TITLE)
        below = self.fit_centred(help_, look.type.hint, MOST_HELP)
        room = self._chips_top - self.strip.box.bottom
        y = self.strip.box.bottom + (room - above.height - below.height - GAP) / 2
        self.centred_words(y, above.height, title, look.type.title.at(above.size))
        y += above.height + GAP
        lettering = look.type.hint.at(below.size)
        self.help = self.centred_words(y, below.height, help_, lettering, colour=look.palette.quiet)

    @property
    def _chips_top(self) -> float:
        frame = self.look.frame
        top, usual = (620, PORTRAIT[1]) if frame.portrait else (408, LANDSCAPE[1])
        return top + (frame.h - usual) * ABOVE

    def _chip_height(self, rows: int, *, narrow: bool) -> float:
        """What a window has more than the design makes chips higher, up to a point."""
        frame = self.look.frame
        usual = (PORTRAIT if frame.portrait else LANDSCAPE)[1]
        growth = min(MOST_GROWTH, (frame.h - usual) * (1 - 2 * ABOVE) / rows)
        return (CHIP_HEIGHT_NARROW if narrow else CHIP_HEIGHT) + growth

    def _draw_chips(self, view: DeskView) -> None:
        look, reasons = self.look, view.questionnaire.reasons
        places = self._chip_places(len(reasons))
        texts = [reason.text_in(view.language) for reason in reasons]
        lettering = look.type.chip
        size = common_size(
            look.fit(text, chip_words(place), chosen_lettering(lettering), most_lines=MOST_LINES)
            for text, place in zip(texts, places, strict=True)
        )
        self.chips = [
            self.put(Chip(look, place, reason.code, text, lettering.at(size), toggled=self._offer_sending))
            for place, reason, text in zip(places, reasons, texts, strict=True)
        ]

    def _chip_places(self, count: int) -> list[Box]:
        frame = self.look.frame
        across = (1 if frame.portrait else 2) + (count > FEW_REASONS)
        high = self._chip_height(-(-count // across), narrow=frame.portrait and across > 1)
        columns = frame.columns(across, margin=Space.margin, gap=COLUMN_GAP)
        places = []
        for number in range(count):
            row, column = divmod(number, across)
            x, wide = columns[column]
            places.append(Box(x, self._chips_top + row * (high + CHIP_GAP), wide, high))
        return places

    def _draw_foot(self, view: DeskView) -> None:
        look, texts = self.look, self.texts
        back, skip, send = self._foot_places()
        if view.can_go_back:
            return_ = self.calling(self.desk.back)
            self.back = self.put(Button(look, back, texts("rating.back"), return_, icon="back"))
        leave = self.calling(self.desk.skip_reasons)
        self.skip = self.put(Button(look, skip, texts("rating.skip"), leave, icon="next", icon_after=True))
        self.send = Button(look, send, texts("reasons.send"), self._send, kind="main", icon="check")

    def _foot_places(self) -> tuple[Box, Box, Box]:
        """Of back, skip and send, which is the rightmost; in portrait the last, on a row of its own."""
        foot = Foot(self.look)
        if self.look.frame.portrait:
            above = foot.y - Space.touch - Space.near
            return foot.back._replace(y=above), foot.skip._replace(y=above), self.across(foot.y, Space.touch)
        wide = SEND_WIDTH_LARGE if self.look.easy else SEND_WIDTH
        send = Box(foot.skip.right - wide, foot.y, wide, Space.touch)
        return foot.back, foot.skip._replace(x=send.x - Space.gap - foot.skip.w), send

    def _offer_sending(self) -> None:
        """With nothing chosen there is nothing to send: the button's place is empty then."""
        if any(chip.chosen for chip in self.chips) is not (self.send.parent is not None):
            if self.send.parent:
                self.remove_widget(self.send)
            else:
                self.put(self.send)

    def _send(self) -> None:
        chosen = [chip.code for chip in self.chips if chip.chosen]
        self.calling(self.desk.send_reasons, chosen)()
