"""A review in full: booked, with who asked for another day, prepared, held, with what was found, and its record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from iro_tui.caseload.reading.on_record import OnRecord, RecordRow
from iro_tui.caseload.reading.passage import DONE, LATE, QUIET, Passage, Piece, ReadLine, free, line, quoted
from iro_tui.caseload.reading.subject import REVIEWS, Subject
from iro_tui.domain import codes, rag
from iro_tui.domain.case import Review
from iro_tui.domain.duty_kinds import PREPARATION
from iro_tui.domain.fact import ANSWERS
from iro_tui.domain.paperwork import record_limits
from iro_tui.domain.vocabulary import NO, NOT_APPLICABLE, POSITIVE, SAVINGS, SERIES, YES
from iro_tui.domain.words import amount_words, day_words, heading, in_a_sentence
from iro_tui.store import shapes

_AS = {"meeting": "a meeting", SERIES: "a series of meetings", "none": "without a meeting"}
_READY = {"talked_on": "worker", "invited_on": "invited", "report_on": "report", "papers_on": "papers",
          "spoken_on": "child"}  # fmt: skip
"""What is ready before a review, in a word each."""
_BESIDE = {POSITIVE: "Went well", SAVINGS: "Savings"}
"""What is noted in words beside the checklist's answers."""


def read_review(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    """A review, from its booking to its record."""
    held = record.peek("held")
    yield Passage(
        _title(record, on_record),
        (
            *(_held(record, on_record) if held else ()),
            *_booking(record),
            *_moves(record, on_record),
            *record.lines("Why late", "late_reason"),
            *record.lines("Why early", "early_reason"),
            *_adjourned(record),
        ),
        head=True,
    )
    ready = (*_ready(record), *_consulted(record, on_record))
    if ready:
        yield Passage("Prepared", ready)
    yield from _came(record, on_record)
    yield from _checks(record, on_record)
    yield from _decisions(record, on_record)
    yield from _record(record, on_record)
    from iro_tui.caseload.reading.subjects import rows_within  # which knows this file

    yield from rows_within(record, on_record)


def _title(record: RecordRow, on_record: OnRecord) -> str:
    held, booked = record.peek("held"), record.peek("booked")
    if held:
        return f"Review of {day_words(held, on_record.today)}"
    return f"Review booked for {day_words(booked, on_record.today)}" if booked else "Review to come"


def _held(record: RecordRow, on_record: OnRecord) -> Iterator[ReadLine]:
    """The day, how it was held, who chaired, how the child took part and in which words."""
    held, completed = record.value("held"), record.value("completed")
    parts = [day_words(held, on_record.today), _AS.get(form := record.value("form") or "", form)]
    if completed and completed != held:
        parts.append(f"completed {day_words(completed, on_record.today)}")
    if record.value("final"):
        parts.append("the final one before 18")
    yield line("Held", " · ".join(filter(None, parts)))
    chair = " · ".join(
        filter(None, (record.words("chaired_by"), "the child chaired" * bool(record.value("child_chaired"))))
    )
    if chair:
        yield line("Chaired", chair)
    rating = rag.on_day(on_record.case, held)
    if rating:
        why = ": ".join(filter(None, (rating.theme, quoted(rating.reason) if rating.reason else "")))
        yield line("RAG", rating.value, f"rag-{rating.value}", f", {why}" if why else "", "")
    code = record.value("participation")
    if code:
        yield line("Child", codes.PARTICIPATION.get(code, code), "", f"  {code}")
    if record.peek("child_words"):
        yield line("Words", quoted(record.words("child_words")))
    yield from _plan(record)


def _plan(record: RecordRow) -> Iterator[ReadLine]:
    code = record.value("permanence")
    if code:
        yield line("Plan", codes.plan_words(code) or code)


def _booking(record: RecordRow) -> Iterator[ReadLine]:
    """`Mon 30 Nov, 10:00, carers' home, Oakmere · in person · chaired by …`."""
    where = ", ".join(filter(None, map(record.words, ("booked", "booked_time", "venue", "locality"))))
    chair = record.words("chair")
    parts = [where, record.words("mode"), f"chaired by {chair}" if chair else ""]
    if any(parts):
        yield line("Booked", " · ".join(filter(None, parts)))


def _moves(record: RecordRow, on_record: OnRecord) -> Iterator[ReadLine]:
    """Each change of its day, the latest first: from and to, who asked, why, who agreed."""
    moves = on_record.all(shapes.DateChangeRow, review_id=record.key)
    for move in sorted(moves, key=lambda move: move.peek("requested_on"), reverse=True):
        yield from move_lines(move)


def move_lines(move: RecordRow) -> Iterator[ReadLine]:
    """One change of a booked day."""
    old, new = move.words("old_date"), move.words("new_date")
    day = f"from {old} to {new}" if old and new else f"from {old}, no day since" if old else f"to {new}"
    by, why, agreed = move.words("asked_by"), move.words("reason"), move.words("approved_by")
    parts = [f"{move.words('requested_on')}: {day}", f"asked by {by}" if by else ""]
    words = ", ".join(filter(None, parts)) + (f": {quoted(why)}" if why else "")
    yield line("Moved", f"{words} · approved by {agreed}" if agreed else words)


def _adjourned(record: RecordRow) -> Iterator[ReadLine]:
    if record.peek("adjourned"):
        why = record.words("adjourned_reason")
        yield line("Adjourned", record.words("adjourned") + (f": {quoted(why)}" if why else ""))


def _ready(record: RecordRow) -> Iterator[ReadLine]:
    """What is done of its preparation and when, and what is not."""
    followed = any(record.peek(kind.column) for kind in PREPARATION)
    if followed or not record.peek("held"):
        done = [(kind, record.value(kind.column)) for kind in PREPARATION]
        pieces: list[Piece] = []
        for kind, on in done:
            word = _READY.get(kind.column, in_a_sentence(kind.what))
            day = f" {day_words(on, record.today)}" if on else ""
            pieces.append((f"{'   ' if pieces else ''}{'✓' if on else '·'} {word}{day}", DONE if on else QUIET))
        yield ReadLine("Ready", tuple(pieces))
    alone = {True: "alone", False: "not alone"}.get(record.value("spoken_alone"), "")
    spoken_to = ", ".join(filter(None, (alone, record.words("spoken_where"))))
    if spoken_to:
        yield line("Spoken to", spoken_to)
    yield from record.lines("Not spoken", "not_spoken_reason")
    papers = {"care_plan_received_on": "care plan", "pep_received_on": "PEP", "health_plan_received_on": "health plan",
              "pathway_plan_received_on": "pathway plan"}  # fmt: skip
    come = [f"{what} {record.words(name)}" for name, what in papers.items() if record.peek(name)]
    if come:
        yield line("Papers in", ", ".join(come))


def _consulted(record: RecordRow, on_record: OnRecord) -> Iterator[ReadLine]:
    """The consultation papers: to whom, when they went out and came back."""
    for paper in on_record.all(shapes.ConsultationRow, review_id=record.key):
        sent, back = paper.words("sent_on"), paper.words("returned_on")
        parts = [f"sent {sent}" if sent else "", f"back {back}" if back else "not back" if sent else ""]
        yield line("Asked", f"{paper.words('party')}: {', '.join(filter(None, parts))}".removesuffix(": "))


def _came(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    """Who came, who sent apologies, and whose report there was."""
    there: defaultdict[str, list[str]] = defaultdict(list)
    for person in on_record.all(shapes.AttendanceRow, review_id=record.key):
        report = ", with a report" if person.value("report") else ""
        there[person.words("attended")].append(f"{person.words('who')}{report}")
    if there:
        yield Passage("Who came", tuple(line(heading(how), "; ".join(people)) for how, people in there.items()))


def _checks(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    """The checklist: how many yes, then what is not so first, each with where it was seen and its grade."""
    answers = on_record.all(shapes.ChecklistAnswerRow, review_id=record.key)
    items = {item.id: item.words for item in on_record.caseload.practice.on(_day(record)).checklist.items}
    items |= {item.id: item.words for item in on_record.caseload.practice.checklist.items if item.id not in items}
    words = [answer for answer in answers if answer.peek("item") in _BESIDE]
    for answer in words:
        yield Passage(_BESIDE[answer.value("item")], (free(answer.value("answer")), *answer.rest()))
    marks: defaultdict[str, list[RecordRow]] = defaultdict(list)
    for answer in answers:
        if answer not in words:
            marks[answer.peek("answer")].append(answer)
    if marks:
        order = [*(each for each in (NO, *ANSWERS) if each in marks), *(each for each in marks if each not in ANSWERS)]
        counts = ", ".join(f"{len(marks[mark])} {ANSWERS.get(mark, mark)}" for mark in ANSWERS if mark in marks)
        lines = [_check(answer, items) for mark in dict.fromkeys(order) for answer in marks[mark]]
        yield Passage("Checks", tuple(lines), ((counts, QUIET),))


def _check(answer: RecordRow, items: dict[str, str]) -> ReadLine:
    item, mark = answer.value("item"), answer.value("answer")
    remedy = answer.words("remedy_by")
    grade = answer.words("grade")
    more = [answer.words("source"), f"grade {grade}" if grade else "", f"to be put right by {remedy}" if remedy else ""]
    tone = LATE if mark == NO else DONE if mark == YES else QUIET
    beside = ", ".join(filter(None, more))
    sign = {YES: "✓ yes", NO: "· no", NOT_APPLICABLE: "– n/a"}.get(mark, f"– {mark}")
    return ReadLine(
        "", ((f"{sign:<7}", tone), (f" {items.get(item, item)}", ""), (f"  {beside}" if beside else "", QUIET))
    )


def _decisions(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    from iro_tui.caseload.reading.between import decision_line

    made = on_record.all(shapes.DecisionRow, review_id=record.key)
    if made:
        done = sum(bool(decision.peek("done_on")) for decision in made)
        yield Passage("Decided", tuple(map(decision_line, made)), ((f"{len(made)}, {done} done", QUIET),))


def _record(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    """Decisions in writing, the manager's reply, the full record: when, and how late."""
    fact = _followed(record, on_record)
    office = on_record.caseload.practice.office
    limits = {kind.column: limit for kind, limit, _ in record_limits(fact, on_record.caseload.practice)} if fact else {}
    names = {"decisions_on": "Decisions", "manager_replied_on": "Manager", "care_plan_on": "Care plan",
             "record_on": "Record", "signed_off_on": "Signed", "distributed_on": "Sent"}  # fmt: skip
    lines = []
    for column, label in names.items():
        on, limit = record.value(column), limits.get(column)
        reply = record.words("manager_reply") if column == "manager_replied_on" else ""
        if not on and not (fact and fact.follow_record and limit):
            if reply:
                lines.append(line(label, reply))
            continue
        words = ", ".join(filter(None, (day_words(on, record.today) if on else "not yet", reply)))
        late = office.between(limit, on or on_record.today) if limit and (on or on_record.today) > limit else 0
        tail = (
            f", {amount_words(late, 'working days')} late"
            if late
            else f", by {day_words(limit, record.today)}"
            if limit
            else ""
        )
        lines.append(line(label, words, "", tail, LATE if late else QUIET))
    record.value("follow_record")
    if lines:
        yield Passage("Its record", tuple(lines))


def _followed(record: RecordRow, on_record: OnRecord) -> Review | None:
    """The review as its record is followed; None for a meeting of one that goes on in another."""
    reviews = on_record.caseload.held_as_one(on_record.child_id)
    return next((review for review in reviews if review.id == record.key), None)


def _day(record: RecordRow) -> date:
    day: date = record.peek("held") or record.peek("booked") or record.today
    return day


def review_day(record: RecordRow, _on_record: OnRecord) -> date | None:
    day: date | None = record.peek("held") or record.peek("adjourned") or record.peek("booked")
    return day


def review_state(record: RecordRow, on_record: OnRecord) -> str:
    fact = next((review for review in on_record.case.reviews if review.id == record.key), None)
    if fact and fact.is_held:
        return "held"
    return "adjourned" if record.peek("adjourned") else "booked"


def _in_a_line(record: RecordRow, on_record: OnRecord) -> str:
    """How the child took part, the RAG of the day, and whether its record was in time."""
    fact = next((review for review in on_record.case.reviews if review.id == record.key), None)
    if fact is None or not fact.is_held:
        return ", ".join(filter(None, map(record.words, ("booked_time", "venue", "locality")))) or review_state(
            record, on_record
        )
    parts = [codes.PARTICIPATION.get(fact.participation or "", "")]
    rating = rag.on_day(on_record.case, fact.held)
    if rating:
        parts.append(f"RAG {rating.value}")
    followed = _followed(record, on_record)
    if followed and followed.follow_record:
        limits = list(record_limits(followed, on_record.caseload.practice))
        late = [kind.what.casefold() for kind, limit, done in limits if (done or on_record.today) > limit]
        parts.append(f"late: {', '.join(late)}" if late else "record in time")
    return ", ".join(filter(None, parts)) or "held"


SUBJECTS = (
    Subject(
        model=shapes.ReviewRow,
        section=REVIEWS,
        kind="review",
        day=review_day,
        line=_in_a_line,
        state=review_state,
        read=read_review,
        removes="review",
    ),
    Subject(model=shapes.AttendanceRow, kind="attendance", within=True),
    Subject(model=shapes.ChecklistAnswerRow, kind="check", within=True),
    Subject(model=shapes.ConsultationRow, kind="consultation", within=True),
)
