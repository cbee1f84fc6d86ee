"""The outbox and the paperwork, printed: as text or as JSON. Neither holds a child's full name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from iro_tui.caseload.lines import NoteLine, PaperworkLine, RecordStep
from iro_tui.cli.printing import print_json, table, wrapped
from iro_tui.cli.streams import say
from iro_tui.domain.duty_kinds import RECORD
from iro_tui.domain.words import amount_words, day_words

PAPERWORK = ("child", "RAG", "held", *(kind.brief for kind in RECORD))
PAPERWORK_KEY = "A day: due by then; ! late; +2: done, 2 working days late; - nothing asked yet or any more."
Measure = tuple[int, int]
NOTHING = "-"


def print_outbox(rows: Sequence[NoteLine], today: date, *, filed: bool, as_json: bool) -> None:
    if as_json:
        print_json({"notes": [_note(row) for row in rows]})
        return
    if not rows:
        say("No note has been filed yet." if filed else "The outbox is empty: all that was done here is filed.")
        return
    for row in rows:
        head = f"{day_words(row.on, today)}  {row.ref}  {row.title}, {_waiting(row, today)}"
        for line in (*wrapped(head), *(part for text in row.body.splitlines() for part in _indented(text)), ""):
            say(line)
    say(f"{amount_words(len(rows), 'notes')}. To take them along: iro export casenotes FILE")


def _indented(text: str) -> list[str]:
    return wrapped(text, first="    ", rest="    ")


def _waiting(row: NoteLine, today: date) -> str:
    if row.filed_at:
        return f"filed {day_words(row.filed_at.astimezone().date(), today)}"
    return f"waiting {amount_words(row.waiting, 'days')}" if row.waiting else "new today"


def _note(row: NoteLine) -> dict[str, Any]:
    return {
        "note_id": row.note_id,
        "ref": row.ref,
        "initials": row.initials or None,
        "on": row.on,
        "title": row.title,
        "body": row.body,
        "waiting": row.waiting,
        "filed": row.filed_at,
    }


def print_paperwork(
    rows: Sequence[PaperworkLine], *, held_in_time: Measure, record_in_time: Measure, done: bool, as_json: bool
) -> None:
    """The reviews and, one beside the other and never as one figure, the two measures of time."""
    measures = {"held_in_time": held_in_time, "record_in_time": record_in_time}
    if as_json:
        said = {name: {"numerator": n, "denominator": of} for name, (n, of) in measures.items()}
        print_json({"reviews": [_review(row) for row in rows], **said})
        return
    if rows:
        for line in table(PAPERWORK, [_cells(row) for row in rows]):
            say(line)
        say(f"\n{amount_words(len(rows), 'reviews')}.")
        for line in wrapped(PAPERWORK_KEY):
            say(line)
    else:
        say("No paperwork is over yet." if done else "No paperwork is waiting.")
    say("\nReviews followed here, the two never mixed:")
    say("  held in time     {} of {}".format(*held_in_time))
    say("  record in time   {} of {}".format(*record_in_time))


def _cells(row: PaperworkLine) -> tuple[str, ...]:
    rating = (row.rag or NOTHING)[0].upper()
    return (row.ref, rating, f"{row.held:%d/%m/%y}", *(_step_cell(step) for step in row.steps))


def _step_cell(step: RecordStep) -> str:
    if step.done_on:
        return f"done +{step.late}" if step.late else "done"
    if step.due is None or not step.duty_id:
        return NOTHING
    return f"{step.due:%d/%m/%y}" + "!" * (step.clock == "overdue")


def _review(row: PaperworkLine) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "initials": row.initials or None,
        "rag": row.rag,
        "review_id": row.review_id,
        "held": row.held,
        "completed": row.completed,
        "steps": [_step(step) for step in row.steps],
        "next": row.next.kind if row.next else None,
        "manager_reply": row.manager_reply,
        "signed_off": row.signed_off_on,
    }


def _step(step: RecordStep) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "what": step.what,
        "due": step.due,
        "done": step.done_on,
        "late": step.late,
        "clock": step.clock or None,
        "duty": step.duty_id or None,
    }
