"""The caseload as it is read once and kept: what it holds goes when the next one comes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from weakref import ref

import pytest

from iro_tui.services.desk import Desk
from tests.services.acting import counted, look_after


@pytest.fixture
def collector_off() -> Iterator[None]:
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


def dead(thing: Callable[[], object]) -> bool:
    return thing() is None


@pytest.mark.usefixtures("collector_off")
def test_the_last_one_goes_without_the_collector(desk: Desk) -> None:
    """What lasts is hidden from the collector, so it may not hold itself in a circle."""
    (child,) = look_after(desk, "KB 1")
    before = desk.snapshot()
    desk.today_view()
    desk.caseload()
    desk.reviews()
    desk.child_case(child)
    gone: list[Callable[[], object]] = [ref(before), ref(before.views[child])]
    del before
    desk.rate(child, "green")
    assert desk.snapshot().cases[child].ratings
    assert all(dead(it) for it in gone)


class Circle:
    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("collector_off")
def test_rubbish_is_not_kept_with_it(desk: Desk) -> None:
    rubbish = ref(Circle())
    assert not dead(rubbish)
    desk.snapshot()
    assert dead(rubbish)


def test_reading_it_leaves_the_collector_as_it_was(desk: Desk) -> None:
    assert gc.isenabled()
    desk.snapshot()
    assert gc.isenabled()
    gc.unfreeze()


def test_whether_it_is_empty_is_asked_without_reading_it(desk: Desk) -> None:
    assert desk.is_empty()
    look_after(desk, "KB 1")
    with counted(desk) as asked:
        assert not desk.is_empty()
    assert sum("SELECT" in statement for statement in asked) == 1
