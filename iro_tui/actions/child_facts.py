"""Who a child is and who works with them: adding a child, changing facts; what was before stays on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine

from iro_tui.actions import notes
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import chosen, one_of
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain import codes
from iro_tui.domain.words import day_words, joined
from iro_tui.store.reads import read_rows
from iro_tui.store.tables import AllocationRow, CarePeriodRow, ChildRow, LegalStatusRow, PlacementRow, WorkerRow
from iro_tui.store.work import action
from iro_tui.text import clean

ROLES = {"social_worker": "social worker", "manager": "manager", "iro": "IRO"}
"""Who works with a child: as it is stored, and as it is said."""

FIELDS = {
    "ref": "Reference",
    "initials": "Initials",
    "name": "Name",
    "born": "Born",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "uasc": "Unaccompanied asylum seeker",
    "disabled": "Disabled",
    "need": "Category of need",
}
"""What can be changed about a child, and what it is called."""
_CODED: dict[str, Mapping[str, str]] = {"sex": codes.SEX, "ethnicity": codes.ETHNICITY, "need": codes.NEED}

_WORKER = notes.Wording("Change of {role}", ("The {role} is {name}, since {since}.", "Before: {before}."))
_PLAN = notes.Wording("Permanence plan", ("The permanence plan is now: {plan}.", "Before: {before}."))


@dataclass(frozen=True, slots=True)
class NewChild:
    """A child newly looked after; codes are those of the return."""

    ref: str
    started: date
    legal: str
    placement: str
    initials: str = ""
    name: str = ""
    born: date | None = None
    sex: str = ""
    social_worker: str = ""
    manager: str = ""
    notified: date | None = None


def add_child(engine: Engine, caseload: Caseload, new: NewChild) -> Changes:
    """Put a child on the caseload; every clock of a child newly looked after starts by itself.

    Raises Refused: no reference or one that is on record, a start to come or before birth, codes that are none.
    """
    ref = clean(new.ref)
    _free(caseload, ref)
    _started(caseload, new.started, new.born)
    one_of("Legal status", new.legal, codes.LEGAL_STATUS)
    one_of("Placement", new.placement, codes.PLACEMENT)
    if new.sex:
        one_of("Sex", new.sex, codes.SEX)
    with action(engine, "Add child") as work:
        child_id = work.add(
            ChildRow(ref=ref, initials=clean(new.initials), name=clean(new.name), born=new.born, sex=new.sex or None)
        )
        work.add(CarePeriodRow(child_id=child_id, started=new.started))
        work.add(LegalStatusRow(child_id=child_id, code=new.legal, started=new.started))
        work.add(PlacementRow(child_id=child_id, code=new.placement, started=new.started))
        for role, name in (("social_worker", new.social_worker), ("manager", new.manager)):
            if clean(name):
                work.add(WorkerRow(child_id=child_id, role=role, name=clean(name), started=new.started))
        if new.notified:
            work.add(AllocationRow(child_id=child_id, notified=new.notified))
        work.sentence = f"{ref}: on the caseload, looked after since {day_words(new.started, caseload.today)}."
    return Changes.of(work.result)


def change_child(engine: Engine, caseload: Caseload, child_id: str, values: Mapping[str, Any]) -> Changes:
    """Change facts about a child; only what differs is written. Raises Refused: nothing differs, or it cannot be."""
    [child_id] = chosen(caseload, child_id)
    child = caseload.children[child_id]
    changed: dict[str, Any] = {}
    for field, value in values.items():
        given = clean(value) if isinstance(value, str) else value
        if field in _CODED and given:
            one_of(FIELDS[field], given, _CODED[field])
        changed[field] = (given or None) if field in _CODED else given
    ref = changed.get("ref", child.ref)
    if ref != child.ref:
        _free(caseload, ref)
    born = changed.get("born")
    starts = [period.started for period in caseload.cases[child_id].periods]
    if born and (born > caseload.today or any(start < born for start in starts)):
        raise Refused(f"Born is {day_words(born, date.min)}: give a day before the child became looked after.")
    with action(engine, "Change facts") as work:
        [row] = read_rows(work.connection, ChildRow, id=[child_id])
        different = [field for field, value in changed.items() if getattr(row, field) != value]
        if not different:
            raise Refused("Nothing was changed: all of it is on record already.")
        work.change(ChildRow, child_id, **changed)
        # Which facts, not what they say: the journal's sentence names nobody.
        said = joined([FIELDS[field].lower() for field in different])
        work.sentence = f"{child.ref}: {said} changed."
    return Changes.of(work.result)


def change_worker(
    engine: Engine, caseload: Caseload, child_id: str, role: str, name: str, team: str = "", since: date | None = None
) -> Changes:
    """Let somebody else work with the child from a day on; who did before stays on record. Raises Refused."""
    [child_id] = chosen(caseload, child_id)
    one_of("The role", role, ROLES)
    today = caseload.today
    name, team, since = clean(name), clean(team), since or today
    if not name:
        raise Refused(f"The name is empty: give the name of the {ROLES[role]}.")
    if since > today:
        raise Refused(f"Since is {day_words(since, today)}, which is to come: give the day it began.")
    with action(engine, f"Change {ROLES[role]}") as work:
        now = [
            row for row in read_rows(work.connection, WorkerRow, child_id=[child_id], role=role) if row.ended is None
        ]
        before = max(now, key=lambda row: row.started or date.min, default=None)
        if before and before.name == name and (before.team or "") == team:
            raise Refused(f"The {ROLES[role]} is {name} already. Nothing was changed.")
        if before and before.started and since < before.started:
            began = day_words(before.started, today)
            raise Refused(f"Since is {day_words(since, today)}, before the present one began on {began}.")
        work.change_many(WorkerRow, {row.id: {"ended": since} for row in now})
        work.add(WorkerRow(child_id=child_id, role=role, name=name, team=team or None, started=since))
        values: dict[str, str | date | None] = {
            "role": ROLES[role],
            "name": name,
            "since": since,
            "before": before.name if before else None,
        }
        notes.leave_all(work, caseload, [_WORKER.note(child_id, values)])
        work.sentence = f"{caseload.children[child_id].ref}: another {ROLES[role]} since {day_words(since, today)}."
    return Changes.of(work.result)


def change_plan(engine: Engine, caseload: Caseload, child_id: str, plans: tuple[str, ...]) -> Changes:
    """Set the permanence plan, or plans that run in parallel. Raises Refused."""
    [child_id] = chosen(caseload, child_id)
    for plan in plans:
        one_of("Permanence plan", plan, codes.PERMANENCE)
    child = caseload.children[child_id]
    stored = ",".join(dict.fromkeys(plans))
    if stored == child.permanence_plan:
        raise Refused("Nothing was changed: this is the plan on record already.")
    with action(engine, "Permanence plan") as work:
        work.change(ChildRow, child_id, permanence_plan=stored)
        values: dict[str, str | date | None] = {
            "plan": codes.plan_words(stored) or "none",
            "before": codes.plan_words(child.permanence_plan),
        }
        notes.leave_all(work, caseload, [_PLAN.note(child_id, values)])
        work.sentence = f"{child.ref}: permanence plan {codes.plan_words(stored) or 'taken away'}."
    return Changes.of(work.result)


def _free(caseload: Caseload, ref: str) -> None:
    if not ref:
        raise Refused("The reference is empty: give the council's own number of the child.")
    if any(child.ref.casefold() == ref.casefold() for child in caseload.children.values()):
        raise Refused(f"The reference is {ref!r}, which another child has already: look it up with / in the caseload.")


def _started(caseload: Caseload, started: date, born: date | None) -> None:
    today = caseload.today
    if started > today:
        raise Refused(f"Looked after since {day_words(started, today)}, which is to come: give the first day.")
    if born and started < born:
        raise Refused(f"Looked after since {day_words(started, today)}, before the child was born.")
