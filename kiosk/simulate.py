"""Simulated clerks and citizens in front of a real desk, on a clock of their own.

The desk is the one that the screens drive: each tap is a commit, each ballot is invited, answered at a human
pace and closed. Only a simulated journal is ever given to it.
"""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from kiosk.domain.desk import Desk
from kiosk.domain.desk_clerk import MAX_DOSSIERS
from kiosk.domain.desk_view import Screen
from kiosk.domain.questionnaire import Criterion, Department, Questionnaire

_OPENS, _CLOSES = time(7, 30), time(16, 30)
_SHIFT_ROOM = timedelta(minutes=5)  # what a ballot and a logout may still need before closing time
_MAX_TABLE_BYTES = 1024 * 1024
_CHANGES_DEPARTMENT, _SKIPS = 0.05, 0.03  # chances of random ballots


class SimulationError(Exception):
    """The table or the desk can't be simulated; one sentence with the cure, in Vietnamese and in English."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


class VirtualClock:
    """Office hours of one day, going forward only as the simulation says; full hours begin the day again."""

    def __init__(self, day: date, zone: ZoneInfo) -> None:
        self._opens = datetime.combine(day, _OPENS, zone)
        self._closes = datetime.combine(day, _CLOSES, zone) - _SHIFT_ROOM
        self._now = self._opens

    def now(self) -> datetime:
        """The simulated wall clock, aware, in the agency's time zone."""
        return self._now

    def timestamp(self) -> float:
        """The simulated wall clock in seconds since 1970."""
        return self._now.timestamp()

    def monotonic(self) -> float:
        """Seconds of the same clock: going back to opening time is no step of a wall clock."""
        return self.timestamp()

    def pass_seconds(self, seconds: float) -> None:
        """Let time go by."""
        self._now += timedelta(seconds=seconds)

    def begin_again_when_full(self) -> None:
        """Return to opening time when the office hours are used up."""
        if self._now >= self._closes:
            self._now = self._opens


@dataclass(frozen=True)
class SimulatedBallot:
    """What one citizen will answer: criterion to level; what is missing is skipped."""

    department: str
    answers: Mapping[str, str]


def random_ballots(questionnaire: Questionnaire, count: int, seed: int) -> Iterator[SimulatedBallot]:
    """`count` ballots from a seed: most are satisfied, some skip, clerks change at times."""
    chance = random.Random(seed)  # noqa: S311  no secret hangs on it
    weights = [2.0 ** (len(questionnaire.levels) - place) for place in range(len(questionnaire.levels))]
    codes = [level.code for level in questionnaire.levels]
    department = chance.choice(questionnaire.departments).code
    for _ in range(count):
        if chance.random() < _CHANGES_DEPARTMENT:
            department = chance.choice(questionnaire.departments).code
        answers = {
            criterion.code: chance.choices(codes, weights)[0]
            for criterion in questionnaire.criteria
            if chance.random() > _SKIPS
        }
        yield SimulatedBallot(department, answers)


@dataclass(frozen=True)
class TableRow:
    """One row of a published table: the counts of each level for one criterion of one department."""

    department: Department
    criterion: Criterion
    counts: Mapping[str, int]


def read_table(path: Path, questionnaire: Questionnaire) -> list[TableRow]:
    """The rows of a published table; raises SimulationError naming what the configuration lacks."""
    try:
        if path.stat().st_size > _MAX_TABLE_BYTES:
            raise SimulationError(
                f"{path}: lớn hơn 1 MiB; hãy đưa bảng số phiếu.",
                f"{path}: larger than 1 MiB; give a table of counts.",
            )
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SimulationError(
            f"{path}: không đọc được ({error.strerror}); kiểm tra đường dẫn.",
            f"{path}: can't be read ({error.strerror}); check the path.",
        ) from error
    except ValueError as error:
        raise SimulationError(
            f"{path}: không phải JSON mã UTF-8 ({error}); sửa chỗ đó.",
            f"{path}: is not JSON in UTF-8 ({error}); mend it there.",
        ) from error
    if not isinstance(rows, list) or not rows:
        raise SimulationError(
            f"{path}: không có dòng nào; hãy đưa một danh sách.",
            f"{path}: holds no rows; give a list of objects.",
        )
    read = [_table_row(row, _Where(path, number), questionnaire) for number, row in enumerate(rows, 1)]
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(read, 1):
        key = (row.department.code, row.criterion.code)
        if key in seen:
            raise SimulationError(
                f"{path}, dòng {number}: {' / '.join(key)} có hai lần; giữ lại một.",
                f"{path}, row {number}: {' / '.join(key)} stands there twice; keep one.",
            )
        seen.add(key)
    return read


@dataclass(frozen=True)
class _Where:
    """A row of the table's file."""

    path: Path
    row: int

    def error(self, vi: str, en: str) -> SimulationError:
        return SimulationError(f"{self.path}, dòng {self.row}: {vi}", f"{self.path}, row {self.row}: {en}")


def _table_row(row: object, where: _Where, questionnaire: Questionnaire) -> TableRow:
    if not isinstance(row, dict):
        raise where.error(
            "không phải đối tượng; ghi department, criterion và số phiếu từng mức.",
            "is no object; write department, criterion and a count a level.",
        )
    levels = {level.code for level in questionnaire.levels}
    unknown = sorted(set(row) - levels - {"department", "criterion"})
    if unknown:
        known = ", ".join(level.code for level in questionnaire.levels)
        raise where.error(
            f'"{unknown[0]}" không phải mức độ nào của cấu hình ({known}).',
            f'"{unknown[0]}" is no level of the configuration ({known}).',
        )
    department = _named(row.get("department"), questionnaire.departments, where, "department")
    criterion = _named(row.get("criterion"), questionnaire.criteria, where, "criterion")
    for level in levels:
        count = row.get(level, 0)
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise where.error(
                f'"{level}" không phải số phiếu; ghi số nguyên từ 0.',
                f'"{level}" is no count; write a whole number from 0.',
            )
    return TableRow(department, criterion, {level: row.get(level, 0) for level in levels})


_One = TypeVar("_One", Department, Criterion)


def _named(named: object, known: Sequence[_One], where: _Where, member: str) -> _One:
    """The department or criterion with this code or name, in any language of the configuration."""
    wanted = unicodedata.normalize("NFC", named).strip() if isinstance(named, str) else None
    for one in known:
        if wanted == one.code or wanted in _texts(one):
            return one
    codes = ", ".join(one.code for one in known)
    raise where.error(
        f"cấu hình không có {member} {named!r}; có {codes}.",
        f"the configuration has no {member} {named!r}; it has {codes}.",
    )


def _texts(one: Department | Criterion) -> list[str]:
    if isinstance(one, Department):
        return [one.name, *one.names.values()]
    return [one.text, *one.texts.values()]


def table_ballots(rows: Iterable[TableRow], seed: int = 0) -> Iterator[SimulatedBallot]:
    """Ballots whose counts are the table's: a department has the largest n of its criteria, others skip.

    Which answers meet in one ballot is not published; the seed decides.
    """
    chance = random.Random(seed)  # noqa: S311  no secret hangs on it
    of_department: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        levels = [level for level, count in row.counts.items() for _ in range(count)]
        chance.shuffle(levels)
        of_department.setdefault(row.department.code, {})[row.criterion.code] = levels
    for department, columns in of_department.items():
        for place in range(max(map(len, columns.values()))):
            answers = {code: levels[place] for code, levels in columns.items() if place < len(levels)}
            yield SimulatedBallot(department, answers)


def simulate(desk: Desk, clock: VirtualClock, ballots: Iterable[SimulatedBallot], seed: int = 0) -> int:
    """Let the ballots be given at the desk, one after the other; the number of them.

    The desk runs in invited mode with a committer that answers at once. Raises SimulationError when the
    journal refuses a commit.
    """
    pace = random.Random(seed)  # noqa: S311  no secret hangs on it
    done = in_shift = 0
    for ballot in ballots:
        in_shift = _change_department(desk, ballot.department, in_shift)
        _give(desk, clock, ballot, pace)
        done, in_shift = done + 1, in_shift + 1
        clock.begin_again_when_full()
    _change_department(desk, None, in_shift)
    return done


def _change_department(desk: Desk, code: str | None, in_shift: int) -> int:
    """End the shift of another department and open this one's; ballots of the shift so far."""
    own = desk.view().department
    if own and own.code == code and desk.view().screen is not Screen.LOGIN:
        return in_shift
    if desk.view().screen is not Screen.LOGIN:
        desk.open_shift_menu()
        desk.close_shift(min(in_shift, MAX_DOSSIERS))
    if code:
        desk.choose_department(code)
        _expect(desk, Screen.INVITATION)
    return 0


def _give(desk: Desk, clock: VirtualClock, ballot: SimulatedBallot, pace: random.Random) -> None:
    """One citizen: invited, an answer or a skip for each criterion, no reasons, thanked, gone."""
    clock.pass_seconds(pace.uniform(20, 90))
    desk.invite()
    for criterion in desk.view().questionnaire.criteria:
        _expect(desk, Screen.RATING)
        clock.pass_seconds(pace.uniform(1.5, 8))
        level = ballot.answers.get(criterion.code)
        if level is None:
            desk.skip()
        else:
            desk.tap(level)
    if desk.view().screen is Screen.REASONS:
        clock.pass_seconds(pace.uniform(1.5, 5))
        desk.skip_reasons()
    _expect(desk, Screen.THANKS)
    desk.cancel()


def _expect(desk: Desk, screen: Screen) -> None:
    shown = desk.view().screen
    if shown is not screen:
        raise SimulationError(
            f"Nhật ký từ chối ghi (màn hình {shown} thay vì {screen}); kiểm tra ổ đĩa.",
            f"The journal refused a commit (the desk shows {shown}, not {screen}); check the disk.",
        )
