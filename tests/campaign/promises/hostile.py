"""Somebody wishes the centre ill: what he sends, who he says he is, and how much of it."""

from __future__ import annotations

import http.client
import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from central import devices, readers
from central.store import Store
from sync.endpoint import Endpoint
from sync.wire import WireError, compress, decode, decompress, encode
from tests.campaign.network.centres import Centre, Centres, enrol, running_centres
from tests.campaign.network.hostile_batches import ANYTHING, Sent, bomb
from tests.campaign.network.line import line
from tests.campaign.network.secrets import secrets_in
from tests.campaign.promise import Effort, Promise
from tests.central.kit import PaperKiosk

_UNLIMITED = ("--device-rate", "1000000", "--device-burst", "1000000")
_MOST_MEBIBYTES = 400
_REFUSALS = {400, 403, 408, 409, 413, 415}


@dataclass
class Target:
    """A centre on SQLite, and what stands in its file."""

    centre: Centre
    file: Path
    tokens: dict[str, str]

    def post(self, sent: Sent, device: str = "quan-1", **more: str) -> tuple[int, dict[str, object]]:
        """Send one request on a connection of its own; status and JSON of the answer."""
        headers = {"Authorization": f"Bearer {self.tokens[device]}", **sent.headers, **more}
        connection = http.client.HTTPConnection("127.0.0.1", self.centre.port, timeout=120)
        with closing(connection):
            connection.request("POST", "/v1/batches", sent.body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    def held(self) -> int:
        """How many entries the centre holds in all."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            count: int = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
            return count


def _target(effort: Effort, centres: Centres, *options: str) -> Target:
    file = effort.folder / "centre.sqlite"
    database = f"sqlite:///{file}"
    tokens = enrol(database, "quan-1", "quan-2")
    return Target(centres.start(database, *options), file, tokens)


def _any_batch(effort: Effort) -> Iterator[str | None]:
    tried: list[str | None] = []
    with running_centres(effort.folder) as centres:
        target = _target(effort, centres, *_UNLIMITED)

        @seed(effort.seed)
        @settings(
            max_examples=effort.times(short=150, long=10_000),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(ANYTHING)
        def try_it(sent: Sent) -> None:
            tried.append(_wrong_with(target, sent))

        try_it()
        yield from tried
        memory = target.centre.resident_bytes() >> 20
        yield f"the centre took {memory} MiB" if memory > _MOST_MEBIBYTES else None
        yield secrets_in(effort.folder.glob("*.log"), target.tokens.values())


def _wrong_with(target: Target, sent: Sent) -> str | None:
    before = target.held()
    status, answer = target.post(sent)
    added = target.held() - before
    if status == 200:
        lines = len(decode(_plain(sent)).lines)
        return None if added <= lines else f"{added} of {lines} lines were added by {sent}"
    if status not in _REFUSALS:
        return f"status {status} {answer} to {sent}"
    if added:
        return f"status {status}, and yet {added} lines of {sent} were kept"
    if status in {400, 413}:
        try:
            decode(_plain(sent))
        except WireError:
            return None
        return f"status {status} to {sent}, which is a batch"
    return None


def _plain(sent: Sent) -> bytes:
    encoding = sent.headers["Content-Encoding"].strip().lower()
    return decompress(sent.body) if encoding == "gzip" else sent.body


def _bombs(effort: Effort) -> Iterator[str | None]:
    """What opens into gibibytes, from both devices and over many connections at once."""
    opened = 1 << effort.times(short=8, long=12)
    header = PaperKiosk("quan-1").batch(2, 1)
    kinds = {
        "zeros": bomb(opened),
        "newlines": bomb(opened, of=b"\n"),
        "deep JSON": bomb(opened, of=b"["),
        "a bomb in a bomb": bomb(1, of=bomb(1)[:1]),
        "a body of 8 MB": bytes(8 << 20),
        "a body of 32 MB": bytes(32 << 20),
    }
    with running_centres(effort.folder) as centres:
        target = _target(effort, centres, *_UNLIMITED)
        with ThreadPoolExecutor(8) as pool:
            for kind, body in kinds.items():
                for encoding in ("gzip", "identity"):
                    sent = Sent(body, {"Content-Encoding": encoding})
                    times = effort.times(short=4, long=40)
                    for status in pool.map(
                        lambda number, sent=sent: _status(target, sent, number), range(times)
                    ):
                        yield (
                            None
                            if status in {0, 400, 413, 429}
                            else f"status {status} to {kind} as {encoding}"
                        )
        memory = target.centre.resident_bytes() >> 20
        yield f"the centre took {memory} MiB" if memory > _MOST_MEBIBYTES else None
        yield f"it kept {target.held()} entries" if target.held() else None
        with closing(Endpoint(target.centre.batches, target.tokens["quan-1"])) as endpoint:
            endpoint.post(header)
        yield secrets_in(effort.folder.glob("*.log"), target.tokens.values())


def _status(target: Target, sent: Sent, number: int) -> int:
    """The status; 0 where the centre hangs up before it has heard all of it."""
    try:
        return target.post(sent, "quan-1" if number % 2 else "quan-2")[0]
    except (OSError, http.client.HTTPException):
        return 0


def _enumeration(effort: Effort) -> Iterator[str | None]:
    """Whoever has no token learns nothing: neither from an answer nor from the work that it takes."""
    points = effort.folder / "points"
    with running_centres(effort.folder) as centres:
        target = _target(effort, centres)
        centres.end(target.centre.pid)
        store = Store.open(f"sqlite:///{target.file}")
        with store.writing() as connection:
            reader, _ = readers.enrol(connection, "chi")
            devices.revoke(connection, "quan-2")
        store.close()
        target.centre = centres.start(f"sqlite:///{target.file}", points=points)
        token = target.tokens["quan-1"]
        strangers = {
            "unknown": "x" * len(token),
            "revoked": target.tokens["quan-2"],
            "a reader's": reader,
            "nearly right": token[:-1] + ("A" if token[-1] != "A" else "B"),
            "a prefix": token[:-1],
            "longer": token + "x",
            "very long": "x" * 5000,
            "odd": "x y\tz",
            "not ASCII": "\xe9" * 20,
        }
        bodies = {name: _question_of(name) for name in ("quan-1", "nobody")}
        seen = set()
        for kind, stranger in strangers.items():
            for device, sent in bodies.items():
                before = points.stat().st_size
                answer = target.post(sent, Authorization=f"Bearer {stranger}")
                work = points.stat().st_size - before
                seen.add((answer[0], json.dumps(answer[1]), work))
                yield f"a token that is {kind}, as {device}: {sorted(seen)}" if len(seen) > 1 else None
        yield None if {status for status, _, _ in seen} == {401} else f"{sorted(seen)}"
        own = [target.post(_question_of(name)) for name in ("quan-2", "nobody")]
        told = {
            (status, str(answer["error"]).replace(name, "…"))
            for (status, answer), name in zip(own, ("quan-2", "nobody"), strict=True)
        }
        yield None if len(told) == 1 and own[0][0] == 403 else f"another device's name tells {own}"
        yield secrets_in(effort.folder.glob("*.log"), [*target.tokens.values(), reader])


def _question_of(device: str) -> Sent:
    return Sent(compress(encode(PaperKiosk(device).batch())))


def _crowded_out(effort: Effort) -> Iterator[str | None]:
    """One token is used by somebody with eight hands; the desks of the others, and its own, get through."""
    with (
        line(effort.folder / "line", options=("--device-rate", "20", "--device-burst", "50")) as here,
        ExitStack() as stack,
    ):
        here.enrol("noisy", "quiet-1", "quiet-2")
        pool = stack.enter_context(ThreadPoolExecutor(8))
        target = Target(
            Centre(0, here.centre.address, here.logs[0]), here.folder / "centre.sqlite", here.tokens
        )
        sent = _question_of("noisy")
        noise = pool.map(lambda _: target.post(sent, "noisy")[0], range(effort.times(short=300, long=20_000)))
        for desk in ("quiet-1", "quiet-2"):
            wrong = here.begin(desk, f"{here.centre.address}/v1/batches", seconds=20.0) or here.settled(desk)
            yield wrong
        statuses = set(noise)
        yield None if statuses == {200, 429} else f"the noise is answered {sorted(statuses)}"
        url = f"{here.centre.address}/v1/batches"
        yield here.begin("noisy", url, seconds=20.0) or here.settled("noisy")
        yield here.leaks()


PROMISES = (
    Promise(
        "Whatever stands in a batch, the centre never answers with a fault of its own, never keeps a part "
        "of what it refuses, and its memory stays bounded.",
        _any_batch,
    ),
    Promise("What opens into gibibytes is refused in bounded memory, many times at once.", _bombs),
    Promise(
        "Who has no token learns from no answer, and from no difference in the work, which devices or tokens "
        "there are.",
        _enumeration,
    ),
    Promise(
        "A device that asks without end is asked for patience, the others are not held up, and its own "
        "entries arrive once.",
        _crowded_out,
    ),
)
