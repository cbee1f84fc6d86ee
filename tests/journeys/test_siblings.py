"""Siblings by keys: marked and called so, then reviewed in one sitting."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from iro_tui.actions import action_of
from iro_tui.actions.base import look_at
from iro_tui.actions.together import PLACES
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.store import tables
from iro_tui.tui.app import IroApp
from tests.support import TODAY
from tests.support.acting import rows
from tests.support.driving import at, drive, over, until
from tests.support.journeys import mark, on_row, verb_form
from tests.support.stores import open_store


def test_siblings_are_marked_and_reviewed_in_one_sitting(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        session = app.open_session
        await pilot.press("2")
        caseload = await at(pilot, "caseload")
        cases = session.caseload().cases
        two = [r for r in caseload.table.rows if _can_be_held(r) and not cases[r.child_id].sibling_group][:2]
        await mark(pilot, caseload, two)
        await verb_form(pilot, "S", "siblings")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is caseload and not caseload.table.marked, "siblings")
        await on_row(pilot, caseload, lambda row: row.child_id == two[0].child_id)
        entries = len(session.lines(ENTRIES, 100))
        form = await verb_form(pilot, "S", "hold_together")
        assert all(row.ref in str(form.query_one("#head").render()) for row in two), "its title names both"
        # Green and attended for the one, amber for drift and attended for the other.
        await pilot.press("g", "1")
        for name, key in (("rag_b", "a"), ("theme_b", "2"), ("participation_b", "1")):
            form.query_one(f"#{name}").focus()
            await pilot.press(key)
        await until(pilot, lambda: form.planned, "what Enter would do")
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is caseload, "the list again")
        assert len(session.lines(ENTRIES, 100)) == entries + 1, "one action"
        held = {row["child_id"] for row in rows(session, tables.ReviewRow, held=TODAY)}
        assert {row.child_id for row in two} <= held

    def _can_be_held(row: object) -> bool:
        age, upcoming = getattr(row, "age", None), getattr(row, "next_review", None)
        return bool(age and age > 8 and age < 16 and upcoming and upcoming.limit >= TODAY and not upcoming.unknown)

    drive(over(lambda: open_store(filled)), steps)


def test_their_form_asks_each_of_them_in_turn(filled: Path) -> None:
    """Its questions come child by child, and what is shared once, after them."""
    session = open_store(filled)
    try:
        group = next(iter({c.sibling_group for c in session.caseload().cases.values() if c.sibling_group}))
        children = [key for key in session.caseload().status if session.caseload().cases[key].sibling_group == group]
        scene = look_at(session, action_of("contact_together"), children[:1])
        names = [question.name for question in action_of("contact_together").questions(scene)]
        assert names.count("how") == 1
        assert {f"note_{letter}" for letter in "abcdef"[: len(children)]} <= set(names)
        assert names[-1] == "on"
        for verb in ("contact_together", "hold_together", "book_together"):
            scene = look_at(session, action_of(verb), children[:1])
            refs = [who.ref for who in scene.who]
            for question in action_of(verb).questions(scene):
                name, _, letter = question.name.rpartition("_")
                if name and letter in PLACES and question.label:
                    assert question.label.startswith(f"{refs[PLACES.index(letter)]} "), f"{verb}: whose is it?"
    finally:
        session.close()
