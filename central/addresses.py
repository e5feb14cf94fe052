"""From where a request comes."""

from __future__ import annotations

import ipaddress

from starlette.requests import Request


def client_address(request: Request, *, behind_proxy: bool) -> str:
    """The address of whoever asks, empty where it is unknown.

    Behind a proxy it is the last one of X-Forwarded-For, which the proxy itself wrote: those before it are
    whatever the client claims.
    """
    told = request.headers.get("X-Forwarded-For", "") if behind_proxy else ""
    address = told.rpartition(",")[2].strip() or (request.client.host if request.client else "")
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    # A socket for both kinds writes 10.0.0.9 as ::ffff:10.0.0.9: all of these would be one neighbourhood.
    return str(getattr(known, "ipv4_mapped", None) or known)


def neighbourhood(address: str) -> str:
    """What one holder of addresses has: the address itself, of IPv6 the network of 64 bits."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:  # noqa: PLR2004  its name
        return address
    return str(ipaddress.ip_network((known, 64), strict=False))
