"""What a kiosk tells those who help from afar: never a secret, and nothing of any citizen's answer."""

from __future__ import annotations

from kiosk.support.bundle import MOST_BYTES, Part, write_bundle
from kiosk.support.counts import counts_of
from kiosk.support.logs import end_of, log_parts
from kiosk.support.scrub import Scrubber
from kiosk.support.settings import settings_of
from kiosk.support.versions import versions

__all__ = [
    "MOST_BYTES",
    "Part",
    "Scrubber",
    "counts_of",
    "end_of",
    "log_parts",
    "settings_of",
    "versions",
    "write_bundle",
]
