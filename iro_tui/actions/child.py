"""Putting a child on the caseload as it stands on a paper list; every clock starts by itself, from what is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.checks import asks_of_age, require_come, require_near
from iro_tui.actions.child_questions import ChildAnswers, child_questions, kind_of
from iro_tui.actions.child_rows import case_of, child_rows, values_of
from iro_tui.actions.child_words import known_people, on_it, what_follows
from iro_tui.actions.listed_status import typed_status
from iro_tui.actions.questions import AnswersSoFar, Question
from iro_tui.caseload.diary import clash_words
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import add_months
from iro_tui.domain.child_name import child_name
from iro_tui.domain.typed_booking import TypedBooking
from iro_tui.domain.words import day_words
from iro_tui.store.writes import New
from iro_tui.text import ref_key, signless

BOOKINGS = {"next_review": ("Next review", "last review"), "next_conference": ("Next conf.", "last conf.")}
"""The bookings that are asked for: what each is called, and what one that has passed may be."""
_EXPECTED_MONTHS = 10


class AddChild(Action[ChildAnswers]):
    id = "child"
    title = "A new child"
    words = (
        "Add a new child to the caseload: new case, from a paper list, newly looked after, short breaks, child "
        "protection plan, unborn"
    )
    about = About.NOBODY
    makes_children = True
    asks = ChildAnswers
    wide = True
    keeps_choices = True

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        return child_questions(scene)

    def heard(self, so_far: AnswersSoFar) -> AnswersSoFar:
        return typed_status(so_far)

    def plan(self, scene: Scene, answers: ChildAnswers) -> Plan:
        _require_new(scene, answers.ref)
        _require_possible(scene, answers)
        people = known_people(scene, answers.worker, answers.manager)
        mine = since_when(answers.mine_since, answers.since, scene.today)
        rows = tuple(child_rows(replace(answers, mine_since=mine), people, scene.today, scene.practice))
        return Plan(
            name="Add child",
            sentence=f"{answers.ref}: on the caseload, {on_it(answers, scene.today)}.",
            writes=rows,
            warning=self.warning(scene, answers, rows),
            asks=_asked_first(scene, answers),
        )

    def warning(self, scene: Scene, answers: ChildAnswers, rows: Sequence[New]) -> str:
        """What the case will ask, what its bookings clash with, and whom it may be already."""
        follows = what_follows(case_of(rows), scene)
        return " ".join(filter(None, (_hidden(answers), follows, *_clashes(scene, answers), _alike(scene, answers))))


def _hidden(answers: ChildAnswers) -> str:
    """That a name was given where initials are wanted, without the name."""
    hidden = child_name(answers.initials).hidden
    return f"{hidden[0].upper()}{hidden[1:]}." if hidden else ""


def _clashes(scene: Scene, answers: ChildAnswers) -> Iterator[str]:
    """What stands in the diary already at the time of a booking."""
    for name in BOOKINGS:
        booking: TypedBooking | None = getattr(answers, name)
        if booking:
            yield clash_words(scene.caseload, booking.day, {"": booking.time})


def since_when(day: date | None, started: date | None, today: date) -> date:
    """Since when a child is on the caseload: today unless a day is given, later where care begins later.

    Raises Refused: a day to come.
    """
    require_come("With me since", day or today, today, "give the day you took the child on")
    return max(day or today, started or date.min)


def _require_possible(scene: Scene, answers: ChildAnswers) -> None:
    """Raises Refused for days that cannot be: naming the question, the day and the remedy."""
    today, days = scene.today, values_of(answers)
    kind = kind_of(days)
    if kind == "unborn" and answers.born and answers.born > today:
        words = day_words(answers.born, today)
        raise Refused(f"Born is {words}, which is to come: for a child not born yet that day goes into Expected.",
                      question="born")  # fmt: skip
    if kind == "conference" and days["plan"]:
        raise Refused("Status says that there is no plan yet, and CP plan names one: leave one of them empty.")
    for label, name, remedy in (
        ("Born", "born", "of a child who is not born yet give unborn as the status"),
        ("In care since", "since", "give the first day"),
        ("Order since", "order_since", "give the day of the order"),
        ("Placed since", "placed_since", "give the first day there"),
        ("Last review", "last_review", "give the day of a review that was held, or the next review's day below"),
        ("Pathway plan", "pathway", "give the day from which there is one"),
        ("Plan since", "plan_since", "give the first day"),
        ("Last conf.", "last_conference", "give the day of one that was held"),
        ("Told on", "notified", "give the day on which the service was told"),
    ):
        if days[name]:
            require_come(label, days[name], today, remedy)
            if answers.born and days[name] < answers.born and name not in ("plan_since", "last_conference"):
                words = day_words(days[name], today)
                raise Refused(f"{label} is {words}, before the child was born: look at the year.")
    for name, label in (
        ("last_review", "Last review"),
        ("order_since", "Order since"),
        ("placed_since", "Placed since"),
    ):
        if answers.since and days[name] and days[name] < answers.since:
            words, began = day_words(days[name], today), day_words(answers.since, today)
            raise Refused(f"{label} is {words}, before care began on {began}: look at the year.")
    for name, (label, instead) in BOOKINGS.items():
        _require_ahead(label, getattr(answers, name), today, instead)
    if kind == "unborn":
        if answers.born:
            raise Refused("Status is unborn, and a date of birth is given: leave Born empty, or give another status.")
        if answers.expected and not add_months(today, -2) <= answers.expected <= add_months(today, _EXPECTED_MONTHS):
            raise Refused(f"Expected is {day_words(answers.expected, today)}: give the day on which the birth is due.")


def _require_ahead(label: str, booking: TypedBooking | None, today: date, instead: str) -> None:
    if booking and booking.day < today:
        words = day_words(booking.day, today)
        raise Refused(f"{label} is {words}, which has passed: if it was held, give it as the {instead}.")
    require_near(booking.day if booking else None, today)


def _asked_first(scene: Scene, answers: ChildAnswers) -> str:
    """Whether it is another child than one whose reference differs in signs alone; whether somebody of 18 is meant."""
    key = signless(ref_key(answers.ref))
    same = [child.ref for child in scene.caseload.children.values() if signless(ref_key(child.ref)) == key]
    twin = f"{same[0]} is on record, which differs in signs alone: is {answers.ref} another child?" if same else ""
    of_age = asks_of_age(answers.ref, answers.born, scene.today) if answers.born else ""
    return " ".join(filter(None, (twin, of_age)))


def _alike(scene: Scene, answers: ChildAnswers) -> str:
    same = alike_here(scene, child_name(answers.initials).initials, answers.born)
    return f"{same} has the same initials and birth: the same child?" if same else ""


def alike_here(scene: Scene, initials: str, born: date | None) -> str:
    """The reference of whom a new child may be already: somebody of the same initials, born on the same day."""
    who = initials.casefold(), born
    children = scene.caseload.children.values() if all(who) else ()
    return next((child.ref for child in children if (child.initials.casefold(), child.born) == who), "")


def _require_new(scene: Scene, ref: str) -> None:
    """Raises Refused where a child has the reference already; of one who left care it says how to put them back."""
    for child_id, child in scene.caseload.children.items():
        if ref_key(child.ref) != ref_key(ref):
            continue
        ends = [period.ended for period in scene.caseload.cases[child_id].periods]
        last = max((ended for ended in ends if ended), default=None)
        if last and None not in ends and last <= scene.today:
            raise Refused(
                f"{child.ref} is on record and left care on {day_words(last, scene.today)}: put them back with "
                "“back in care” (> in the caseload shows who left, then i; or iro do back_in_care)."
            )
    require_free(scene, ref)


def require_free(scene: Scene, ref: str, but: str = "") -> None:
    """Raises Refused where another child, `but` apart, has the reference."""
    for child_id, child in scene.caseload.children.items():
        if child_id != but and ref_key(child.ref) == ref_key(ref):
            taken = f"The reference is {ref!r}, which another child has already"
            raise Refused(f"{taken}: look it up with / in the caseload.")


ACTION = AddChild()
