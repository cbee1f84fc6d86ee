"""The child and care in full: periods, orders, placements, workers, and all else that is kept of the child."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.caseload.reading.on_record import OnRecord, RecordRow
from iro_tui.caseload.reading.passage import Passage, ReadLine, line
from iro_tui.caseload.reading.subject import In, Read, Subject
from iro_tui.caseload.sheets import HOLDERS_SINCE
from iro_tui.caseload.timeline import began_as
from iro_tui.domain import codes
from iro_tui.domain.care_status import END_UNKNOWN, care_began
from iro_tui.domain.words import day_words, heading
from iro_tui.store import shapes

NO_DAY = "since a day that is not on record"


def spell(record: RecordRow) -> Iterator[ReadLine]:
    """When an order, a placement or a plan was: the day on which care began is none that anybody said."""
    if record.value("start_known"):
        yield from _span(record)
        return
    record.value("started")
    ended = record.words("ended")
    yield line("When", f"{NO_DAY}{f', until {ended}' if ended else ''}")


def _span(record: RecordRow) -> Iterator[ReadLine]:
    """`Wed 3 Sep 2025 to Fri 6 Mar`."""
    began, ended = record.words("started"), record.words("ended")
    words = f"since {began}" if began and not ended else " to ".join(filter(None, (began, ended)))
    if words:
        yield line("When", words)


def _first_known(record: RecordRow, _on_record: OnRecord) -> date | None:
    """The first day of an order or a placement; None where nobody said which it was."""
    began: date | None = record.peek("started")
    return began if record.peek("start_known") else None


def _period(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    known = record.value("start_known")
    lines = [*_span(record)]
    if not known:
        lines.append(line("", "The start is not on record: care began before this day.", "muted"))
    end_known = record.value("end_known")  # of a period that goes on it says nothing
    if record.value("ended") and not end_known:
        lines.append(line("", END_UNKNOWN, "muted"))
    began = [each.day for each in care_began(on_record.case) if each.period.id == record.key]
    lines += [
        line("Full care", f"since {day_words(day, record.today)}") for day in began if day > record.peek("started")
    ]
    yield Passage(
        "Looked after" if began else "Short breaks", (*lines, *record.lines("Why ended", "end_reason")), head=True
    )


def _period_line(record: RecordRow, on_record: OnRecord) -> str:
    began = began_as(on_record.case, record.key, known=record.peek("start_known"))
    ended = record.words("ended")
    why = record.words("end_reason")
    by = "" if record.peek("end_known") else "by "
    return f"{began}; care ended {by}{ended}{f': {why}' if why else ''}" if ended else began


def _coded(table: dict[str, str], title: str) -> Read:
    """A reading whose heading is the words of a code."""

    def read(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
        code = record.value("code")
        yield Passage(f"{title}: {table.get(code, code)}", (*spell(record), line("Code", code)), head=True)

    return read


def _code_line(table: dict[str, str]) -> In:
    def words(record: RecordRow, _on_record: OnRecord) -> str:
        code = record.peek("code")
        ended = record.words("ended")
        since = "" if record.peek("start_known") else f", {NO_DAY}"
        return f"{table.get(code, code)}{since}{f', until {ended}' if ended else ''}"

    return words


def _worker(record: RecordRow, _on_record: OnRecord) -> Iterator[Passage]:
    yield Passage(heading(record.words("role")), (*record.lines("Name", "name"), *record.lines("Team", "team"),
                                                  *_span(record)), head=True)  # fmt: skip


def _worker_line(record: RecordRow, _on_record: OnRecord) -> str:
    team, ended = record.peek("team"), record.words("ended")
    parts = (f"{record.words('role')}: {record.peek('name')}", team, f"until {ended}" if ended else "")
    return ", ".join(filter(None, parts))


def _child(record: RecordRow, on_record: OnRecord) -> Iterator[Passage]:
    plan = record.value("permanence_plan")
    lines = [line("Plan", codes.plan_words(plan))] if plan else []
    if on_record.caseload.whose[on_record.child_id].covers:
        lines += record.lines(HOLDERS_SINCE, "on_caseload_since")
    yield Passage("The child", tuple(lines), head=True)


SUBJECTS = (
    Subject(model=shapes.CarePeriodRow, kind="care", line=_period_line, read=_period),
    Subject(
        model=shapes.LegalStatusRow, kind="legal", day=_first_known,
        line=_code_line(codes.LEGAL_STATUS),
        read=_coded(codes.LEGAL_STATUS, "Order"),
    ),
    Subject(
        model=shapes.PlacementRow, kind="placement", day=_first_known,
        line=_code_line(codes.PLACEMENT),
        read=_coded(codes.PLACEMENT, "Placement"),
    ),
    Subject(model=shapes.WorkerRow, kind="worker", line=_worker_line, read=_worker),
    Subject(
        model=shapes.ChildRow, kind="child", read=_child, day=lambda _record, _on_record: None,
        line=lambda _record, _on_record: "Reference, age, needs, and all else that is kept",
    ),
)  # fmt: skip
