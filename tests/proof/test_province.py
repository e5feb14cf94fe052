"""Some days of a province with known totals: pages, files and sums against plain SQL over the raw lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from build_spec.demo.programs import running_centre
from central.rebuild import recount
from central.store import Store
from tests.postgresql import PostgresqlServer
from tests.proof.documents import words_in
from tests.proof.expected import share
from tests.proof.lives import SHORT, days_of
from tests.proof.province import FILES, PAGES, Look, Reader, fill, reading
from tests.proof.recount import Recounted

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]

DAYS = days_of(SHORT)
WHOLE = (DAYS[0], DAYS[-1])
MOVERS = ("xa-18", "xa-19")  # a kiosk of the first moved to the second
LOOKS = [
    *(Look(form, "page", *WHOLE, agency) for form in PAGES for agency in ("", "xa-01", "xa-02", *MOVERS)),
    *(Look(form, "page", DAYS[1], DAYS[3], agency) for form in PAGES for agency in ("", "xa-19")),
    *(Look(form, kind, *WHOLE) for form, kind in zip(PAGES, FILES, strict=True)),
    *(Look(form, kind, *WHOLE, "xa-19") for form, kind in zip(PAGES, reversed(FILES), strict=True)),
]


@dataclass(frozen=True)
class Province:
    url: str
    ballots: int
    raw: Recounted
    reader: Reader


@pytest.fixture(scope="module")
def province(
    postgresql_server: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Province]:
    """Some days of twenty kiosks, taken in and served to an auditor."""
    folder = tmp_path_factory.mktemp("province")
    with postgresql_server.fresh_database() as url:
        _, ballots = fill(url, SHORT)
        raw = Recounted.in_database(url, SHORT)
        with running_centre(folder, url) as centre, reading(centre.address) as reader:
            yield Province(url, ballots, raw, reader)
        raw.connection.close()


def test_no_ballot_is_lost_or_counted_twice(province: Province) -> None:
    told = province.raw.of("", *WHOLE).total()
    assert told.collected == province.raw.ballots() == province.ballots
    assert told.dossiers
    assert told.compared < told.collected, "there must be shifts whose dossiers nobody knows"
    assert told.valid < told.collected
    assert told.issued
    assert told.reasons.total() > 0


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.path)
def test_what_is_shown_is_what_plain_sql_counts(province: Province, look: Look) -> None:
    assert province.reader.disagreement(look, province.raw) == ""


def test_the_first_page_has_the_same_key_figures(province: Province) -> None:
    told = province.raw.of("", *WHOLE).total()
    page = words_in(province.reader.get(f"/?from={WHOLE[0]}&to={WHOLE[1]}"), "html")
    assert f"phát ra {told.issued} · hợp lệ {told.valid}" in page
    for part, whole in ((told.satisfied, told.answers), (told.compared, told.dossiers or 0)):
        assert f"{share(part, whole)}%".replace(".", ",") in page


def test_the_sums_are_those_of_the_lines(province: Province) -> None:
    store = Store.open(province.url)
    found = recount(store)
    store.close()
    assert found.differences == ()
    assert found.ballots >= province.ballots
