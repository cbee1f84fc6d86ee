"""Adding somebody to a case with telephone and e-mail; of a worker these are kept once, for all children."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.questions import act_day, always, ask, coded, stored
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.people import MANAGER, OF_THE_CHILD, OF_THE_SERVICE, PARTS
from iro_tui.domain.reaching import email_fault, phone_fault
from iro_tui.domain.words import day_words, joined
from iro_tui.store.writes import Put, person_key

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class PersonAnswers:
    """Somebody of a case."""

    role: str = ask("Who", "choice", column="role", options=coded(OF_THE_CHILD | OF_THE_SERVICE), needed=always)
    name: str = ask("Name", column="name", hint="of a social worker or manager the one on record")
    phone: str = ask("Telephone", column="phone", fault=phone_fault)
    email: str = ask("E-mail", column="email", fault=email_fault)
    organisation: str = ask("Organisation", column="organisation", hint="school, agency, firm")
    since: date | None = act_day("Since", "give the day from which it was so")


class AddPerson(Action[PersonAnswers]):
    id = "people"
    title = "Person of the case"
    words = "Add a person of the case: carer, parent, school, guardian, advocate; telephone, e-mail, contact details"
    about = About.CHILD
    asks = PersonAnswers
    offers = (Offer("facts", 100, "people: carer, parent, school, guardian; telephone", key="9"),)

    def look(self, connection: Connection, scene: Scene) -> frozenset[str]:  # noqa: ARG002
        """The keys of the persons of the service on record."""
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import PersonRow

        return frozenset(row.id for row in read_rows(connection, PersonRow))

    def plan(self, scene: Scene, answers: PersonAnswers) -> Plan:
        if answers.role in OF_THE_SERVICE:
            return self._worker(scene, answers)
        if not (answers.name or answers.organisation or answers.phone or answers.email):
            raise Refused("Nothing of the person is given: give a name, a telephone number or an organisation.")
        return Plan(
            name="Add person",
            sentence=f"{scene.called}: {PARTS[answers.role]} added, since {day_words(scene.act_day, scene.today)}.",
            writes=scene.new_each("case_person", stored(answers) | {"started": scene.act_day}),
            says_day=True,
        )

    @staticmethod
    def _worker(scene: Scene, answers: PersonAnswers) -> Plan:
        """Telephone and e-mail of the worker on record; another worker begins on a day, by a verb of its own."""
        part, workers = PARTS[answers.role], scene.caseload.workers.get(scene.child_id)
        now = (workers.manager if answers.role == MANAGER else workers.social_worker) if workers else ""
        if not now or answers.name not in ("", now):
            raise Refused(f"The {part} on record is {now or 'nobody'}: i, social worker, names another.")
        reached = {name: value for name in ("phone", "email") if (value := getattr(answers, name))}
        if not reached:
            raise Refused(f"Nothing of the {part} is given: give telephone or e-mail.")
        person = person_key(now)
        begun = {} if person in scene.known else {"role": answers.role}
        words = joined([{"phone": "telephone", "email": "e-mail"}[name] for name in reached])
        return Plan(
            name="Add person",
            sentence=f"{scene.called}: {words} of the {part} kept, for all children.",
            writes=(Put("person", person, {"name": now, **begun, **reached}),),
        )


ACTION = AddPerson()
