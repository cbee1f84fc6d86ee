"""What the manager says to the decisions of a review. Source: domain reference 1.3 mgr, 1.7."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Option, Question, act_day, always, ask, questions_of
from iro_tui.caseload.lists.paperwork import followed_review
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Review
from iro_tui.domain.duty_kinds import BY_ID
from iro_tui.domain.paperwork import record_limit
from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change

AGREES, QUERIES, NO_REPLY = "agrees", "queries", "none"
REPLIES = {
    AGREES: "the manager agrees with the decisions of the review of {held} (reply of {day})",
    QUERIES: "the manager queries the decisions of the review of {held} (reply of {day})",
    NO_REPLY: "no reply of the manager by {limit}: the recommendations of the review of {held} are now the decisions",
}
"""What a manager can say to the decisions of a review, and what that does."""
SAID = (Option("1", AGREES, "agrees with the decisions"), Option("2", QUERIES, "queries them"))
"""What there is to choose where the manager replied."""


@dataclass(frozen=True, slots=True)
class ReplyAnswers:
    """The reply, on a day; none is recorded once the days for a reply are over."""

    reply: str = ask(
        "The manager",
        "choice",
        options=(*SAID, Option("3", NO_REPLY, "has not replied: the recommendations become the decisions")),
        upright=True,
        needed=always,
    )
    on: date | None = act_day("On", "give the day of the reply")


class ManagerReply(Action[ReplyAnswers]):
    id = "reply"
    title = "Manager's reply"
    words = "Record the manager's reply to the decisions of a review: agrees, queries, none"
    about = About.ROW
    table = "review"
    asks = ReplyAnswers

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        self._limit(scene)
        _, review = followed_review(scene.caseload, scene.key)
        # A reply that is corrected keeps its day.
        return questions_of(ReplyAnswers, on={"default": typed(review.manager_replied_on) or "today"})

    def not_before(self, scene: Scene, answers: ReplyAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        ref, review = followed_review(scene.caseload, scene.key)
        if review.decisions_on:
            yield NotBefore(review.decisions_on, f"the decisions of {ref} were issued")

    def plan(self, scene: Scene, answers: ReplyAnswers) -> Plan:
        ref, review = followed_review(scene.caseload, scene.key)
        limit = self._limit(scene)
        if reason := self._refused(scene, review, answers, limit):
            raise Refused(f"{ref}: {reason}. Nothing was changed.")
        day = scene.act_day
        days = {"held": review.held, "day": day, "limit": limit}
        words = REPLIES[answers.reply].format_map({k: day_words(d, scene.today) for k, d in days.items() if d})
        return Plan(
            name="Manager's reply",
            sentence=f"{ref}: {words}.",
            says_day=answers.reply != NO_REPLY,
            writes=(Change("review", review.id, {"manager_reply": answers.reply, "manager_replied_on": day}),),
        )

    @staticmethod
    def _limit(scene: Scene) -> date:
        """By when the manager has to reply. Raises Refused while the decisions are not issued."""
        ref, review = followed_review(scene.caseload, scene.key)
        limit = record_limit(BY_ID["manager_reply"], review, scene.practice)
        if limit is None:
            raise Refused(f"{ref}: the decisions of the review are not issued yet; mark them as done first.")
        return limit

    @staticmethod
    def _refused(scene: Scene, review: Review, answers: ReplyAnswers, limit: date) -> str:
        """Why a reply cannot be recorded so; empty where it can."""
        today = scene.today
        if answers.reply == NO_REPLY:
            if review.manager_replied_on and review.manager_reply != NO_REPLY:
                there = day_words(review.manager_replied_on, today)
                return f"a reply of {there} is on record: give agrees or queries"
            if scene.act_day <= limit:
                until = f"the manager has until {day_words(limit, today)} to reply"
                return f"{until}; record that there was none after that day"
        return ""


ACTION = ManagerReply()
