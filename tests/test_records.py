"""A quick dataclass is in everything what the standard library would make of the same declaration."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any, Generic, TypeVar

import pytest

from iro_tui.records import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Point:
    """A point."""

    x: int
    y: int = 2
    marks: tuple[str, ...] = field(default=(), compare=False)
    notes: list[str] = field(default_factory=list, repr=False, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Named(Point):
    name: str = ""

    def __post_init__(self) -> None:
        if self.name == "no":
            raise ValueError(self.name)

    def __repr__(self) -> str:
        return f"<{self.name}>"


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclasses.dataclass(frozen=True)
class Standard(Point):
    more: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    x: int
    y: int = 2


def test_it_takes_tells_compares_and_hashes_as_declared() -> None:
    one = Point(1, marks=("a",), notes=["n"])
    assert repr(one) == "Point(x=1, y=2, marks=('a',))"
    assert Point(1, 2, ("b",), notes=["n"]) == one != Point(2)
    other: object = (1, 2)
    assert Point(1) != other
    assert len({Held(1), Held(1), Held(2)}) == 2
    assert Nothing() == Nothing()
    assert {Nothing(): 1}[Nothing()] == 1
    assert [each.name for each in fields(Point)] == ["x", "y", "marks", "notes"]
    assert Point.__match_args__ == ("x", "y", "marks")
    assert Point(1).notes is not Point(1).notes


@pytest.mark.parametrize("wrong", [(), (1, 2, 3, 4)])
def test_a_wrong_call_says_what_is_wrong_at_the_first_too(wrong: tuple[int, ...]) -> None:
    @dataclass(frozen=True, slots=True)
    class First:
        x: int
        y: int = 2
        z: int = 3

    for _ in range(2):
        with pytest.raises(TypeError, match=r"First.__init__\(\)"):
            First(*wrong)


def test_nothing_of_it_can_be_changed() -> None:
    one: Any = Held(1)
    for name in ("value", "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, 2)
    with pytest.raises(FrozenInstanceError):
        del one.value
    assert not hasattr(one, "__dict__")


def test_what_is_derived_of_it_is_whole() -> None:
    named = Named(1, name="a")
    assert (named.x, named.y, repr(named)) == (1, 2, "<a>")
    assert named != Point(1)
    with pytest.raises(ValueError, match="no"):
        Named(1, name="no")
    assert repr(Standard(1, more=5)) == "Standard(x=1, y=2, marks=(), more=5)"
    assert replace(named, y=7) == Named(1, 7, name="a")


@pytest.mark.parametrize("one", [Point(1, 5, ("m",), notes=["n"]), Named(3, name="b"), Held("x"), Nothing()])
def test_copies_are_the_same(one: Any) -> None:
    for other in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert other == one
        assert other.__class__ is one.__class__


def test_it_hashes_as_the_standard_librarys() -> None:
    assert hash(Point(1)) == hash(Plain(1))


def test_any_other_wish_is_the_standard_librarys() -> None:
    @dataclass(order=True)
    class Ordered:
        x: int

    one = Ordered(1)
    one.x = 3
    assert one > Ordered(2)
