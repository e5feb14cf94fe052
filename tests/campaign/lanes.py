"""Several processes for the cases of one promise."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

LANES = min(4, os.cpu_count() or 1)


def in_lanes(
    tried: Callable[..., Sequence[str | None]], asked: Sequence[tuple[Any, ...]]
) -> Iterator[str | None]:
    """The cases of `tried(*words)` for each of `asked`, in order, tried in processes beside each other."""
    with ProcessPoolExecutor(LANES, mp_context=multiprocessing.get_context("spawn")) as pool:
        for future in [pool.submit(tried, *words) for words in asked]:
            yield from future.result()
