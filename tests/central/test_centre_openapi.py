"""What the centre says of itself: only what programs may call, and only to who reads the source."""

import pytest
import requests

from central.app import create_app, description
from tests.central.server import serving


@pytest.fixture
def database_url(tmp_path):
    return f"sqlite:///{tmp_path}/centre.sqlite"


def test_pages_and_the_description_itself_are_not_in_it(store):
    programs = {"/v1/batches", "/v1/enrolments", "/v1/tally", "/healthz"}
    assert set(description(create_app(store))["paths"]) == programs


def test_each_answer_of_the_contract_is_in_it(store):
    answers = description(create_app(store))["paths"]["/v1/batches"]["post"]["responses"]

    assert set(answers) == {"200", "400", "401", "403", "408", "409", "413", "415", "429", "503"}


def test_no_server_shows_it(store):
    with serving(store) as url:
        for path in ("/openapi.json", "/docs", "/redoc"):
            assert requests.get(url + path, timeout=120).status_code == 404
