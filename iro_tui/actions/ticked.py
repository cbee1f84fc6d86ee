"""What each kind of duty answers: the fact before which its tick cannot lie. Source: domain reference 1.7."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from iro_tui.actions.act import NotBefore
from iro_tui.actions.decision import was_made
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.duty import Duty
from iro_tui.domain.duty_kind import Done, Group

Answered = Callable[[Duty, CaseOnDay], Iterator[NotBefore]]


def answered_by(duty: Duty, view: CaseOnDay) -> Iterator[NotBefore]:
    """What ticking a duty answers: the review, the rating, the step … it hangs on; nothing for what stands alone."""
    done = duty.declared.done
    if isinstance(done, Done):
        answered = _OF_GROUP.get(duty.declared.group) or _OF_TABLE.get(done.table)
        yield from answered(duty, view) if answered else ()


_SET_OFF = {
    "sign_off": ("the record of the review", "was written"),
}
"""What sets a clock of a record off that is ticked, where it is not the review's completion."""


def _record(duty: Duty, view: CaseOnDay) -> Iterator[NotBefore]:
    """A step of a record: the completion of the review, or the step before it that set its clock off."""
    for review in view.held_as_one:
        began = duty.declared.set_off_on(review) if review.id == duty.subject else None
        if began:
            what, did = _SET_OFF.get(duty.kind, ("the review", "was completed"))
            yield NotBefore(began, f"{what} of {duty.child} {did}")


def _preparation(duty: Duty, view: CaseOnDay) -> Iterator[NotBefore]:
    """What prepares a review: the review before it."""
    held = view.case.last_held
    if held:
        yield NotBefore(held, f"the last review of {duty.child} was held")


def _rating(duty: Duty, view: CaseOnDay) -> Iterator[NotBefore]:
    for rating in view.case.ratings:
        if rating.id == duty.subject:
            yield NotBefore(rating.rated_on, f"{duty.child} was rated {rating.value}")


def _escalation(duty: Duty, view: CaseOnDay) -> Iterator[NotBefore]:
    for escalation in view.case.escalations:
        if escalation.id == duty.subject and escalation.closed_on:
            yield NotBefore(escalation.closed_on, f"the escalation of {duty.child} was closed")


def _decision(duty: Duty, view: CaseOnDay) -> Iterator[NotBefore]:
    for decision in view.case.decisions:
        if decision.id == duty.subject:
            yield from was_made(view.case, decision)


def _allocation(duty: Duty, view: CaseOnDay) -> Iterator[NotBefore]:
    if view.care_status:
        yield NotBefore(view.care_status.since, f"{duty.child} became looked after")


_OF_GROUP: Mapping[Group, Answered] = {
    Group.RECORD: _record,
    Group.PREPARATION: _preparation,
    Group.ALLOCATION: _allocation,
}
_OF_TABLE: Mapping[str, Answered] = {
    "rating": _rating,
    "escalation": _escalation,
    "decision": _decision,
}
"""By the table that a tick fills, where the group does not say it already."""
