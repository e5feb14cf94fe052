"""What a clerk sees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.domain.questionnaire import Department
from kiosk.ui.canned import CITY, PIN, THREE, TOWN, CannedDesk
from kiosk.ui.gallery.scene import INVITED, NORMAL, SIMULATED, USUAL, Scene

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
    ("Hộ chiếu", "Passports"),
    ("Quân sự", "Military service"),
    ("Giao thông", "Traffic"),
    ("Du lịch", "Tourism"),
    ("Thi đua – Khen thưởng", "Emulation and commendation"),
)
ALL = tuple(Department(f"bo-phan-{n}", vi, {"en": en}) for n, (vi, en) in enumerate(LONG_NAMES, start=1))
ONE, TWO, SIXTEEN, TWENTY_FOUR = (
    replace(TOWN, departments=departments) for departments in (THREE[2:], THREE[:2], ALL[:16], ALL)
)
SCRAMBLED = replace(USUAL, scramble_pins=True)


def _pin(canned: CannedDesk, wrong: int) -> None:
    canned.desk.choose_department(canned.desk.view().questionnaire.departments[0].code)
    for _ in range(wrong):
        canned.desk.enter_pin("0000")


def _shift(canned: CannedDesk, dossiers: int | None = None) -> None:
    canned.on_duty().open_shift_menu()
    canned.desk.ask_dossiers(ending=False)
    canned.desk.note_dossiers(dossiers)


def _locked_shift(canned: CannedDesk) -> None:
    _pin(canned, 0)
    canned.desk.enter_pin(PIN)
    canned.desk.open_shift_menu()


def _pin_to_leave(canned: CannedDesk) -> None:
    _locked_shift(canned)
    canned.desk.change_department(canned.desk.view().questionnaire.departments[2].code)


def _no_pin_for_administrator(canned: CannedDesk) -> None:
    canned.pins.has_admin = False
    canned.desk.ask_admin()


def _dossiers(canned: CannedDesk, *, noted: int | None = None, ending: bool = True) -> None:
    _shift(canned, noted)
    canned.desk.ask_dossiers(ending=ending)


def _finish(app: KioskApp, digits: str) -> None:
    _type(app, digits)
    app.sheet.finish()


def _type(app: KioskApp, digits: str) -> None:
    for digit in digits:
        app.sheet.key(digit)


SCENES = (
    Scene("login-2", manners=CLERK, questionnaire=TWO),
    Scene("login-3", manners=(NORMAL, SIMULATED)),
    Scene("login-12", manners=CLERK, questionnaire=CITY),
    Scene("login-16", manners=CLERK, questionnaire=SIXTEEN),
    Scene("login-24", manners=CLERK, questionnaire=TWENTY_FOUR),
    Scene("pin", lambda c: _pin(c, 0), manners=CLERK),
    Scene("pin-typed", lambda c: _pin(c, 0), lambda app: _type(app, "258"), manners=CLERK),
    Scene("pin-wrong", lambda c: _pin(c, 1), manners=CLERK),
    Scene("pin-wait", lambda c: _pin(c, 4), manners=CLERK),
    Scene("pin-scrambled", lambda c: _pin(c, 0), manners=CLERK, settings=SCRAMBLED),
    Scene("pin-to-leave", _pin_to_leave, manners=CLERK),
    Scene("pin-administrator", lambda c: c.desk.ask_admin(), manners=CLERK),
    Scene("pin-missing", _no_pin_for_administrator, manners=CLERK),
    Scene("shift", _shift, manners=RUN_BY),
    Scene("shift-16", lambda c: _shift(c, 12), manners=(NORMAL, INVITED), questionnaire=SIXTEEN),
    Scene("shift-alone", _locked_shift, manners=CLERK, questionnaire=ONE),
    Scene("dossiers", _dossiers, manners=CLERK),
    Scene("dossiers-typed", _dossiers, lambda app: _type(app, "1234"), manners=CLERK),
    Scene("dossiers-noting", lambda c: _dossiers(c, noted=12, ending=False), manners=CLERK),
    Scene("dossiers-last-look", _dossiers, lambda app: _finish(app, "12"), manners=CLERK),
)
