"""The calendar: written once, kept up to date in a file or a folder from now on, or written no more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from iro_tui.actions.base import Plan, Scene
from iro_tui.actions.questions import AnswersSoFar, Question, always, ask, coded, questions_of
from iro_tui.actions.write import NOT_ENCRYPTED, FilePlan, WriteFile
from iro_tui.caseload.lines import Changes
from iro_tui.typed_path import as_path

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.store.connection import Connection

ONCE, KEEP, STOP = "once", "keep", "stop"
_WHAT = {ONCE: "write it once", KEEP: "keep it up to date from now on"}
_STOPS = {STOP: "write it no more"}


def _writes(so_far: AnswersSoFar) -> bool:
    return so_far.get("what") != STOP


@dataclass(frozen=True, slots=True)
class CalendarAnswers:
    """What is done with the calendar, and where it is."""

    what: str = ask("Calendar", "choice", options=coded(_WHAT), upright=True, needed=always, default=KEEP)
    file: str = ask("File", needed=_writes, asked=_writes, hint="a new .ics file, or a folder",
                    missing="The file is empty: give the name of a new .ics file, or a folder.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class CalendarPlan(FilePlan):
    """A calendar to be written, and kept from then on; or one that is kept no more."""

    what: str = ONCE


class _Places(NamedTuple):
    """Where the calendar is kept, and the file that was kept last, which it may be written over."""

    kept: Path | None
    own: Path | None


class WriteCalendar(WriteFile):
    """Where one is kept already it says so first, and can be ended."""

    id = "calendar_file"
    title = "Calendar"
    words = "Calendar"
    asks: ClassVar[type[Any]] = CalendarAnswers

    def __init__(self, *, names: bool) -> None:
        from iro_tui.caseload.exporting import ICS
        from iro_tui.caseload.outgoing.calendar import calendar_out

        words = f"the calendar{' with full names' * names}"
        super().__init__(words, "iro-calendar", lambda session: session.query(calendar_out, names=names), (ICS,))
        self._names = names

    def look(self, connection: Connection, scene: Scene) -> _Places:  # noqa: ARG002
        from iro_tui.caseload.outgoing.calendar import own_file
        from iro_tui.caseload.outgoing.kept_calendar import kept_in

        return _Places(kept_in(connection)[0], own_file(connection))

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        kept = scene.known.kept
        offered = coded(_WHAT | _STOPS if kept else _WHAT)
        return questions_of(
            CalendarAnswers,
            what={"options": offered, "default": STOP if kept else KEEP},
            file={"default": f"~/iro-calendar-{scene.today.isoformat()}.ics"},
        )

    def aside(self, scene: Scene) -> str:
        kept = scene.known.kept
        return f"{self._what}; kept up to date in {kept}" if kept else self._what

    def plan(self, scene: Scene, answers: Any) -> Plan:
        from iro_tui.caseload.exporting import is_over, require_new
        from iro_tui.caseload.outgoing.kept_calendar import calendar_at

        if answers.what == STOP:
            return CalendarPlan(
                "Calendar", f"{scene.known.kept} is not written again; it stays until it is deleted.", what=STOP
            )
        path = calendar_at(as_path(answers.file))
        own = scene.known.own
        require_new(path, self._endings, own)
        over = ", over the one written before" if is_over(path, own) else ""
        again = ", and again after each booking from now on" if answers.what == KEEP else ""
        return CalendarPlan(
            name="Calendar",
            sentence=f"writes {self._what} to {path.name} in {path.parent}{over}{again}.",
            warning=NOT_ENCRYPTED,
            path=path,
            what=answers.what,
        )

    def perform(self, session: Session, planned: Plan, draft: str = "") -> Changes:
        if not isinstance(planned, CalendarPlan):
            raise TypeError(type(planned).__name__)
        from iro_tui.caseload.outgoing.kept_calendar import keep_calendar, stop_keeping

        if planned.what == STOP:
            session.keep_draft(draft, "")
            return stop_keeping(session)
        written = super().perform(session, planned, draft)
        return keep_calendar(session, planned.path, names=self._names) if planned.what == KEEP else written
