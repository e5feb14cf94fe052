"""Of a long journal another process follows half; what it finds counts as if `kiosk verify` had found it."""

import json

import pytest

from kiosk.journal import sound
from tests.cli.kit import Kiosk, finished
from tests.journal.kit import rows, tamper


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    kiosk = Kiosk(tmp_path_factory.mktemp("long"))
    assert finished(kiosk.process("simulate", "--ballots", "40")).status == 0
    return kiosk


@pytest.fixture
def looks(monkeypatch):
    """The journal is long; each half that another process followed, with what it said."""
    told = []
    monkeypatch.setattr(sound, "_LONG", 10)
    by_two = sound._followed_by_two

    def followed(connection, start, beside):
        told.append(by_two(connection, start, beside))
        return told[-1]

    monkeypatch.setattr(sound, "_followed_by_two", followed)
    return told


def test_a_long_journal_is_followed_by_two_processes(long, looks, capsys):
    said = long.run(capsys, "verify", "--format", "json")

    seq, _, digest = rows(long.journal)[-1]
    assert said.status == 0
    assert looks == [(seq, digest)]
    assert json.loads(said.out)["head"] == {"seq": seq, "hash": digest.hex()}


def test_the_other_process_says_how_far_the_chain_goes_on(long, capsys):
    held = rows(long.journal)
    seq, _, digest = held[len(held) // 2]

    said = long.run(capsys, "follow-chain", "--after", f"{seq}:{digest.hex()}")

    assert (said.status, said.out) == (0, f"{held[-1][0]}:{held[-1][2].hex()}\n")
    assert long.run(capsys, "follow-chain", "--after", f"{seq}:{bytes(32).hex()}").status == 1
    assert long.run(capsys, "follow-chain", "--after", "nowhere").status == 2


@pytest.mark.parametrize("share", [0.2, 0.8])
def test_an_edit_in_either_half_is_found_to_the_entry(tmp_path, looks, capsys, share):
    kiosk = Kiosk(tmp_path)
    kiosk.run(capsys, "simulate", "--ballots", "10")
    seq = int(share * len(rows(kiosk.journal)))
    tamper(kiosk.journal, ("UPDATE journal SET line = replace(line, '\"at\"', '\"At\"') WHERE seq = ?", seq))

    said = kiosk.run(capsys, "verify", "--format", "json")

    assert said.status == 1
    assert looks == [None]
    assert json.loads(said.out)["first_bad"] == seq
