"""Writes what was answered: secrets first, the configuration last, each file whole or not at all.

Without a configuration a kiosk is not set up: whatever interrupts this, the next start begins anew.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.config import ADMIN, Config, ConfigError, load
from kiosk.secrets import Pins, read_pins

_READABLE = 0o644  # a configuration holds no secret


@dataclass(frozen=True)
class Prepared:
    """A configuration that lies beside its place, checked as a whole."""

    config: Config
    target: Path
    _written: Path

    def put_in_place(self) -> bool:
        """Put it in the place of the old one; returns whether they differ. Raises OSError."""
        new = self._written.read_bytes()
        if self.target.is_file() and self.target.read_bytes() == new:
            return False
        self._written.replace(self.target)
        _settle(self.target.parent)
        return True


@contextmanager
def prepared(text: str, target: Path, source: Path) -> Iterator[Prepared]:
    """The text as a checked configuration, ready to be put in place; `source` is named where it is wrong.

    Raises ConfigError with all faults, and OSError.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f".{target.name}-*"):  # by a setup that was cut off
        left.unlink()
    written = _written_beside(target, text)
    try:
        try:
            config = load(written)
        except ConfigError as error:
            raise ConfigError([replace(one, file=str(source)) for one in error.faults]) from None
        yield Prepared(replace(config, file=target), target, written)
    finally:
        written.unlink(missing_ok=True)


def new_pins(config: Config, wanted: Mapping[str, str]) -> Pins | None:
    """The PINs of this kiosk with the wanted ones, without those of no department; None for no change.

    Raises SecretError where the file of the former ones can't be used.
    """
    former = read_pins(config.pins_file)
    known = {one.code for one in config.questionnaire.departments}
    pins = former
    for code in former.locked - known:
        pins = pins.without(code)
    for code, pin in wanted.items():
        if not pins.is_right(code, pin):
            pins = pins.with_pin(code, pin)
    return None if pins is former else pins


def codes_with_pin(file: Path | None) -> frozenset[str]:
    """Whose PIN is set in a file. Raises SecretError."""
    pins = read_pins(file)
    return pins.locked | ({ADMIN} if pins.has_admin else set())


def why_not_writable(target: Path) -> OSError | None:
    """What the system would say if a file were written at this place; nothing is left there."""
    folder = target.parent
    while not folder.exists():
        folder = folder.parent
    try:
        descriptor, probe = tempfile.mkstemp(dir=folder, prefix=f".{target.name}-")
        os.close(descriptor)
        Path(probe).unlink()
    except OSError as error:
        return error
    return None


def _written_beside(target: Path, text: str) -> Path:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
        if os.name == "posix":  # by its descriptor: in a folder of others the name may lead elsewhere by now
            os.fchmod(stream.fileno(), _READABLE)
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    return Path(name)


def _settle(folder: Path) -> None:
    """Have the new name survive a power cut, where the system can be asked for that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
