"""The session: one open store, and everything a face can ask of it or do with it.

All methods block; the screens call them in their store thread, the command line directly. Each raises Refused with a
plain sentence when it cannot be done, and has then changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from iro_tui import clock
from iro_tui.actions import book as booking
from iro_tui.actions import contact as contacts
from iro_tui.actions import done as ticking
from iro_tui.actions import midpoint as checking
from iro_tui.actions import rag as rating
from iro_tui.actions import task as tasks
from iro_tui.caseload import case_notes, history, load, practices
from iro_tui.caseload import page as child_case
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lines import (
    BookingPlan,
    CaseLine,
    Changes,
    ChildCard,
    ChildLine,
    EscalationLine,
    LogEntry,
    MidpointLine,
    ReviewLine,
    Strip,
    TodayView,
    WeekLoad,
)
from iro_tui.caseload.lists import children
from iro_tui.caseload.lists import upcoming as lists
from iro_tui.caseload.lists.today import strip, today_view
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.collector import lasting
from iro_tui.domain.practice import Practice
from iro_tui.store import journal, reads
from iro_tui.store.engine import data_version, reading, writing
from iro_tui.store.place import Place, sync_folder_warning
from iro_tui.store.secret import RootSecret

if TYPE_CHECKING:
    from iro_tui.actions.importing import ImportPreview

_P = ParamSpec("_P")
_T = TypeVar("_T")

PRACTICE = "practice"
"""The setting that holds the text of the practice file the store works by."""
MANY = 200
"""Where more children than this are touched at once, everything is read: that is quicker."""


class Session:
    """One open store on one day. Close it when done: the key is wiped then."""

    def __init__(
        self,
        engine: Engine,
        secret: RootSecret,
        place: Place,
        today: date | None = None,
        *,
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        self.engine = engine
        self.place = place
        self._secret = secret
        self._fixed_today = today
        self._on_close = on_close
        self._watch: Connection = engine.connect()
        self._version = data_version(self._watch)
        with refusals(), reading(engine) as connection:
            self._last = journal.last_operation(connection)
            self._loaded = _read_practice(connection)
        self._folder_warnings = (warning,) if (warning := sync_folder_warning(place.folder)) else ()
        self._day = self.today
        self._revision = 0
        self._caseload: Caseload | None = None

    # The day, the practice and the caseload

    @property
    def today(self) -> date:
        """The day every limit is counted from: the one named at opening, else the clock's."""
        return self._fixed_today or clock.now().astimezone().date()

    @property
    def practice(self) -> Practice:
        return self._loaded.practice

    def close(self) -> None:
        """Let go of the store and wipe the key."""
        self._watch.close()
        self.engine.dispose()
        self._secret.wipe()
        self._on_close()

    def revision(self) -> int:
        """A number that rises when anything was written, here or by another window, or the day has turned."""
        version, today = data_version(self._watch), self.today
        if version == self._version and today == self._day:
            return self._revision
        with refusals(), reading(self.engine) as connection:
            touched = journal.touched_since(connection, self._last)
            # What is not journalled, a draft being typed, changes nothing that is shown.
            if touched.last != self._last or today != self._day:
                self._revision += 1
            if "setting" in touched.tables:
                self._loaded = _read_practice(connection)
                self._caseload = None
        if today != self._day:
            self._caseload = None
        self._version, self._day, self._last = version, today, touched.last
        return self._revision

    def caseload(self) -> Caseload:
        """The caseload as it stands: what was touched since it was last asked for is read and derived again."""
        self.revision()
        if self._caseload is None or self._caseload.seen != self._last:
            with refusals(), reading(self.engine) as connection:
                self._caseload = self._read_caseload(connection)
        return self._caseload

    def _read_caseload(self, connection: Connection) -> Caseload:
        before, self._caseload = self._caseload, None
        if before:
            touched = journal.touched_since(connection, before.seen)
            if len(touched.child_ids) <= MANY:
                return before.renewed(connection, touched)
            del before  # both at once would need twice the memory
        with lasting():
            caseload = Caseload.read(connection, self.practice, self._day)
            caseload.derive()
        return caseload

    # What can be asked

    def is_empty(self) -> bool:
        """Whether there is no child at all; asked without reading the caseload."""
        with refusals(), reading(self.engine) as connection:
            return not reads.any_child(connection)

    def today_view(self, days: int = 28) -> TodayView:
        return today_view(self.caseload(), days, self.warnings())

    def strip(self) -> Strip:
        """The counts over the whole caseload."""
        return strip(self.caseload(), self.warnings())

    def children(self) -> tuple[ChildLine, ...]:
        return children.children(self.caseload())

    def child_card(self, child_id: str) -> ChildCard:
        return children.card(self.caseload(), child_id)

    def child_case(self, child_id: str) -> tuple[CaseLine, ...]:
        """Everything of a child's case, in reading order."""
        with refusals(), reading(self.engine) as connection:
            return child_case.child_case(connection, self.caseload(), child_id)

    def find_child(self, ref: str) -> str:
        """The store's key of the child with a reference. Raises Refused."""
        wanted = ref.strip().casefold()
        for child_id, child in self.caseload().children.items():
            if child.ref.casefold() == wanted:
                return child_id
        raise Refused(f"There is no child with the reference {ref!r}. Look it up with: iro caseload")

    def reviews(self) -> tuple[ReviewLine, ...]:
        return lists.upcoming_reviews(self.caseload())

    def review_load(self) -> tuple[WeekLoad, ...]:
        """How full the next twelve weeks are."""
        return load.review_load(self.caseload())

    def held_reviews(self) -> tuple[ReviewLine, ...]:
        return lists.held_reviews(self.caseload())

    def midpoints(self) -> tuple[MidpointLine, ...]:
        return lists.midpoints(self.caseload())

    def escalations(self, *, closed: bool = False) -> tuple[EscalationLine, ...]:
        return lists.escalations(self.caseload(), closed=closed)

    def booking_plan(self, child_ids: Sequence[str] | str, day: date | None) -> BookingPlan:
        """What booking a day would do; it reads nothing but the caseload."""
        return booking.plan_booking(self.caseload(), child_ids, day)

    def why_no_midpoint(self, child_id: str) -> str | None:
        """Why no mid-point check can be recorded now; None where it can."""
        return checking.why_no_midpoint(self.caseload(), child_id)

    def case_note(self, child_id: str, duty_id: str = "") -> str:
        """A child, or one row about a child, as text for the council's system; never with the name."""
        with refusals(), reading(self.engine) as connection:
            return case_notes.case_note(connection, self.caseload(), child_id, duty_id)

    def draft(self, key: str) -> str:
        """What was typed and not yet saved; empty when there is nothing."""
        with refusals(), reading(self.engine) as connection:
            return reads.read_draft(connection, key) or ""

    def warnings(self) -> tuple[str, ...]:
        """Sentences about the store as a whole that an officer should know."""
        return (*self._folder_warnings, *self.practice.warnings())

    def undoable(self) -> history.Turnable | None:
        """The action that undo would take back."""
        with refusals(), reading(self.engine) as connection:
            return history.undoable(connection)

    def redoable(self) -> history.Turnable | None:
        """The action that redo would do again."""
        with refusals(), reading(self.engine) as connection:
            return history.redoable(connection)

    def log(self, most: int = 50) -> tuple[LogEntry, ...]:
        with refusals(), reading(self.engine) as connection:
            return tuple(history.entries(connection, most))

    def query(
        self, look: Callable[Concatenate[Connection, Caseload, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """What a question of the services answers, over one connection and the caseload as it stands."""
        caseload = self.caseload()
        with refusals(), reading(self.engine) as connection:
            return look(connection, caseload, *args, **kwargs)

    # What can be done

    def perform(
        self, act: Callable[Concatenate[Engine, Caseload, _P], Changes], *args: _P.args, **kwargs: _P.kwargs
    ) -> Changes:
        """Do one named action of the services on the caseload as it stands."""
        return self._do(lambda: act(self.engine, self.caseload(), *args, **kwargs))

    def rate(self, child_ids: Sequence[str] | str, value: str, theme: str | None = None, reason: str = "") -> Changes:
        """Set the RAG of a child, or of several."""
        return self._do(lambda: rating.rate(self.engine, self.caseload(), child_ids, value, theme, reason))

    def book(
        self,
        child_ids: Sequence[str] | str,
        day: date | None,
        *,
        asked_by: str = "",
        reason: str = "",
        approved_by: str = "",
        time: str = "",
        venue: str = "",
    ) -> Changes:
        """Book or move the day of the next review; None takes the booking away. `booking_plan` says what is needed."""
        details = booking.Details(asked_by, reason, approved_by, time, venue)
        return self._do(lambda: booking.book(self.engine, self.caseload(), child_ids, day, details))

    def check_midpoint(
        self, child_ids: Sequence[str] | str, outcome: str, note: str = "", with_whom: str = "social worker"
    ) -> Changes:
        """Record that the mid-point check was done today; `outcome` is one of `vocabulary.MIDPOINT_OUTCOMES`."""
        return self._do(
            lambda: checking.check_midpoint(self.engine, self.caseload(), child_ids, outcome, note, with_whom)
        )

    def note_contact(
        self,
        child_ids: Sequence[str] | str,
        *,
        who: str,
        how: str,
        note: str = "",
        on: date | None = None,
        seen_alone: bool | None = None,
        reason: str = "",
        minutes: int | None = None,
    ) -> Changes:
        """Note a contact, today or on an earlier day: the footprint."""
        contact = contacts.ContactMade(who, how, note, on, seen_alone, reason, minutes)
        return self._do(lambda: contacts.note_contact(self.engine, self.caseload(), child_ids, contact))

    def add_task(
        self,
        what: str,
        due: date,
        child_ids: Sequence[str] | str = (),
        *,
        type: str = "task",  # noqa: A002
        place: str = "",
        repeats: str = "",
    ) -> Changes:
        """Add a task for each child, or one of the officer's own when no child is given."""
        task = tasks.NewTask(what, due, type, place, repeats)
        return self._do(lambda: tasks.add_task(self.engine, self.caseload(), child_ids, task))

    def tick(self, rows: Sequence[tuple[str, str]]) -> Changes:
        """Mark what duties ask as done today; each is given by the child's key and the duty's id."""
        return self._do(lambda: ticking.tick(self.engine, self.caseload(), rows))

    def keep_draft(self, key: str, body: str) -> None:
        """Keep what is being typed until it is saved or dropped; not journalled."""
        with refusals(), writing(self.engine) as connection:
            reads.write_draft(connection, key, body or None)

    def drop_draft(self, key: str) -> None:
        """Forget what was typed."""
        self.keep_draft(key, "")

    def preview_import(self, paths: Sequence[Path]) -> ImportPreview:
        """Read files and say what they would change; nothing is written."""
        from iro_tui.actions.importing import preview_import

        return preview_import(self.engine, self.practice, paths, self.today)

    def apply_import(self, preview: ImportPreview) -> Changes:
        from iro_tui.actions.importing import apply_import

        return self._do(lambda: apply_import(self.engine, self.practice, preview))

    def fill_with_sample(self, children: int, seed: int) -> Changes:
        """Fill an empty store with a made-up caseload."""
        from iro_tui.actions.sampling import fill_with_sample

        if not self.is_empty():
            raise Refused("The sample goes only into an empty store, and this one holds children. Nothing was changed.")
        return self._do(lambda: fill_with_sample(self.engine, self.practice, self.today, children, seed))

    def use_practice(self, loaded: practices.Loaded) -> Changes:
        """Work by another practice from now on."""
        return self._do(
            lambda: history.change_setting(self.engine, PRACTICE, loaded.text, f"Work by {loaded.practice.title}.")
        )

    def undo(self, expect: str | None = None) -> Changes:
        """Take back the last action; refused if it is not the one of this key."""
        return self._do(lambda: history.undo(self.engine, expect))

    def redo(self, expect: str | None = None) -> Changes:
        """Do again what was last undone; refused if it is not the action of this key."""
        return self._do(lambda: history.redo(self.engine, expect))

    def _do(self, act: Callable[[], Changes]) -> Changes:
        with refusals():
            return act()


def _read_practice(connection: Connection) -> practices.Loaded:
    text = reads.read_setting(connection, PRACTICE)
    return practices.parse(text, "the store's practice") if text else practices.find(practices.DEFAULT)
