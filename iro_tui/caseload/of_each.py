"""What follows from one child alone: worked out once for each, and after an action only for whom it touched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Generic, TypeVar

C = TypeVar("C")
"""What has it: every such property follows from the same children."""
T = TypeVar("T")


class OfEach(Generic[C, T]):
    """A property with a value for each child, by key, worked out when it is first asked for."""

    name = ""

    def __init__(self, one: Callable[[C, str], T], children: Callable[[C], Iterable[str]]) -> None:
        """`one`: the value of a child; `children`: the keys of those who have one, in order."""
        self._one, self._children = one, children

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    def __get__(self, owner: C, _type: type | None = None) -> dict[str, T]:
        # Kept where Python finds it before this property.
        values = vars(owner)[self.name] = {key: self._one(owner, key) for key in self._children(owner)}
        return values

    def renew(self, old: C, new: C, touched: Collection[str]) -> None:
        """Take over what was worked out of those who were not touched."""
        if (kept := vars(old).get(self.name)) is not None:
            vars(new)[self.name] = {
                key: self._one(new, key) if key in touched else kept[key] for key in self._children(new)
            }


def of_each(owner: type) -> list[OfEach[Any, Any]]:
    """Every such property of a class, in the order in which they are declared: each may ask for those before it."""
    return [value for value in vars(owner).values() if isinstance(value, OfEach)]
