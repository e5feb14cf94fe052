"""The batch format: one header line, then journal lines verbatim, as newline-delimited JSON.

Shared by kiosks and centres; standard library only. `docs/protocol.md` is the contract in words.

Faults: everything raised here is a `WireError` whose text is one sentence.

    WireError                the sender is at fault: answer 400
      BatchTooLargeError     the sender can cure it by a smaller batch: answer 413
"""

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn

PROTOCOL = 1
CONTENT_TYPE = "application/x-ndjson"
ZERO = bytes(32)
"""The hash before entry 1."""
MAX_LINE_BYTES = 16_384
"""The longest line in UTF-8 bytes, without its newline; the header obeys it too."""
MAX_BATCH_LINES = 500
MAX_BODY_BYTES = (MAX_BATCH_LINES + 1) * (MAX_LINE_BYTES + 1)
"""The longest body before compression; no compressed body is longer either."""
MAX_SEQ = 2**53 - 1
"""The largest sequence number: the largest integer that every JSON reader keeps exactly."""
MAX_DEVICE_LENGTH = 64

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HASH = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_CONTROL = re.compile(r"[\x00-\x1f]")
_CONTROLS = [bytes([code]) for code in range(0x20)]
_COMPRESSION_LEVEL = 3  # half of the time of level 6, for a sixth more bytes


class WireError(ValueError):
    """A batch that breaks the format; the text is one sentence that names the fault."""


class BatchTooLargeError(WireError):
    """A batch with more lines or bytes than the format allows."""


def chain(prev: bytes, line: str) -> bytes:
    """Return the hash of an entry: SHA-256 of the hash before it (32 bytes) and its line in UTF-8."""
    return hashlib.sha256(prev + line.encode()).digest()


def chain_all(prev: bytes, lines: Iterable[str]) -> list[bytes]:
    """Return the hash of each of these lines, the first of which follows the entry with hash `prev`."""
    sha256 = hashlib.sha256  # a centre does little else for each line that it takes
    return [prev := sha256(prev + line.encode()).digest() for line in lines]


@dataclass(frozen=True, kw_only=True)
class Header:
    """The first line of a batch. Building one checks it and raises `WireError`.

    `first` is the seq of the batch's first line (of the next one to come, in an empty batch), `prev` the
    hash of the entry before it, `kept_from` the oldest seq that the sender still holds, `sent_at` the
    sender's clock (aware; sent in UTC, whole seconds), `health` whatever the sender tells about itself.
    """

    device: str
    journal: str
    first: int
    kept_from: int
    count: int
    prev: bytes
    sent_at: datetime
    health: Mapping[str, object]

    def __post_init__(self) -> None:
        if not (1 <= len(self.device) <= MAX_DEVICE_LENGTH and self.device.isprintable()):
            _fail(f'"device" must be 1 to {MAX_DEVICE_LENGTH} printable characters')
        if not _UUID.fullmatch(self.journal):
            _fail('"journal" must be a UUID in lower case')
        if not 1 <= self.first <= MAX_SEQ:
            _fail(f'"first" must be from 1 to {MAX_SEQ}')
        if not 1 <= self.kept_from <= self.first:
            _fail('"kept_from" must be from 1 to "first"')
        if self.count < 0:
            _fail('"count" must not be negative')
        if self.count > MAX_BATCH_LINES:
            raise BatchTooLargeError(f"The batch has {self.count} lines; {MAX_BATCH_LINES} are allowed.")
        if len(self.prev) != len(ZERO):
            _fail('"prev" must be 32 bytes')
        if self.first == 1 and self.prev != ZERO:
            _fail('"prev" must be all zeros where "first" is 1')


@dataclass(frozen=True)
class Batch:
    """A header and its lines. Building one checks both against each other and raises `WireError`."""

    header: Header
    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.header.count != len(self.lines):
            raise WireError(f'The header says "count" {self.header.count}; {len(self.lines)} lines follow.')
        if not _are_plain(self.lines):
            for seq, line in enumerate(self.lines, start=self.header.first):
                _check_line(seq, line)

    @property
    def through(self) -> int:
        """The seq of the last line; in an empty batch, of the entry before it."""
        return self.header.first + self.header.count - 1

    def hashes(self) -> list[bytes]:
        """Return the hash of each line, in order."""
        return chain_all(self.header.prev, self.lines)

    def last_hash(self) -> bytes:
        """Return the hash at `through`; in an empty batch that is `prev`."""
        return self.hashes()[-1] if self.lines else self.header.prev


def encode(batch: Batch) -> bytes:
    """Return the body of a request, before compression: each line ends in one newline.

    Raises `WireError` if `health` is no JSON or makes the header too long.
    """
    header = batch.header
    members = {
        "protocol": PROTOCOL,
        "device": header.device,
        "journal": header.journal,
        "first": header.first,
        "kept_from": header.kept_from,
        "count": header.count,
        "prev": header.prev.hex(),
        "sent_at": format_time(header.sent_at),
        "health": header.health,
    }
    try:
        first_line = json.dumps(members, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        size = len(first_line.encode())
    except (TypeError, ValueError):
        raise WireError("The batch header can't be written as JSON.") from None
    if size > MAX_LINE_BYTES:
        raise WireError(f"The batch header is longer than {MAX_LINE_BYTES} bytes.")
    return "\n".join((first_line, *batch.lines, "")).encode()


def decode(body: bytes) -> Batch:
    """Return the batch in an uncompressed body; raise `WireError` for the first fault found."""
    if len(body) > MAX_BODY_BYTES:
        raise BatchTooLargeError(f"The body is longer than {MAX_BODY_BYTES} bytes.")
    if not body:
        raise WireError("The body is empty.")
    if not body.endswith(b"\n"):
        raise WireError("The body does not end with a newline: it was cut, or its last line was not ended.")
    first, _, rest = body.partition(b"\n")
    header = decode_header(first)
    try:
        lines = rest.decode().split("\n", MAX_BATCH_LINES + 1)
    except UnicodeDecodeError:
        raise WireError("A line of the batch is not UTF-8.") from None
    if len(lines) > MAX_BATCH_LINES + 1:  # the last is what follows the last newline: nothing
        raise BatchTooLargeError(f"The batch has more than {MAX_BATCH_LINES} lines.")
    return Batch(header, tuple(lines[:-1]))


def decode_header(raw: bytes) -> Header:
    """Return the header in this line (without its newline); unknown members are ignored."""
    if len(raw) > MAX_LINE_BYTES:
        raise WireError(f"The batch header is longer than {MAX_LINE_BYTES} bytes.")
    members = json_object(raw)
    if members is None:
        raise WireError("The batch header is not a JSON object.")
    protocol = _integer(members, "protocol")
    if protocol != PROTOCOL:
        _fail(f'"protocol" is {protocol}; only {PROTOCOL} is spoken here')
    prev = _text(members, "prev")
    if not _HASH.fullmatch(prev):
        _fail('"prev" must be 64 hexadecimal digits in lower case')
    health = members.get("health")
    if not isinstance(health, dict):
        _fail('"health" must be an object')
    return Header(
        device=_text(members, "device"),
        journal=_text(members, "journal"),
        first=_integer(members, "first"),
        kept_from=_integer(members, "kept_from"),
        count=_integer(members, "count"),
        prev=bytes.fromhex(prev),
        sent_at=parse_time(_text(members, "sent_at")),
        health=health,
    )


def json_object(raw: bytes) -> dict[str, object] | None:
    """Return the JSON object that these bytes are, or None: for input from outside, however odd."""
    try:
        members = json.loads(raw.decode(), parse_constant=_refuse_constant)
        # lone surrogates and infinities (1e999) can't be stored anywhere
        json.dumps(members, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return None
    return members if isinstance(members, dict) else None


def compress(body: bytes) -> bytes:
    """Return the body as gzip; the same body always gives the same bytes."""
    return gzip.compress(body, _COMPRESSION_LEVEL, mtime=0)


def decompress(data: bytes, limit: int = MAX_BODY_BYTES) -> bytes:
    """Return what one gzip member holds, never making more than `limit` bytes of it.

    Raises `BatchTooLargeError` beyond the limit, `WireError` if the data is cut, damaged or followed by more.
    """
    machine = zlib.decompressobj(wbits=31)
    try:
        body = machine.decompress(data, limit + 1)
    except zlib.error:
        raise WireError("The body is not gzip, or it is damaged.") from None
    if len(body) > limit:
        raise BatchTooLargeError(f"The body is longer than {limit} bytes once decompressed.")
    if not machine.eof:
        raise WireError("The gzip body was cut before its end.")
    if machine.unused_data:
        raise WireError("Something follows the end of the gzip body.")
    return body


def format_time(moment: datetime) -> str:
    """Return an aware time as `2026-11-21T03:04:05Z`: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_time(text: str) -> datetime:
    """Return the aware UTC time in the form that `format_time` writes; raise `WireError` for any other."""
    if _TIME.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass  # a day or an hour that does not exist
    raise WireError(f'A time must look like "2026-11-21T03:04:05Z"; this one is {text[:40]!r}.')


def time_of(line: str) -> datetime | None:
    """Return the `at` of a journal line (aware), or None where it has none that can be read."""
    try:
        moment = datetime.fromisoformat(str((json_object(line.encode()) or {}).get("at")))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _are_plain(lines: Sequence[str]) -> bool:
    """Whether nothing can be wrong with these lines; looked at together, which is much quicker than each.

    No character takes more than four bytes.
    """
    if not all(lines) or max(map(len, lines), default=0) > MAX_LINE_BYTES // 4:
        return False
    try:
        together = "".join(lines).encode()
    except UnicodeEncodeError:
        return False
    return not any(control in together for control in _CONTROLS)


def _check_line(seq: int, line: str) -> None:
    try:
        size = len(line.encode())
    except UnicodeEncodeError:
        raise WireError(f"Entry {seq} holds half a character (a lone surrogate).") from None
    if not 1 <= size <= MAX_LINE_BYTES:
        raise WireError(f"Entry {seq} is {size} bytes long; 1 to {MAX_LINE_BYTES} are allowed.")
    if _CONTROL.search(line):
        raise WireError(f"Entry {seq} holds a control character or a newline, which JSON must escape.")


def _integer(members: Mapping[str, object], name: str) -> int:
    value = members.get(name)
    if type(value) is not int:  # a bool is an int to isinstance
        _fail(f'"{name}" must be an integer')
    return value


def _text(members: Mapping[str, object], name: str) -> str:
    value = members.get(name)
    if not isinstance(value, str):
        _fail(f'"{name}" must be text')
    return value


def _fail(fault: str) -> NoReturn:
    raise WireError(f"The batch header is wrong: {fault}.")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
