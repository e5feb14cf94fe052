"""The work behind the screens of setup: a real centre, real files, the real look at the PC."""

import time

import pytest

from kiosk.cli.setup_window import Port
from kiosk.cli.setup_work import SetUp
from kiosk.config import load
from kiosk.setup.answers import Answers
from kiosk.setup.document import coded
from sync.enrolment import new_code, written
from tests.cli.kit import PATIENCE_SECONDS


@pytest.fixture
def port(pc, monkeypatch):
    """Of a bare PC that can be drawn on."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "offscreen")
    return Port(SetUp.of(pc.config, None, "none"))


def answers_for(centre, **others):
    answers = {
        "endpoint": f"{centre.url}/v1/batches",
        "agency": "UBND xã Hòa Bình",
        "device": "hoabinh-01",
        "departments": coded(["Địa chính"]),
        "pins": {"admin": "2468"},
    }
    return Answers(**{**answers, **others})


def ended(job):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not job.over:
        assert time.monotonic() < deadline, "the job does not end"
        time.sleep(0.01)
    return job


def test_the_server_says_whose_a_code_is_as_often_as_one_asks_and_it_stays_good(pc, port, centre):
    answers = answers_for(centre, code=centre.code())
    for _ in range(3):
        assert ended(port.ask_centre(answers, "vi")).result.device == "hoabinh-01"
    assert pc.files() == []
    assert ended(port.save(answers, "vi")).fault == ""
    assert load(pc.config).device.id == "hoabinh-01"
    assert (pc.config.parent / "var/token").exists()


def test_a_code_that_the_server_does_not_know_is_told_at_the_code(port, centre):
    said = ended(port.ask_centre(answers_for(centre, code=written(new_code())), "vi")).result
    assert list(said.faults) == ["code"]
    assert said.faults["code"].startswith("Máy chủ không nhận mã này")


def test_a_server_that_is_not_there_is_told_at_the_address(port, centre):
    answers = answers_for(centre, endpoint="http://127.0.0.1:9/v1/batches", code=written(new_code()))
    said = ended(port.ask_centre(answers, "en")).result
    assert list(said.faults) == ["endpoint"]
    assert "the server's address" in said.faults["endpoint"]


def test_what_is_no_such_server_is_told_at_the_address(port, centre):
    answers = answers_for(centre, endpoint=f"{centre.url}/elsewhere/batches", code=written(new_code()))
    assert list(ended(port.ask_centre(answers, "en")).result.faults) == ["endpoint"]


def test_saving_tells_what_is_wrong_with_the_pc_worst_first(port, centre):
    found = ended(port.save(answers_for(centre), "vi")).result
    states = [one.state.value for one in found]
    assert states == sorted(states, key=("fault", "warning").index)
    assert all(one.what and one.cure for one in found)
    assert "fault" in states  # the server does not know this PC


def test_a_server_that_goes_at_the_last_moment_leaves_nothing_written(pc, port, centre):
    answers = answers_for(centre, endpoint="http://127.0.0.1:9/v1/batches", code=centre.code())
    job = ended(port.save(answers, "vi"))
    assert job.result is None
    assert "máy chủ" in job.fault
    assert pc.files() == []
