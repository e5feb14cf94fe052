"""Batches and receipts as files, for a desk whose only network is a USB stick.

A bundle is gzip over lines: one that names device and journal, the batches exactly as the wire has them,
and the MAC. A receipt is two lines: what is acknowledged, and the MAC. A MAC is HMAC-SHA256 over every
byte before its line, keyed by the SHA-256 of the device's token, which is all that a centre keeps of it.
"""

import gzip
import hashlib
import hmac
import itertools
import json
import os
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sync.batching import next_batch
from sync.source import Source
from sync.wire import (
    MAX_BATCH_LINES,
    MAX_LINE_BYTES,
    Batch,
    WireError,
    decode,
    decode_header,
    encode,
    json_object,
)

VERSION = 1
"""Of both files; a reader takes no other."""
MAX_BUNDLE_BYTES = 1 << 30
"""The largest bundle file that is read, compressed."""
MAX_CONTENT_BYTES = 16 << 30
"""The most that is decompressed of one bundle; it is never in memory as a whole."""
MAX_RECEIPT_BYTES = 4_096

KeyOf = Callable[[str], bytes | None]
"""A centre's book of keys: a device's `token_key`, or None where the device is not enrolled."""


class BundleError(ValueError):
    """A bundle or receipt that must not be used; the text is one sentence that names the fault."""


@dataclass(frozen=True)
class Receipt:
    """A centre's word that it holds `journal` durably through the entry with this seq and hash."""

    journal: str
    acknowledged_through: int
    hash: bytes


def token_key(token: str) -> bytes:
    """Return the SHA-256 of a token: what a centre keeps of it, and the key of every MAC."""
    return hashlib.sha256(token.encode()).digest()


def write_bundle(
    path: Path, source: Source, *, token: str, sent_at: datetime, from_start: bool = False
) -> int:
    """Write all that is not acknowledged to a file, whole or not at all, and return how many entries.

    `from_start` writes everything that the journal still holds. The watermark stays. Where nothing waits,
    the file holds an empty batch, so that a receipt can come back. Raises `SourceError` for a damaged
    journal, `OSError` for the disk.
    """
    through = source.last()
    start = min(source.kept_from() - 1 if from_start else source.acknowledged_through(), through)
    with _written_whole(path) as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
        mac = hmac.new(token_key(token), digestmod=hashlib.sha256)
        opening = _json_line({"bundle": VERSION, "device": source.device(), "journal": source.journal()})
        for part in itertools.chain([opening], _encoded(source, start, through, sent_at)):
            mac.update(part)
            file.write(part)
        file.write(_mac_line(mac))
    return through - start


def read_bundle(path: Path, key_of: KeyOf) -> Iterator[Batch]:
    """Yield the batches of a bundle in order, once its MAC has been checked over the whole of it.

    They are all of one device and one journal. Works on a private copy, so that nobody can change the file
    between the check and the use. Raises `BundleError`: before the first batch, unless the kiosk wrote
    nonsense under its own MAC.
    """
    with tempfile.TemporaryFile() as copy:
        _copy(path, copy)
        device, journal, count = _check_bundle(copy, key_of)
        lines = itertools.islice(_content(copy), 1, count - 1)
        for raw in lines:
            try:
                following = itertools.islice(lines, decode_header(raw[:-1]).count)
                batch = decode(raw + b"".join(following))
            except WireError as error:
                raise BundleError(f"The bundle holds a bad batch: {error}") from error
            if (batch.header.device, batch.header.journal) != (device, journal):
                raise BundleError("The bundle holds a batch of another device or journal.")
            yield batch


def write_receipt(path: Path, receipt: Receipt, key: bytes) -> None:
    """Write a receipt to a file, whole or not at all; `key` is the device's `token_key`."""
    line = _json_line(
        {
            "receipt": VERSION,
            "journal": receipt.journal,
            "acknowledged_through": receipt.acknowledged_through,
            "hash": receipt.hash.hex(),
        }
    )
    with _written_whole(path) as file:
        file.write(line + _mac_line(hmac.new(key, line, hashlib.sha256)))


def read_receipt(path: Path, key: bytes) -> Receipt:
    """Return the receipt in a file; raise `BundleError` if it is none or its MAC does not hold."""
    with path.open("rb") as file:
        line, _, mac_line = file.read(MAX_RECEIPT_BYTES).partition(b"\n")
    members = json_object(line) or {}
    if members.get("receipt") != VERSION:
        raise BundleError("The file is not a receipt, or one of another version.")
    if not _holds(mac_line, hmac.new(key, line + b"\n", hashlib.sha256)):
        raise BundleError("The receipt was changed or cut, or is for another device or an older token.")
    through = members.get("acknowledged_through")
    try:
        own_hash = bytes.fromhex(str(members.get("hash")))
    except ValueError:
        own_hash = b""
    if type(through) is not int or not own_hash:
        raise BundleError("The receipt does not say through which entry and hash.")
    return Receipt(str(members.get("journal")), through, own_hash)


def apply_receipt(path: Path, source: Source, *, token: str) -> int:
    """Acknowledge what a receipt vouches for and return how many entries that adds; never rewinds.

    Raises `BundleError` unless its MAC holds, the journal is ours and the hash is our own at that seq.
    """
    receipt = read_receipt(path, token_key(token))
    through = receipt.acknowledged_through
    if receipt.journal != source.journal():
        raise BundleError("The receipt is for another journal.")
    if not 0 <= through <= source.last():
        raise BundleError(f"The receipt acknowledges entry {through}, which this journal does not have.")
    if through < source.kept_from() - 1:
        return 0  # retention removes only what was acknowledged
    if not hmac.compare_digest(receipt.hash, source.hash_at(through)):
        raise BundleError(f"The receipt's hash is not this journal's at entry {through}.")
    new = max(0, through - source.acknowledged_through())
    source.acknowledge(through)
    return new


def _encoded(source: Source, after: int, through: int, sent_at: datetime) -> Iterator[bytes]:
    while True:
        batch = next_batch(source, after, through=through, sent_at=sent_at, most=MAX_BATCH_LINES)
        yield encode(batch)
        after = batch.through
        if after >= through:
            return


def _check_bundle(copy: IO[bytes], key_of: KeyOf) -> tuple[str, str, int]:
    """Return device and journal of a bundle, and its count of lines, if its MAC holds."""
    lines = _content(copy)
    opening = next(lines, b"")
    members = json_object(opening) or {}
    device, journal = members.get("device"), members.get("journal")
    if members.get("bundle") != VERSION or not isinstance(device, str) or not isinstance(journal, str):
        raise BundleError("The file is not a bundle, or one of another version.")
    key = key_of(device)
    if key is None:
        raise BundleError(f"The bundle is of device {device[:64]!r}, which is not enrolled here.")
    mac, count, ahead = hmac.new(key, digestmod=hashlib.sha256), 1, opening
    for line in lines:
        mac.update(ahead)
        ahead = line
        count += 1
    if not _holds(ahead, mac):
        raise BundleError("The bundle was changed or cut, or made with another token.")
    return device, journal, count


def _content(copy: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a bundle with their newlines, bounded one by one and in sum."""
    copy.seek(0)
    total = 0
    try:
        with gzip.GzipFile(fileobj=copy) as file:
            while line := file.readline(MAX_LINE_BYTES + 1):
                total += len(line)
                if not line.endswith(b"\n") or total > MAX_CONTENT_BYTES:
                    raise BundleError("The bundle holds a line, or more lines, than a bundle may have.")
                yield line
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise BundleError("The bundle is not gzip, or it was changed or cut.") from None


def _copy(path: Path, copy: IO[bytes]) -> None:
    left = MAX_BUNDLE_BYTES
    with path.open("rb") as file:
        while piece := file.read(min(1 << 20, left + 1)):
            left -= len(piece)
            if left < 0:
                raise BundleError(f"The bundle is larger than {MAX_BUNDLE_BYTES} bytes.")
            copy.write(piece)


def _json_line(members: dict[str, object]) -> bytes:
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _mac_line(mac: hmac.HMAC) -> bytes:
    return _json_line({"mac": mac.hexdigest()})


def _holds(line: bytes, mac: hmac.HMAC) -> bool:
    return hmac.compare_digest(line, _mac_line(mac))


@contextmanager
def _written_whole(path: Path) -> Iterator[IO[bytes]]:
    """Give a file that takes the name `path` once it is whole and on the disk; only its owner may read it."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    with suppress(OSError):  # not every system can, and the file itself is on the disk
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
