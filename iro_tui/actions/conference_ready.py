"""What is ready before a conference: who had the report, and which agencies sent one of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.conference_asked import AskedConference, asked_conference
from iro_tui.actions.questions import Question, act_day, ask, coded, questions_of
from iro_tui.caseload.refusals import refusing
from iro_tui.domain.protection import AGENCIES
from iro_tui.domain.several import kept_together, parted, typed_together
from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import amount_words, day_words

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ReadyAnswers:
    """Since when parents and agencies have the report; who was asked, and who sent a report."""

    parents: date | None = ask("Parents had it", "day", lean="back", hint="the worker's report: today, mon")
    agencies: date | None = ask("Agencies had it", "day", lean="back", hint="the worker's report: today, mon")
    invited: str = ask("Asked", "several", options=coded(AGENCIES))
    reported: str = ask("Sent a report", "several", options=coded(AGENCIES))
    known: date | None = act_day("Known since", "give the day on which you knew")


class ConferenceReady(Action[ReadyAnswers]):
    id = "conference_ready"
    title = "Say what is ready before the conference"
    words = "Say what is ready before a conference: report to parents and agencies, reports of agencies"
    about = About.CHILD
    asks = ReadyAnswers
    wide = True

    def look(self, connection: Connection, scene: Scene) -> AskedConference:
        return asked_conference(connection, scene)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        known: AskedConference = scene.known
        return questions_of(
            ReadyAnswers,
            parents={"default": typed(known.kept("parents_report_on"))},
            agencies={"default": typed(known.kept("agencies_report_on"))},
            invited={"default": typed_together(known.kept("invited"))},
            reported={"default": typed_together(known.kept("reported"))},
        )

    def aside(self, scene: Scene) -> str:
        known: AskedConference = scene.known
        booked = known.duty.booked
        return f"{known.words}, {day_words(booked, scene.today) if booked else 'not booked'}"

    def plan(self, scene: Scene, answers: ReadyAnswers) -> Plan:
        known: AskedConference = scene.known
        for name, label, day in (
            ("parents", "Parents had it", answers.parents), ("agencies", "Agencies had it", answers.agencies),
        ):  # fmt: skip
            with refusing(name):
                if day:
                    require_come(label, day, scene.today, "say it once they have it")
        values = {
            "parents_report_on": answers.parents,
            "agencies_report_on": answers.agencies,
            "invited": kept_together(answers.invited),
            "reported": kept_together(answers.reported),
        }
        asked, sent = len(parted(answers.invited)), len(parted(answers.reported))
        parents = f"parents had the report {day_words(answers.parents, scene.today)}" if answers.parents else ""
        reports = f"{amount_words(sent, 'reports')} of {amount_words(asked, 'agencies')}" if asked else ""
        words = ", ".join(filter(None, (parents, reports))) or "nothing is ready yet"
        writes = (known.write(scene.child_id, values),)
        latest = max(filter(None, (scene.act_day, answers.parents, answers.agencies)))
        return Plan(
            name="Before the conference",
            sentence=f"{scene.called}: {words}.",
            writes=writes,
            asks=_asks_after(scene, known, latest),
        )


def _asks_after(scene: Scene, known: AskedConference, day: date) -> str:
    """What to ask on a day after that of the conference; empty before it, and where none is booked.

    One that is held on another day is booked for that by then.
    """
    booked = known.duty.booked
    if booked is None or day <= booked:
        return ""
    return (
        f"{scene.called}: the {known.words} was booked for {day_words(booked, scene.today)}, and h records it: "
        "was all of this ready before it?"
    )


ACTION = ConferenceReady()
