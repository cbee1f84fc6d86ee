"""Cover that a manager arranges: a colleague has children from a day to a day, while who holds them is away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from iro_tui.actions.allocation import IroKnown, conflict_warning, iros_known
from iro_tui.actions.base import About, Action, Offer, Plan, Scene
from iro_tui.actions.naming import in_full, person_of
from iro_tui.actions.questions import always, ask
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.colleagues import colleague_of
from iro_tui.domain.vocabulary import COVERS
from iro_tui.domain.words import day_words, until_words
from iro_tui.store.writes import Change, New, Remove, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class CoverAnswers:
    """Who covers, from when until when."""

    to: str = ask(
        "Who covers", names="IRO", needed=always, hint="name or initials", missing="The colleague is empty: say who."
    )
    started: date | None = ask("From", "day", default="today", hint="the first day of the cover")
    until: date | None = ask(
        "Until", "day", hint="the last day: 4/12, fri", needed=always,
        missing="The last day is empty: a cover ends on a day.",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoverKnown:
    """What a cover rests on."""

    iros: Mapping[str, IroKnown]
    covers: Sequence[Any]
    """The rows of the covers that are on record of these children, those to come too."""


class Cover(Action[CoverAnswers]):
    """Of children of several IROs at once, each for who holds that child."""

    id = "cover"
    title = "Cover"
    words = "Cover: a colleague has the children from a day to a day, leave, sickness, in a manager's store"
    about = About.CHILDREN
    by_managers = managers_alone = True
    asks = CoverAnswers
    offers = (Offer("facts", 46, "cover: who, from when until when", key="q"),)

    def look(self, connection: Connection, scene: Scene) -> CoverKnown:
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import AllocationRow

        rows = read_rows(connection, AllocationRow, child_id=list(scene.child_ids), mode=COVERS)
        return CoverKnown(iros_known(connection, scene, scene.child_ids), rows)

    def each(self, scene: Scene) -> list[str]:
        return [f"{who.ref}: {scene.caseload.holder_words(who.child_id)}" for who in scene.who]

    def plan(self, scene: Scene, answers: CoverAnswers) -> Plan:
        first, last = answers.started or scene.today, answers.until or scene.today
        if last < max(first, scene.today):
            raise Refused(f"{day_words(last, scene.today)} is over by then: a cover ends later.", question="until")
        name = in_full(scene, answers.to)
        key, new = person_of(scene, name)
        if not name or key is None:
            raise Refused("That is you: say which IRO covers.", question="to")
        _require_possible(scene, key, name)
        from_words = "" if first == scene.today else f" from {day_words(first, scene.today)}"
        who = colleague_of(scene.caseload.colleagues, name)
        absent = who.away_words(first, last, scene.today) if who else ""
        return Plan(
            name="Cover",
            sentence=f"{scene.called}: covered by {name}{from_words}{until_words(last, scene.today)}.",
            writes=(*new, *(write for each in scene.child_ids for write in _writes(scene, each, key, first, last))),
            warning=" ".join(filter(None, (conflict_warning(scene, name, scene.known.iros), absent))),
            says_day=True,
        )


def _require_possible(scene: Scene, key: str, name: str) -> None:
    """Raises Refused: a child whom nobody holds, or whom the one who is to cover holds."""
    for who in scene.who:
        carried = scene.caseload.carried.get(who.child_id)
        if carried is None or not carried.holder:
            raise Refused(f"Nobody holds {who.ref}: name the IRO first (i, allocation).", question="to")
        if carried.holder == key:
            raise Refused(f"{name} holds {who.ref}: another colleague covers.", question="to")


def _writes(scene: Scene, child_id: str, key: str, first: date, last: date) -> Iterator[Write]:
    """The cover; of one that was arranged for some of these days the days before them stay."""
    for row in scene.known.covers:
        if row.child_id == child_id and row.allocated <= last and (row.until is None or row.until >= first):
            if row.allocated < first:
                yield Change("allocation", row.id, {"until": first - timedelta(days=1)})
            else:
                yield Remove("allocation", row.id)
    yield New("allocation", {
        "child_id": child_id, "allocated": first, "until": last, "iro_id": key, "mode": COVERS,
        "previous_iro_id": scene.caseload.carried[child_id].holder,
    })  # fmt: skip


ACTION = Cover()
