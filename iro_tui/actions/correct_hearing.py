"""Correcting a day of court: which it is, what goes before it; of one that took place its day and the order made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import Offer, Scene
from iro_tui.actions.checks import require_come
from iro_tui.actions.correcting import Correction
from iro_tui.actions.hearing_line import files, require_order
from iro_tui.actions.questions import always, ask, coded
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Case
from iro_tui.domain.codes import ORDERS, REVOKED
from iro_tui.domain.plain_words import ALSO
from iro_tui.domain.protection import HEARINGS
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.store.writes import Change, Remove, Write

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class HearingCorrected:
    """A day of court as it should have been recorded."""

    kind: str = ask("Kind", "choice", options=coded(HEARINGS))
    what: str = ask("What", needed=always)
    filing: date | None = ask("Filing by", "day")
    panel: date | None = ask("Panel", "day", asked=files)
    ratify: bool | None = ask("Care plan filed", "yes_no", asked=files)
    order: str = ask("Order made", "code", codes=ORDERS, also=ALSO)
    on: date | None = ask("Took place", "day", lean="back", needed=always)


_COLUMNS = {
    "kind": "kind",
    "what": "what",
    "filing": "filing_on",
    "panel": "panel_on",
    "ratify": "to_ratify",
    "order": "order_made",
    "on": "done_on",
}
_ONCE_DONE = ("order", "on")


class CorrectHearing(Correction[HearingCorrected]):
    id = "correct_hearing"
    title = "Correct the day of court"
    words = "Correct a hearing: its kind, filing and panel; of one that took place its day and the order made"
    table = "court_date"
    asks = HearingCorrected
    offers = (Offer("facts", 16, "correct this day of court", key="c"),)
    told_by = "what"
    wide = True

    def parts(self, connection: Connection, row: Any) -> Mapping[str, Any]:
        from iro_tui.store.reads import read_rows
        from iro_tui.store.shapes import CarePeriodRow, LegalStatusRow, ProceedingsRow

        tables = {"statuses": LegalStatusRow, "proceedings": ProceedingsRow, "periods": CarePeriodRow}
        return {name: read_rows(connection, table, child_id=row.child_id) for name, table in tables.items()}

    def asked_of(self, scene: Scene) -> Mapping[str, Mapping[str, Any] | None]:
        return {} if scene.known.row.done_on else dict.fromkeys(_ONCE_DONE)

    def before(self, scene: Scene) -> Mapping[str, Any]:
        row = scene.known.row
        names = (name for name in _COLUMNS if row.done_on or name not in _ONCE_DONE)
        return {name: getattr(row, _COLUMNS[name]) for name in names}

    def called(self, scene: Scene) -> str:
        row = scene.known.row
        return f"the {in_a_sentence(row.what)} of {day_words(row.done_on or row.on_day, scene.today)}"

    def corrections(self, scene: Scene, answers: HearingCorrected) -> Iterator[Write]:
        values = _values(scene, answers)
        yield Change("court_date", scene.key, values)
        yield from _status_writes(scene, values)
        yield from _ends_of_proceedings(scene, values)

    def case_with(self, scene: Scene, answers: HearingCorrected) -> Case:
        values = _values(scene, answers)
        names = ("kind", "what", "filing_on", "panel_on", "to_ratify", "done_on")
        facts = {name: values[name] for name in names if name in values} | {"kind": values["kind"] or ""}
        if "on_day" in values:
            facts["on"] = values["on_day"]
        dates = (d._replace(**facts) if d.id == scene.key else d for d in scene.case.court_dates)
        return replace(scene.case, court_dates=tuple(dates))


def _values(scene: Scene, answers: HearingCorrected) -> dict[str, Any]:
    """The columns of the day of court as they will be. Raises Refused for what cannot be."""
    row, today = scene.known.row, scene.today
    day = answers.on or row.done_on or row.on_day
    require_order(day, answers.filing, answers.panel if answers.filing else None)
    values: dict[str, Any] = {column: getattr(answers, name) or None for name, column in _COLUMNS.items()}
    values["to_ratify"] = answers.ratify
    if not answers.filing:
        values |= {"panel_on": None, "to_ratify": None}
    if not row.done_on:
        return {name: value for name, value in values.items() if name not in ("order_made", "done_on")}
    require_come("Took place", day, today, "give the day on which it was")
    return values | {"done_on": day, **({"on_day": day} if row.on_day == row.done_on else {})}


def _status_writes(scene: Scene, values: Mapping[str, Any]) -> Iterator[Write]:
    """What the correction makes of the legal status that began with the order of that day.

    Raises Refused where an order is named of which no legal status came, or what was before it began later.
    """
    row = scene.known.row
    was, now, on = row.order_made, values.get("order_made"), values.get("done_on")
    if row.done_on is None or (was, row.done_on) == (now, on):
        return
    statuses = scene.known.parts["statuses"]
    if REVOKED in (was, now) and was != now:
        raise Refused(
            "What a revocation made of the legal status is not corrected here: 5 under i on the child says what holds.",
            question="order",
        )
    # A status with which a time of care began is of that beginning, which is not put right here.
    began = {period.started for period in scene.known.parts["periods"]}
    of_the_day = (s for s in statuses if was and s.started == row.done_on and s.started not in began)
    made = next((s for s in of_the_day if was in (s.code, REVOKED)), None)
    if made is None:
        if now and now != was:
            raise Refused(
                "No legal status began with this day of court: 5 under i on the child enters the order.",
                question="order",
            )
        return
    for earlier in statuses:
        if earlier.id != made.id and earlier.ended == row.done_on:
            if on < earlier.started:
                before = day_words(earlier.started, scene.today)
                raise Refused(f"Took place is before the legal status before it began on {before}.", question="on")
            yield Change("legal_status", earlier.id, {"ended": on if now else made.ended})
    if made.ended and on > made.ended:
        raise Refused(
            f"Took place is after the order ended on {day_words(made.ended, scene.today)}: look at the day.",
            question="on",
        )
    yield (
        Change("legal_status", made.id, {"code": made.code if now == REVOKED else now, "started": on})
        if now
        else Remove("legal_status", made.id)
    )


def _ends_of_proceedings(scene: Scene, values: Mapping[str, Any]) -> Iterator[Write]:
    """The end of the proceedings that came with the order of that day: of its day, and by its order."""
    row = scene.known.row
    was, now = (row.order_made, row.done_on), (values.get("order_made"), values.get("done_on"))
    for each in scene.known.parts["proceedings"]:
        if row.done_on and was != now and each.id == row.proceedings_id and (each.outcome, each.concluded_on) == was:
            order, day = now if now[0] or not was[0] else (None, None)
            yield Change("proceedings", each.id, {"outcome": order, "concluded_on": day})


ACTION = CorrectHearing()
