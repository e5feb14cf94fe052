"""Whatever arrives gives a batch that is sent back alike, or a `WireError`, and nothing else."""

import gzip
import json
from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from sync.wire import (
    MAX_SEQ,
    Batch,
    Header,
    WireError,
    compress,
    decode,
    decompress,
    encode,
    json_object,
    time_of,
)

JOURNAL = "01234567-89ab-4cde-8f01-23456789abcd"
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
lines = st.text(st.characters(exclude_categories=["Cs"], min_codepoint=0x20), min_size=1, max_size=40)
members = {
    "protocol": st.just(1) | json_values,
    "device": st.just("quan-1") | json_values,
    "journal": st.just(JOURNAL) | json_values,
    "first": st.integers(1, 9) | json_values,
    "kept_from": st.just(1) | json_values,
    "count": st.integers(0, 4) | json_values,
    "prev": st.just("ab" * 32) | json_values,
    "sent_at": st.just("2026-11-21T03:04:05Z") | json_values,
    "health": json_values,
}


def result_or_fault(function, *arguments):
    try:
        return function(*arguments)
    except WireError as error:
        return str(error)


def is_one_sentence(fault):
    return fault.endswith(".") and "\n" not in fault


def decoded_or_refused(body):
    result = result_or_fault(decode, body)

    assert is_one_sentence(result) if isinstance(result, str) else decode(encode(result)) == result


@given(st.binary(max_size=300))
@example(b'{"protocol":1}\n')
@example(b"\n\n\n")
def test_any_bytes_are_a_batch_or_refused(body):
    decoded_or_refused(body)


@given(st.fixed_dictionaries({}, optional=members), st.lists(st.binary(max_size=30), max_size=4))
def test_any_header_over_any_lines_is_a_batch_or_refused(header, raw_lines):
    decoded_or_refused(b"\n".join([json.dumps(header).encode(), *raw_lines, b""]))


@given(st.lists(lines, max_size=5), st.integers(2, MAX_SEQ - 5), st.binary(min_size=32, max_size=32))
def test_every_batch_that_can_be_built_comes_back_as_it_was(texts, first, prev):
    header = Header(
        device="quan-1",
        journal=JOURNAL,
        first=first,
        kept_from=1,
        count=len(texts),
        prev=prev,
        sent_at=datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC),
        health={},
    )
    batch = Batch(header, tuple(texts))

    assert decode(decompress(compress(encode(batch)))) == batch


@given(st.binary(max_size=200), st.integers(0, 300))
@example(gzip.compress(b"x"), 0)
def test_any_bytes_decompress_within_the_limit_or_are_refused(data, limit):
    for candidate in (data, gzip.compress(data), gzip.compress(data)[:-1] + b"?"):
        result = result_or_fault(decompress, candidate, limit)

        assert is_one_sentence(result) if isinstance(result, str) else len(result) <= limit


@given(st.binary(max_size=100) | json_values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_json_object_or_none(raw):
    members_or_none = json_object(raw)

    assert members_or_none is None or isinstance(members_or_none, dict)


@given(st.text(max_size=60) | st.text(max_size=30).map(lambda text: json.dumps({"at": text})))
def test_any_line_has_a_time_or_none(line):
    moment = time_of(line)

    assert moment is None or moment.utcoffset() is not None
