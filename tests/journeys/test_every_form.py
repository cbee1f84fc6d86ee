"""Every form, gone through by the arrows and by Tab on a low screen: nothing is answered, and where one is is seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.pilot import Pilot

from iro_tui import actions
from iro_tui.actions.base import Action, look_at
from iro_tui.actions.naming import offering
from iro_tui.actions.questions import Question
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.tui.app import IroApp
from iro_tui.tui.booking_form import form_of as made
from iro_tui.tui.form import Form
from iro_tui.tui.new_child import NewChild
from iro_tui.tui.widgets.asked import AskedQuestion
from tests.journeys.test_form_bursts import with_something_for_each
from tests.support.any_answers import subjects
from tests.support.driving import at_today, drive, over, until

SUBJECTS = 12
"""So many that a verb can be done to are looked at for the one of whom it asks the most."""
MOST = 150
"""More keys no form takes until the focus is where it began."""
FEW = 12
"""So many keys are pressed in a form that asks one thing."""
SHARES = 4
"""The forms are gone through in so many tests, which run side by side."""
ANSWERS = {"note": "one\ntwo", "day": "today", "booking": "+9d 10:00 Saltby", "number": "12", "yes_no": "no"}
"""What stands in a question that is answered, by its kind."""


class Openable(NamedTuple):
    """What has a form, whom or what it is about, and what it asks."""

    verb: Action[Any]
    child_ids: Sequence[str]
    keys: Sequence[str]
    questions: Sequence[Question]

    def form(self, *, filled_in: bool) -> Form:
        if self.verb.id == "child":
            return NewChild()
        answers = {question.name: answered(question) for question in self.questions} if filled_in else {}
        return made(self.verb, self.child_ids, self.keys, answers)


def openable(session: Session) -> Iterator[Openable]:
    """Each verb whose form can be opened here, on the one of whom it asks the most."""
    caseload = session.caseload()
    for verb in actions.all_actions().values():
        asked = {}
        for subject in subjects(verb, caseload, session)[:SUBJECTS]:
            try:
                scene = look_at(session, verb, *subject)
                verb.heading(scene), verb.aside(scene)
                asked[subject] = offering(verb, scene)
            except Refused:
                continue
        if any(asked.values()):
            subject = max(asked, key=lambda each: len(asked[each]))
            yield Openable(verb, *subject, asked[subject])


def _is_open(app: IroApp, form: Form) -> bool:
    return app.screen is form and form.focused is not None


def answered(question: Question) -> str:
    """Something that stands in a question."""
    values = [option.value for option in question.options]
    if question.kind == "marks":
        return ""
    if question.kind == "several":
        return ", ".join(values[1:3])
    if question.kind == "choice":
        return values[-1]
    if question.kind == "code":
        return list(question.codes or ())[1]
    return question.people[0] if question.people else ANSWERS.get(question.kind, "some words")


def blind(form: Form) -> str:
    """Why the question with the focus is not seen; empty where it is."""
    rows = [row for row in form.query(AskedQuestion) if form.focused in row.walk_children()]
    if not rows:
        return f"the focus is on {form.focused}"
    window, place = form.query_one("#questions").scrollable_content_region, rows[0].region
    whole = place.intersection(window).height == min(place.height, window.height)
    return "" if whole else f"{rows[0].question.name}: {place} in {window}"


async def gone_through(pilot: Pilot[None], form: Form, key: str) -> list[str]:
    """Press a key until the focus is where it began; what was wrong on the way."""
    began, wrong, away = form.focused, [], False
    for _ in range(MOST if len(form.filling.asked) > 1 else FEW):
        await pilot.press(key)
        if fault := blind(form):
            wrong.append(f"{key}: {fault}")
        if away and form.focused is began:
            return wrong
        away |= form.focused is not began
    if not away and len(form.filling.asked) == 1:
        return wrong
    return [*wrong, f"{key}: never came round, {form.here and form.here.name} holds it"]


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("filled_in", [False, True])
def test_going_through_a_form_answers_nothing_and_shows_where_one_is(filled: Path, filled_in: bool, share: int) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        screen = await at_today(pilot)
        faults = []
        for which in list(openable(app.open_session))[share::SHARES]:
            name, form = which.verb.id, which.form(filled_in=filled_in)
            screen.open_form(form)
            await until(pilot, partial(_is_open, app, form), f"the form of {name}")
            await pilot.pause()
            stood = dict(form.filling.values)
            for key in ("down", "up", "tab"):
                wrong = await gone_through(pilot, form, key)
                now = dict(form.filling.values)
                wrong += [f"{key}: {each} is {now[each]!r}" for each in stood if now[each] != stood[each]]
                faults += [f"{name}: {fault}" for fault in wrong]
            if missing := form.filling.missing:
                await pilot.press("shift+tab", "f2")
                assert form.here == missing, name
                faults += [f"{name}: F2: {fault}" for fault in [blind(form)] if fault]
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen, f"the form of {name} closed")
        assert not faults, "\n".join(faults)

    drive(over(lambda: with_something_for_each(filled)), steps, size=(80, 24))
