"""schemathesis, from outside, by what the centre's own OpenAPI says of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator

from central import readers
from central.app import create_app, description
from central.store import Store
from tests.campaign.machine import needs_module
from tests.campaign.network.centres import enrol, running_centres
from tests.campaign.network.desks import ROOT
from tests.campaign.network.secrets import secrets_in
from tests.campaign.promise import Effort, Promise

_PATIENCE_SECONDS = 1800
# A batch that is made up is hardly ever one, and that is no fault of the description.
_CHECKS = ("--checks", "all", "--exclude-checks", "positive_data_acceptance")


def _by_its_description(effort: Effort) -> Iterator[str | None]:
    needs_module("schemathesis")
    database = f"sqlite:///{effort.folder}/centre.sqlite"
    told = effort.folder / "openapi.json"
    token = enrol(database, "quan-1")["quan-1"]
    store = Store.open(database)
    try:
        told.write_text(json.dumps(description(create_app(store))))
        with store.writing() as connection:
            reader, _ = readers.enrol(connection, "chi")
    finally:
        store.close()
    with running_centres(effort.folder) as centres:
        centre = centres.start(database, "--device-rate", "1000000", "--device-burst", "1000000")
        for path, secret in (("/v1/batches", token), ("/v1/tally", reader), ("/healthz", reader)):
            words = [str(told), "--url", centre.address, "--include-path", path]
            words += ["--header", f"Authorization: Bearer {secret}", "--seed", str(effort.seed), *_CHECKS]
            words += ["--max-examples", str(effort.times(short=20, long=500)), "--no-color"]
            yield from _run(words)
        yield secrets_in(effort.folder.glob("*.log"), [token, reader])


def _run(words: list[str]) -> Iterator[str | None]:
    """A case for each request that was made up; where one broke something, what it says of that."""
    done = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "run", *words],
        check=False,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        cwd=ROOT,
        env={
            **os.environ,
            "SCHEMATHESIS_HOOKS": "tests.campaign.network.schemathesis_hooks",
            "PYTHONPATH": ".",
        },
    )
    made = re.search(r"(\d+) generated", done.stdout)
    yield from [None] * (int(made[1]) if made else 0)
    if done.returncode != 0:
        yield (done.stdout + done.stderr)[-3000:]


PROMISES = (
    Promise(
        "Whatever is made up by the centre's own OpenAPI is answered as it says there, never with a fault of "
        "the centre's own.",
        _by_its_description,
    ),
)
