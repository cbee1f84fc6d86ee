"""Two windows over one store, and a transaction that fails: nobody's change goes back, nothing is done by half."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

import pytest
import sqlcipher3
from sqlalchemy.exc import IntegrityError

from iro_tui.actions import action_of
from iro_tui.actions.base import perform
from iro_tui.caseload.refusals import ChangedMeanwhile, Refused
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.engine import writing
from tests.support import TODAY
from tests.support.acting import LIMIT, act, look_after, plan_of, rows, seen

OpenSession = Callable[[date], Session]
WHY = {"asked_by": "IRO", "reason": "in court"}


@pytest.fixture
def other(open_session: OpenSession) -> Session:
    """Another window over the same store."""
    return open_session(TODAY)


class Doing(NamedTuple):
    """A verb with its input, done to the child, or to its one row in a table."""

    verb: str
    answers: dict[str, Any]
    table: type[tables.Kept] | None = None

    def where(self, session: Session, child: str) -> tuple[Any, ...]:
        return ((), rows(session, self.table)[0]["id"]) if self.table else (child,)


BOOK = Doing("book", {"day": LIMIT, "place": "school", **WHY})
MOVE = Doing("book", {"day": date(2026, 11, 26), **WHY})
CHANGE = Doing("decision", {"text": "Eye test"}, tables.DecisionRow)
CONFLICTS = {
    "details": (Doing("details", {"initials": "MM"}), Doing("details", {"born": date(2014, 1, 1)})),
    "booking": (MOVE, BOOK),
    "booking and none": (MOVE, Doing("unbook", WHY)),
    "a decision": (CHANGE, Doing("decision", {"due": LIMIT}, tables.DecisionRow)),
    "a decision dropped": (CHANGE, Doing("decision", {"what": "drop", "reason": "moved"}, tables.DecisionRow)),
    "a decision deleted": (CHANGE, Doing("delete", {"kind": "decision"}, tables.DecisionRow)),
    "an escalation": (
        Doing("escalation", {"what": "resolved"}, tables.EscalationRow),
        Doing("escalation", {"what": "withdrawn"}, tables.EscalationRow),
    ),
    "a review held": (Doing("hold", {"rag": "green", "participation": "PN1"}), MOVE),
    "a placement": (Doing("move", {"code": "U1"}), Doing("end_care", {"reason": "E11"})),
    "a worker": (
        Doing("worker", {"name": "Ira Standin"}),
        Doing("worker", {"name": "Kit Newcomer"}),
    ),
}


@pytest.fixture
def case(session: Session) -> str:
    """A child with one of each that can be changed."""
    [child] = look_after(session, "KB 1")
    act(session, "book", child, day=date(2026, 11, 25))
    act(session, "decide", child, text="Dental check")
    act(session, "escalate", child, issue="drift")
    act(session, "worker", child, name="Sam Hill")
    return child


@pytest.mark.parametrize(("mine", "theirs"), CONFLICTS.values(), ids=CONFLICTS)
def test_what_another_window_changed_meanwhile_is_refused_and_not_overwritten(
    session: Session, other: Session, case: str, mine: Doing, theirs: Doing
) -> None:
    planned = plan_of(session, mine.verb, *mine.where(session, case), **mine.answers)
    act(other, theirs.verb, *theirs.where(other, case), **theirs.answers)
    before = seen(other), other.undoable()
    with pytest.raises(ChangedMeanwhile, match=r"meanwhile\. Nothing was changed"):
        action_of(mine.verb).perform(session, planned)
    assert (seen(other), other.undoable()) == before


def test_looking_again_both_changes_stay(session: Session, other: Session, case: str) -> None:
    born = date(2014, 1, 1)
    stale = plan_of(session, "details", case, initials="MM")
    act(other, "details", case, born=born)
    with pytest.raises(ChangedMeanwhile):
        perform(session, stale)
    act(session, "details", case, initials="MM")
    [child] = rows(session, tables.ChildRow)
    assert (child["initials"], child["born"]) == ("MM", born)


@pytest.mark.parametrize("mine", [mine for mine, _ in CONFLICTS.values()], ids=CONFLICTS)
def test_another_row_of_the_same_child_is_in_nobodys_way(
    session: Session, other: Session, case: str, mine: Doing
) -> None:
    planned = plan_of(session, mine.verb, *mine.where(session, case), **mine.answers)
    act(other, "contact", case, who="carer", how="phone")
    act(other, "rag", case, value="amber", theme="drift")
    assert action_of(mine.verb).perform(session, planned).operation
    assert len(rows(session, tables.ContactRow)) == 1


# Drafts


@contextmanager
def failing(session: Session, statement: str) -> Iterator[None]:
    """The store refuses a statement meanwhile, in the middle of whatever transaction."""
    with writing(session.engine) as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER fails BEFORE {statement} BEGIN SELECT RAISE(ABORT, 'fails'); END")
    try:
        yield
    finally:
        with writing(session.engine) as connection:
            connection.exec_driver_sql("DROP TRIGGER fails")


def rate(session: Session, child: str) -> Any:
    """Rates a child from a form whose draft was kept."""
    return action_of("rag").perform(session, plan_of(session, "rag", child, value="green"), f"rag:{child}")


def test_a_form_that_was_saved_leaves_no_draft(session: Session, child: str) -> None:
    session.keep_draft(f"rag:{child}", "typed")
    session.keep_draft("contact:x", "of another form")
    rate(session, child)
    assert (session.draft(f"rag:{child}"), session.draft("contact:x")) == ("", "of another form")


@pytest.mark.parametrize(
    "statement",
    ["INSERT ON rating", "INSERT ON case_note", "DELETE ON draft", "INSERT ON operation"],
)
def test_an_action_and_the_end_of_its_draft_are_one_transaction(session: Session, child: str, statement: str) -> None:
    session.keep_draft(f"rag:{child}", "typed")
    before = seen(session), session.undoable()
    with failing(session, statement), pytest.raises((IntegrityError, sqlcipher3.IntegrityError)):
        rate(session, child)
    assert (seen(session), session.undoable()) == before
    assert not rows(session, tables.CaseNoteRow)
    assert session.draft(f"rag:{child}") == "typed", "what was typed is not lost"
    rate(session, child)
    assert session.draft(f"rag:{child}") == ""


def test_what_is_refused_keeps_its_draft(session: Session, other: Session, case: str) -> None:
    session.keep_draft("details:1", "typed")
    stale = plan_of(session, "details", case, initials="MM")
    act(other, "details", case, initials="NN")
    with pytest.raises(ChangedMeanwhile):
        perform(session, stale, "details:1")
    with pytest.raises(Refused, match="Nothing was changed"):
        perform(session, plan_of(session, "details", case, initials="NN"), "details:1")
    assert session.draft("details:1") == "typed"


def test_a_plan_is_done_once(session: Session, case: str) -> None:
    planned = plan_of(session, "details", case, initials="MM")
    perform(session, planned)
    with pytest.raises(ChangedMeanwhile):
        perform(session, planned)
