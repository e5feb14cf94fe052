"""`kiosk setup --unattended`, for a thousand PCs: by options, variables and files, as often as one likes."""

import json
import stat
import subprocess

import pytest
import yaml

from kiosk.config import load
from kiosk.secrets import read_pins
from sync.enrolment import new_code, written
from tests.cli.kit import EXAMPLE, ROOT, finished, start


def test_options_alone_make_a_kiosk_and_nothing_but_its_files_is_there(pc):
    said = pc.set_up(*pc.answers)
    assert (said.status, said.err) == (0, "")
    config = load(pc.config)
    assert (config.device.id, config.agency.name, config.sync.endpoint) == (
        "hoabinh-01",
        "UBND xã Hòa Bình",
        None,
    )
    assert [one.name for one in config.questionnaire.departments] == ["Địa chính"]
    assert read_pins(config.pins_file).is_right("admin", "2468")
    assert pc.files() == ["config.toml", "var/pins.toml"]
    assert stat.S_IMODE(config.pins_file.stat().st_mode) == 0o600


def test_a_second_time_changes_nothing(pc):
    assert pc.told(*pc.answers)["changed"] != []
    before = {name: (pc.config.parent / name).stat().st_mtime_ns for name in pc.files()}
    assert pc.told(*pc.answers)["changed"] == []
    assert pc.told()["changed"] == []
    assert {name: (pc.config.parent / name).stat().st_mtime_ns for name in pc.files()} == before


def test_one_changed_answer_changes_one_file(pc):
    pc.set_up(*pc.answers)
    assert pc.told("--counter", "Quầy 2")["changed"] == [str(pc.config)]
    assert load(pc.config).device.counter == "Quầy 2"


def test_a_department_that_is_there_under_this_name_keeps_its_code_and_its_other_names(pc):
    given = pc.folder / "province.toml"
    text = EXAMPLE.read_text(encoding="utf-8").replace('code = "dia-chinh"', 'code = "dat-dai"')
    given.write_text(text, encoding="utf-8")
    words = ["--config-from", str(given), *pc.answers, "--department", "Y tế"]
    assert pc.set_up(*words).status == 0
    land, health = load(pc.config).questionnaire.departments
    assert (land.code, bool(land.names), health.code) == ("dat-dai", True, "y-te")
    assert pc.told(*pc.answers, "--department", "Y tế")["changed"] == []


def test_what_is_missing_is_wrong_use_and_named_by_its_option(pc):
    said = pc.set_up()
    assert (said.status, said.err.count("\n")) == (2, 1)
    for option in ("--agency", "--device", "--department", "--admin-pin-file"):
        assert f"{option} is missing" in said.err or f"{option} at least" in said.err
    assert pc.files() == []


@pytest.mark.parametrize(
    "wrong",
    [
        ["--device", "Quầy 1"],
        ["--endpoint", "http://hailong.gov.vn"],
        ["--proxy", "socks://x"],
        ["--enrol", "DKRS-XK8H-A5CT"],
        ["--set", "device.id=a"],
    ],
    ids=" ".join,
)
def test_an_answer_that_can_not_be_is_wrong_use(pc, wrong):
    said = pc.set_up(*pc.answers, *wrong)
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert wrong[0] in said.err
    assert not pc.config.exists()


def test_the_server_says_the_name_and_the_token_is_kept(pc, centre):
    answers = [word for word in pc.answers if word not in ("--device", "hoabinh-01")]
    told = pc.told(*answers, "--endpoint", centre.url, "--proxy", "none", "--enrol", centre.code("quan-7"))
    assert (told["device"], told["enrolled"]) == ("quan-7", True)
    token = load(pc.config).sync.token_file
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert load(pc.config).sync.endpoint == f"{centre.url}/v1/batches"


def test_a_pc_that_is_enrolled_uses_up_no_further_code(pc, centre):
    with_server = [*pc.answers, "--endpoint", centre.url, "--proxy", "none"]
    pc.told(*with_server, "--enrol", centre.code())
    token = load(pc.config).sync.token_file.read_text()
    code = centre.another_code()
    assert pc.told(*with_server, "--enrol", code)["changed"] == []
    assert load(pc.config).sync.token_file.read_text() == token


def test_where_the_server_refuses_nothing_is_written(pc, centre):
    said = pc.set_up(*pc.answers, "--endpoint", centre.url, "--proxy", "none", "--enrol", written(new_code()))
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert "ask for a new one" in said.err
    assert pc.files() == []


def test_a_code_for_another_pc_is_told_and_stays_good(pc, centre):
    code = centre.code("quan-7")
    said = pc.set_up(*pc.answers, "--endpoint", centre.url, "--proxy", "none", "--enrol", code)
    assert said.status == 1
    assert "calls this PC quan-7, not hoabinh-01" in said.err
    assert pc.files() == []
    other = [*pc.answers, "--device", "quan-7"]
    assert pc.set_up(*other, "--endpoint", centre.url, "--proxy", "none", "--enrol", code).status == 0


def test_a_folder_that_takes_no_pins_costs_no_code(pc, centre):
    pc.config.parent.mkdir()
    (pc.config.parent / "var").write_text("a file where the folder should be")
    code = centre.code()
    with_server = [*pc.answers, "--endpoint", centre.url, "--proxy", "none", "--enrol", code]
    assert pc.set_up(*with_server).status == 1
    assert pc.files() == ["var"]
    (pc.config.parent / "var").unlink()
    assert pc.set_up(*with_server).status == 0


def test_pins_that_could_not_be_kept_cost_no_code_either(pc, centre):
    given, code = pc.folder / "province.toml", centre.code()
    text = EXAMPLE.read_text(encoding="utf-8").replace("var/pins.toml", "file/pins.toml")
    given.write_text(text, encoding="utf-8")
    pc.config.parent.mkdir()
    (pc.config.parent / "file").write_text("")
    words = ["--config-from", str(given), "--endpoint", centre.url, "--proxy", "none", "--enrol", code]
    assert pc.set_up(*pc.answers, *words).status == 1
    assert pc.files() == ["file"]
    (pc.config.parent / "file").unlink()
    assert pc.set_up(*pc.answers, *words).status == 0


def test_a_given_configuration_may_leave_agency_and_device_open(pc):
    given = pc.folder / "province.toml"
    text = EXAMPLE.read_text(encoding="utf-8").replace("# small_sample = 30", "small_sample = 50")
    given.write_text(
        "".join(
            line for line in text.splitlines(keepends=True) if not line.startswith(('name = "UBND', "id ="))
        ),
        encoding="utf-8",
    )
    without_departments = [word for word in pc.answers if word not in ("--department", "Địa chính")]
    assert pc.set_up("--config-from", str(given), *without_departments).status == 0
    config = load(pc.config)
    assert (config.agency.name, config.report.small_sample) == ("UBND xã Hòa Bình", 50)
    assert len(config.questionnaire.departments) == 3


def test_the_faults_of_a_given_configuration_are_told_by_its_own_name(pc):
    given = pc.folder / "province.toml"
    given.write_text(EXAMPLE.read_text(encoding="utf-8").replace('mode = "open"', 'mode = "closed"'))
    said = pc.set_up("--config-from", str(given), *pc.answers)
    assert said.status == 1
    assert f"{given}:" in said.err
    assert "desk.mode" in said.err
    assert pc.files() == []


def test_a_former_configuration_that_is_broken_is_not_touched(pc):
    pc.config.parent.mkdir()
    pc.config.write_text("[agency")
    assert pc.set_up(*pc.answers).status == 1
    assert pc.config.read_text() == "[agency"


def test_what_a_setup_that_was_cut_off_left_goes(pc):
    pc.config.parent.mkdir()
    (pc.config.parent / ".config.toml-abc").write_text("half of a configu")
    assert pc.set_up(*pc.answers).status == 0
    assert pc.files() == ["config.toml", "var/pins.toml"]


def test_departments_that_go_take_their_pins_along(pc):
    pin = pc.folder / "pin-7"
    pin.write_text("1357")
    two = [*pc.answers, "--department", "y-te=Y tế", "--pin-file", f"y-te={pin}"]
    assert pc.set_up(*two).status == 0
    assert read_pins(load(pc.config).pins_file).locked == {"y-te"}
    assert pc.set_up(*pc.answers).status == 0
    assert read_pins(load(pc.config).pins_file).locked == frozenset()


def test_variables_and_standard_input_do_without_a_secret_on_the_command_line(pc, centre):
    environment = {
        "HAI_LONG_SETUP_ENROL": centre.code(),
        "HAI_LONG_SETUP_ENDPOINT": centre.url,
        "HAI_LONG_SETUP_PROXY": "none",
        "HAI_LONG_SETUP_AGENCY": "UBND xã Hòa Bình",
        "HAI_LONG_SETUP_DEPARTMENTS": "Địa chính; y-te=Y tế",
        "HAI_LONG_CONFIG": str(pc.config),
    }
    process = start(
        *("setup", "--unattended", "--admin-pin-file", "-"),
        environment=environment,
        cwd=pc.folder,
        stdin=subprocess.PIPE,
    )
    process.stdin.write("2468\n")
    said = finished(process)
    assert (said.status, said.err) == (0, "")
    config = load(pc.config)
    assert config.device.id == "hoabinh-01"
    assert [one.code for one in config.questionnaire.departments] == ["dia-chinh", "y-te"]
    assert read_pins(config.pins_file).is_right("admin", "2468")


def test_no_secret_is_ever_printed(pc, centre):
    code = centre.code()
    said = pc.set_up(
        *pc.answers, "--endpoint", centre.url, "--proxy", "none", "--enrol", code, "--format", "json"
    )
    token = load(pc.config).sync.token_file.read_text().strip()
    for secret in (token, "2468", code):
        assert secret not in said.out + said.err
    assert token not in pc.config.read_text()


def test_a_place_that_can_not_be_written_is_told_before_anything_is_asked(pc):
    process = start(
        *("setup", "--unattended", "--config", "/proc/none/config.toml", "--language", "en"), cwd=pc.folder
    )
    said = finished(process)
    assert said.status == 1
    assert "run this as the kiosk's account or administrator" in said.err


def test_the_example_for_ansible_says_what_setup_understands(pc, centre):
    playbook = yaml.safe_load((ROOT / "build_spec/linux/ansible/kiosk.yml").read_text(encoding="utf-8"))
    task = next(one for one in playbook[0]["tasks"] if one["name"] == "The PC is set up")
    own = {"agency": "UBND xã Hòa Bình", "endpoint": centre.url, "admin_pin": "2468"}
    own |= {"enrol_code | default('')": centre.code(), "inventory_hostname_short": "hoabinh-01"}
    environment = {name: own.get(value.strip("{ }"), "Quầy 1") for name, value in task["environment"].items()}
    argv = task["ansible.builtin.command"]["argv"]
    words = [
        str(pc.config)
        if word.endswith("config.toml")
        else word.replace("/etc/hai-long/province.toml", str(EXAMPLE))
        for word in argv[argv.index("kiosk") + 1 :]
    ]
    for changed in (3, 0):
        said = finished(
            start(*words, environment={**environment, "HAI_LONG_SETUP_PROXY": "none"}, cwd=pc.folder)
        )
        assert said.err == ""
        assert len(json.loads(said.out)["changed"]) == changed
    assert load(pc.config).device.counter == "Quầy 1"
