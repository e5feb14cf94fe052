"""`kiosk support`: everything that helps, nothing that is secret or anybody's answer."""

import json
import os
import re
import stat
import zipfile

import pytest

from kiosk.config import load
from kiosk.support import MOST_BYTES, Scrubber
from tests.cli.kit import EXAMPLE

PIN = "13572468"
TOKEN = "tok-9f8e7d6c5b4a39281706"
INVITE = "inv-0123456789abcdef0123"
PASSWORD = "matkhau-proxy"


@pytest.fixture
def texts(kiosk, capsys, monkeypatch):
    """The texts of the bundle of a kiosk with ballots, secrets, and a log that says too much."""
    said = kiosk.run(capsys, "simulate", "--ballots", "12", "--seed", "1", "--at", "2024-03-15")
    assert said.status == 0, said.err
    monkeypatch.setattr("getpass.getpass", lambda _prompt="": PIN)
    monkeypatch.setenv("HTTPS_PROXY", f"http://user:{PASSWORD}@127.0.0.1:9")
    for name, secret in (("token", TOKEN), ("invite-token", INVITE)):
        (kiosk.folder / name).write_text(f"{secret}\n")
        (kiosk.folder / name).chmod(0o600)
    hashed = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG"
    (kiosk.folder / "pins.toml").write_text(f'admin = "{hashed}"\n')
    (kiosk.folder / "pins.toml").chmod(0o600)
    (kiosk.folder / "journal.sqlite.hardware.json").write_text('{"steps": []}')
    (kiosk.folder / "journal.sqlite.log").write_text(
        f"KeyError: 'very_satisfied' in tap(dissatisfied) Bearer {TOKEN}\n{INVITE} {hashed}\n"
        f"proxy http://user:{PASSWORD}@127.0.0.1:9 fails\nJournal opened, entry 12\n"
    )
    settings = (f"invite.token_file={kiosk.folder}/invite-token", "invite.port=0", 'agency.hotline="1022"')
    words = [word for one in settings for word in ("--set", one)]
    said = kiosk.run(capsys, "support", str(kiosk.folder / "goi.zip"), *words)
    assert said.status == 0, said.err
    with zipfile.ZipFile(kiosk.folder / "goi.zip") as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_a_bundle_holds_what_helps_and_nothing_that_is_secret(texts, kiosk):
    told = "\n".join(texts.values())
    for secret in (TOKEN, INVITE, PASSWORD, PIN, "argon2id$v", "RdescudvJCsgt3ub"):
        assert secret not in told
    wanted = {
        "README.txt",
        "versions.json",
        "check.json",
        "configuration.json",
        "journal.json",
        "hardware.json",
    }
    assert wanted < set(texts)
    assert "Journal opened, entry 12" in texts["logs/journal.sqlite.log"]
    checked = json.loads(texts["check.json"])["findings"]
    assert {one["check"] for one in checked} > {"journal", "rights", "system", "display"}
    assert json.loads(texts["configuration.json"])["sync"]["token_file"]["exists"] is True
    assert stat.S_IMODE((kiosk.folder / "goi.zip").stat().st_mode) == 0o600 or os.name == "nt"


def test_a_bundle_holds_no_answer_no_reason_and_no_departments_result(texts):
    told = "\n".join(texts.values())
    asked = load(EXAMPLE).questionnaire
    for code in (one.code for one in (*asked.levels, *asked.reasons)):
        assert not re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", told), code
    for one in (*asked.levels, *asked.departments, *asked.criteria, *asked.reasons):
        name = one.name if hasattr(one, "name") else one.text
        assert name not in told


def test_a_bundle_counts_the_journal_by_kind(texts, kiosk):
    told = json.loads(texts["journal.json"])
    assert told["kinds"]["ballot_closed"] == 12
    assert sum(told["kinds"].values()) == told["head"]["seq"]
    assert told["simulated"] is True
    assert len(told["head"]["hash"]) == 64


def test_a_bundle_is_bounded_whatever_the_logs_hold(kiosk, capsys):
    for number in range(30):
        (kiosk.folder / f"journal.sqlite.log.{number}").write_bytes(
            os.urandom(400_000).hex().encode() + b"\n"
        )
    (kiosk.folder / "journal.sqlite.log").write_text("old\n" * 400_000 + "newest\n")
    said = kiosk.run(capsys, "support", str(kiosk.folder / "goi.zip"))
    assert said.status == 0
    with zipfile.ZipFile(kiosk.folder / "goi.zip") as packed:
        assert sum(one.file_size for one in packed.infolist()) <= MOST_BYTES
        assert packed.read("logs/journal.sqlite.log").endswith(b"newest\n")


def test_nothing_is_written_over(kiosk, capsys):
    (kiosk.folder / "goi.zip").write_text("mine")
    said = kiosk.run(capsys, "support", str(kiosk.folder / "goi.zip"), language="vi")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert (kiosk.folder / "goi.zip").read_text() == "mine"


def test_a_folder_that_is_not_there_is_told_in_a_sentence(kiosk, capsys):
    said = kiosk.run(capsys, "support", str(kiosk.folder / "no/goi.zip"))
    assert (said.status, said.err.count("\n")) == (1, 1)


def test_a_kiosk_whose_configuration_is_broken_still_gets_a_bundle(kiosk, capsys):
    kiosk.config = kiosk.folder / "config.toml"
    kiosk.config.write_text("[journal\n")
    said = kiosk.run(capsys, "support", str(kiosk.folder / "goi.zip"))
    assert said.status == 0, said.err
    with zipfile.ZipFile(kiosk.folder / "goi.zip") as packed:
        assert "configuration" in packed.read("check.json").decode()
        assert "configuration.json" not in packed.namelist()


def test_a_damaged_journal_is_told_in_its_own_words(kiosk, capsys):
    kiosk.journal.write_bytes(b"no journal at all" * 500)
    kiosk.run(capsys, "support", str(kiosk.folder / "goi.zip"))
    with zipfile.ZipFile(kiosk.folder / "goi.zip") as packed:
        assert "fault" in json.loads(packed.read("journal.json"))


def test_the_scrubber_leaves_whole_words_alone():
    scrubber = Scrubber(["s3cr3t"], ["sat", "1"])
    assert scrubber.scrubbed("sat saturday 1 2 s3cr3t") == "[…] saturday 1 2 […]"
    assert (
        scrubber.scrubbed("https://a:b@c/ Authorization: Bearer xyz")
        == "https://[…]@c/ Authorization: Bearer […]"
    )
    assert scrubber.scrubbed("proxy http://user:p@ss@host:3128 fails") == "proxy http://[…]@host:3128 fails"
