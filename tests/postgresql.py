"""A real PostgreSQL for the tests: one server a session, one fresh database a test.

The server listens on a free loopback port, over temporary files and with a random password. It ends with
the session, even where that is killed. PostgreSQL refuses to run as root, so root starts it as another user.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

PATIENCE_SECONDS = 120
# Nothing here outlives the session, so nothing needs to reach the disk.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "32MB",
}


@dataclass(frozen=True)
class PostgresqlServer:
    """A running server; `fresh_database` makes an empty database on it."""

    port: int
    password: str

    def url(self, database: str) -> str:
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """The URL of a new empty database, dropped at the end, whoever is still connected to it."""
        name = f"test_{secrets.token_hex(4)}"
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            yield self.url(name)
        finally:
            self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_server() -> Iterator[PostgresqlServer]:
    """Start a server on files of its own and stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hai-long-postgresql-"))
    try:
        password = secrets.token_urlsafe(16)
        make_cluster(folder, password)
        server, process = start(folder, password)
        try:
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            process.wait(PATIENCE_SECONDS)
    finally:
        shutil.rmtree(folder)


def make_cluster(folder: Path, password: str) -> None:
    """Create the server's files, owned by the user that it will run as."""
    password_file = folder / "password"
    password_file.write_text(password)
    if user := server_user():
        shutil.chown(folder, user)
        shutil.chown(password_file, user)
    command = [*drop_root(), program("initdb"), "--pgdata", f"{folder}/data", "--no-sync"]
    command += ["--encoding", "UTF8", "--locale", "C"]
    command += ["--username", "postgres", "--auth", "scram-sha-256", "--pwfile", f"{password_file}"]
    made = subprocess.run(command, check=False, cwd="/", capture_output=True, text=True)
    if made.returncode != 0:
        pytest.fail(f"initdb failed: {made.stderr.strip()}")


def start(folder: Path, password: str) -> tuple[PostgresqlServer, subprocess.Popen[bytes]]:
    """Run the server; where its port was taken meanwhile, try another."""
    log = folder / "log"
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    for _ in range(5):
        server = PostgresqlServer(free_port(), password)
        command = [*drop_root(), "setpriv", "--pdeathsig", "INT", program("postgres"), "-D", f"{folder}/data"]
        command += ["-p", str(server.port), *settings]
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd="/", stdout=output, stderr=output)
        if answers(server, process):
            return server, process
    return pytest.fail(f"PostgreSQL did not start: {log.read_text()[-2000:]}")


def answers(server: PostgresqlServer, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the server takes connections; False where it ended instead."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(psycopg.OperationalError), psycopg.connect(server.url("postgres")):
            return True
        time.sleep(0.02)
    process.kill()
    process.wait()
    return False


def program(name: str) -> str:
    """One of the server's programs: from PATH, or the newest of those that Debian keeps apart from it."""
    if found := shutil.which(name):
        return found
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(versions, key=lambda file: int(file.parts[-3]), default=None)
    return (
        str(newest)
        if newest
        else pytest.fail(f"{name} of PostgreSQL is not on this machine; `make test` brings it")
    )


def server_user() -> str | None:
    """Whom root runs the server as; None for everyone else: as themselves."""
    if os.geteuid() != 0:
        return None
    return "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"


def drop_root() -> list[str]:
    """The words before a command that make root run it as the server's user."""
    user = server_user()
    if user is None:
        return []
    return ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
