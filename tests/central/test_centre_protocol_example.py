"""The worked example of docs/protocol.md in front of the real centre, byte for byte."""

import gzip
import json
from pathlib import Path

import pytest
import requests
from sqlalchemy import update

from central import devices
from central.imports import import_bundle
from central.schema import devices as devices_table
from central.tokens import digest
from sync.wire import decode, encode
from tests.central.databases import put_back, rows_of
from tests.central.kit import NOW
from tests.central.server import serving

FILES = {
    path.name: path.read_bytes()
    for path in (Path(__file__).parents[2] / "docs" / "protocol-example").iterdir()
}
TOKEN = FILES["token.txt"].decode().strip()
ALL_HELD = b'{"acknowledged_through":9}'


@pytest.fixture
def enrolled_store(store):
    """A centre that gave the example's token to the example's device."""
    with store.writing() as connection:
        devices.enrol(connection, "binhduong-01", training=False)
        connection.execute(update(devices_table).values(token_hash=digest(TOKEN)))
    return store


def first_three():
    """What went out at 07:45."""
    opened = json.loads(FILES["batch.ndjson"].split(b"\n")[0])
    opened |= {"first": 1, "count": 3, "prev": "0" * 64}
    return decode(
        json.dumps(opened).encode() + b"\n" + b"".join(FILES["journal.ndjson"].splitlines(True)[:3])
    )


def test_the_centre_answers_as_the_page_says(enrolled_store):
    with serving(enrolled_store) as url:

        def answer_to(body):
            answer = requests.post(
                f"{url}/v1/batches",
                gzip.compress(body),
                headers={
                    "Authorization": f"Bearer {TOKEN}",
                    "Content-Type": "application/x-ndjson",
                    "Content-Encoding": "gzip",
                },
                timeout=120,
            )
            return answer.status_code, answer.content

        assert answer_to(encode(first_three())) == (200, b'{"acknowledged_through":3}')
        backup_of_eight = rows_of(enrolled_store)
        assert answer_to(FILES["batch.ndjson"]) == (200, ALL_HELD)
        assert answer_to(FILES["empty.ndjson"]) == (200, ALL_HELD)

        put_back(enrolled_store, backup_of_eight)
        assert answer_to(FILES["empty.ndjson"]) == (409, b'{"known_through":3}')
        assert answer_to(FILES["batch.ndjson"]) == (200, ALL_HELD)


def test_the_bundle_is_taken_and_its_receipt_is_the_one_on_the_page(enrolled_store, tmp_path):
    with serving(enrolled_store) as url:
        requests.post(
            f"{url}/v1/batches",
            encode(first_three()),
            headers={"Authorization": f"Bearer {TOKEN}"},
            timeout=120,
        )
    (tmp_path / "bundle").write_bytes(gzip.compress(FILES["bundle.ndjson"]))
    taken = import_bundle(enrolled_store, tmp_path / "bundle", now=NOW)
    taken.write_receipt(tmp_path / "receipt")
    assert taken.added == 6
    assert (tmp_path / "receipt").read_bytes() == FILES["receipt.ndjson"]
