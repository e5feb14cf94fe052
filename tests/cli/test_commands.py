"""The commands on a real journal and a real centre: what they print, and with which status they end."""

import gzip
import json
import os
import sqlite3
from datetime import date

import pytest
import requests

from central import devices, readers
from central.imports import import_bundle
from kiosk.clock import SystemClock
from kiosk.config import load, override_of
from kiosk.journal import Journal, JournalSource
from kiosk.journal.chain import chain
from tests.cli.kit import EXAMPLE, TABLE

HALF_YEAR = ("--from", "2024-01-01", "--to", "2024-06-30")
PUBLISHED = json.loads(TABLE.read_text(encoding="utf-8"))


def simulate(kiosk, capsys, *words):
    said = kiosk.run(capsys, "simulate", *(words or ("--table", str(TABLE))), "--at", "2024-03-15")
    assert said.status == 0, said.err


def report(kiosk, capsys, *words):
    said = kiosk.run(capsys, "report", *HALF_YEAR, "--format", "json", *words)
    assert said.status == 0, said.err
    return json.loads(said.out)


def rows_of(told):
    return [
        {"department": one["code"], "criterion": row["code"], **row["counts"]}
        for one in told["departments"]
        for row in one["criteria"]
    ]


def open_source(kiosk):
    config = load(EXAMPLE, [override_of(one) for one in kiosk.settings])
    return JournalSource(kiosk.journal, step_minutes=15, now=SystemClock(config.zone).now)


def edit(kiosk, statement, *values):
    """Change the file behind the back of its triggers, as an attacker would."""
    database = sqlite3.connect(kiosk.journal)
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    database.execute(statement, values)
    for _, sql in triggers:
        database.execute(sql)
    database.commit()
    database.close()


def rewrite(kiosk, seq, old, new):
    """Change a word of an entry and give it and all after it the hashes that then follow."""
    database = sqlite3.connect(kiosk.journal)
    before = database.execute("SELECT hash FROM journal WHERE seq = ?", (seq - 1,)).fetchone()[0]
    rows = database.execute("SELECT seq, line FROM journal WHERE seq >= ? ORDER BY seq", (seq,)).fetchall()
    database.close()
    for number, line in rows:
        told = line.replace(old, new) if number == seq else line
        before = chain(before, told.encode())
        edit(kiosk, "UPDATE journal SET line = ?, hash = ? WHERE seq = ?", told, before, number)


def test_the_report_of_the_simulated_table_is_the_published_one(kiosk, capsys):
    simulate(kiosk, capsys)
    told = report(kiosk, capsys)
    assert rows_of(told) == PUBLISHED
    assert told["simulated"] is True
    assert [(one["issued"], one["collected"], one["valid"]) for one in told["departments"]] == [
        (200, 200, 200),
        (30, 30, 30),
        (50, 50, 50),
    ]
    assert told["total"]["criteria"][3]["very_satisfied_percent"] == "79.3"


def test_the_table_for_people_says_that_it_is_simulated(kiosk, capsys):
    simulate(kiosk, capsys, "--ballots", "2")
    said = kiosk.run(capsys, "report", *HALF_YEAR)
    assert said.status == 0
    assert "SỐ LIỆU MÔ PHỎNG" in said.out
    assert ["Tổng", "cộng", "2", "2", "2"] in [line.split() for line in said.out.splitlines()]


def test_random_ballots_are_the_same_for_the_same_seed(kiosk, capsys, tmp_path):
    simulate(kiosk, capsys, "--ballots", "20", "--seed", "7")
    first = report(kiosk, capsys)
    kiosk.journal.rename(tmp_path / "other.sqlite")
    simulate(kiosk, capsys, "--ballots", "20", "--seed", "7")
    assert report(kiosk, capsys) == first
    assert first["total"]["issued"] == 20


@pytest.mark.parametrize(
    "words", [[], ["--ballots", "3", "--table", "x"], ["--ballots", "0"], ["--ballots", "x"]]
)
def test_simulate_takes_a_table_or_a_number_of_ballots(kiosk, capsys, words):
    assert kiosk.run(capsys, "simulate", *words).status == 2


def test_a_period_before_the_kiosk_says_that_nothing_was_asked(kiosk, capsys):
    simulate(kiosk, capsys, "--ballots", "1")
    said = kiosk.run(capsys, "report", "--from", "2020-01-01", "--to", "2020-12-31")
    assert said.status == 0
    assert said.out == "Nothing was asked on this PC in this period.\n"


def test_a_table_with_a_department_that_the_configuration_lacks_is_refused_by_its_name(
    kiosk, capsys, tmp_path
):
    table = tmp_path / "table.json"
    table.write_text('[{"department": "Xây dựng", "criterion": "chung", "satisfied": 1}]', encoding="utf-8")
    said = kiosk.run(capsys, "simulate", "--table", str(table))
    assert said.status == 1
    assert "Xây dựng" in said.err
    assert not kiosk.journal.exists()


def test_simulate_refuses_a_real_journal(kiosk, capsys):
    zone = load(EXAMPLE).zone
    now = SystemClock(zone).now()
    Journal.open(kiosk.journal, device="binhduong-01", simulated=False, now=now, step_minutes=15).close()
    said = kiosk.run(capsys, "simulate", "--ballots", "1", language="vi")
    assert said.status == 1
    assert "chứa phiếu thật" in said.err


@pytest.mark.parametrize("command", [["report", *HALF_YEAR], ["verify"], ["export", "x"], ["receipt", "x"]])
def test_without_a_journal_a_reader_says_where_it_looked(kiosk, capsys, command):
    said = kiosk.run(capsys, *command)
    assert said.status == 1
    assert str(kiosk.journal) in said.err
    assert said.err.count("\n") == 1
    assert not kiosk.journal.exists()


@pytest.mark.parametrize(
    "words",
    [["--from", "2024-06-30", "--to", "2024-01-01"], ["--from", "1/1/2024", "--to", "2024-01-01"], []],
)
def test_a_period_that_is_none_is_wrong_use(kiosk, capsys, words):
    said = kiosk.run(capsys, "report", *words)
    assert said.status == 2
    assert said.err.count("\n") == 1


def test_a_report_that_begins_before_what_retention_kept_needs_partial(kiosk, capsys):
    simulate(kiosk, capsys, "--ballots", "2")
    with open_source(kiosk) as source:
        source.acknowledge(source.last())
    now = SystemClock(load(EXAMPLE).zone).now()
    with Journal.open(
        kiosk.journal, device="binhduong-01", simulated=True, now=now, step_minutes=15
    ) as journal:
        assert journal.forget(days=400, today=date(2026, 11, 21)) > 0
    said = kiosk.run(capsys, "report", *HALF_YEAR)
    assert said.status == 1
    assert "--partial" in said.err
    assert said.out == ""
    assert report(kiosk, capsys, "--partial")["total"]["collected"] == 0


def test_a_sound_journal_is_verified(kiosk, capsys):
    simulate(kiosk, capsys, "--ballots", "5")
    said = kiosk.run(capsys, "verify", "--format", "json")
    told = json.loads(said.out)
    assert said.status == 0
    assert told["first_bad"] is None
    assert told["entries"] == told["head"]["seq"] > 20


def test_an_edited_entry_is_found_by_its_number(kiosk, capsys):
    simulate(kiosk, capsys, "--ballots", "5")
    edit(kiosk, "UPDATE journal SET line = replace(line, 'satisfied', 'dissatisfied') WHERE seq = 9")
    said = kiosk.run(capsys, "verify", "--format", "json")
    assert said.status == 1
    assert json.loads(said.out)["first_bad"] == 9
    assert "Mục 9 không khớp mã băm" in kiosk.run(capsys, "verify", language="vi").out


def test_everything_is_sent_once_and_the_centre_gives_the_same_table(enrolled, centre, capsys):
    simulate(enrolled, capsys)
    assert enrolled.run(capsys, "sync", "--once").status == 0
    again = json.loads(enrolled.run(capsys, "sync", "--once", "--format", "json").out)
    assert (again["complete"], again["requests"], again["acknowledged"]) == (True, 1, 0)
    with centre.store.writing() as connection:
        reader, _ = readers.enrol(connection, "leader")
    answer = requests.get(
        f"{centre.url}/v1/tally",
        params={"from": "2024-01-01", "to": "2024-06-30", "simulated": "true"},
        headers={"Authorization": f"Bearer {reader}"},
        timeout=120,
    )
    assert answer.json() == report(enrolled, capsys)


def test_an_entry_rewritten_with_new_hashes_is_found_by_asking_the_centre(enrolled, capsys):
    simulate(enrolled, capsys, "--ballots", "8")
    enrolled.run(capsys, "sync", "--once")
    sound = enrolled.run(capsys, "verify", "--centre")
    assert sound.status == 0
    assert "holds this very chain" in sound.out
    rewrite(enrolled, 20, "2024-03-15", "2024-03-16")
    alone = json.loads(enrolled.run(capsys, "verify", "--format", "json").out)
    assert alone["first_bad"] is None
    said = enrolled.run(capsys, "verify", "--centre", "--format", "json")
    assert said.status == 1
    assert json.loads(said.out)["first_bad"] == 20
    assert "FAULT" in enrolled.run(capsys, "verify", "--centre").out


def lower_watermark(kiosk, through):
    edit(kiosk, "UPDATE watermark SET through = ?", through)


def verified(kiosk, capsys):
    """What `verify --centre` tells a program, and people."""
    said = kiosk.run(capsys, "verify", "--centre", "--format", "json")
    text = kiosk.run(capsys, "verify", "--centre")
    assert said.status == text.status
    return said.status, json.loads(said.out), text.out


@pytest.mark.parametrize("watermark", [0, 7, 19, 22])
def test_a_lowered_watermark_hides_no_rewritten_entry_from_the_centre(enrolled, capsys, watermark):
    simulate(enrolled, capsys, "--ballots", "8")
    enrolled.run(capsys, "sync", "--once")
    rewrite(enrolled, 20, "2024-03-15", "2024-03-16")
    lower_watermark(enrolled, watermark)
    status, told, text = verified(enrolled, capsys)
    assert status == 1
    assert told["first_bad"] == 20
    assert told["centre"]["held_through"] == 19
    assert "from entry 20 on, this journal is not what the centre holds" in text


def test_a_lowered_watermark_hides_no_cut_from_the_centre(enrolled, capsys):
    simulate(enrolled, capsys, "--ballots", "8")
    enrolled.run(capsys, "sync", "--once")
    with open_source(enrolled) as source:
        last = source.last()
    edit(enrolled, "DELETE FROM journal WHERE seq > 20")
    lower_watermark(enrolled, 20)
    status, told, _ = verified(enrolled, capsys)
    assert status == 1
    assert told["first_bad"] == 21
    assert told["centre"] == {"held_through": 20, "known_through": last, "fault": None}


def test_an_acknowledgement_that_got_lost_is_no_fault(enrolled, capsys):
    simulate(enrolled, capsys, "--ballots", "8")
    enrolled.run(capsys, "sync", "--once")
    lower_watermark(enrolled, 5)
    simulate(enrolled, capsys, "--ballots", "1")
    status, told, text = verified(enrolled, capsys)
    assert status == 0
    assert told["first_bad"] is None
    assert 5 < told["centre"]["held_through"] < told["head"]["seq"]
    assert "holds this very chain" in text


def test_a_centre_that_was_restored_is_no_fault_of_an_entry(enrolled, capsys):
    simulate(enrolled, capsys, "--ballots", "2")
    enrolled.run(capsys, "sync", "--once")
    with open_source(enrolled) as source:
        through = source.last()
    simulate(enrolled, capsys, "--ballots", "2")
    with open_source(enrolled) as source:
        source.acknowledge(source.last())
    status, told, text = verified(enrolled, capsys)
    assert status == 1
    assert told["first_bad"] is None
    assert told["centre"]["held_through"] == through
    assert "was restored from a backup" in text


def test_an_entry_that_is_missing_is_told_with_and_without_the_centre(enrolled, capsys):
    simulate(enrolled, capsys, "--ballots", "8")
    enrolled.run(capsys, "sync", "--once")
    with open_source(enrolled) as source:
        last = source.last()
    edit(enrolled, "DELETE FROM journal WHERE seq = ?", last - 1)
    edit(enrolled, "UPDATE journal SET hash = ? WHERE seq = ?", bytes(32), last)
    status, told, _ = verified(enrolled, capsys)
    assert status == 1
    assert told["first_bad"] == last - 1


def test_a_centre_that_is_not_there_is_named_with_a_cure(kiosk, capsys, tmp_path):
    simulate(kiosk, capsys, "--ballots", "1")
    (tmp_path / "token").write_text("abc")
    (tmp_path / "token").chmod(0o600)
    unreachable = ("--set", "sync.endpoint=http://127.0.0.1:9/v1/batches")
    said = kiosk.run(capsys, "sync", "--once", *unreachable)
    assert said.status == 1
    assert "refuses the connection" in said.err
    assert kiosk.run(capsys, "sync", "--once", *unreachable, language="vi").err == (
        "máy chủ từ chối kết nối. Cần làm: kiểm tra cổng trong sync.endpoint"
        " và xem máy chủ có đang chạy không. (ConnectionError)\n"
    )
    told = json.loads(kiosk.run(capsys, "sync", "--once", "--format", "json", *unreachable).out)
    assert (told["complete"], told["fault"]) == (False, "connection_refused")
    assert kiosk.run(capsys, "verify", "--centre", *unreachable).status == 1


def test_a_device_that_is_not_enrolled_is_told_how_to_be(kiosk, capsys, tmp_path):
    simulate(kiosk, capsys, "--ballots", "1")
    for command in (["sync", "--once"], ["verify", "--centre"], ["export", str(tmp_path / "bundle")]):
        said = kiosk.run(capsys, *command)
        assert said.status == 1
        assert "kiosk enrol" in said.err


def test_a_wrong_token_is_told_and_stands_nowhere(enrolled, capsys, tmp_path):
    simulate(enrolled, capsys, "--ballots", "1")
    (tmp_path / "token").write_text("not-the-right-one")
    said = enrolled.run(capsys, "sync", "--once")
    assert said.status == 1
    assert "does not know this token" in said.err
    assert "not-the-right-one" not in said.out + said.err


def test_without_an_endpoint_sync_says_what_to_write(capsys, kiosk, tmp_path):
    simulate(kiosk, capsys, "--ballots", "1")
    text = EXAMPLE.read_text(encoding="utf-8")
    kiosk.config = tmp_path / "config.toml"
    without = [line for line in text.splitlines() if not line.startswith("endpoint")]
    kiosk.config.write_text("\n".join(without), encoding="utf-8")
    said = kiosk.run(capsys, "sync", "--once")
    assert said.status == 1
    assert "sync.endpoint" in said.err


def test_a_bundle_goes_to_the_centre_by_hand_and_its_receipt_comes_back(enrolled, centre, capsys, tmp_path):
    simulate(enrolled, capsys, "--ballots", "5")
    bundle, receipt = tmp_path / "bundle", tmp_path / "receipt"
    assert enrolled.run(capsys, "export", str(bundle)).status == 0
    taken = import_bundle(centre.store, bundle, now=SystemClock(load(EXAMPLE).zone).now())
    taken.write_receipt(receipt)
    assert enrolled.run(capsys, "receipt", str(receipt)).status == 0
    with open_source(enrolled) as source:
        assert source.acknowledged_through() == source.last()
    assert "0 entries" in enrolled.run(capsys, "receipt", str(receipt)).out


def test_a_receipt_that_was_changed_is_refused_and_moves_nothing(enrolled, capsys, tmp_path):
    simulate(enrolled, capsys, "--ballots", "1")
    (tmp_path / "receipt").write_text('{"receipt": 1}\n{"mac": "00"}\n')
    said = enrolled.run(capsys, "receipt", str(tmp_path / "receipt"), language="vi")
    assert said.status == 1
    assert "không dùng được (biên nhận bị sửa, bị cắt" in said.err
    with open_source(enrolled) as source:
        assert source.acknowledged_through() == 0


def test_everything_that_is_kept_can_be_exported_again(enrolled, centre, capsys, tmp_path):
    simulate(enrolled, capsys, "--ballots", "5")
    enrolled.run(capsys, "sync", "--once")
    assert enrolled.run(capsys, "export", str(tmp_path / "new")).out.startswith("0 entries")
    everything = enrolled.run(capsys, "export", str(tmp_path / "all"), "--all")
    assert everything.status == 0
    assert not everything.out.startswith("0 ")


OWN_FILES = ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite.lock", "journal.sqlite.new"]
OWN_FILES += ["journal.sqlite.log", "token", "pins.toml", "config.toml", "inner/../token", "link"]


@pytest.mark.parametrize("name", OWN_FILES)
def test_a_bundle_never_takes_the_place_of_a_file_of_the_kiosk(enrolled, capsys, tmp_path, name):
    simulate(enrolled, capsys, "--ballots", "1")
    (tmp_path / "inner").mkdir()
    (tmp_path / "link").symlink_to(enrolled.journal)
    enrolled.config = tmp_path / "config.toml"
    enrolled.config.write_bytes(EXAMPLE.read_bytes())
    before = content_of(tmp_path)
    said = enrolled.run(capsys, "export", str(tmp_path / name))
    assert said.status == 2
    assert "is a file of the kiosk itself" in said.err
    assert said.err.count("\n") == 1
    assert content_of(tmp_path) == before


def content_of(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


@pytest.mark.parametrize("content", [b"", b"minutes of a meeting", gzip.compress(b"{}\n", mtime=0)])
def test_a_bundle_never_takes_the_place_of_somebody_elses_file(enrolled, capsys, tmp_path, content):
    simulate(enrolled, capsys, "--ballots", "1")
    (tmp_path / "file").write_bytes(content)
    said = enrolled.run(capsys, "export", str(tmp_path / "file"), language="vi")
    assert said.status == 2
    assert "không phải tệp xuất của máy này" in said.err
    assert (tmp_path / "file").read_bytes() == content


def test_a_bundle_never_takes_the_place_of_what_is_no_plain_file(enrolled, capsys, tmp_path):
    simulate(enrolled, capsys, "--ballots", "1")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    for special in (".", "loop", "pipe"):
        assert enrolled.run(capsys, "export", str(tmp_path / special)).status == 2


def test_a_bundle_of_another_device_on_the_same_stick_is_kept(enrolled, capsys, tmp_path):
    simulate(enrolled, capsys, "--ballots", "1")
    bundle = tmp_path / "bundle"
    assert enrolled.run(capsys, "export", str(bundle)).status == 0
    (tmp_path / "token").write_text("that-of-another-device")
    before = bundle.read_bytes()
    assert enrolled.run(capsys, "export", str(bundle)).status == 2
    assert bundle.read_bytes() == before


def test_an_older_bundle_of_this_device_is_replaced(enrolled, centre, capsys, tmp_path):
    simulate(enrolled, capsys, "--ballots", "1")
    bundle = tmp_path / "bundle"
    assert enrolled.run(capsys, "export", str(bundle)).status == 0
    older = bundle.read_bytes()
    simulate(enrolled, capsys, "--ballots", "1")
    assert enrolled.run(capsys, "export", str(bundle)).status == 0
    assert bundle.read_bytes() != older


def test_a_bundle_that_can_not_be_written_is_one_sentence(enrolled, capsys, tmp_path):
    simulate(enrolled, capsys, "--ballots", "1")
    said = enrolled.run(capsys, "export", str(tmp_path / "no folder" / "bundle"))
    assert said.status == 1
    assert said.err.count("\n") == 1


def test_a_device_enrolled_for_real_ballots_is_told_that_it_may_not_send_simulated_ones(
    enrolled, centre, capsys, tmp_path
):
    simulate(enrolled, capsys, "--ballots", "1")
    with centre.store.writing() as connection:
        devices.revoke(connection, "binhduong-01")
        token, _ = devices.enrol(connection, "binhduong-01", training=False)
    (tmp_path / "token").write_text(token)
    said = enrolled.run(capsys, "sync", "--once")
    assert said.status == 1
    assert "no such journal" in said.err
