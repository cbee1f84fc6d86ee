"""Child protection and court in full: conferences with their moves, plans, core groups, proceedings and hearings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from iro_tui.caseload.reading.care import spell
from iro_tui.caseload.reading.on_record import OnRecord, RecordRow
from iro_tui.caseload.reading.passage import DONE, LATE, QUIET, Passage, free, line
from iro_tui.caseload.reading.subject import COURT, PROTECTION, Subject
from iro_tui.domain import protection
from iro_tui.domain.conferences import kind_now
from iro_tui.domain.proceedings import by_words, last_day, panels, ratified_by, week_words
from iro_tui.domain.words import day_words, heading
from iro_tui.store import shapes


def _conference_day(record: RecordRow, _on_record: OnRecord) -> date | None:
    days = (record.peek(name) for name in ("held", "booked", "not_held_on", "strategy_on", "notified_on"))
    return next(filter(None, days), None)


def _conference_state(record: RecordRow, _on_record: OnRecord) -> str:
    if record.peek("held"):
        return "held"
    over = record.peek("not_held_on") and (
        not record.peek("booked") or record.peek("not_held_reason") in protection.NEEDED_NO_MORE
    )
    return "not held" if over else "to come"


def _conference_line(record: RecordRow, on_record: OnRecord) -> str:
    kind, parts = _kind(record, on_record), (_peeked(record, "outcome"), _peeked(record, "category"))
    moved = _moved(on_record.all(shapes.ConferenceMoveRow, conference_id=record.key))
    return ", ".join(filter(None, (heading(kind), *parts, moved)))


def _moved(moves: Sequence[RecordRow]) -> str:
    """How often something was moved; empty for never."""
    return f"moved {'once' if len(moves) == 1 else f'{len(moves)} times'}" if moves else ""


def _kind(record: RecordRow, on_record: OnRecord) -> str:
    case = on_record.case
    fact = next((each for each in case.conferences if each.id == record.key), None)
    kind = kind_now(fact, case.born) if fact else record.peek("kind")
    return protection.CONFERENCES.get(kind, kind)


def _peeked(record: RecordRow, name: str) -> str:
    """A value in its words, not told by it."""
    copy = RecordRow(record.model, record.values, record.today, names=record.names)
    return copy.words(name)


def _conference(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    lines = [
        *record.lines("Strategy", "strategy_on"),
        *record.lines("Notified", "notified_on"),
        *record.lines("Booked", "booked", "booked_time", "venue", "mode"),
        *record.lines("Chair", "chair"),
        *record.lines("Parents", "parents_report_on"),
        *record.lines("Agencies", "agencies_report_on"),
        *record.lines("Asked", "invited"),
        *record.lines("Reports", "reported"),
        *record.lines("Held", "held"),
        *record.lines("Not held", "not_held_on", "not_held_reason"),
        *record.lines("Came", "came"),
        *record.lines("Outcome" if record.peek("outcome") else "Category", "outcome", "category"),
    ]
    quorate = record.value("quorate")
    aside = (("not quorate", LATE),) if quorate is False else (("quorate", DONE),) if quorate else ()
    record.value("kind")
    yield Passage(heading(_kind(record, on_record)), tuple(lines), aside, head=True)
    yield from _moves(on_record.all(shapes.ConferenceMoveRow, conference_id=record.key), "conference_id")


def _moves(moves: Iterable[RecordRow], of: str) -> Iterator[Passage]:
    """Each move with who asked for it and why, the latest first."""
    for move in sorted(moves, key=lambda move: move.peek("requested_on"), reverse=True):
        to = move.words("new_date") or "no day yet"
        asked = tuple(move.lines("Asked", "asked_by", "requested_on"))
        moved = line("From", f"{move.words('old_date')} to {to}")
        yield Passage("Moved", (moved, *asked, *move.lines("Why", "reason"), *move.rest(of, "child_id")))


def _plan_line(record: RecordRow, _on_record: OnRecord) -> str:
    ended = _peeked(record, "ended")
    inferred = "inferred" if record.peek("by_inference") else ""
    parts = ("Child protection plan", _peeked(record, "category"), inferred, f"until {ended}" if ended else "")
    return ", ".join(filter(None, parts))


def _plan(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    yield Passage("Child protection plan", tuple(spell(record)), head=True)


def _core_line(record: RecordRow, _on_record: OnRecord) -> str:
    missed = _peeked(record, "missed")
    return f"Core group{f', without {missed}' if missed else ''}"


def _proceedings_line(record: RecordRow, _on_record: OnRecord) -> str:
    ended = _peeked(record, "concluded_on")
    return f"Proceedings: {_peeked(record, 'application')}{f', ended {ended}' if ended else ''}"


def _proceedings(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    """The weeks, whose end nobody types, and when the guardian was last spoken to."""
    today = on_record.today
    lines = [*record.lines("Applied", "applied_on"), *record.lines("Issued", "issued_on")]
    fact = next((each for each in on_record.case.proceedings if each.id == record.key), None)
    last = last_day(fact, on_record.caseload.practice) if fact else None
    aside: tuple[tuple[str, str], ...] = ()
    if fact and last:
        lines.append(
            line("To end by", by_words(last.on, on_record.caseload.practice, today), after=f"  {last.rule.authority}")
        )
        week = week_words(fact, today) if fact.concluded_on is None else ""
        aside = ((week, QUIET),) if week else ()
    lines += record.lines("Extended", "extended_to")
    lines += [*record.lines("Court", "court"), *record.lines("Reference", "reference")]
    lines += [*record.lines("Guardian", "guardian", "guardian_contact"), *record.lines("Since", "guardian_on")]
    lines += record.lines("Solicitor", "solicitor")
    if fact and fact.guardian:
        touch = max((on for on in on_record.case.guardian_contacts if on >= fact.issued_on), default=None)
        lines.append(line("In touch", day_words(touch, today) if touch else "not yet with the guardian"))
    lines += [*record.lines("Ended", "concluded_on"), *record.lines("Order", "outcome")]
    yield Passage(f"Proceedings: {record.words('application')}", tuple(lines), aside, head=True)


def _court_day(record: RecordRow, _on_record: OnRecord) -> date | None:
    day: date = record.peek("on_day")
    return day


def _hearing(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    today, practice = on_record.today, on_record.caseload.practice
    lines = [
        *record.lines("Day", "on_day", "time"),
        *record.lines("Where", "place"),
        *record.lines("Filing", "filing_on"),
        *record.lines("Filed", "filed_on"),
    ]
    fact = on_record.case.court_date(record.key)
    if fact:
        record.value("panel_on")
        lines += [line("Panel", f"{day_words(on, today)}, {name}") for name, on in panels(fact, practice)]
        by = ratified_by(fact, practice)
        lines += [line("Care plan", f"to be agreed by {day_words(by, today)}")] if by and not fact.ratified_on else []
    lines += [*record.lines("Agreed", "ratified_on"), *record.lines("Your view", "view_on")]
    lines += [*record.lines("Took place", "done_on"), *record.lines("Order", "order_made")]
    kind = record.words("kind")
    yield Passage(record.words("what"), tuple(lines), ((kind, QUIET),) if kind else (), head=True)
    yield from _moves(on_record.all(shapes.CourtMoveRow, court_date_id=record.key), "court_date_id")


def _hearing_line(record: RecordRow, on_record: OnRecord) -> str:
    moved = _moved(on_record.all(shapes.CourtMoveRow, court_date_id=record.key))
    return ", ".join(filter(None, (record.peek("what"), moved)))


def _note(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    lines = [*record.lines("Met", "held"), *record.lines("Came", "came"), *record.lines("Missing", "missed")]
    lines += [free(record.words("note"))] if record.peek("note") else []
    yield Passage("Core group", tuple(lines), head=True)


SUBJECTS = (
    Subject(
        model=shapes.ConferenceRow, section=PROTECTION, kind="conference", day=_conference_day, line=_conference_line,
        read=_conference, state=_conference_state, removes="conference",
    ),
    Subject(model=shapes.ConferenceMoveRow, section=PROTECTION, kind="moved", within=True),
    Subject(
        model=shapes.ProtectionPlanRow, section=PROTECTION, kind="plan", line=_plan_line, read=_plan,
        removes="protection_plan",
    ),
    Subject(
        model=shapes.CoreGroupRow, section=PROTECTION, kind="core group", line=_core_line, read=_note,
        removes="core_group",
    ),
    Subject(
        model=shapes.ProceedingsRow, section=COURT, kind="proceedings", line=_proceedings_line, read=_proceedings,
        day=lambda record, _: record.peek("issued_on"), removes="proceedings",
    ),
    Subject(
        model=shapes.CourtDateRow, section=COURT, kind="hearing", day=_court_day, read=_hearing,
        line=_hearing_line, removes="court_date",
        state=lambda record, _: "took place" if record.peek("done_on") else "to come",
    ),
    Subject(model=shapes.CourtMoveRow, section=COURT, kind="moved", within=True),
)  # fmt: skip
