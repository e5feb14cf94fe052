"""One content, one spelling: canonical lines, and what comes back from them."""

import hashlib
import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import load
from kiosk.domain.canonical import canonical
from kiosk.domain.clock_watch import ClockWatch
from kiosk.domain.entries import (
    BallotClosed,
    JournalOpened,
    Mode,
    Note,
    Outcome,
    QuestionnaireShown,
    Start,
    Tap,
    Unknown,
    entry_of,
    floor_to_step,
    line_of,
)
from kiosk.domain.privacy_step import PrivacyStep
from kiosk.domain.questionnaire import Factor
from tests.domain.desk_kit import ASKED, HANOI, StillClock

AT = datetime(2026, 11, 20, 8, 0, tzinfo=HANOI)
WORDS = st.text(max_size=12)
LEAVES = st.none() | st.booleans() | st.integers() | WORDS
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3)
)


def encodable(value):
    return json.dumps(value, ensure_ascii=False).isprintable()


@given(st.dictionaries(WORDS, VALUES, max_size=4).filter(encodable))
def test_canonical_is_stable_and_says_the_same(members):
    once = canonical(members)
    assert canonical(json.loads(once)) == once


@given(st.dictionaries(WORDS, VALUES, max_size=4).filter(encodable))
def test_canonical_is_json_as_python_spells_it(members):
    text = canonical(members)
    spelled = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert text == spelled
    assert unicodedata.is_normalized("NFC", text)


def test_one_moment_is_written_with_the_offset_that_it_came_with():
    lines = [line_of(Note(at=at, id="1", about="x")) for at in (AT, AT.astimezone(UTC), AT)]
    assert [json.loads(line)["at"] for line in lines] == [
        "2026-11-20T08:00:00+07:00",
        "2026-11-20T01:00:00+00:00",
        "2026-11-20T08:00:00+07:00",
    ]


def test_composed_and_decomposed_letters_are_one_spelling():
    assert canonical({"a": "Tư pháp"}) == canonical({"a": unicodedata.normalize("NFD", "Tư pháp")})


@pytest.mark.parametrize("value", [1.5, float("nan"), b"x", {1: 2}, {"a": {1}}])
def test_what_two_programs_might_write_differently_is_refused(value):
    with pytest.raises(TypeError):
        canonical({"a": value} if not isinstance(value, dict) else value)


@pytest.mark.parametrize(
    "entry",
    [
        JournalOpened(
            at=AT,
            journal="j",
            device="d",
            simulated=True,
            continues={"journal": "i", "through": 3, "hash": "ab"},
        ),
        Start(at=AT, program="hai-long", version="1.0"),
        QuestionnaireShown(at=AT, questionnaire=ASKED),
        Tap(at=AT, ballot="b", shift="s", department="d", questionnaire="q", criterion="c", level="l"),
        BallotClosed(
            at=AT,
            ballot="b",
            shift="s",
            department="d",
            questionnaire="q",
            mode=Mode.INVITED,
            outcome=Outcome.PARTIAL,
            answers={"c": "l"},
            skipped=["e"],
            reasons=[],
            flags=[{"rule": "r", "version": 1}],
            durations={"c": "1-3"},
        ),
        Note(at=AT, about="salvaged", data={"entries": 3}),
    ],
)
def test_every_kind_comes_back_from_its_line(entry):
    line = line_of(entry)
    back = entry_of(line)
    assert back.id == entry.id
    assert line_of(back) == line


def test_a_version_is_the_hash_of_the_content_and_stands_in_the_line():
    members = json.loads(line_of(QuestionnaireShown(at=AT, questionnaire=ASKED)))
    assert members["version"] == hashlib.sha256(canonical(ASKED.members()).encode()).hexdigest()[:16]
    assert len(members["version"]) == 16


def test_factors_change_no_version_where_there_are_none():
    example = load(Path(__file__).parents[2] / "config.toml").questionnaire
    assert example.version == "6b6ff88279f0f864", "ballots name it; a journal would begin a new questionnaire"
    assert not {"factors", "factor"} & {key for one in example.members()["criteria"] for key in one}
    assert "factors" not in example.members()


def test_factors_come_back_from_their_line():
    asked = replace(
        ASKED,
        criteria=tuple(replace(one, factor="f") for one in ASKED.criteria),
        factors=(Factor("f", "Yếu tố", {"en": "Factor"}),),
    )
    back = entry_of(line_of(QuestionnaireShown(at=AT, questionnaire=asked))).questionnaire
    assert (back, back.version) == (asked, asked.version)
    assert asked.version != ASKED.version


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"kind":"tap"}',
        '{"at":"2026-11-20T08:00:00+07:00","kind":"dance","id":"1"}',
        "{" * 9999,
    ],
)
def test_an_odd_line_is_unknown_and_stays_as_it_is(line):
    entry = entry_of(line)
    assert isinstance(entry, Unknown)
    assert line_of(entry) == line


@given(st.datetimes(datetime(1970, 1, 2), datetime(2099, 1, 1)), st.sampled_from([1, 5, 15, 30, 60, 1440]))
def test_a_time_is_floored_to_its_step(moment, minutes):
    floored = floor_to_step(moment, minutes)
    assert timedelta(0) <= moment - floored < timedelta(minutes=minutes)
    assert (floored - floored.replace(hour=0, minute=0)) % timedelta(minutes=minutes) == timedelta(0)


class TestPrivacyStep:
    """What a tap is dated with is what `floor_to_step` says of the clock."""

    @given(
        st.sampled_from([1, 15, 60, 480]),
        st.sampled_from(["Asia/Ho_Chi_Minh", "Europe/Berlin", "Australia/Lord_Howe"]),
        st.lists(st.integers(0, 86_400), min_size=1, max_size=20),
    )
    def test_it_is_the_step_of_each_moment(self, minutes, zone, waits):
        # Berlin and Lord Howe put their clocks back, by an hour and by half of one, on days that these reach.
        clock = StillClock(datetime(2026, 10, 24, 12, tzinfo=UTC).astimezone(ZoneInfo(zone)))
        if zone == "Australia/Lord_Howe":
            clock.wall = datetime(2026, 4, 4, 8, tzinfo=UTC).astimezone(ZoneInfo(zone))
        step = PrivacyStep(clock, minutes)
        for seconds in waits:
            clock.wall = (clock.wall.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(ZoneInfo(zone))
            expected = floor_to_step(clock.now(), minutes)
            assert step.now().isoformat() == expected.isoformat()

    def test_a_clock_that_is_put_back_takes_the_step_along(self):
        clock = StillClock()
        step = PrivacyStep(clock, 15)
        step.now()
        clock.wall -= timedelta(hours=2)
        assert step.now() == floor_to_step(clock.now(), 15)


class TestClockWatch:
    def test_a_clock_that_runs_is_no_step(self):
        clock = StillClock()
        watch = ClockWatch(clock)
        clock.pass_(100_000)
        assert watch.step() is None

    @pytest.mark.parametrize("seconds", [121, -121, 86_400 * 20_000])
    def test_more_than_two_minutes_is_a_step_told_once(self, seconds):
        clock = StillClock()
        watch = ClockWatch(clock)
        clock.wall += timedelta(seconds=seconds)
        assert watch.step() == seconds
        assert watch.step() is None

    def test_there_and_back_are_two_steps_that_cancel(self):
        clock = StillClock()
        watch = ClockWatch(clock)
        clock.wall += timedelta(hours=1)
        there = watch.step()
        clock.wall -= timedelta(hours=1)
        assert there + watch.step() == 0
