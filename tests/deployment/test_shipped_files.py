"""The files for a server agree with each other, with the commands, and with the protocol."""

import argparse
import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from build_spec.demo.programs import SCRIPTS
from central.cli import serve
from sync.endpoint import SLOW_LINE_BYTES
from sync.wire import MAX_BODY_BYTES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs/deployment"
SERVICES = ["hai-long-central.service", "hai-long-backup.service"]
HARDENED = {
    "NoNewPrivileges": ["yes"],
    "CapabilityBoundingSet": [""],
    "ProtectSystem": ["strict"],
    "ProtectHome": ["yes"],
    "PrivateTmp": ["yes"],
    "PrivateDevices": ["yes"],
    "RestrictAddressFamilies": ["AF_UNIX AF_INET AF_INET6"],
    "IPAddressDeny": ["any"],
    "UMask": ["0077"],
}


def text_of(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def unit(name):
    """The settings of a unit: each key with its values in order."""
    settings = {}
    for line in text_of(name).splitlines():
        if line and line[0] not in "#[":
            key, _, value = line.partition("=")
            settings.setdefault(key, []).append(value)
    return settings


@pytest.fixture(scope="module")
def services():
    """The services of the compose file, each with what it takes over from another."""
    return yaml.safe_load(text_of("compose.yaml"))


def options_of(words):
    """What `central serve` makes of these words; it ends the test where it does not know one."""
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)
    return parser.parse_args(words)


def commands_that_serve():
    unit_words = unit("hai-long-central.service")["ExecStart"][0].split()
    image_words = json.loads(re.search(r"^CMD (\[.*\])$", text_of("Dockerfile"), re.MULTILINE)[1])
    return [unit_words[1:], image_words]


@pytest.mark.parametrize("words", commands_that_serve(), ids=["unit", "image"])
def test_the_centre_is_served_for_the_proxy_at_the_port_that_it_asks(words, services):
    assert words[0] == "serve"
    options = options_of(words[1:])
    assert options.behind_proxy
    assert f"server 127.0.0.1:{options.port};" in text_of("nginx.conf")
    assert services["services"]["central"]["ports"] == [f"127.0.0.1:{options.port}:{options.port}"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_little_and_has_an_account_of_its_own(name):
    settings = unit(name)
    assert {key: settings.get(key) for key in HARDENED} == HARDENED
    assert settings["SystemCallFilter"][0] == "@system-service"
    assert {"MemoryMax", "SystemCallArchitectures", "RestrictNamespaces"} <= settings.keys()
    account = settings["User"][0]
    assert f"u {account} " in text_of("sysusers.conf")
    assert f"--user {account} " in text_of("central.sh")


def test_every_file_reads_the_same_settings():
    place = unit("hai-long-central.service")["EnvironmentFile"][0]
    assert unit("hai-long-backup.service")["EnvironmentFile"] == [place]
    assert f". {place}\n" in text_of("central.sh")
    assert text_of("central.env").startswith(f"# {place}, 0600")


def test_a_service_that_ends_by_itself_is_started_again_and_the_timer_starts_the_backup():
    assert unit("hai-long-central.service")["Restart"] == ["on-failure"]
    assert "OnCalendar" in unit("hai-long-backup.timer")
    command = unit("hai-long-backup.service")["ExecStart"][0].split()
    assert (ROOT / command[1].removeprefix("/opt/hai-long/")).exists()
    assert command[-1] == "/var/lib/hai-long/backups"
    assert "hai-long/backups" in unit("hai-long-backup.service")["StateDirectory"][0].split()


def test_the_proxy_lets_every_batch_through_and_waits_as_long_as_a_slow_line_takes():
    nginx = text_of("nginx.conf")
    assert int(re.search(r"client_max_body_size (\d+)m;", nginx)[1]) * 2**20 > MAX_BODY_BYTES
    assert "proxy_request_buffering on;" in nginx
    # nginx counts anew with each piece that comes; a kiosk waits a minute for each so many bytes
    assert int(re.search(r"client_body_timeout (\d+)s;", nginx)[1]) <= 60 < SLOW_LINE_BYTES
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx
    assert "proxy_add_x_forwarded_for" not in nginx


def test_nobody_but_the_centre_reaches_the_database_and_its_programs_are_of_one_version(services):
    database = services["services"]["database"]
    assert "ports" not in database
    assert services["networks"]["database"] == {"internal": True}
    assert database["networks"] == ["database"]
    assert database["volumes"] == ["database:/var/lib/postgresql/data"]
    assert database["healthcheck"]["test"][1] == "pg_isready"
    major = re.fullmatch(r"postgres:(\d+)-bookworm", database["image"])[1]
    assert f"postgresql-client-{major} " in text_of("Dockerfile")


@pytest.mark.parametrize("name", ["central", "backup", "proxy"])
def test_a_container_may_do_little(services, name):
    service = services["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "mem_limit" in service
    if name != "proxy":
        assert re.search(r"^USER hai-long$", text_of("Dockerfile"), re.MULTILINE)


def test_the_proxy_of_the_containers_reads_the_shipped_file(services):
    proxy = services["services"]["proxy"]
    assert "./nginx.conf:/etc/nginx/conf.d/default.conf:ro" in proxy["volumes"]
    assert proxy["network_mode"] == "host"  # else everybody would come from one address


def test_what_the_image_copies_is_there_and_not_left_out():
    left = text_of("Dockerfile.dockerignore").splitlines()
    for line in re.findall(r"^COPY (.*) \S+$", text_of("Dockerfile"), re.MULTILINE):
        for source in line.split():
            assert (ROOT / source).exists()
            assert f"!{source}" in left


def packages(lock):
    """Each package of a lock, with its version, its marker and its hashes."""
    entries = re.findall(r"^([a-z0-9.-]+)==(\S+)(.*)$", lock.replace("\\\n", ""), re.MULTILINE)
    return {(name, version): set(re.findall(r"sha256:\w+", rest)) for name, version, rest in entries}


def test_the_lock_of_the_centre_is_a_part_of_the_lock():
    whole = packages((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    part = packages(text_of("centre.lock"))
    assert {"fastapi", "sqlalchemy", "psycopg-binary", "python-docx"} <= {name for name, _ in part}
    assert "kivy" not in {name for name, _ in part}
    assert {each: whole.get(each) for each in part} == part


def test_a_backup_is_made_and_the_old_ones_go_but_for_the_first_of_each_month(tmp_path):
    days = [f"2026-{month:02}-{day:02}T013000Z" for month in (8, 9, 10) for day in range(1, 29)]
    for day in days:
        (tmp_path / f"central-{day}.backup").touch()
    (tmp_path / "notes.txt").touch()
    environment = {
        "PATH": f"{SCRIPTS}:/usr/bin:/bin",
        "CENTRAL_DATABASE": f"sqlite:///{tmp_path}/centre.sqlite",
    }
    subprocess.run(["sh", FOLDER / "backup.sh", tmp_path], check=True, env=environment, capture_output=True)
    left = sorted(file.name for file in tmp_path.glob("central-*.backup"))
    made = [name for name in left if name[8:26] not in days]
    kept = ["2026-08-01", "2026-09-01", "2026-10-01", *(f"2026-10-{day}" for day in range(16, 29))]
    assert [name[8:18] for name in left if name not in made] == kept
    assert len(made) == 1
    assert (tmp_path / "notes.txt").exists()


def test_nothing_is_removed_where_no_backup_could_be_made(tmp_path):
    for day in range(1, 29):
        (tmp_path / f"central-2026-08-{day:02}T013000Z.backup").touch()
    environment = {"PATH": f"{SCRIPTS}:/usr/bin:/bin", "CENTRAL_DATABASE": "postgresql://127.0.0.1:1/none"}
    command = ["sh", FOLDER / "backup.sh", tmp_path]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
    assert (done.returncode, len(list(tmp_path.iterdir()))) == (1, 28)
    assert done.stderr.count("\n") == 1
