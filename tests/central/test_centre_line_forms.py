"""What is found in a line without reading its JSON is what reading it finds."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from central import line_forms
from central.entries import Entry
from central.journals import START
from central.reading import read
from kiosk.domain.canonical import canonical
from tests.central.kit import PaperKiosk

WORD = ["", "a", '"', "\\", "}\n{", "é", "e\u0301", "x" * 64, "x" * 65, "open", "invited"]
ODD = st.sampled_from([*WORD, None, 3, [], {}])
AT = st.sampled_from(
    ["2026-11-20T08:15:00+07:00", "2026-11-20T01:15:00+00:00", "2026-11-20T08:15:00", "2026-13-20", "", None]
)
WORDS = st.dictionaries(st.sampled_from(["thai-do", "chung", '"', "é"]), ODD, max_size=3)
LISTS = st.lists(ODD, max_size=3)
CLOSINGS = st.fixed_dictionaries(
    {
        "answers": WORDS,
        "at": AT,
        "ballot": ODD,
        "department": ODD,
        "durations": WORDS,
        "flags": st.sampled_from([[], [{"rule": "burst", "version": 1}]]),
        "id": ODD,
        "kind": st.sampled_from(["ballot_closed", "tap", "note"]),
        "mode": st.sampled_from(["open", "invited", "", None]),
        "outcome": ODD,
        "questionnaire": ODD,
        "reasons": LISTS,
        "skipped": LISTS,
    },
    optional={"shift": ODD, "more": ODD},
)


TAP = (
    '{"at":"2026-11-20T08:15:00+07:00","ballot":"0123456789abcdef","criterion":"chung","department":"một",'
    '"id":"0123456789abcdef","kind":"tap","level":"satisfied","questionnaire":"0123456789abcdef",'
    '"shift":"0123456789abcdef"}'
)


def without_forms(line):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_forms, "plain_id", lambda _: None)
        patch.setattr(line_forms, "closed", lambda _: None)
        return read(Entry(1, START, line))


def same(line):
    quickly, slowly = read(Entry(1, START, line)), without_forms(line)
    assert quickly == slowly
    assert repr(quickly) == repr(slowly), "two zones may name one moment"
    assert list(line_forms.not_plain([line])) == ([] if line_forms.plain_id(line) else [(0, line)])


@settings(deadline=None)
@given(CLOSINGS)
def test_any_closing_says_the_same(members):
    same(canonical(members))
    same(json.dumps(members))


@settings(deadline=None)
@given(st.data())
def test_a_usual_line_that_was_changed_anywhere_says_the_same(data):
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied", reasons=["cho-lau"])
    kiosk.write_line(TAP)
    for line in kiosk.lines:
        same(line)
        at, more = data.draw(st.integers(0, len(line))), data.draw(st.sampled_from('",:{}[]a\\'))
        same(line[:at] + more + line[at:])
        same(line[:at] + line[at + 1 :])


def test_no_line_is_taken_for_a_part_of_the_one_before():
    halves = ['{"at":"x', 'y","id":"0123456789abcdef","kind":"tap"}']
    whole = '{"at":"x","id":"0123456789abcdef","kind":"tap"}'
    lines = [whole, *halves, whole, whole, halves[0]]
    assert list(line_forms.not_plain(lines)) == [(1, halves[0]), (2, halves[1]), (5, halves[0])]
    assert list(line_forms.not_plain([whole])) == []
    assert list(line_forms.not_plain([halves[1], whole])) == [(0, halves[1])]
