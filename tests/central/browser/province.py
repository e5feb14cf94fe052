"""A small province in a centre's database: the town whose table was published in 2024, and some others."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from central import catalogue, devices, passwords, people
from central.audit import By
from central.catalogue import Agency, Catalogue, Department, Placing
from central.ingest import take
from central.roles import Role
from central.store import Store
from kiosk.domain.entries import Mode, ShiftClosed, ShiftOpened
from kiosk.domain.questionnaire import Criterion, Level, Questionnaire
from kiosk.domain.questionnaire import Department as Asked
from kiosk.simulate import read_table, table_ballots
from tests.central.kit import HANOI, PaperKiosk, name

TABLE = Path(__file__).parents[3] / "assets/examples/binh-duong-2024.json"
PUBLISHED = json.loads(TABLE.read_text(encoding="utf-8"))
NOW = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
TOWN, PROVINCE = "thi-tran-binh-duong", "tinh"
HALF_YEAR = "from=2024-01-01&to=2024-06-30"
PASSWORD = "một câu dài dễ nhớ"
PEOPLE = {
    "quan-tri": (Role.ADMINISTRATOR, None),
    "lanh-dao": (Role.PROVINCE, None),
    "thi-tran": (Role.AGENCY, TOWN),
    "thanh-tra": (Role.AUDITOR, None),
}

LEVELS = (
    Level("very_satisfied", "Rất hài lòng", {"en": "Very satisfied"}),
    Level("satisfied", "Hài lòng", {"en": "Satisfied"}),
    Level("dissatisfied", "Không hài lòng", {"en": "Dissatisfied"}, satisfied=False),
)
ASKED = Questionnaire(
    (
        Asked("tu-phap-ho-tich", "Tư pháp – Hộ tịch"),
        Asked("vhxh", "Văn hóa – Xã hội (VHXH)"),
        Asked("dia-chinh", "Địa chính"),
    ),
    (
        Criterion("thoi-gian", "Thời gian giải quyết"),
        Criterion("thai-do", "Thái độ của cán bộ tiếp nhận hồ sơ"),
        Criterion("ket-qua", "Kết quả giải quyết"),
        Criterion("chung", "Đánh giá chung về quá trình giải quyết TTHC"),
    ),
    LEVELS,
)
_UNWELL = {
    "version": "0.0.9",
    "waiting": 1234,
    "oldest_waiting": "2024-12-28T08:15:00+07:00",
    "faults": ["other_machine"],
    "shift_open": True,
}
_COMMUNES = {
    "xa-an-binh": ("xã An Bình", 60, (55, 38, 7)),
    "xa-hoa-loi": ("xã Hòa Lợi", 45, (30, 52, 18)),
    "phuong-phu-loi": ("phường Phú Lợi", 70, (70, 26, 4)),
    "xa-tan-dinh": ("xã Tân Định", 12, (50, 50, 0)),
    "xa-thoi-hoa": ("xã Thới Hòa", 3, (0, 2, 1)),
}


def fill(store: Store) -> None:
    """Put the province into an empty database."""
    chance = random.Random(2024)
    with store.writing() as connection:
        catalogue.add(connection, _catalogue())
        by, kept = By(None, "", NOW), passwords.HASHING.hashed(PASSWORD)
        for who, (role, agency) in PEOPLE.items():
            people.add(connection, who, role, agency, by=by)
            people.keep_password(connection, who, kept)
        people.add(connection, "moi-den", Role.PROVINCE, None, by=by)
    _publish_table(store)
    for number, (commune, (_, ballots, weights)) in enumerate(_COMMUNES.items()):
        _vote(store, f"{commune}-quay-1", ballots, weights, random.Random(number))
    _odd_devices(store, chance)


def _catalogue() -> Catalogue:
    agencies = [Agency(PROVINCE, "UBND tỉnh Bình Dương"), Agency(TOWN, "UBND thị trấn Bình Dương", PROVINCE)]
    agencies += [Agency(code, f"UBND {words[0]}", PROVINCE) for code, words in _COMMUNES.items()]
    departments = [
        Department(one.code, asked.code, asked.name) for one in agencies[1:] for asked in ASKED.departments
    ]
    placings = [
        Placing(f"{one.code}-quay-{number}", one.code) for one in agencies[1:] for number in (1, 2, 3)
    ]
    return Catalogue(
        {one.code: one for one in agencies},
        {(one.agency, one.code): one for one in departments},
        tuple(placings),
    )


def _publish_table(store: Store) -> None:
    """The published ballots, dealt to the three kiosks of the town."""
    kiosks = [_kiosk(f"{TOWN}-quay-{number}") for number in (1, 2, 3)]
    ballots = list(table_ballots(read_table(TABLE, ASKED), seed=3))
    days = _work_days(date(2024, 1, 2), date(2024, 6, 28))
    for number, kiosk in enumerate(kiosks):
        own = ballots[number::3]
        for place, ballot in enumerate(own):
            kiosk.at = _moment(days[place * len(days) // len(own)], random.Random(place * 7 + number))
            answers = {code.replace("-", "_"): level for code, level in ballot.answers.items()}
            kiosk.vote(ballot.department, Mode.INVITED, asked=ASKED, **answers)
        _end_shift(kiosk, 200)
        _send(store, kiosk)


def _vote(store: Store, device: str, ballots: int, weights: tuple[int, ...], chance: random.Random) -> None:
    kiosk = _kiosk(device)
    days = _work_days(date(2024, 1, 2), date(2024, 12, 20))
    for place in range(ballots):
        kiosk.at = _moment(days[place * len(days) // ballots], chance)
        levels = chance.choices([level.code for level in LEVELS], weights, k=len(ASKED.criteria))
        answers = dict(zip([one.code.replace("-", "_") for one in ASKED.criteria], levels, strict=True))
        department = chance.choice(ASKED.departments).code
        flags = ({"rule": "burst", "version": 1},) if place % 29 == 28 else ()
        kiosk.vote(department, asked=ASKED, flags=flags, **answers)
    _end_shift(kiosk, None if ballots == 45 else ballots * 2)
    _send(store, kiosk)


def _odd_devices(store: Store, chance: random.Random) -> None:
    """One that never came, one for training, one whose chain forks."""
    with store.writing() as connection:
        devices.enrol(connection, "xa-an-binh-quay-2", training=False)
        devices.enrol(connection, "tap-huan-1", training=True)
    training = _kiosk("tap-huan-1", simulated=True)
    training.vote("vhxh", asked=ASKED, chung="satisfied")
    _send(store, training, training=True)
    forked = _kiosk("xa-hoa-loi-quay-2")
    other = forked.copy()
    for branch in (forked, other):
        branch.note()
        _send(store, branch, health=_UNWELL)


def _kiosk(device: str, *, simulated: bool = False) -> PaperKiosk:
    kiosk = PaperKiosk(device, simulated=simulated)
    kiosk.at = datetime(2024, 1, 2, 7, 30, tzinfo=HANOI)
    return kiosk.start().ask(ASKED)


def _end_shift(kiosk: PaperKiosk, dossiers: int | None) -> None:
    shift = "5" * 16
    own = {"at": kiosk.at, "shift": shift, "department": ASKED.departments[0].code}
    kiosk.write(ShiftOpened(id=name(), **own), ShiftClosed(id=name(), dossiers=dossiers, **own))


def _send(
    store: Store, kiosk: PaperKiosk, *, training: bool = False, health: dict[str, object] | None = None
) -> None:
    with store.writing() as connection:
        token, _ = devices.enrol(connection, kiosk.device, training=training)
        device = devices.with_token(connection, token)
    for first in range(1, kiosk.last + 1, 500):
        told = health or {"version": "0.1.0", "waiting": 0}
        batch = kiosk.batch(first, min(first + 499, kiosk.last), health=told)
        batch = replace(batch, header=replace(batch.header, sent_at=NOW))
        take(store, device, batch, now=NOW)


def _work_days(first: date, last: date) -> list[date]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5]


def _moment(day: date, chance: random.Random) -> datetime:
    hour = chance.choices(range(7, 17), (2, 6, 9, 8, 3, 1, 4, 7, 6, 2))[0]
    return datetime.combine(day, time(hour, 15 * chance.randrange(4)), HANOI)
