"""The caseload as it is read once and kept: what it holds goes when the next one comes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from weakref import ref

import pytest

from iro_tui import collector
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.page import CASE
from iro_tui.caseload.session import Session
from iro_tui.collector import sweep
from tests.support.acting import act, counted, look_after


@pytest.fixture
def collector_off(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It does nothing of its own accord, and keeps what it is told to keep (tests have it keep nothing)."""
    monkeypatch.setattr(collector, "gc", gc)
    gc.disable()
    yield
    sweep()
    gc.enable()


def dead(thing: Callable[[], object]) -> bool:
    return thing() is None


@pytest.mark.usefixtures("collector_off")
def test_the_last_one_goes_without_the_collector(session: Session) -> None:
    """What lasts is hidden from the collector, so it may not hold itself in a circle."""
    (child,) = look_after(session, "KB 1")
    before = session.caseload()
    session.lines(DUTIES)
    session.lines(CHILDREN)
    session.lines(REVIEWS)
    session.lines(CASE, child)
    gone: list[Callable[[], object]] = [ref(before), ref(before.on_day[child])]
    del before
    act(session, "rag", child, value="green")
    assert session.caseload().cases[child].ratings
    assert all(dead(it) for it in gone)


class Circle:
    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("collector_off")
def test_rubbish_that_is_kept_with_it_goes_by_a_sweep(session: Session) -> None:
    rubbish = ref(Circle())
    session.caseload()
    assert not dead(rubbish), "nobody waits for the collector"
    sweep()
    assert dead(rubbish)


def test_reading_it_leaves_the_collector_as_it_was(session: Session) -> None:
    assert gc.isenabled()
    session.caseload()
    assert gc.isenabled()


def test_whether_it_is_empty_is_asked_without_reading_it(session: Session) -> None:
    assert session.is_empty()
    look_after(session, "KB 1")
    with counted(session) as asked:
        assert not session.is_empty()
    assert sum("SELECT" in statement for statement, _ in asked) == 1
