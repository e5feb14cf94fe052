"""The command line of the centre: exit status 0 good, 1 a fault was found, 2 wrong use."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError

from central import devices, fleet, readers
from central.devices import EnrolmentError
from central.figures import TIME_ZONE
from central.fleet import DeviceState
from central.imports import BundleRefusedError, import_bundle
from central.limits import Limit
from central.migrations import NewerSchemaError
from central.store import DEFAULT_URL, Store, StoreError, WrongUrlError, first_line

DATABASE_VARIABLE = "CENTRAL_DATABASE"
GOOD, FAULT, WRONG_USE = 0, 1, 2
_LEAST_RATE = 1 / 3600  # a kiosk waits no longer than an hour
_INTERRUPTED = 130  # what a shell says of a program that Ctrl-C ended
_OLD_TOKEN = " The token given out before has ceased to work."  # noqa: S105  a sentence
_DATABASE_HELP = f"sqlite:///FILE or postgresql://…; else {DATABASE_VARIABLE}, else {DEFAULT_URL}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; every fault is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Vietnamese names, whatever the terminal was set to
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    try:
        return _run(arguments)
    except WrongUrlError as error:
        return _fail(error, WRONG_USE)
    except (StoreError, NewerSchemaError, EnrolmentError, BundleRefusedError) as error:
        return _fail(error, FAULT)
    except DBAPIError as error:
        return _fail(f"The database does not answer: {first_line(error)}.", FAULT)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        return _fail(f"{error.filename or 'a file'}: {error.strerror or error}.", FAULT)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command == "serve":
        return _serve(arguments)
    store = Store.open(arguments.database)
    try:
        match arguments.command:
            case "enrol":
                return _enrol(store, arguments.device, arguments.token_file, training=arguments.training)
            case "reader":
                return _reader(store, arguments.name, arguments.token_file)
            case "revoke":
                return _revoke(store, arguments.name, is_reader=arguments.reader)
            case "devices":
                return _devices(store, as_json=arguments.format == "json")
            case _:
                return _import(store, arguments.file, arguments.receipt)
    finally:
        store.close()


def _serve(arguments: argparse.Namespace) -> int:
    from central.serve import Address, ServeError, WrongAddressError, serve  # noqa: PLC0415  a slow import

    address = Address(
        arguments.host, arguments.port, arguments.tls_cert, arguments.tls_key, arguments.behind_proxy
    )
    try:
        address.check()
        store = Store.open(arguments.database)
        try:
            serve(
                store,
                address,
                time_zone=arguments.time_zone,
                limit=Limit(arguments.device_rate, arguments.device_burst),
            )
        finally:
            store.close()
    except WrongAddressError as error:
        return _fail(error, WRONG_USE)
    except ServeError as error:
        return _fail(error, FAULT)
    return GOOD


def _enrol(store: Store, name: str, token_file: Path | None, *, training: bool) -> int:
    with store.writing() as connection:
        token, replaced = devices.enrol(connection, name, training=training)
        _hand_over(token, token_file)
    kind = "for training: its journals must be simulated" if training else "for real ballots"
    _say(f"{name} is enrolled {kind}.{_OLD_TOKEN if replaced else ''}")
    return GOOD


def _reader(store: Store, name: str, token_file: Path | None) -> int:
    with store.writing() as connection:
        token, replaced = readers.enrol(connection, name)
        _hand_over(token, token_file)
    _say(f"{name} may read.{_OLD_TOKEN if replaced else ''}")
    return GOOD


def _revoke(store: Store, name: str, *, is_reader: bool) -> int:
    with store.writing() as connection:
        (readers if is_reader else devices).revoke(connection, name)
    _say(f"The token of {name} has ceased to work; what was received stays.")
    return GOOD


def _devices(store: Store, *, as_json: bool) -> int:
    with store.reading() as connection:
        states = fleet.states(connection)
    if as_json:
        print(json.dumps([_members(state) for state in states], ensure_ascii=False, indent=1))  # noqa: T201
    else:
        for state in states:
            print(_line(state))  # noqa: T201
    return GOOD


def _import(store: Store, file: Path, receipt: Path | None) -> int:
    taken = import_bundle(store, file, now=datetime.now(UTC))
    if receipt is not None:
        taken.write_receipt(receipt)
    held = taken.receipt
    _say(
        f"{taken.device.name}: {taken.entries} entries read, {taken.added} of them new; "
        f"journal {held.journal} is held through entry {held.acknowledged_through}."
    )
    return GOOD


def _hand_over(token: str, file: Path | None) -> None:
    """Show a token, the only time that it is known, or write it to a file that only its owner may read."""
    if file is None:
        print(token)  # noqa: T201
        return
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "w") as written:
            written.write(f"{token}\n")
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _members(state: DeviceState) -> dict[str, object]:
    return {**asdict(state), "contact": state.contact and state.contact.isoformat()}


def _line(state: DeviceState) -> str:
    kind = "training" if state.training else "real"
    contact = f"{state.contact:%Y-%m-%d %Hh} UTC" if state.contact else "never"
    parts = [state.name, kind, f"last contact {contact}", f"through {state.through}"]
    parts += ["revoked"] if state.revoked else []
    parts += [f"{number} × {kind}" for kind, number in sorted(state.findings.items())]
    return "\t".join(parts)


def _say(sentence: str) -> None:
    """Tell a person; standard output is for what programs take."""
    sys.stderr.write(f"{sentence}\n")


def _fail(error: object, status: int) -> int:
    sys.stderr.write(f"central: {error}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="central", description="The reference centre of Hài Lòng.")
    database = os.environ.get(DATABASE_VARIABLE) or DEFAULT_URL
    parser.add_argument("--database", metavar="URL", default=database, help=_DATABASE_HELP)
    # Also after the command; there it must not hide what stood before.
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--database", metavar="URL", default=argparse.SUPPRESS, help=_DATABASE_HELP)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_serve(commands.add_parser("serve", parents=[common], help="take batches and show results"))
    enrol = commands.add_parser("enrol", parents=[common], help="make a device's token")
    enrol.add_argument("device", metavar="DEVICE", help="its [device] id")
    enrol.add_argument("--training", action="store_true", help="it sends simulated journals only")
    reader = commands.add_parser("reader", parents=[common], help="make a reader's token")
    reader.add_argument("name", metavar="NAME")
    for command in (enrol, reader):
        command.add_argument("--token-file", type=Path, metavar="FILE", help="write the token there (0600)")
    revoke = commands.add_parser("revoke", parents=[common], help="make a device's token worthless")
    revoke.add_argument("name", metavar="NAME")
    revoke.add_argument("--reader", action="store_true", help="NAME is a reader's")
    listing = commands.add_parser("devices", parents=[common], help="list devices and what needs a look")
    listing.add_argument("--format", choices=["text", "json"], default="text")
    taking = commands.add_parser("import", parents=[common], help="take a bundle that 'kiosk export' wrote")
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--receipt", type=Path, metavar="FILE", help="write the receipt for the kiosk there")
    return parser


def _add_serve(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (this machine only)")
    serve.add_argument("--port", type=_port, default=8080, help="0 takes a free one (8080)")
    serve.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate chain, PEM")
    serve.add_argument("--tls-key", type=Path, metavar="FILE", help="its private key, PEM")
    serve.add_argument("--behind-proxy", action="store_true", help="a proxy in front does TLS")
    serve.add_argument(
        "--device-rate",
        type=_rate,
        default=Limit.rate,
        metavar="N",
        help=f"requests a second that a device may make for long ({Limit.rate:g})",
    )
    serve.add_argument(
        "--device-burst",
        type=_burst,
        default=Limit.burst,
        metavar="N",
        help=f"requests that it may make at any speed after a rest ({Limit.burst})",
    )
    serve.add_argument("--time-zone", type=_time_zone, default=TIME_ZONE, help=f"the agency's ({TIME_ZONE})")


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 2**16:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no port: 0 to 65535 is.")


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if _LEAST_RATE <= rate < math.inf:
        return rate
    raise argparse.ArgumentTypeError(f"{text} is no rate: 5, or 0.5 for one request in two seconds.")


def _burst(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no number of requests: 1 or more.")


def _time_zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, KeyError):
        raise argparse.ArgumentTypeError(f"{text} is no time zone: Asia/Ho_Chi_Minh is one.") from None
