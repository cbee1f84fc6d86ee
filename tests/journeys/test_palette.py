"""The palette: every act by the words people use, the children by any of theirs, and why something cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.actions import all_actions
from iro_tui.caseload.finding import all_found, wanted_words
from iro_tui.caseload.lists.children import CHILDREN
from iro_tui.tui.app import IroApp
from iro_tui.tui.commands import BY_ID, COMMANDS
from iro_tui.tui.form import Form
from iro_tui.tui.palette import Palette, acts_here
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.synonyms import SYNONYMS
from tests.support.driving import at, shown, type_in, until
from tests.support.journeys import go, journey, on_row


async def opened(pilot: Pilot[None]) -> Palette:
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(pilot.app.screen, Palette) and pilot.app.screen.is_mounted, "the palette")
    assert isinstance(pilot.app.screen, Palette)
    return pilot.app.screen


def labels(palette: Palette) -> list[str]:
    return [item.label for item in palette.offered]


FIRST = {
    "Take back the last action": "undo, take back, revert",
    "Do again what was undone": "redo",
    "Set the RAG": "rag, green, amber, red, traffic light",
    "Record the review as held": "held, hold, held review, adjourn, adjourned, PEP, dental, life story, checklist",
    "Book the next review": "book, move, move review, book review, reschedule, change date",
    "Record the mid-point check": "mid-point, midpoint",
    "Escalate": "escalate, complaint, complain",
    "Write a footprint note": "note, contact, visit, phone, email, letter, text, child seen, log a contact",
    "Record an event": "event, incident, missing, allegation, told",
    "Add a task": "task, to do, reminder, passport, return interview, Regulation 44, reg 44, disruption meeting, audit",
    "Add a person of the case": "advocate, carer, school, telephone, people, personal adviser, contact details",
    "Change the social worker": "worker, social worker, manager",
    "Change the placement": "placement, placement move",
    "Change the legal status": "legal status, section 20, section 31, remand, court order",
    "Change details": "date of birth, disability, interpreter, UASC, name",
    "Put a child on the caseload": "new child, add a child",
    "End care": "end care, close case, leaving care, death",
    "Set the permanence plan": "permanence, adoption plan, special guardianship",
    "Ask for an early review": "early review, freeze",
    "Record the preparation": "prepare, invitations, pathway plan",
    "Take the booking of the review away": "unbook, cancel review",
    "Past review": "last review",
    "Past conference": "last conference",
    "Enter a child protection conference": "conference, ICPC, RCPC, section 47",
    "Record a core group": "core group",
    "Enter a hearing": "hearing",
    "Delete": "delete, erase",
    "Bring in a return": "import, SSDA903, Annex A",
    "Write what is shown": "export, Excel",
    "Mark notes of the outbox": "file, filed",
    "Copy the row": "copy, paste",
    "Go to the week": "week, calendar, planner",
    "Go to Today": "today, diary",
    "Go to who owes what": "friday list, chase",
    "Go to the journal": "log",
    "Your own leave": "annual leave",
    "Hand over": "hand over, cover",
    "Filter": "search, find, filter",
    "Lock": "lock, log out",
    "Leave": "quit, exit",
    "Show or hide full names": "names, hide names, privacy",
    "Change the settings": "settings",
    "Change to the next theme": "theme",
    "Every key": "help, manual, legend",
    "Book, record or note for siblings": "siblings",
}
"""By the act that it begins with, the words of officers for which it stands first."""


def test_the_words_of_officers_find_their_act_first(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        acts = acts_here(app)
        wrong = []
        for begins, words in FIRST.items():
            for typed in words.split(", "):
                wanted = wanted_words(typed)
                fitting = sorted((a for a in acts if all_found(wanted, a.index)), key=lambda act: act.order(wanted))
                first = next(iter(fitting), None)
                if first is None or not first.label.startswith(begins):
                    wrong.append((typed, begins, [act.label[:40] for act in fitting[:3]]))
        assert wrong == [], "\n".join(map(str, wrong))

    journey(filled, steps)


ASKED = {
    "new child": "Put a child on the caseload",
    "add child": "Put a child on the caseload",
    "move review": "Book the next review",
    "change date": "Book the next review",
    "social worker": "Change the social worker",
    "settings": "Change to the next theme",
    "print": "Write what is shown to a file",
    "export": "Write what is shown to a file",
    "conference": "Go to the child protection conferences",
    "cafcass": "Take an open escalation further",
    "log out": "Lock at once",
    "take back": "Take back the last action",
    "close case": "End care",
    "traffic light": "Set the RAG",
}


def test_people_s_words_find_what_they_mean_and_no_letters_in_between(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        palette = await opened(pilot)
        field = palette.query_one(Input)
        for typed, begins in ASKED.items():
            field.value = typed
            await until(pilot, lambda: any(begins in label for label in labels(palette)), typed)  # noqa: B023
        for nonsense in ("afcas", "zzz", "heme"):
            field.value = nonsense
            await until(pilot, lambda: not palette.offered, nonsense)
        assert "Nothing begins so" in shown(app)

    journey(filled, steps)


def test_every_act_is_found_by_its_own_words_and_by_every_synonym(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        acts = acts_here(app)
        here = {command.id for command in COMMANDS} | {
            name for name, verb in all_actions().items() if not verb.managers_alone
        }
        assert len(acts) == len(here) - 1, "all but the palette itself"
        for act in acts:
            for phrase in (act.label, *act.words.split(", ")):
                assert all_found(wanted_words(phrase), act.index), (act.label, phrase)
        assert set(SYNONYMS) <= set(BY_ID) | set(all_actions())

    journey(filled, steps)


def test_a_child_is_found_by_a_hidden_name_and_opened(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        child = app.open_session.lines(CHILDREN)[9]
        palette = await opened(pilot)
        await type_in(pilot, child.who.name)
        await until(pilot, lambda: labels(palette) == [child.ref], "the child")
        assert child.who.name not in shown(app).replace(palette.query_one(Input).value, "", 1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChildScreen), "opened")
        assert isinstance(app.screen, ChildScreen)
        assert app.screen.child_id == child.child_id

    journey(filled, steps)


def test_an_act_is_done_on_the_row_that_was_left(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        screen = await go(pilot, "2")
        row = await on_row(pilot, screen, lambda row: row is screen.table.rows[3])
        palette = await opened(pilot)
        await type_in(pilot, "set rag")
        await until(pilot, lambda: palette.offered and palette.offered[0].whom == row.ref, "upon the child")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Form), "the form")
        assert row.ref in shown(app)

    journey(filled, steps)


def test_what_cannot_be_done_stays_with_its_reason(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        await go(pilot, "2")
        palette = await opened(pilot)
        await type_in(pilot, "chase")
        chase = "Chase an open decision"
        await until(pilot, lambda: chase in labels(palette), "found")
        [chase_it] = [item for item in palette.offered if item.label == chase]
        assert chase_it.why_not == "begins on a row that shows a decision"
        assert chase_it.why_not in shown(app)
        assert not chase_it.whom

    journey(filled, steps)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
def test_the_chosen_line_stays_in_sight(filled: Path, size: Sequence[int]) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at(pilot, "today")
        palette = await opened(pilot)
        await pilot.press(*["pagedown"] * (len(palette.offered) // 10 + 1))
        last = palette.offered[-1].label[:20]
        await until(pilot, lambda: any(last in line and "▌" in line for line in shown(app).splitlines()), "the last")

    journey(filled, steps, (size[0], size[1]))
