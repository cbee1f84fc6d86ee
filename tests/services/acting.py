"""What the tests of actions share: children to act on, and what every action must keep to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from iro_tui.services.desk import Desk
from iro_tui.services.errors import Refused
from iro_tui.services.views import Changes
from iro_tui.store import tables
from iro_tui.store.reads import read_rows
from iro_tui.store.tables import Kept
from iro_tui.store.work import action

TODAY = date(2026, 11, 20)
"""A Friday."""
LIMIT = date(2026, 11, 27)
"""By when the second review of `look_after`'s child is to be held: three months after the first."""
NAME = "Kingfisher Brightwater"


def look_after(desk: Desk, *refs: str, held: tuple[date, ...] = (date(2026, 8, 27),)) -> list[str]:
    """Children in full care since 3 August 2026 with these reviews held; their keys."""
    ids = []
    with action(desk.engine, "Set up") as work:
        for ref in refs:
            child = work.add(tables.Child(ref=ref, initials="KB", name=NAME, born=date(2015, 6, 5)))
            work.add(tables.CarePeriod(child_id=child, started=date(2026, 8, 3)))
            work.add(tables.LegalStatus(child_id=child, code="C2", started=date(2026, 8, 3)))
            work.add(tables.Placement(child_id=child, code="U6", started=date(2026, 8, 3)))
            for day in held:
                work.add(tables.Review(child_id=child, held=day, completed=day))
            ids.append(child)
    return ids


def end_care(desk: Desk, child: str, ended: date) -> None:
    """Ends a child's care."""
    with action(desk.engine, "Set up") as work:
        for row in rows(desk, tables.CarePeriod, child_id=child):
            work.change(tables.CarePeriod, row["id"], ended=ended)


def rows(desk: Desk, model: type[Kept], **equal: Any) -> list[dict[str, Any]]:
    """The rows of a table, as they are stored."""
    with desk.engine.connect() as connection:
        return [dict(row._mapping) for row in read_rows(connection, model, **equal)]


def due(desk: Desk, child: str) -> dict[str, date]:
    """What is asked of the child, and by when."""
    return {duty.kind: duty.due for duty in desk.snapshot().duties.get(child, ())}


def seen(desk: Desk) -> tuple[object, ...]:
    """All that the lists show."""
    children = sorted(desk.snapshot().children)
    return (
        desk.today_view(400),
        desk.caseload(),
        desk.reviews(),
        desk.held_reviews(),
        desk.midpoints(),
        desk.escalations(closed=True),
        [desk.child_card(child_id).timeline for child_id in children],
    )


def acts(desk: Desk, act: Callable[[], Changes]) -> Changes:
    """Does something and checks that it is one action, which undo and redo turn back and forth exactly."""
    before, entries = seen(desk), len(desk.log(1000))
    changes = act()
    after = seen(desk)
    assert changes.operation
    assert len(desk.log(1000)) == entries + 1
    assert desk.undo_name() == changes.name
    assert NAME not in changes.sentence
    assert changes.sentence.endswith(".")
    desk.undo()
    assert seen(desk) == before
    desk.redo()
    assert seen(desk) == after
    return changes


def refuses(desk: Desk, act: Callable[[], object], match: str) -> None:
    """Checks that something is refused with a sentence, and that nothing was written."""
    before, entries = seen(desk), len(desk.log(1000))
    with pytest.raises(Refused, match=match):
        act()
    assert (seen(desk), len(desk.log(1000))) == (before, entries)


@contextmanager
def counted(desk: Desk) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    event.listen(desk.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(desk.engine, "before_cursor_execute", note)
