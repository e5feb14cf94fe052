"""What the documents for IT say exists, and what exists they say: commands, options, keys, faults, files."""

import argparse
import io
import re
import unicodedata
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import pytest

import central.cli
from kiosk.check.display import millimetres
from kiosk.check.subject import Window
from kiosk.check.sync_faults import MEANINGS
from kiosk.cli import _OWN, COMMANDS, main
from kiosk.cli.check import _NAMES, _WORDS
from kiosk.cli.setup_given import PREFIX
from kiosk.config import Message
from kiosk.config.message import with_cure
from kiosk.journal import faults
from kiosk.sealing import mark_of
from kiosk.ui.hardware.bench import Step
from kiosk.ui.texts import load_texts
from sync.status import Fault

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["docs/it.md", "docs/tra-cuu.md", "docs/linux.md", "docs/windows.md"]
OTHERS = ["README.md", "docs/development.md", "docs/architecture.md", "docs/su-dung.md", "docs/bao-cao.md"]
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES + OTHERS}
IT, REFERENCE = TEXTS["docs/it.md"], TEXTS["docs/tra-cuu.md"]
VIETNAMESE, ENGLISH = IT.split("\n## In English\n")


def section(document, title):
    return document.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(text):
    """The first cells of a table whose first cells name something, and the others."""
    listed = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `")]
    return {cells[0].strip(" `"): [cell.strip() for cell in cells[1:]] for cells in listed}


def source(pattern):
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(ROOT.glob(pattern)))


def words_of(document):
    """Everything that stands as something to type or to see: spans of code, and lines of blocks."""
    blocks = re.findall(r"```\w*\n(.*?)```", document, re.DOTALL)
    spans = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", document, flags=re.DOTALL))
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [" ".join(one.split()) for one in spans] + [line.partition(" #")[0] for line in lines]


def test_every_fault_is_named_with_its_meaning_and_cure():
    documented = rows(section(VIETNAMESE, "Tên các lỗi"))
    of_journal = {faults.OTHER_MACHINE, faults.CUT, faults.SALVAGED}
    assert documented.keys() == {fault.value for fault in Fault} | of_journal
    for fault, (what, cure) in MEANINGS.items():
        assert documented[fault.value] == [f"{what.vi}; {cure.vi}", f"{what.en}; {cure.en}"]


def test_every_check_is_named_as_it_is_printed():
    table = section(VIETNAMESE, "`kiosk check` nói gì")
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ") and "`" in line]
    told = {name: word.strip(" ,") for cell in cells for word, name in re.findall(r"([^`]+)`(\w+)`", cell)}
    assert told == {name: message.vi for name, message in _NAMES.items()}
    assert [name for name in _NAMES if f"`{name}`" not in ENGLISH] == []


def test_the_sample_of_a_check_is_what_is_printed():
    lines = re.findall(r"```\n(tốt .*?)```", VIETNAMESE, re.DOTALL)[0].splitlines()
    states = "|".join(f"{word.vi:<6}" for word in _WORDS.values())
    names = "|".join(name.vi for name in _NAMES.values())
    assert [line for line in lines if not re.match(rf"(?:{states}) (?:{names}): ", line)] == []
    what, cure = MEANINGS[Fault.NAME_NOT_FOUND]
    named = Message(f"{what.vi} ({Fault.NAME_NOT_FOUND})", "")
    assert lines[-1] == f"LỖI    {_NAMES['centre'].vi}: {with_cure(named, cure, 'vi')}"


def test_each_step_of_the_hardware_check_is_told():
    assert list(rows(section(VIETNAMESE, "Thử phần cứng trong mười phút"))) == [step.value for step in Step]


@pytest.mark.parametrize("name", TEXTS)
def test_each_command_line_has_a_command_and_options_that_exist(name):
    for line in words_of(TEXTS[name]):
        for command, rest in re.findall(r"(?:^|[ |(])kiosk(?:\.exe)? ([a-z][a-z-]*)([^;|&]*)", line):
            if command in _OWN:
                continue
            assert command in COMMANDS, line
            assert set(options(rest)) <= options_of(command), line
        for command, rest in re.findall(r"(?:^|[ |(])central ([a-z][a-z-]*)([^;|&)]*)", line):
            assert command in central.cli.COMMANDS, line
            assert set(options(rest)) <= options_of_centre(command), line


def options(text):
    return re.findall(r"(?<![\w-])--[a-z-]+", text)


@cache
def options_of(command):
    told = io.StringIO()
    with redirect_stdout(told):
        main([command, "--help"])
    return set(options(told.getvalue()))


@cache
def options_of_centre(command):
    parser = argparse.ArgumentParser(prog="central")
    name = f"{command}_" if iskeyword(command) else command.replace("-", "_")
    import_module(f"central.cli.{name}").add_arguments(parser)
    told = parser.format_help()
    for action in parser._actions:
        if isinstance(action.choices, dict):
            told += "".join(deed.format_help() for deed in action.choices.values())
    return {*options(told), "--database"}


def test_each_variable_that_is_told_is_read_and_each_that_is_read_is_told():
    read = set(re.findall(r'variable\("(\w+)"\)', source("kiosk/cli/setup_given.py")))
    read |= {"endpoint", "device", "agency", "unit", "counter", "proxy"}
    table = section(VIETNAMESE, "Nghìn máy")
    told = {name for line in table.splitlines() for name in re.findall(r"`([A-Z_]+)`", line)}
    assert told - {PREFIX} == {name.upper() for name in read}
    others = set(re.findall(r"HAI_LONG_[A-Z]+\b", "".join(TEXTS[name] for name in NAMES))) - {PREFIX[:-1]}
    code = source("kiosk/**/*.py") + source("build_spec/linux/scripts/*")
    assert [name for name in others if name not in code] == []


def test_each_key_that_is_told_is_one_of_the_configuration():
    example = (ROOT / "config.toml").read_text(encoding="utf-8")
    keys, table = set(), ""
    for line in example.splitlines():
        if head := re.match(r"(?:# )?\[\[?(\w+)\]", line):
            table = head[1]
        elif key := re.match(r"(?:# )?(\w+)(?:\.\w+)? = ", line):
            keys.add(f"{table}.{key[1]}")
    told = {f"{a}.{b}" for a, b in re.findall(r"\[(\w+)\]+ (\w+)", IT + REFERENCE)}
    tables = {key.partition(".")[0] for key in keys}
    dotted = re.findall(r"(?<![/.-])\b([a-z]+)\.([a-z_]+)\b(?!\.)", IT + REFERENCE)
    told |= {
        f"{table}.{key}" for table, key in dotted if table in tables and key not in {"png", "sqlite", "md"}
    }
    assert sorted(told - keys - {"criteria.factor"}) == []


def test_each_file_beside_the_journal_is_told():
    code = source("kiosk/**/*.py")
    ends = set(re.findall(r'beside\(\w+(?:\.\w+)*, f?"(\.[a-z.]+)"\)', code))
    ends |= set(re.findall(r'journal\.name \+ "(\.[a-z.]+)"', code))
    ends.add(mark_of(Path("journal")).suffix)
    files = section(REFERENCE, "Các tệp")
    being_made = {".new", ".unfinished"}
    assert sorted(one for one in ends - being_made if f"`{one}" not in files) == []


@pytest.mark.parametrize("name", [*NAMES, *OTHERS])
def test_each_link_leads_somewhere(name):
    for file, anchor in re.findall(r"\]\(([^)#:]*)#?([^)]*)\)", TEXTS[name]):
        target = (ROOT / name).parent / file if file else ROOT / name
        assert target.exists(), file
        if anchor:
            titles = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", TEXTS)
def test_each_file_and_target_of_the_repository_that_is_named_is_there(name):
    for word in words_of(TEXTS[name]):
        for path in re.findall(r"^(?:build_spec|assets|docs|tests|kiosk)/[\w/.-]+", word):
            assert (ROOT / path).exists(), path
        for target in re.findall(r"^make ([a-z-]+)", word):
            assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE), word


def test_what_is_to_be_touched_is_a_text_of_the_screens():
    texts = {text.replace("\u00a0", " ") for text in load_texts()["vi"].sentences.values()}
    bold = {"Thử kết nối", "Để sau", "Ghi cấu hình", "Mở kiosk"}
    assert bold <= texts
    assert {f"**{words}**" for words in bold} <= set(re.findall(r"\*\*[^*]+\*\*", VIETNAMESE))
    assert {"Máy tạm ngừng nhận đánh giá", "SỐ LIỆU MÔ PHỎNG"} <= texts & set(re.findall(r"“([^”]+)”", IT))


def test_the_smallest_screen_that_is_told_is_large_enough():
    window = Window(1366, 768, (2, 0), "")
    answer, button = millimetres(window, 15.5)
    assert round(answer) >= 40
    assert round(button) >= 20
    assert "15,5 inch" in VIETNAMESE
    assert "15.5 inches" in ENGLISH


@pytest.mark.parametrize("name", TEXTS)
def test_vietnamese_is_written_in_whole_letters(name):
    assert unicodedata.is_normalized("NFC", TEXTS[name])
