"""The fault campaign: `python -m tests.campaign [--long|--short] [--only words] [--out file]`.

Exit status: 0 each promise held, 1 one broke, 2 wrong use. What can't be tried on this machine is told; with
--long, which the published figures come from, that is 1 as well.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.campaign.promises import SUBJECTS, promises_of
from tests.campaign.trial import Trial, say, tried

SEED = 20261121


def main(words: list[str] | None = None) -> int:
    """Try what was asked for, a line a promise; the exit status."""
    asked = _asked(words)
    chosen = [
        (subject, number)
        for subject in SUBJECTS
        for number, promise in enumerate(promises_of(subject))
        if asked.only.lower() in f"{subject}: {promise.name}".lower()
    ]
    if not chosen:
        sys.stderr.write(f"No promise has {asked.only!r} in its name.\n")
        return 2
    trials = _tried(chosen, asked)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps([member_of(trial) for trial in trials], indent=2) + "\n")
    for trial in trials:
        if trial.broke:  # again, where whoever looks looks first
            _tell(trial)
    say(_summary(trials, asked.out))
    return status_of(trials, long=asked.long)


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--long", action="store_true", help="as many cases as docs/reliability.md names")
    length.add_argument("--short", dest="long", action="store_false", help="a few minutes (the default)")
    parser.add_argument("--only", default="", metavar="WORDS", help="promises with these words")
    parser.add_argument("--out", type=Path, default=Path("out/campaign.json"), metavar="FILE")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="promises tried at once")
    return parser.parse_args(words)


def _tried(chosen: list[tuple[str, int]], asked: argparse.Namespace) -> list[Trial]:
    context = multiprocessing.get_context("spawn")
    # A process a promise: nothing of one is left in another.
    with ProcessPoolExecutor(asked.jobs, mp_context=context, max_tasks_per_child=1) as pool:
        futures = {
            pool.submit(tried, subject, number, long=asked.long, seed=asked.seed): place
            for place, (subject, number) in enumerate(chosen)
        }
        trials = {}
        for future in as_completed(futures):
            trial = trials[futures[future]] = future.result()
            _tell(trial)
    return [trials[place] for place in sorted(trials)]


def _tell(trial: Trial) -> None:
    say(f"{trial.verdict:9} {trial.cases:7,} cases {trial.seconds:7.1f} s  {trial.promise}")
    for sentence in (*trial.told, trial.not_tried):
        if sentence:
            say(f"            {sentence}")


def _summary(trials: list[Trial], out: Path) -> str:
    held, cases = sum(trial.held for trial in trials), sum(trial.cases for trial in trials)
    untried = sum(bool(trial.not_tried) for trial in trials)
    left = f", {untried} can't be tried here" if untried else ""
    return f"{held} of {len(trials)} promises held in {cases:,} cases{left}: {out}"


def status_of(trials: list[Trial], *, long: bool) -> int:
    """The exit status; the long form forgives nothing that was not tried."""
    bad = any(trial.broke or (long and not trial.held) for trial in trials)
    return 1 if bad else 0


def member_of(trial: Trial) -> dict[str, object]:
    """What out/campaign.json has of it."""
    return {
        "promise": trial.promise,
        "cases": trial.cases,
        "failures": trial.failures,
        "seconds": round(trial.seconds, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
