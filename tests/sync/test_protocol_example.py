"""The worked example of docs/protocol.md, replayed byte for byte."""

import gzip
import hashlib
import hmac
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.domain.canonical import canonical
from kiosk.domain.entries import QuestionnaireShown, Unknown, entry_of, line_of
from sync import wire
from sync.answers import Acknowledged
from sync.batching import next_batch
from sync.bundle import (
    Receipt,
    apply_receipt,
    read_bundle,
    read_receipt,
    token_key,
    write_bundle,
    write_receipt,
)
from sync.endpoint import MAX_ANSWER_BYTES, Endpoint
from tests.sync.memory_source import MemorySource
from tests.sync.model_centre import ModelCentre
from tests.sync.shipping import Rig

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "protocol.md").read_text(encoding="utf-8")
FILES = {path.name: path.read_bytes() for path in (DOCS / "protocol-example").iterdir()}
LINES = FILES["journal.ndjson"].decode().splitlines()
TOKEN = FILES["token.txt"].decode().strip()
SENT_AT = datetime(2026, 11, 21, 4, 45, 9, tzinfo=UTC)
QUARTER_LATER = datetime(2026, 11, 21, 5, 0, 9, tzinfo=UTC)


class Example(MemorySource):
    def health(self):
        return {"program": "kiosk", "version": "0.1.0"}


@pytest.fixture
def source():
    opened = json.loads(LINES[0])
    made = Example(journal=opened["journal"], device=opened["device"])
    for line in LINES:
        made.append(line)
    made.acknowledge(3)
    return made


def batch(source, after, sent_at):
    return next_batch(source, after, through=9, sent_at=sent_at, most=500)


def test_the_page_shows_what_the_files_hold():
    assert set(FILES) == {
        "batch.ndjson",
        "bundle.ndjson",
        "empty.ndjson",
        "hashes.txt",
        "journal.ndjson",
        "receipt.ndjson",
        "token.txt",
    }
    for name, content in FILES.items():
        for line in content.decode().splitlines():
            assert line in PAGE, name
    assert token_key(TOKEN).hex() in PAGE


def test_the_lines_are_canonical_and_of_known_kinds():
    for line in LINES:
        entry = entry_of(line)
        assert not isinstance(entry, Unknown)
        assert line_of(entry) == line == canonical(json.loads(line))


def test_the_questionnaire_is_named_by_its_content():
    shown = entry_of(LINES[2])
    assert isinstance(shown, QuestionnaireShown)
    content = {name: json.loads(LINES[2])[name] for name in ("departments", "criteria", "levels", "reasons")}

    assert json.loads(LINES[2])["version"] == hashlib.sha256(canonical(content).encode()).hexdigest()[:16]
    assert json.loads(LINES[-2])["questionnaire"] == shown.questionnaire.version


def test_the_hashes_follow_from_the_lines_alone():
    digest, expected = bytes(32), ["0 " + "0" * 64]
    for seq, line in enumerate(LINES, start=1):
        digest = hashlib.sha256(digest + line.encode()).digest()
        expected.append(f"{seq} {digest.hex()}")

    assert FILES["hashes.txt"].decode().splitlines() == expected


def test_the_batch_is_made_byte_for_byte(source):
    assert wire.encode(batch(source, 3, SENT_AT)) == FILES["batch.ndjson"]
    assert wire.encode(batch(source, 9, QUARTER_LATER)) == FILES["empty.ndjson"]


def test_the_batch_is_read_back(source):
    taken = wire.decode(FILES["batch.ndjson"])

    assert taken.lines == tuple(LINES[3:])
    assert taken.through == 9
    assert taken.last_hash() == source.hash_at(9)
    assert wire.decode(FILES["empty.ndjson"]).header.prev == source.hash_at(9)


def test_the_batch_travels_as_the_page_says(server, source):
    endpoint = Endpoint(server.url, TOKEN)
    answer = endpoint.post(batch(source, 3, SENT_AT))
    endpoint.close()

    request = server.requests[0]
    assert answer.through == 9
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert gzip.decompress(request.body) == FILES["batch.ndjson"]


def test_a_restored_centre_is_asked_for_3_and_4_and_gets_the_rest(source):
    source.acknowledge(9)
    rig = Rig(source)
    source.rewind(0)
    rig.centre.rules.post(next_batch(source, 0, through=3, sent_at=SENT_AT, most=3))
    source.acknowledge(9)
    rig.step()
    rig.steps_until_quiet()

    asked = [(sent.header.first, sent.header.count) for sent in rig.centre.batches]
    assert asked == [(10, 0), (4, 0), (5, 0), (4, 6)]
    assert rig.centre.batches[-1].lines == tuple(LINES[3:])


def test_the_bundle_is_made_and_taken_byte_for_byte(source, tmp_path):
    path = tmp_path / "bundle"
    write_bundle(path, source, token=TOKEN, sent_at=SENT_AT)
    assert gzip.decompress(path.read_bytes()) == FILES["bundle.ndjson"]

    centre = ModelCentre()
    centre.post(next_batch(source, 0, through=3, sent_at=SENT_AT, most=3))
    path.write_bytes(gzip.compress(FILES["bundle.ndjson"]))
    (taken,) = read_bundle(path, {"binhduong-01": token_key(TOKEN)}.get)
    assert centre.post(taken) == Acknowledged(9)


@pytest.mark.parametrize("name", ["bundle.ndjson", "receipt.ndjson"])
def test_a_mac_stands_for_every_byte_before_its_line(name):
    *before, last = FILES[name].splitlines(keepends=True)
    key = hashlib.sha256(TOKEN.encode()).digest()
    mac = hmac.new(key, b"".join(before), hashlib.sha256).hexdigest()

    assert last == f'{{"mac":"{mac}"}}\n'.encode()


def test_the_receipt_is_made_and_counts(source, tmp_path):
    path = tmp_path / "receipt"
    receipt = Receipt(source.journal(), 9, source.hash_at(9))
    write_receipt(path, receipt, token_key(TOKEN))

    assert path.read_bytes() == FILES["receipt.ndjson"]
    assert read_receipt(path, token_key(TOKEN)) == receipt
    assert apply_receipt(path, source, token=TOKEN) == 6


def test_the_limits_on_the_page_are_those_of_the_code():
    for number in (wire.MAX_LINE_BYTES, wire.MAX_BODY_BYTES, MAX_ANSWER_BYTES):
        assert f"{number:,}" in PAGE
    assert f"0 to {wire.MAX_BATCH_LINES}" in PAGE
    assert f"1 to {wire.MAX_DEVICE_LENGTH} printable" in PAGE
    assert wire.MAX_SEQ == 2**53 - 1


def test_every_member_of_a_header_is_on_the_page():
    for name in json.loads(FILES["batch.ndjson"].splitlines()[0]):
        assert re.search(rf"^\| `{name}` \|", PAGE, re.MULTILINE), name
