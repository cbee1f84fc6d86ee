"""An escalation in full: what it is about, each step with whom it went to and what came back, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.caseload.reading.on_record import OnRecord, RecordRow
from iro_tui.caseload.reading.passage import LATE, QUIET, Passage, ReadLine, free, line, quoted
from iro_tui.caseload.reading.subject import ESCALATIONS, Subject
from iro_tui.domain.case import Escalation
from iro_tui.domain.escalation import awaited, in_a_line, ladder_of, next_stage, stage_now, working_days_used
from iro_tui.domain.words import day_words
from iro_tui.store import shapes

GOOD_PRACTICE = "good_practice"


def _dispute(record: RecordRow, on_record: OnRecord) -> Escalation | None:
    return next((each for each in on_record.case.escalations if each.id == record.key), None)


def _read(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    dispute = _dispute(record, on_record)
    good = record.value("kind") == GOOD_PRACTICE
    lines = [
        *record.lines("Effect", "effect"),
        *record.lines("Wanted", "wanted"),
        *record.lines("Raised", "raised_on"),
        *_end(record),
        *record.lines("Child told", "child_told_on"),
        *record.lines("Looked at", "followed_up_on"),
    ]
    title = f"Good practice: {record.words('issue')}" if good else record.words("issue")
    yield Passage(title, tuple(lines), ((_where(dispute, on_record), QUIET),) if dispute else (), head=True)
    steps = sorted(on_record.all(shapes.EscalationStepRow, escalation_id=record.key), key=lambda s: s.peek("taken_on"))
    due = {step.id: day for step, day in awaited(dispute, on_record.caseload.practice)} if dispute else {}
    for step in steps:
        yield _step(step, on_record, due.get(step.key))
    following = next_stage(dispute, on_record.caseload.practice) if dispute else None
    if following:
        days = f", {following.working_days} working days" if following.working_days else ""
        yield Passage("Next step", (free(f"{', '.join(dict.fromkeys((following.name, following.person)))}{days}"),))


def _where(dispute: Escalation, on_record: OnRecord) -> str:
    """`Stage 1 · 7 of 20 wd used`."""
    practice = on_record.caseload.practice
    stage, used = stage_now(dispute, practice), working_days_used(dispute, practice, on_record.today)
    if dispute.closed_on:
        return f"ended, {used} wd used" if used else "ended"
    days = f" · {used} of {ladder_of(dispute, practice).total_working_days} wd used" if used else ""
    return f"{stage.name if stage else 'raised'}{days}"


def _end(record: RecordRow) -> Iterator[ReadLine]:
    if record.peek("closed_on"):
        yield line("Ended", ", ".join(filter(None, (record.words("closed_on"), record.words("outcome")))))


def _step(step: RecordRow, on_record: OnRecord, waited_for: date | None) -> Passage:
    """One stage: to whom, by when a reply was due, what was answered, and why stages before it were left out."""
    taken, name = step.value("taken_on"), step.value("stage")
    stage = on_record.caseload.practice.on(taken).escalation.stage(name)
    title = f"{day_words(taken, step.today)} · {stage.name if stage else name}"
    lines = [*record_person(step, stage.person if stage else ""), *step.lines("Reply by", "reply_due")]
    if waited_for and not step.peek("reply_due"):
        lines.append(line("Reply by", day_words(waited_for, step.today), LATE if waited_for < step.today else ""))
    answered = step.words("replied_on")
    if answered or step.peek("reply"):
        reply = step.words("reply")
        lines.append(
            line(
                "Replied", " ".join(filter(None, (f"{answered}:" if answered else "", quoted(reply) if reply else "")))
            )
        )
    elif waited_for:
        lines.append(line("Replied", "not yet", LATE if waited_for < step.today else QUIET))
    lines += step.lines("Left out", "skipped_reason")
    return Passage(title, (*lines, *step.rest()))


def record_person(step: RecordRow, usual: str) -> Iterator[ReadLine]:
    """To whom a step went: as it was said, or whom the practice names."""
    words = step.words("person") or usual
    if words:
        yield line("To", words)


def _line(record: RecordRow, on_record: OnRecord) -> str:
    dispute = _dispute(record, on_record)
    issue = str(record.peek("issue"))
    if dispute is None or dispute.closed_on:
        return issue
    return in_a_line(dispute, on_record.caseload.practice, on_record.today)


def _state(record: RecordRow, _on_record: OnRecord) -> str:
    if record.peek("kind") == GOOD_PRACTICE:
        return "good practice"
    return (record.peek("outcome") or "closed") if record.peek("closed_on") else "open"


SUBJECTS = (
    Subject(
        model=shapes.EscalationRow,
        section=ESCALATIONS,
        kind="escalation",
        day=lambda record, _: record.peek("closed_on") or record.peek("raised_on"),
        line=_line,
        state=_state,
        read=_read,
        removes="escalation",
    ),
    Subject(model=shapes.EscalationStepRow, kind="step", within=True),
)
