"""The fleet: what is found of each device, in which order, and how fast a list of ten thousand is counted."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, insert

from central import catalogue, devices, enrolment, fleet
from central.audit import By
from central.catalogue import Agency, Catalogue
from central.device_states import State
from central.fault_words import meaning
from central.fleet import CursorError, Sort
from central.health import faults_in, told
from central.schema import devices as devices_table
from central.schema import placings
from kiosk.journal import faults
from tests.central.kit import DAY, NOW, PaperKiosk

EVER = {"valid_from": date.min, "valid_to": date.max}
HOUR = int(NOW.timestamp()) // 3600
SECONDS = int(NOW.timestamp())


@pytest.fixture
def agencies(store):
    with store.writing() as connection:
        tree = {"tinh": Agency("tinh", "Tỉnh", None), "xa-a": Agency("xa-a", "Xã A", "tinh")}
        catalogue.add(connection, Catalogue({**tree, "xa-b": Agency("xa-b", "Xã B", "tinh")}))


@pytest.fixture
def there(store, agencies):
    """Put a device there as its last batch would leave it."""

    def there(name, agency="xa-a", **columns):
        kept = {"contact_hour": HOUR, "training": False, "revoked": False, "token_hash": name.encode()}
        with store.writing() as connection:
            connection.execute(insert(devices_table).values(device=name, **{**kept, **columns}))
            connection.execute(insert(placings).values(device=name, agency=agency, **EVER))

    return there


@pytest.fixture
def listed(store):
    def listed(**options):
        with store.reading() as connection:
            return fleet.page(connection, now=NOW, today=DAY, **options)

    return listed


@pytest.fixture
def states_of(listed):
    def states_of(name):
        (found,) = [one for one in listed().rows if one.name == name]
        return found.states

    return states_of


@pytest.mark.parametrize(
    ("columns", "states"),
    [
        ({}, (State.FINE,)),
        ({"contact_hour": HOUR - 72}, (State.FINE,)),
        ({"contact_hour": HOUR - 73}, (State.LOST,)),
        ({"waiting_since": SECONDS - 86_400}, (State.FINE,)),
        ({"waiting_since": SECONDS - 86_401, "faults": '["salvaged"]'}, (State.FAULT, State.WAITING)),
        ({"clock_offset": -121}, (State.CLOCK,)),
        ({"clock_offset": 120}, (State.FINE,)),
        ({"rewrites": 1, "odd_lines": 2}, (State.EVIDENCE, State.INCOMPLETE)),
        ({"forks": 1}, (State.EVIDENCE,)),
        ({"gaps": 1}, (State.INCOMPLETE,)),
        ({"contact_hour": None}, (State.NEW,)),
        ({"revoked": True, "clock_offset": 999, "contact_hour": 5}, (State.REVOKED,)),
    ],
)
def test_a_device_is_found_in_the_states_that_its_columns_say(there, states_of, columns, states):
    there("quan-1", **columns)
    assert states_of("quan-1") == states


QUIET = {"shift_open": True, "quiet_minutes": 120, "last_ballot": SECONDS - 9000}
BUSY = {"shift_open": True, "quiet_minutes": 0, "last_ballot": SECONDS - 900}


def test_a_counter_is_silent_only_where_others_of_its_agency_have_ballots(there, states_of):
    there("quiet", **QUIET)
    there("elsewhere", agency="xa-b", **BUSY)
    assert states_of("quiet") == (State.FINE,)
    there("training", training=True, **BUSY)
    assert states_of("quiet") == (State.FINE,)
    there("neighbour", **BUSY)
    assert states_of("quiet") == (State.SILENT,)
    assert states_of("neighbour") == (State.FINE,)


@pytest.mark.parametrize(
    "different",
    [{"shift_open": False}, {"quiet_minutes": 105}, {"quiet_minutes": None}, {"contact_hour": HOUR - 2}],
)
def test_a_counter_that_is_closed_just_opened_or_away_is_not_silent(there, states_of, different):
    there("quiet", **{**QUIET, **different})
    there("neighbour", **BUSY)
    assert State.SILENT not in states_of("quiet")


@pytest.mark.parametrize("sort", [*Sort])
def test_pages_of_any_size_hold_each_device_once_and_in_order(there, listed, sort):
    for number in range(7):
        there(
            f"quan-{number}",
            agency=("xa-a", "xa-b")[number % 2],
            contact_hour=None if number == 3 else HOUR - number % 3,
            waiting_since=None if number % 2 else SECONDS - number,
            version=None if number == 2 else f"0.{number % 3}",
        )
    whole = [one.name for one in listed(sort=sort).rows]
    assert sorted(whole) == [f"quan-{number}" for number in range(7)]
    for size in (1, 2, 3, 7):
        names, after = [], None
        while True:
            page = listed(sort=sort, limit=size, after=after)
            names += [one.name for one in page.rows]
            after = page.next
            if after is None:
                break
        assert names == whole


def test_who_waits_longest_and_who_was_heard_longest_ago_come_first(there, listed):
    there("a", contact_hour=HOUR, waiting_since=None)
    there("b", contact_hour=HOUR - 5, waiting_since=SECONDS - 10)
    there("c", contact_hour=HOUR - 9, waiting_since=SECONDS - 99)
    assert [one.name for one in listed(sort=Sort.CONTACT).rows] == ["c", "b", "a"]
    assert [one.name for one in listed(sort=Sort.WAITING).rows] == ["c", "b", "a"]


def test_a_list_is_of_agencies_a_state_and_part_of_a_name(there, listed):
    there("quan-1", gaps=1)
    there("quan_2", agency="xa-b")
    there("kho-3", agency="xa-b", gaps=1)
    assert [one.name for one in listed(agencies={"xa-b"}).rows] == ["kho-3", "quan_2"]
    assert [one.name for one in listed(state=State.INCOMPLETE).rows] == ["kho-3", "quan-1"]
    assert [one.name for one in listed(search="QUAN_").rows] == ["quan_2"]
    assert listed(agencies=()).rows == ()


@pytest.mark.parametrize("after", ["", "[]", "7", '["x", "y"]', "[1, 2]", "[null, null]"])
def test_an_odd_place_in_the_list_is_refused(there, listed, after):
    there("quan-1")
    with pytest.raises(CursorError):
        listed(after=after)


def test_the_summary_counts_what_the_pages_show(store, there, listed):
    there("quan-1", gaps=1)
    there("quan-2", rewrites=1, gaps=1)
    there("quan-3", agency="xa-b")
    with store.reading() as connection:
        counts = fleet.summary(connection, now=NOW, today=DAY)
        of_one = fleet.summary(connection, now=NOW, today=DAY, agencies={"xa-b"})
    assert counts.devices == 3
    assert {state: number for state, number in counts.by_state.items() if number} == {
        State.EVIDENCE: 1,
        State.INCOMPLETE: 2,
        State.FINE: 1,
    }
    assert counts.by_agency == {"xa-a": (2, 2), "xa-b": (1, 0)}
    assert (of_one.devices, of_one.by_agency) == (1, {"xa-b": (1, 0)})


def test_a_device_is_of_the_agency_of_the_day(store, there, listed):
    there("quan-1")
    by = By("quan-tri", "", NOW)
    with store.writing() as connection:
        devices.move(connection, "quan-1", "xa-b", since=DAY + timedelta(days=1), by=by)
    assert listed().rows[0].agency == "xa-a"
    with store.reading() as connection:
        tomorrow = fleet.page(connection, now=NOW, today=DAY + timedelta(days=1))
    assert tomorrow.rows[0].agency == "xa-b"


def test_a_code_that_waits_is_shown_until_it_expires(store, listed):
    with store.writing() as connection:
        enrolment.give_code(connection, "quan-1", agency=None, hours=2, by=By(None, "", NOW))
    (row,) = listed().rows
    assert (row.states, row.code_until, row.agency) == ((State.NEW,), NOW + timedelta(hours=2), None)
    with store.reading() as connection:
        (later,) = fleet.page(connection, now=NOW + timedelta(hours=2), today=DAY).rows
    assert later.code_until is None


def test_what_a_batch_tells_is_kept_in_columns(send, listed):
    health = {
        "version": "0.1.0",
        "waiting": 7,
        "oldest_waiting": "2026-11-20T08:15:00+07:00",
        "faults": ["salvaged", "other_machine"],
        "shift_open": True,
        "last_ballot": "2026-11-20T09:30:00+07:00",
        "quiet_minutes": 30,
    }
    send(PaperKiosk().start().batch(health=health))
    (row,) = listed().rows
    assert (row.version, row.waiting, row.shift_open, row.clock_offset) == ("0.1.0", 7, True, 0)
    assert row.waiting_since == datetime(2026, 11, 20, 1, 15, tzinfo=UTC)
    assert row.last_ballot == datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
    assert row.faults == ("other_machine", "salvaged")
    assert (row.through, row.states) == (2, (State.FAULT,))


def test_a_question_that_tells_nothing_leaves_what_a_batch_told(send, listed):
    kiosk = PaperKiosk().start()
    send(kiosk.batch(health={"version": "0.1.0", "waiting": 0, "faults": ["other_machine"]}))
    before = listed().rows
    send(PaperKiosk(journal=str(UUID(int=7))).start().question(1))  # as `kiosk check` asks
    assert listed().rows == before


def test_findings_are_counted_over_all_journals_of_a_device(send, listed):
    kiosk = PaperKiosk().start()
    twin = kiosk.copy()
    kiosk.note()
    twin.vote(chung="satisfied")
    for one in (kiosk, twin):
        one.write_line('{"kind":"new"}')
        send(one.batch())
        send(one.batch())
    other = PaperKiosk()
    other.write_line("odd")
    send(other.batch())
    (row,) = listed().rows
    assert row.findings == {"fork": 1, "odd": 3}


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"version": 7, "waiting": -1, "oldest_waiting": "soon", "faults": "many", "shift_open": 1},
        {
            "version": "a\nb",
            "waiting": True,
            "oldest_waiting": "2026-11-20T08:15:00",
            "faults": [1, None, ""],
        },
        {"waiting": 10**30, "quiet_minutes": 1.5, "last_ballot": ["x"], "oldest_waiting": 5},
    ],
)
def test_odd_health_fails_nothing_and_says_nothing(odd):
    assert set(told(odd).values()) == {None}


def test_health_is_bounded():
    columns = told({"version": "v" * 9999, "faults": [f"{n:065}" for n in range(99)]})
    assert len(columns["version"]) == 64
    assert len(faults_in(columns["faults"])) <= 16


@pytest.mark.parametrize("fault", [faults.OTHER_MACHINE, *faults._SENTENCES])
def test_each_fault_of_a_kiosk_has_its_words(fault):
    assert fault not in (meaning(fault, "vi"), meaning(fault, "en"))


def test_a_page_and_the_summary_are_one_query_each_however_many_devices_there_are(store, there):
    there("neighbour", **BUSY)
    rows = [
        {"device": f"quan-{n:05}", "training": False, "revoked": False, "token_hash": str(n).encode()}
        for n in range(2000)
    ]
    with store.writing() as connection:
        connection.execute(insert(devices_table), rows)
    asked = []
    with store.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *words: asked.append(words[2]))
        page = fleet.page(connection, now=NOW, today=DAY, limit=100)
        counts = fleet.summary(connection, now=NOW, today=DAY)
    assert (len(page.rows), counts.devices) == (100, 2001)
    assert sum(statement.startswith("SELECT") for statement in asked) == 2
