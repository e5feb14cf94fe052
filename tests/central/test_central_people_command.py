"""`central people`, `device`, `fleet` and `audit` as IT staff meet them."""

import json
import re

import pytest

from central.store import Store
from tests.central.commands import status_of


@pytest.fixture
def central(tmp_path, monkeypatch, capsys):
    """Run a command line on a database of its own; gives status, standard output and standard error."""
    monkeypatch.setenv("CENTRAL_DATABASE", f"sqlite:///{tmp_path}/centre.sqlite")
    Store.open(f"sqlite:///{tmp_path}/centre.sqlite").close()

    def central(*words):
        capsys.readouterr()
        status = status_of(words)
        return status, *capsys.readouterr()

    return central


def test_an_account_is_made_changed_and_listed(central):
    status, password, told = central("people", "add", "Chi", "--role", "administrator")
    assert status == 0
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}\n", password)
    assert password.strip() not in told
    assert central("people", "add", "thu", "--role", "agency", "--agency", "xa-a")[0] == 0
    assert central("people", "role", "thu", "--role", "auditor")[0] == 0
    assert central("people", "password", "thu")[1] != password
    assert central("people", "disable", "thu")[0] == 0
    accounts = json.loads(central("people", "list", "--format", "json")[1])
    assert [(one["name"], one["role"], one["disabled"]) for one in accounts] == [
        ("chi", "administrator", False),
        ("thu", "auditor", True),
    ]
    assert central("people", "enable", "thu")[0] == 0
    assert central("people", "list")[1].splitlines()[1] == (
        "thu\tauditor\tall agencies\tlast login never\tinitial password"
    )


def test_a_device_gets_a_code_and_stands_in_the_fleet(central):
    status, code, told = central("device", "enrol", "quan-1", "--hours", "2")
    assert status == 0
    assert f"kiosk enrol {code.strip()}" in told
    assert central("device", "renew", "quan-1")[1] != code
    fleet = json.loads(central("fleet", "--format", "json")[1])
    (device,) = fleet["devices"]
    assert (device["name"], device["states"], fleet["by_state"]["new"]) == ("quan-1", ["new"], 1)
    assert device["code_until"].endswith("+00:00")
    assert central("device", "revoke", "quan-1")[0] == 0
    assert "1 devices: 1 revoked\n" in central("fleet")[1]


def test_each_command_stands_in_the_trail_with_the_account_of_the_machine(central):
    central("people", "add", "chi", "--role", "auditor")
    central("device", "enrol", "quan-1")
    central("device", "revoke", "quan-1")
    central("enrol", "quan-1")
    central("reader", "bang-tin")
    central("revoke", "bang-tin", "--reader")
    notes = json.loads(central("audit", "--format", "json")[1])
    assert [(note["what"], note["about"]) for note in reversed(notes)] == [
        ("person_added", "chi"),
        ("device_code_given", "quan-1"),
        ("device_revoked", "quan-1"),
        ("device_enrolled", "quan-1"),
        ("reader_enrolled", "bang-tin"),
        ("reader_revoked", "bang-tin"),
    ]
    assert all(note["who"].endswith("(central)") for note in notes)
    assert len(central("audit", "--what", "person_added")[1].splitlines()) == 1
    assert len(central("audit", "--limit", "2")[1].splitlines()) == 2


def test_who_looks_at_the_trail_stands_in_it(central):
    central("audit", "--who", "chi")
    (look,) = json.loads(central("audit", "--format", "json")[1])
    assert (look["what"], look["about"], look["details"]) == ("audit_seen", "chi", {"notes": 0})


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        ("people", 2, "DEED"),
        ("people add chi", 2, "--role"),
        ("people add chi --role boss", 2, "invalid choice"),
        ("people add chi --role agency", 1, "name its code"),
        ("people add Thị_Nở! --role auditor", 1, "2 to 64 letters"),
        ("people password nobody", 1, "no account nobody"),
        ("device enrol quan-1 --agency xa-a", 1, "no agency xa-a"),
        ("device enrol quan-1 --hours 0", 1, "1 to 720 hours"),
        ("device enrol quan-1 --since soon", 2, "no day"),
        ("device renew quan-1", 1, "No device quan-1"),
        ("device move quan-1 --agency xa-a", 1, "No device quan-1"),
        ("fleet --state odd", 2, "invalid choice"),
        ("audit --what odd", 2, "invalid choice"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(central, words, status, part):
    ended, out, told = central(*words.split())
    assert (ended, out) == (status, "")
    assert part in told
    assert "Traceback" not in told
    assert len([line for line in told.splitlines() if not line.startswith(("usage:", " "))]) == 1


def test_what_can_not_be_changes_nothing(central):
    central("device", "enrol", "quan-1", "--agency", "xa-a")
    assert json.loads(central("fleet", "--format", "json")[1])["number"] == 0
    assert json.loads(central("audit", "--format", "json")[1]) == []
