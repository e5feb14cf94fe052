"""`kiosk stop` and `kiosk unsent`: what an installer asks before it replaces or removes the program."""

from tests.cli.kit import finished, kinds, running


def test_stop_ends_the_running_kiosk_as_a_person_would(kiosk):
    with running(kiosk) as process:
        said = finished(kiosk.process("stop"))
        ended = finished(process)
    assert (said.status, ended.status) == (0, 0), said.err
    assert "Traceback" not in ended.err
    assert kinds(kiosk) == ["journal_opened", "start", "questionnaire"]


def test_stop_ends_the_watchdog_too(kiosk):
    with running(kiosk, "watch") as process:
        assert finished(kiosk.process("stop")).status == 0
        assert finished(process).status == 0


def test_stop_is_content_where_no_kiosk_runs(kiosk, capsys):
    said = kiosk.run(capsys, "stop")
    assert (said.status, said.out) == (0, "No kiosk runs.\n")
    assert not kiosk.journal.exists()


def test_stop_tells_of_a_kiosk_that_does_not_end(kiosk):
    with running(kiosk):
        said = finished(kiosk.process("stop", "--wait", "0"))
    assert said.status == 1
    assert "still runs after 0 s" in said.err


def test_nothing_is_unsent_where_there_is_no_journal(kiosk, capsys):
    assert kiosk.run(capsys, "unsent").status == 0


def test_what_no_centre_has_is_unsent_until_it_is_acknowledged(enrolled, capsys):
    assert enrolled.run(capsys, "simulate", "--ballots", "3").status == 0
    said = enrolled.run(capsys, "unsent")
    assert said.status == 1
    assert "entries are not yet sent" in said.out
    assert enrolled.run(capsys, "sync", "--once").status == 0
    said = enrolled.run(capsys, "unsent")
    assert (said.status, said.out) == (0, "All is sent.\n")


def test_a_journal_that_can_not_be_read_may_hold_anything(kiosk, capsys):
    kiosk.journal.write_bytes(b"no journal at all" * 100)
    assert kiosk.run(capsys, "unsent").status == 1
