"""The faults that are tried on the program: declared here, tried a little by `make test`, at length by `make faults`.

A test says with `tried` which fault it tries; it counts as one try, or as many as it counted with the fixture `tries`.
A try has survived where nothing that was acknowledged is lost, nothing typed is lost, and what cannot be done is said.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import pytest

AT_LENGTH = "IRO_FAULTS"
"""Set to `long` it makes every fault be tried at length."""
_T = TypeVar("_T", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done to the program, under which heading it is told, and how often it is tried."""

    heading: str
    what: str
    few: int = 1
    """Rounds in `make test`."""
    many: int = 1
    """Rounds in `make faults`."""


TYPED, STATE, TEXT = "Nothing typed or done is lost", "The store knows its latest state", "Text"

FAULTS = {
    "endless XML": Fault(TEXT, "XML with an endless remark, value, name or attribute (2 MB; 100 MB)", 1, 2),
    "stopped import": Fault(TEXT, "an import stopped by Esc or Ctrl+C, at any step", 1, 200),
    "command line": Fault(TEXT, "hostile arguments in every place of every verb", 1, 1_000),
}
"""Every fault, in the order in which they are told."""


def rounds(name: str) -> int:
    """How often a fault is tried now."""
    fault = FAULTS[name]
    return fault.many if os.environ.get(AT_LENGTH) == "long" else fault.few


def tried(name: str) -> Callable[[_T], _T]:
    """Marks a test as one that tries a fault of the table."""
    assert name in FAULTS, f"{name} is not in the table of faults"
    mark: Callable[[_T], _T] = pytest.mark.fault(name)
    return mark


@dataclass
class Tries:
    """The tries that one test makes: how many, what was lost in them, and what else the table should say."""

    made: int = 0
    lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @contextmanager
    def one(self, what: str) -> Iterator[None]:
        """One try; what fails within is counted, and the next one is made all the same."""
        self.made += 1
        try:
            yield
        except (Exception, pytest.fail.Exception) as fault:
            said = (str(fault) or type(fault).__name__).splitlines()[0]
            self.lost.append(f"{what}: {said}")
