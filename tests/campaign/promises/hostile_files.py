"""Bundles and receipts that somebody else made, or changed on their way."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from central.imports import BundleRefusedError, import_bundle
from central.store import Store
from kiosk.journal import JournalSource
from sync.bundle import BundleError, apply_receipt, token_key, write_bundle
from tests.campaign.network.centres import enrol
from tests.campaign.network.desks import new_journal
from tests.campaign.network.held import State, state_of
from tests.campaign.promise import Effort, Promise, broken_by
from tests.journal.kit import HANOI, HERE

Bend = Callable[[Random, bytes, bytes], bytes]


def _flipped(random: Random, data: bytes, _key: bytes) -> bytes:
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ random.randrange(1, 256)]) + data[place + 1 :]


def _cut(random: Random, data: bytes, _key: bytes) -> bytes:
    return data[: random.randrange(len(data))]


def _longer(random: Random, data: bytes, _key: bytes) -> bytes:
    return data + random.choice(
        [b"\n", b"\x00", data, random.randbytes(20), b'{"mac":"' + b"0" * 64 + b'"}\n']
    )


def _without_a_line(random: Random, data: bytes, _key: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    del lines[random.randrange(len(lines))]
    return b"".join(lines)


def _twice_a_line(random: Random, data: bytes, _key: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    lines.insert(random.randrange(len(lines) + 1), random.choice(lines))
    return b"".join(lines)


def _by_another(random: Random, data: bytes, _key: bytes) -> bytes:
    """Everything is right, but for the key of the MAC."""
    return _signed(data, token_key(str(random.random())))


def _signed(data: bytes, key: bytes) -> bytes:
    told = b"".join(data.splitlines(keepends=True)[:-1])
    mac = hmac.new(key, told, hashlib.sha256).hexdigest()
    return told + json.dumps({"mac": mac}, separators=(",", ":")).encode() + b"\n"


_BENDS: tuple[Bend, ...] = (_flipped, _cut, _longer, _without_a_line, _twice_a_line, _by_another)


def _bundles(effort: Effort) -> Iterator[str | None]:
    random = Random(effort.seed)
    with ExitStack() as stack:
        store, tokens = _centre(effort, stack)
        honest, file = effort.folder / "honest.bundle", effort.folder / "bundle"
        with _source(effort) as source:
            write_bundle(honest, source, token=tokens["quan-1"], sent_at=datetime.now(UTC))
        plain, key = gzip.decompress(honest.read_bytes()), token_key(tokens["quan-1"])
        empty = state_of(store)
        for number in range(effort.times(short=150, long=20_000)):
            bend = random.choice(_BENDS)
            data = bend(random, plain, key)
            packed = gzip.compress(data, 1)
            if random.random() < 0.3:  # the gzip itself is bent, or there is none
                packed = random.choice([_flipped(random, packed, key), _cut(random, packed, key), data])
            file.write_bytes(packed)
            if _opens_into(packed) == plain:
                continue
            with broken_by(f"{effort.seed}, {bend.__name__}, number {number}") as broken:
                broken.sentence = _taken(store, file, empty)
            yield broken.sentence
        import_bundle(store, honest, now=datetime.now(UTC))
        yield None if state_of(store) != empty else "the honest bundle brings nothing"


def _opens_into(packed: bytes) -> bytes | None:
    """What a gzip holds: a bent byte of its head may change nothing."""
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError, ValueError):
        return None
    except Exception:  # noqa: BLE001 - zlib's own, which has no public base
        return None


def _taken(store: Store, file: Path, empty: State) -> str | None:
    try:
        import_bundle(store, file, now=datetime.now(UTC))
    except BundleRefusedError:
        return None if state_of(store) == empty else "a part of a forged bundle was kept"
    return "a forged bundle was taken"


def _receipts(effort: Effort) -> Iterator[str | None]:
    random = Random(effort.seed)
    with ExitStack() as stack:
        store, tokens = _centre(effort, stack)
        stick, honest, file = (effort.folder / name for name in ("bundle", "honest.receipt", "receipt"))
        with _source(effort) as source:
            write_bundle(stick, source, token=tokens["quan-1"], sent_at=datetime.now(UTC))
        import_bundle(store, stick, now=datetime.now(UTC)).write_receipt(honest)
        plain, key = honest.read_bytes(), token_key(tokens["quan-1"])
        source = stack.enter_context(_source(effort))
        for number in range(effort.times(short=150, long=50_000)):
            bend = random.choice((*_BENDS, _nonsense))
            data = bend(random, plain, key)
            if data == plain:
                continue
            file.write_bytes(data)
            with broken_by(f"{effort.seed}, {bend.__name__}, number {number}") as broken:
                broken.sentence = _applied(source, file, tokens["quan-1"])
            yield broken.sentence
        apply_receipt(honest, source, token=tokens["quan-1"])
        yield None if source.acknowledged_through() == source.last() else "the honest receipt says nothing"


def _nonsense(random: Random, data: bytes, key: bytes) -> bytes:
    """By who has the token: another journal, an entry that is none, a hash that is not its own."""
    members = json.loads(data.splitlines()[0])
    name = random.choice(["journal", "acknowledged_through", "hash", "receipt"])
    right = members[name]
    while members[name] == right:
        members[name] = random.choice([-1, 0, 3, 10**30, True, None, "3", [], 2.5, "0" * 64, "zz", {}])
    return _signed(json.dumps(members).encode() + b"\nmac\n", key)


def _applied(source: JournalSource, file: Path, token: str) -> str | None:
    try:
        apply_receipt(file, source, token=token)
    except BundleError:
        pass
    else:
        return f"a forged receipt was taken: {file.read_bytes()!r}"
    return "a forged receipt moved the watermark" if source.acknowledged_through() else None


def _centre(effort: Effort, stack: ExitStack) -> tuple[Store, dict[str, str]]:
    database = f"sqlite:///{effort.folder}/centre.sqlite"
    tokens = enrol(database, "quan-1", "quan-2")
    new_journal(effort.folder / "journal.db", "quan-1", 3)
    store = Store.open(database)
    stack.callback(store.close)
    return store, tokens


def _source(effort: Effort) -> JournalSource:
    return JournalSource(
        effort.folder / "journal.db", step_minutes=15, now=lambda: datetime.now(HANOI), parts=HERE
    )


PROMISES = (
    Promise("A bundle that was forged, changed or cut is refused, and nothing of it is kept.", _bundles),
    Promise("A receipt that was forged, changed or cut acknowledges nothing.", _receipts),
)
