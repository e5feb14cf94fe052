"""Figures as forms, and forms as people and programs read them; the kiosk and the centre share these."""

from kiosk.reports.as_json import as_json
from kiosk.reports.as_table import as_table

__all__ = ["as_json", "as_table"]
