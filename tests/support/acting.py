"""What the tests of actions share: children to act on, and what every action must keep to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_tui.actions import action_of
from iro_tui.actions.base import Action, Nothing, Plan, Scene, look_at, plan
from iro_tui.actions.naming import offering
from iro_tui.actions.questions import Question
from iro_tui.caseload.exporting import Outgoing, send
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.caseload.lists.escalations import ESCALATIONS
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.lists.midpoints import MIDPOINTS
from iro_tui.caseload.lists.reviews import REVIEWS
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.store import tables
from iro_tui.store.reads import read_rows
from iro_tui.store.tables import Kept, table_of
from iro_tui.store.work import action
from tests.support.statements import statements

LIMIT = date(2026, 11, 27)
"""By when the second review of `look_after`'s child is to be held: three months after the first."""
NAME = "Kingfisher Brightwater"


def look_after(
    session: Session,
    *refs: str,
    held: tuple[date, ...] = (date(2026, 8, 27),),
    started: date = date(2026, 8, 3),
) -> list[str]:
    """Children in full care since 3 August 2026, or another day, with these reviews held; their keys."""
    ids = []
    with action(session.engine, "Set up") as work:
        for ref in refs:
            child = work.add(tables.ChildRow(ref=ref, initials="KB", name=NAME, born=date(2015, 6, 5)))
            work.add(tables.CarePeriodRow(child_id=child, started=started))
            work.add(tables.LegalStatusRow(child_id=child, code="C2", started=started))
            work.add(tables.PlacementRow(child_id=child, code="U6", started=started))
            for day in held:
                work.add(tables.ReviewRow(child_id=child, held=day, completed=day))
            ids.append(child)
    return ids


def sent(session: Session, make: Callable[..., Outgoing], path: Path, /, **options: Any) -> int:
    """Write what goes out to a new file, as both faces do; how much it holds."""
    outgoing = session.query(make, **options)
    send(session, outgoing, path)
    return outgoing.amount


def act(session: Session, action_id: str, child_ids: Sequence[str] | str = (), *keys: str, **answers: Any) -> Changes:
    """Do a verb by its id, as the screens and the command line do.

    Its input is given by name; what is not given keeps what stands there at first.
    """
    return action_of(action_id).perform(session, plan_of(session, action_id, child_ids, *keys, **answers))


def plan_of(session: Session, action_id: str, child_ids: Sequence[str] | str = (), *keys: str, **answers: Any) -> Plan:
    """What a verb would do."""
    verb, scene = action_of(action_id), scene_of(session, action_id, child_ids, *keys)
    return plan(verb, scene, filled(verb, scene, **answers))


def filled(verb: Action[Any], scene: Scene, **answers: Any) -> Any:
    """A verb's input: what is given by name, and else what stands in its questions at first."""
    at_first = {
        question.name: question.read(question.default, scene.today, scene.practice.office)
        for question in (verb.questions(scene) if verb.asks is not Nothing else ())
        if question.default
    }
    return verb.asks(**at_first | answers)


def scene_of(session: Session, action_id: str, child_ids: Sequence[str] | str = (), *keys: str) -> Scene:
    """What a verb is asked upon, now."""
    return look_at(session, action_of(action_id), [child_ids] if isinstance(child_ids, str) else child_ids, keys)


def asked(
    session: Session, action_id: str, child_ids: Sequence[str] | str = (), *keys: str, **answers: str
) -> dict[str, Question]:
    """The questions a verb asks by its first answers and these, by name."""
    questions = offering(action_of(action_id), scene_of(session, action_id, child_ids, *keys))
    at_first = {question.name: question.default for question in questions}
    return {question.name: question for question in questions if question.asked(at_first | answers)}


def aside_of(session: Session, action_id: str, child_ids: Sequence[str] | str = (), *keys: str) -> str:
    """The word beside a verb's title."""
    return action_of(action_id).aside(scene_of(session, action_id, child_ids, *keys))


def tick(session: Session, rows: Sequence[tuple[str, str]]) -> Changes:
    """Mark duties as done: each by its child's key and its id."""
    return act(session, "done", (), *(duty_id for _, duty_id in rows))


def end_care(session: Session, child: str, ended: date) -> None:
    """Ends a child's care."""
    with action(session.engine, "Set up") as work:
        for row in rows(session, tables.CarePeriodRow, child_id=child):
            work.change(tables.CarePeriodRow, row["id"], ended=ended)


def rows(session: Session, model: type[Kept], **equal: Any) -> list[dict[str, Any]]:
    """The rows of a table, as they are stored."""
    with session.engine.connect() as connection:
        return [row._asdict() for row in read_rows(connection, model, **equal)]


def due(session: Session, child: str) -> dict[str, date]:
    """What is asked of the child, and by when."""
    return {duty.kind: duty.due for duty in session.caseload().duties.get(child, ())}


def seen(session: Session) -> tuple[object, ...]:
    """All that the lists show, and every fact that the cards and pages are drawn from."""
    return (
        facts(session),
        session.lines(DUTIES, 400),
        session.lines(CHILDREN),
        session.lines(REVIEWS),
        session.lines(REVIEWS, held=True),
        session.lines(MIDPOINTS),
        session.lines(ESCALATIONS, closed=None),
    )


def facts(session: Session) -> list[set[tuple[Any, ...]]]:
    """What the rows of every table say that stand: all but how often each was written."""
    with session.engine.connect() as connection:
        return [set(connection.rows(told)) for told in _TOLD]


def _told(model: type[Kept]) -> str:
    table = table_of(model)
    names = ", ".join(f'"{column.name}"' for column in table.c if column.name not in ("version", "deleted_at"))
    return f"SELECT {names} FROM {table.name} WHERE deleted_at IS NULL"


_TOLD = [
    _told(model)
    for model in vars(tables).values()
    if isinstance(model, type) and issubclass(model, Kept) and hasattr(model, "__table__")
]


def acts(session: Session, act: Callable[[], Changes]) -> Changes:
    """Does something and checks that it is one action, which undo and redo turn back and forth exactly."""
    before, entries = seen(session), len(session.lines(ENTRIES, 1000))
    changes = act()
    after = seen(session)
    assert changes.operation
    assert len(session.lines(ENTRIES, 1000)) == entries + 1
    assert session.undoable() == (changes.operation, changes.name)
    assert NAME not in changes.sentence
    assert changes.sentence.endswith(".")
    session.undo(changes.operation)
    assert seen(session) == before
    assert session.redoable() == (changes.operation, changes.name)
    session.redo(changes.operation)
    assert seen(session) == after
    return changes


def refuses(session: Session, act: Callable[[], object], match: str) -> None:
    """Checks that something is refused with a sentence, and that nothing was written."""
    before, entries = facts(session), len(session.lines(ENTRIES, 1000))
    with pytest.raises(Refused, match=match):
        act()
    assert (facts(session), len(session.lines(ENTRIES, 1000))) == (before, entries)


@contextmanager
def counted(session: Session) -> Iterator[list[tuple[str, Any]]]:
    """The statements that reach the database meanwhile."""
    with statements(session.engine) as made:
        yield made
