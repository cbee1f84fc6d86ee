"""How a setting of a practice is declared: its default, what it means, what is allowed, and what it is held to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class PracticeSetting:
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
