"""The agencies as a tree in a list, each with its depth: for choices and for trails."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from central import catalogue, roles
from central.catalogue import Agency
from central.pages.site import Visit


def tree(connection: Connection) -> list[tuple[int, Agency]]:
    """Every agency after the one above it, those beside each other by name."""
    below: dict[str | None, list[Agency]] = {}
    for one in sorted(catalogue.tree(connection).agencies.values(), key=lambda one: one.name):
        below.setdefault(one.parent, []).append(one)
    return list(_walk(below, None, 0))


def agencies_of(visit: Visit, connection: Connection) -> list[tuple[int, Agency]]:
    """The agencies of the tree that this person may see."""
    return [(depth, one) for depth, one in tree(connection) if roles.may_see(visit.reader, one.code)]


def _walk(
    below: dict[str | None, list[Agency]], code: str | None, depth: int
) -> Iterator[tuple[int, Agency]]:
    for one in below.get(code, ()):
        yield depth, one
        yield from _walk(below, one.code, depth + 1)
