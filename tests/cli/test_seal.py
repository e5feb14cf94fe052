"""`kiosk seal`: a PC is prepared, its disk is copied, and each copy is a device of its own."""

import json
import shutil
import sqlite3
from datetime import UTC, datetime

import pytest

from central import devices, enrolment
from central.audit import By
from central.imports import import_bundle
from kiosk.clock import SystemClock
from kiosk.config import load, override_of
from kiosk.journal import Journal
from tests.cli.kit import EXAMPLE, Kiosk, running


def with_ballots(kiosk, capsys):
    said = kiosk.run(capsys, "simulate", "--ballots", "5", "--seed", "1", "--at", "2026-11-20")
    assert said.status == 0, said.err


def names(folder):
    return sorted(one.name for one in folder.iterdir())


def code_for(centre, device):
    with centre.store.writing() as connection:
        devices.enrol(connection, device, training=True)
        return enrolment.renew(connection, device, by=By("quan-tri", "", datetime.now(UTC)))


@pytest.fixture
def stick(tmp_path_factory):
    return tmp_path_factory.mktemp("stick")


@pytest.fixture
def master(tmp_path, centre):
    """A PC that is enrolled, in a folder that can be copied."""
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "token").write_text(f"{centre.token}\n")
    (disk / "token").chmod(0o600)
    return Kiosk(disk, "sync.proxy=none", centre.endpoint)


def test_copies_of_a_sealed_disk_enrol_and_ship_under_their_own_names(
    master, centre, stick, tmp_path, capsys
):
    with_ballots(master, capsys)
    assert master.run(capsys, "sync", "--once").status == 0
    assert master.run(capsys, "seal", "--to", str(stick)).status == 0
    for device in ("quay-2", "quay-3"):
        disk = shutil.copytree(master.folder, tmp_path / device)
        copy = Kiosk(disk, "sync.proxy=none", centre.endpoint, f"device.id={device}")
        said = copy.run(capsys, "enrol", code_for(centre, device))
        assert said.status == 0, said.err
        with_ballots(copy, capsys)
        assert copy.run(capsys, "sync", "--once").status == 0
    with centre.store.reading() as connection:
        shipped = connection.exec_driver_sql("SELECT device, journal FROM journals").fetchall()
    assert sorted(device for device, _ in shipped) == ["binhduong-01", "quay-2", "quay-3"]
    assert len({journal for _, journal in shipped}) == 3


def test_what_makes_a_pc_a_device_is_gone_and_kept_elsewhere(master, stick, capsys):
    with_ballots(master, capsys)
    (master.folder / "journal.sqlite.log").write_text("a line\n")
    (master.folder / "pins.toml").write_text("")
    assert master.run(capsys, "sync", "--once").status == 0
    assert master.run(capsys, "seal", "--to", str(stick)).status == 0
    assert names(master.folder) == ["journal.sqlite.sealed", "pins.toml"]
    [kept] = stick.iterdir()
    assert {"journal.sqlite", "journal.sqlite.log"} <= set(names(kept))
    assert "token" not in names(kept)
    found = Kiosk(kept).run(capsys, "verify")
    assert found.status == 0, found.err


def test_unsent_entries_are_told_and_nothing_is_touched(master, capsys):
    with_ballots(master, capsys)
    before = master.journal.read_bytes()
    said = master.run(capsys, "seal", language="vi")
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert "mục chưa gửi" in said.err
    assert master.journal.read_bytes() == before
    assert (master.folder / "token").exists()


def test_unsent_entries_are_exported_and_the_centre_takes_them(master, centre, stick, capsys):
    with_ballots(master, capsys)
    said = master.run(capsys, "seal", "--to", str(stick))
    assert said.status == 0, said.err
    [kept] = stick.iterdir()
    import_bundle(centre.store, kept / "chua-gui.bundle", now=datetime.now(UTC))
    with centre.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM ballots").scalar_one() == 5


def test_a_pc_that_was_never_started_needs_no_place_for_its_journal(master, capsys):
    said = master.run(capsys, "seal")
    assert (said.status, said.err) == (0, "")
    assert names(master.folder) == ["journal.sqlite.sealed"]
    assert master.run(capsys, "seal").status == 0


def test_a_place_beside_the_journal_would_be_copied_too(master, capsys):
    with_ballots(master, capsys)
    said = master.run(capsys, "seal", "--to", str(master.folder / "kept"))
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert (master.folder / "journal.sqlite").exists()


def test_where_the_journal_can_not_be_put_nothing_is_removed(master, stick, capsys):
    with_ballots(master, capsys)
    (stick / "file").write_text("")
    said = master.run(capsys, "seal", "--to", str(stick / "file"))
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert {"journal.sqlite", "token"} <= set(names(master.folder))


def test_a_token_in_the_environment_would_be_every_copys(master, capsys, monkeypatch):
    monkeypatch.setenv("HAI_LONG_TOKEN", "other")
    assert "HAI_LONG_TOKEN" in master.run(capsys, "seal").err
    assert (master.folder / "token").exists()


def test_a_kiosk_that_runs_is_not_sealed(kiosk, capsys, stick):
    with running(kiosk, "--training"):
        said = kiosk.run(capsys, "seal", "--to", str(stick))
    assert (said.status, "kiosk stop" in said.err) == (1, True)
    assert kiosk.journal.exists()


def test_a_copy_made_between_enrolment_and_first_start_says_so_to_everybody(master, centre, capsys):
    assert master.run(capsys, "enrol", code_for(centre, "binhduong-01")).status == 0
    assert "copied" not in master.run(capsys, "check").out
    left = master.folder / "journal.sqlite.machine"  # as the first PC would have left it
    left.write_text(json.dumps([["disk", "salt", "00000000"], ["network_card", "salt", "00000001"]]))
    assert "LỖI    Nhật ký: ổ đĩa này được chép" in master.run(capsys, "check", language="vi").out
    with_ballots(master, capsys)
    assert master.run(capsys, "sync", "--once").status == 0
    assert "begun on another PC" in master.run(capsys, "check").out
    with centre.store.reading() as connection:
        told = connection.exec_driver_sql("SELECT faults FROM devices WHERE device = 'binhduong-01'")
        assert "other_machine" in str(told.scalar_one())


def test_a_sealed_pc_keeps_no_print_of_itself(master, centre, capsys):
    assert master.run(capsys, "enrol", code_for(centre, "binhduong-01")).status == 0
    assert names(master.folder) == ["journal.sqlite.machine", "token"]
    assert master.run(capsys, "seal").status == 0
    assert names(master.folder) == ["journal.sqlite.sealed"]
    assert "is sealed" in master.run(capsys, "check").out
    assert master.run(capsys, "enrol", code_for(centre, "binhduong-01")).status == 0
    assert names(master.folder) == ["journal.sqlite.machine", "token"]


def test_a_copy_that_was_not_sealed_is_named_by_check(kiosk, capsys):
    config = load(EXAMPLE, [override_of(one) for one in kiosk.settings])
    now = SystemClock(config.zone).now()
    Journal.open(kiosk.journal, device="binhduong-01", simulated=False, now=now, step_minutes=15).close()
    assert "begun on another PC" not in kiosk.run(capsys, "check").out
    database = sqlite3.connect(kiosk.journal)  # what the first PC had remembered of itself
    database.execute("UPDATE machine SET print = substr('00000000' || rowid, -8)")
    database.commit()
    database.close()
    told = kiosk.run(capsys, "check", language="vi").out
    assert "LỖI    Nhật ký: nhật ký này được tạo trên máy khác" in told
