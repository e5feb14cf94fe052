"""The checked settings. Whoever holds a `Config` need not check anything of it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.questionnaire import Questionnaire
from kiosk.domain.records import dataclass
from kiosk.domain.report_settings import ReportSettings


@dataclass(frozen=True)
class Agency:
    """Whose desk it is, as the top strip and reports name it; `hotline` is for the poster."""

    name: str
    unit: str
    hotline: str


@dataclass(frozen=True)
class Device:
    """The PC: its name at the centre, and the words on the counter's sign."""

    id: str
    counter: str


@dataclass(frozen=True)
class JournalSettings:
    """Where the journal lies; `retention_days` is 0 (kept for ever) or at least 400."""

    path: Path
    retention_days: int


@dataclass(frozen=True)
class SyncSettings:
    """How to reach the centre; without an endpoint entries travel by USB stick only.

    `proxy` is the address of an HTTP proxy, "" for a direct way, None for what the system says.
    """

    endpoint: str | None
    token_file: Path | None
    proxy: str | None


@dataclass(frozen=True)
class DisplaySettings:
    """The citizen's screen: the whole of the main display, or `size` pixels at `position` of the desktop.

    Keys are named as on their caps, in lower case; 0 in `dark_after_seconds`, `attract_seconds` is never.
    """

    size: tuple[int, int] | None
    position: tuple[int, int]
    diagonal_inches: float | None
    dark_after_seconds: int
    invite_key: str
    shift_key: str
    sounds: bool
    attract_seconds: int
    languages_folder: Path | None


@dataclass(frozen=True)
class NoticeSettings:
    """The card that an idle screen shows now and then, by language: that of the main language comes first."""

    titles: Mapping[str, str]
    texts: Mapping[str, str]
    every_seconds: int
    for_seconds: int


@dataclass(frozen=True)
class InviteSettings:
    """Where the one-stop software calls for a ballot: a port of 127.0.0.1 (0: none), and its token."""

    port: int
    token_file: Path | None


@dataclass(frozen=True)
class WatchdogSettings:
    """When `kiosk watch` ends a window that does not move: while it works, and until it first moves.

    `restart_at` is the time of day, in the agency's zone, at which the kiosk starts anew when nobody is
    there; None for never.
    """

    frozen_seconds: int
    start_seconds: int
    restart_at: time | None


@dataclass(frozen=True)
class Config:
    """A whole `config.toml`, checked. Paths are absolute or relative to the working folder."""

    file: Path
    zone: ZoneInfo
    agency: Agency
    device: Device
    journal: JournalSettings
    sync: SyncSettings
    pins_file: Path | None
    desk: DeskSettings
    display: DisplaySettings
    notice: NoticeSettings | None
    invite: InviteSettings
    watchdog: WatchdogSettings
    report: ReportSettings
    questionnaire: Questionnaire
