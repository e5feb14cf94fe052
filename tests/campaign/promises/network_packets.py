"""A way that loses, doubles, damages and mixes up packets: what radio, bad cables and full lines do."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

from sync.status import Fault
from tests.campaign.network.line import TIME_OUT, Line, line
from tests.campaign.network.packet_process import Way
from tests.campaign.network.packets import Packets, packets
from tests.campaign.promise import Effort, Promise

_HARMLESS = {
    "1 % are lost": Way(lost=0.01),
    "10 % are lost": Way(lost=0.1),
    "30 % are lost": Way(lost=0.3),
    "half of them come twice": Way(twice=0.5),
    "they overtake each other": Way(scatter=0.1),
    "they come after half a second": Way(delay=0.25),
    "one in twenty is damaged": Way(damaged=0.05),
    "some of all that": Way(lost=0.05, twice=0.1, damaged=0.02, delay=0.05, scatter=0.05),
}
_HOPELESS = {
    "all are lost": Way(lost=1.0),
    "large ones vanish": Way(longest=300),  # greetings pass, no certificate does
}
_PATIENCE_SECONDS = 240.0
_PRODUCTS_OWN_SECONDS = 60.0


def _harmless(effort: Effort) -> Iterator[str | None]:
    """Whatever happens to packets, TCP and the kiosk's patience bring everything over meanwhile."""
    with ExitStack() as stack:
        way, here = _begun(stack, effort)
        for name, trouble in _HARMLESS.items():
            yield from _tried(way, here, effort, name, trouble)
        yield here.leaks()


def _hopeless(effort: Effort) -> Iterator[str | None]:
    """Where nothing comes through, that has its name, and it goes on once the way is there again."""
    with ExitStack() as stack:
        way, here = _begun(stack, effort)
        for name, trouble in _HOPELESS.items():
            yield from _tried(way, here, effort, name, trouble, hopeless=True)
        yield here.leaks()


def _begun(stack: ExitStack, effort: Effort) -> tuple[Packets, Line]:
    way = stack.enter_context(packets(effort.seed))
    here = stack.enter_context(
        line(
            effort.folder / "line",
            encrypted=True,
            host=way.address,
            within=way.desks,
            centre_within=way.centre,
        )
    )
    return way, here


def _tried(
    way: Packets, here: Line, effort: Effort, name: str, trouble: Way, *, hopeless: bool = False
) -> Iterator[str | None]:
    """Some desks at once, a case each; the way is mended only where nothing comes through."""
    words = name.replace(" ", "-").replace("%", "percent")
    desks = [f"{words}-{number}" for number in range(effort.times(short=2, long=10))]
    here.enrol(*desks)
    # all of them have begun before the way is bad, and met it before it is good again
    bad = Barrier(len(desks), lambda: way.fare(trouble), _PATIENCE_SECONDS)
    good = Barrier(len(desks), lambda: way.fare(Way()), _PATIENCE_SECONDS)

    def tried(desk: str) -> str | None:
        return here.survives(
            desk,
            f"{here.centre.address}/v1/batches",
            # a packet that is late enough meets a connection that the centre has given up
            frozenset({Fault.TIMEOUT} if hopeless else {Fault.TIMEOUT, Fault.CONNECTION_RESET}),
            breaks=bad.wait,
            mends=good.wait if hopeless else lambda: None,
            must_be_named=hopeless,
            ballots=effort.times(short=20, long=100),
            patience=_PATIENCE_SECONDS,
            seconds=TIME_OUT if hopeless else _PRODUCTS_OWN_SECONDS,
        )

    with ThreadPoolExecutor(len(desks)) as pool:
        for wrong in pool.map(tried, desks):
            yield wrong and f"{name}: {wrong} (seed {effort.seed})"
    way.fare(Way())


PROMISES = (
    Promise(
        "However many packets are lost (to 30 %), doubled, damaged, late or overtaken, each entry arrives"
        " once, and nothing worse than a time-out or a break is named.",
        _harmless,
    ),
    Promise(
        "Where packets vanish, all of them or the large ones, a time-out is named, and once they pass again"
        " everything arrives once.",
        _hopeless,
    ),
)
