"""A child protection conference to come: what began it, and what is agreed for it; of siblings one for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import clock_time, require_ahead, time_meant
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Question, act_day, always, ask, coded, numbered, one_of, questions_of
from iro_tui.caseload.refusals import Refused, refusing
from iro_tui.domain.beside import Conference
from iro_tui.domain.case import Case
from iro_tui.domain.conferences import first_limit, is_pending, kind_now
from iro_tui.domain.protection import AGENCIES, BEFORE_BIRTH, BEGINS_A_PLAN, CONFERENCES, INITIAL, REVIEW, TRANSFER
from iro_tui.domain.review_conferences import count_review
from iro_tui.domain.several import kept_together
from iro_tui.domain.vocabulary import MODES
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, New, Write

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
    time: str = ask("Time", means=time_meant, hint="14:30, if known")
    place: str = ask("Where", hint="if known")
    mode: str = ask("How", "choice", options=numbered(MODES))
    chair: str = ask("Chair", hint="if another than you", names="chair")
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
        lacking = [c.kind for case in cases for c in case.conferences if is_pending(c) and _lacks_its_day(c)]
        usual = (
            lacking[0] if lacking else
            BEFORE_BIRTH if any(case.is_unborn for case in cases) else
            REVIEW if any(view and view.plan for view in views) else INITIAL
        )  # fmt: skip
        return questions_of(ConferenceAnswers, kind={"default": usual})

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
        values = self._values(answers)
        each = [self._of_child(scene, who.child_id, who.ref, answers) for who in scene.who]
        limits = [limit for made in each if (limit := _limit(scene, made, answers))]
        by = min(limits, default=None)
        kinds = " or ".join(dict.fromkeys(CONFERENCES[made.kind] for made in each))
        words = f"{kinds} to be held by {day_words(by, scene.today)}" if by else "conference"
        booked = ", ".join(filter(None, (day_words(answers.day, scene.today) if answers.day else "", answers.time)))
        beyond = by is not None and answers.day is not None and answers.day > by
        return Plan(
            name="Conference",
            sentence=f"{scene.called}: {words}{f', booked for {booked}' if booked else ', not booked yet'}.",
            writes=tuple(self._write(made, values) for made in each),
            warning="The day lies beyond the limit." if beyond else "",
            notes=tuple(
                _NOTE.note(
                    made.child_id,
                    kind=CONFERENCES[made.kind],
                    strategy=answers.strategy,
                    notified=answers.notified,
                    limit=by,
                    booked=", ".join(filter(None, (booked, answers.place))),
                )
                for made in each
            ),
        )

    @staticmethod
    def _write(made: Entered, values: Mapping[str, Any]) -> Write:
        """A row of its own; of one that waits without a day, or without what its limit runs from, what is known now."""
        if made.waits is None:
            return New("conference", {"child_id": made.child_id, **values, "kind": made.kind})
        kept = {"strategy_on"} if made.waits.strategy_on else set()
        now = {**values, "kind": made.kind}
        known = {name: value for name, value in now.items() if value is not None and name not in kept}
        return Change("conference", made.waits.id, known)

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

    def _of_child(self, scene: Scene, child_id: str, ref: str, answers: ConferenceAnswers) -> Entered:
        """Raises Refused: one of the kind waits already, or a review of no plan."""
        view, case = scene.caseload.on_day.get(child_id), scene.caseload.cases[child_id]
        kind = self.kind_for(case, answers.kind)
        if kind == REVIEW and not (view and view.plan):
            raise Refused(f"{ref} has no child protection plan: there is nothing to review. z under i begins one.")
        if kind == BEFORE_BIRTH and not case.is_unborn:
            raise Refused(f"{ref} is born: its first conference is an initial one.")
        waits = next((c for c in case.conferences if kind_now(c, case.born) == kind and is_pending(c)), None)
        if waits and waits.booked is not None and waits.booked < scene.today:
            waits = None
        if waits is None and kind in BEGINS_A_PLAN:  # of which nothing was known yet, not even the kind
            bare = (c for c in case.conferences if is_pending(c) and _lacks_its_day(c) and c.booked is None)
            waits = next(bare, None)
        if waits and not self._completes(waits, answers):
            raise Refused(f"{ref}: {CONFERENCES[kind]} is entered already. b on its row gives it a day, h records it.")
        return Entered(child_id, kind, waits)

    def _completes(self, waits: Conference, answers: ConferenceAnswers) -> bool:
        """Whether what is entered is more of one that waits: what its limit runs from, or of a family its booking."""
        if waits.booked:
            return _lacks_its_day(waits) and bool(answers.strategy or answers.notified) and not answers.day
        return self.of_a_family or _lacks_its_day(waits)

    of_a_family = False
    """Whether siblings are gathered, for some of whom theirs may wait already without a day."""

    def kind_for(self, case: Case, kind: str) -> str:  # noqa: ARG002
        """The kind of one of the children's."""
        return kind


class Entered(NamedTuple):
    """The conference of one of the children: its kind, and the one that waits for what is entered, if one does."""

    child_id: str
    kind: str
    waits: Conference | None = None


def _lacks_its_day(conference: Conference) -> bool:
    """Whether nothing is on record from which the limit of a first conference could be counted."""
    return conference.kind in BEGINS_A_PLAN and not (conference.strategy_on or conference.notified_on)


def _limit(scene: Scene, entered: Entered, answers: ConferenceAnswers) -> date | None:
    """By when it is held for one of the children."""
    case, view = scene.caseload.cases[entered.child_id], scene.caseload.on_day.get(entered.child_id)
    if entered.kind == REVIEW:
        return count_review(case, view.plan, scene.practice).limit if view and view.plan else None
    strategy = (entered.waits.strategy_on if entered.waits else None) or answers.strategy
    made = Conference("", entered.kind, strategy, answers.day, notified_on=answers.notified)
    limit = first_limit(made, case, scene.practice)
    return limit.on if limit and not limit.inferred else None


ACTION = NewConference()
