"""English pages speak English: over data without a Vietnamese letter, no page shows one of its own."""

import re
from dataclasses import replace
from datetime import date

import pytest
import requests
from sqlalchemy import insert

from central import audit, catalogue, devices, papers, schema, sessions
from central.audit import By, What
from central.catalogue import Agency, Catalogue, Department, Placing
from central.ingest import take
from central.papers import Sheet
from central.roles import Role
from central.store import Store
from kiosk.domain.entries import Mode
from kiosk.domain.questionnaire import Criterion, Factor, Level, Questionnaire, Reason
from kiosk.domain.questionnaire import Department as Asked
from tests.central.kit import NOW, PaperKiosk
from tests.central.people import session_of
from tests.central.server import serving

ADMINISTRATOR, PROVINCE, _, AUDITOR = Role
BY = By("typist", "10.0.0.5", NOW)
MONTH = "from=2026-11-01&to=2026-11-30"
ASKED = Questionnaire(
    (Asked("justice", "Justice"),),
    (Criterion("time", "Time", factor="work"), Criterion("all", "Overall")),
    (Level("good", "Good"), Level("bad", "Bad", satisfied=False)),
    (Reason("late", "Late"),),
    (Factor("work", "Work"),),
)
OTHER = replace(ASKED, levels=(Level("yes", "Yes"), Level("no", "No", satisfied=False)))
RULES = ("all_under_a_second", "burst", "childs_play", "outside_office_hours", "regular_intervals")
UNWELL = {
    "version": "1",
    "waiting": 9,
    "oldest_waiting": "2026-10-01T08:15:00+07:00",
    "faults": ["other_machine", "journal_cut", "salvaged"],
    "shift_open": True,
}
SHEET = Sheet(
    "a", "justice", ASKED.version, date(2026, 11, 1), date(2026, 11, 9), 9, 9, 9, {"all": {"good": 9}}
)
FIGURES = ("/", "/table", "/participation", "/factors", "/ranking", "/trend")
PAGES = {
    PROVINCE: [
        *(f"{path}?{MONTH}{agency}" for path in FIGURES for agency in ("", "&agency=b")),
        *(f"{path}?from=2020-01-01&to=2020-12-31" for path in FIGURES),
        f"/export/a.html?{MONTH}",
        *("/fleet", "/papers?agency=a", "/papers/sheet?agency=a", "/papers/sheet?sheet=1111111111111111"),
        *("/dossiers?agency=a", "/nowhere", "/people", "/?from=soon&to=2026-01-01", "/password"),
    ],
    AUDITOR: [
        *(f"{path}?{MONTH}{kind}" for path in FIGURES for kind in ("&agency=a", "&simulated=true")),
        *(f"{path}?{MONTH}&channel={one}&agency=a" for path in FIGURES for one in ("paper", "all")),
        *("/fleet/device?name=kiosk-a", "/fleet/device?name=kiosk-x", "/audit", "/fleet?state=fault"),
    ],
    ADMINISTRATOR: [
        "/people",
        "/catalogue",
        "/catalogue?agency=a",
        "/fleet/add",
        "/fleet/device?name=kiosk-a",
    ],
}
FORMS = {
    "/people": {"name": "?"},
    "/people/disable": {"name": "administrator"},
    "/people/role": {"name": "nobody", "role": "agency"},
    "/catalogue/agency": {"agency": "a", "name": ""},
    "/catalogue/agency/add": {"code": "A A", "name": "A"},
    "/catalogue/department/add": {"agency": "a", "code": "justice", "name": "A"},
    "/fleet/add": {"name": ""},
    "/password": {"old": "wrong", "new": "short", "again": "other"},
}
VIETNAMESE = re.compile(
    "[àáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ]", re.IGNORECASE
)
SAID_SO = re.compile(r"<(\w+)[^>]* lang=\"vi\"[^>]*>.*?</\1>", re.DOTALL)


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    """A centre whose data provoke whatever a page may say of them, all in letters of English."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('english')}/centre.sqlite")
    _fill(store)
    cookies = {role: session_of(store, role) for role in PAGES}
    with serving(store) as url:
        yield url, cookies
    store.close()


def _fill(store):
    agencies = {"top": Agency("top", "Top"), "a": Agency("a", "A", "top"), "b": Agency("b", "B", "top")}
    with store.writing() as connection:
        named = {("a", "justice"): Department("a", "justice", "Justice")}
        placed = (Placing("kiosk-a", "a"), Placing("kiosk-b", "b"))
        catalogue.add(connection, Catalogue(agencies, named, placed))
        for deed in What:
            details = {"role": "auditor", "agency": "a", "form": "a", "period": "", "lines": 1, "devices": 1}
            audit.note(connection, BY, deed, "kiosk-a", **details)
    first = _voted("kiosk-a")
    other = first.copy()
    for branch in (first, other):
        branch.note()
        branch.write_line("odd")
        _send(store, branch, UNWELL)
    for device in ("kiosk-b", "kiosk-x"):  # the latter is nobody's
        _send(store, _voted(device, ballots=3), {})
    training = PaperKiosk("training", simulated=True).start().ask(ASKED)
    training.vote("justice", asked=ASKED, all="good")
    _send(store, training, {}, training=True)
    with store.writing() as connection:
        across = replace(SHEET, first=date(2026, 10, 1))
        for number, sheet in enumerate((SHEET, across), 1):
            papers.enter(connection, f"{number}" * 16, sheet, after=0, today=date(2026, 11, 21), by=BY)
        # What no page takes, an older version may have taken.
        kept = connection.execute(schema.papers.select()).first()._asdict()
        odd = {"no": 90, "sheet": "9" * 16, "issued": 1, "valid": 5}
        connection.execute(insert(schema.papers).values({**kept, **odd}))


def _voted(device, *, ballots=40):
    kiosk = PaperKiosk(device).start().ask(ASKED)
    for number in range(ballots):
        flags = ({"rule": RULES[number % len(RULES)], "version": 1},) if number % 4 == 0 else ()
        mode = Mode.INVITED if number % 2 else Mode.OPEN
        own = {"asked": ASKED, "reasons": ("late",), "flags": flags}
        kiosk.vote("justice", mode, time="good", all="good" if number % 3 else "bad", **own)
    kiosk.vote("justice", asked=ASKED, all="splendid")
    kiosk.end_shift(2, department="justice")
    kiosk.ask(OTHER)
    kiosk.vote("justice", asked=OTHER, shift="6" * 16, all="yes")
    kiosk.end_shift(None, shift="6" * 16, department="justice")
    return kiosk


def _send(store, kiosk, health, *, training=False):
    with store.writing() as connection:
        token, _ = devices.enrol(connection, kiosk.device, training=training)
        device = devices.with_token(connection, token)
    take(store, device, kiosk.batch(health=health), now=NOW)


def _vietnamese(page):
    """What stands on a page in Vietnamese, but for what says so itself, and our name."""
    shown = SAID_SO.sub("", page.replace("Hài Lòng", ""))
    return [line.strip() for line in shown.splitlines() if VIETNAMESE.search(line)]


def _ask(centre, role, method, path, fields=None):
    url, cookies = centre
    own = {"central": cookies[role], "language": "en"} if role else {"language": "en"}
    form = {"key": sessions.form_key(own.get("central", "")), **(fields or {})} if method == "POST" else None
    return requests.request(method, url + path, data=form, cookies=own, timeout=60)


@pytest.mark.parametrize("role", PAGES)
def test_no_english_page_shows_a_vietnamese_sentence(centre, role):
    wrong = {}
    for path in PAGES[role]:
        page = _ask(centre, role, "GET", path).text
        assert '<html lang="en"' in page, path
        assert 'name="password"' not in page, path
        if found := _vietnamese(page):
            wrong[path] = found
    assert wrong == {}


@pytest.mark.parametrize("path", FORMS)
def test_what_is_refused_is_refused_in_english(centre, path):
    answer = _ask(centre, ADMINISTRATOR, "POST", path, FORMS[path])
    assert answer.status_code == 422
    assert _vietnamese(answer.text) == []


def test_what_is_signed_is_vietnamese_whoever_takes_it(centre):
    told = _ask(centre, PROVINCE, "GET", f"/export/a.csv?{MONTH}").content.decode("utf-8-sig")
    assert "Chưa xếp" in told
    assert "Of no agency yet" in _ask(centre, PROVINCE, "GET", f"/table?{MONTH}").text


def test_the_way_in_speaks_english(centre):
    assert _vietnamese(_ask(centre, None, "GET", "/login").text) == []


def test_the_data_provoke_what_is_said_of_them(centre):
    seen = "".join(
        _ask(centre, role, "GET", f"{path}?{MONTH}&agency=a&channel={channel}").text
        for role, path, channel in (
            (AUDITOR, "/table", "all"),
            (PROVINCE, "/table", "kiosk"),
            (PROVINCE, "/participation", "kiosk"),
        )
    )
    for part in (
        "of levels that no known questionnaire has",
        "was asked on 2 scales",
        "Some ballots were invited, some not",
        "do not fit each other",
        "more than the valid ballots",
        "more ratings (",
        "sheets of paper ballots are only in part",
        "are hidden (&lt;5)",
    ):
        assert part in seen, part
