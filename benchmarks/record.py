"""The file of figures, and beside it what each rests on; written after every figure, so nothing measured is
lost.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.measure import Figure


class Record:
    """Figures by name, in the order in which they came."""

    def __init__(self, file: Path, *, keep: bool) -> None:
        """`keep`: what the file already holds stays until it is measured anew."""
        self._file, self._about_file = file, file.with_suffix(".about.json")
        old, about = (_read(one) if keep else [] for one in (self._file, self._about_file))
        self._figures = {one["name"]: one for one in old}
        self._about = {one["name"]: one for one in about}

    def add(self, benchmark: str, one: Figure, command: str, load: float) -> None:
        """Take a figure."""
        self._forget_missing(benchmark)
        told = {
            "name": one.name,
            "ours": _short(one.ours),
            "limit": _short(one.limit),
            "unit": one.unit,
            "ratio": _short(one.ratio),
            "wanted": str(one.wanted),
            "met": one.met,
        }
        self._take(benchmark, told, command, {"note": one.note, "load": round(load, 1)})

    def add_missing(self, benchmark: str, why: str, command: str) -> None:
        """Note that a benchmark could not be measured here, and why."""
        name = f"{benchmark.replace('_', ' ')}: not measured"
        told = dict.fromkeys(("name", "ours", "limit", "unit", "ratio", "wanted", "met")) | {"name": name}
        self._take(benchmark, told, command, {"not_measured": why})

    def _forget_missing(self, benchmark: str) -> None:
        for kept in (self._figures, self._about):
            kept.pop(f"{benchmark.replace('_', ' ')}: not measured", None)

    def _take(self, benchmark: str, told: dict[str, Any], command: str, more: dict[str, Any]) -> None:
        name = told["name"]
        self._figures[name] = told
        self._about[name] = {
            "name": name,
            "benchmark": benchmark,
            "command": command,
            "when": datetime.now(UTC).isoformat(timespec="minutes"),
            "machine": machine.machine(),
            "versions": machine.versions(),
            **more,
        }
        for file, kept in ((self._file, self._figures), (self._about_file, self._about)):
            file.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(list(kept.values()), indent=2, ensure_ascii=False)
            file.write_text(text + "\n", encoding="utf-8")


def _read(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _short(value: float) -> float:
    """Four digits that count: more would pretend."""
    return float(f"{value:.4g}")
