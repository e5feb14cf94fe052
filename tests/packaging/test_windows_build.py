"""What the Windows build decides by itself: which packages and libraries, who signs; and its scripts."""

import hashlib
import struct
from pathlib import Path

import pytest

from build_spec.windows import audit, interpreter, packages, signing
from build_spec.windows.images import X86_64, read_image
from kiosk.check.lockdown_windows import ways_out
from tests.packaging.windows_key import is_signed, throw_away_key
from tests.packaging.windows_lockdown import values_of_lockdown

SECTION_AT, SECTION_RAW = 0x1000, 0x400
LOCK = """# by uv
kivy==2.3.1 \\
    --hash=sha256:aa
kivy-deps-sdl2==0.8.0 ; sys_platform == 'win32' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
macholib==1.16.4 ; sys_platform == 'darwin' \\
    --hash=sha256:dd
pycparser==3.12 ; implementation_name != 'PyPy' \\
    --hash=sha256:ee
"""


def image(*imports, delayed=(), machine=X86_64, mark=b""):
    """A Windows image of one section that holds nothing but its imports."""
    section, tables = bytearray(0x400), []
    names = 0x200
    for at, size, name_at, wanted in ((0, 20, 12, imports), (0x100, 32, 4, delayed)):
        tables.append(SECTION_AT + at if wanted else 0)
        for number, name in enumerate(wanted):
            struct.pack_into("<I", section, at + number * size + name_at, SECTION_AT + names)
            section[names : names + len(name)] = name.encode()
            names += len(name) + 1
    optional = bytearray(112 + 16 * 8)
    struct.pack_into("<H", optional, 0, 0x20B)
    struct.pack_into("<I", optional, 60, SECTION_RAW)  # as long are all heads
    struct.pack_into("<I", optional, 108, 16)  # so many directories
    struct.pack_into("<I", optional, 112 + 8 * 1, tables[0])
    struct.pack_into("<I", optional, 112 + 8 * 13, tables[1])
    head = bytearray(0x80)
    head[:2], head[0x40 : 0x40 + len(mark)] = b"MZ", mark
    struct.pack_into("<I", head, 0x3C, 0x80)
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", machine, 1, 0, 0, 0, len(optional), 0)
    table = struct.pack("<8sIIII", b".idata", 0x400, SECTION_AT, 0x400, SECTION_RAW) + bytes(16)
    return (bytes(head) + coff + bytes(optional) + table).ljust(SECTION_RAW, b"\0") + bytes(section)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "kiosk.exe").write_bytes(
        image("KERNEL32.dll", "python311.dll", "api-ms-win-crt-x-l1-1-0.dll")
    )
    (tmp_path / "python311.dll").write_bytes(image("ucrtbase.dll"))
    (tmp_path / "licence.txt").write_text("MZ is how an image begins, and this is none")
    return tmp_path


def test_a_whole_folder_is_good(folder):
    assert list(audit.findings(folder)) == []


def test_a_library_that_is_missing_is_told(folder):
    (folder / "python311.dll").unlink()
    assert list(audit.findings(folder)) == ["kiosk.exe: imports python311.dll, which Windows does not bring"]


def test_a_library_that_is_loaded_late_is_missed_too(folder):
    (folder / "late.pyd").write_bytes(image("kernel32.dll", delayed=("msvcp140.dll",)))
    assert list(audit.findings(folder)) == ["late.pyd: imports msvcp140.dll, which Windows does not bring"]


@pytest.mark.parametrize("mark", [b"Wine builtin DLL", b"Wine placeholder DLL"])
def test_a_library_of_wine_is_told(folder, mark):
    (folder / "msvcp140.dll").write_bytes(image("kernel32.dll", mark=mark))
    assert list(audit.findings(folder)) == ["msvcp140.dll: is one of Wine's own libraries"]


def test_an_image_for_another_processor_is_told(folder):
    (folder / "other.dll").write_bytes(image("kernel32.dll", machine=0xAA64))
    assert list(audit.findings(folder)) == ["other.dll: is for machine 0xaa64, not for 64-bit x86"]


def test_a_damaged_image_is_told(folder):
    (folder / "half.dll").write_bytes(image("kernel32.dll")[:0x120])
    (told,) = audit.findings(folder)
    assert told.startswith("half.dll: can't be read")


def test_an_empty_folder_is_no_program(tmp_path):
    assert len(list(audit.findings(tmp_path))) == 1


def test_imports_are_read_from_both_tables():
    assert read_image(image("A.dll", "b.DLL", delayed=("c.dll",))).imports == {"a.dll", "b.dll", "c.dll"}


def test_the_lock_for_windows_has_its_parts_and_no_conditions():
    lock = packages.for_windows(LOCK)
    assert "kivy-deps-sdl2==0.8.0 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n" in lock
    assert "pycparser==3.12 \\\n" in lock
    assert "kivy==2.3.1 \\\n    --hash=sha256:aa\n" in lock
    assert "macholib" not in lock
    assert ";" not in lock


def test_the_real_lock_leaves_no_condition_to_this_machine():
    lock = packages.for_windows(packages.LOCK.read_text(encoding="utf-8"))
    assert ";" not in lock
    assert "kivy-deps-angle==" in lock
    assert "darwin" not in lock


def test_an_interpreter_that_is_given_must_be_the_pinned_one_to_the_file(tmp_path, monkeypatch):
    given, target = tmp_path / "official", tmp_path / "target"
    given.mkdir()
    (given / "python.exe").write_bytes(b"as released")
    pins = tmp_path / "pins"
    pins.write_text(f"{hashlib.sha256(b'as released').hexdigest()}  python.exe\n", encoding="ascii")
    monkeypatch.setattr(interpreter, "PINS", pins)
    interpreter.put(target, given)
    assert (target / "python.exe").read_bytes() == b"as released"
    (given / "python311.dll").write_bytes(b"and one more")
    with pytest.raises(interpreter.InterpreterError, match=r"not the files that pins names: python311\.dll"):
        interpreter.put(target, given)


def test_a_folder_without_an_interpreter_is_told(tmp_path):
    with pytest.raises(interpreter.InterpreterError, match=r"no python\.exe"):
        interpreter.put(tmp_path / "target", tmp_path)


def test_without_a_key_nothing_is_signed():
    assert signing.key_of({"PATH": "/bin"}) == []
    assert signing.key_of({"KIOSK_SIGN_CERTIFICATE": "a.pem"}) == []


def test_a_key_is_two_files_or_one_with_a_password():
    assert signing.key_of({"KIOSK_SIGN_CERTIFICATE": "a.pem", "KIOSK_SIGN_KEY": "a.key"}) == [
        "-certs",
        "a.pem",
        "-key",
        "a.key",
    ]
    given = {
        "KIOSK_SIGN_P12": "a.p12",
        "KIOSK_SIGN_PASSWORD_FILE": "word",
        "KIOSK_SIGN_TIME_SERVER": "http://t",
    }
    assert signing.key_of(given) == ["-pkcs12", "a.p12", "-readpass", "word", "-ts", "http://t"]


def test_a_throw_away_key_signs_and_a_changed_byte_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    file = tmp_path / "kiosk.exe"
    file.write_bytes(image("kernel32.dll"))
    given = throw_away_key(tmp_path)
    signing.sign(file, signing.key_of(given))
    assert is_signed(file, given)
    content = bytearray(file.read_bytes())
    content[SECTION_RAW + 0x300] ^= 1
    file.write_bytes(content)
    assert not is_signed(file, given)


@pytest.mark.parametrize(
    "script", sorted(Path(packages.__file__).parent.glob("*/*.ps1")), ids=lambda one: one.name
)
def test_a_script_says_that_it_is_utf_8_for_windows_powershell_reads_it_otherwise(script):
    assert script.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_lockdown_scripts_close_every_way_out_that_kiosk_check_looks_for():
    registry = {(key.lower(), name): wanted for (key, name), wanted in values_of_lockdown().items()}
    open_ways = [one.cure.en for one in ways_out(lambda key, name: registry.get((key.lower(), name)))]
    assert open_ways == ["run lockdown\\shell.ps1 of the package as administrator"]  # it sets no plain number
