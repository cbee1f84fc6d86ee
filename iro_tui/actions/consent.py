"""A parent's consent to placing for adoption: since when, or when it was withdrawn. Source: ACA 2002 s19, AAR 36(1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Question, act_day, always, questions_of
from iro_tui.actions.running import require_looked_after, running_rows
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, New

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

KIND = "consent (s19)"
_GIVEN = NoteTemplate("Consent to adoption", ("Consent to placing the child for adoption was given on {day} (s19).",))
_ENDED = NoteTemplate("Consent to adoption", ("Consent to placing the child for adoption ended on {day}.",))


@dataclass(frozen=True, slots=True)
class ConsentAnswers:
    """The day on which consent was given; of one on record, the day on which it ended."""

    on: date | None = act_day("Given on", "record it when it has happened", needed=always)


class Consent(Action[ConsentAnswers]):
    id = "consent"
    title = "Consent to adoption"
    words = "Consent to adoption by the parents (section 19): given, withdrawn, relinquished baby, authority to place"
    about = About.CHILD
    asks = ConsentAnswers
    offers = (Offer("facts", 96, "consent to adoption", key="a"),)

    def look(self, connection: Connection, scene: Scene) -> list[Any]:
        """The consent that holds now."""
        return running_rows(connection, scene, "adoption_authority")

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        return questions_of(ConsentAnswers, on={"label": "Ended on" if scene.known else "Given on"})

    def aside(self, scene: Scene) -> str:
        days = [day_words(row.started, scene.today) for row in scene.known]
        return f"given {days[-1]}: when did it end?" if days else "none on record"

    def plan(self, scene: Scene, answers: ConsentAnswers) -> Plan:  # noqa: ARG002
        on = scene.act_day
        words = day_words(on, scene.today)
        if scene.known:
            return _ended(scene, on, words)
        require_looked_after(scene, on)
        if scene.case.born and on < scene.case.born:
            raise Refused(f"Given on is {words}, before the child was born: look at the year.")
        return Plan(
            name="Consent to adoption",
            sentence=f"{scene.called}: consent to placing for adoption given {words}.",
            writes=(New("adoption_authority", {"child_id": scene.child_id, "kind": KIND, "started": on}),),
            notes=(_GIVEN.note(scene.child_id, on, day=on),),
            says_day=True,
        )


def _ended(scene: Scene, on: date, words: str) -> Plan:
    """The end of the consent that holds. Raises Refused: before it was given."""
    for row in scene.known:
        if on < row.started:
            raise Refused(f"Ended on is {words}, before it was given on {day_words(row.started, scene.today)}.")
    return Plan(
        name="End of consent",
        sentence=f"{scene.called}: consent to placing for adoption ended {words}.",
        writes=tuple(Change("adoption_authority", row.id, {"ended": on}) for row in scene.known),
        notes=(_ENDED.note(scene.child_id, on, day=on),),
        says_day=True,
    )


ACTION = Consent()
