"""A centre that is restored from its backup counts as it did, and asks kiosks for what came after."""

import stat

import pytest

from central import audit, devices, figures, printed, reports
from central.audit import By, What
from central.backup import BackupError, back_up, restore
from central.ingest import NotHeld, take
from central.printed import Confirmation
from central.reports import Asked
from central.schema import metadata
from central.store import Store
from kiosk.domain.tally import Period, tally_of
from tests.central.databases import rows_of
from tests.central.kit import DAY, NOW, PaperKiosk

AUDIT = metadata.tables["audit"]
BY = By("root (central)", "", NOW)
PERIOD = Period(DAY, DAY, "Asia/Ho_Chi_Minh")


@pytest.fixture
def empty_url(request, database_url, tmp_path):
    """An empty database of the same kind as the one backed up."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/restored/centre.sqlite"
    else:
        with request.getfixturevalue("postgresql_server").fresh_database() as url:
            yield url


def test_restored_it_is_the_same_and_heals(store, send, database_url, empty_url, tmp_path):
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied")
    send(kiosk.batch())
    back_up(database_url, tmp_path / "centre.backup", by=BY)
    assert stat.S_IMODE((tmp_path / "centre.backup").stat().st_mode) == 0o600
    before = rows_of(store)
    held = kiosk.last
    kiosk.vote(chung="dissatisfied")
    send(kiosk.batch(held + 1))
    kiosk.vote(chung="dissatisfied")
    restore(empty_url, tmp_path / "centre.backup", by=BY)
    restored = Store.open(empty_url)
    assert _trail(restored) == [What.BACKED_UP, What.RESTORED]
    assert {**rows_of(restored), AUDIT: before[AUDIT]} == before
    device = _device(restored, "quan-1")
    assert take(restored, device, kiosk.batch(kiosk.last - 1), now=NOW) == NotHeld(held)
    take(restored, device, kiosk.batch(held + 1), now=NOW)
    assert tally_of(figures.of_period(restored, PERIOD)).total.collected == 3
    restored.close()


def test_a_restored_centre_confirms_what_was_printed_before(store, send, database_url, empty_url, tmp_path):
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied")
    send(kiosk.batch())
    made = reports.make(store, Asked("a", PERIOD), everything="Toàn tỉnh", by="chi", now=NOW)
    with store.writing() as connection:
        printed.keep(connection, made.printed)
    back_up(database_url, tmp_path / "centre.backup", by=BY)
    restore(empty_url, tmp_path / "centre.backup", by=BY)
    restored = Store.open(empty_url)
    kiosk.vote(chung="dissatisfied")
    take(restored, _device(restored, "quan-1"), kiosk.batch(), now=NOW)
    found, again = reports.confirm(restored, made.report.code)
    assert (found, again) == (Confirmation.AGREES, made.report)
    restored.close()


def test_a_backup_is_one_file_before_and_after_it_was_restored(store, database_url, empty_url, tmp_path):
    file = tmp_path / "backups" / "centre.backup"
    file.parent.mkdir()
    back_up(database_url, file, by=BY)
    written = file.read_bytes()
    restore(empty_url, file, by=BY)
    assert list(file.parent.iterdir()) == [file]
    assert file.read_bytes() == written


def test_a_database_that_holds_something_is_not_restored_over(store, database_url, tmp_path):
    back_up(database_url, tmp_path / "centre.backup", by=BY)
    before = rows_of(store)
    with pytest.raises(BackupError, match=r"not empty|there already"):
        restore(database_url, tmp_path / "centre.backup", by=BY)
    assert rows_of(store) == before


def test_a_backup_is_not_written_over_another_file(database_url, tmp_path):
    (tmp_path / "centre.backup").write_text("last year's")
    with pytest.raises(BackupError, match="another name"):
        back_up(database_url, tmp_path / "centre.backup", by=BY)
    assert (tmp_path / "centre.backup").read_text() == "last year's"


def test_what_is_no_backup_is_refused(empty_url, tmp_path):
    (tmp_path / "letter.docx").write_bytes(b"PK")
    with pytest.raises(BackupError, match="no backup"):
        restore(empty_url, tmp_path / "letter.docx", by=BY)


def test_a_damaged_backup_leaves_nothing_behind(tmp_path):
    url = f"sqlite:///{tmp_path}/centre.sqlite"
    Store.open(url).close()
    back_up(url, tmp_path / "centre.backup", by=BY)
    whole = (tmp_path / "centre.backup").read_bytes()
    (tmp_path / "centre.backup").write_bytes(whole[:4096] + bytes(4096) + whole[8192:])
    with pytest.raises(BackupError):
        restore(f"sqlite:///{tmp_path}/new.sqlite", tmp_path / "centre.backup", by=BY)
    assert not (tmp_path / "new.sqlite").exists()


def _trail(store):
    with store.reading() as connection:
        notes = audit.page(connection)
    assert {(one.who, one.about) for one in notes} == {("root (central)", "centre.backup")}
    return [one.what for one in reversed(notes)]


def _device(store, name):
    with store.reading() as connection:
        return devices.with_name(connection, name)
