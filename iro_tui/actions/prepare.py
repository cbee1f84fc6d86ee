"""What is ready before a review: talks, reports, plans, offers, papers out and back. Source: domain reference 4.2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.done import contact_row
from iro_tui.actions.marks import Marks, typed_marks
from iro_tui.actions.no_review import no_review
from iro_tui.actions.notes import Note, NoteTemplate
from iro_tui.actions.questions import Option, Question, act_day, ask, one_of, questions_of
from iro_tui.domain.calendar import age_on
from iro_tui.domain.duty_kinds import BY_ID, PREPARATION
from iro_tui.domain.footprint import LEAVES
from iro_tui.domain.review_clock import ReviewClocks
from iro_tui.domain.vocabulary import PARTIES
from iro_tui.domain.words import amount_words, day_words
from iro_tui.store.writes import Change, New, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

PEP_FROM, PATHWAY_FROM = 3, 16
PLANS = {
    "care_plan_received_on": "Care plan in",
    "pep_received_on": "PEP in",
    "health_plan_received_on": "Health plan in",
    "pathway_plan_received_on": "Pathway plan in",
}
READY = {
    "talked_on": "Talked with the social worker",
    "invited_on": "Invitations out",
    "report_on": "Social worker's report in",
    **PLANS,
}
"""What a day is kept of, in the order it is asked."""
YES, NO = "y", "n"
OUT, BACK = "out", "back"
ALONE, NOT_ALONE, NOT_SPOKEN = "alone", "not alone", "no"
OFFERS = {"advocate": "advocate_offered", "visitor": "visitor_offered"}
_SPOKEN = NoteTemplate(
    "Spoken with the child",
    (
        "The IRO spoke with the child before the review ({alone}).",
        "Where: {where}.",
        "The IRO did not speak with the child before the review: {why_not}.",
    ),
)


@dataclass(frozen=True, slots=True)
class PrepareAnswers:
    """How far a review is prepared; what is new is of the day `on`, what was known keeps its own."""

    ready: Marks = ask("Ready", "marks", options=(Option("y", YES, "yes"), Option("n", NO, "not yet")))
    spoken: str = ask(
        "Spoken to",
        "choice",
        options=(
            Option("a", ALONE, "alone"),
            Option("n", NOT_ALONE, "not alone"),
            Option("x", NOT_SPOKEN, "no"),
        ),
    )
    where: str = ask("Where", hint="if wanted", asked=one_of("spoken", ALONE, NOT_ALONE))
    why_not: str = ask(
        "Why not", hint="did not want to, say", asked=one_of("spoken", NOT_SPOKEN), needed=one_of("spoken", NOT_SPOKEN)
    )
    offered: Marks = ask(
        "Offered",
        "marks",
        options=(Option("y", YES, "yes"), Option("n", NO, "no")),
        things=(("advocate", "An advocate"), ("visitor", "An independent visitor")),
    )
    interpreter: str = ask("Interpreter", hint="the language, if one is needed")
    papers: Marks = ask(
        "Consultation",
        "marks",
        options=(Option("o", OUT, "out"), Option("r", BACK, "returned")),
        things=tuple((party, f"Papers to {party}") for party in PARTIES),
    )
    on: date | None = act_day("On", "record it when it is done")


class PreparationRecord(NamedTuple):
    """What is on record of the review's preparation; no review where none is planned yet."""

    review: Any | None
    papers: Mapping[str, Any]
    """The consultation rows by party."""

    def value(self, column: str) -> Any:
        return getattr(self.review, column) if self.review else None


class Prepare(Action[PrepareAnswers]):
    id = "prepare"
    title = "Preparation"
    words = "Record the preparation of the review: report, invitations, papers, spoken to the child, advocate"
    about = About.CHILD
    asks = PrepareAnswers
    offers = (Offer("facts", 10, "preparation of the next review", key="1"),)
    wide = True
    keeps_choices = True

    def look(self, connection: Connection, scene: Scene) -> PreparationRecord:
        from iro_tui.store.reads import read_row, read_rows
        from iro_tui.store.shapes import ConsultationRow, ReviewRow

        serving = clocks(scene).serving
        if serving is None:
            return PreparationRecord(None, {})
        papers = read_rows(connection, ConsultationRow, review_id=serving.id)
        return PreparationRecord(read_row(connection, ReviewRow, serving.id), {row.party: row for row in papers})

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        known: PreparationRecord = scene.known
        timing = ready_timing(scene)
        asked = asked_plans(scene)
        spoken = NOT_SPOKEN if known.value("not_spoken_reason") else ""
        if known.value("spoken_on"):
            spoken = ALONE if known.value("spoken_alone") else NOT_ALONE
        offered = {name: known.value(column) for name, column in OFFERS.items()}
        return questions_of(
            PrepareAnswers,
            ready={
                "things": tuple((name, " · ".join(filter(None, (READY[name], timing.get(name))))) for name in asked),
                "default": typed_marks({name: YES for name in asked if known.value(name)}),
            },
            spoken={"default": spoken},
            where={"default": known.value("spoken_where") or ""},
            why_not={"default": known.value("not_spoken_reason") or ""},
            offered={
                "default": typed_marks({name: YES if is_ else NO for name, is_ in offered.items() if is_ is not None})
            },
            interpreter={"default": known.value("interpreter") or ""},
            papers={
                "default": typed_marks({party: BACK if row.returned_on else OUT for party, row in known.papers.items()})
            },
        )

    def plan(self, scene: Scene, answers: PrepareAnswers) -> Plan:
        known: PreparationRecord = scene.known
        on = scene.act_day
        asked = asked_plans(scene)
        ticked = {name: mark.answer == YES for name, mark in answers.ready.items()}
        days = {name: (known.value(name) or on) if ticked.get(name) else None for name in asked}
        spoken = answers.spoken in (ALONE, NOT_ALONE)
        values = {
            **days,
            "papers_on": _papers_on(days) or known.value("papers_on"),
            "spoken_on": (known.value("spoken_on") or on) if spoken else None,
            "spoken_alone": answers.spoken == ALONE if spoken else None,
            "spoken_where": answers.where or None,
            "not_spoken_reason": answers.why_not or None,
            **{
                column: answers.offered[name].answer == YES if name in answers.offered else None
                for name, column in OFFERS.items()
            },
            "interpreter": answers.interpreter or None,
        }
        review = _review(scene, values)
        ready = sum(day is not None for day in days.values())
        talked = ", child spoken to" if values["spoken_on"] else ""
        return Plan(
            name="Prepare review",
            sentence=f"{scene.called}: {amount_words(ready, 'things')} ready of {len(asked)}{talked}.",
            writes=(review, *_paper_rows(scene, review.key, on, answers.papers), *_contacts(scene, values))
            if _differs(scene, values, answers)
            else (),
            notes=tuple(_note(scene, values)),
        )


def clocks(scene: Scene) -> ReviewClocks:
    """The review clocks of the one child. Raises Refused for a child who is not looked after."""
    if scene.on_day is None or scene.on_day.clocks is None:
        raise no_review(scene, scene.child_id, scene.called, "record")
    return scene.on_day.clocks


def ready_timing(scene: Scene) -> dict[str, str]:
    """For each thing with a limit: `by Tue 17 Nov` while it is awaited, then `in time` or `2 wd late`.

    The limits are counted from the booking, or from the review's limit while nothing is booked.
    """
    upcoming = clocks(scene).next
    rules = {kind.column: kind.rule for kind in PREPARATION}
    timing = {}
    for name in asked_plans(scene):
        rule = rules.get("papers_on" if name in PLANS else name)
        if rule is None:
            continue
        limit = rule.limit(upcoming.booked or upcoming.limit, scene.practice)
        done = scene.known.value(name)
        if done is None:
            timing[name] = f"by {day_words(limit, scene.today)}"
        else:
            late = rule.calendar(scene.practice).between(limit, done)
            timing[name] = f"{late} wd late" if late > 0 else "in time"
    return timing


def asked_plans(scene: Scene) -> tuple[str, ...]:
    """What is asked to be ready: PEP and pathway plan by age."""
    born = scene.case.born
    age = age_on(born, scene.today) if born else None
    from_age = {"pep_received_on": PEP_FROM, "pathway_plan_received_on": PATHWAY_FROM}
    return tuple(name for name in READY if age is None or age >= from_age.get(name, 0))


def _papers_on(days: Mapping[str, date | None]) -> date | None:
    """The day the last of the plans came in; None while one is missing."""
    plans = [days[name] for name in PLANS if name in days]
    there = [day for day in plans if day]
    return max(there) if there and len(there) == len(plans) else None


def _differs(scene: Scene, values: Mapping[str, Any], answers: PrepareAnswers) -> bool:
    """Whether anything is new: a review must not be planned for nothing."""
    known: PreparationRecord = scene.known
    papers = {party: BACK if row.returned_on else OUT for party, row in known.papers.items()}
    return any(known.value(name) != value for name, value in values.items()) or papers != {
        party: mark.answer for party, mark in answers.papers.items()
    }


def _review(scene: Scene, values: Mapping[str, Any]) -> New | Change:
    """The review's own row, planned now where there is none."""
    serving = clocks(scene).serving
    if serving:
        return Change("review", serving.id, values)
    return New("review", {"child_id": scene.child_id, "follow_record": True, **values})


def _paper_rows(scene: Scene, review_id: str, on: date, papers: Marks) -> Iterator[Write]:
    for party, mark in papers.items():
        row = scene.known.papers.get(party)
        returned = on if mark.answer == BACK else None
        if row is None:
            values = {"party": party, "sent_on": on, "returned_on": returned}
            yield New("consultation", {"child_id": scene.child_id, "review_id": review_id, **values})
        elif (row.returned_on is None) != (returned is None):
            yield Change("consultation", row.id, {"returned_on": returned})


def _contacts(scene: Scene, values: Mapping[str, Any]) -> Iterator[New]:
    """The footprint of the talks that are new."""
    known: PreparationRecord = scene.known
    for contact in LEAVES.values():
        column = BY_ID[contact.duty].column
        on: date | None = values.get(column)
        if on and on != known.value(column):
            alone = values["spoken_alone"] if contact.alone else None
            yield contact_row(scene.child_id, replace(contact, alone=alone), on)


def _note(scene: Scene, values: Mapping[str, Any]) -> Iterator[Note]:
    """That the child was spoken to, or why not, where that is new."""
    known: PreparationRecord = scene.known
    spoken_on, why_not = values["spoken_on"], values["not_spoken_reason"]
    if spoken_on != known.value("spoken_on") or why_not != known.value("not_spoken_reason"):
        yield _SPOKEN.note(
            scene.child_id,
            spoken_on,
            alone=(ALONE if values["spoken_alone"] else NOT_ALONE) if spoken_on else None,
            where=values["spoken_where"],
            why_not=why_not,
        )


ACTION = Prepare()
