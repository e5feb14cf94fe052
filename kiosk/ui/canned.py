"""A desk with canned data, for the gallery: nothing of it is stored anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from random import Random

from kiosk.domain.desk import Desk
from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.desk_view import Screen
from kiosk.domain.entries import Entry
from kiosk.domain.questionnaire import Criterion, Department, Level, Questionnaire, Reason
from kiosk.ui.settings import Labels

LABELS = Labels("UBND thị trấn Bình Dương", "Bộ phận Tiếp nhận và Trả kết quả", "Quầy 2", "binhduong-01")
THREE = (
    Department("tu-phap-ho-tich", "Tư pháp – Hộ tịch", {"en": "Justice and civil status"}),
    Department("vhxh", "Văn hóa – Xã hội", {"en": "Culture and social affairs"}),
    Department("dia-chinh", "Địa chính", {"en": "Land registry"}),
)
MANY = tuple(
    Department(f"bo-phan-{number}", name)
    for number, name in enumerate(
        (
            "Chứng thực",
            "Hộ tịch",
            "Bảo trợ xã hội",
            "Đất đai",
            "Xây dựng",
            "Đăng ký hộ kinh doanh",
            "Văn hóa – Xã hội",
            "Nông nghiệp và Môi trường",
            "Giáo dục và Đào tạo",
            "Y tế",
            "Người có công",
            "Tiếp công dân",
            "Phòng Kinh tế, Hạ tầng và Đô thị",
            "Phòng Văn hóa – Xã hội",
        ),
        start=1,
    )
)
TOWN = Questionnaire(
    departments=THREE,
    criteria=(
        Criterion("thoi-gian", "Thời gian giải quyết", {"en": "Processing time"}),
        Criterion(
            "thai-do", "Thái độ của cán bộ tiếp nhận hồ sơ", {"en": "Attitude of the receiving officer"}
        ),
        Criterion("ket-qua", "Kết quả giải quyết", {"en": "Result of the procedure"}),
        Criterion("chung", "Đánh giá chung về quá trình giải quyết TTHC", {"en": "The procedure as a whole"}),
    ),
    levels=(
        Level("very_satisfied", "Rất hài lòng", {"en": "Very satisfied"}),
        Level("satisfied", "Hài lòng", {"en": "Satisfied"}),
        Level("dissatisfied", "Không hài lòng", {"en": "Dissatisfied"}, satisfied=False),
    ),
    reasons=(
        Reason("cham-hen", "Chậm hẹn", {"en": "Result was late"}),
        Reason("di-lai", "Phải đi lại nhiều lần", {"en": "Had to come several times"}),
        Reason("giay-to", "Yêu cầu giấy tờ ngoài quy định", {"en": "Asked for papers beyond the rules"}),
        Reason("thai-do", "Thái độ chưa đúng mực", {"en": "Improper attitude"}),
        Reason("huong-dan", "Hướng dẫn chưa rõ", {"en": "Unclear guidance"}),
        Reason("ket-qua", "Kết quả chưa đúng", {"en": "Wrong result"}),
    ),
)
CITY = replace(TOWN, departments=MANY[:12])
PROVINCE = replace(TOWN, departments=MANY)
PIN = "2580"


class SteppedClock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self._at = datetime(2026, 11, 20, 8, 15, tzinfo=timezone(timedelta(hours=7)))
        self._seconds = 1000.0

    def now(self) -> datetime:
        """The wall clock."""
        return self._at

    def timestamp(self) -> float:
        """The wall clock in seconds since 1970."""
        return self._at.timestamp()

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return self._seconds

    def advance(self, seconds: float) -> None:
        """Lets time pass."""
        self._at += timedelta(seconds=seconds)
        self._seconds += seconds


class Shelf:
    """A committer that confirms at once, or never while `stuck`."""

    def __init__(self) -> None:
        self.stuck = False

    def commit(self, _entries: Sequence[Entry], done: Callable[[bool], None]) -> None:
        """Keeps nothing."""
        if not self.stuck:
            done(True)  # noqa: FBT003 - as the port is


class OnePin:
    """The first two departments and the administrator have the same PIN."""

    has_admin = True

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.locked = frozenset(one.code for one in questionnaire.departments[:2])

    def is_right(self, _department: str, pin: str) -> bool:
        """Whether it is that PIN."""
        return pin == PIN


class CannedDesk:
    """A real desk on a clock of its own; `easy`: its citizens want large type."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        settings: DeskSettings,
        *,
        simulated: bool = False,
        easy: bool = False,
    ) -> None:
        self.easy = easy
        self.clock, self.shelf, self.pins = SteppedClock(), Shelf(), OnePin(questionnaire)
        self.desk = Desk(
            questionnaire,
            settings,
            clock=self.clock,
            committer=self.shelf,
            pins=self.pins,
            last_department=questionnaire.departments[:2][-1].code,
            simulated=simulated,
            chance=Random(1),  # noqa: S311 - a scrambled pad is to look the same in every picture
        )

    def wait(self, seconds: float) -> None:
        """Lets time pass as the desk sees it."""
        for _ in range(round(seconds * 2)):
            self.clock.advance(0.5)
            self.desk.tick()

    def wait_for(self, screen: Screen) -> None:
        """Lets time pass until the desk shows this screen; an hour at most."""
        for _ in range(7200):
            if self.desk.view().screen is screen:
                return
            self.wait(0.5)
        raise RuntimeError(f"the desk does not come to {screen} by itself")

    def on_duty(self) -> Desk:
        """The desk before a citizen, with a shift open at the third department, which has no PIN."""
        self.desk.choose_department(self.desk.view().questionnaire.departments[2].code)
        self.desk.set_easy(self.easy)
        return self.desk

    def rated(self, answers: int) -> Desk:
        """The desk after so many answers."""
        desk = self.on_duty()
        for _ in range(answers):
            desk.tap("satisfied")
        return desk
