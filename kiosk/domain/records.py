"""The standard library's `dataclass` for frozen classes, made in a third of the time.

The library compiles six methods for each class, and some sixty classes come before the first screen. Here it
compiles `__init__` alone; the other methods are closures over the names of the fields. Fields, defaults,
`replace` and `FrozenInstanceError` are the library's (docs/decisions/0040-a-start-takes-less.md).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_set = object.__setattr__


def _dataclass(*, frozen: bool, eq: bool = True, kw_only: bool = False) -> Callable[[type], type]:
    """As `dataclasses.dataclass`; raises ValueError where the class is not to be frozen."""
    if not frozen:
        raise ValueError("take dataclasses.dataclass for what changes")

    def made(cls: type) -> type:
        if not cls.__doc__:
            cls.__doc__ = cls.__name__  # where docstrings are left out, the library would write one, slowly
        cls = dataclasses.dataclass(repr=False, eq=False, kw_only=kw_only)(cls)
        fields = dataclasses.fields(cls)
        _freeze(cls, frozenset(field.name for field in fields))
        _show(cls, [field.name for field in fields if field.repr])
        if eq:
            _compare(cls, [field.name for field in fields if field.compare])
            _hash(
                cls, [field.name for field in fields if (field.compare if field.hash is None else field.hash)]
            )
        return cls

    return made


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass


def _freeze(cls: Any, names: frozenset[str]) -> None:
    """Each field is set once, by `__init__`."""

    def set_once(self: Any, name: str, value: object) -> None:
        if name in self.__dict__ or name not in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        _set(self, name, value)

    def delete(_self: Any, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    cls.__setattr__, cls.__delattr__ = set_once, delete


def _show(cls: Any, names: Sequence[str]) -> None:
    def shown(self: Any) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({values})"

    cls.__repr__ = shown


def _compare(cls: Any, names: Sequence[str]) -> None:
    values = _values(names)

    def equal(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    cls.__eq__ = equal


def _hash(cls: Any, names: Sequence[str]) -> None:
    values = _values(names)

    def hashed(self: Any) -> int:
        return hash(values(self))

    cls.__hash__ = hashed


def _values(names: Sequence[str]) -> Callable[[Any], object]:
    """What an instance has in these fields."""
    return attrgetter(*names) if names else lambda _: ()
