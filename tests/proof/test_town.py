"""The published table of 2024, from three kiosks over HTTP into PostgreSQL: every number in every form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from central import figures
from central.store import Store
from kiosk.cli import main
from kiosk.domain.figures import Figures, Period
from kiosk.reports.confirmation import with_code
from kiosk.reports.forms import build
from kiosk.reports.output import content_of
from tests.proof.documents import FORMATS, Found, found_in, words_in
from tests.proof.expected import Recount, form_a_for_programs, rows_of
from tests.proof.town import DEPARTMENTS, FIRST, LAST, TOWN, Town, published

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


def test_the_town_s_share_is_of_all_its_ballots() -> None:
    """222 of 280, as was published: 79,3 per cent, and no mean of three percentages (83,9)."""
    total = published().total()
    assert (total.issued, total.collected, total.valid) == (280, 280, 280)
