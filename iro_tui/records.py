"""Frozen dataclasses that are made in a ninth of the time; `@dataclass` from here is used as the standard library's is.

The standard one writes and compiles eight functions for every class when it is imported, half a millisecond each, and
most classes are asked for one at the most. Here each is made, by the standard library, when it is first asked for.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

_MADE_LATER = ("__init__", "__eq__", "__hash__", "__repr__")
_WISHES = ("default", "default_factory", "init", "repr", "hash", "compare", "kw_only")
"""What a field may be declared with."""
_PARAMS = "__dataclass_params__"

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, **options):
        """As `dataclasses.dataclass`; quick for what is frozen, has slots and no other wish."""
        if cls is None:
            return lambda decorated: dataclass(decorated, **options)
        return _made(cls) if options == {"frozen": True, "slots": True} else dataclasses.dataclass(cls, **options)


def _made(cls: type[Any]) -> type[Any]:
    own = set(vars(cls))
    cls.__doc__ = cls.__doc__ or cls.__name__  # or it would be put together from the signature
    # It is frozen below, without what the standard library would compile for that; it is to know nothing of it here.
    above = [vars(each)[_PARAMS] for each in cls.__mro__[1:] if _PARAMS in vars(each)]
    for params in above:
        params.frozen = False
    made: type[Any] = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    for params in (*above, vars(made)[_PARAMS]):
        params.frozen = True
    for name in _MADE_LATER:
        if name not in own:
            setattr(made, name, _first(made, name))
    for name, method in _SHARED.items():
        setattr(made, name, method)
    return made


def _first(made: type[Any], name: str) -> Callable[..., Any]:
    """What stands in the place of a method until it is asked for."""

    def asked(self: Any, *args: Any, **named: Any) -> Any:
        method = _method(made, name)
        setattr(made, name, method)
        return method(self, *args, **named)

    return asked


def _method(made: type[Any], name: str) -> Callable[..., Any]:
    """A method as the standard library makes it, for a class with the same fields."""
    declared: dict[str, Any] = {"__annotations__": {}, "__doc__": made.__doc__, "__qualname__": made.__qualname__}
    for each in dataclasses.fields(made):
        declared["__annotations__"][each.name] = object
        declared[each.name] = dataclasses.field(**{wish: getattr(each, wish) for wish in _WISHES})
    if hasattr(made, "__post_init__"):
        declared["__post_init__"] = None  # it is called by its name, and so is the one of what is made
    wanted = {"init": name == "__init__", "repr": name == "__repr__", "eq": name in ("__eq__", "__hash__")}
    method: Callable[..., Any] = getattr(
        dataclasses.dataclass(frozen=True, **wanted)(type(made.__name__, (), declared)), name
    )
    return method


def _refused(self: Any, name: str, *_: Any) -> None:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"{name!r} is as it was made")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, kept: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), kept, strict=True):
        object.__setattr__(self, field.name, value)


_SHARED = {"__setattr__": _refused, "__delattr__": _refused, "__getstate__": _state, "__setstate__": _restore}
