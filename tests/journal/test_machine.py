"""Two PCs must not go on with one device name: a copied disk is noticed, ordinary repairs are not."""

import json
from pathlib import Path

import pytest

from kiosk.journal import JournalReader, is_enrolled_elsewhere, place_of_print, print_here
from kiosk.journal.machine import Part
from kiosk.journal.machine_parts import machine_parts, of_linux
from tests.journal.kit import AT, HERE, opened, raw, rows, tamper

OTHER = tuple(part._replace(value=f"another {part.value}") for part in HERE)


def faults_here(path, parts):
    with JournalReader(path) as reader:
        return [fault.code for fault in reader.faults(AT.date(), parts)]


def reopened(path, parts):
    with opened(path, parts=parts) as journal:
        return [fault.code for fault in journal.faults]


def notes(path):
    lines = [json.loads(line) for _, line, _ in rows(path)]
    return [line["data"] for line in lines if line["kind"] == "note"]


@pytest.fixture(autouse=True)
def begun(path):
    opened(path).close()


def test_the_same_machine_is_no_fault(path):
    assert reopened(path, HERE) == []
    assert faults_here(path, HERE) == []


def test_another_machine_says_so_once_in_the_journal_and_at_each_look(path):
    assert reopened(path, OTHER) == ["other_machine"]
    assert reopened(path, OTHER) == ["other_machine"]
    assert faults_here(path, OTHER) == ["other_machine"]
    assert notes(path) == [{"matching": 0, "compared": 4}]


def test_a_third_machine_says_so_again(path):
    reopened(path, OTHER)
    reopened(path, [part._replace(value="third") for part in HERE])

    assert len(notes(path)) == 2


def test_back_on_its_own_machine_there_is_no_fault(path):
    reopened(path, OTHER)

    assert reopened(path, HERE) == []


def test_half_of_it_is_enough_and_becomes_the_new_print(path):
    for replaced in range(len(HERE)):
        now_here = [*OTHER[: replaced + 1], *HERE[replaced + 1 :]]
        assert reopened(path, now_here) == []  # one part after the other
    assert faults_here(path, HERE) == ["other_machine"]


def test_less_than_half_of_it_is_another_machine(path):
    assert reopened(path, [*OTHER[:3], *HERE[3:]]) == ["other_machine"]


def test_what_is_not_readable_this_time_is_not_compared(path):
    assert reopened(path, HERE[:1]) == []
    assert reopened(path, ()) == []
    assert reopened(path, OTHER[1:]) == ["other_machine"]  # and is not forgotten either


def test_a_new_enrolment_makes_this_machine_its_own(path):
    with opened(path, device="quay-2", parts=OTHER) as journal:
        assert journal.faults == []
    with opened(path, device="quay-2", parts=HERE) as journal:
        assert [fault.code for fault in journal.faults] == ["other_machine"]


class TestAPrintThatWasLeftAtEnrolment:
    @pytest.fixture
    def fresh(self, tmp_path):
        """Where no journal was begun yet."""
        return tmp_path / "fresh.db"

    def test_makes_a_copy_that_was_never_started_say_so(self, fresh):
        place_of_print(fresh).write_text(print_here(OTHER))

        assert is_enrolled_elsewhere(fresh, HERE)
        assert reopened(fresh, HERE) == ["other_machine"]
        assert notes(fresh) == [{"matching": 0, "compared": 4}]
        assert reopened(fresh, HERE) == ["other_machine"]

    def test_of_this_machine_is_no_fault_and_goes_at_the_start(self, fresh):
        place_of_print(fresh).write_text(print_here(HERE))

        assert not is_enrolled_elsewhere(fresh, HERE)
        assert reopened(fresh, HERE) == []
        assert not place_of_print(fresh).exists()

    def test_takes_the_place_of_what_a_journal_from_another_machine_remembers(self, path):
        assert reopened(path, OTHER) == ["other_machine"]
        place_of_print(path).write_text(print_here(OTHER))

        assert reopened(path, OTHER) == []
        assert reopened(path, HERE) == ["other_machine"]

    @pytest.mark.parametrize("content", ["", "[]", "7", "[[1]]", "{", '[["a", "b"]]', "\0"])
    def test_that_can_not_be_read_is_none(self, fresh, content):
        place_of_print(fresh).write_text(content)

        assert not is_enrolled_elsewhere(fresh, HERE)
        assert reopened(fresh, HERE) == []


def test_damage_does_not_make_a_copy_forget_where_it_comes_from(path):
    tamper(path, ("DROP VIEW taps",))

    assert sorted(reopened(path, OTHER)) == ["other_machine", "salvaged"]


def test_the_file_holds_no_serial_number(path):
    parts = [Part("disk", "SERIAL-1234"), Part("network_card", "00:11:22:33:44:55")]
    reopened(path, [*HERE, *parts])

    with raw(path) as database:
        kept = str(database.execute("SELECT * FROM machine").fetchall())
    assert "SERIAL-1234" not in kept
    assert "00:11:22" not in kept


def test_two_journals_on_one_machine_have_different_prints(path, tmp_path):
    opened(tmp_path / "second.db").close()

    def prints(file):
        with raw(file) as database:
            return {print_ for _, _, print_ in database.execute("SELECT * FROM machine")}

    assert prints(path).isdisjoint(prints(tmp_path / "second.db"))


class TestWhatIsReadable:
    @pytest.fixture
    def root(self, tmp_path):
        def file(name, text):
            place = tmp_path / "root" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)

        file("etc/machine-id", "0123abc\n")
        file("sys/class/dmi/id/board_serial", "To be filled by O.E.M.\n")
        file("sys/devices/pci/nvme0/serial", "NVME-1\n")
        file("sys/devices/pci/usb1/sda/serial", "STICK\n")
        file("sys/devices/pci/eth/address", "aa:aa\n")
        file("sys/devices/pci/eth/addr_assign_type", "0\n")
        file("sys/devices/pci/usb1/dongle/address", "bb:bb\n")
        file("sys/devices/pci/usb1/dongle/addr_assign_type", "0\n")
        file("sys/devices/virtual/bridge/address", "cc:cc\n")
        file("sys/devices/virtual/bridge/addr_assign_type", "1\n")
        file("dev/disk/by-id/ata-DISK_2", "")
        file("dev/disk/by-id/ata-DISK_2-part1", "")
        file("dev/disk/by-id/usb-STICK", "")
        root = tmp_path / "root"
        for name, target in {
            "sys/block/nvme0n1": "sys/devices/pci/nvme0",
            "sys/block/sda": "sys/devices/pci/usb1/sda",
            "sys/class/net/eth0": "sys/devices/pci/eth",
            "sys/class/net/usb0": "sys/devices/pci/usb1/dongle",
            "sys/class/net/br0": "sys/devices/virtual/bridge",
            "sys/devices/pci/eth/device": "sys/devices/pci",
            "sys/devices/pci/usb1/dongle/device": "sys/devices/pci/usb1",
        }.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).symlink_to(root / target)
        return root

    def test_is_what_is_built_in_and_numbered_by_its_maker(self, root):
        found = {part for part in of_linux(root) if part.value}

        assert found == {
            Part("machine_id", "0123abc"),
            Part("board", "To be filled by O.E.M."),
            Part("disk", "NVME-1"),
            Part("disk", "ata-DISK_2"),
            Part("network_card", "aa:aa"),
        }

    def test_is_nothing_on_an_empty_machine(self, tmp_path):
        assert {part.value for part in of_linux(tmp_path)} == {""}

    def test_on_this_machine_is_the_same_twice_and_no_placeholder(self):
        assert machine_parts() == machine_parts()
        assert all(part.value for part in machine_parts())
        assert machine_parts() == sorted(set(machine_parts()) & set(of_linux(Path("/"))))
