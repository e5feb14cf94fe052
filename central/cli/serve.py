"""`central serve`: take batches and show results until asked to stop."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from zoneinfo import ZoneInfo

from central.cli.arguments import Arguments, add_letter, letter_of
from central.cli.errors import GOOD, CommandError, WrongUseError
from central.figures import TIME_ZONE
from central.limits import Limit
from central.serve import Address, ServeError, WrongAddressError, serve

_LEAST_RATE = 1 / 3600  # a kiosk waits no longer than an hour


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central serve` and where, how protected, how fast."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (this machine only)")
    parser.add_argument("--port", type=_port, default=8080, help="0 takes a free one (8080)")
    parser.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate chain, PEM")
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="its private key, PEM")
    parser.add_argument("--behind-proxy", action="store_true", help="a proxy in front does TLS")
    parser.add_argument(
        "--device-rate",
        type=_rate,
        default=Limit.rate,
        metavar="N",
        help=f"requests a second that a device may make for long ({Limit.rate:g})",
    )
    parser.add_argument(
        "--device-burst",
        type=_burst,
        default=Limit.burst,
        metavar="N",
        help=f"requests that it may make at any speed after a rest ({Limit.burst})",
    )
    parser.add_argument("--time-zone", type=_time_zone, default=TIME_ZONE, help=f"the agency's ({TIME_ZONE})")
    add_letter(parser)


def run(arguments: Arguments) -> int:
    """Serve; the options are checked before the database is touched."""
    address = Address(
        arguments.host, arguments.port, arguments.tls_cert, arguments.tls_key, arguments.behind_proxy
    )
    limit = Limit(arguments.device_rate, arguments.device_burst)
    letter = letter_of(arguments)
    try:
        address.check()
        with arguments.store() as store:
            serve(store, address, time_zone=arguments.time_zone, limit=limit, letter=letter)
    except WrongAddressError as error:
        raise WrongUseError(str(error)) from None
    except ServeError as error:
        raise CommandError(str(error)) from None
    return GOOD


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
