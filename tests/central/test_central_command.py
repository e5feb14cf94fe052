"""The command `central` as IT staff meet it: by exit codes and single sentences."""

import json
import re
import signal
import socket
import stat
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import requests

from central.serve import Address, WrongAddressError
from sync.bundle import apply_receipt, write_bundle
from sync.wire import compress, encode
from tests.central.commands import status_of
from tests.central.kit import NOW, PaperKiosk, PaperSource
from tests.sync.certificates import make_certificates

TOKEN = re.compile(r"[\w-]{43}\n")


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def file_url(tmp_path):
    return f"sqlite:///{tmp_path}/centre.sqlite"


@pytest.fixture
def central(tmp_path, file_url, monkeypatch, capsys):
    """Run a command line in a folder of its own, on a database of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CENTRAL_DATABASE", file_url)

    def central(*words):
        capsys.readouterr()
        status = status_of(words)
        return Done(status, *capsys.readouterr())

    return central


@contextmanager
def serving(folder, database_url, *words):
    """A real `central serve`; gives its URL, and demands a clean end."""
    command = [sys.executable, "-m", "central", "serve", "--port", "0", "--database", database_url, *words]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline()
            assert re.match(r"central: https?://127\.0\.0\.1:", line)
            yield line.removeprefix("central: ").strip()
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0


def test_a_device_is_enrolled_served_and_read(central, tmp_path, database_url):
    device = central("enrol", "quan-1", "--database", database_url)
    reader = central("reader", "chi", "--database", database_url)
    assert TOKEN.fullmatch(device.stdout)
    assert TOKEN.fullmatch(reader.stdout)
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied")
    with serving(tmp_path, database_url) as url:
        taken = requests.post(
            f"{url}/v1/batches",
            compress(encode(kiosk.batch())),
            headers={"Authorization": f"Bearer {device.stdout.strip()}", "Content-Encoding": "gzip"},
            timeout=120,
        )
        assert taken.json() == {"acknowledged_through": kiosk.last}
    with serving(tmp_path, database_url) as url:
        tally = requests.get(
            f"{url}/v1/tally?from=2026-11-20&to=2026-11-20",
            headers={"Authorization": f"Bearer {reader.stdout.strip()}"},
            timeout=120,
        )
    assert tally.json()["total"]["collected"] == 1
    listed = central("devices", "--database", database_url)
    assert listed.stdout.startswith("quan-1\treal\tlast contact 20")
    assert f"\tthrough {kiosk.last}\n" in listed.stdout


def test_the_token_file_is_for_its_owner_only_and_nothing_is_printed(central, tmp_path):
    file = tmp_path / "token"
    file.write_text("an older one, readable by all")
    done = central("enrol", "dao-tao", "--training", "--token-file", file)
    assert (done.returncode, done.stdout) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert TOKEN.fullmatch(file.read_text())
    assert file.read_text().strip() not in done.stderr


def test_a_token_that_can_not_be_written_enrols_nobody(central, tmp_path):
    done = central("enrol", "quan-1", "--token-file", tmp_path / "none" / "token")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert central("devices").stdout == ""


def test_enrolling_again_replaces_the_token_and_says_so(central):
    first = central("enrol", "quan-1")
    again = central("enrol", "quan-1")
    assert again.returncode == 0
    assert again.stdout != first.stdout
    assert "before has ceased to work" in again.stderr


def test_a_real_device_becomes_one_for_training_only_once_it_is_revoked(central):
    central("enrol", "quan-1")
    refused = central("enrol", "quan-1", "--training")
    assert refused.returncode == 1
    assert "central revoke quan-1" in refused.stderr
    assert central("revoke", "quan-1").returncode == 0
    assert central("enrol", "quan-1", "--training").returncode == 0


def test_devices_are_listed_for_programs_too(central):
    central("enrol", "quan-1")
    (device,) = json.loads(central("devices", "--format", "json").stdout)
    assert (device["name"], device["training"], device["contact"]) == ("quan-1", False, None)


def test_the_database_may_stand_before_or_after_the_command(central, tmp_path):
    here, there = f"sqlite:///{tmp_path}/here.sqlite", f"sqlite:///{tmp_path}/there.sqlite"
    central("--database", here, "enrol", "a")
    central("enrol", "b", "--database", there)
    assert central("--database", here, "devices").stdout.startswith("a\t")
    assert central("devices", "--database", there).stdout.startswith("b\t")
    assert central("devices").stdout == ""


def test_without_a_database_named_it_is_a_file_under_var(central, tmp_path, monkeypatch):
    monkeypatch.delenv("CENTRAL_DATABASE")
    assert central("enrol", "quan-1").returncode == 0
    file = tmp_path / "var" / "central.sqlite"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (["serve", "--host", "0.0.0.0"], 2, "--behind-proxy"),
        (["serve", "--tls-cert", "a.pem"], 2, "belong together"),
        (["serve", "--tls-cert", "a.pem", "--tls-key", "b.pem"], 2, "no file a.pem"),
        (["serve", "--port", "70000"], 2, "no port"),
        (["serve", "--time-zone", "Asia/Saigong"], 2, "no time zone"),
        (["devices", "--database", "mysql://x"], 2, "sqlite:///FILE or postgresql://"),
        (["devices", "--database", "no address"], 2, "sqlite:///FILE or postgresql://"),
        (["devices", "--database", "postgresql://u@h:none/x"], 2, "sqlite:///FILE or postgresql://"),
        (["devices", "--database", "sqlite:///x.sqlite?mode=ro"], 2, "sqlite:///FILE, and nothing after it"),
        (["devices", "--database", "sqlite://host/x.sqlite"], 2, "sqlite:///FILE, and nothing after it"),
        (["devices", "--database", "postgresql://u:hush@127.0.0.1:1/x"], 1, "can't be opened"),
        (["devices", "--database", "postgresql://u@127.0.0.1:1/x?password=hush"], 1, "can't be opened"),
        (["devices", "--database", "postgresql://127.0.0.1:1/x?foo=bar"], 1, 'connection option "foo"'),
        (["devices", "--database", "postgresql://127.0.0.1:1/x?connect_timeout=soon"], 1, "can't be opened"),
        (["devices", "--database", "sqlite:////proc/none/x"], 1, "can't be opened"),
        (["enrol", "a\tb"], 1, "printable"),
        (["revoke", "nobody"], 1, "No device nobody"),
        (["import", "nowhere.bundle"], 1, "nowhere.bundle"),
        ([], 2, "COMMAND"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_mistake_is_told_in_one_sentence(central, words, status, part):
    done = central(*words)
    assert done.returncode == status
    assert part in done.stderr
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr
    assert len([line for line in done.stderr.splitlines() if not line.startswith(("usage:", " "))]) == 1


def test_it_is_served_by_https_with_a_certificate(tmp_path, file_url):
    made = make_certificates(tmp_path)
    with serving(tmp_path, file_url, "--tls-cert", "good.pem", "--tls-key", "good.key") as url:
        assert url.startswith("https://127.0.0.1:")
        once = {"Connection": "close"}
        page = requests.get(url, verify=str(made / "authority.pem"), headers=once, timeout=120)
    assert page.status_code == 200
    assert "Mật khẩu" in page.text


def test_a_certificate_with_the_key_of_another_is_refused(central, tmp_path):
    make_certificates(tmp_path)
    refused = central("serve", "--tls-cert", "good.pem", "--tls-key", "stranger.key")
    assert refused.returncode == 2
    assert "good.pem and stranger.key can't be used" in refused.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_may_be_served_without_encryption(host):
    Address(host).check()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "centre.example"])
def test_other_machines_may_not_unless_a_proxy_encrypts(host):
    with pytest.raises(WrongAddressError, match="Plain http"):
        Address(host).check()
    Address(host, behind_proxy=True).check()


def test_a_file_that_is_no_database_is_a_fault(central, tmp_path):
    (tmp_path / "letter.txt").write_text("Kính gửi")
    refused = central("devices", "--database", f"sqlite:///{tmp_path}/letter.txt")
    assert refused.returncode == 1
    assert refused.stderr.endswith("can't be opened: file is not a database.\n")


def test_a_port_that_is_taken_is_a_fault(central):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = central("serve", "--port", other.getsockname()[1])
    assert taken.returncode == 1
    assert "can't be listened on" in taken.stderr


def test_a_bundle_is_taken_and_its_receipt_acknowledges(central, tmp_path):
    token = central("enrol", "quan-1").stdout.strip()
    kiosk = PaperKiosk().start().ask()
    for _ in range(200):
        kiosk.vote(chung="satisfied")
    source = PaperSource(kiosk)
    write_bundle(tmp_path / "bundle", source, token=token, sent_at=NOW)
    done = central("import", "bundle", "--receipt", "receipt")
    assert done.returncode == 0
    assert f"{kiosk.last} entries read, {kiosk.last} of them new" in done.stderr
    assert apply_receipt(tmp_path / "receipt", source, token=token) == kiosk.last
    again = central("import", "bundle", "--receipt", "receipt")
    assert again.returncode == 0
    assert f"{kiosk.last} entries read, 0 of them new" in again.stderr


def test_a_bundle_that_is_not_joined_names_the_cure(central, tmp_path):
    token = central("enrol", "quan-1").stdout.strip()
    kiosk = PaperKiosk().start()
    write_bundle(tmp_path / "bundle", PaperSource(kiosk, acknowledged=1), token=token, sent_at=NOW)
    done = central("import", "bundle", "--receipt", "receipt")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "kiosk export --all" in done.stderr
    assert not (tmp_path / "receipt").exists()


def test_a_bundle_of_a_stranger_or_a_changed_one_is_refused(central, tmp_path):
    kiosk = PaperKiosk().start()
    write_bundle(tmp_path / "bundle", PaperSource(kiosk), token="guess", sent_at=NOW)
    assert "not enrolled" in central("import", "bundle").stderr
    central("enrol", "quan-1")
    refused = central("import", "bundle")
    assert refused.returncode == 1
    assert "another token" in refused.stderr
    assert central("devices").stdout.endswith("through 0\n")


def test_a_simulated_bundle_of_a_real_device_is_refused(central, tmp_path):
    token = central("enrol", "quan-1").stdout.strip()
    write_bundle(tmp_path / "b", PaperSource(PaperKiosk(simulated=True)), token=token, sent_at=NOW)
    refused = central("import", "b")
    assert refused.returncode == 1
    assert "may not send a simulated journal" in refused.stderr
