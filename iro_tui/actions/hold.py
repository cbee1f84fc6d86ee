"""Recording a review as held, or as adjourned: filled with what is known, so that the ordinary one takes a few keys.

Source: domain reference 1.7, 4.2 and 4.6, CPPCR 36(2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.attendance import invited
from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.booking_words import too_early
from iro_tui.actions.both_clocks import conference_follows
from iro_tui.actions.checks import not_worked, too_far
from iro_tui.actions.hold_answers import ADJOURNED, HELD_AS, HoldAnswers, is_held, marks_so_far
from iro_tui.actions.hold_case import SETTLED_MEANWHILE, HeldOutcome, hold_writes, is_latest
from iro_tui.actions.hold_court import asked_of_the_plan
from iro_tui.actions.hold_next import beside_meeting, is_next_late
from iro_tui.actions.hold_words import account, came_of_it, held_as, held_note
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.prepare import clocks
from iro_tui.actions.questions import AnswersSoFar, Option, Question, numbered, questions_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain import codes
from iro_tui.domain.calendar import age_on
from iro_tui.domain.participation import fault
from iro_tui.domain.practice import Practice
from iro_tui.domain.preparation import review_words
from iro_tui.domain.rag import current, is_better
from iro_tui.domain.review_clock import ReviewClocks
from iro_tui.domain.running import EARLY
from iro_tui.domain.timescales import RULES
from iro_tui.domain.vocabulary import NO
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.store.writes import Change, New

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_ADJOURNED = NoteTemplate(
    "Review adjourned",
    (
        "The IRO adjourned the review of {on_day}: {reason}.",
        "Its limit of {missed} had passed: {late_reason}.",
        "It is to be completed by {limit} ({authority}); no proposal is carried out before.",
    ),
)


class Arranged(NamedTuple):
    """What was said of a review when it was booked."""

    late_reason: str = ""
    where: tuple[str, ...] = ()
    """Its time, its place and its chair, as far as they are known."""
    chair: str = ""


class Hold(Action[HoldAnswers]):
    id = "hold"
    title = "Record the review"
    words = "Record the review as held, or as adjourned: minutes, decisions, checklist, participation, chair"
    about = About.CHILD
    asks = HoldAnswers
    wide = True
    keeps_choices = True

    def look(self, connection: Connection, scene: Scene) -> Arranged:
        """What was arranged for the review that is asked for."""
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import ReviewRow

        serving = clocks(scene).serving
        row = read_row(connection, ReviewRow, serving.id) if serving else None
        if row is None:
            return Arranged()
        where = tuple(filter(None, (row.booked_time, row.venue, row.chair)))
        return Arranged(row.late_reason or "", where, row.chair or "")

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        running = clocks(scene)
        serving, booked = running.serving, running.serving.booked if running.serving else None
        day = booked if booked and booked <= scene.today else scene.today
        limit = day_words(running.next.limit, scene.today)

        def late(so_far: AnswersSoFar) -> bool:
            on = scene.day(so_far, "on")
            return on is not None and on <= scene.today and is_late(running, on)

        changed: dict[str, Mapping[str, Any] | None] = {
            "on": {"default": "today" if day == scene.today else f"{day:%d/%m/%Y}"},
            "form": {"options": HELD_AS[:-1] if serving and serving.adjourned else HELD_AS},
            "late_reason": {
                "default": scene.known.late_reason,
                "suggested": scene.practice.reviews.move_reasons,
                "asked": late,
                "missing": f"The review was held after its limit of {limit}: say in a few words why it was late.",
            },
            "theme": {"options": numbered(scene.practice.rag.themes)},
            "what_changed": {
                "asked": lambda so_far: (
                    is_held(so_far) and is_better(str(so_far.get("rag") or ""), current(scene.case))
                ),
            },
        }
        early = review_words(running.governing) if running.governing.clock == EARLY else ""
        changed["next_meeting"] = {"means": partial(beside_meeting, scene)}
        changed["next_late"] = {
            "suggested": scene.practice.reviews.move_reasons,
            "asked": lambda so_far: is_held(so_far) and is_next_late(scene, so_far),
            "missing": "The next review is booked beyond its limit: say in a few words why.",
        }
        changed["early_reason"] = {"hint": early} if early else None
        changed |= _of_the_child(scene, day) | {"agreed": asked_of_the_plan(scene, day)}
        if not running.next.final:
            changed["final"] = None
        # From the second review on, while none is on record.
        if not running.held or scene.caseload.children[scene.child_id].permanence_plan:
            changed["plan"] = None
        return questions_of(HoldAnswers, **changed)

    def aside(self, scene: Scene) -> str:
        running = clocks(scene)
        parts = [f"{review_words(running.governing)}, by {day_words(running.next.limit, scene.today)}"]
        if running.serving and running.serving.booked:
            booked = f"booked {day_words(running.serving.booked, scene.today)}"
            parts.append(", ".join((booked, *scene.known.where)))
        earlier = scene.on_day.rating if scene.on_day else None
        if earlier:
            why = ": ".join(part for part in (earlier.theme, earlier.reason) if part)
            parts.append(f"so far {earlier.value}{f' ({why})' if why else ''}")
        if running.serving and running.serving.adjourned:
            parts.append(f"adjourned {day_words(running.serving.adjourned, scene.today)}")
        return "; ".join(parts)

    def plan(self, scene: Scene, answers: HoldAnswers) -> Plan:
        on = scene.act_day
        _require_possible(scene, on)
        return _adjourn(scene, on, answers) if answers.form == ADJOURNED else _record(scene, on, answers)


def _of_the_child(scene: Scene, day: date) -> dict[str, Mapping[str, Any] | None]:
    """What is asked by the child's age and the practice's checklist, and of decisions that are open."""
    born = scene.case.born
    age = age_on(born, day) if born else None
    checklist = scene.practice.checklist
    running = clocks(scene)
    # One of before the 4th birthday may be recorded after it.
    first = running.held[-1] if running.held else running.governing.since
    days = {min(first, day), day, scene.today}
    fitting = [code for code in codes.PARTICIPATION if any(fault(code, born, each) is None for each in days)]
    # Which one it is hangs on what may not be on record.
    number = None if running.governing.inferred else len(running.held) + 1
    items = tuple((item.id, item.words) for item in checklist.items if item.is_asked(age, number))
    earlier = tuple((decision.id, decision.text) for decision in scene.case.open_decisions)
    return {
        "participation": {
            "options": tuple(Option(code[-1], code, codes.PARTICIPATION[code]) for code in fitting),
            "default": fitting[0] if len(fitting) == 1 else "",
        },
        "checklist": {
            "things": items,
            "helps": tuple((item.id, item.help) for item in checklist.items if item.help),
            "grades": checklist.grades,
            "count": _checked(len(items)),
        }
        if items
        else None,
        "remedy": {"asked": _something_missing} if items else None,
        "earlier": {"things": earlier, "unknown": SETTLED_MEANWHILE} if earlier else None,
        "attended": {"things": invited(scene.caseload, scene.child_id)},
        "chaired_by": chairs(scene.practice),
        "chair": {"default": scene.known.chair, "asked": partial(_by_another, scene.practice)},
    }


def chairs(practice: Practice) -> Mapping[str, Any]:
    """Who may chair, by the practice; the usual one first."""
    words = tuple(chair.words for chair in practice.reviews.chairs)
    return {"options": numbered(words), "default": words[0]}


def _by_another(practice: Practice, so_far: AnswersSoFar) -> bool:
    return is_held(so_far) and so_far.get("chaired_by") not in ("", practice.reviews.chairs[0].words)


def _checked(of: int) -> Callable[[AnswersSoFar], str]:
    """How many checks were answered: `4 of 18`."""
    return lambda so_far: f"{len(marks_so_far(so_far, 'checklist'))} of {of}"


def _something_missing(so_far: AnswersSoFar) -> bool:
    return is_held(so_far) and any(mark.answer == NO for mark in marks_so_far(so_far, "checklist").values())


def is_late(running: ReviewClocks, on: date) -> bool:
    """Whether a review held on a day is past the limit that governs; one older than the last on record is not asked."""
    return running.next.is_beyond(on) and is_latest(running, on)


def _require_possible(scene: Scene, on: date) -> None:
    """Raises Refused for a day on which no review of the child can have been held."""
    today = scene.today
    care_status = scene.on_day.care_status if scene.on_day else None
    if on > today:
        words = f"Held on is {day_words(on, today)}, which is to come: book it with b, and record it when it was held."
        raise Refused(too_far(on, today) or words)
    if care_status and on < care_status.since:
        since = day_words(care_status.since, today)
        raise Refused(f"Held on is {day_words(on, today)}, before the child became looked after on {since}.")
    if any(review.held == on for review in scene.case.reviews):
        raise Refused(f"A review of {day_words(on, today)} is on record already: look at the day.")


def _record(scene: Scene, on: date, answers: HoldAnswers) -> Plan:
    """The review held, with all that came of it; every clock it starts runs from then."""
    today, running = scene.today, clocks(scene)
    if answers.completed and not on <= answers.completed <= today:
        raise Refused(
            f"Completed is {day_words(answers.completed, today)}: give a day from the first meeting to today."
        )
    if wrong := fault(answers.participation, scene.case.born, on):
        raise Refused(f"Taking part: {wrong}")
    if answers.remedy and answers.remedy < on:
        raise Refused(f"Put right by is {day_words(answers.remedy, today)}, before the review: give a later day.")
    outcome = HeldOutcome.of(scene, running, on, answers)
    what = in_a_sentence(held_as(running, on))
    started = "; ".join(account(outcome.after, outcome.review_id, today))
    parts = (f"{what} held {day_words(on, today)}", answers.rag, *came_of_it(answers, outcome, today))
    sentence = f"{scene.called}: {', '.join(parts)}."
    return Plan(
        name="Hold review",
        says_day=True,
        sentence=f"{sentence} Started: {started}." if started else sentence,
        writes=hold_writes(scene, on, answers, outcome),
        notes=(held_note(scene, running, on, answers, outcome),),
        then=conference_follows(scene, on),
        warning=" ".join(
            filter(
                None,
                (
                    too_early((running.next,), on, scene.caseload),
                    not_worked((made.due for made in outcome.decisions), today, scene.practice.office),
                    outcome.booked.clash if outcome.booked else "",
                    _not_as_booked(running, on, today),
                ),
            )
        ),
    )


def _not_as_booked(running: ReviewClocks, on: date, today: date) -> str:
    """What becomes of a booking for a later day: the review held takes its place; empty where there is none."""
    booked = running.serving.booked if running.serving and is_latest(running, on) else None
    if booked is None or booked <= on:
        return ""
    return f"It was booked for {day_words(booked, today)}: that booking is used up."


def _adjourn(scene: Scene, on: date, answers: HoldAnswers) -> Plan:
    """A review adjourned, to be completed by a limit of its own; once only, so it is not offered again."""
    serving = clocks(scene).serving
    rule = RULES["adjourn"]
    limit = rule.limit(on, scene.practice)
    running = clocks(scene)
    missed = running.next.limit if is_late(running, on) else None
    values = {
        "adjourned": on,
        "adjourned_reason": answers.adjourned_reason,
        "late_reason": answers.late_reason or None,
        "booked": None,
        "booked_time": None,
    }
    late = f" It was due by {day_words(missed, scene.today)} and stays late." if missed else ""
    return Plan(
        name="Adjourn review",
        sentence=f"{scene.called}: review adjourned, to be completed by {day_words(limit, scene.today)}.{late}",
        writes=(
            Change("review", serving.id, values)
            if serving
            else New("review", {"child_id": scene.child_id, "follow_record": True, **values}),
        ),
        notes=(
            _ADJOURNED.note(
                scene.child_id,
                on,
                on_day=on,
                reason=answers.adjourned_reason,
                limit=limit,
                missed=missed,
                late_reason=answers.late_reason,
                authority=rule.authority_for(scene.practice.on(on)),
            ),
        ),
    )


ACTION = Hold()
