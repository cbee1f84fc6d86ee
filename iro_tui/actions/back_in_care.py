"""A child on record who is looked after again: a new time of care, with its clocks from the first day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.act import NotBefore
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.naming import person_of
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import Question, act_day, ask, ask_code, questions_of
from iro_tui.actions.running import in_care, running_rows
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.allocation import chair_goes_on
from iro_tui.domain.care_status import majority
from iro_tui.domain.codes import LEGAL_STATUS, PLACEMENT
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change, New, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_LEFT_OPEN = ("legal_status", "placement", "adoption_authority")
_NOTE = NoteTemplate(
    "Back in care",
    (
        "The child is looked after {how} {since}.",
        "Legal status: {status}.",
        "Placement: {placement}.",
        "Care had ended on {left}.",
    ),
)


@dataclass(frozen=True, slots=True)
class BackAnswers:
    """How a child is looked after again, and from which day; codes are those of the return."""

    legal: str = ask_code("Legal status", LEGAL_STATUS, "care, section 20 …")
    placement: str = ask_code("Placement", PLACEMENT, "foster, home, U6 …")
    notified: date | None = ask("Told on", "day", hint="when the service was told", lean="back")
    since: date | None = act_day("In care since", "give the first day")


class BackInCare(Action[BackAnswers]):
    id = "back_in_care"
    title = "Back in care"
    words = "Back in care: a child who left and is looked after again, returned to care, accommodated again"
    about = About.CHILD
    asks = BackAnswers
    offers = (Offer("facts", 98, "in care now, or back in care", key="b"),)
    wide = True

    def look(self, connection: Connection, scene: Scene) -> list[tuple[str, str, date]]:
        """What goes on by the record though care has ended: table, key and first day of each row."""
        return [(table, row.id, row.started) for table in _LEFT_OPEN for row in running_rows(connection, scene, table)]

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        """Raises Refused: a child who is in care, or of age."""
        eighteen = majority(scene.case)
        if eighteen and eighteen <= scene.today:
            raise Refused(f"{scene.called} was 18 on {day_words(eighteen, scene.today)}: nobody comes into care then.")
        if (begun := in_care(scene)) is not None:
            raise Refused(f"{scene.called} is looked after already, since {day_words(begun, scene.today)}.")
        return questions_of(BackAnswers)

    def heading(self, scene: Scene) -> str:
        return self.title if left_on(scene) else "In care"

    def aside(self, scene: Scene) -> str:
        left = left_on(scene)
        return f"left care on {day_words(left, scene.today)}" if left else ""

    def not_before(self, scene: Scene, answers: BackAnswers) -> Iterator[NotBefore]:  # noqa: ARG002
        if left := left_on(scene):
            yield NotBefore(left, "care ended")

    def plan(self, scene: Scene, answers: BackAnswers) -> Plan:
        since, child_id, left = scene.act_day, scene.child_id, left_on(scene)
        if answers.notified:
            require_come("Told on", answers.notified, scene.today, "give the day on which the service was told")
        status, placement = LEGAL_STATUS[answers.legal], PLACEMENT[answers.placement]
        first, again = day_words(since, scene.today), " again" if left else ""
        return Plan(
            name=self.heading(scene),
            sentence=f"{scene.called}: looked after{again} since {first}, {status}, {placement}{_goes_on(scene)}.",
            writes=(
                *_on_the_caseload(scene, since),
                *(Change(table, key, {"ended": max(left, began)}) for table, key, began in scene.known if left),
                New("care_period", {"child_id": child_id, "started": since}),
                New("legal_status", {"child_id": child_id, "started": since, "code": answers.legal}),
                New("placement", {"child_id": child_id, "started": since, "code": answers.placement}),
                *_iro_named(scene, answers.notified, since),
            ),
            says_day=True,
            notes=(
                _NOTE.note(
                    child_id, since=since, status=status, placement=placement, left=left, how=f"{again} since".strip()
                ),
            ),
        )


def _iro_named(scene: Scene, notified: date | None, since: date) -> Iterator[Write]:
    """Whoever takes a child on is the IRO named; where the practice keeps the chair, who chairs the conferences."""
    chair = _chair(scene)
    person, new = person_of(scene, chair or "")
    yield from new
    if chair:
        yield New("worker", {"child_id": scene.child_id, "role": "iro", "name": chair, "started": since})
    yield New("allocation", {"child_id": scene.child_id, "notified": notified, "allocated": since, "iro_id": person})


def _goes_on(scene: Scene) -> str:
    """That the chair of the conferences is the IRO now; without the name."""
    return "; who chairs the conferences is the IRO" if _chair(scene) is not None else ""


def _chair(scene: Scene) -> str | None:
    """Who chairs the conferences and goes on as the IRO; empty for the officer, None where nobody does."""
    return chair_goes_on(scene.on_day) if scene.on_day else None


def left_on(scene: Scene) -> date | None:
    """When the one child last ceased to be looked after; None where that is not on record, or still to come."""
    return max((p.ended for p in scene.case.periods if p.ended and p.ended <= scene.today), default=None)


def _on_the_caseload(scene: Scene, since: date) -> Iterator[Write]:
    """On the officer's caseload from that day; who is on it still, since as before.

    By a plan, between two breaks, or because something of the time before is still open: it is not to be lost.
    """
    view = scene.on_day
    still = view is not None and (view.care_status or view.plan or scene.caseload.duties.get(scene.child_id))
    yield Change("child", scene.child_id, {"closed_on": None} | ({} if still else {"on_caseload_since": since}))


ACTION = BackInCare()
