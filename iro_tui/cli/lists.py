"""The lists, printed: as aligned text or as JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import Any

from iro_tui.caseload.lines import (
    ChildCard,
    ChildLine,
    DutyLine,
    EscalationLine,
    LogEntry,
    MidpointLine,
    ReviewLine,
    TodayView,
)
from iro_tui.cli import shapes
from iro_tui.cli.printing import print_json, table, wrapped
from iro_tui.cli.streams import say, tell
from iro_tui.domain.calendar import beyond_known
from iro_tui.domain.duty import Duty
from iro_tui.domain.practice import Item, Practice, Stage
from iro_tui.domain.timescales import LOCAL
from iro_tui.domain.words import day_words, distance_words

GROUPS = {"overdue": "Overdue", "today": "Today", "week": "Next 7 days", "later": "Next {days} days"}
CLOCKS = {"overdue": "late", "today": "today", "soon": "soon", "on_time": "on time", None: ""}
STATUSES = {"looked_after": "CLA", "child_protection": "CP", "both": "CLA CP", "short_break": "breaks"}
LATE, INFERRED = "!", "*"
REVIEWS_KEY = "Ready: talk, invitations, report, papers, child; ! beyond the limit, * inferred."
CASELOAD_KEY = "CLA looked after, CP protection plan; ! late, * inferred: confirm."
NOTHING = "-"
DUTY = ("due", "when", "child", "RAG", "what")


def print_today(view: TodayView, *, as_json: bool) -> None:
    if as_json:
        print_json(shapes.today(view))
        return
    strip = view.strip
    head = (
        f"{day_words(view.today, view.today)} {view.today.year}: {_count(strip.children, 'child', 'children')} "
        f"(range {strip.range_low}-{strip.range_high}), {strip.overdue:,} overdue, "
        f"{_count(strip.unbooked, 'review', 'reviews')} due in 28 days without a booking, {strip.outbox:,} in outbox"
    )
    for line in wrapped(head):
        say(line)
    for warning in strip.warnings:
        tell(f"Note: {warning}")
    if any(beyond_known(row.duty.due) for row in view.rows):
        tell("Note: some dates lie beyond the bank holidays that are published so far; one-off holidays may move them.")
    if not view.rows:
        say(f"\nNothing is asked in the next {view.days} days.")
    for group, rows in groupby(view.rows, key=lambda row: row.group):
        found = list(rows)
        say(f"\n{GROUPS[group].format(days=view.days)} ({len(found):,})")
        for line in table(DUTY, [_duty_cells(row, view.today) for row in found], indent="  ")[1:]:
            say(line)


def _duty_cells(row: DutyLine, today: date) -> tuple[str, ...]:
    duty = row.duty
    return (
        day_words(duty.due, today),
        distance_words(duty.days, duty.working_days),
        duty.child or NOTHING,
        (duty.rag or NOTHING)[0].upper(),
        _what(duty, today),
    )


def _what(duty: Duty, today: date) -> str:
    said = duty.what
    if duty.booked and duty.is_meeting:
        said += f", booked {day_words(duty.booked, today)}"
    if duty.inferred:
        said += ", inferred"
    return said if duty.authority == LOCAL else f"{said} [{duty.authority}]"


def print_caseload(rows: tuple[ChildLine, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(shapes.caseload(rows))
        return
    if not rows:
        say("The caseload is empty. Bring in a return with: iro import FILE…")
        return
    titles = ("child", "age", "status", "RAG", "review by", "booked", "mid-point", "seen", "esc", "dec")
    for line in table(titles, [_caseload_cells(row) for row in rows]):
        say(line)
    say(f"\n{_count(len(rows), 'child', 'children')}. {CASELOAD_KEY}")


def _caseload_cells(row: ChildLine) -> tuple[str, ...]:
    upcoming = row.next_review
    return (
        row.ref,
        _text(row.age),
        STATUSES[row.status],
        " ".join(value[0].upper() for value in row.rag_trail[-3:]) or NOTHING,
        (_short(upcoming.limit) + LATE * (row.next_clock == "overdue") + INFERRED * upcoming.inferred)
        if upcoming
        else NOTHING,
        _short(upcoming.booked if upcoming else None),
        _short(row.midpoint),
        _short(row.last_contact),
        _text(row.open_escalations or None),
        _text(row.open_decisions or None),
    )


def print_child(card: ChildCard, today: date, *, as_json: bool) -> None:
    if as_json:
        print_json(shapes.child(card))
        return
    row = card.row
    say(f"{row.ref} {row.initials}".rstrip())
    facts = [
        ("Status", row.status.replace("_", " ")),
        ("Age", f"{row.age}, born {card.born:%d/%m/%Y}" if card.born else "not on record"),
        ("Looked after", _since(card, today)),
        ("Legal status", f"{row.legal_status} {card.legal_status_words}".strip() or NOTHING),
        ("Placement", _placement(card, today)),
        ("Social worker", row.worker or NOTHING),
        ("Manager", card.manager or NOTHING),
        ("RAG", " ".join(value[0].upper() for value in row.rag_trail) or "not rated yet"),
        ("Last review", day_words(card.last_review, today) if card.last_review else NOTHING),
        ("Next review", _next(row, today)),
        ("Mid-point", day_words(row.midpoint, today) if row.midpoint else NOTHING),
        ("Last contact", day_words(row.last_contact, today) if row.last_contact else NOTHING),
    ]
    for label, text in facts:
        _say_fact(label, text)
    for alert in row.alerts:
        _say_fact("Note", alert)
    for text in card.escalations:
        _say_fact("Escalation", text)
    say("\nWhat comes next" if card.duties else "\nNothing is asked of you for this child.")
    cells = [(day_words(d.due, today), distance_words(d.days, d.working_days), _what(d, today)) for d in card.duties]
    for line in table(("due", "when", "what"), cells, indent="  ")[1:]:
        say(line)
    if card.timeline:
        say("\nWhat happened, the latest first")
        entries = [(day_words(e.on, today), e.kind, e.text) for e in card.timeline]
        for line in table(("on", "kind", "what"), entries, indent="  ")[1:]:
            say(line)


def _say_fact(label: str, text: str) -> None:
    for line in wrapped(text, first=f"  {label:<14}", rest=" " * 16):
        say(line)


def _since(card: ChildCard, today: date) -> str:
    if card.looked_after_since is None:
        return "no"
    words = day_words(card.looked_after_since, today)
    return f"since {words}" if card.start_known else f"since before {words} (the start is not on record)"


def _placement(card: ChildCard, today: date) -> str:
    if not card.row.placement:
        return NOTHING
    since = f", since {day_words(card.placement_since, today)}" if card.placement_since else ""
    return f"{card.row.placement} {card.placement_words}{since}"


def _next(row: ChildLine, today: date) -> str:
    upcoming = row.next_review
    if upcoming is None:
        return NOTHING
    said = f"by {day_words(upcoming.limit, today)} ({upcoming.rule}, {upcoming.authority})"
    said += f", booked {day_words(upcoming.booked, today)}" if upcoming.booked else ", not booked"
    if upcoming.inferred:
        said += "; inferred, confirm it"
    return f"{said}; {upcoming.note}" if upcoming.note else said


def print_reviews(rows: tuple[ReviewLine, ...], today: date, *, held: bool, as_json: bool) -> None:
    if as_json:
        print_json({"reviews": [_without_names(row) for row in rows]})
        return
    if not rows:
        say("No review has been recorded yet." if held else "No review is coming up.")
        return
    if held:
        titles: tuple[str, ...] = ("held", "child", "took part", "completed")
        cells: list[tuple[str, ...]] = [
            (day_words(r.held, today) if r.held else NOTHING, r.ref, r.participation or NOTHING, _short(r.completed))
            for r in rows
        ]
    else:
        titles = ("due by", "when", "child", "RAG", "rule", "booked", "ready", "authority")
        cells = [_review_cells(row) for row in rows]
    for line in table(titles, cells):
        say(line)
    say(f"\n{_count(len(rows), 'review', 'reviews')}.")
    if not held:
        say(REVIEWS_KEY)


def _review_cells(row: ReviewLine) -> tuple[str, ...]:
    beyond = row.booked and row.limit and row.booked > row.limit
    return (
        _short(row.limit),
        CLOCKS[row.clock],
        row.ref,
        (row.rag or NOTHING)[0].upper(),
        row.rule + INFERRED * row.inferred,
        _short(row.booked) + LATE * bool(beyond),
        row.ticks,
        row.authority,
    )


def print_midpoints(rows: tuple[MidpointLine, ...], today: date, *, as_json: bool) -> None:
    if as_json:
        print_json({"midpoints": [_without_names(row) for row in rows]})
        return
    waiting = [row for row in rows if row.done is None]
    if not waiting:
        say("No mid-point check is waiting.")
        return
    cells = [
        (day_words(r.due, today) if r.due else NOTHING, CLOCKS[r.clock], r.ref, (r.rag or NOTHING)[0].upper(),
         _short(r.last_review), "; ".join(r.look_at))
        for r in waiting
    ]  # fmt: skip
    for line in table(("due", "when", "child", "RAG", "last review", "look at"), cells):
        say(line)
    say(f"\n{_count(len(waiting), 'check', 'checks')} to do, {len(rows) - len(waiting):,} done.")


def print_escalations(rows: tuple[EscalationLine, ...], *, as_json: bool) -> None:
    if as_json:
        print_json({"escalations": [_without_names(row) for row in rows]})
        return
    if not rows:
        say("No escalation is open.")
        return
    cells = [
        (r.ref, r.stage_name, r.person, _short(r.reply_due), CLOCKS[r.clock],
         f"{r.working_days_used} of {r.working_days_total}", r.outcome or "open", r.issue)
        for r in rows
    ]  # fmt: skip
    for line in table(("child", "stage", "with", "reply due", "when", "wd used", "outcome", "issue"), cells):
        say(line)


def print_practice(practice: Practice, *, as_json: bool) -> None:
    if as_json:
        settings = {key: _bare(value) for key, _, value, _ in practice.settings()}
        print_json({"name": practice.name, "title": practice.title, "settings": settings,
                    "warnings": list(practice.warnings())})  # fmt: skip
        return
    say(f"{practice.title} ({practice.name})\n")
    cells = [(key, _setting(value), spec.says + (f" ({spec.law})" if spec.law else ""))
             for key, spec, value, _ in practice.settings()]  # fmt: skip
    for line in table(("setting", "value", "meaning"), cells):
        say(line)
    for warning in practice.warnings():
        say(f"Warning: {warning}")


def _setting(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(_entry, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _entry(item: Any) -> str:
    if isinstance(item, Stage):
        return item.name
    return item.words if isinstance(item, Item) else str(item)


def _bare(value: Any) -> Any:
    if isinstance(value, tuple):
        return [asdict(item) if isinstance(item, Stage | Item) else item for item in value]
    return value


def print_log(entries: tuple[LogEntry, ...], *, as_json: bool) -> None:
    if as_json:
        print_json({"log": [asdict(entry) for entry in entries]})
        return
    if not entries:
        say("Nothing has been done yet.")
        return
    cells = [
        (str(e.number), f"{e.at.astimezone():%d/%m/%Y %H:%M}", "" if e.state == "done" else e.state, e.name, e.sentence)
        for e in entries
    ]
    for line in table(("no", "when", "state", "action", "what was done"), cells):
        say(line)


def _without_names(row: ReviewLine | MidpointLine | EscalationLine) -> dict[str, Any]:
    """The row as data; a child's name and the store's key of it stay inside."""
    return {key: value for key, value in asdict(row).items() if key not in ("child_id", "name")}


def _short(day: date | None) -> str:
    return f"{day:%d/%m/%y}" if day else NOTHING


def _text(value: int | None) -> str:
    return NOTHING if value is None else str(value)


def _count(n: int, one: str, many: str) -> str:
    return f"{n:,} {one if n == 1 else many}"
