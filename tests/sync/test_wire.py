"""A batch arrives as it was sent, or is refused in one sentence that names its fault."""

import gzip
import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from sync.wire import (
    MAX_BATCH_LINES,
    MAX_BODY_BYTES,
    MAX_LINE_BYTES,
    ZERO,
    Batch,
    BatchTooLargeError,
    Header,
    WireError,
    chain,
    chain_all,
    compress,
    decode,
    decompress,
    encode,
    format_time,
    parse_time,
    time_of,
)

JOURNAL = "01234567-89ab-4cde-8f01-23456789abcd"
SENT_AT = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)
LINES = ('{"id":"1"}', '{"text":"Rất hài lòng"}', '{"odd":"\u2028\x85\x7f"}')


def header(**changes):
    members = {
        "device": "quan-1",
        "journal": JOURNAL,
        "first": 1,
        "kept_from": 1,
        "count": 0,
        "prev": ZERO,
        "sent_at": SENT_AT,
        "health": {},
    }
    return Header(**{**members, **changes})


def batch(lines=LINES, **changes):
    return Batch(header(count=len(lines), **changes), tuple(lines))


def body(*lines, **changes):
    """Return a body whose header has these members changed; a member set to ... is left out."""
    members = json.loads(encode(batch(())).split(b"\n")[0])
    members.update({"count": len(lines), **changes})
    members = {name: value for name, value in members.items() if value is not ...}
    return "".join(line + "\n" for line in (json.dumps(members), *lines)).encode()


def test_a_hash_is_sha256_over_the_hash_before_and_the_line_in_utf8():
    first = hashlib.sha256(bytes(32) + '{"text":"Hài lòng"}'.encode()).digest()

    assert chain(ZERO, '{"text":"Hài lòng"}') == first
    assert chain_all(ZERO, ['{"text":"Hài lòng"}', "{}"]) == [first, hashlib.sha256(first + b"{}").digest()]


def test_a_batch_comes_back_as_it_was_sent():
    sent = batch(first=7, kept_from=3, prev=bytes(range(32)), health={"disk": "ok", "free": 12})

    assert decode(decompress(compress(encode(sent)))) == sent


def test_an_empty_batch_comes_back_and_ends_before_its_first():
    empty = batch((), first=7, prev=bytes(range(32)))

    assert decode(encode(empty)) == empty
    assert empty.through == 6
    assert empty.last_hash() == bytes(range(32))


def test_a_batch_knows_the_hashes_of_its_lines():
    sent = batch()

    assert sent.hashes() == chain_all(ZERO, LINES)
    assert sent.last_hash() == sent.hashes()[-1]
    assert sent.through == 3


def test_members_that_are_not_known_are_ignored():
    assert decode(body("{}", later="version", more=[1])) == batch(["{}"])


def test_the_largest_batch_is_taken():
    largest = batch(["x" * MAX_LINE_BYTES] * MAX_BATCH_LINES)

    assert decode(decompress(compress(encode(largest)))) == largest


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("protocol", 2),
        ("protocol", True),
        ("protocol", "1"),
        ("device", ""),
        ("device", "x" * 65),
        ("device", "two\nlines"),
        ("device", 7),
        ("journal", "not-a-uuid"),
        ("journal", JOURNAL.upper()),
        ("journal", JOURNAL + "\n"),
        ("first", 0),
        ("first", -1),
        ("first", 1.0),
        ("first", True),
        ("first", "1"),
        ("first", 2**53),
        ("kept_from", 0),
        ("kept_from", 2),
        ("kept_from", None),
        ("count", -1),
        ("count", False),
        ("prev", "0" * 63),
        ("prev", "0" * 65),
        ("prev", "G" * 64),
        ("prev", "A" * 64),
        ("prev", "1" * 64),
        ("prev", "0" * 64 + "\n"),
        ("prev", None),
        ("sent_at", "yesterday"),
        ("sent_at", "2026-11-21T03:04:05+00:00"),
        ("sent_at", "2026-11-21T03:04:05.5Z"),
        ("sent_at", "2026-02-30T03:04:05Z"),
        ("sent_at", "٢026-11-21T03:04:05Z"),
        ("sent_at", 1),
        ("health", []),
        ("health", None),
    ],
)
def test_a_header_with_a_wrong_member_is_refused_by_the_name_of_it(name, value):
    with pytest.raises(WireError) as raised:
        decode(body(**{name: value}))

    assert name in str(raised.value) or "time" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "name",
    ["protocol", "device", "journal", "first", "kept_from", "count", "prev", "sent_at", "health"],
)
def test_a_header_without_a_member_is_refused_by_the_name_of_it(name):
    with pytest.raises(WireError, match=f'"{name}"'):
        decode(body(**{name: ...}))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_count_that_is_not_the_number_of_lines_is_refused(count):
    with pytest.raises(WireError, match=f'"count" {count}; 2 lines'):
        decode(body("{}", "{}", count=count))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"{}",
        b"[]\n",
        b"null\n",
        b"not json\n",
        b'{"protocol":NaN}\n',
        b'{"protocol":1e999}\n',
        b'{"device":"\\ud800"}\n',
        b"\xef\xbb\xbf{}\n",
        b"\xff\xfe\n",
        b"[" * 16_000 + b"\n",
        b'{"first":' + b"9" * 10_000 + b"}\n",
        b"{" + b" " * MAX_LINE_BYTES + b"}\n",
    ],
)
def test_a_body_without_a_header_is_refused(raw):
    with pytest.raises(WireError):
        decode(raw)


def test_a_body_that_was_cut_is_refused():
    whole = encode(batch())

    for end in range(len(whole)):
        with pytest.raises(WireError):
            decode(whole[:end])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("", "0 bytes"),
        ("x" * (MAX_LINE_BYTES + 1), "16385 bytes"),
        ("ế" * (MAX_LINE_BYTES // 3 + 1), "bytes"),
        ("two\nlines", "control character"),
        ("carriage\rreturn", "control character"),
        ("\x00", "control character"),
        ("\ud800", "half a character"),
    ],
)
def test_a_line_that_is_none_can_stand_in_no_batch(line, fault):
    with pytest.raises(WireError, match=f"Entry 2.*{fault}"):
        batch(["{}", line])


def test_a_line_that_is_not_utf8_is_refused():
    with pytest.raises(WireError, match="UTF-8"):
        decode(body("{}").replace(b"{}\n", b"\xc3(\n"))


@pytest.mark.parametrize("lines", [MAX_BATCH_LINES + 1, MAX_BATCH_LINES + 2, 3 * MAX_BATCH_LINES])
def test_a_batch_of_too_many_lines_is_too_large_rather_than_wrong(lines):
    with pytest.raises(BatchTooLargeError):
        decode(body(*["{}"] * lines))


def test_a_count_beyond_the_limit_is_too_large():
    with pytest.raises(BatchTooLargeError):
        decode(body(count=MAX_BATCH_LINES + 1))


def test_a_body_beyond_the_limit_is_too_large():
    with pytest.raises(BatchTooLargeError):
        decode(b"x" * (MAX_BODY_BYTES + 1))


@pytest.mark.parametrize(
    "health",
    [{"free": float("nan")}, {"when": SENT_AT}, {"text": "\ud800"}, {"much": "x" * MAX_LINE_BYTES}],
)
def test_health_that_no_header_can_carry_is_refused_by_the_sender(health):
    with pytest.raises(WireError):
        encode(batch(health=health))


def test_compression_gives_the_same_bytes_each_time():
    assert compress(b"x" * 1000) == compress(b"x" * 1000)
    assert gzip.decompress(compress(b"x" * 1000)) == b"x" * 1000


def test_a_gzip_that_grows_beyond_the_limit_is_too_large_and_never_grown():
    bomb = gzip.compress(bytes(50_000_000))

    with pytest.raises(BatchTooLargeError, match="decompressed"):
        decompress(bomb)


def test_a_gzip_of_exactly_the_limit_is_taken():
    assert decompress(gzip.compress(b"12345"), limit=5) == b"12345"
    with pytest.raises(BatchTooLargeError):
        decompress(gzip.compress(b"123456"), limit=5)


def test_a_gzip_that_was_cut_is_refused_wherever_it_was_cut():
    whole = compress(encode(batch()))

    for end in range(len(whole)):
        with pytest.raises(WireError):
            decompress(whole[:end])


@pytest.mark.parametrize("tail", [b"x", b"\n", gzip.compress(b"more", mtime=0)])
def test_a_gzip_followed_by_anything_is_refused(tail):
    with pytest.raises(WireError, match="follows"):
        decompress(compress(b"body") + tail)


def test_a_gzip_with_a_flipped_bit_is_refused():
    whole = bytearray(compress(encode(batch())))
    whole[-5] ^= 1  # the checksum

    with pytest.raises(WireError, match="damaged"):
        decompress(bytes(whole))


def test_times_are_utc_and_whole_seconds():
    saigon = datetime(2026, 11, 21, 10, 4, 5, 999_999, tzinfo=timezone(timedelta(hours=7)))

    assert format_time(saigon) == "2026-11-21T03:04:05Z"
    assert parse_time("2026-11-21T03:04:05Z") == SENT_AT


@pytest.mark.parametrize(
    "line", ["{}", "no json", '{"at":5}', '{"at":"2026-11-21"}', '{"at":"2026-11-21T08:15:00"}']
)
def test_a_line_without_a_time_that_can_be_read_has_none(line):
    assert time_of(line) is None


def test_a_line_says_when_it_was_written():
    moment = time_of('{"at":"2026-11-21T08:15:00+07:00"}')

    assert moment == datetime(2026, 11, 21, 1, 15, tzinfo=UTC)
