"""Legal status, placement, and the end of care: each a new row beside what was. Source: SSDA903 codes."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine

from iro_tui.actions import notes
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.checks import chosen, one_of
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain import codes
from iro_tui.domain.care_status import is_open
from iro_tui.domain.words import day_words
from iro_tui.store.reads import read_rows
from iro_tui.store.tables import (
    AdoptionAuthorityRow,
    CarePeriodRow,
    EarlyReviewRow,
    Kept,
    LegalStatusRow,
    PlacementRow,
    ReviewRow,
)
from iro_tui.store.work import Work, action
from iro_tui.text import clean

_LEGAL = notes.Wording("Legal status", ("The legal status is {status} since {since}.", "Before: {before}."))
_MOVED = notes.Wording(
    "Placement",
    ("The child is placed in {placement} since {since}.", "Before: {before}.", "Why that ended: {why}."),
)
_ENDED = notes.Wording("End of care", ("The child ceased to be looked after on {on}: {reason}.",))


def change_legal(engine: Engine, caseload: Caseload, child_id: str, code: str, since: date | None = None) -> Changes:
    """Set the legal status from a day on. Raises Refused: not looked after, the same, a day that cannot be."""
    child_id, since = _looked_after(caseload, child_id, since)
    one_of("Legal status", code, codes.LEGAL_STATUS)
    with action(engine, "Legal status") as work:
        before = _end_running(work, LegalStatusRow, child_id, code, since, caseload.today)
        work.add(LegalStatusRow(child_id=child_id, code=code, started=since))
        words = codes.LEGAL_STATUS[code]
        values: dict[str, str | date | None] = {
            "status": words,
            "since": since,
            "before": codes.LEGAL_STATUS.get(before, before),
        }
        notes.leave_all(work, caseload, [_LEGAL.note(child_id, values)])
        work.sentence = f"{_ref(caseload, child_id)}: {words} since {day_words(since, caseload.today)}."
    return Changes.of(work.result)


def move(
    engine: Engine,
    caseload: Caseload,
    child_id: str,
    code: str,
    since: date | None = None,
    *,
    why: str = "",
    provider: str = "",
    out_of_area: bool | None = None,
    same_carer: bool = False,
) -> Changes:
    """Place the child somewhere else from a day on; `why` is the code of why the placement before ended.

    Raises Refused: not looked after, codes that are none, a day that cannot be.
    """
    child_id, since = _looked_after(caseload, child_id, since)
    one_of("Placement", code, codes.PLACEMENT)
    if why:
        one_of("Why it ended", why, codes.PLACEMENT_CHANGE)
    with action(engine, "Placement") as work:
        before = _end_running(work, PlacementRow, child_id, "", since, caseload.today, end_reason=why or None)
        work.add(
            PlacementRow(
                child_id=child_id,
                code=code,
                started=since,
                provider=clean(provider) or None,
                same_carer=same_carer,
                out_of_area=out_of_area,
            )
        )
        words = codes.PLACEMENT[code]
        values: dict[str, str | date | None] = {
            "placement": words,
            "since": since,
            "before": codes.PLACEMENT.get(before, before),
            "why": codes.PLACEMENT_CHANGE.get(why),
        }
        notes.leave_all(work, caseload, [_MOVED.note(child_id, values)])
        work.sentence = f"{_ref(caseload, child_id)}: {words} since {day_words(since, caseload.today)}."
    return Changes.of(work.result)


def end_care(engine: Engine, caseload: Caseload, child_id: str, on: date, reason: str) -> Changes:
    """End a child's care: its duties end, what was planned is taken off, the whole record stays.

    Raises Refused: not looked after, a day to come or before care began, a reason that is none.
    """
    child_id, on = _looked_after(caseload, child_id, on)
    one_of("The reason", reason, [code for code in codes.END_REASON if code != codes.CONTINUES])
    with action(engine, "End of care") as work:
        for model in (CarePeriodRow, LegalStatusRow, PlacementRow, AdoptionAuthorityRow):
            going_on = _running(work.connection, model, child_id, caseload.today)
            if model is CarePeriodRow and any(on < row.started for row in going_on):
                raise Refused(f"The day is {day_words(on, caseload.today)}, before this time of care began.")
            ended: dict[str, Any] = {"ended": on}
            if model is CarePeriodRow:
                ended["end_reason"] = reason
            work.change_many(model, {row.id: ended for row in going_on})
        planned = [row.id for row in read_rows(work.connection, ReviewRow, child_id=[child_id], held=None)]
        work.remove_many(ReviewRow, planned)
        early = read_rows(work.connection, EarlyReviewRow, child_id=[child_id], withdrawn_on=None)
        work.change_many(EarlyReviewRow, {row.id: {"withdrawn_on": on} for row in early})
        words = codes.END_REASON[reason]
        notes.leave_all(work, caseload, [_ENDED.note(child_id, {"on": on, "reason": words})])
        work.sentence = f"{_ref(caseload, child_id)}: care ended {day_words(on, caseload.today)}, {words}."
    return Changes.of(work.result)


def _ref(caseload: Caseload, child_id: str) -> str:
    return caseload.children[child_id].ref


def _looked_after(caseload: Caseload, child_id: str, since: date | None) -> tuple[str, date]:
    """The child's key, and the day, today unless given. Raises Refused."""
    [child_id] = chosen(caseload, child_id)
    today = caseload.today
    if not any(is_open(period.ended, today) for period in caseload.cases[child_id].periods):
        raise Refused(f"{_ref(caseload, child_id)} is not looked after.")
    if since and since > today:
        raise Refused(f"The day is {day_words(since, today)}, which is to come: record it when it has happened.")
    return child_id, since or today


def _running(connection: Connection, model: type[Kept], child_id: str, today: date) -> list[Any]:
    return [row for row in read_rows(connection, model, child_id=[child_id]) if is_open(row.ended, today)]


def _end_running(
    work: Work, model: type[Kept], child_id: str, code: str, since: date, today: date, **values: Any
) -> str:
    """End what runs on the day the new one begins; its code, empty where none ran. Raises Refused."""
    going_on = _running(work.connection, model, child_id, today)
    for row in going_on:
        if row.code == code:
            raise Refused("Nothing was changed: this is what is on record already.")
        if since < row.started:
            began = day_words(row.started, today)
            raise Refused(f"The day is {day_words(since, today)}, before the present one began on {began}.")
    work.change_many(model, {row.id: {"ended": since, **values} for row in going_on})
    return str(going_on[-1].code) if going_on else ""
