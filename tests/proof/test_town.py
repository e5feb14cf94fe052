"""The published table of 2024, from three kiosks over HTTP into PostgreSQL: every number in every form."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from central import figures
from central.cli import main as central_main
from central.store import Store
from kiosk.cli import main
from kiosk.domain.figures import Figures, Period
from kiosk.reports.confirmation import with_code
from kiosk.reports.forms import build
from kiosk.reports.output import content_of
from tests.proof.documents import FORMATS, Found, found_in, words_in
from tests.proof.expected import Recount, form_a_for_programs, rows_of
from tests.proof.town import CRITERIA, DEPARTMENTS, FIRST, LAST, TOWN, YEAR_END, Town, published

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]

FORMS = ("a", "b", "c", "ranking")
PERIOD = ("--from", str(FIRST), "--to", str(LAST))


@pytest.fixture(scope="module")
def counted(the_town: Town) -> Figures:
    """What the centre knows of the town."""
    store = Store.open(the_town.database)
    told = figures.of_period(store, Period(FIRST, LAST, figures.TIME_ZONE), agency=TOWN)
    store.close()
    return told


def expected(form: str, kind: str, told: Recount) -> Found:
    return form_a_for_programs(told) if (form, kind) == ("a", "json") else rows_of(form, told)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("form", FORMS)
def test_the_centre_tells_the_published_table_in_every_form(counted: Figures, form: str, kind: str) -> None:
    report = with_code(build(form, counted, agency="UBND thị trấn Bình Dương"), counted.heads)
    content = content_of(report, counted, kind)
    told = published()
    assert found_in(content, kind, *told.names) == expected(form, kind, told)
    if kind != "json":
        assert "SỐ LIỆU MÔ PHỎNG" in words_in(content, kind)


@pytest.mark.parametrize(
    ("form", "kind"), [("a", "json"), ("a", "docx"), ("b", "xlsx"), ("c", "csv"), ("ranking", "html")]
)
def test_a_kiosk_tells_its_own_part(the_town: Town, tmp_path: Path, form: str, kind: str) -> None:
    kiosk, file = the_town.kiosks[f"{TOWN}-1"], tmp_path / f"report.{kind}"
    command = kiosk.command("report", *PERIOD, "--form", form, "--format", kind, "--output", str(file))
    assert main([str(word) for word in command[1:]]) == 0
    told = published(next(iter(DEPARTMENTS)))
    assert found_in(file.read_bytes(), kind, *told.names) == expected(form, kind, told)


def test_the_share_of_the_town_is_of_all_its_ballots_and_no_mean(counted: Figures) -> None:
    """222 of 280 are very satisfied: 79,3 per cent; the mean of the three departments would be 83,9."""
    report = build("a", counted, agency="UBND thị trấn Bình Dương")
    told = published()
    rows = found_in(content_of(report, counted, "csv"), "csv", *told.names)
    numbers = next(numbers for names, numbers in rows if names == ("Tổng cộng", CRITERIA["chung"]))
    assert numbers[:6] == tuple(map(Decimal, ("222", "58", "0", "280", "100.0", "79.3")))


@pytest.fixture
def central(the_town: Town, capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., str]:
    """What a command of the centre says."""

    def said(command: str, *words: str) -> str:
        assert central_main([command, "--database", the_town.database, *words]) == 0
        return capsysbinary.readouterr().out.decode()

    return said


def test_the_channel_of_a_touch_is_the_kiosk_and_nothing_is_of_paper(central: Callable[..., str]) -> None:
    said = central("report", *PERIOD, "--agency", TOWN, "--form", "b", "--channel", "all", "--format", "csv")
    row = next(line for line in said.splitlines() if "Tổng cộng" in line).split(";")
    dossiers, kiosk, paper, together = row[2:6]
    assert (dossiers, kiosk, paper, together) == ("280", "280", "0", "280")


def test_a_printed_report_is_confirmed_after_more_ballots_came(
    the_town: Town, central: Callable[..., str]
) -> None:
    """At the kiosk and at the centre; each counts again what it had when the report was printed."""
    year, kiosk = ("--from", str(FIRST), "--to", str(YEAR_END)), the_town.kiosks[f"{TOWN}-2"]
    asked = ("report", *year, "--agency", TOWN)
    at_kiosk = kiosk.output("report", *year, "--format", "csv")
    at_centre = central(*asked, "--format", "csv")
    assert total_of(at_centre) == "280"
    kiosk.output("simulate", "--ballots", "5", "--at", "2024-12-02")
    kiosk.sync()

    assert total_of(central(*asked, "--format", "csv")) == "285"
    assert "285" not in central(*asked, "--confirm", code_of(at_centre))
    kiosk.output("report", *year, "--confirm", code_of(at_kiosk))


def code_of(report: str) -> str:
    return report.rpartition("Mã đối chiếu: ")[2].split()[0]


def total_of(report: str) -> str:
    """The ballots collected of all departments."""
    return next(line for line in report.splitlines() if line.startswith(";Tổng cộng")).split(";")[3]
