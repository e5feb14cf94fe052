"""A bundle carries what waits on a USB stick: whole, from the right device, or not at all."""

import gzip
import hashlib
import hmac
import json
import stat
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync import bundle as bundle_module
from sync.bundle import BundleError, read_bundle, token_key, write_bundle
from sync.source import SourceError
from tests.sync.memory_source import JOURNAL, MemorySource
from tests.sync.model_centre import ModelCentre

TOKEN = "tok-en"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEYS = {"quan-1": token_key(TOKEN)}


@pytest.fixture
def source():
    return MemorySource(entries=1234)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "quan-1.bundle"


def write(path, source, **options):
    return write_bundle(path, source, token=TOKEN, sent_at=NOON, **options)


def read(path):
    return list(read_bundle(path, KEYS.get))


def sealed(*lines, key=KEYS["quan-1"]):
    """Return a bundle file's bytes over these lines, under a MAC that holds."""
    content = b"".join(line + b"\n" for line in lines)
    mac = hmac.new(key, content, hashlib.sha256).hexdigest()
    return gzip.compress(content + json.dumps({"mac": mac}, separators=(",", ":")).encode() + b"\n")


def opening(**changes):
    return json.dumps({"bundle": 1, "device": "quan-1", "journal": JOURNAL, **changes}).encode()


def test_all_that_is_not_acknowledged_goes_in_batches_and_stays_unacknowledged(path, source):
    source.acknowledge(100)
    assert write(path, source) == 1134

    assert [len(batch.lines) for batch in read(path)] == [500, 500, 134]
    assert [line for batch in read(path) for line in batch.lines] == source.lines(100, 2000)
    assert source.acknowledged_through() == 100


def test_unfinished_privacy_steps_go_too(path, source):
    source.finished = 3

    assert write(path, source) == 1234


def test_everything_that_is_kept_can_be_asked_for(path, source):
    source.acknowledge(1200)
    source.remove_through(1000)

    assert write(path, source, from_start=True) == 234
    assert read(path)[0].header.first == read(path)[0].header.kept_from == 1001


def test_where_nothing_waits_an_empty_batch_can_still_be_answered(path, source):
    source.acknowledge(1234)

    assert write(path, source) == 0
    assert [(batch.header.first, batch.lines) for batch in read(path)] == [(1235, ())]


def test_a_centre_takes_the_batches_as_it_takes_them_from_the_network(path, source):
    write(path, source)
    centre = ModelCentre()
    for _ in range(2):
        for batch in read(path):
            centre.post(batch)

    assert centre.holds_all(source)
    assert len(centre.held) == 1234


def test_a_bundle_holds_no_token(path, source):
    write(path, source)

    content = gzip.decompress(path.read_bytes())
    assert TOKEN.encode() not in content
    assert token_key(TOKEN).hex().encode() not in content


def test_only_its_owner_may_read_a_bundle(path, source):
    write(path, source)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_journal_gives_the_same_bundle(path, source, tmp_path):
    write(path, source)
    write(tmp_path / "other", source)

    assert path.read_bytes() == (tmp_path / "other").read_bytes()


def test_a_bundle_that_fails_half_way_leaves_the_old_one_and_nothing_else(path, source):
    path.write_text("the last one")
    source.edit(700, '{"id":"forged"}')

    with pytest.raises(SourceError, match="Entry 700"):
        write(path, source)
    assert path.read_text() == "the last one"
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path, source):
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "usb" / "bundle", source)


def test_a_journal_cut_below_its_watermark_gives_its_last_point(path, source):
    source.acknowledge(1234)
    source.cut(1000)

    assert write(path, source) == 0
    assert read(path)[0].through == 1000


def test_a_bundle_of_a_device_that_is_not_enrolled_is_refused_by_its_name(path):
    write(path, MemorySource(device="quan-2", entries=3))

    with pytest.raises(BundleError, match="'quan-2'"):
        read(path)


def test_a_bundle_made_with_another_token_is_refused(path, source):
    write_bundle(path, source, token="another", sent_at=NOON)

    with pytest.raises(BundleError, match="another token"):
        read(path)


def test_nothing_is_given_before_the_whole_bundle_is_proved(path, source):
    write(path, source)
    content = gzip.decompress(path.read_bytes())
    path.write_bytes(gzip.compress(content.replace(b'"mac":"', b'"mac":"0', 1)))

    with pytest.raises(BundleError):
        next(read_bundle(path, KEYS.get))


def test_a_bundle_that_changes_between_check_and_use_changes_nothing(path, source):
    write(path, source)
    batches = read_bundle(path, KEYS.get)
    given_first = next(batches)
    path.write_bytes(b"")

    assert [line for batch in [given_first, *batches] for line in batch.lines] == source.lines(0, 2000)


def test_any_change_of_any_line_is_noticed(path):
    write(path, MemorySource(entries=5))
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    for number in range(len(lines)):
        without = [*lines[:number], *lines[number + 1 :]]
        twice = [*lines[:number], lines[number], *lines[number:]]
        changed = [*lines[:number], lines[number].replace(b"0", b"1", 1), *lines[number + 1 :]]
        for content in (without, twice, changed, [*lines, b"more\n"], [*lines, lines[-1]]):
            if content != lines:
                path.write_bytes(gzip.compress(b"".join(content)))
                with pytest.raises(BundleError):
                    read(path)


def test_a_bundle_cut_anywhere_is_refused(path):
    write(path, MemorySource(entries=5))
    whole = path.read_bytes()
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        with pytest.raises(BundleError):
            read(path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not gzip",
        gzip.compress(b"", mtime=0),
        gzip.compress(b"no newline", mtime=0),
        gzip.compress(b"{}\n", mtime=0),
        gzip.compress(b"x" * 20_000 + b"\n", mtime=0),
        gzip.compress(opening() + b"\n", mtime=0),
        gzip.compress(opening() + b"\n{}\n", mtime=0),
        sealed(opening(bundle=2)),
        sealed(opening(bundle=True, device=7)),
        sealed(opening(device=None)),
        sealed(opening(journal=[])),
        sealed(opening()) + b"tail",
    ],
)
def test_what_is_no_bundle_is_refused_in_one_sentence(path, data):
    path.write_bytes(data)

    with pytest.raises(BundleError, match=r"^[^\n]+\.$"):
        read(path)


def test_a_receipt_is_no_bundle(path):
    line = json.dumps({"receipt": 1, "device": "quan-1", "journal": JOURNAL}).encode()
    path.write_bytes(sealed(line))

    with pytest.raises(BundleError, match="not a bundle"):
        read(path)


@pytest.mark.parametrize("line", [b"{}", b"no header", b"x" * 16_385])
def test_nonsense_under_a_mac_that_holds_is_still_refused(path, line):
    path.write_bytes(sealed(opening(), line))

    with pytest.raises(BundleError):
        read(path)


def test_a_batch_with_a_wrong_line_or_one_too_few_is_refused_under_a_mac_that_holds(path):
    write(path, MemorySource(entries=3))
    *lines, last, _mac = gzip.decompress(path.read_bytes()).splitlines()
    for whole, fault in (([*lines, last[:-1] + b"\xc3"], "UTF-8"), (lines, "2 lines follow")):
        path.write_bytes(sealed(*whole))
        with pytest.raises(BundleError, match=fault):
            read(path)


def test_a_batch_of_another_device_or_journal_is_refused(path):
    write(path, MemorySource(entries=3))
    lines = gzip.decompress(path.read_bytes()).splitlines()[1:-1]
    for name, other in (("device", "quan-9"), ("journal", JOURNAL.replace("0", "f"))):
        path.write_bytes(sealed(opening(**{name: other}), *lines, key=KEYS["quan-1"]))
        with pytest.raises(BundleError, match="another device or journal"):
            list(read_bundle(path, lambda _device: KEYS["quan-1"]))


def test_a_bundle_larger_than_the_limit_is_not_read(path, source, monkeypatch):
    write(path, source)
    monkeypatch.setattr(bundle_module, "MAX_BUNDLE_BYTES", path.stat().st_size)
    assert read(path)
    monkeypatch.setattr(bundle_module, "MAX_BUNDLE_BYTES", path.stat().st_size - 1)

    with pytest.raises(BundleError, match="larger"):
        read(path)


def test_a_bundle_that_grows_beyond_the_limit_is_not_read(path, monkeypatch):
    monkeypatch.setattr(bundle_module, "MAX_CONTENT_BYTES", 1_000_000)
    path.write_bytes(sealed(opening(), *[b"x" * 10_000] * 200))

    with pytest.raises(BundleError, match="may have"):
        read(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300), st.booleans(), st.integers(0, 10_000), st.integers(1, 255))
def test_any_bytes_are_a_bundle_or_refused(path, data, compressed, position, flip):
    if compressed:
        path.write_bytes(gzip.compress(data))
    else:  # one byte of a good bundle is another
        write(path, MemorySource(entries=20))
        good = bytearray(path.read_bytes())
        good[position % len(good)] ^= flip
        path.write_bytes(bytes(good))
    try:
        batches = read(path)
    except BundleError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert [line for batch in batches for line in batch.lines] == MemorySource(entries=20).lines(0, 20)
