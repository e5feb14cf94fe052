"""The configuration is checked as a whole: every fault at once, each with its place and cure."""

import re
import unicodedata
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.cli.screens import display_of
from kiosk.config import ConfigError, load, override_of
from kiosk.domain.entries import Mode
from kiosk.domain.report_settings import ReportSettings

EXAMPLE = Path(__file__).parents[2] / "config.toml"


def faults_of(*settings, file=EXAMPLE):
    with pytest.raises(ConfigError) as raised:
        load(file, [override_of(one) for one in settings])
    return raised.value.faults


def config_with(*settings):
    return load(EXAMPLE, [override_of(one) for one in settings])


def written(folder, text, encoding="utf-8"):
    file = folder / "config.toml"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.fixture
def example():
    return EXAMPLE.read_text(encoding="utf-8")


def test_the_example_describes_the_town_that_published_its_table():
    asked = load(EXAMPLE).questionnaire
    assert [one.code for one in asked.departments] == ["tu-phap-ho-tich", "vhxh", "dia-chinh"]
    assert [one.code for one in asked.criteria] == ["thoi-gian", "thai-do", "ket-qua", "chung"]
    assert asked.scale == (("very_satisfied", True), ("satisfied", True), ("dissatisfied", False))
    assert len(asked.reasons) == 6


def test_reports_are_as_usual_where_nothing_is_written():
    assert config_with().report == ReportSettings()
    assert config_with("report.target_overall=90", "report.overall=chung").report == ReportSettings(
        target_overall=90, overall="chung"
    )


def test_criteria_stand_in_factors_where_the_agency_wants_it():
    config = config_with("factors=[{code = 'x', text = 'X', texts.en = 'Y'}]", "criteria.1.factor=x")
    assert [one.text_in("en") for one in config.questionnaire.factors] == ["Y"]
    assert [one.factor for one in config.questionnaire.criteria] == ["x", "", "", ""]


def test_the_example_of_five_factors_is_a_whole_configuration_in_two_languages():
    asked = load(EXAMPLE.parent / "assets/examples/nam-yeu-to.toml").questionnaire
    assert len(asked.factors) == 5
    belongs = [criterion.factor for criterion in asked.criteria]
    assert all(belongs.count(factor.code) >= 2 for factor in asked.factors)
    those = (*asked.factors, *asked.criteria, *asked.levels)
    assert all(one.texts.keys() == {"en"} for one in those)


def test_the_example_has_english_words_for_all_that_is_shown():
    asked = load(EXAMPLE).questionnaire
    assert all(one.names.keys() == {"en"} for one in asked.departments)
    assert all(one.texts.keys() == {"en"} for one in (*asked.criteria, *asked.levels, *asked.reasons))


def test_the_example_can_be_loaded_from_any_folder_and_its_paths_begin_at_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = load(EXAMPLE)
    assert config.journal.path == EXAMPLE.parent / "var/journal.sqlite"
    assert config.sync.token_file == EXAMPLE.parent / "var/token"


def test_an_absolute_path_stays_as_it_is(tmp_path):
    config = config_with(f"journal.path={tmp_path}/a.sqlite")
    assert config.journal.path == tmp_path / "a.sqlite"


def test_what_is_not_written_takes_the_documented_defaults():
    config = load(EXAMPLE)
    assert (config.desk.idle_seconds, config.desk.still_there_seconds, config.desk.thanks_seconds) == (
        30,
        20,
        5,
    )
    assert (config.display.invite_key, config.display.shift_key) == ("f8", "f9")
    assert config.journal.retention_days == 0
    assert config.desk.hours is None
    assert (config.desk.admin_seconds, config.desk.scramble_pins) == (120, False)
    assert (config.display.sounds, config.display.attract_seconds) == (True, 45)
    assert (config.notice, config.invite.port, config.display.languages_folder) == (None, 0, None)


def test_set_takes_a_toml_value_and_else_text():
    config = config_with("desk.mode=invited", "desk.idle_seconds = 45", "device.counter='Quầy 2'")
    assert config.desk.mode is Mode.INVITED
    assert config.desk.idle_seconds == 45
    assert config.device.counter == "Quầy 2"


def test_set_reaches_into_a_list_counted_from_one():
    assert config_with("departments.2.name=Văn hóa").questionnaire.departments[1].name == "Văn hóa"


def test_set_adds_a_table_that_the_file_lacks():
    config = config_with('office.hours=["08:00-12:00"]', 'office.days=["sat"]')
    assert config.desk.hours.weekdays == {5}


def test_every_key_that_the_example_explains_can_be_written(tmp_path, example):
    """Lines behind a # that look like keys or tables are switched on, all at once."""
    text = re.sub(r"^# (?=[a-z_.]+ = |\[)", "", example, flags=re.MULTILINE)
    config = load(written(tmp_path, text))
    assert config.desk.hours.shift_ends == time(18)
    assert config.display.languages_folder == tmp_path / "languages"
    assert config.invite.token_file == tmp_path / "var/invite-token"


def test_a_notice_without_a_language_is_in_the_main_one():
    config = config_with("notice={title = 'Mới', text = 'Mở cả thứ Bảy', texts.en = 'Open on Saturdays'}")
    assert config.notice.titles == {"vi": "Mới"}
    assert config.notice.texts == {"vi": "Mở cả thứ Bảy", "en": "Open on Saturdays"}
    assert (config.notice.every_seconds, config.notice.for_seconds) == (90, 12)


def test_the_screens_are_told_what_the_configuration_says():
    notice = "notice={title = 'Mới', text = 'Mở cả thứ Bảy'}"
    display = display_of(config_with(notice, "display.sounds=false", "display.diagonal_inches=21.5"))
    assert (display.sounds, display.attract_seconds, display.diagonal_inches) == (False, 45, 21.5)
    assert display.notice.texts == {"vi": "Mở cả thứ Bảy"}


@pytest.mark.parametrize("text", ["sync.endpoint", "=3", "a..b=3", ".=1"])
def test_set_without_a_key_or_a_value_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        override_of(text)


def test_a_value_of_several_lines_stays_text_and_sets_no_second_key():
    assert override_of("a.b=1\nc = 2").value == "1\nc = 2"


@pytest.mark.parametrize("key", ["departments.4.name", "departments.0.name", "departments.x", "device.id.x"])
def test_set_of_a_place_that_is_not_there_is_a_fault_of_the_command_line(key):
    [fault] = faults_of(f"{key}=y")
    assert fault.file == "--set"
    assert fault.key == key


def test_every_fault_is_told_at_once_with_its_line(tmp_path, example):
    text = example.replace('id = "binhduong-01"', 'id = "Bình Dương"').replace(
        'mode = "open"', 'moode = "open"'
    )
    lines = text.splitlines()
    file = written(tmp_path, text + "\n[later]\n")
    told = [(fault.key, fault.line) for fault in faults_of(file=file)]
    assert told == [
        ("device.id", 1 + next(n for n, line in enumerate(lines) if line.startswith("id ="))),
        ("desk.moode", 1 + next(n for n, line in enumerate(lines) if line.startswith("moode"))),
        ("later", len(lines) + 2),
    ]


def test_a_fault_names_file_line_key_and_cure_in_both_languages(tmp_path, example):
    file = written(tmp_path, example.replace('mode = "open"', 'mode = "closed"'))
    [fault] = faults_of(file=file)
    assert fault.text("vi").startswith(f"{file}:{fault.line}: desk.mode: phải là một trong")
    assert 'Cần làm: viết lại, ví dụ: mode = "open"' in fault.text("vi")
    assert 'To do: write it anew, for example: mode = "open"' in fault.text("en")


def test_a_misspelt_key_is_a_fault_that_guesses_what_was_meant():
    [fault] = faults_of("sync.endpont=https://x.vn")
    assert '"endpoint"' in fault.cure.en


def test_a_level_that_lacks_its_flag_is_a_fault(tmp_path, example):
    file = written(tmp_path, example.replace("satisfied = false\n", ""))
    assert [(fault.key, fault.what.en) for fault in faults_of(file=file)] == [
        ("levels.3.satisfied", "is missing")
    ]


def test_a_second_item_of_one_code_or_one_name_is_a_fault():
    assert [fault.key for fault in faults_of("departments.3.code=vhxh")] == ["departments.3.code"]
    assert [fault.key for fault in faults_of("criteria.2.text=Kết quả giải quyết")] == ["criteria.3.text"]


@pytest.mark.parametrize(
    ("setting", "key"),
    [
        ("departments=[]", "departments"),
        ("criteria=[]", "criteria"),
        ("levels.3.satisfied=true", "levels"),
        ("departments.1.code=admin", "departments.1.code"),
        ("departments.1.code=Tư pháp", "departments.1.code"),
        ("departments.1.name='  '", "departments.1.name"),
        ('departments.1.name="a\\nb"', "departments.1.name"),
        (f"departments.1.name={'x' * 201}", "departments.1.name"),
        ("departments=3", "departments"),
        ("departments=[3]", "departments"),
        ("departments.1.names=3", "departments.1.names"),
        ("departments.1.names.English=x", "departments.1.names.English"),
        ("agency=3", "agency"),
        ("agency.time_zone=Asia", "agency.time_zone"),
        ("agency.time_zone=../etc/passwd", "agency.time_zone"),
        ("agency.time_zone=Hanoi", "agency.time_zone"),
        ("privacy.time_step_minutes=45", "privacy.time_step_minutes"),
        ("privacy.time_step_minutes=0", "privacy.time_step_minutes"),
        ("privacy.time_step_minutes=true", "privacy.time_step_minutes"),
        ("journal.retention_days=399", "journal.retention_days"),
        ("journal.path=3", "journal.path"),
        ("sync.endpoint=http://centre.vn/v1/batches", "sync.endpoint"),
        ("sync.endpoint=https://user:secret@centre.vn/", "sync.endpoint"),
        ("sync.endpoint=https://[::1", "sync.endpoint"),
        ("sync.endpoint=https://centre.vn:99999/", "sync.endpoint"),
        ("sync.endpoint=centre.vn", "sync.endpoint"),
        ("sync.proxy=http://user:secret@proxy:3128", "sync.proxy"),
        ("sync.proxy=socks5://proxy", "sync.proxy"),
        ("desk.invite_key=f1", "desk.invite_key"),
        ("desk.invite_key=f9", "desk.shift_key"),
        ("desk.idle_seconds=0", "desk.idle_seconds"),
        ("display.languages=[]", "display.languages"),
        ('display.languages=["vi","vi"]', "display.languages"),
        ("display.size=[1920]", "display.size"),
        ("display.size=[true, 1080]", "display.size"),
        ("display.position=[0, 0]", "display.position"),
        ("display.diagonal_inches=nan", "display.diagonal_inches"),
        ('office.hours=["17:00-08:00"]', "office.hours"),
        ('office.hours=["7h-11h"]', "office.hours"),
        ('office.days=["T2"]', "office.days"),
        ("office.shift_ends=16:59", "office.shift_ends"),
        ("office.shift_ends=24:00", "office.shift_ends"),
        ("office.shift_ends=18", "office.shift_ends"),
        ("access.scramble_pins=yes", "access.scramble_pins"),
        ("desk.admin_seconds=5", "desk.admin_seconds"),
        ("display.sounds=0", "display.sounds"),
        ("display.attract_seconds=-1", "display.attract_seconds"),
        ("display.languages_folder=config.toml", "display.languages_folder"),
        ("display.languages_folder=3", "display.languages_folder"),
        ("notice=3", "notice"),
        ("notice={title = 'x', text = 'y', titles.English = 'x'}", "notice.titles.English"),
        ("notice.title=x", "notice.text"),
        (f"notice={{title = '{'x' * 81}', text = 'y'}}", "notice.title"),
        ("notice={title = 'x', text = 'y', every_seconds = 20, for_seconds = 20}", "notice.for_seconds"),
        ("invite={port = 80, token_file = 'x'}", "invite.port"),
        ("invite.port=8765", "invite.token_file"),
        ("invite={port = 70000, token_file = 'x'}", "invite.port"),
        ("report.paper_issued=1", "report.paper_issued"),
        ("report.zero_padded=01", "report.zero_padded"),
        ("report.overall=chung-chung", "report.overall"),
        ("report.small_sample=0", "report.small_sample"),
        ("report.target_participation=101", "report.target_participation"),
        ("report.target_satisfied=0.8", "report.target_satisfied"),
        ("report.target_overall=-1", "report.target_overall"),
        ("criteria.1.factor=thu-tuc", "criteria.1.factor"),
        ("factors=[{code = 'a', text = 'A'}, {code = 'a', text = 'B'}]", "factors.2.code"),
        ("factors=[{code = 'a'}]", "factors.1.text"),
    ],
)
def test_a_wrong_value_is_a_fault_of_its_key(setting, key):
    told = [fault.key for fault in faults_of(setting)]
    assert told[0] == key
    assert all(one == key or one.startswith(f"{key}.") for one in told)


def test_a_password_in_an_address_is_not_repeated_in_the_fault():
    assert "secret" not in str(ConfigError(faults_of("sync.endpoint=https://user:secret@centre.vn/")))


@pytest.mark.parametrize("step", [1, 5, 15, 60, 120, 1440])
def test_steps_that_divide_an_hour_or_a_day_are_taken(step):
    assert config_with(f"privacy.time_step_minutes={step}").desk.step_minutes == step


@pytest.mark.parametrize(
    "address", ["https://a.vn/b", "http://127.0.0.9:1/", "http://[::1]:8/", "http://localhost"]
)
def test_tls_and_plain_http_within_this_pc_are_taken(address):
    assert config_with(f"sync.endpoint={address}").sync.endpoint == address


def test_without_an_endpoint_there_is_no_centre(tmp_path, example):
    text = "\n".join(line for line in example.splitlines() if not line.startswith("endpoint"))
    assert load(written(tmp_path, text)).sync.endpoint is None


@pytest.mark.parametrize(
    ("written_as", "proxy"), [("environment", None), ("none", ""), ("http://p:1", "http://p:1")]
)
def test_a_proxy_is_the_systems_none_or_an_address(written_as, proxy):
    assert config_with(f"sync.proxy={written_as}").sync.proxy == proxy


def test_texts_are_kept_in_nfc_and_file_names_to_the_byte():
    loose = unicodedata.normalize("NFD", "Hộ tịch")
    config = config_with(f"departments.1.name={loose}", f"journal.path={loose}")
    assert config.questionnaire.departments[0].name == "Hộ tịch"
    assert config.journal.path.name == loose


def test_a_questionnaire_that_no_journal_line_could_hold_is_a_fault():
    many = ", ".join(f'{{code = "d{n}", name = "{"ộ" * 150}{n}"}}' for n in range(40))
    [fault] = faults_of(f"departments=[{many}]")
    assert "16384" in fault.what.en


def test_a_time_zone_that_is_not_written_is_that_of_viet_nam(tmp_path, example):
    text = "\n".join(line for line in example.splitlines() if not line.startswith("time_zone"))
    assert load(written(tmp_path, text)).zone == ZoneInfo("Asia/Ho_Chi_Minh")


def test_a_file_saved_by_notepad_is_read(tmp_path, example):
    file = written(tmp_path, example.replace("\n", "\r\n"), encoding="utf-8-sig")
    assert load(file).questionnaire == load(EXAMPLE).questionnaire


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"agency = [", "is not TOML"),
        ("tên = 1".encode("utf-16"), "is not UTF-8 text"),
        (b"x = " + b"[" * 5000, "is not TOML"),
        (b"x = " + b"9" * 5000, "is not TOML"),
        (b"#" * 300_000, "is longer than"),
    ],
)
def test_a_file_that_is_no_configuration_at_all_is_one_fault(tmp_path, content, said):
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    [fault] = faults_of(file=file)
    assert said in fault.what.en


@pytest.mark.parametrize("name", ["missing.toml", ".", "zero\0byte"])
def test_a_file_that_can_not_be_read_is_one_fault_with_a_cure(tmp_path, name):
    [fault] = faults_of(file=tmp_path / name)
    assert "--config" in fault.cure.en
