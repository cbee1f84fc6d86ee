"""The end of a child's care: no review is asked any more, what was planned is taken off, what is open stays asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Question, act_day, ask_code, questions_of
from iro_tui.actions.running import require_looked_after, running_rows
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.care_status import is_open, majority, unsure_end
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.codes import CONTINUES, END_REASON
from iro_tui.domain.duties import duties_of
from iro_tui.domain.words import amount_words, day_words
from iro_tui.store.writes import Change, Remove, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

ENDS = {code: words for code, words in END_REASON.items() if code != CONTINUES}
ENDING = "End of care"
"""Its name in the journal, from which `open_again` takes it back."""
_RUNNING = ("care_period", "legal_status", "placement", "adoption_authority")
_NOTE = NoteTemplate(ENDING, ("The child ceased to be looked after on {last}: {reason}.",))


@dataclass(frozen=True, slots=True)
class EndCareAnswers:
    """The day care ended, and why."""

    reason: str = ask_code("Reason", ENDS, "E4A, or its words: adopted…")
    on: date | None = act_day("On", "record it when it has happened")


class CareRunning(NamedTuple):
    """What goes on: rows by table, and the keys of reviews that are planned."""

    rows: dict[str, list[Any]]
    planned: list[str]


class EndCare(Action[EndCareAnswers]):
    id = "end_care"
    title = "End of care"
    words = "End care: left care, adopted, returned home, turned 18, ceased"
    about = About.CHILD
    asks = EndCareAnswers
    offers = (Offer("facts", 80, "end of care", key="8"),)
    wide = True

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        eighteen = majority(scene.case)
        of_age = eighteen is not None and eighteen <= scene.today
        return questions_of(EndCareAnswers, on={"default": f"{eighteen:%d/%m/%Y}"} if of_age else {})

    def look(self, connection: Connection, scene: Scene) -> CareRunning:
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import SHAPES, ReviewRow

        rows = {table: running_rows(connection, scene, table) for table in _RUNNING}
        if by := unsure_end(scene.case, scene.today):
            # What a file ended by a day ended on one that is now known.
            rows = {
                table: [row for row in read_rows(connection, SHAPES[table], child_id=scene.child_id) if row.ended == by]
                for table in _RUNNING
            }
        planned = [row.id for row in read_rows(connection, ReviewRow, child_id=scene.child_id, held=None)]
        return CareRunning(rows, planned)

    def plan(self, scene: Scene, answers: EndCareAnswers) -> Plan:
        on = scene.act_day
        by = unsure_end(scene.case, scene.today)
        if by is None:
            require_looked_after(scene, on)
        elif on > by:
            raise Refused(f"Care had ended by {day_words(by, scene.today)}, as a file tells it: a day up to then.")
        if any(on < row.started for row in scene.known.rows["care_period"]):
            raise Refused(f"The day is {day_words(on, scene.today)}, before this time of care began.")
        why = {"end_known": True, "end_reason": answers.reason}
        ends: list[Write] = [
            Change(table, row.id, {"ended": on, **(why if table == "care_period" else {})})
            for table, rows in scene.known.rows.items()
            for row in rows
        ]
        early = [early.id for early in scene.case.early_reviews if early.withdrawn_on is None]
        words = ENDS[answers.reason]
        return Plan(
            name=ENDING,
            sentence=f"{scene.called}: care ended {day_words(on, scene.today)}, {words}.",
            writes=(
                *ends,
                *(Remove("review", key) for key in scene.known.planned),
                *(Change("early_review", key, {"withdrawn_on": on}) for key in early),
            ),
            says_day=True,
            notes=(_NOTE.note(scene.child_id, last=on, reason=words),),
            warning=_still_open(scene, on),
        )


def _still_open(scene: Scene, on: date) -> str:
    """What goes on being asked once care has ended."""
    periods = tuple(
        period._replace(ended=on) if is_open(period.ended, scene.today) else period for period in scene.case.periods
    )
    left = duties_of(CaseOnDay(replace(scene.case, periods=periods), scene.practice, scene.today))
    if not left:
        return "Nothing more is asked for this child; the record stays."
    still = f"{amount_words(len(left), 'things')} left open {'stays' if len(left) == 1 else 'stay'}"
    return f"No review is asked any more; {still} in Today until done."


ACTION = EndCare()
