"""Forms with their keys in one burst: the answers are those of slow typing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from textual.pilot import Pilot
from textual.widget import Widget

from iro_tui import actions
from iro_tui.actions.base import Action, look_at
from iro_tui.actions.questions import Question
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.tui.app import IroApp
from iro_tui.tui.form import Form
from tests.support.any_answers import something_for_each, subjects
from tests.support.driving import at_today, drive, over, read_at_once, until
from tests.support.stores import open_store

TYPED = {"note": "n1", "day": "+9d", "booking": "+9d", "code": "a1", "number": "12", "marks": "yn"}
"""What is typed into a question, by its kind; letters and digits that would answer another."""
QUESTIONS = 3
"""So many questions of a form are answered; a long one is not typed to its end."""

TYPED_INTO = ("book", "contact", "escalate", "event", "hold")
"""The forms that are typed into, by their verbs: those whose questions come with the answers."""

Left = tuple[dict[str, str], str]
"""The answers of a form, and where its focus is."""


class Opened(NamedTuple):
    """A form that can be opened: its verb, and what it is about."""

    verb: Action[Any]
    child_ids: Sequence[str]
    keys: Sequence[str]

    def form(self) -> Form:
        return Form(self.verb, self.child_ids, self.keys)


def with_something_for_each(store: Path) -> Session:
    session = open_store(store)
    something_for_each(session)
    return session


def openable(session: Session) -> Iterable[Opened]:
    """Each verb that has a form, on the first that it can be done to."""
    caseload = session.caseload()
    for verb in actions.all_actions().values():
        for child_ids, keys in subjects(verb, caseload, session):
            try:
                asked = verb.questions(look_at(session, verb, child_ids, keys))
            except Refused:
                continue
            if asked:
                yield Opened(verb, child_ids, keys)
            break


def keys_for(question: Question) -> str:
    """What answers a question: the second of its answers, or two of several."""
    offered = [option.key for option in question.options if option.key] or ["n"]
    if question.kind == "several":
        return "".join(offered[:2])
    if question.kind in ("choice", "yes_no"):
        return offered[:2][-1]
    return TYPED.get(question.kind, "1y")


async def at_rest(app: IroApp) -> None:
    """Until all that was read has been handed on, and what it brought has been done."""
    await asyncio.sleep(0)
    while not app.type_ahead.at_rest:
        await asyncio.sleep(0.002)


async def opened(pilot: Pilot[None], app: IroApp, which: Opened) -> Form:
    form = which.form()
    app.screen.open_form(form)  # type: ignore[attr-defined]
    await until(pilot, lambda: app.screen is form and form.is_mounted and form.focused, f"the form of {which.verb.id}")
    await at_rest(app)
    return form


async def left(app: IroApp, form: Form) -> Left:
    """What stands in a form, which then begins anew."""
    await at_rest(app)
    assert app.screen is form, "nothing has closed it"
    stood = dict(form.filling.values), focus_of(form)
    read_at_once(app, "\x12")  # ctrl+r
    await at_rest(app)
    return stood


async def closed(pilot: Pilot[None], app: IroApp, form: Form) -> None:
    read_at_once(app, "\x1b[27u")
    await until(pilot, lambda: app.screen is not form, "closed")


def focus_of(form: Form) -> str:
    at: Widget | None = form.focused
    return (at.id or "") if at else ""


async def typed_slowly(app: IroApp, form: Form) -> tuple[str, Left]:
    """Answer one question after the other, each key when the one before is done with: the keys, and what they left."""
    pressed, answered = "", set[str]()
    while len(answered) < QUESTIONS and (name := focus_of(form)) not in answered:
        answered.add(name)
        question = next(question for question in form.questions if question.name == name)
        for key in keys_for(question):
            read_at_once(app, key)
            await at_rest(app)
            pressed += key
        if focus_of(form) == name:
            read_at_once(app, "\t")
            await at_rest(app)
            pressed += "\t"
    return pressed, await left(app, form)


async def typed_in_chunks(app: IroApp, form: Form, chunks: Iterable[tuple[str, float]]) -> Left:
    for chunk, pause in chunks:
        read_at_once(app, chunk)
        await asyncio.sleep(pause)
    return await left(app, form)


def test_the_keys_of_a_form_in_one_burst_are_slow_typing(filled: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        forms = [which for which in openable(app.open_session) if which.verb.id in TYPED_INTO]
        assert len(forms) == len(TYPED_INTO)
        for which in forms:
            form = await opened(pilot, app, which)
            keys, slowly = await typed_slowly(app, form)
            at_once = await typed_in_chunks(app, form, [(keys, 0)])
            assert at_once == slowly, f"{which.verb.id}: {keys!r}"
            await closed(pilot, app, form)

    drive(over(lambda: with_something_for_each(filled)), steps, size=(80, 24))
