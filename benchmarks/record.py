"""The file of figures, and beside it what each rests on; written after every figure, so nothing measured is
lost.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.measure import Figure


class Record:
    """Figures by name, in the `order` of their benchmarks, and within one as they came."""

    def __init__(self, file: Path, *, keep: bool, order: Sequence[str] = ()) -> None:
        """`keep`: what the file already holds of a benchmark stays until that is measured anew."""
        self._file, self._about_file = file, file.with_suffix(".about.json")
        old, about = (_read(one) if keep else [] for one in (self._file, self._about_file))
        self._figures = {one["name"]: one for one in old}
        self._about = {one["name"]: one for one in about}
        self._order, self._begun = {name: place for place, name in enumerate(order)}, set[str]()

    def has(self, benchmark: str, size: str) -> bool:
        """Whether it was measured in this size, so that nothing of it is missing."""
        own = [one for one in self._about.values() if one["benchmark"] == benchmark]
        return bool(own) and all(f"--{size}" in one["command"] and "note" in one for one in own)

    def add(self, benchmark: str, one: Figure, command: str, load: float) -> None:
        """Take a figure."""
        told = {
            "name": one.name,
            "ours": _short(one.ours),
            "limit": _short(one.limit),
            "unit": one.unit,
            "ratio": _short(one.ratio),
            "wanted": str(one.wanted),
            "met": one.met,
        }
        self._drop(_missing(benchmark))
        self._take(benchmark, told, command, {"note": one.note, "load": round(load, 1)})

    def add_missing(self, benchmark: str, why: str, command: str) -> None:
        """Note that a benchmark could not be measured here, and why."""
        members = ("name", "ours", "limit", "unit", "ratio", "wanted", "met")
        told = dict.fromkeys(members) | {"name": _missing(benchmark)}
        self._take(benchmark, told, command, {"not_measured": why})

    def _forget_former(self, benchmark: str) -> None:
        """What an earlier run measured, perhaps in another size and so under other names."""
        self._begun.add(benchmark)
        for name in [name for name, one in self._about.items() if one["benchmark"] == benchmark]:
            self._drop(name)

    def _drop(self, name: str) -> None:
        for kept in (self._figures, self._about):
            kept.pop(name, None)

    def _take(self, benchmark: str, told: dict[str, Any], command: str, more: dict[str, Any]) -> None:
        if benchmark not in self._begun:
            self._forget_former(benchmark)
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
            text = json.dumps([kept[one] for one in self._names()], indent=2, ensure_ascii=False)
            file.write_text(text + "\n", encoding="utf-8")

    def _names(self) -> list[str]:
        return sorted(
            self._about, key=lambda name: self._order.get(self._about[name]["benchmark"], len(self._order))
        )


def _missing(benchmark: str) -> str:
    return f"{benchmark.replace('_', ' ')}: not measured"


def _read(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _short(value: float) -> float:
    """Four digits that count: more would pretend."""
    return float(f"{value:.4g}")
