"""What an administrator finds out and does at the kiosk, on real journals, a real centre and real folders."""

import errno
import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from central.imports import import_bundle
from kiosk.check.sync_faults import MEANINGS
from kiosk.cli import administration_drives, main
from kiosk.cli.administration import Administrator
from kiosk.cli.administration_drives import drives_at, mounted
from kiosk.cli.administration_jobs import BackgroundJob, StoppedError
from kiosk.clock import SystemClock
from kiosk.config import Message, load, override_of
from kiosk.journal import JournalReader
from kiosk.ui.administration import Drive, State
from sync.status import Fault, SyncStatus
from tests.cli.kit import EXAMPLE, ROOT, TABLE, Kiosk
from tests.cli.test_commands import edit
from tests.journal.test_replacement import ALONE, can_mount

DAY = date(2024, 3, 15)
PATIENCE = 120


class FixedClock(SystemClock):
    """The published day, late in the afternoon."""

    def now(self):
        return datetime(2024, 3, 15, 17, 30, tzinfo=self._zone)


def administrator(kiosk, *, status=None, drives=()):
    config = load(EXAMPLE, [override_of(one) for one in kiosk.settings])
    return Administrator(
        config, FixedClock(config.zone), lambda: status or SyncStatus(), {}, lambda: tuple(drives)
    )


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return Drive(folder, "KINGSTON", 10**9)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The journal of the published table: 280 ballots, made once."""
    kiosk = Kiosk(tmp_path_factory.mktemp("published"))
    assert main(kiosk.words("simulate", "--table", str(TABLE), "--at", DAY.isoformat())) == 0
    return kiosk.journal


def simulate(kiosk, capsys, *words):
    said = kiosk.run(capsys, "simulate", *words, "--at", DAY.isoformat())
    assert said.status == 0, said.err


def ended(job):
    """The job, once its thread is over."""
    job.join(PATIENCE)
    assert job.over
    return job


def result_of(job):
    assert ended(job).fault == ""
    return job.result


def values(lines):
    return {line.what: line.value for line in lines}


# Jobs.


def test_a_job_tells_how_far_it_is_and_what_it_came_to():
    reached, go_on = threading.Event(), threading.Event()

    def work(job):
        job.step(3, 10, Message("ba", "three"))
        reached.set()
        go_on.wait(PATIENCE)
        return "done"

    job = BackgroundJob(work, "en")
    reached.wait(PATIENCE)
    assert (job.progress.done, job.progress.total, job.progress.words) == (3, 10, "three")
    assert not job.over
    assert job.result is None
    go_on.set()
    assert result_of(job) == "done"


def test_a_cancelled_job_stops_at_its_next_step_and_has_no_result():
    reached, go_on, cleaned = threading.Event(), threading.Event(), []

    def work(job):
        try:
            reached.set()
            go_on.wait(PATIENCE)
            job.step(1, 2, Message("", ""))
        except StoppedError:
            cleaned.append(True)
            raise
        return "never"

    job = BackgroundJob(work, "vi")
    reached.wait(PATIENCE)
    job.cancel()
    assert not job.over  # it cleans up first
    go_on.set()
    assert result_of(job) is None
    assert cleaned == [True]


def test_a_job_that_is_left_alone_is_over_at_once_and_what_it_finds_later_is_dropped():
    go_on = threading.Event()
    job = BackgroundJob(lambda _: go_on.wait(PATIENCE), "vi", left_alone=True)
    job.cancel()
    assert job.over
    go_on.set()
    job.join(PATIENCE)
    assert job.result is None


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "ổ đĩa đầy"),
        (ZeroDivisionError("x"), "ZeroDivisionError"),
    ],
)
def test_whatever_goes_wrong_is_one_sentence(error, told):
    def work(_job):
        raise error

    job = ended(BackgroundJob(work, "vi"))
    assert told in job.fault
    assert job.result is None


# Status.


def test_the_status_says_what_waits_since_when_and_how_the_journal_stands(kiosk, capsys):
    simulate(kiosk, capsys, "--ballots", "3")
    status = result_of(administrator(kiosk).status("vi"))
    with JournalReader(kiosk.journal) as reader:
        head = reader.head()
    shipping, machine = values(status.shipping), values(status.machine)
    assert shipping["Chờ gửi"] == f"{head.seq} mục"
    assert shipping["Mục cũ nhất"].endswith("hôm nay")
    assert shipping["Máy chủ đã nhận"] == "chưa có mục nào"
    assert machine["Số mục"] == str(head.seq)
    assert machine["Mã băm cuối"].replace(" ", "") == head.hash.hex()[:16]
    assert machine["Đã kiểm tra"] == "chưa, từ khi mở máy"
    assert machine["Giờ của máy"] == "17:30 · 15/03/2024"
    assert machine["Thời hạn lưu"] == "không xóa"
    assert machine["Ổ đĩa"].startswith("còn trống")


def test_a_fault_of_shipping_stands_first_with_its_cure(kiosk, capsys):
    simulate(kiosk, capsys, "--ballots", "1")
    met = SyncStatus(fault=Fault.TLS_EXPIRED, clock_offset=700.4)
    status = result_of(administrator(kiosk, status=met).status("vi"))
    what, cure = MEANINGS[Fault.TLS_EXPIRED]
    expired = next(one for one in status.troubles if one.what.lower() == f"{what.vi} (tls_expired)")
    assert (expired.state, expired.cure) == (State.FAULT, cure.vi)
    assert any("nhanh 12 phút" in one.what and one.state is State.FAULT for one in status.troubles)
    [beside] = [line for line in status.shipping if line.what == "So giờ máy chủ"]
    assert (beside.value, beside.state) == ("nhanh 12 phút", State.FAULT)
    order = [one.state for one in status.troubles]
    assert order == sorted(order, key=[State.FAULT, State.WARNING].index)


def test_a_device_without_a_token_is_told_how_to_be_enrolled(kiosk, capsys):
    simulate(kiosk, capsys, "--ballots", "1")
    status = result_of(administrator(kiosk, status=SyncStatus(fault=Fault.UNAUTHORISED)).status("en"))
    assert any("kiosk enrol" in one.cure for one in status.troubles)


def test_a_token_that_others_may_read_is_one_trouble_among_what_else_is_seen(enrolled, capsys):
    simulate(enrolled, capsys, "--ballots", "1")
    (enrolled.journal.parent / "token").chmod(0o644)
    status = result_of(administrator(enrolled, status=SyncStatus(fault=Fault.UNAUTHORISED)).status("vi"))
    assert any("token" in trouble.what and trouble.state is State.FAULT for trouble in status.troubles)
    assert status.machine


def test_a_journal_that_cannot_be_read_is_a_trouble_and_no_end_of_the_page(kiosk):
    kiosk.journal.write_bytes(b"no journal at all" * 1000)
    kiosk.journal.chmod(0o600)
    status = result_of(administrator(kiosk).status("vi"))
    assert status.troubles[0].state is State.FAULT
    assert values(status.machine)["Số mục"] == "–"


def test_the_status_speaks_english_where_the_desk_does(kiosk, capsys):
    simulate(kiosk, capsys, "--ballots", "1")
    status = result_of(administrator(kiosk, status=SyncStatus(enabled=False)).status("en"))
    assert values(status.shipping)["Last contact"] == "by USB stick"


def test_english_pages_write_numbers_as_english_does(kiosk, published):
    shutil.copy(published, kiosk.journal)
    with JournalReader(kiosk.journal) as reader:
        entries = reader.head().seq
    status = result_of(administrator(kiosk).status("en"))
    assert values(status.machine)["Entries"] == f"{entries:,}"
    assert values(status.shipping)["Waiting"] == f"{entries:,} entries"


def test_a_period_that_is_over_reaches_to_its_end(kiosk, published):
    shutil.copy(published, kiosk.journal)
    table = result_of(administrator(kiosk).report(date(2024, 3, 1), date(2024, 3, 1), "en"))
    assert table.scope == "Ballots of this PC only (binhduong-01)."
    assert table.period == "01/03/2024"


def test_no_page_holds_the_token(enrolled, centre, capsys, stick):
    simulate(enrolled, capsys, "--ballots", "1")
    admin = administrator(enrolled)
    told = [admin.status("vi"), admin.verify("vi"), admin.test_connection("vi"), admin.export(stick, "vi")]
    assert centre.token not in repr([result_of(job) for job in told])


# The journal.


def test_a_sound_journal_is_verified_and_the_status_remembers_it(kiosk, published):
    shutil.copy(published, kiosk.journal)
    admin = administrator(kiosk)
    job = admin.verify("vi")
    [found] = result_of(job)
    assert found.state is State.GOOD
    assert job.progress.done > 0
    assert job.progress.total > 1000
    verified = values(result_of(admin.status("vi")).machine)["Đã kiểm tra"]
    assert verified.endswith("17:30 hôm nay")


def test_an_edited_entry_is_a_fault_on_the_page_and_in_the_status(kiosk, capsys):
    simulate(kiosk, capsys, "--ballots", "5")
    edit(kiosk, "UPDATE journal SET line = replace(line, 'satisfied', 'Satisfied') WHERE seq = 8")
    admin = administrator(kiosk)
    found = result_of(admin.verify("vi"))
    assert any("Mục 8" in one.what and one.state is State.FAULT for one in found)
    status = result_of(admin.status("vi"))
    assert any("Mục 8" in one.what for one in status.troubles)
    assert values(status.machine)["Đã kiểm tra"] == "có lỗi"


def test_a_verification_can_be_stopped_in_its_middle(kiosk, published):
    shutil.copy(published, kiosk.journal)
    reached = []

    def passed(seq):
        reached.append(seq)
        raise StoppedError

    with JournalReader(kiosk.journal) as reader, pytest.raises(StoppedError):
        reader.verify(passed)
    assert reached == [1000]


def test_a_verification_can_be_stopped_while_sqlite_looks_at_the_file(kiosk, published):
    shutil.copy(published, kiosk.journal)
    with JournalReader(kiosk.journal) as reader:
        last = reader.head().seq

        def passed(seq):
            if seq == last:
                raise StoppedError

        with pytest.raises(StoppedError):
            reader.verify(passed)
        assert reader.verify().sound  # a verification that was stopped is no fault of the journal


# The centre.


def test_the_centre_that_knows_this_device_is_reached(enrolled, capsys):
    found = result_of(administrator(enrolled).test_connection("vi"))
    assert found[0].state is State.GOOD
    assert "nhận mã thiết bị này" in found[0].what


def test_a_centre_that_is_not_there_is_a_fault_with_its_cure(enrolled):
    enrolled.settings += ("sync.endpoint=http://127.0.0.1:9/v1/batches",)
    [found] = result_of(administrator(enrolled).test_connection("vi"))
    what, cure = MEANINGS[Fault.CONNECTION_REFUSED]
    assert (found.what.lower(), found.cure) == (f"{what.vi} (connection_refused)", cure.vi)


def test_testing_the_connection_adds_nothing_at_the_centre(enrolled, centre, capsys):
    simulate(enrolled, capsys, "--ballots", "1")
    result_of(administrator(enrolled).test_connection("vi"))
    with JournalReader(enrolled.journal) as reader:
        assert reader.acknowledged_through() == 0


# The stick.


def test_what_waits_goes_on_the_stick_and_the_receipt_comes_back(enrolled, centre, capsys, stick):
    simulate(enrolled, capsys, "--ballots", "5")
    admin = administrator(enrolled)
    [written] = result_of(admin.export(stick, "vi"))
    file = stick.path / "hai-long-binhduong-01-2024-03-15.bundle"
    assert file.name in written.what
    import_bundle(centre.store, file, now=datetime(2024, 3, 15, 18, 0).astimezone()).write_receipt(
        stick.path / "bien-nhan.txt"
    )
    taken, again = result_of(admin.export(stick, "vi"))
    with JournalReader(enrolled.journal) as reader:
        last = reader.head().seq
        assert reader.acknowledged_through() == last
    assert taken.what == f"Biên nhận bien-nhan.txt: máy chủ đã nhận thêm {last} mục."
    assert "Đã ghi 0 mục" in again.what


def test_nothing_on_the_stick_is_written_over(enrolled, capsys, stick):
    simulate(enrolled, capsys, "--ballots", "1")
    mine = stick.path / "hai-long-binhduong-01-2024-03-15.bundle"
    mine.write_text("somebody's")
    result_of(administrator(enrolled).export(stick, "vi"))
    assert mine.read_text() == "somebody's"
    assert (stick.path / "hai-long-binhduong-01-2024-03-15-2.bundle").exists()


def test_a_receipt_that_was_taken_in_is_told_even_if_the_stick_then_has_no_room(
    enrolled, centre, capsys, stick, monkeypatch
):
    simulate(enrolled, capsys, "--ballots", "1")
    admin = administrator(enrolled)
    result_of(admin.export(stick, "vi"))
    file = stick.path / "hai-long-binhduong-01-2024-03-15.bundle"
    receipt = stick.path / "a.txt"
    import_bundle(centre.store, file, now=datetime(2024, 3, 15, 18, 0).astimezone()).write_receipt(receipt)
    real = shutil.disk_usage(stick.path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: real._replace(free=1000))
    taken, full = result_of(admin.export(stick, "vi"))
    assert taken.state is State.GOOD
    assert "máy chủ đã nhận thêm" in taken.what
    assert full.state is State.FAULT
    assert full.what.startswith("USB chỉ còn 0 MiB")


def test_a_second_export_waits_for_one_that_was_stopped(enrolled, stick, monkeypatch, published):
    shutil.copy(published, enrolled.journal)
    reached, go_on = threading.Event(), threading.Event()
    step = BackgroundJob.step

    def slow(job, done, total, words):
        if done and not go_on.is_set():
            reached.set()
            go_on.wait(PATIENCE)
        step(job, done, total, words)

    monkeypatch.setattr(BackgroundJob, "step", slow)
    admin = administrator(enrolled)
    first = admin.export(stick, "vi")
    reached.wait(PATIENCE)
    first.cancel()
    second = admin.export(stick, "vi")
    second.join(0.3)
    assert not second.over  # two at once would write, and tidy away, each other's file
    go_on.set()
    assert result_of(second)[-1].state is State.GOOD
    assert ended(first).result is None
    assert [file.suffix for file in stick.path.iterdir()] == [".bundle"]


def test_receipts_of_other_kiosks_are_left_alone_and_a_spoilt_one_is_told(enrolled, centre, capsys, stick):
    simulate(enrolled, capsys, "--ballots", "1")
    admin = administrator(enrolled)
    result_of(admin.export(stick, "vi"))
    file = stick.path / "hai-long-binhduong-01-2024-03-15.bundle"
    receipt = stick.path / "a.txt"
    import_bundle(centre.store, file, now=datetime(2024, 3, 15, 18, 0).astimezone()).write_receipt(receipt)
    receipt.write_text(receipt.read_text().replace('"acknowledged_through":', '"acknowledged_through":1'))
    (stick.path / "b.txt").write_text('{"receipt":1,"journal":"another"}\n{"mac":""}\n')
    (stick.path / "c.txt").write_text("[1, 2]")
    (stick.path / "d.txt").write_text("5")
    (stick.path / "e.txt").write_bytes(b"\xff\xfe")
    spoilt, _ = result_of(admin.export(stick, "vi"))
    assert spoilt.state is State.WARNING
    assert "a.txt" in spoilt.what


def test_stopped_in_its_middle_nothing_is_left_on_the_stick(enrolled, stick, monkeypatch, published):
    shutil.copy(published, enrolled.journal)
    reached, go_on = threading.Event(), threading.Event()
    step = BackgroundJob.step

    def slow(job, done, total, words):
        if done:
            reached.set()
            go_on.wait(PATIENCE)
        step(job, done, total, words)

    monkeypatch.setattr(BackgroundJob, "step", slow)
    job = administrator(enrolled).export(stick, "vi")
    reached.wait(PATIENCE)
    assert list(stick.path.iterdir()) != []  # it is being written
    job.cancel()
    go_on.set()
    assert ended(job).result is None
    assert list(stick.path.iterdir()) == []


def test_a_stick_pulled_out_in_the_middle_is_a_sentence(enrolled, stick, monkeypatch, published):
    shutil.copy(published, enrolled.journal)
    step = BackgroundJob.step

    def pulled(job, done, total, words):
        if done and stick.path.exists():
            for file in stick.path.iterdir():
                file.unlink()
            stick.path.rmdir()
        step(job, done, total, words)

    monkeypatch.setattr(BackgroundJob, "step", pulled)
    job = ended(administrator(enrolled).export(stick, "vi"))
    assert job.fault.startswith("Không ghi được ra USB")
    assert job.fault.endswith("Dữ liệu vẫn ở máy này.")


def test_a_stick_that_went_before_is_a_sentence(enrolled, capsys, stick):
    simulate(enrolled, capsys, "--ballots", "1")
    stick.path.rmdir()
    assert ended(administrator(enrolled).export(stick, "vi")).fault.startswith("Không còn thấy USB")


def test_a_stick_that_fills_up_meanwhile_is_a_sentence_and_holds_nothing_of_ours(tmp_path, published):
    if not can_mount(tmp_path):
        pytest.skip("this system lets nobody mount a disk of his own")
    shutil.copy(published, tmp_path / "journal.sqlite")
    (tmp_path / "token").write_text("a-token-of-this-test\n")
    (tmp_path / "token").chmod(0o600)
    words = [*ALONE, sys.executable, "-m", "tests.cli.full_stick", tmp_path]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    assert "Không ghi được ra USB (ổ đĩa đầy)" in done.stdout
    assert done.stdout.endswith("['filler']\n")


def test_a_stick_too_full_is_told_before_anything_is_written(enrolled, capsys, stick, monkeypatch):
    simulate(enrolled, capsys, "--ballots", "1")
    real = shutil.disk_usage(stick.path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: real._replace(free=1000))
    job = ended(administrator(enrolled).export(stick, "vi"))
    assert job.fault.startswith("USB chỉ còn 0 MiB, cần khoảng 2 MiB")
    assert list(stick.path.iterdir()) == []


def test_what_an_earlier_visit_left_half_written_is_taken_away(enrolled, capsys, stick):
    simulate(enrolled, capsys, "--ballots", "1")
    (stick.path / ".hai-long-binhduong-01-2024-03-14.bundle.x1y2z3").write_bytes(b"half")
    (stick.path / ".hai-long-binhduong-02-2024-03-14.bundle.x1y2z3").write_bytes(b"of another kiosk")
    (stick.path / ".hai-long-binhduong-01-b-2024-03-14.bundle.x1y2z3").write_bytes(b"of another kiosk")
    result_of(administrator(enrolled).export(stick, "vi"))
    assert sorted(file.name for file in stick.path.iterdir()) == [
        ".hai-long-binhduong-01-b-2024-03-14.bundle.x1y2z3",
        ".hai-long-binhduong-02-2024-03-14.bundle.x1y2z3",
        "hai-long-binhduong-01-2024-03-15.bundle",
    ]


def test_without_a_token_the_stick_stays_empty(kiosk, capsys, stick):
    simulate(kiosk, capsys, "--ballots", "1")
    job = ended(administrator(kiosk).export(stick, "vi"))
    assert "chưa đăng ký" in job.fault
    assert list(stick.path.iterdir()) == []


def test_a_drive_that_holds_the_journal_itself_is_no_stick(enrolled, capsys, tmp_path):
    simulate(enrolled, capsys, "--ballots", "1")
    job = ended(administrator(enrolled).export(Drive(tmp_path, "USB", 10**9), "vi"))
    assert job.fault.startswith("Ổ này đang giữ nhật ký")


# Drives.

MOUNTS = r"""
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /media/kiosk/MY\040STICK vfat rw 0 0
/dev/sdc1 /run/media/kiosk/KINGSTON exfat rw 0 0
//server/share /mnt/share cifs rw 0 0
/dev/sdd1 /mnt/usb vfat ro 0 0
/dev/sde1 /home ext4 rw 0 0
"""


def test_drives_are_looked_for_where_desktops_and_people_mount_them():
    found = list(mounted(MOUNTS.strip().splitlines()))
    assert found == [
        ("/dev/sdb1", Path("/media/kiosk/MY STICK")),
        ("/dev/sdc1", Path("/run/media/kiosk/KINGSTON")),
        ("/dev/sdd1", Path("/mnt/usb")),
    ]


@pytest.mark.parametrize(
    ("disk", "flag", "removable"),
    [("pci0/ata1/sda", "0", False), ("pci0/usb1/1-1/sda", "0", True), ("pci0/ata1/sda", "1", True)],
)
def test_a_drive_is_removable_by_its_bus_or_its_flag(tmp_path, monkeypatch, disk, flag, removable):
    partition = tmp_path / "devices" / disk / "sda1"
    partition.mkdir(parents=True)
    (partition.parent / "removable").write_text(f"{flag}\n")
    block = tmp_path / "block"
    block.mkdir()
    (block / "sda1").symlink_to(partition)
    monkeypatch.setattr(administration_drives, "_BLOCK_DEVICES", block)
    assert administration_drives._is_removable("/dev/sda1") is removable


def test_a_drive_that_has_gone_is_left_out(tmp_path):
    [drive] = drives_at([tmp_path, tmp_path / "gone"])
    assert (drive.path, drive.name) == (tmp_path, tmp_path.name)
    assert drive.free > 0


def test_looking_for_drives_is_a_job(kiosk, stick):
    assert result_of(administrator(kiosk, drives=[stick]).find_drives("vi")) == (stick,)


# Tables.


def test_the_report_is_the_table_of_the_command_line(kiosk, published, capsys):
    shutil.copy(published, kiosk.journal)
    table = result_of(administrator(kiosk).report(date(2024, 1, 1), date(2024, 6, 30), "vi"))
    said = kiosk.run(capsys, "report", "--from", "2024-01-01", "--to", "2024-06-30", "--format", "json")
    told = json.loads(said.out)
    printed = [
        (row["name"], *map(str, row["counts"].values()), str(row["n"]))
        for one in (*told["departments"], told["total"])
        for row in one["criteria"]
    ]
    shown = [(row.name, *row.cells[:4]) for block in table.blocks for row in block.rows if row.cells]
    assert shown == printed
    assert table.period == "01/01/2024 – 30/06/2024"
    assert table.blocks[0].heads[4] == "Số lượt (n)"
    assert "SỐ LIỆU MÔ PHỎNG" in table.remarks


def test_todays_counts_are_ballots_without_levels(kiosk, published):
    shutil.copy(published, kiosk.journal)
    table = result_of(administrator(kiosk).counts_today("vi"))
    [block] = table.blocks
    rows = {row.name: row.cells for row in block.rows}
    assert block.heads == ("Bộ phận", "Phát ra", "Thu về", "Hợp lệ")
    assert rows["Tổng cộng"] == ("280", "280", "280")
    assert table.scope == "Chỉ gồm phiếu của máy này (binhduong-01), đến 17:30 ngày 15/03/2024."
    assert rows["Địa chính"][1] == "50"


def test_a_day_on_which_nothing_was_asked_has_no_table(kiosk, capsys):
    simulate(kiosk, capsys, "--ballots", "1")
    assert result_of(administrator(kiosk).report(date(2020, 1, 1), date(2020, 1, 2), "vi")).blocks == ()


# The end.


def test_the_programs_end_waits_for_no_question_that_hangs(enrolled):
    hanging = threading.Event()
    admin = administrator(enrolled)
    admin._drives = lambda: hanging.wait(PATIENCE) and ()
    job = admin.find_drives("vi")
    admin.close()
    assert job.alive
    hanging.set()
    job.join(PATIENCE)


def test_the_programs_end_stops_what_runs_and_waits_for_it(enrolled, stick, published):
    shutil.copy(published, enrolled.journal)
    with closing(administrator(enrolled)) as admin:
        job = admin.export(stick, "vi")
    assert not job.alive
    assert not [file for file in stick.path.iterdir() if file.name.startswith(".")]
