"""Frozen classes are what the standard library's are."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, field, replace

import pytest

from kiosk.domain.records import dataclass


@dataclass(frozen=True)
class Place:
    """A place."""

    row: int
    names: dict[str, str] = field(default_factory=dict, hash=False)
    note: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class Seat(Place):
    """A place with a number."""

    number: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Alone:
    """Equal to itself only."""

    row: int


@dataclass(frozen=True)
class Square:
    """One field is known from the other, and one from the beginning."""

    side: int
    area: int = field(init=False)
    corners: int = field(default=4, init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "area", self.side**2)


def test_what_has_equal_fields_is_equal_and_found_in_a_set():
    assert Place(1, {"vi": "a"}) == Place(1, {"vi": "a"}, note="b")
    assert Place(1) != Place(2)
    assert Place(1) != Place(1, {"vi": "a"})
    assert hash(Place(1, {"vi": "a"})) == hash(Place(1))
    assert {Place(1, {"vi": "a"}): "found"}[Place(1, {"vi": "a"})] == "found"


def test_another_class_is_never_equal():
    assert Place(0) != Seat(0)
    assert Place(0) != (0, {}, "")


def test_a_class_without_equality_is_equal_to_itself():
    one = Alone(row=1)
    assert one == one  # noqa: PLR0124
    assert one != Alone(row=1)
    assert len({one, Alone(row=1)}) == 2


def test_nothing_is_changed_added_or_deleted():
    seat = Seat(1)
    for change in (
        lambda: setattr(seat, "row", 2),
        lambda: setattr(seat, "number", 2),
        lambda: setattr(seat, "colour", 2),
        lambda: delattr(seat, "row"),
    ):
        with pytest.raises(FrozenInstanceError):
            change()
    assert seat == Seat(1)


def test_a_changed_copy_is_another():
    assert replace(Seat(1, number=2), row=3) == Seat(3, number=2)


@pytest.mark.parametrize(
    "make",
    [
        Place,
        lambda: Place(1, colour="red"),
        lambda: Place(1, row=1),
        lambda: Place(1, {}, "", 4),
        lambda: Alone(1),
        Alone,
    ],
)
def test_what_is_missing_unknown_or_given_twice_is_refused(make):
    with pytest.raises(TypeError, match=r"^(Place|Alone): "):
        make()


def test_each_has_a_default_of_its_own():
    one, other = Place(1), Place(1)
    one.names["vi"] = "a"
    assert other.names == {}


def test_a_field_may_be_worked_out_from_others():
    assert (Square(3).area, Square(3).corners) == (9, 4)
    assert replace(Square(3), side=2) == Square(2)
    with pytest.raises(TypeError, match="area"):
        Square(3, area=8)


def test_it_shows_its_fields():
    assert repr(Seat(1, {"vi": "a"}, "b", 2)) == "Seat(row=1, names={'vi': 'a'}, number=2)"


def test_what_changes_is_no_such_class():
    with pytest.raises(ValueError, match=r"take dataclasses\.dataclass"):
        dataclass(frozen=False)
