"""Recording a day of court: that it took place, and the order that was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.checks import asks_before
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.order_made import before_it, into_care, is_final, is_revoked, order_rows, order_words
from iro_tui.actions.proceedings_end import ending, ends_with_it
from iro_tui.actions.questions import AnswersSoFar, Question, act_day, ask, questions_of
from iro_tui.actions.running import running_rows
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.beside import Proceedings
from iro_tui.domain.codes import LEGAL_STATUS, ORDERS
from iro_tui.domain.plain_words import ALSO
from iro_tui.domain.proceedings import is_running
from iro_tui.domain.protection import FINAL, TRACKED
from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

RECORD = "Hearing"
"""What the act is called in the journal."""
_NOTE = NoteTemplate("Hearing", ("{what} took place on {day}.", "The court ordered: {order}.", "{note}."))


@dataclass(frozen=True, slots=True)
class HoldHearingAnswers:
    """What the court ordered, and what matters of it."""

    order: str = ask("Order made", "code", codes=ORDERS, also=ALSO, hint="C1, E1, revoked …; empty: no change")
    then: str = ask("Legal status then", "code", codes=LEGAL_STATUS, also=ALSO, asked=is_revoked, needed=is_revoked,
                    hint="the one that holds once it is revoked")  # fmt: skip
    ends: bool | None = ask("Proceedings end", "yes_no", asked=is_final, default="yes", hint="with this hearing")
    note: str = ask("Note", "note", hint="what was said of the care plan")
    day: date | None = act_day("On", "give the day on which it was")


class KnownHearing(NamedTuple):
    """The day of court, and the legal status that runs."""

    row: Any
    statuses: list[Any]


class HoldHearing(Action[HoldHearingAnswers]):
    id = "hold_hearing"
    title = "Hearing"
    words = "Record a hearing that took place: interim care order, care order, placement order, revoked"
    about = About.ROW
    table = "court_date"
    asks = HoldHearingAnswers
    wide = True

    def whose(self, connection: Connection, key: str) -> tuple[str, ...]:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import CourtDateRow

        row = read_row(connection, CourtDateRow, key)
        return (row.child_id,) if row else ()

    def look(self, connection: Connection, scene: Scene) -> KnownHearing:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import CourtDateRow

        row = read_row(connection, CourtDateRow, scene.key)
        if row is None or row.child_id not in scene.caseload.cases:
            raise Refused("This day of court is not on record any more: look at the list again. Nothing was changed.")
        return KnownHearing(row, running_rows(connection, scene, "legal_status"))

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        on = scene.known.row.on_day
        return questions_of(
            HoldHearingAnswers,
            day={"default": typed(on)} if on < scene.today else {},
            then={"default": before_it(scene)},
            ends={"asked": partial(_may_end, scene, own)} if (own := self._proceedings(scene)) else None,
        )

    def _proceedings(self, scene: Scene) -> Proceedings | None:
        """The proceedings that the day of court is of, while they run."""
        own = scene.known.row.proceedings_id
        return next((p for p in scene.case.proceedings if p.id == own and is_running(p, scene.today)), None)

    def heading(self, scene: Scene) -> str:
        row = scene.known.row
        return f"Record the {in_a_sentence(row.what)} of {day_words(row.on_day, scene.today)}"

    def plan(self, scene: Scene, answers: HoldHearingAnswers) -> Plan:
        row, day = scene.known.row, scene.act_day
        values = {"done_on": day, "order_made": answers.order or None}
        words = f"day of court {day_words(day, scene.today)} took place{order_words(answers.order)}"
        over = self._proceedings(scene) if answers.ends else None
        if over:
            words += f", and the proceedings ended with it{ends_with_it(scene, over.id, day, but=row.id)}"
        return Plan(
            name=RECORD,
            sentence=f"{scene.called}: {words}.",
            writes=(
                Change("court_date", row.id, values),
                *([ending(over.id, day, answers.order)] if over else ()),
                *order_rows(scene, scene.known.statuses, answers.order, day, answers.then),
            ),
            notes=(
                _NOTE.note(scene.child_id, what=row.what, day=day, order=ORDERS.get(answers.order), note=answers.note),
            ),
            asks=asks_before([(f"{scene.called}: the day of court", row.on_day)], day, scene.today),
            says_day=True,
            then=into_care(scene, answers.order, day),
        )


def _may_end(scene: Scene, own: Proceedings, so_far: AnswersSoFar) -> bool:
    """Whether the proceedings may be over with a hearing: by its order; else those that no 26 weeks end, by the last.

    An application to discharge an order, or one that is dismissed, makes none.
    """
    last = scene.known.row.kind == FINAL or is_revoked(so_far)
    return is_final(so_far) or (last and own.application not in TRACKED)


ACTION = HoldHearing()
