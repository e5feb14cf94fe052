"""What setup writes into a configuration, and what it leaves as it was."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.config import load
from kiosk.setup.document import Base, UnchangeableError, coded

EXAMPLE = Path(__file__).parents[2] / "config.toml"
ELSEWHERE = Path("/somewhere/config.toml")
PLATFORMS = Path("/etc/hai-long/config.toml")


@pytest.fixture
def base():
    return Base(EXAMPLE.read_text(encoding="utf-8"), EXAMPLE, example=True)


@pytest.fixture
def answers(base):
    return replace(
        base.answers(),
        agency='UBND xã "Hòa" \\ Bình',
        device="hoabinh-01",
        endpoint="https://hailong.gov.vn/v1/batches",
    )


def of(text):
    return Base(text, Path("given.toml"))


def comments(text):
    return [line.rpartition("#")[2] for line in text.splitlines() if "#" in line]


def test_only_what_was_answered_differs_and_every_comment_stays(base, answers):
    text = base.with_answers(answers, ELSEWHERE)
    changed = set(text.splitlines()) - set(base.text.splitlines())
    assert {line.split("=")[0].strip() for line in changed} == {"name", "id", "endpoint"}
    assert comments(text) == comments(base.text)
    assert "agency" in text
    assert tomllib.loads(text)["agency"]["name"] == 'UBND xã "Hòa" \\ Bình'


def test_what_is_written_can_be_read_as_a_configuration(base, answers, tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(base.with_answers(answers, file), encoding="utf-8")
    config = load(file)
    assert config.device.id == "hoabinh-01"
    assert [one.code for one in config.questionnaire.criteria] == ["thoi-gian", "thai-do", "ket-qua", "chung"]
    assert len(config.questionnaire.departments) == 3


def test_answers_that_are_there_already_change_nothing(base, answers):
    once = base.with_answers(answers, PLATFORMS)
    again = Base(once, PLATFORMS, former=True, standing=tomllib.loads(once))
    assert again.with_answers(again.answers(), PLATFORMS) == once


def test_nobody_gets_the_examples_town(base):
    answers = base.answers()
    assert (answers.agency, answers.device, answers.endpoint) == ("", "", "")


def test_a_given_configuration_brings_its_answers(base, answers):
    given = of(base.with_answers(answers, ELSEWHERE)).answers()
    assert given.agency == 'UBND xã "Hòa" \\ Bình'
    assert given.endpoint == "https://hailong.gov.vn/v1/batches"


def test_departments_take_the_place_of_the_former_ones(base, answers):
    text = base.with_answers(replace(answers, departments=coded(["Đất đai", "y-te=Y tế"])), ELSEWHERE)
    assert tomllib.loads(text)["departments"] == [
        {"code": "dat-dai", "name": "Đất đai"},
        {"code": "y-te", "name": "Y tế"},
    ]
    assert "# --- Yếu tố, khi muốn nhóm các nội dung" in text
    assert text.index("y-te") < text.index("# --- Yếu tố")


def test_without_a_server_its_line_is_kept_as_a_comment_and_comes_back(base, answers):
    without = base.with_answers(replace(answers, endpoint=""), ELSEWHERE)
    assert "endpoint" not in tomllib.loads(without)["sync"]
    back = of(without).with_answers(answers, ELSEWHERE)
    assert tomllib.loads(back)["sync"]["endpoint"] == "https://hailong.gov.vn/v1/batches"
    assert back.count("endpoint =") == 1


def test_where_linux_keeps_settings_the_journal_and_secrets_stand_where_it_keeps_data(base, answers):
    said = tomllib.loads(base.with_answers(answers, PLATFORMS))
    assert said["journal"]["path"] == "/var/lib/hai-long/journal.sqlite"
    assert said["sync"]["token_file"] == "/var/lib/hai-long/token"
    assert said["access"]["pins_file"] == "/var/lib/hai-long/pins.toml"


def test_a_former_configuration_keeps_its_places(base, answers):
    former = Base(base.text, PLATFORMS, former=True, standing=base.document)
    assert tomllib.loads(former.with_answers(answers, PLATFORMS))["journal"]["path"] == "var/journal.sqlite"


def test_a_given_configuration_moves_no_journal_that_is_there_already(base, answers):
    standing = {"journal": {"path": "/srv/journal.sqlite"}}
    given = Base(base.text, Path("given.toml"), standing=standing)
    said = tomllib.loads(given.with_answers(answers, PLATFORMS))
    assert said["journal"]["path"] == "/srv/journal.sqlite"
    assert said["sync"]["token_file"] == "/var/lib/hai-long/token"


def test_a_given_configuration_without_places_gets_them(base, answers):
    bare = of('[agency]\nname = "x"\n[[departments]]\ncode = "a"\nname = "A"')
    said = tomllib.loads(bare.with_answers(replace(answers, departments=coded(["a=A"])), ELSEWHERE))
    assert said["journal"] == {"path": "var/journal.sqlite"}
    assert said["access"] == {"pins_file": "var/pins.toml"}
    assert said["device"]["id"] == "hoabinh-01"


@pytest.mark.parametrize(
    "written",
    [
        'agency = {name = "x"}\n[[departments]]\ncode = "a"\nname = "A"',
        'agency.name = "x"\n[[departments]]\ncode = "a"\nname = "A"',
        'departments = [{code = "a", name = "A"}]\n[agency]\nname = "x"',
        '[agency]\n"name" = "x"\n[[departments]]\ncode = "a"\nname = "A"',
    ],
    ids=["inline table", "dotted key", "inline list", "key in quotes"],
)
def test_what_can_not_be_changed_line_by_line_is_refused_and_never_spoilt(written, answers):
    with pytest.raises(UnchangeableError, match=r"given\.toml: is written so that it can't be changed"):
        of(written).with_answers(answers, ELSEWHERE)
