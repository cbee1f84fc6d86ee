"""Correcting what is kept of a person of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.questions import Question, always, ask, coded, questions_of, stored
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.people import OF_THE_CHILD, PARTS
from iro_tui.domain.reaching import email_fault, phone_fault
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class PersonCorrected:
    """What is kept of somebody of a case."""

    role: str = ask("Who", "choice", column="role", options=coded(OF_THE_CHILD), needed=always)
    name: str = ask("Name", column="name")
    phone: str = ask("Telephone", column="phone", fault=phone_fault)
    email: str = ask("E-mail", column="email", fault=email_fault)
    organisation: str = ask("Organisation", column="organisation")


def person_row(connection: Connection, scene: Scene) -> Any:
    """The row of the person. Raises Refused: not on record any more."""
    from iro_tui.store.reads import read_row
    from iro_tui.store.shapes import CasePersonRow

    row = read_row(connection, CasePersonRow, scene.key)
    if row is None:
        raise Refused("This person is not on record any more: look at the case again. Nothing was changed.")
    return row


class CorrectPerson(Action[PersonCorrected]):
    id = "person"
    title = "Correct a person"
    words = "Correct a person of the case: name, telephone, e-mail, organisation"
    about = About.ROW
    table = "case_person"
    asks = PersonCorrected
    offers = (Offer("facts", 7, "correct this person", key="c"),)

    def look(self, connection: Connection, scene: Scene) -> Any:
        return person_row(connection, scene)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        names = [question.name for question in questions_of(PersonCorrected)]
        return questions_of(PersonCorrected, **{name: {"default": getattr(scene.known, name) or ""} for name in names})

    def plan(self, scene: Scene, answers: PersonCorrected) -> Plan:
        ref = scene.caseload.children[scene.known.child_id].ref
        return Plan(
            name="Correct person",
            sentence=f"{ref}: {PARTS[answers.role]} corrected.",
            writes=(Change("case_person", scene.key, stored(answers)),),
        )


ACTION = CorrectPerson()
