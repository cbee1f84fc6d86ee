"""What lies between reviews, in full: contacts, mid-point checks, ratings, decisions, moves of a booking, tasks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from iro_tui.caseload.reading.on_record import OnRecord, RecordRow
from iro_tui.caseload.reading.passage import DONE, LATE, QUIET, Passage, ReadLine, free, line, quoted
from iro_tui.caseload.reading.reviews import move_lines
from iro_tui.caseload.reading.subject import DECISIONS, FOOTPRINT, RATINGS, Subject
from iro_tui.domain.fact import ANSWERS
from iro_tui.domain.vocabulary import MIDPOINT_ITEMS, NO, NO_CONCERN
from iro_tui.domain.words import amount_words, day_words, heading
from iro_tui.store import shapes

# Contacts


def contact_head(record: RecordRow) -> str:
    """`phone · social worker · alone · 15 min`."""
    alone = {True: "alone", False: "not alone"}.get(record.value("seen_alone"), "")
    minutes = record.value("minutes")
    parts = (record.words("how"), record.words("who"), alone, f"{minutes} min" if minutes else "")
    return " · ".join(filter(None, parts)) or "IRO contact"


def _contact(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    day = record.words("on_day")
    lines = [*record.lines("Purpose", "reason")]
    if record.peek("note"):
        lines.append(free(record.words("note")))
    yield Passage(f"{day} · {contact_head(record)}", tuple(lines), head=True)


def _contact_line(record: RecordRow, _on_record: OnRecord) -> str:
    words = ", ".join(filter(None, (contact_head(record).replace(" · ", ", "), record.peek("reason"))))
    note = " ".join((record.peek("note") or "").split())
    return f"{words}: {note}" if note else words


# Mid-point checks


def _midpoint(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    result = record.value("action")
    lines = [line("Found", "no concern" if result == NO_CONCERN else result)] if result else []
    lines += record.lines("Made with", "with_whom")
    if record.peek("note"):
        lines.append(free(record.words("note")))
    yield Passage(f"Mid-point check of {record.words('done_on')}", tuple(lines), head=True)
    marks: dict[str, str] = json.loads(record.value("answers") or "{}")
    if marks:
        order = sorted(marks.items(), key=lambda mark: mark[1] != NO)
        looked_at = tuple(
            ReadLine("", ((f"{ANSWERS.get(mark, mark):<8}", LATE if mark == NO else DONE if mark == "y" else QUIET),
                          (MIDPOINT_ITEMS.get(item, item), "")))
            for item, mark in order
        )  # fmt: skip
        yield Passage("Looked at", looked_at)


def _midpoint_line(record: RecordRow, _on_record: OnRecord) -> str:
    result = record.peek("action")
    words = "no concern" if result == NO_CONCERN else result or "done"
    note = " ".join((record.peek("note") or "").split())
    return f"Mid-point check: {words}" + (f": {note}" if note else "")


# Ratings


def _rating(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    value = record.value("value")
    lines = [*record.lines("Theme", "theme")]
    if record.peek("reason"):
        lines.append(line("Why", quoted(record.words("reason"))))
    record.value("recorded_at")  # settles an order; the day it was rated is what an officer reads
    yield Passage(heading(value), tuple(lines), ((f"since {record.words('rated_on')}", QUIET),), head=True)


def _rating_line(record: RecordRow, _on_record: OnRecord) -> str:
    why = ": ".join(
        filter(None, (record.peek("theme"), quoted(record.peek("reason")) if record.peek("reason") else ""))
    )
    return f"{record.peek('value')}{f': {why}' if why else ''}"


# Decisions


def decision_line(record: RecordRow) -> ReadLine:
    """`✓ Dental check   carer, by Fri 12 Mar`."""
    done, dropped, due = record.peek("done_on"), record.peek("dropped_on"), record.peek("due")
    when = f"done {day_words(done, record.today)}" if done else f"by {day_words(due, record.today)}" if due else ""
    late = bool(due and (done or record.today) > due and not dropped)
    when = f"dropped {day_words(dropped, record.today)}" if dropped else when
    beside = ", ".join(filter(None, (record.peek("owner"), when, "late" * late)))
    sign, tone = ("✓ ", DONE) if done else ("– ", QUIET) if dropped else ("· ", "")
    return ReadLine(
        "", ((sign, tone), (record.peek("text"), ""), (f"  {beside}" if beside else "", LATE if late else QUIET))
    )


def _decision(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    due, done = record.value("due"), record.value("done_on")
    lines = [*record.lines("Whose", "owner")]
    if due:
        late = bool((done or record.today) > due and not record.peek("dropped_on"))
        tail = f", {amount_words((done or record.today).toordinal() - due.toordinal(), 'days')} late" if late else ""
        lines.append(line("By", day_words(due, record.today), "", tail, LATE))
    if done:
        lines.append(line("Done", day_words(done, record.today), DONE))
    lines += [
        *record.lines("Dropped", "dropped_on"),
        *record.lines("Chased", "chased_on"),
        *record.lines("Why", "reason"),
    ]
    review = on_record.one(shapes.ReviewRow, record.peek("review_id") or "")
    held = review.words("held") if review else ""
    made = record.words("made_on")
    if held or made:
        lines.append(line("Made", f"by the review of {held}" if held else made))
    before = on_record.one(shapes.DecisionRow, record.peek("repeated_from") or "")
    if before:
        again = before.words("made_on")
        lines.append(line("Repeats", f"{before.peek('text')}{f', of {again}' if again else ''}"))
    yield Passage(record.words("text"), tuple(lines), (("decision", QUIET),), head=True)


def _decision_day(record: RecordRow, _on_record: OnRecord) -> date | None:
    day: date | None = record.peek("done_on") or record.peek("dropped_on") or record.peek("due")
    return day


def _decision_state(record: RecordRow, _on_record: OnRecord) -> str:
    return "done" if record.peek("done_on") else "dropped" if record.peek("dropped_on") else "open"


def _decision_aside(record: RecordRow, _on_record: OnRecord) -> str:
    done, due = record.peek("done_on"), record.peek("due")
    return ", ".join(filter(None, (record.peek("owner"), "late" if done and due and done > due else "")))


# Moves of a booking, and tasks


def _move(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    yield Passage("The day of a review changed", tuple(move_lines(record)), head=True)


def _move_line(record: RecordRow, _on_record: OnRecord) -> str:
    old, new = record.words("old_date"), record.words("new_date")
    day = (
        f"Review moved from {old} to {new}"
        if old and new
        else f"Booking of {old} taken back"
        if old
        else f"Booked {new}"
    )
    why = ": ".join(filter(None, (record.peek("asked_by"), record.peek("reason"))))
    return f"{day}, {why}" if why else day


def _task(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    kind = record.words("type")
    lines = (
        *(record.lines("Kind", "type") if kind != "task" else ()),
        *record.lines("By", "due"),
        *record.lines("Where", "place"),
        *record.lines("Again", "repeats"),
        *record.lines("Done", "done_on", tone=DONE),
        *record.lines("Found", "outcome"),
        *record.lines("Noted", "made_on"),
    )
    yield Passage(record.words("what"), lines, (("task", QUIET),), head=True)


SUBJECTS = (
    Subject(
        model=shapes.ContactRow, section=FOOTPRINT, kind="contact", line=_contact_line, read=_contact,
        removes="contact",
    ),
    Subject(model=shapes.VisitRow, section=FOOTPRINT, kind="visit", line=lambda *_: "The social worker's visit"),
    Subject(model=shapes.MidpointCheckRow, section=FOOTPRINT, kind="mid-point", line=_midpoint_line, read=_midpoint),
    Subject(model=shapes.DateChangeRow, section=FOOTPRINT, kind="moved", line=_move_line, read=_move),
    Subject(
        model=shapes.RatingRow, section=RATINGS, kind="RAG", line=_rating_line, read=_rating,
        day=lambda record, _: record.peek("rated_on"), removes="rating",
    ),
    Subject(
        model=shapes.DecisionRow, section=DECISIONS, kind="decision", line=lambda record, _: record.peek("text"),
        day=_decision_day, state=_decision_state, aside=_decision_aside, read=_decision, removes="decision",
    ),
    Subject(model=shapes.ChaseRow, section=FOOTPRINT, kind="chased", line=lambda record, _: record.peek("what")),
    Subject(
        model=shapes.TaskRow, section=FOOTPRINT, kind="task", line=lambda record, _: record.peek("what"), read=_task,
        day=lambda record, _: record.peek("done_on") or record.peek("due"),
    ),
)  # fmt: skip
