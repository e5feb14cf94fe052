"""How a command line is read, and how it ends."""

import io
import signal
import subprocess
import sys

import pytest

from kiosk.cli import COMMANDS, main
from kiosk.cli.arguments import default_config
from tests.cli.kit import EXAMPLE, ROOT, Kiosk, finished, start


def test_help_names_every_command(capsys):
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"\n  {name} " in said for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_in_vietnamese_and_in_english(capsys, command):
    assert main([command, "--help"]) == 0
    vietnamese = capsys.readouterr().out
    assert main([command, "--help", "--language", "en"]) == 0
    english = capsys.readouterr().out
    assert COMMANDS[command].vi in " ".join(vietnamese.split())
    assert COMMANDS[command].en in " ".join(english.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_and_its_options_are_documented(capsys, command):
    reference, guide = ((ROOT / f"docs/{name}.md").read_text(encoding="utf-8") for name in ("tra-cuu", "it"))
    assert f"kiosk {command}" in reference
    assert [one for one in options_of(capsys, command) if one not in reference + guide] == []


def options_of(capsys, command):
    """As its help tells them."""
    main([command, "--help"])
    return {word.strip(",") for word in capsys.readouterr().out.split() if word.startswith("--")}


def test_a_misspelt_command_is_wrong_use_and_guessed(capsys):
    assert main(["reprot"]) == 2
    assert 'có phải "report"' in capsys.readouterr().err


def test_an_unknown_option_is_wrong_use_in_one_sentence(capsys):
    assert main(["pin", "admin", "--frobnicate"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "kiosk pin --help" in said.err


@pytest.mark.parametrize("words", [["--set", "no-value"], ["--set", "a..b=3"]])
def test_a_setting_without_its_form_is_wrong_use(capsys, words):
    assert main(["pin", "admin", *words]) == 2
    assert "key=value" in capsys.readouterr().err


def test_options_may_stand_before_the_command(capsys, tmp_path):
    assert main(["--config", str(EXAMPLE), "--language", "en", "pin", "nobody"]) == 2
    assert "there is no department" in capsys.readouterr().err


PERIOD = ("--from", "2024-01-01", "--to", "2024-06-30")
OPTIONS_OF_COMMANDS = [
    ["--format", "json", "report", *PERIOD],
    ["--format=json", "verify"],
    [*PERIOD, "report"],
    ["--partial", "report", *PERIOD],
    ["--form", "ranking", "--compare-from", "2023-01-01", "--compare-to", "2023-06-30", "report", *PERIOD],
    ["--output", "verify", "--letter", "pin", "report", *PERIOD],
    ["--confirm", "7K2M-9QXA-4TTE-0B1C-ZZ3D-8HWN", "report", *PERIOD],
    ["--hardware", "--windowed", "1366x768", "check"],
    ["--to", "stick", "seal"],
    ["--centre", "verify"],
    ["--all", "export", "report"],  # the bundle's name, though it is a command's too
    ["--once", "sync"],
    ["--wait", "5", "stop"],
    [
        *("--unattended", "--no-start", "--config-from", "none.toml", "--enrol", "DKRS-XK8H-A5CS"),
        *("--endpoint", "setup", "--device", "a", "--agency", "setup", "--unit", "b", "--counter", "1"),
        *("--proxy", "none", "--department", "c", "--format", "json", "--windowed", "1366x768", "setup"),
    ],
    ["--config-from", "none.toml", "--enrol-file", "/dev/null", "--admin-pin-file", "/dev/null", "setup"],
    ["--config-from", "none.toml", "--pin-file", "a=/dev/null", "setup"],
    ["--remove", "pin", "vhxh"],
    ["--ballots", "3", "--seed", "7", "--at", "2024-03-15", "simulate"],
    ["--table", "report", "simulate"],
    ["--windowed", "1366x768", "--training", "run"],
    ["--windowed", "1366x768", "--training", "watch"],
]


@pytest.mark.parametrize("words", OPTIONS_OF_COMMANDS, ids=" ".join)
def test_any_option_of_a_command_may_stand_before_it(capsys, tmp_path, words):
    """Each is understood, and stopped by the configuration, which is not there."""
    assert main([*words, "--config", str(tmp_path / "none.toml"), "--language", "en"]) == 1
    said = capsys.readouterr()
    assert "the configuration can't be read" in said.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_been_tried_before_its_command(capsys, command):
    tried = {word.partition("=")[0] for words in OPTIONS_OF_COMMANDS for word in words}
    assert options_of(capsys, command) - tried == {"--config", "--set", "--language", "--help"}


def test_the_language_comes_from_the_environment_too(capsys, monkeypatch):
    monkeypatch.setenv("HAI_LONG_LANGUAGE", "en")
    assert main(["reprot"]) == 2
    assert 'is "report" meant?' in capsys.readouterr().err


WRONG_USES = {
    ("report",): "còn thiếu --from, --to",
    ("report", "--from"): "--from cần một giá trị",
    ("pin",): "còn thiếu BỘ-PHẬN",
    ("pin", "a", "b"): "không hiểu b",
    ("verify", "--format", "xml"): "--format: không có 'xml', chỉ có 'text', 'json'",
    ("verify", "--centre=no"): "--centre không nhận giá trị 'no'",
    ("support",): "còn thiếu TỆP",
    ("stop", "--wait", "x"): "--wait: 'x' không phải số nguyên",
    ("seal", "now"): "không hiểu now",
    ("simulate",): "cần một trong các tùy chọn --ballots --table",
    ("simulate", "--ballots", "1", "--table", "x"): "--table không đi cùng --ballots",
    ("simulate", "--ballots", "1", "--seed", "x"): "--seed: 'x' không phải số nguyên",
}


@pytest.mark.parametrize("words", WRONG_USES, ids=" ".join)
def test_wrong_use_is_told_in_vietnamese_as_a_whole(capsys, words):
    assert main(words) == 2
    assert capsys.readouterr().err == f"kiosk {words[0]}: {WRONG_USES[words]}. Xem: kiosk {words[0]} --help\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_in_vietnamese_has_no_english_heading(capsys, command):
    main([command, "--help"])
    said = capsys.readouterr().out
    english = ("usage", "options", "arguments", "FILE", "DAY", "COMMAND", "DEPARTMENT", "KEY")
    assert [word for word in english if word in said] == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("a = 1\na = 2\n", "khóa hoặc mục này đã có ở trên (dòng 2, cột 6)"),
        ("[agency\n", "tên mục thiếu dấu ] (dòng 1, cột 8)"),
        ("a = Máy 1", "giá trị không đúng dạng (chữ phải ở trong ngoặc kép) (dòng 1, cột 5)"),
        ('a = "x', "chữ thiếu ngoặc kép đóng (cuối tệp)"),
        ("a = " + "[" * 100_000, "có giá trị quá dài hoặc lồng quá sâu"),
    ],
)
def test_what_is_no_toml_is_told_in_vietnamese_with_its_place(capsys, tmp_path, written, told):
    (tmp_path / "config.toml").write_text(written, encoding="utf-8")
    assert main(["verify", "--config", str(tmp_path / "config.toml")]) == 1
    assert f"không đúng cú pháp TOML: {told}. Cần làm" in capsys.readouterr().err


def test_a_faulty_configuration_is_told_whole_and_ends_with_1(capsys, tmp_path):
    kiosk = Kiosk(tmp_path, "desk.mode=closed", "report.paper_issued=maybe")
    said = kiosk.run(capsys, "pin", "admin")
    assert said.status == 1
    assert len(said.err.splitlines()) == 2
    assert "desk.mode" in said.err
    assert "report.paper_issued" in said.err


def test_the_configuration_of_this_folder_goes_before_that_of_the_environment(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    elsewhere = {"HAI_LONG_CONFIG": "/somewhere/kiosk.toml"}
    assert str(default_config(elsewhere)) == "/somewhere/kiosk.toml"
    assert default_config({}).is_absolute()
    (tmp_path / "config.toml").touch()
    assert str(default_config(elsewhere)) == "config.toml"


def test_the_real_command_line_ends_with_the_status_of_its_fault(tmp_path):
    said = finished(start("verify", "--config", str(tmp_path / "none.toml")))
    assert said.status == 1
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Cần làm" in said.err


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    process = start("--help")
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(60) in (0, 141)


def test_ctrl_c_ends_without_a_traceback(tmp_path):
    process = Kiosk(tmp_path).process("pin", "admin", stdin=subprocess.PIPE)
    assert process.stdout.read(3) == "New"
    process.send_signal(signal.SIGINT)
    said = finished(process)
    assert said.status == 130
    assert said.err == ""


def test_vietnamese_goes_through_a_pipe_of_any_locale(tmp_path):
    said = finished(
        start("pin", "nobody", "--config", str(EXAMPLE), environment={"LC_ALL": "C", "PYTHONUTF8": "0"})
    )
    assert "không có bộ phận" in said.err


def type_in(monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_a_pin_is_set_and_kept_as_a_hash(capsys, tmp_path, monkeypatch):
    type_in(monkeypatch, "2468\n2468\n")
    kiosk = Kiosk(tmp_path)
    assert kiosk.run(capsys, "pin", "vhxh").status == 0
    kept = (tmp_path / "pins.toml").read_text()
    assert "$argon2id$" in kept
    assert "2468" not in kept


def test_two_different_pins_change_nothing(capsys, tmp_path, monkeypatch):
    type_in(monkeypatch, "2468\n2469\n")
    said = Kiosk(tmp_path).run(capsys, "pin", "vhxh")
    assert said.status == 1
    assert not (tmp_path / "pins.toml").exists()
    assert "246" not in said.out + said.err


@pytest.mark.parametrize("pin", ["123", "abcd", ""])
def test_what_is_no_pin_is_refused(capsys, tmp_path, monkeypatch, pin):
    type_in(monkeypatch, f"{pin}\n{pin}\n")
    assert Kiosk(tmp_path).run(capsys, "pin", "vhxh").status == 1


def test_a_pin_is_removed(capsys, tmp_path, monkeypatch):
    kiosk = Kiosk(tmp_path)
    type_in(monkeypatch, "2468\n2468\n")
    kiosk.run(capsys, "pin", "admin")
    assert kiosk.run(capsys, "pin", "admin", "--remove").status == 0
    assert kiosk.run(capsys, "pin", "admin", "--remove").status == 1


def test_a_department_that_is_not_there_is_wrong_use_that_names_those_that_are(capsys, tmp_path):
    said = Kiosk(tmp_path).run(capsys, "pin", "xay-dung")
    assert said.status == 2
    assert "tu-phap-ho-tich, vhxh, dia-chinh, admin" in said.err
