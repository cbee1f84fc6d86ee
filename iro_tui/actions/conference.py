"""A child protection conference to come: what began it, and what is agreed for it; of siblings one for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import clock_time, require_ahead
from iro_tui.actions.naming import chairs_to_pick
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Question, act_day, always, ask, coded, numbered, one_of, questions_of
from iro_tui.caseload.refusals import Refused, refusing
from iro_tui.domain.beside import Conference
from iro_tui.domain.conferences import count_review, first_limit, is_pending
from iro_tui.domain.protection import AGENCIES, BEFORE_BIRTH, CONFERENCES, INITIAL, REVIEW, TRANSFER
from iro_tui.domain.several import kept_together
from iro_tui.domain.vocabulary import MODES
from iro_tui.domain.words import day_words

_NOTE = NoteTemplate(
    "Child protection conference",
    (
        "A child protection conference is to be held: {kind}.",
        "Strategy discussion: {strategy}.",
        "Written notification: {notified}.",
        "It is to be held by {limit}.",
        "Booked: {booked}.",
    ),
)


@dataclass(frozen=True, slots=True)
class ConferenceAnswers:
    """The kind of a conference, the day that its limit runs from, and what is agreed for it."""

    kind: str = ask("Kind", "choice", options=coded(CONFERENCES), needed=always)
    strategy: date | None = ask(
        "Strategy",
        "day",
        lean="back",
        hint="strategy discussion: 12/3, mon",
        asked=one_of("kind", INITIAL, BEFORE_BIRTH),
    )
    notified: date | None = ask(
        "Notified", "day", lean="back", hint="written notification: 12/3, mon", asked=one_of("kind", TRANSFER)
    )
    day: date | None = ask("Booked for", "day", hint="12/3, tue, +10wd; empty: not yet")
    time: str = ask("Time", hint="14:30, if known")
    place: str = ask("Where", hint="if known")
    mode: str = ask("How", "choice", options=numbered(MODES))
    chair: str = ask("Chair", hint="if another than you")
    invited: str = ask("Asked", "several", options=coded(AGENCIES))
    known: date | None = act_day("Known since", "give the day on which you were told")


class NewConference(Action[ConferenceAnswers]):
    id = "conference"
    title = "Conference"
    words = "Enter a child protection conference: strategy discussion, initial, review, transfer-in, before birth"
    about = About.CHILDREN
    asks = ConferenceAnswers
    wide = True
    offers = (Offer("facts", 102, "a conference: strategy discussion, day", key="p"),)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        cases = [scene.caseload.cases[child_id] for child_id in scene.child_ids]
        views = [scene.caseload.on_day.get(child_id) for child_id in scene.child_ids]
        usual = (
            BEFORE_BIRTH if any(case.is_unborn for case in cases) else
            REVIEW if any(view and view.plan for view in views) else INITIAL
        )  # fmt: skip
        return questions_of(ConferenceAnswers, kind={"default": usual}, chair={"people": chairs_to_pick(scene)})

    def plan(self, scene: Scene, answers: ConferenceAnswers) -> Plan:
        if answers.day:
            with refusing("day"):
                require_ahead("The day", answers.day, scene.today, "h records a conference that was held")
        since = answers.notified if answers.kind == TRANSFER else answers.strategy
        if since and since > scene.today:
            raise Refused(f"{day_words(since, scene.today)} is to come: give the day on which it was.")
        if not since and not answers.day:
            raise Refused(
                "There is no day yet: give that of the strategy discussion or of the notice, or the day booked."
            )
        for who in scene.who:
            self._require_none(scene, who.child_id, who.ref, answers.kind)
        values = self._values(answers)
        limits = [limit for child_id in scene.child_ids if (limit := _limit(scene, child_id, answers))]
        by = min(limits, default=None)
        words = f"{CONFERENCES[answers.kind]} to be held by {day_words(by, scene.today)}" if by else "conference"
        booked = ", ".join(filter(None, (day_words(answers.day, scene.today) if answers.day else "", answers.time)))
        beyond = by is not None and answers.day is not None and answers.day > by
        return Plan(
            name="Conference",
            sentence=f"{scene.called}: {words}{f', booked for {booked}' if booked else ', not booked yet'}.",
            writes=scene.new_each("conference", values),
            warning="The day lies beyond the limit." if beyond else "",
            notes=scene.note_each(
                _NOTE,
                kind=CONFERENCES[answers.kind],
                strategy=answers.strategy,
                notified=answers.notified,
                limit=by,
                booked=", ".join(filter(None, (booked, answers.place))),
            ),
        )

    @staticmethod
    def _values(answers: ConferenceAnswers) -> dict[str, Any]:
        return {
            "kind": answers.kind,
            "strategy_on": answers.strategy,
            "notified_on": answers.notified,
            "booked": answers.day,
            "booked_time": clock_time(answers.time) or None,
            "venue": answers.place or None,
            "mode": answers.mode or None,
            "chair": answers.chair or None,
            "invited": kept_together(answers.invited),
        }

    @staticmethod
    def _require_none(scene: Scene, child_id: str, ref: str, kind: str) -> None:
        """Raises Refused: one of the kind waits already, or a review of no plan."""
        view, case = scene.caseload.on_day.get(child_id), scene.caseload.cases[child_id]
        if kind == REVIEW and not (view and view.plan):
            raise Refused(f"{ref} has no child protection plan: there is nothing to review. z under i begins one.")
        if kind == BEFORE_BIRTH and not case.is_unborn:
            raise Refused(f"{ref} is born: its first conference is an initial one.")
        waits = next((c for c in case.conferences if c.kind == kind and is_pending(c)), None)
        if waits and (waits.booked is None or waits.booked >= scene.today):
            raise Refused(f"{ref}: {CONFERENCES[kind]} is entered already. b on its row gives it a day, h records it.")


def _limit(scene: Scene, child_id: str, answers: ConferenceAnswers) -> date | None:
    """By when it is held for one of the children."""
    case, view = scene.caseload.cases[child_id], scene.caseload.on_day.get(child_id)
    if answers.kind == REVIEW:
        return count_review(case, view.plan, scene.practice).limit if view and view.plan else None
    made = Conference("", answers.kind, answers.strategy, answers.day, notified_on=answers.notified)
    limit = first_limit(made, case.expected, scene.practice)
    return limit.on if limit and not limit.inferred else None


ACTION = NewConference()
