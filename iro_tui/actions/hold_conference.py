"""Recording a conference: held, with what it decided and the plan that begins, goes on or ends; or not held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.both_clocks import review_follows, review_held_with_it
from iro_tui.actions.checks import asks_before, require_plans
from iro_tui.actions.conference_asked import AskedConference, asked_conference
from iro_tui.actions.notes import Note, NoteTemplate
from iro_tui.actions.questions import (
    AnswersSoFar,
    Condition,
    Option,
    Question,
    act_day,
    always,
    ask,
    coded,
    numbered,
    one_of,
    questions_of,
)
from iro_tui.caseload.refusals import Refused
from iro_tui.domain import protection
from iro_tui.domain.beside import ProtectionPlan
from iro_tui.domain.care_status import plan_open
from iro_tui.domain.plain_words import CATEGORIES
from iro_tui.domain.several import kept_together, parted, typed_together, words_of
from iro_tui.domain.timescales import RULES
from iro_tui.domain.typed_booking import NOT_BOOKED, TypedBooking
from iro_tui.domain.typed_day import typed
from iro_tui.domain.vocabulary import ASKED_BY
from iro_tui.domain.words import day_words, heading, with_article
from iro_tui.store.writes import Change, New, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

HELD, NOT_HELD, LATER = "held", "not held", "another day"
RECORDED, CALLED_OFF, RECORDED_TOGETHER = RECORDS = (
    "Conference held", "Conference not held", "Record the conference",
)  # fmt: skip
"""What the acts that record one are called in the journal, the last for siblings together."""
_NAMED = {code: words for code, words in CATEGORIES.items() if code not in ("not known", "multiple")}
_HELD = one_of("happened", HELD)
_NOTE = NoteTemplate(
    "{what} held",
    (
        "{what} held on {held}.",
        "Outcome: {outcome}.",
        "Category: {category}.",
        "Came: {came}.",
        "It was {quorate}.",
        "The child: {child}.",
        "The parents: {parents}.",
        "Going to court was considered: {legal}.",
        "{note}.",
        "The next review conference is due by {limit}.",
    ),
)
_NOT_HELD = NoteTemplate(
    "{what} not held", ("{what} not held: {reason}.", "It is still to be held by {limit}.", "Who asked: {asked_by}.")
)


def _goes_on(so_far: AnswersSoFar) -> bool:
    return bool(_HELD(so_far)) and so_far.get("outcome") in (protection.PLAN, protection.CONTINUES)


def _has_next(so_far: AnswersSoFar) -> bool:
    """A day may be agreed for the next one, or for this one in place of that on which it was not held."""
    return _goes_on(so_far) or so_far.get("happened") == LATER


def _is_named(so_far: AnswersSoFar) -> bool:
    """Whether the one that waits was named all the same: a script may, and nobody else is asked."""
    return bool(so_far.get("which"))


def _needs(condition: Condition) -> dict[str, Condition]:
    return {"asked": condition, "needed": condition}


@dataclass(frozen=True, slots=True)
class HoldConferenceAnswers:
    """Whether a conference was held; what came of it."""

    happened: str = ask(
        "What", "choice", needed=always, default=HELD,
        options=(Option("h", HELD, "held"), Option("n", NOT_HELD, "not held"), Option("w", LATER, "on another day")),
    )  # fmt: skip
    which: str = ask("Which", "choice", options=coded(protection.CONFERENCES))
    reason: str = ask(
        "Why not", "choice", options=coded(protection.NOT_HELD), **_needs(one_of("happened", NOT_HELD, LATER))
    )
    asked_by: str = ask("Who asked", "choice", options=numbered(ASKED_BY), **_needs(one_of("happened", LATER)))
    outcome: str = ask("Outcome", "choice", options=coded(protection.OUTCOMES), **_needs(_HELD))
    category: str = ask("Category", "several", options=coded(_NAMED), asked=_goes_on)
    previous: int | None = ask("Plans before", "number", hint="how many; 0 for none")
    chair: str = ask("Chair", hint="if another than you", names="chair", asked=_HELD)
    quorate: bool | None = ask("Quorate", "yes_no", asked=_HELD)
    invited: str = ask("Asked", "several", options=coded(protection.AGENCIES), asked=_HELD)
    came: str = ask("Came", "several", options=coded(protection.AGENCIES), asked=_HELD)
    child_part: str = ask("The child", "choice", options=coded(protection.CHILD_PART), asked=_HELD)
    parents_part: str = ask("The parents", "choice", options=coded(protection.PARENTS_PART), asked=_HELD)
    legal: bool | None = ask("Court considered", "yes_no")
    note: str = ask("Note", "note", hint="what matters for the record", asked=_HELD)
    review: bool | None = ask("Review too", "yes_no")
    next: TypedBooking | None = ask("Next one", "booking", hint="day, time, place, if agreed", asked=_has_next)
    on: date | None = act_day("On", "give the day on which it was, or was called off")


class HoldConference(Action[HoldConferenceAnswers]):
    id = "hold_conference"
    title = "Conference"
    words = "Record a child protection conference: held, not held, outcome, category, quorate, who came"
    about = About.CHILD
    asks = HoldConferenceAnswers
    wide = True

    def look(self, connection: Connection, scene: Scene) -> AskedConference:
        return asked_conference(connection, scene)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        known: AskedConference = scene.known
        review = known.kind == protection.REVIEW
        several = known.every
        asked_by_kind = {"asked": _HELD} if review or several else None
        outcomes = protection.OUTCOMES if several else protection.outcomes_of(known.kind)
        view = scene.on_day
        booked = known.duty.booked
        category = view.plan.category if view and view.plan else known.kept("category")
        upcoming = view.next_review if view else None

        def was_both(so_far: AnswersSoFar) -> bool:
            return bool(_HELD(so_far)) and review_held_with_it(scene, scene.day(so_far, "on")) is not None

        return questions_of(
            HoldConferenceAnswers,
            which={"options": coded(known.named)}
            if several
            else {"options": coded({known.kind: known.words, known.with_day: known.words}), "asked": _is_named},
            reason={"options": coded(protection.NOT_HELD if several else protection.not_held_of(known.kind))},
            outcome={"options": coded(outcomes)},
            category={"default": ", ".join(part for part in parted(category) if part in _NAMED)},
            previous=None if review and not several else {"asked": _goes_on},
            chair={"default": "" if several else known.kept("chair") or ""},
            legal=asked_by_kind,
            review={
                "asked": was_both,
                "hint": "the same meeting; its record follows",
                "default": "yes" if upcoming and upcoming.agreed and upcoming.agreed == booked else "",
            }
            if upcoming
            else None,
            # Of several that wait, who was asked to each stands in its own row.
            invited=None if several else {"default": typed_together(known.kept("invited"))},
            # Of several that wait, which is meant may be told by the day alone.
            on={"default": typed(booked) if booked and booked < scene.today and not several else "today"},
        )

    def heading(self, scene: Scene) -> str:
        known: AskedConference = scene.known
        booked = known.duty.booked
        if known.every:
            return "Record a conference"
        return f"Record the {known.words}{f' of {day_words(booked, scene.today)}' if booked else ''}"

    def aside(self, scene: Scene) -> str:
        return "" if scene.known.every else f"by {day_words(scene.known.duty.limit, scene.today)}"

    def not_before(self, scene: Scene, answers: HoldConferenceAnswers) -> Iterator[NotBefore]:
        known = _meant(scene, answers)
        for column, what in (("strategy_on", "the strategy discussion was"), ("notified_on", "the notice came")):
            if day := known.kept(column):
                yield NotBefore(day, what)
        plan = _plan_then(scene, answers.on or scene.today)
        asked = known.kind == protection.REVIEW or answers.outcome == protection.NO_PLAN
        if asked and plan and plan.start_known:
            yield NotBefore(plan.started, "the plan began")

    def plan(self, scene: Scene, answers: HoldConferenceAnswers) -> Plan:
        known = _meant(scene, answers)
        if answers.happened != HELD:
            return self._not_held(scene, known, answers)
        on = scene.act_day
        require_plans(answers.previous)
        if answers.outcome not in protection.outcomes_of(known.kind):
            decides = " or ".join(protection.outcomes_of(known.kind).values())
            which = heading(with_article(known.words))
            raise Refused(f"{which} decides {decides}: choose one of them.", question="outcome")
        if answers.next and answers.next.day <= on:
            raise Refused(f"The next one is {day_words(answers.next.day, scene.today)}: give a day after this one.")
        limit = self._next_limit(scene, answers, on)
        late = (
            scene.practice.statutory.between(known.duty.limit, on)
            if on > known.duty.limit and not known.duty.inferred
            else 0
        )
        written = self._values(scene, known, answers)
        when = f"held {day_words(on, scene.today)}{f', {late} wd beyond its limit' if late else ''}"
        following = f"; the next by {day_words(limit, scene.today)}" if limit else ""
        decided = f"{protection.OUTCOMES[answers.outcome]}{_of_the_plan(scene, answers)}"
        return Plan(
            name=RECORDED,
            sentence=f"{scene.called}: {known.words} {when}, {decided}{following}.",
            writes=(
                known.write(scene.child_id, written),
                *_plan_rows(scene, answers),
                *_next(scene, answers),
            ),
            notes=(_held_note(scene, known, answers, limit),),
            warning=" ".join(_warnings(written["invited"], answers)),
            asks=asks_before([(f"{scene.called}: the {known.words}", known.duty.booked)], on, scene.today),
            says_day=True,
            then=review_follows(on) if answers.review else None,
        )

    @staticmethod
    def _next_limit(scene: Scene, answers: HoldConferenceAnswers, on: date) -> date | None:
        rule = {protection.PLAN: "rcpc1", protection.CONTINUES: "rcpc2+"}.get(answers.outcome)
        return RULES[rule].limit(on, scene.practice) if rule else None

    @staticmethod
    def _values(scene: Scene, known: AskedConference, answers: HoldConferenceAnswers) -> dict[str, Any]:
        return {
            "kind": known.kind,
            "held": scene.act_day,
            "outcome": answers.outcome,
            "category": kept_together(answers.category),
            "chair": answers.chair or (known.kept("chair") if scene.known.every else None),
            "quorate": answers.quorate,
            "invited": kept_together(answers.invited) or known.kept("invited"),
            "came": kept_together(answers.came),
            "child_part": answers.child_part or None,
            "parents_part": answers.parents_part or None,
            "legal_considered": answers.legal,
        }

    @staticmethod
    def _not_held(scene: Scene, known: AskedConference, answers: HoldConferenceAnswers) -> Plan:
        reason, again = protection.NOT_HELD[answers.reason], answers.happened == LATER
        over = answers.reason in protection.NEEDED_NO_MORE
        if again and over:
            raise Refused(f"Not held ({reason}) means that there is none: give another reason.", question="reason")
        needed = again or not over or known.kind == protection.REVIEW
        values: dict[str, Any] = {"not_held_on": scene.act_day, "not_held_reason": answers.reason}
        moved: tuple[Write, ...] = ()
        words = f"not held ({reason})"
        if needed:
            # It is asked all the same, by the limit that it has: only the booking goes, or its new day takes its place.
            if again and (known.row is None or known.duty.booked is None):
                raise Refused(f"The {known.words} is not booked: there is no day to take away.")
            following = answers.next
            if following and following.day <= scene.act_day:
                on = day_words(following.day, scene.today)
                raise Refused(f"The new day is {on}: give one after it was not held.", question="next")
            if not over:
                values |= following.columns if following else NOT_BOOKED
            words += f", still to be held by {day_words(known.duty.limit, scene.today)}"
            if following:
                words += f", now on {day_words(following.day, scene.today)}"
                moved = _moved(scene, known, answers, following.day)
        writes = (known.write(scene.child_id, values), *moved)
        still = known.duty.limit if needed else None
        return Plan(
            name=CALLED_OFF,
            sentence=f"{scene.called}: {known.words} {words}.",
            writes=writes,
            notes=(
                _NOT_HELD.note(
                    scene.child_id, what=heading(known.words), reason=reason, limit=still, asked_by=answers.asked_by
                ),
            ),
        )


def _warnings(asked: str | None, answers: HoldConferenceAnswers) -> Iterator[str]:
    """What may not be as it should: a conference that was not quorate, agencies that came and were not asked."""
    if answers.quorate is False:
        yield "It was not quorate: what it decided may not hold."
    if answers.outcome == protection.PLAN and not answers.category:
        yield "No category is named: the plan is in no category of the figures."
    if uninvited := ",".join(sorted({*parted(answers.came)} - {*parted(asked)})):
        yield f"Not among those asked, and came: {words_of(uninvited, protection.AGENCIES)}."


def _meant(scene: Scene, answers: HoldConferenceAnswers) -> AskedConference:
    known: AskedConference = scene.known
    day = answers.on or scene.today
    return known.meant(answers.which, day).held_on(day, scene.case.born)


def _moved(scene: Scene, known: AskedConference, answers: HoldConferenceAnswers, to: date) -> tuple[Write, ...]:
    """That it was given another day, which is counted; that it was not held is a fact of its own."""
    move = {
        "conference_id": known.row.id,
        "requested_on": scene.act_day,
        "asked_by": answers.asked_by,
        "reason": protection.NOT_HELD[answers.reason],
        "old_date": known.duty.booked,
        "new_date": to,
    }
    return tuple(scene.new_each("conference_move", move))


def _plan_then(scene: Scene, on: date) -> ProtectionPlan | None:
    """The plan that the child had on the day of a conference, or has since: a child has one at a time."""
    return plan_open(scene.case, on) or (scene.on_day.plan if scene.on_day else None)


def _of_the_plan(scene: Scene, answers: HoldConferenceAnswers) -> str:
    """What becomes of a plan that a child has already where a conference decides whether there is to be one."""
    plan = _plan_then(scene, scene.act_day)
    becomes = {protection.PLAN: "goes on", protection.NO_PLAN: "ends"}.get(answers.outcome)
    return f": the one since {day_words(plan.started, scene.today)} {becomes}" if plan and becomes else ""


def _plan_rows(scene: Scene, answers: HoldConferenceAnswers) -> Iterator[Write]:
    """The plan that a conference begins, goes on with, perhaps in another category, or ends."""
    plan, category = _plan_then(scene, scene.act_day), kept_together(answers.category)
    values = {"category": category, "previous_plans": answers.previous}
    if plan and answers.outcome in (protection.ENDED, protection.NO_PLAN):
        yield Change("protection_plan", plan.id, {"ended": scene.act_day})
    elif plan:
        confirmed = {"by_inference": False} if plan.by_inference else {}
        if changed := {column: value for column, value in values.items() if value is not None} | confirmed:
            yield Change("protection_plan", plan.id, changed)
    elif answers.outcome == protection.PLAN:
        yield New("protection_plan", {"child_id": scene.child_id, "started": scene.act_day, **values})


def _next(scene: Scene, answers: HoldConferenceAnswers) -> Iterator[New]:
    if answers.next:
        yield New("conference", {"child_id": scene.child_id, "kind": protection.REVIEW, **answers.next.columns})


def _held_note(scene: Scene, known: AskedConference, answers: HoldConferenceAnswers, limit: date | None) -> Note:
    return _NOTE.note(
        scene.child_id,
        what=heading(known.words),
        held=scene.act_day,
        outcome=protection.OUTCOMES[answers.outcome],
        category=words_of(answers.category, CATEGORIES),
        came=words_of(answers.came, protection.AGENCIES),
        quorate={True: "quorate", False: "not quorate"}.get(answers.quorate) if answers.quorate is not None else None,
        child=protection.CHILD_PART.get(answers.child_part),
        parents=protection.PARENTS_PART.get(answers.parents_part),
        legal={True: "yes", False: "no"}.get(answers.legal) if answers.legal is not None else None,
        note=answers.note,
        limit=limit,
    )


ACTION = HoldConference()
