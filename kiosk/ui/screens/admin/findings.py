"""Boxes of findings below each other, on as many pages as they need."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.ui.administration import Finding
from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.screens.admin.finding_box import FindingBox, height_of

GAP = 16


def leaves(look: Look, findings: Sequence[Finding], area: Box) -> list[list[FindingBox]]:
    """The boxes of each leaf, placed from the top of the area; at least one leaf, perhaps empty."""
    turned: list[list[FindingBox]] = [[]]
    y = area.y
    for one in findings:
        high = height_of(look, one, area.w)
        if turned[-1] and y + high > area.bottom:
            turned.append([])
            y = area.y
        turned[-1].append(FindingBox(look, Box(area.x, y, area.w, high), one))
        y += high + GAP
    return turned
