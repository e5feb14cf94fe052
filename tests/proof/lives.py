"""The lives of a province's kiosks: real lines, known to the last ballot, and what goes wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from central.catalogue import Agency, Catalogue, Department, Placing
from kiosk.domain.entries import (
    BallotClosed,
    BallotOpened,
    ClockStep,
    Entry,
    JournalOpened,
    Mode,
    Note,
    Outcome,
    QuestionnaireShown,
    ShiftClosed,
    ShiftOpened,
    Start,
    Tap,
    line_of,
)
from kiosk.domain.questionnaire import Criterion, Factor, Level, Questionnaire, Reason
from kiosk.domain.questionnaire import Department as Asked
from sync.wire import MAX_BATCH_LINES, ZERO, Batch, Header, chain_all

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
PROVINCE = "tinh"
AGENCIES = 20
NOW = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
NEW_YEAR = date(2025, 1, 1)
OPENING = datetime.combine(NEW_YEAR, time(7, 0), HANOI)

# Each agency types its departments' codes in a spelling of its own; the catalogue knows that they are one.
DEPARTMENTS = {"ho-tich": "Hộ tịch", "dat-dai": "Đất đai", "xay-dung": "Xây dựng"}
SPELLINGS = (
    {"ho-tich": "ho-tich", "dat-dai": "dat-dai", "xay-dung": "xay-dung"},
    {"ho-tich": "Hộ tịch", "dat-dai": "ĐẤT ĐAI", "xay-dung": "Xây_dựng"},
    {"ho-tich": "tu-phap", "dat-dai": "dia-chinh", "xay-dung": "xay-dung"},
)
ALIASES = {"ho-tich": ("tu-phap",), "dat-dai": ("dia-chinh",), "xay-dung": ()}
LEVELS = (
    Level("very_satisfied", "Rất hài lòng"),
    Level("satisfied", "Hài lòng"),
    Level("dissatisfied", "Không hài lòng", satisfied=False),
)
FACTORS = (
    Factor("cong-chuc", "Công chức giải quyết công việc"),
    Factor("ket-qua", "Kết quả giải quyết TTHC"),
)
CRITERIA = (
    Criterion("thai-do", "Thái độ của cán bộ", factor="cong-chuc"),
    Criterion("huong-dan", "Hướng dẫn hồ sơ", factor="cong-chuc"),
    Criterion("thoi-gian", "Thời gian giải quyết", factor="ket-qua"),
    Criterion("chung", "Đánh giá chung", factor="ket-qua"),
)
REASONS = (
    Reason("cham", "Chậm hẹn"),
    Reason("di-lai", "Phải đi lại nhiều lần"),
    Reason("giay-to", "Đòi thêm giấy tờ"),
)
RULES = {"burst": "Nhiều phiếu liền nhau quá nhanh", "outside_office_hours": "Ngoài giờ làm việc"}


@dataclass(frozen=True)
class Size:
    """Kiosks over so many working days from New Year on, with so many ballots a kiosk and day on average."""

    kiosks: int
    days: int
    ballots: int


SHORT, LONG = Size(20, 6, 8), Size(200, 261, 3)


@dataclass(frozen=True)
class Place:
    """One kiosk: where it stands, how it is run, and whether it moves house at midyear."""

    number: int
    agency: str
    moves_to: str | None

    @property
    def device(self) -> str:
        return f"{self.agency}-quay-{self.number}"

    @property
    def invited(self) -> bool:
        return self.number % 3 != 0

    @property
    def spelling(self) -> dict[str, str]:
        return SPELLINGS[int(self.agency[-2:]) % len(SPELLINGS)]


def places(size: Size) -> list[Place]:
    """All kiosks, dealt to the agencies; every nineteenth is moved to the next agency halfway."""
    return [
        Place(
            number,
            _agency(number % AGENCIES),
            _agency((number + 1) % AGENCIES) if number % 19 == 18 else None,
        )
        for number in range(size.kiosks)
    ]


def days_of(size: Size) -> list[date]:
    """The working days that there is anything on."""
    every = (NEW_YEAR + timedelta(days=number) for number in range(2 * size.days + 10))
    return [day for day in every if day.weekday() < 5][: size.days]


def moving_day(size: Size) -> date:
    """From this day on a kiosk that is moved belongs to its new agency."""
    return days_of(size)[size.days // 2]


def catalogue_of(size: Size) -> Catalogue:
    """The province, its agencies, their departments by every spelling, and where each kiosk stood when."""
    codes = [_agency(number) for number in range(AGENCIES)]
    agencies = [Agency(PROVINCE, "UBND tỉnh"), *(Agency(one, name_of(one), PROVINCE) for one in codes)]
    departments = [
        Department(agency, code, name, ALIASES[code])
        for agency in codes
        for code, name in DEPARTMENTS.items()
    ]
    placings = []
    for place in places(size):
        if place.moves_to is None:
            placings.append(Placing(place.device, place.agency))
        else:
            eve = moving_day(size) - timedelta(days=1)
            placings.append(Placing(place.device, place.agency, valid_to=eve))
            placings.append(Placing(place.device, place.moves_to, valid_from=moving_day(size)))
    return Catalogue(
        {one.code: one for one in agencies},
        {(one.agency, one.code): one for one in departments},
        tuple(placings),
    )


def _agency(number: int) -> str:
    return f"xa-{number:02d}"


def name_of(agency: str) -> str:
    return f"UBND xã số {agency[-2:]}"


@dataclass
class Year:
    """A kiosk's journal, written line by line as the desk would, on a wall clock that is wrong at times."""

    place: Place
    chance: random.Random
    lines: list[str] = field(default_factory=list)
    at: datetime = OPENING
    wrong: timedelta = timedelta()
    collected: int = 0

    def __post_init__(self) -> None:
        self.journal = f"00000000-0000-4000-8000-{self.place.number:012x}"
        self.asked = Questionnaire(
            tuple(Asked(self.place.spelling[code], name) for code, name in DEPARTMENTS.items()),
            CRITERIA,
            LEVELS,
            REASONS,
            FACTORS,
        )
        self._opened = JournalOpened(
            at=self.at, id=self._name(), journal=self.journal, device=self.place.device, simulated=False
        )
        self._write(self._opened)

    def live(self, days: Sequence[date], ballots: int) -> None:
        """Each day: a start, a shift or two, a wrong clock at times."""
        for number, day in enumerate(days):
            # An empty battery: the clock is days or hours behind until somebody sets it.
            behind = self.chance.choice((timedelta(hours=9), timedelta(days=3), timedelta(days=40)))
            self.wrong = -behind if self.chance.random() < 0.04 else timedelta()
            self.at = datetime.combine(day, time(7, 15), HANOI)
            self._write(
                Start(at=self._clock(), id=self._name(), program="kiosk", version="1", boot=self._name())
            )
            if number == 0:
                self._write(QuestionnaireShown(at=self._clock(), id=self._name(), questionnaire=self.asked))
            today = self.chance.randint(0, 2 * ballots)
            first = self.chance.randint(0, today)
            self._shift(first)
            self._set_clock()
            self._shift(today - first)
            if self.chance.random() < 0.1:
                self._write(Note(at=self._clock(), id=self._name(), about="fault", data={"code": "network"}))

    def batches(self) -> Iterator[Batch]:
        """Everything, as it is sent."""
        hashes = [ZERO, *chain_all(ZERO, self.lines)]
        for first in range(1, len(self.lines) + 1, MAX_BATCH_LINES):
            lines = self.lines[first - 1 : first - 1 + MAX_BATCH_LINES]
            yield Batch(
                Header(
                    device=self.place.device,
                    journal=self.journal,
                    first=first,
                    kept_from=1,
                    count=len(lines),
                    prev=hashes[first - 1],
                    sent_at=NOW,
                    health={"version": "0.1.0", "waiting": 0},
                ),
                tuple(lines),
            )

    def _shift(self, ballots: int) -> None:
        code = self.chance.choice(list(DEPARTMENTS))
        own = {"shift": self._name(), "department": self.place.spelling[code]}
        self._write(ShiftOpened(at=self._clock(), id=self._name(), **own))
        for _ in range(ballots):
            self.at += timedelta(minutes=self.chance.choice((0, 15, 15, 30)))
            self._ballot(own)
        dossiers = None if self.chance.random() < 0.2 else ballots + self.chance.randint(0, 9)
        self._write(ShiftClosed(at=self._clock(), id=self._name(), dossiers=dossiers, **own))

    def _ballot(self, own: dict[str, str]) -> None:
        mode = Mode.INVITED if self.place.invited else Mode.OPEN
        about = {**own, "ballot": self._name(), "questionnaire": self.asked.version}
        self._write(BallotOpened(at=self._clock(), id=self._name(), mode=mode, **about))
        answers = {} if mode is Mode.INVITED and self.chance.random() < 0.15 else self._answers()
        for criterion, level in answers.items():
            self._write(Tap(at=self._clock(), id=self._name(), criterion=criterion, level=level, **about))
        flagged = self.chance.random() < 0.05
        self._write(
            BallotClosed(
                at=self._clock(),
                id=self._name(),
                mode=mode,
                outcome=Outcome.COMPLETED if answers else Outcome.ABANDONED,
                answers=answers,
                skipped=[one.code for one in CRITERIA if answers and one.code not in answers],
                reasons=[one.code for one in REASONS if answers and self.chance.random() < 0.05],
                flags=[{"rule": self.chance.choice(list(RULES)), "version": 1}]
                if flagged and answers
                else (),
                durations=dict.fromkeys(answers, "1-3"),
                **about,
            )
        )
        self.collected += bool(answers)

    def _answers(self) -> dict[str, str]:
        weights = (60 - self.place.number % 30, 30, 5 + self.place.number % 7)
        given = {
            one.code: self.chance.choices([level.code for level in LEVELS], weights)[0]
            for one in CRITERIA
            if self.chance.random() > 0.05
        }
        return given or {CRITERIA[0].code: LEVELS[0].code}

    def _set_clock(self) -> None:
        if self.wrong:
            seconds, self.wrong = -int(self.wrong.total_seconds()), timedelta()
            self._write(ClockStep(at=self._clock(), id=self._name(), seconds=seconds))

    def _clock(self) -> datetime:
        """What the wall clock says, in quarters of an hour."""
        return self.at + self.wrong

    def _name(self) -> str:
        return f"{self.chance.getrandbits(64):016x}"

    def _write(self, entry: Entry) -> None:
        self.lines.append(line_of(entry))


def lived(place: Place, size: Size) -> Year:
    """The journal of one kiosk; the same in every run."""
    year = Year(place, random.Random(f"{place.device} {size}"))
    year.live(days_of(size), size.ballots)
    return year
