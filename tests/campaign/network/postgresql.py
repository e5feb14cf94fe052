"""A PostgreSQL that keeps its word, to be stopped in the middle, slowed down and filled up."""

from __future__ import annotations

import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.campaign.machine import needs
from tests.postgresql import PostgresqlServer, answers, drop_root, free_port, make_cluster, program

PATIENCE_SECONDS = 120
# Unlike that of the other tests: what it has committed must be there when it comes back.
SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "32MB",
    "max_connections": "150",
    "log_statement": "all",  # its log is searched for secrets
}


@dataclass
class Postgresql:
    """A server of its own on a fixed port."""

    folder: Path
    server: PostgresqlServer
    settings: Mapping[str, str]
    within: Sequence[str] = ()
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / "log"

    @property
    def pid(self) -> int:
        """Of the process that runs now."""
        if self.process is None:
            raise RuntimeError("PostgreSQL does not run")
        return self.process.pid

    def start(self) -> None:
        """Start, or start again, and wait until it takes connections."""
        words = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        command = [*self.within, *drop_root(), "setpriv", "--pdeathsig", "INT", program("postgres")]
        command += ["-D", f"{self.folder}/data", "-p", str(self.server.port), *words]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(command, cwd="/", stdout=output, stderr=output)
        if not answers(self.server, self.process):
            raise RuntimeError(f"PostgreSQL did not start: {self.log.read_text()[-1000:]}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: fast. SIGQUIT: at once, as `pg_ctl stop -m immediate`."""
        if self.process:
            self.process.send_signal(how)
            self.process.wait(PATIENCE_SECONDS)
            self.process = None

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement as its administrator."""
        with psycopg.connect(self.server.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def database(self, name: str, template: str = "template0") -> str:
        """Make a database; its URL."""
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.server.url(name)


@contextmanager
def running_postgresql(*, within: Sequence[str] = (), **settings: str) -> Iterator[Postgresql]:
    """Run a server that syncs what it commits; it and its files are gone afterwards."""
    needs("postgresql")
    folder = Path(tempfile.mkdtemp(prefix="hai-long-postgresql-"))
    password = secrets.token_urlsafe(16)
    try:
        make_cluster(folder, password)
        server = PostgresqlServer(free_port(), password)
        postgresql = Postgresql(folder, server, {**SETTINGS, **settings}, within)
        postgresql.start()
        try:
            yield postgresql
        finally:
            postgresql.stop(signal.SIGQUIT)
    finally:
        shutil.rmtree(folder)
