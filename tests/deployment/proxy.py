"""The real nginx with the shipped configuration, in front of a real `central serve`, over TLS."""

import os
import re
import shutil
import ssl
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_spec.demo.processes import running
from build_spec.demo.programs import SCRIPTS
from tests.postgresql import free_port

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "docs/deployment/nginx.conf"
PATIENCE_SECONDS = 120
MAIN = """
daemon off;
worker_processes 1;
{user}
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/hai-long.conf;
}}
"""


@dataclass(frozen=True)
class Site:
    """A centre and the proxy in front of it."""

    https: int
    http: int
    certificate: Path
    database: str
    log: Path
    direct: str

    @property
    def url(self):
        return f"https://localhost:{self.https}"

    @property
    def trust(self):
        return ssl.create_default_context(cafile=self.certificate)

    def central(self, *words):
        """What a command of the centre prints."""
        command = [SCRIPTS / "central", *words, "--database", self.database]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextmanager
def running_site(folder):
    """Serve a centre on SQLite as the unit does, behind nginx with the shipped file on free ports."""
    database = f"sqlite:///{folder}/centre.sqlite"
    certificate = self_signed(folder)
    log = folder / "centre.log"
    serve = [SCRIPTS / "central", "--database", database, "serve", "--port", "0", "--behind-proxy"]
    with running(serve, log=log):
        direct = said(log, r"^central: (http://\S+)$")
        site = Site(free_port(), free_port(), certificate, database, folder / "nginx.log", direct)
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=who_runs_it()))
        (folder / "hai-long.conf").write_text(fitted(SHIPPED.read_text(encoding="utf-8"), site, folder))
        with running([nginx(), "-p", folder, "-c", folder / "nginx.conf"], log=site.log) as process:
            wait_for(folder / "nginx.pid", process, site.log)
            yield site


def fitted(shipped, site, folder):
    """The shipped configuration with places, ports and name of this test; nothing else may be changed."""
    for place, ours, times in (
        ("127.0.0.1:8080", site.direct.removeprefix("http://"), 1),
        ("listen 80", f"listen 127.0.0.1:{site.http}", 2),
        ("listen 443", f"listen 127.0.0.1:{site.https}", 2),
        ("/etc/hai-long/tls", str(folder), 2),
        ("/var/log/nginx", str(folder), 1),
        ("centre.example.vn", "localhost", 2),
    ):
        assert shipped.count(place) == times, place
        shipped = shipped.replace(place, ours)
    return shipped


def self_signed(folder):
    """A throw-away certificate for localhost, which is its own authority."""
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem"]
    command = ["openssl", "req", "-x509", *new, *subject, "-out", "chain.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "chain.pem"


def nginx():
    """The program; Debian keeps it where only root looks."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    return found or pytest.fail("nginx is not on this machine; `make test` brings it")


def who_runs_it():
    """Workers of root's nginx would be another user, who may not look into this test's folder."""
    return "user root;" if os.geteuid() == 0 else ""


def said(log, words):
    """What a program says in its log, once it does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if log.exists() and (found := re.search(words, log.read_text(), re.MULTILINE)):
            return found[1]
        time.sleep(0.02)
    return pytest.fail(f"it does not start: {log.read_text()[-1000:]}")


def wait_for(file, process, log):
    """Until the proxy listens: it writes its pid after that."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (file.exists() and file.read_text().strip()):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"nginx does not start: {log.read_text()[-1000:]}")
        time.sleep(0.02)
