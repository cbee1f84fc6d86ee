"""How a setting of a practice is declared: its default, what it means, what is allowed, and what it is held to."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field, fields
from typing import Any, NamedTuple, NoReturn, dataclass_transform


class PracticeSetting(NamedTuple):
    """What a setting means, what is allowed, and what the law or guidance holds it to."""

    says: str
    low: float = 0
    high: float = 0
    law: str = ""
    """The authority the default comes from, where a laxer value deserves a warning."""
    fewer_is_laxer: bool = False
    choices: tuple[str, ...] = ()
    """The words that are allowed; empty: any."""


def setting(
    default: Any,
    says: str,
    low: float = 0,
    high: float = 0,
    law: str = "",
    *,
    fewer_is_laxer: bool = False,
    choices: tuple[str, ...] = (),
) -> Any:
    """A setting, or a part of an entry: its default, what it means, the bounds of its value, length or number."""
    return field(default=default, metadata={"setting": PracticeSetting(says, low, high, law, fewer_is_laxer, choices)})


@dataclass_transform(frozen_default=True)
class PracticeSettings:
    """Settings that are declared together, of a section or an entry: a frozen dataclass to whoever uses one.

    A dataclass writes and compiles six methods of its own, which takes a start longer than everything else that it
    does with a practice; these do for all.
    """

    def __init_subclass__(cls) -> None:
        dataclass(init=False, repr=False, eq=False)(cls)

    def __init__(self, *values: Any, **named: Any) -> None:
        names = [each.name for each in fields(self)]  # type: ignore[arg-type]
        own = dict(zip(names, values, strict=False), **named)  # the class has the defaults of the others
        if len(values) > len(names) or not own.keys() <= set(names):
            raise TypeError(f"{type(self).__name__} has the settings {', '.join(names)}")
        vars(self).update(own)

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, each.name) for each in fields(self))  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if isinstance(other, type(self)) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        named = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self))  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(named)})"

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise FrozenInstanceError(f"{name} of {type(self).__name__} is set where it is made")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"{name} of {type(self).__name__} is set where it is made")
