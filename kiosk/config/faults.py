"""What is wrong with a configuration: where, what, and the cure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kiosk.config.message import Message, with_cure
from kiosk.domain.records import dataclass

COMMAND_LINE = "--set"


@dataclass(frozen=True)
class Fault:
    """One fault; `key` is empty where it is the whole file's, `line` None where it is not known."""

    file: str
    key: str
    line: int | None
    what: Message
    cure: Message

    def text(self, language: str) -> str:
        """The fault and its cure on one line: `config.toml:12: device.id: … Cần làm: …`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        where = f"{place}: {self.key}" if self.key else place
        return f"{where}: {with_cure(self.what, self.cure, language)}"


class ConfigError(Exception):
    """The configuration can't be used; `faults` are all that were found, in the order of the file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(fault.text("en") for fault in faults))
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))

    def text(self, language: str) -> str:
        """All faults, one a line."""
        return "\n".join(fault.text(language) for fault in self.faults)


class FaultList:
    """Collects faults while a document is read, and knows where each key stands."""

    def __init__(self, file: Path, lines: Mapping[str, int], set_keys: Sequence[str] = ()) -> None:
        self._file = str(file)
        self._lines = lines
        self._set_keys = set_keys
        self.faults: list[Fault] = []

    def add(self, key: str, what: Message, cure: Message) -> None:
        """Note a fault of a key."""
        if any(key == one or key.startswith(f"{one}.") for one in self._set_keys):
            self.faults.append(Fault(COMMAND_LINE, key, None, what, cure))
        else:
            self.faults.append(Fault(self._file, key, self._line(key), what, cure))

    def _line(self, key: str) -> int | None:
        """The line of the key, else of the table that it belongs to."""
        while key and key not in self._lines:
            key = key.rpartition(".")[0]
        return self._lines.get(key)
