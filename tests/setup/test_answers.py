"""What is asked at the first start, and what is wrong with an answer."""

from dataclasses import replace

import pytest

from kiosk.setup.answers import Answers, DepartmentAnswer, Step, code_of
from kiosk.setup.document import coded
from kiosk.setup.rules import all_faults, faults_of, tidied, whole_address

COMPLETE = Answers(
    endpoint="https://hailong.gov.vn/v1/batches",
    device="hoabinh-01",
    agency="UBND xã Hòa Bình",
    departments=coded(["Tư pháp – Hộ tịch", "Địa chính"]),
    pins={"admin": "2468"},
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Tư pháp – Hộ tịch", "tu-phap-ho-tich"),
        ("Đất đai", "dat-dai"),
        ("Văn hóa – Xã hội (VHXH)", "van-hoa-xa-hoi-vhxh"),
        ("!!", "bo-phan"),
        ("ខ្មែរ", "bo-phan"),
    ],
)
def test_a_department_gets_its_code_from_its_name(name, code):
    assert code_of(name) == code


def test_two_departments_never_get_one_code():
    answers = Answers().with_department("Địa chính").with_department("Địa  Chính").with_department("admin")
    assert [one.code for one in answers.departments] == ["dia-chinh", "dia-chinh-2", "admin-2"]


def test_a_department_that_counted_ballots_keeps_its_code_under_another_name():
    used = Answers(departments=(DepartmentAnswer("Địa chính", "dia-chinh"),), keeps_codes=True)
    assert used.renamed("dia-chinh", "Đất đai").departments[0].code == "dia-chinh"


def test_a_new_department_that_is_named_otherwise_gets_another_code_and_keeps_its_pin():
    new = Answers().with_department("Địa chính").with_pin("dia-chinh", "1234").renamed("dia-chinh", "Đất đai")
    assert new.departments == (DepartmentAnswer("Đất đai", "dat-dai"),)
    assert new.pins == {"dat-dai": "1234"}


def test_a_department_goes_with_its_pin():
    left = Answers().with_department("Địa chính").with_pin("dia-chinh", "1234").without("dia-chinh")
    assert (left.departments, left.pins) == ((), {})


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("hailong.gov.vn", "https://hailong.gov.vn/v1/batches"),
        (" https://hailong.gov.vn/ ", "https://hailong.gov.vn/v1/batches"),
        ("https://hailong.gov.vn:8443", "https://hailong.gov.vn:8443/v1/batches"),
        ("https://hailong.gov.vn/kiosk/v1/batches", "https://hailong.gov.vn/kiosk/v1/batches"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/batches"),
        ("", ""),
    ],
)
def test_of_the_servers_address_its_name_is_enough(typed, address):
    assert whole_address(typed) == address


def test_complete_answers_have_no_fault():
    assert all_faults(COMPLETE) == {}


@pytest.mark.parametrize(
    ("step", "change", "named"),
    [
        (Step.CENTRE, {"endpoint": "http://hailong.gov.vn/v1/batches"}, "endpoint"),
        (Step.CENTRE, {"endpoint": "https://a b/"}, "endpoint"),
        (Step.CENTRE, {"endpoint": "", "code": "DKRS-XK8H-A5CS"}, "endpoint"),
        (Step.CENTRE, {"code": "DKRS-XK8H-A5CT"}, "code"),
        (Step.PLACE, {"agency": ""}, "agency"),
        (Step.PLACE, {"agency": "x" * 121}, "agency"),
        (Step.PLACE, {"device": "Quầy 1"}, "device"),
        (Step.DEPARTMENTS, {"departments": ()}, "departments"),
        (Step.DEPARTMENTS, {"departments": coded(["Địa chính", "Địa chính"])}, "departments"),
        (Step.DEPARTMENTS, {"departments": coded([f"Bộ phận {n}" for n in range(41)])}, "departments"),
        (Step.PINS, {"pins": {}}, "admin"),
        (Step.PINS, {"pins": {"admin": "123"}}, "admin"),
    ],
)
def test_each_wrong_answer_is_named_at_its_step(step, change, named):
    answers = replace(COMPLETE, **change)
    assert list(faults_of(step, answers)) == [named]
    assert list(all_faults(answers)) == [named]


def test_a_pin_that_is_set_already_need_not_be_given_again():
    assert all_faults(replace(COMPLETE, pins={}, pins_kept=frozenset({"admin"}))) == {}


def test_what_is_typed_is_kept_in_nfc_without_needless_spaces():
    assert tidied("  UBND xa\u0303   Ho\u0300a Bi\u0300nh ") == "UBND xã Hòa Bình"


def test_no_secret_shows_where_answers_are_printed():
    shown = repr(Answers(code="DKRS-XK8H-A5CS", pins={"admin": "2468"}))
    assert "DKRS" not in shown
    assert "2468" not in shown
