"""Real HTTP between the real shipper and a real centre, over a network on which everything goes wrong."""

from __future__ import annotations

from collections import Counter as Tally
from contextlib import closing
from datetime import datetime
from pathlib import Path
from random import Random

import psycopg
import pytest

from build_spec.demo.programs import Centre, kiosk_for
from kiosk.journal import JournalSource
from sync.endpoint import Endpoint
from sync.pace import Pace
from sync.shipper import Shipper
from sync.status import Fault
from tests.journey.bad_network import DELAY_SECONDS, Mishap, bad_network
from tests.journey.conftest import ZONE, around_today

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]

TRIES = 300
BATCH_LINES = 40


def test_each_entry_arrives_exactly_once_whatever_the_network_does(
    centre: Centre, postgresql_url: str, tmp_path: Path
) -> None:
    journal, token = tmp_path / "journal.sqlite", tmp_path / "token"
    kiosk = kiosk_for(centre, token, journal)
    kiosk.output("simulate", "--ballots", "120", "--seed", "5")
    plan = [*Mishap, *Mishap, *Mishap]
    Random(5).shuffle(plan)

    with (
        bad_network(centre.batches, plan) as (address, incidents),
        JournalSource(journal, step_minutes=15, now=lambda: datetime.now(ZONE)) as source,
        closing(Endpoint(address, token.read_text().strip(), read_seconds=DELAY_SECONDS / 2)) as endpoint,
    ):
        shipper = Shipper(source, endpoint, pace=Pace(batch_lines=BATCH_LINES))
        results = [shipper.once()]
        while not results[-1].complete and len(results) < TRIES:
            results.append(shipper.once())
        lines = source.lines(0, source.last())

    assert Tally(incidents.happened) >= Tally(plan), "the journal was too short for this plan"
    assert results[-1].complete, results[-1].detail
    assert {result.fault for result in results} >= {Fault.CONNECTION_RESET, Fault.TIMEOUT, Fault.NOT_BELIEVED}
    with psycopg.connect(postgresql_url) as connection:
        held = connection.execute("SELECT seq, line FROM entries ORDER BY seq").fetchall()
        findings = connection.execute("SELECT kind FROM findings").fetchall()
    assert held == list(enumerate(lines, start=1))
    assert findings == []
    assert kiosk.tally(*around_today()) == centre.tally(*around_today())
