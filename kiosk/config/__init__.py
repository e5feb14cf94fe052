"""The settings of a kiosk, from config.toml."""

from kiosk.config.faults import ConfigError, Fault
from kiosk.config.load import load
from kiosk.config.message import LANGUAGES, Message
from kiosk.config.overrides import Override, override_of
from kiosk.config.settings import Config
from kiosk.domain.ports import ADMIN

__all__ = [
    "ADMIN",
    "LANGUAGES",
    "Config",
    "ConfigError",
    "Fault",
    "Message",
    "Override",
    "load",
    "override_of",
]
