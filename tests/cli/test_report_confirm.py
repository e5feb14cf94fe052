"""`kiosk report --confirm CODE`: whether a printed report says what the journal said when it was made."""

import re
import shutil

import pytest

from tests.cli.kit import Kiosk, finished
from tests.cli.test_commands import HALF_YEAR, edit, rewrite, simulate

CODE = re.compile(r"Mã đối chiếu: (\S+)")


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    """A journal of twenty ballots, none of them ambiguous."""
    folder = tmp_path_factory.mktemp("simulated")
    kiosk = Kiosk(folder, "sync.proxy=none")
    done = finished(kiosk.process("simulate", "--ballots", "20", "--seed", "7", "--at", "2024-03-15"))
    assert done.status == 0, done.err
    return folder / "journal.sqlite"


@pytest.fixture
def kiosk(tmp_path, simulated):
    kiosk = Kiosk(tmp_path, "sync.proxy=none")
    shutil.copy(simulated, kiosk.journal)
    return kiosk


def printed(kiosk, capsys, *words):
    """The code of a report as it is printed now, and its table."""
    said = kiosk.run(capsys, "report", *HALF_YEAR, *words)
    assert said.status == 0, said.err
    return CODE.search(said.out)[1], said.out


def confirm(kiosk, capsys, code, *words):
    return kiosk.run(capsys, "report", *HALF_YEAR, "--confirm", code, *words)


@pytest.mark.parametrize("form", ["a", "b", "c", "ranking"])
def test_a_printed_report_is_confirmed_with_the_numbers_to_compare(kiosk, capsys, form):
    code, table = printed(kiosk, capsys, "--form", form)
    said = confirm(kiosk, capsys, code, "--form", form)
    assert said.status == 0
    assert said.out.startswith("Confirmed: ")
    assert said.out.endswith(f"\n{table}")


def test_a_journal_that_has_grown_since_confirms_what_it_said_then(kiosk, capsys):
    code, table = printed(kiosk, capsys)
    simulate(kiosk, capsys, "--ballots", "5")
    now, _ = printed(kiosk, capsys)
    assert now != code
    done = finished(kiosk.process("report", *HALF_YEAR, "--confirm", code))
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith(table)
    assert confirm(kiosk, capsys, now).status == 0


def test_letters_that_people_mix_up_are_read_as_they_are_meant(kiosk, capsys):
    code, _ = printed(kiosk, capsys)
    typed = code.replace("0", "o").replace("1", "l").replace("-", " ").lower()
    assert confirm(kiosk, capsys, typed).status == 0
    assert confirm(kiosk, capsys, code.replace("1", "I")).status == 0


def test_the_same_ranking_compared_with_another_period_is_another_report(kiosk, capsys):
    compared = ("--form", "ranking", "--compare-from", "2024-03-15", "--compare-to", "2024-03-15")
    code, _ = printed(kiosk, capsys, *compared)
    assert confirm(kiosk, capsys, code, *compared).status == 0


def refused(kiosk, capsys, code, *words):
    said = confirm(kiosk, capsys, code, *words)
    assert (said.status, said.out) == (1, "")
    assert said.err.count("\n") == 1
    return said.err


def test_an_entry_that_was_edited_since_is_named(kiosk, capsys):
    code, _ = printed(kiosk, capsys)
    edit(
        kiosk,
        "UPDATE journal SET line = replace(line, 'satisfied', 'dissatisfied') WHERE seq ="
        " (SELECT min(seq) FROM journal WHERE kind = 'ballot_closed' AND line LIKE '%\"satisfied%')",
    )
    assert re.search(r"entry \d+ of the journal was changed", refused(kiosk, capsys, code))


def test_a_journal_that_was_rewritten_with_new_hashes_has_no_such_head(kiosk, capsys):
    code, _ = printed(kiosk, capsys)
    rewrite(kiosk, 5, "2024-03-15", "2024-03-16")
    assert "has no entry that the code rests on" in refused(kiosk, capsys, code)


def test_a_wrong_code_has_no_head_or_other_numbers(kiosk, capsys):
    code, _ = printed(kiosk, capsys)
    other = "2" if code[0] != "2" else "3"
    assert "has no entry" in refused(kiosk, capsys, other + code[1:])
    last = "2" if code[-1] != "2" else "3"
    assert "gives other numbers" in refused(kiosk, capsys, code[:-1] + last)


def test_a_code_of_another_form_is_told_apart(kiosk, capsys):
    code, _ = printed(kiosk, capsys, "--form", "b")
    assert "a code of --form b" in refused(kiosk, capsys, code)


def test_another_period_has_other_numbers(kiosk, capsys):
    code, _ = printed(kiosk, capsys)
    said = kiosk.run(capsys, "report", "--from", "2024-01-01", "--to", "2024-06-29", "--confirm", code)
    assert said.status == 1
    assert "check that the period" in said.err
