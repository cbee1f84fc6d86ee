"""The days of the week on which the officer works: said beside the others; no limit moves, no booking is forbidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.questions import Question, always, ask, numbered, questions_of
from iro_tui.domain.own_time import EVERY_DAY, WEEKDAYS, days_words, read_days, written_days
from iro_tui.domain.several import parted
from iro_tui.store.writes import Change, New

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class WorkingDaysAnswers:
    """The days of the week that are worked."""

    days: str = ask(
        "You work on",
        "several",
        options=numbered(WEEKDAYS),
        needed=always,
        missing="The days are empty: say on which you work.",
    )


class WorkingDays(Action[WorkingDaysAnswers]):
    id = "working_days"
    title = "Your working days"
    words = "Your own working days of the week"
    about = About.NOBODY
    asks = WorkingDaysAnswers
    offers = (Offer("facts", 111, "your working days of the week", key="y"),)

    def look(self, connection: Connection, scene: Scene) -> str:  # noqa: ARG002
        """The key of the setting; empty where it was never set."""
        from iro_tui.store.own import OWN_DAYS
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import SettingRow

        rows = read_rows(connection, SettingRow, key=OWN_DAYS)
        return rows[0].id if rows else ""

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        return questions_of(WorkingDaysAnswers, days={"default": written_days(scene.caseload.own_time.days)})

    def plan(self, scene: Scene, answers: WorkingDaysAnswers) -> Plan:
        from iro_tui.store.own import OWN_DAYS

        days = read_days(", ".join(parted(answers.days)))
        value = written_days(days)
        words = "every day from Monday to Friday" if days == EVERY_DAY else f"on {days_words(days)}"
        setting = Change("setting", scene.known, {"value": value})
        return Plan(
            name="Working days",
            sentence=f"Your own: you work {words}.",
            writes=(setting if scene.known else New("setting", {"key": OWN_DAYS, "value": value}),),
        )


ACTION = WorkingDays()
