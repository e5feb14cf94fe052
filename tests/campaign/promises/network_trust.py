"""Who answers, and how one gets there: certificates, proxies, names, IPv6."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sync.status import Fault
from tests.campaign.machine import needs_ipv6
from tests.campaign.network.answers import Answer, Centre
from tests.campaign.network.line import PATIENT, TIME_OUT, Line, line
from tests.campaign.network.passage import Passage
from tests.campaign.promise import Effort, NotTriedError, Promise
from tests.sync.certificates import make_certificates
from tests.sync.scripted_server import Reply, ScriptedServer, close, tunnel_to

_AT_ONCE = 8
_NAME = "centre.test"
# A network of names of its own for one process: nobody else sees what stands over these files.
_OWN_NAMES = 'mount --bind "$0" /etc/hosts && mount --bind "$1" /etc/nsswitch.conf && shift && exec "$@"'


def _certificates(effort: Effort) -> Iterator[str | None]:
    """Somebody else's certificate is shown for a while: meanwhile nobody gets a request."""
    shown = {
        "expired": Fault.TLS_EXPIRED,
        "too_young": Fault.TLS_NOT_YET_VALID,
        "other_host": Fault.TLS_WRONG_HOST,
        "stranger": Fault.TLS_UNKNOWN_AUTHORITY,
        "unknown": Fault.TLS_UNKNOWN_AUTHORITY,
        "plain": Fault.TLS_FAILED,
    }
    with line(effort.folder / "line", encrypted=True) as here:
        _add_unknown(here, effort.folder / "other")
        here.enrol(*shown)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            yield from pool.map(lambda kind: _shown(here, kind, shown[kind]), shown)
        yield here.leaks()


def _add_unknown(here: Line, folder: Path) -> None:
    """A certificate that is right in everything, by an authority that nobody here knows."""
    folder.mkdir()
    make_certificates(folder)
    for kind in ("pem", "key"):
        (here.certificates / f"unknown.{kind}").write_bytes((folder / f"good.{kind}").read_bytes())


def _shown(here: Line, kind: str, fault: Fault) -> str | None:
    with ScriptedServer(here.server_side()).running() as front:
        front.will(here.centre.closing)
        met = []

        def show() -> None:
            front.show(None if kind == "plain" else here.server_side(kind))
            met.append(len(front.requests))

        def show_good() -> None:
            met.append(len(front.requests))
            front.show(here.server_side())

        wrong = here.survives(
            kind, front.url, frozenset({fault}), breaks=show, mends=show_good, seconds=PATIENT
        )
    if wrong is None and met[0] != met[1]:
        wrong = "it got a request, and the token in it"
    return wrong and f"certificate {kind}: {wrong}"


@dataclass(frozen=True)
class _Proxy:
    """What a proxy does for a while, and what that is called."""

    does: Answer | None
    faults: frozenset[Fault]


def _proxies(effort: Effort) -> Iterator[str | None]:
    with ExitStack() as stack:
        here = stack.enter_context(line(effort.folder / "line", encrypted=True))
        front = stack.enter_context(ScriptedServer(here.server_side()).running())
        reader = stack.enter_context(ScriptedServer(here.server_side("stranger")).running())
        front.will(here.centre.closing)
        asks = {"Proxy-Authenticate": 'Basic realm="agency"', "Connection": "close"}
        refused = frozenset({Fault.PROXY_FAILED})
        kinds = {
            "asks-for-a-login": _Proxy(Reply(407, b"", asks), frozenset({Fault.PROXY_LOGIN})),
            "refuses-the-way": _Proxy(Reply(403, b"", {"Connection": "close"}), refused),
            "finds-no-centre": _Proxy(Reply(502, b"<html>", {"Connection": "close"}), refused),
            "shows-a-page": _Proxy(
                Reply(200, b"<html>", {"Connection": "close"}), frozenset({Fault.TLS_FAILED})
            ),
            "hangs-up": _Proxy(close, frozenset({Fault.PROXY_FAILED, Fault.CONNECTION_RESET})),
            "is-down": _Proxy(None, refused),
            "reads-along": _Proxy(tunnel_to(reader.port), frozenset({Fault.TLS_UNKNOWN_AUTHORITY})),
        }
        here.enrol(*kinds)
        pool = stack.enter_context(ThreadPoolExecutor(_AT_ONCE))
        yield from pool.map(lambda kind: _behind(here, kind, kinds[kind], front), kinds)
        yield "a proxy that reads along got a request" if reader.requests else None
        yield here.leaks()


def _behind(here: Line, desk: str, kind: _Proxy, front: ScriptedServer) -> str | None:
    with ScriptedServer().running() as proxy, Passage(proxy.port).open() as passage:
        proxy.will(tunnel_to(front.port))

        def breaks() -> None:
            if kind.does:
                proxy.will(kind.does)
            else:
                passage.is_now(refused=True)

        def mends() -> None:
            proxy.will(tunnel_to(front.port))
            passage.is_now()

        wrong = here.survives(
            desk,
            f"https://{_NAME}/v1/batches",
            kind.faults,
            breaks=breaks,
            mends=mends,
            proxy=f"http://clerk:pass-word-of-the-proxy@127.0.0.1:{passage.port}",
            seconds=PATIENT,
        )
    if wrong is None and any(
        seen.method != "CONNECT" or "authorization" in seen.headers for seen in proxy.requests
    ):
        wrong = "the proxy saw more than a CONNECT"
    return wrong and f"a proxy that {desk}: {wrong}"


def _names(effort: Effort) -> Iterator[str | None]:
    hosts, order = effort.folder / "hosts", effort.folder / "nsswitch.conf"
    known, unknown = f"127.0.0.1 localhost {_NAME}\n", "127.0.0.1 localhost\n"
    hosts.write_text(known)
    order.write_text("hosts: files\n")
    within = ["unshare", "--mount", "--map-root-user", "sh", "-c", _OWN_NAMES, f"{hosts}", f"{order}"]
    if subprocess.run([*within, "true"], check=False, capture_output=True).returncode != 0:
        raise NotTriedError("this system gives no process a view of /etc/hosts of its own")
    with line(effort.folder / "line", encrypted=True, within=within) as here:
        here.enrol("desk")
        with ScriptedServer(here.server_side()).running() as front:
            front.will(here.centre.closing)
            yield here.survives(
                "desk",
                f"https://{_NAME}:{front.port}/v1/batches",
                frozenset({Fault.NAME_NOT_FOUND}),
                breaks=lambda: _write(hosts, unknown),
                mends=lambda: _write(hosts, known),
                seconds=PATIENT,
            )
        yield here.leaks()


def _write(file: Path, text: str) -> None:
    file.write_text(text)  # in its place: what is mounted is this very file


def _ipv6(effort: Effort) -> Iterator[str | None]:
    needs_ipv6()
    for encrypted in (False, True):
        kind = "https" if encrypted else "http"
        with line(effort.folder / kind, encrypted=encrypted, host="::1") as here:
            here.enrol("desk")
            with Passage(_port(here.centre), host="::1", listens="::1").open() as passage:
                yield here.survives(
                    "desk",
                    f"{kind}://[::1]:{passage.port}/v1/batches",
                    frozenset({Fault.CONNECTION_REFUSED}),
                    breaks=lambda passage=passage: passage.is_now(refused=True),
                    mends=passage.is_now,
                    seconds=TIME_OUT if encrypted else PATIENT,
                )
            yield here.leaks()


def _port(centre: Centre) -> int:
    return int(centre.address.rpartition(":")[2])


PROMISES = (
    Promise(
        "A certificate that has expired, is not valid yet, names another host or comes from nobody known "
        "gets no token, has its own name in the status, and once it is right everything arrives once.",
        _certificates,
    ),
    Promise(
        "A proxy that asks for a login, refuses, is down or reads along has its own name in the status, sees "
        "no token, and once it lets through everything arrives once.",
        _proxies,
    ),
    Promise(
        "Where the centre's name is not found the status says so, and it goes on once it is found again.",
        _names,
    ),
    Promise("Over IPv6 alone everything arrives once, by http and https.", _ipv6),
)
