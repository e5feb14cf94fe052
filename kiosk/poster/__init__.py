"""The poster that invites citizens to rate; needs the extra `documents` (reportlab)."""

from kiosk.poster.page import Poster, write_poster

__all__ = ["Poster", "write_poster"]
