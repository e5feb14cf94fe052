"""Who issued a certificate, read from its bytes: Python tells it only of certificates that it trusts.

X.509 in DER (RFC 5280, 4.1): Certificate { TBSCertificate { [0] version, serial, signature, issuer, …
"""

from __future__ import annotations

from collections.abc import Iterator

_CONTEXT_0, _LONG, _CONSTRUCTED = 0xA0, 0x80, 0x20
_ENCODINGS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}
_MOST_CHARACTERS = 80


def issuer_of(der: bytes) -> str:
    """The texts of the issuer's name, the most telling (its last) first; "?" where it can't be read."""
    try:
        certificate = next(_elements(der))[1]
        members = list(_elements(next(_elements(certificate))[1]))
        if members[0][0] == _CONTEXT_0:
            members = members[1:]
        names = list(_texts(members[2][1]))
    except (IndexError, StopIteration, RuntimeError, UnicodeDecodeError):
        return "?"
    shown = ", ".join(name for name in reversed(names) if name.isprintable())
    return shown[:_MOST_CHARACTERS] or "?"


def _elements(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and content of each element in a row."""
    at = 0
    while at < len(content):
        tag, length, at = content[at], content[at + 1], at + 2
        if length & _LONG:
            size = length & ~_LONG
            length, at = int.from_bytes(content[at : at + size]), at + size
        yield tag, content[at : at + length]
        at += length


def _texts(content: bytes) -> Iterator[str]:
    """Every text within, however deep it stands."""
    for tag, inner in _elements(content):
        if tag & _CONSTRUCTED:
            yield from _texts(inner)
        elif tag in _ENCODINGS:
            yield inner.decode(_ENCODINGS[tag])
