"""Writes docs/performance.md from what was measured: `python -m benchmarks.page [--figures FILE] [--page
FILE]`.

What each benchmark does stands in its own first lines; what a profile showed, and so why a figure misses, in
`profiles.toml`, by benchmark.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.__main__ import MODULES
from benchmarks.measure import OUT, ROOT

HERE = Path(__file__).parent
_LARGE = 1000  # from here on, digits after the point say nothing
_HEAD = """# How close to the limit

For developers, and for whoever is told that it is fast. Each figure is held against what can't be beaten,
or against the usual way, and both are measured in one run, in turns, for a machine's speed drifts; a line
of the table is the turn whose ratio is the middle one. Take the ratios: the bare numbers belong to one
machine. `make bench` measures all of it again (some hours; `make bench BENCH=--rest` goes on where it was
ended), `make bench-short` shows in minutes that it runs, `python -m benchmarks --long --only WORDS`
measures one. The figures go to `out/bench.json`, what each rests on to `out/bench.about.json`; `python -m
benchmarks.page` writes this page from both.
"""


def page(
    figures: Sequence[Mapping[str, Any]], about: Mapping[str, Mapping[str, Any]], profiles: Mapping[str, str]
) -> str:
    """The document."""
    parts = [
        _HEAD,
        *_machines(about.values()),
        *_small(about.values()),
        _table(figures, about),
        *_benchmarks(figures, about, profiles),
    ]
    return "\n".join(parts)


def _machines(about: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Each machine on which something of it was measured, and what else it did meanwhile."""
    loads = defaultdict[tuple[str, str], list[float]](list)
    for one in about:
        versions = ", ".join(f"{name} {number}" for name, number in one["versions"].items())
        loads[one["machine"], versions].append(one.get("load", 0))
    for (machine, versions), load in sorted(loads.items()):
        busy = f"load {min(load):.0f} to {max(load):.0f} when the benchmarks began"
        yield f"Measured on {machine}; {versions}; {busy}.\n"


def _small(about: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A word of warning where the sizes were small ones."""
    small = [one for one in about if "--short" in one["command"]]
    if small:
        yield (
            f"**{len(small)} of these figures were measured at small sizes, to see that they run**:"
            " fixed costs weigh most in them. `make bench` has the sizes that count.\n"
        )


def _table(figures: Sequence[Mapping[str, Any]], about: Mapping[str, Mapping[str, Any]]) -> str:
    rows = ["| what | ours | limit | unit | ratio | wanted | met |", "|---|---:|---:|---|---:|---|---|"]
    for one in figures:
        if one["ours"] is None:
            rows.append(f"| {one['name']} | | | | | | {about[one['name']]['not_measured']} |")
        else:
            met = "yes" if one["met"] else "**no**"
            numbers = " | ".join(
                (_number(one["ours"]), _number(one["limit"]), one["unit"], _number(one["ratio"]))
            )
            rows.append(f"| {one['name']} | {numbers} | {one['wanted']} | {met} |")
    return "\n".join([*rows, ""])


def _benchmarks(
    figures: Sequence[Mapping[str, Any]], about: Mapping[str, Mapping[str, Any]], profiles: Mapping[str, str]
) -> Iterator[str]:
    for module in MODULES:
        own = [one for one in figures if about[one["name"]]["benchmark"] == module]
        if not own:
            continue
        command = about[own[0]["name"]]["command"]
        yield f"## {module.replace('_', ' ').capitalize()}\n\n{_first_lines(module)}\n\n`{command}`\n"
        notes = [
            f"- {one['name']}: {about[one['name']]['note']}." for one in own if about[one["name"]].get("note")
        ]
        yield "\n".join([*notes, ""])
        if module in profiles:
            missed = any(one["met"] is False for one in own)
            head = "What misses, and why" if missed else "Where the rest goes"
            yield f"**{head}.** {profiles[module].strip()}\n"


def _first_lines(module: str) -> str:
    told = ast.get_docstring(ast.parse((HERE / f"{module}.py").read_text(encoding="utf-8")))
    return told or ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= _LARGE else f"{value:.4g}"


def main() -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page")
    parser.add_argument("--figures", type=Path, default=OUT / "bench.json")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "performance.md")
    arguments = parser.parse_args()
    if not arguments.figures.exists():
        sys.stderr.write(f"There are no figures in {arguments.figures}: run make bench first.\n")
        return 1
    figures = json.loads(arguments.figures.read_text(encoding="utf-8"))
    about = json.loads(arguments.figures.with_suffix(".about.json").read_text(encoding="utf-8"))
    profiles = tomllib.loads((HERE / "profiles.toml").read_text(encoding="utf-8"))
    text = page(figures, {one["name"]: one for one in about}, profiles)
    arguments.page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
