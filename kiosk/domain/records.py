"""The standard library's `dataclass` for frozen classes, made in a fraction of the time.

The library compiles six methods for each class, and some sixty classes come before the first screen. Here all
are closures over the fields; an instance takes as long as the library's. Fields, defaults, `replace` and
`FrozenInstanceError` are the library's (docs/decisions/0040-a-start-takes-less.md).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_MISSING = dataclasses.MISSING


def _dataclass(*, frozen: bool, eq: bool = True, kw_only: bool = False) -> Callable[[type], type]:
    """As `dataclasses.dataclass`; raises ValueError where the class is not to be frozen."""
    if not frozen:
        raise ValueError("take dataclasses.dataclass for what changes")

    def made(cls: type) -> type:
        if not cls.__doc__:
            cls.__doc__ = cls.__name__  # where docstrings are left out, the library would write one, slowly
        cls = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
        fields = dataclasses.fields(cls)
        _begin(cls, [field for field in fields if field.init])  # the others are `__post_init__`'s
        _freeze(cls)
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


def _begin(cls: Any, fields: Sequence[dataclasses.Field[Any]]) -> None:
    """Fields are set here, all together: setting one refuses."""
    names = frozenset(field.name for field in fields)
    in_order = [field.name for field in fields if not field.kw_only]
    defaults = {field.name: field.default for field in fields if field.default is not _MISSING}
    factories = {
        field.name: field.default_factory for field in fields if field.default_factory is not _MISSING
    }
    look: Callable[[Any], None] | None = getattr(cls, "__post_init__", None)

    def begin(self: Any, *values: object, **given: object) -> None:
        own = self.__dict__
        own.update(defaults)
        own.update(_named(cls, in_order, values, given) if values else given)
        for name, make in factories.items():
            if name not in own:
                own[name] = make()
        if own.keys() != names:
            raise TypeError(f"{cls.__qualname__}: unknown or missing: {', '.join(own.keys() ^ names)}")
        if look:
            look(self)

    cls.__init__ = begin


def _named(
    cls: type, in_order: Sequence[str], values: Sequence[object], given: dict[str, object]
) -> dict[str, object]:
    """What is given by place and what by name, together."""
    placed = dict(zip(in_order, values, strict=False))
    if len(placed) < len(values) or not placed.keys().isdisjoint(given):
        raise TypeError(f"{cls.__qualname__}: too many values, or one of them twice")
    return {**placed, **given}


def _freeze(cls: Any) -> None:
    def set_(_self: Any, name: str, _value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def delete(_self: Any, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    cls.__setattr__, cls.__delattr__ = set_, delete


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
