"""Batches of somebody who wishes the centre ill: Hypothesis bends honest ones in every place."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass, field

from hypothesis import strategies as st

from sync.wire import MAX_LINE_BYTES, encode
from tests.central.kit import PaperKiosk, journal_id

_MANY = 1 << 16
_numbers = st.one_of(st.integers(), st.sampled_from([0, -1, 2**53, 2**63, 2**64, 10**40]), st.floats())
_texts = st.one_of(
    st.text(max_size=40), st.sampled_from(["\x00", "\ud800", "é" * 300, "'; DROP TABLE entries; --"])
)
_json = st.recursive(
    st.none() | st.booleans() | _numbers | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=12,
)
_MEMBERS = [
    "protocol",
    "device",
    "journal",
    "first",
    "kept_from",
    "count",
    "prev",
    "sent_at",
    "health",
    "more",
]


@dataclass(frozen=True)
class Sent:
    """One request: its body as it goes out, its headers beside the token."""

    body: bytes
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Encoding": "gzip"})


def _honest() -> tuple[dict[str, object], list[bytes]]:
    kiosk = PaperKiosk("quan-1", journal=journal_id()).start().ask()
    kiosk.vote(chung="satisfied")
    header, *lines = encode(kiosk.batch()).split(b"\n")[:-1]
    return json.loads(header), lines


def _body(header: object, lines: list[bytes]) -> bytes:
    told = json.dumps(header, ensure_ascii=True).encode()
    return b"\n".join([told, *lines, b""])


def _packed(body: bytes) -> Sent:
    return Sent(gzip.compress(body, 1, mtime=0))


@st.composite
def bent_headers(draw: st.DrawFn) -> Sent:
    """Any members are anything else, or missing."""
    header, lines = _honest()
    for name in draw(st.lists(st.sampled_from(_MEMBERS), min_size=1, max_size=3)):
        if draw(st.booleans()):
            header[name] = draw(_json)
        else:
            header.pop(name, None)
    return _packed(_body(header, lines))


_LINES = st.one_of(
    st.binary(max_size=60),
    _json.map(lambda value: json.dumps(value).encode()),
    st.integers(1, 9000).map(lambda depth: b"[" * depth),
    st.integers(1, 1600).map(lambda depth: b'{"a":' * depth + b"1" + b"}" * depth),
    st.sampled_from(
        [
            b"",
            b"\xff\xfe",
            b'{"id":"' + b"9" * 16 + b'","kind":"tap"}',
            b'{"id":"\\ud800","kind":"start"}',
            b'{"id":"\\u0000","kind":"note"}',
            b'{"kind":"clock_step","at":"2026-11-20T08:15:00+07:00","id":"1111111111111111","seconds":1e400}',
            b'{"kind":"clock_step","at":"9999-12-31T23:59:59+14:00","id":"2222222222222222","seconds":99999999}',
            b'{"kind":"ballot_closed","id":"3333333333333333"}',
            b"x" * MAX_LINE_BYTES,
            b"x" * (MAX_LINE_BYTES + 1),
            b'{"id":"a","id":"b","kind":"tap","kind":"start"}',
            b"9" * 5000,
        ]
    ),
)


# What is right in its form, and not true.
_LIES: dict[str, st.SearchStrategy[object]] = {
    "device": st.sampled_from(["quan-2", "nobody"]),
    "journal": st.uuids(version=4).map(str),
    "first": st.integers(1, 40),
    "kept_from": st.integers(1, 40),
    "count": st.integers(0, 40),
    "prev": st.binary(min_size=32, max_size=32).map(bytes.hex),
}


@st.composite
def lying_headers(draw: st.DrawFn) -> Sent:
    """Another device's name, a wrong hash, numbers of entries that never were."""
    header, lines = _honest()
    for name in draw(st.lists(st.sampled_from(sorted(_LIES)), min_size=1, max_size=3)):
        header[name] = draw(_LIES[name])
    return _packed(_body(header, lines))


@st.composite
def bent_lines(draw: st.DrawFn) -> Sent:
    """Some lines are something else; their number fits, or does not."""
    header, lines = _honest()
    for line in draw(st.lists(_LINES, min_size=1, max_size=4)):
        place = draw(st.integers(0, len(lines)))
        lines[place : place + draw(st.integers(0, 1))] = [line]
    if draw(st.booleans()):
        header["count"] = len(lines)
    return _packed(_body(header, lines))


@st.composite
def bent_members(draw: st.DrawFn) -> Sent:
    """Honest lines of which some member is anything else."""
    header, lines = _honest()
    place = draw(st.integers(0, len(lines) - 1))
    entry = json.loads(lines[place])
    name = draw(st.sampled_from(sorted(entry)))
    entry[name] = draw(_json)
    lines[place] = json.dumps(entry, ensure_ascii=draw(st.booleans()), sort_keys=True).encode(
        errors="replace"
    )
    return _packed(_body(header, lines))


@st.composite
def bent_bytes(draw: st.DrawFn) -> Sent:
    """The gzip itself is cut, damaged, doubled, or none."""
    body = _body(*_honest())
    data = gzip.compress(body, 1, mtime=0)
    place = draw(st.integers(0, _MANY)) % len(data)  # how long it is differs from time to time
    bent = [
        data[:place],
        data + draw(st.binary(min_size=1, max_size=40)),
        data + data,
        data[:place] + bytes([data[place] ^ draw(st.integers(1, 255))]) + data[place + 1 :],
        draw(st.binary(max_size=200)),
        zlib.compress(body),
        gzip.compress(data, 1, mtime=0),
        gzip.compress(body.replace(b"\n", b"\r\n"), 1, mtime=0),
        gzip.compress(body[:-1], 1, mtime=0),
    ]
    encodings = ["gzip", "gzip", "gzip", "identity", "deflate", "br", "gzip, gzip", "GZIP", ""]
    return Sent(draw(st.sampled_from(bent)), {"Content-Encoding": draw(st.sampled_from(encodings))})


ANYTHING = st.one_of(bent_headers(), lying_headers(), bent_lines(), bent_members(), bent_bytes())


def bomb(mebibytes: int, *, of: bytes = b"0") -> bytes:
    """A gzip of a few kilobytes a mebibyte that opens into so much."""
    machine = zlib.compressobj(9, wbits=31)
    piece = of * (1 << 20)
    return b"".join([*(machine.compress(piece) for _ in range(mebibytes)), machine.flush()])
