"""What a list says a child is who is here already: who it is, in what care, where it lives, who works with it.

What stands on record stands: a blank is filled, and what differs is told. Source: domain reference 1.7, 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from iro_tui.actions.base import Scene
from iro_tui.actions.care_start import begun
from iro_tui.actions.checks import asks_of_age, of_age_known
from iro_tui.actions.child_words import known_people, name_fits
from iro_tui.actions.listed_cells import one_day
from iro_tui.actions.listed_extra import Extra
from iro_tui.actions.listed_status import StatusCells
from iro_tui.actions.listed_whose import letters_of, same_initials
from iro_tui.domain.care_status import CareStatus
from iro_tui.domain.case import LegalStatus, Placement
from iro_tui.domain.case_on_day import CaseOnDay
from iro_tui.domain.child_name import child_name
from iro_tui.domain.codes import LEGAL_STATUS, PLACEMENT, SHORT_BREAK
from iro_tui.domain.plain_words import (
    ALSO,
    CONFERENCE_ONLY,
    PLACEMENTS,
    PLAN_ONLY,
    RAGS,
    RAGS_ALSO,
    STATUSES,
    UNBORN,
    meant,
)
from iro_tui.domain.words import day_words
from iro_tui.store.reads import Workers
from iro_tui.store.writes import Change, New

LOOKED_AFTER = "looked after"
ROLES = {
    "worker": ("social_worker", "social worker"),
    "manager": ("manager", "team manager"),
    "iro": ("iro", "IRO"),
}
"""Of the cells that name who works with a child the role on record, and what it is called."""


def kind_differs(scene: Scene, status: StatusCells) -> Iterator[str]:
    """That a list calls the scene's child something else than it is on record: looked after, under a plan, unborn."""
    view = CaseOnDay(scene.case, scene.practice, scene.today)
    code = meant(status.cells.get("status", ""), STATUSES, ALSO)
    # What differs of a legal status is told with it.
    theirs = code if code in _BESIDE_CARE else LOOKED_AFTER if status.in_care and not code else ""
    beside = PLAN_ONLY if view.plan else UNBORN if scene.case.is_unborn else CONFERENCE_ONLY
    mine = LOOKED_AFTER if view.care_status else beside
    if theirs and theirs != mine:
        words = (STATUSES.get(each, each) for each in (theirs, mine))
        yield "{} in your list, {} on record: that stands".format(*words)


_BESIDE_CARE = (PLAN_ONLY, UNBORN, CONFERENCE_ONLY)


def tell_standing(scene: Scene, cells: Mapping[str, str], extra: Extra) -> None:
    """What a row tells of the scene's one child itself."""
    care = CaseOnDay(scene.case, scene.practice, scene.today).care_status
    _initials(scene, cells, extra)
    _born(scene, cells, care, extra)
    _expected(scene, cells, extra)
    _since(scene, cells, care, extra)
    _spell(scene, "legal_status", meant(cells.get("status", ""), STATUSES, ALSO), care, extra)
    _spell(scene, "placement", meant(cells.get("placement", ""), PLACEMENTS, ALSO), care, extra)
    _rating(scene, cells, extra)
    _people(scene, cells, extra)


def _initials(scene: Scene, cells: Mapping[str, str], extra: Extra) -> None:
    theirs, record = cells.get("initials", ""), scene.caseload.children[scene.child_id]
    if not letters_of(theirs):
        return
    if not letters_of(record.initials):
        called = child_name(theirs)
        hidden = {"name": called.name} if called.name and not record.name else {}
        extra.writes.append(Change("child", scene.child_id, {"initials": called.initials, **hidden}))
        extra.adds.append("initials, and the name, hidden" if hidden else "initials")
    elif not same_initials(theirs, record.initials, record.name):
        extra.stands(f"initials {theirs}", record.initials)


def _born(scene: Scene, cells: Mapping[str, str], care: CareStatus | None, extra: Extra) -> None:
    theirs, born = one_day(scene, cells.get("born", ""), "back"), scene.case.born
    if not theirs or theirs == born:
        return
    words = f"born {theirs:%d/%m/%Y}"
    if born:
        extra.stands(words, f"{born:%d/%m/%Y}")
    elif scene.case.is_unborn:
        extra.stands(words, "unborn")
    elif theirs > scene.today or (care and theirs > care.period.started):
        extra.notes.append(f"{words}: not before the child became looked after, left out")
    else:
        write = Change("child", scene.child_id, {"born": theirs} | of_age_known(None, theirs, scene.today))
        if asks := asks_of_age(scene.caseload.children[scene.child_id].ref, theirs, scene.today):
            extra.ask(f"{asks} y it is, n leaves it out", [write], "the date of birth")
        else:
            extra.writes.append(write)
            extra.adds.append("the date of birth")


def _expected(scene: Scene, cells: Mapping[str, str], extra: Extra) -> None:
    theirs, mine = one_day(scene, cells.get("expected", ""), "ahead"), scene.case.expected
    if not theirs or theirs == mine:
        return
    words = f"expected {day_words(theirs, scene.today)}"
    if not scene.case.is_unborn:
        extra.notes.append(f"{words} in your list, not unborn on record: left out")
    elif mine:
        extra.stands(words, day_words(mine, scene.today))
    else:
        extra.writes.append(Change("child", scene.child_id, {"expected": theirs}))
        extra.adds.append(words)


def _since(scene: Scene, cells: Mapping[str, str], care: CareStatus | None, extra: Extra) -> None:
    """Since when the child is in care. One whose record begins in the middle gets its first day, and what began so."""
    theirs = one_day(scene, cells.get("since", ""), "back")
    if not theirs or (care and theirs == care.period.started and care.period.start_known):
        return
    words = f"in care since {day_words(theirs, scene.today)}"
    if care is None:
        extra.notes.append(f"{words} in your list, not looked after on record: that stands")
        return
    began = care.period.started
    if care.period.start_known or theirs > began or (scene.case.born and theirs < scene.case.born):
        extra.stands(words, day_words(began, scene.today))
        return
    extra.writes += begun(scene.case, care.period, theirs, scene.practice)
    extra.adds.append(words)


def _spell(scene: Scene, table: str, theirs: str, care: CareStatus | None, extra: Extra) -> None:
    """A legal status, or where the child lives: on record since care began, where none is yet."""
    if not theirs or theirs in _BESIDE_CARE:
        return
    known: Mapping[str, str] = {**LEGAL_STATUS, **STATUSES} if table == "legal_status" else {**PLACEMENT, **PLACEMENTS}
    words = known[theirs]
    if care is None:
        extra.notes.append(f"{words} in your list, not looked after on record: that stands")
        return
    now = care.legal_status if table == "legal_status" else care.placement
    started = extra.value_of(care.period.id, "started", "care_period") or care.period.started
    spells: Sequence[LegalStatus | Placement] = (
        scene.case.legal_statuses if table == "legal_status" else scene.case.placements
    )
    before = next((spell.code for spell in reversed(spells) if spell.started >= started), "")
    if now is None and before:  # between two short breaks a status of theirs is none now
        if before != theirs and not {before, theirs} <= SHORT_BREAK:
            extra.stands(words, f"none now, {known.get(before, before)} before")
    elif now is None:
        values = {"child_id": scene.child_id, "code": theirs, "started": started, "start_known": False}
        extra.writes.append(New(table, values))
        extra.adds.append(words)
    elif now.code != theirs:
        extra.stands(words, known.get(now.code, now.code))


def _rating(scene: Scene, cells: Mapping[str, str], extra: Extra) -> None:
    value = meant(cells.get("rag", ""), RAGS, RAGS_ALSO)
    now = scene.case.ratings[-1].value if scene.case.ratings else ""
    if value and now and value != now:
        extra.stands(value, now)
    elif value and not now:
        rated = {"child_id": scene.child_id, "value": value, "rated_on": scene.today, "as_listed": True}
        extra.writes.append(New("rating", rated))
        extra.adds.append(value)


def _people(scene: Scene, cells: Mapping[str, str], extra: Extra) -> None:
    now = scene.caseload.workers.get(scene.child_id) or Workers()
    for cell, (role, called) in ROLES.items():
        theirs, mine = cells.get(cell, ""), getattr(now, role)
        if not theirs or (mine and (name_fits(theirs, mine) or name_fits(mine, theirs))):
            continue
        if mine:
            extra.stands(f"{called} {theirs}", mine)
            continue
        if role == "iro":
            continue  # whose a case is follows from the record; a list's column only chooses whom to bring in
        name = known_people(scene, *((theirs, "") if cell == "worker" else ("", theirs)))[cell != "worker"]
        extra.writes.append(
            New("worker", {"child_id": scene.child_id, "role": role, "name": name, "started": scene.today})
        )
        extra.adds.append(f"the {called}")
