"""A kiosk in a folder of its own, and a real centre on loopback."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from central import devices
from central.store import Store
from tests.central.server import serving
from tests.cli.kit import Kiosk


@dataclass(frozen=True)
class Centre:
    """A centre that runs, and its store."""

    url: str
    store: Store
    token: str

    @property
    def endpoint(self):
        return f"sync.endpoint={self.url}/v1/batches"


@pytest.fixture
def kiosk(tmp_path):
    return Kiosk(tmp_path, "sync.proxy=none")


@pytest.fixture
def centre(tmp_path):
    """A centre that knows the example's device, for training."""
    store = Store.open(f"sqlite:///{tmp_path / 'centre.sqlite'}")
    with store.writing() as connection:
        token, _ = devices.enrol(connection, "binhduong-01", training=True)
    with serving(store) as url:
        yield Centre(url, store, token)
    store.close()


@pytest.fixture
def enrolled(tmp_path, centre):
    """A kiosk with the token and the address of the centre."""
    file = Path(tmp_path, "token")
    file.write_text(f"{centre.token}\n")
    file.chmod(0o600)
    return Kiosk(tmp_path, "sync.proxy=none", centre.endpoint)
