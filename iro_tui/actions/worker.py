"""Who works with a child from a day on; who did before stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.allocation import IroKnown, conflict_warning, iro_known, named
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.notes import NoteTemplate
from iro_tui.actions.questions import act_day, always, ask, coded, one_of, stored
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.allocation import IRO_REASONS
from iro_tui.domain.vocabulary import ROLES
from iro_tui.domain.words import day_words
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_NOTE = NoteTemplate("Change of {role}", ("The {role} is {name}, since {since}.", "Before: {before}.", "Why: {why}."))


@dataclass(frozen=True, slots=True)
class WorkerAnswers:
    """Somebody who works with the child."""

    role: str = ask("Who", "choice", column="role", options=coded(ROLES), default="social_worker", needed=always)
    name: str = ask("Name", column="name", names="worker", needed=always)
    team: str = ask("Team", column="team", hint="if known")
    reason: str = ask("Why", asked=one_of("role", "iro"), suggested=IRO_REASONS, in_words=True)
    since: date | None = act_day("Since", "give the day it began")


class WorkersKnown(NamedTuple):
    """Those who work with the child now, and who was named as the IRO."""

    now: list[Any]
    iro: IroKnown


class ChangeWorker(Action[WorkerAnswers]):
    id = "worker"
    title = "Worker"
    words = "Change the social worker, manager or IRO: reallocated, name the IRO"
    about = About.CHILD
    asks = WorkerAnswers
    offers = (Offer("facts", 40, "social worker, manager", key="4"),)

    def look(self, connection: Connection, scene: Scene) -> WorkersKnown:
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import WorkerRow

        now = [row for row in read_rows(connection, WorkerRow, child_id=scene.child_id) if row.ended is None]
        return WorkersKnown(now, iro_known(connection, scene, scene.child_id))

    def aside(self, scene: Scene) -> str:
        now = scene.caseload.workers.get(scene.child_id)
        return f"now {now.social_worker or 'nobody'} ({now.manager or 'no manager'})" if now else ""

    def plan(self, scene: Scene, answers: WorkerAnswers) -> Plan:
        role, today, since = ROLES[answers.role], scene.today, scene.act_day
        is_iro = answers.role == "iro"
        why = answers.reason if is_iro else ""
        known: WorkersKnown = scene.known
        now = [row for row in known.now if row.role == answers.role]
        before = max(now, key=lambda row: row.started or date.min, default=None)
        if before and before.name == answers.name and (before.team or "") == answers.team:
            raise Refused(f"The {role} is {answers.name} already. Nothing was changed.")
        if before and before.started and since < before.started:
            began = day_words(before.started, today)
            raise Refused(f"Since is {day_words(since, today)}, before the present one began on {began}.")
        return Plan(
            name=f"Change {role}",
            sentence=f"{scene.called}: another {role} since {day_words(since, today)}.",
            writes=(
                *(Change("worker", row.id, {"ended": since}) for row in now),
                *scene.new_each("worker", stored(answers) | {"started": since}),
                *(named(scene, scene.child_id, known.iro, answers.name, since, reason=why) if is_iro else ()),
            ),
            warning=conflict_warning(scene, answers.name, {scene.child_id: known.iro}) if is_iro else "",
            says_day=True,
            notes=(
                _NOTE.note(
                    scene.child_id,
                    role=role,
                    name=answers.name,
                    since=since,
                    before=before.name if before else None,
                    why=why,
                ),
            ),
        )


ACTION = ChangeWorker()
