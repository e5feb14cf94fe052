"""What a clerk sees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.domain.questionnaire import Department
from kiosk.ui.canned import CITY, THREE, TOWN, CannedDesk
from kiosk.ui.gallery.scene import INVITED, NORMAL, SIMULATED, Scene

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

CLERK = (NORMAL,)
RUN_BY = (NORMAL, INVITED, SIMULATED)

LONG_NAMES = (
    ("Chứng thực", "Certification"),
    ("Hộ tịch", "Civil status"),
    ("Bảo trợ xã hội", "Social protection"),
    ("Đất đai", "Land"),
    ("Xây dựng", "Construction"),
    ("Đăng ký hộ kinh doanh", "Household business registration"),
    ("Văn hóa – Xã hội", "Culture and social affairs"),
    ("Nông nghiệp và Môi trường", "Agriculture and environment"),
    ("Giáo dục và Đào tạo", "Education and training"),
    ("Y tế", "Health"),
    ("Người có công", "People with merit"),
    ("Tiếp công dân", "Reception of citizens"),
    ("Phòng Kinh tế, Hạ tầng và Đô thị", "Economy, infrastructure and urban affairs"),
    ("Văn phòng HĐND và UBND", "Office of the People’s Council and Committee"),
    ("Trung tâm Phục vụ hành chính công", "Public administrative service centre"),
    ("Công an xã", "Commune police"),
    ("Lao động – Thương binh và Xã hội", "Labour, invalids and social affairs"),
    ("Bảo hiểm xã hội", "Social insurance"),
    ("Thuế", "Taxes"),
)
ALL = tuple(Department(f"bo-phan-{n}", vi, {"en": en}) for n, (vi, en) in enumerate(LONG_NAMES, start=1))
TWO, SIXTEEN, NINETEEN = (
    replace(TOWN, departments=departments) for departments in (THREE[:2], ALL[:16], ALL)
)


def _pin(canned: CannedDesk, wrong: int) -> None:
    canned.desk.choose_department(canned.desk.view().questionnaire.departments[0].code)
    for _ in range(wrong):
        canned.desk.enter_pin("0000")


def _shift(canned: CannedDesk) -> None:
    canned.on_duty().open_shift_menu()


def _dossiers(canned: CannedDesk) -> None:
    _shift(canned)
    canned.desk.ask_dossiers()


def _type(app: KioskApp, digits: str) -> None:
    for digit in digits:
        app.sheet.key(digit)


SCENES = (
    Scene("login-2", manners=CLERK, questionnaire=TWO),
    Scene("login-3", manners=(NORMAL, SIMULATED)),
    Scene("login-12", manners=CLERK, questionnaire=CITY),
    Scene("login-16", manners=CLERK, questionnaire=SIXTEEN),
    Scene("login-19", manners=CLERK, questionnaire=NINETEEN),
    Scene("pin", lambda c: _pin(c, 0), manners=CLERK),
    Scene("pin-typed", lambda c: _pin(c, 0), lambda app: _type(app, "258"), manners=CLERK),
    Scene("pin-wrong", lambda c: _pin(c, 1), manners=CLERK),
    Scene("pin-wait", lambda c: _pin(c, 4), manners=CLERK),
    Scene("shift", _shift, manners=RUN_BY),
    Scene("dossiers", _dossiers, manners=CLERK),
    Scene("dossiers-typed", _dossiers, lambda app: _type(app, "1234"), manners=CLERK),
)
