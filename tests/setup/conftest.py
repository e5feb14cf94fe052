"""A bare PC: an empty folder, and where its configuration belongs."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from central import enrolment
from central.audit import By
from central.store import Store
from kiosk.cli import main
from tests.central.server import serving
from tests.cli.kit import Said

BY = By("quan-tri", "", datetime.now(UTC))


@dataclass(frozen=True)
class BarePC:
    """`config.toml` is not there yet. `answers` are the options that suffice without a server."""

    folder: Path
    capsys: object

    @property
    def config(self):
        return self.folder / "pc/config.toml"

    @property
    def answers(self):
        pin = self.folder / "pin"
        pin.write_text("2468\n")
        return [
            *("--device", "hoabinh-01", "--agency", "UBND xã Hòa Bình", "--department", "Địa chính"),
            *("--admin-pin-file", str(pin)),
        ]

    def set_up(self, *words, language="en"):
        """`kiosk setup --unattended` in this process."""
        common = ["--config", str(self.config), "--language", language]
        status = main(["setup", "--unattended", *common, *words])
        said = self.capsys.readouterr()
        return Said(status, said.out, said.err)

    def told(self, *words):
        """What it says to programs."""
        said = self.set_up("--format", "json", *words)
        assert said.err == ""
        return json.loads(said.out)

    def files(self):
        """Every file below the folder of the configuration, by its path there."""
        root = self.config.parent
        return sorted(str(file.relative_to(root)) for file in root.rglob("*") if file.is_file())


@dataclass(frozen=True)
class Centre:
    """A centre that runs, and gives codes."""

    url: str
    store: Store

    def code(self, device="hoabinh-01"):
        with self.store.writing() as connection:
            return enrolment.give_code(connection, device, agency=None, by=BY)

    def another_code(self, device="hoabinh-01"):
        with self.store.writing() as connection:
            return enrolment.renew(connection, device, by=BY)


@pytest.fixture
def pc(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HAI_LONG_CONFIG", raising=False)
    return BarePC(tmp_path, capsys)


@pytest.fixture
def centre(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'centre.sqlite'}")
    with serving(store) as url:
        yield Centre(url, store)
    store.close()
