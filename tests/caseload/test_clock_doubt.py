"""Nothing is done by a clock that can hardly be right, before a person has said that it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iro_tui import clock
from iro_tui.caseload.opening import _open
from iro_tui.caseload.refusals import AskedFirst
from iro_tui.caseload.session import Session
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret
from tests.support import TODAY
from tests.support.acting import act
from tests.support.stores import ROOT, open_store

DONE_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def opened(folder: Path) -> Session:
    """By the clock, no day being named."""
    return _open(Place(folder), RootSecret(ROOT), None, proven=True)


def something(session: Session) -> object:
    return act(session, "rag", next(iter(session.caseload().children)), value="amber", theme="drift", line="drift")


@pytest.mark.parametrize("away", [-timedelta(days=365), -timedelta(days=1), timedelta(days=61)])
@pytest.mark.parametrize("do", [something, Session.undo])
def test_it_is_asked_first_and_then_no_more(filled: Path, away: timedelta, do: Callable[[Session], object]) -> None:
    with clock.clock(lambda: DONE_AT):
        session = open_store(filled)
        something(session)
        session.close()
    with clock.clock(lambda: DONE_AT + away):
        session = opened(filled)
        before = session.reached
        session.keep_draft("form:some", "half a sentence")  # nobody is asked for what is only being typed
        with pytest.raises(AskedFirst, match="is it right"):
            do(session)
        session.revision()
        assert session.reached == before
        session.clock_is_right()
        do(session)
        session.revision()
        assert session.reached == before + 1
        assert not session.clock_doubt, "the last thing was done by that clock now"
        session.close()


def test_a_day_that_was_named_is_no_fault_of_the_clock(filled: Path) -> None:
    with clock.clock(lambda: DONE_AT):
        session = open_store(filled)
        something(session)
        session.close()
    with clock.clock(lambda: DONE_AT - timedelta(days=400)):
        session = open_store(filled, TODAY)
        assert not session.clock_doubt
        session.undo()
        session.close()
