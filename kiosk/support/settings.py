"""The configuration as far as it helps: where things are and how they are set, and no secret."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from kiosk.config import Config


def settings_of(config: Config) -> dict[str, object]:
    """What the configuration says, by its own names; of a file of secrets whether it is there."""
    return {
        "file": str(config.file),
        "zone": str(config.zone),
        "agency": {"name": config.agency.name, "unit": config.agency.unit},
        "device": {"id": config.device.id, "counter": config.device.counter},
        "journal": {"path": str(config.journal.path), "retention_days": config.journal.retention_days},
        "sync": {
            "endpoint": _address(config.sync.endpoint),
            "proxy": _address(config.sync.proxy),
            "token_file": _place(config.sync.token_file),
        },
        "access": {"pins_file": _place(config.pins_file)},
        "invite": {"port": config.invite.port, "token_file": _place(config.invite.token_file)},
        "desk": {
            "mode": config.desk.mode.value,
            "languages": list(config.desk.languages),
            "step_minutes": config.desk.step_minutes,
        },
        "display": {
            "size": config.display.size,
            "position": config.display.position,
            "diagonal_inches": config.display.diagonal_inches,
            "dark_after_seconds": config.display.dark_after_seconds,
            "languages_folder": _place(config.display.languages_folder),
        },
        "watchdog": {
            "frozen_seconds": config.watchdog.frozen_seconds,
            "start_seconds": config.watchdog.start_seconds,
            "restart_at": config.watchdog.restart_at and config.watchdog.restart_at.isoformat(),
        },
        "questionnaire": _questionnaire(config),
    }


def _questionnaire(config: Config) -> dict[str, object]:
    asked = config.questionnaire
    return {
        "version": asked.version,
        "departments": len(asked.departments),
        "criteria": len(asked.criteria),
        "levels": len(asked.levels),
        "reasons": len(asked.reasons),
    }


def _address(address: str | None) -> str | None:
    """Without a login, and without what follows a question mark."""
    if not address:
        return address
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _place(path: Path | None) -> dict[str, object] | None:
    return None if path is None else {"path": str(path), "exists": path.exists()}
