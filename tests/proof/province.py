"""A province whose totals are known: every page and every export against plain SQL over the raw lines.

    python -m tests.proof.province [--kiosks 200] [--days 261] [--ballots 3] [--processes 2]

fills a PostgreSQL of its own with a year of two hundred kiosks, batch by batch as the centre takes them in,
and tells what agrees and how long it took. The tests do the same with some days.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import requests

from build_spec.demo.programs import running_centre
from central import catalogue, devices, passwords, people
from central.audit import By
from central.devices import Device
from central.ingest import take
from central.rebuild import recount
from central.roles import Role
from central.store import Store
from tests.postgresql import running_server
from tests.proof.documents import found_in
from tests.proof.expected import rows_of
from tests.proof.lives import LONG, NOW, PROVINCE, Place, Size, catalogue_of, days_of, lived, places
from tests.proof.recount import Recounted

_Result = TypeVar("_Result")
PAGES = {"a": "/table", "b": "/participation", "c": "/factors", "ranking": "/ranking"}
FILES = ("csv", "xlsx", "docx", "html")
AUDITOR, PASSWORD = "thanh-tra", "một câu dài dễ nhớ"


def fill(url: str, size: Size, processes: int = 1) -> tuple[int, int]:
    """Take in all that the kiosks have to say; the lines and collected ballots, as the kiosks know them."""
    store = Store.open(url)
    with store.writing() as connection:
        catalogue.add(connection, catalogue_of(size))
        people.add(connection, AUDITOR, Role.AUDITOR, None, by=By(None, "", datetime.now(UTC)))
        people.keep_password(connection, AUDITOR, passwords.HASHING.hashed(PASSWORD))
    store.close()
    shares = [(url, size, places(size)[number::processes]) for number in range(processes)]
    if processes == 1:
        done = [_take_in(*shares[0])]
    else:
        with ProcessPoolExecutor(processes) as at_once:
            done = list(at_once.map(_take_in, *zip(*shares, strict=True)))
    return sum(lines for lines, _ in done), sum(ballots for _, ballots in done)


def _take_in(url: str, size: Size, those: Sequence[Place]) -> tuple[int, int]:
    store = Store.open(url)
    lines = ballots = 0
    for place in those:
        year = lived(place, size)
        with store.writing() as connection:
            token, _ = devices.enrol(connection, place.device, training=False)
            device = devices.with_token(connection, token)
        if not isinstance(device, Device):
            raise TypeError(f"{place.device} is not enrolled")
        for batch in year.batches():
            take(store, device, batch, now=NOW)
        lines, ballots = lines + len(year.lines), ballots + year.collected
    store.close()
    return lines, ballots


@dataclass(frozen=True)
class Look:
    """A page or a file that somebody looks at; `agency` "" is the whole province, `kind` "page" no file."""

    form: str
    kind: str
    first: date
    last: date
    agency: str = ""

    @property
    def path(self) -> str:
        where = PAGES[self.form] if self.kind == "page" else f"/export/{self.form}.{self.kind}"
        agency = f"&agency={self.agency}" if self.agency else ""
        return f"{where}?from={self.first}&to={self.last}&compare=no&lang=vi{agency}"


@dataclass(frozen=True)
class Reader:
    """Somebody who is logged in at a running centre."""

    session: requests.Session
    address: str

    def get(self, path: str) -> bytes:
        """What stands there; raises what HTTP says where nothing does."""
        answer = self.session.get(self.address + path, timeout=300)
        answer.raise_for_status()
        return answer.content

    def disagreement(self, look: Look, raw: Recounted) -> str:
        """How what is shown differs from what plain SQL counts, "" where it does not."""
        told = raw.of(look.agency, look.first, look.last)
        kind = "html" if look.kind == "page" else look.kind
        shown, meant = found_in(self.get(look.path), kind, *told.names), rows_of(look.form, told)
        return "" if shown == meant else f"{look}: shown {shown - meant}, counted {meant - shown}"


@contextmanager
def reading(address: str) -> Iterator[Reader]:
    """Log the auditor in as people do."""
    with requests.Session() as session:
        session.trust_env = False
        form = session.get(f"{address}/login", timeout=120).text
        key = re.search(r'name="key" value="([^"]+)"', form)
        words = {"key": key[1] if key else "", "back": "/", "name": AUDITOR, "password": PASSWORD}
        session.post(f"{address}/login", data=words, timeout=120).raise_for_status()
        yield Reader(session, address)


def everything(size: Size) -> Iterator[Look]:
    """Every page of every agency over the year and over an odd quarter, and every file of the province."""
    days = days_of(size)
    year = (days[0], days[-1])
    for period in (year, (days[len(days) * 5 // 7], days[len(days) * 20 // 21])):
        for agency in ("", *(one for one in catalogue_of(size).agencies if one != PROVINCE)):
            yield from (Look(form, "page", *period, agency) for form in PAGES)
    yield from (Look(form, kind, *year) for form in PAGES for kind in FILES)


def main() -> int:
    """Tell the whole of it; 1 where anything disagrees."""
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("--kiosks", type=int, default=LONG.kiosks)
    parser.add_argument("--days", type=int, default=LONG.days)
    parser.add_argument("--ballots", type=int, default=LONG.ballots)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    size = Size(asked.kiosks, asked.days, asked.ballots)
    with running_server() as server, server.fresh_database() as url, tempfile.TemporaryDirectory() as folder:
        return _tell(url, size, asked.processes, Path(folder))


def _tell(url: str, size: Size, processes: int, folder: Path) -> int:
    (lines, ballots), seconds = _timed(lambda: fill(url, size, processes))
    _say(f"{size}: {lines} lines, {ballots} ballots; {processes} processes took them in in {seconds:.0f} s")
    raw, seconds = _timed(lambda: Recounted.in_database(url, size))
    faults = [f"plain SQL counts {raw.ballots()} ballots"] if raw.ballots() != ballots else []
    _say(f"plain SQL over the raw lines: {raw.ballots()} ballots, {seconds:.0f} s")
    with running_centre(folder, url) as centre, reading(centre.address) as reader:
        for number, look in enumerate(everything(size)):
            if number % 42 == 0:
                _say(f"{number} pages and files looked at")
            faults += filter(None, [reader.disagreement(look, raw)])
        _say(f"{len(list(everything(size)))} pages and files looked at")
        for path in _timed_paths(size):
            _, seconds = _timed(partial(reader.get, path))
            _say(f"{seconds:7.2f} s  {path}")
    store = Store.open(url)
    found, seconds = _timed(lambda: recount(store))
    store.close()
    faults += [str(one) for one in found.differences]
    _say(f"rebuild: {found.ballots} ballots, {len(found.differences)} differences, {seconds:.0f} s")
    _say("\n".join([*faults[:20], f"{len(faults)} disagreements"]))
    return 1 if faults else 0


def _timed_paths(size: Size) -> Iterator[str]:
    days = days_of(size)
    yield f"/?from={days[0]}&to={days[-1]}"
    for kind in ("page", *FILES):
        yield from (Look(form, kind, days[0], days[-1]).path for form in PAGES)
    yield Look("a", "page", days[0], days[-1], "xa-03").path
    yield "/fleet"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _timed(do: Callable[[], _Result]) -> tuple[_Result, float]:
    begun = time.monotonic()
    return do(), time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main())
