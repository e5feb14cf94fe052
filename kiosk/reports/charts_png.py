"""A drawn sheet as pixels."""

from __future__ import annotations

from io import BytesIO

from kiosk.reports.charts_sheet import WIDTH, Sheet


def png_of(sheet: Sheet, width_mm: float, dpi: int) -> bytes:
    """The sheet scaled to this width; the file says how large it is, and nothing of who made it and when."""
    drawn = BytesIO()
    sheet.figure.savefig(
        drawn,
        format="png",
        dpi=dpi * width_mm / WIDTH,
        metadata={"Software": None},
        pil_kwargs={"dpi": (dpi, dpi), "optimize": True},
    )
    return drawn.getvalue()
