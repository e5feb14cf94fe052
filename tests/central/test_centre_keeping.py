"""`central catalogue`, `rebuild`, `backup` and `restore`, as IT staff meet them."""

import json

from central.cli import main
from central.store import Store
from tests.central.kit import PaperKiosk


def _run(capsys, url, *words):
    status = main([*map(str, words), "--database", url])
    return status, *capsys.readouterr()


def test_a_catalogue_goes_in_and_comes_out(capsys, tmp_path):
    url = f"sqlite:///{tmp_path}/centre.sqlite"
    (tmp_path / "c.csv").write_text("what,code,name,agency\nagency,xa-a,Xã A,\ndevice,quan-1,,xa-a\n")
    assert _run(capsys, url, "catalogue", "import", tmp_path / "c.csv")[0] == 0
    status, out, _ = _run(capsys, url, "catalogue", "export")
    assert status == 0
    assert 'name = "Xã A"' in out
    assert 'code = "quan-1"' in out
    _, trail, _ = _run(capsys, url, "audit", "--format", "json")
    (note,) = json.loads(trail)
    assert (note["what"], note["about"]) == ("catalogue_changed", "c.csv")
    assert note["details"] == {"agencies": 1, "departments": 0, "devices": 1}


def test_a_fault_in_a_catalogue_is_told_without_a_traceback(capsys, tmp_path):
    (tmp_path / "c.csv").write_text("what,code,name,agency\nagency,xa-a,Xã A,tinh\n")
    status, _, err = _run(
        capsys, f"sqlite:///{tmp_path}/centre.sqlite", "catalogue", "import", tmp_path / "c.csv"
    )
    assert status == 1
    assert "no agency tinh" in err
    assert "Traceback" not in err


def test_rebuild_names_what_differs_and_then_puts_it_right(capsys, store, send, database_url):
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied")
    send(kiosk.batch())
    assert _run(capsys, database_url, "rebuild", "--check")[:2] == (0, "")
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE rollup SET number = 7 WHERE series = 'hours'")
    status, out, _ = _run(capsys, database_url, "rebuild", "--check")
    assert status == 1
    assert "hours" in out
    assert _run(capsys, database_url, "rebuild")[0] == 0
    assert _run(capsys, database_url, "rebuild", "--check")[0] == 0


def test_backup_and_restore_say_what_they_did_and_what_they_refuse(capsys, tmp_path):
    url = f"sqlite:///{tmp_path}/centre.sqlite"
    Store.open(url).close()
    assert _run(capsys, url, "backup", tmp_path / "b")[0] == 0
    status, _, err = _run(capsys, url, "restore", tmp_path / "b")
    assert status == 1
    assert "restore into a new file" in err
    assert _run(capsys, f"sqlite:///{tmp_path}/new.sqlite", "restore", tmp_path / "b")[0] == 0
