"""The session: one open store, and everything a face can ask of it or do with it.

All methods block; the screens call them in their store thread, the command line directly. Each raises Refused with a
plain sentence when it cannot be done, and has then changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from iro_tui import clock
from iro_tui.caseload import case_notes, history, load
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.counted import HubMark, Strip
from iro_tui.caseload.finding import child_called
from iro_tui.caseload.in_force import Practices
from iro_tui.caseload.lines import Changes, ChildCard, Notice, Revision
from iro_tui.caseload.lists import children
from iro_tui.caseload.lists.base import List
from iro_tui.caseload.lists.today import strip
from iro_tui.caseload.load import WeekLoad
from iro_tui.caseload.practices import Loaded
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.collector import lasting
from iro_tui.domain.colleagues import MANAGERS
from iro_tui.domain.machine_clock import clock_doubt
from iro_tui.domain.practice import Practice
from iro_tui.store import entries, own, reads, recovery
from iro_tui.store.connection import Connection, Engine
from iro_tui.store.engine import StoreDamaged, checkpoint, reading, writing
from iro_tui.store.hooks import before_writing, tell_reached
from iro_tui.store.hub_log import hub_standing
from iro_tui.store.mark import Head, MarkFile, head_of, missing
from iro_tui.store.only_shown import why_only_shown
from iro_tui.store.place import AsksFirst, Place, private_folder_warning, sync_folder_warning
from iro_tui.store.secret import RootSecret
from iro_tui.store.soundness import spoilt_pages

_P = ParamSpec("_P")
_R = TypeVar("_R")
_T = TypeVar("_T")

_DAMAGED = (
    "Part of the caseload file is damaged: what is shown is sound, but nothing is written into it any more. "
    "Restore the newest backup: ctrl+p and backups, or iro restore newest"
)
_TYPED_BACK = (2, 5)
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
        self._mark = MarkFile(place.mark, secret)
        with refusals(), reading(engine) as connection:
            self._last = entries.last_operation(connection)
            self.practices = Practices.read(connection)
            self.missing = missing(connection, self._mark.read())
            self._done_at = head_of(connection).at
            self.manages = own.read_own_role(connection) in MANAGERS
        """`missing`: what the store lacks of what was done in it, as a sentence; empty when it is all there. `manages`:
        whether it is a manager's store."""
        warnings = (sync_folder_warning(place.folder), private_folder_warning(place.folder))
        self._folder_warnings = tuple(warning for warning in warnings if warning)
        tell_reached(engine, self._reached)
        self._damage: str | None = None
        """What is spoilt in the file; empty: it is sound; None: it was not looked through yet."""
        self._clock_is_right = False
        """Whether a person has said so."""
        self.calendar_fault = ""
        self.owed: list[Callable[[], None]] = []
        """What is still to be written, and no list is to wait for: before anything is written all pages are proved."""
        before_writing(engine, self.prove, self._ask_of_the_clock)
        self._day = self.today
        self._practice = self.practices.practice(self._day)
        self._caseload: Caseload | None = None

    # The day, the practice and the caseload

    @property
    def today(self) -> date:
        """The day every limit is counted from: the one named at opening, else the clock's."""
        return self._fixed_today or clock.now().astimezone().date()

    @property
    def looks_back(self) -> bool:
        """Whether the day named at opening is a day in the past."""
        return self.today < clock.now().astimezone().date()

    @property
    def clock_doubt(self) -> str:
        """Why the computer's clock cannot be right, in a sentence; empty where it can, or the day was named."""
        if self._fixed_today or self._done_at is None:
            return ""
        return clock_doubt(self.today, self._done_at.astimezone().date())

    @property
    def asks_of_the_clock(self) -> str:
        """What is to be asked before anything is done; empty where nothing is, or a person has said yes."""
        doubt = "" if self._clock_is_right else self.clock_doubt
        return f"{doubt} What you do is dated by it: is it right?" if doubt else ""

    def clock_is_right(self) -> None:
        """A person has said so: nothing is asked any more while this session is open."""
        self._clock_is_right = True

    def _heard(self, head: Head) -> None:
        """Something was done; what was done while the clock is in doubt, as another passphrase, ends no doubt."""
        if not self.asks_of_the_clock:
            self._done_at = head.at

    def _ask_of_the_clock(self) -> None:
        if question := self.asks_of_the_clock:
            raise AsksFirst(question)

    @property
    def practice(self) -> Practice:
        """The practice in force today, which knows those before and after it."""
        return self._practice

    @property
    def secret(self) -> RootSecret:
        """What opens the store; wiped when it is closed."""
        return self._secret

    def close(self) -> None:
        """Let go of the store and wipe the key."""
        self.engine.dispose()
        self._secret.wipe()
        self._on_close()

    def prove(self) -> None:
        """Look at every page of the file, once, before anything is written. Raises StoreDamaged for a spoilt one.

        Most spoilt pages are passed over by reading, and writing on would bury them.
        """
        if self._damage is None:
            self._damage = self._spoilt()
            if self._damage:
                # A power cut leaves torn pages in the file whose whole copies lie in the log: they are looked at there.
                with suppress(Refused):
                    self.checkpoint()
                    self._damage = self._spoilt()
        if self._damage:
            raise StoreDamaged(_DAMAGED)

    def _spoilt(self) -> str:
        with refusals(), reading(self.engine) as connection:
            return next(iter(spoilt_pages(connection)), "")

    @property
    def only_shown(self) -> bool:
        """Whether nothing can be written where the store lies."""
        return bool(why_only_shown(self.engine))

    @property
    def reached(self) -> int:
        """The number of the last entry of the journal, as far as this session has looked."""
        return self._last

    def checkpoint(self) -> None:
        """Bring everything into the one file, while nothing is done."""
        with refusals():
            checkpoint(self.engine)

    def _reached(self, head: Head) -> None:
        """Set the mark after an action; what was missing before it stays on record there."""
        self._heard(head)
        self._mark.reached(head, self.missing)
        self.missing = ""

    def revision(self) -> Revision:
        """Another one when anything was written, here or by another window, or the day has turned."""
        today = self.today
        with refusals(), reading(self.engine) as connection:
            touched = entries.touched_since(connection, self._last)
            # What is not journalled, a draft being typed, changes nothing that is shown.
            if touched.last != self._last or today != self._day:
                self._heard(head_of(connection))
            if "setting" in touched.tables:
                self.practices = Practices.read(connection)
                self._caseload = None
        if today != self._day:
            self._caseload = None
        if self._caseload is None:
            self._practice = self.practices.practice(today)
        self._day, self._last = today, touched.last
        return Revision(self._day, self._last)

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
            touched = entries.touched_since(connection, before.seen)
            if len(touched.child_ids) <= MANY and not touched.purged:
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

    def lines(self, wanted: List[_R, _P], *args: _P.args, **options: _P.kwargs) -> tuple[_R, ...]:
        """The rows of a list, in its order."""
        caseload = self.caseload()
        with refusals(), reading(self.engine) as connection:
            return tuple(wanted.rows(connection, caseload, *args, **options))

    def strip(self) -> Strip:
        """The counts over the whole caseload."""
        return replace(strip(self.caseload(), self.warnings()), hub=self._hub_mark())

    def _hub_mark(self) -> HubMark | None:
        with refusals(), reading(self.engine) as connection:
            standing = hub_standing(connection)
        if standing is None:
            return None
        at, allowed = standing.exchanged_at, self.practice.caseload.exchange_days
        return HubMark(at, at is None or (self.today - at.astimezone().date()).days > allowed)

    def child_card(self, child_id: str) -> ChildCard:
        return self.query(children.full_card, child_id)

    def find_child(self, ref: str, *, partly: bool = False) -> str:
        """The store's key of the child with a reference, however it is spelt. Raises Refused.

        With `partly` also by a part of it that fits one child alone: to look, not to act, for who acts names whom.
        """
        return child_called(self.caseload().children, ref, partly=partly)

    def review_load(self) -> tuple[WeekLoad, ...]:
        """How full the next twelve weeks are."""
        return load.review_load(self.caseload())

    def case_note(self, child_id: str, duty_id: str = "") -> str:
        """A child, or one row about a child, as text for the council's system; never with the name."""
        return self.query(case_notes.case_note, child_id, duty_id)

    def draft(self, key: str) -> str:
        """What was typed and not yet saved; empty when there is nothing."""
        with refusals(), reading(self.engine) as connection:
            return own.read_draft(connection, key) or ""

    @property
    def code_confirmed(self) -> bool:
        """Whether the recovery code was typed back once. A store that has no key file has none to write down."""
        return not self.place.key.exists() or bool(self.draft(own.CODE_CONFIRMED))

    def confirm_code(self) -> None:
        """The recovery code was typed back: it is on paper."""
        self.keep_draft(own.CODE_CONFIRMED, "typed back")

    def recovery_code(self) -> str:
        """The code that opens the store when the passphrase is lost; whoever has it can read everything."""
        return recovery.encode(self._secret.reveal())

    def groups_to_type_back(self) -> tuple[tuple[int, str], ...]:
        """The groups of the code, by number from 1, that show that it was written down."""
        groups = self.recovery_code().split("-")
        return tuple((number, groups[number - 1]) for number in _TYPED_BACK)

    @property
    def last_entry(self) -> datetime | None:
        """When the last entry of the journal was made; None where there is none."""
        with refusals(), reading(self.engine) as connection:
            return head_of(connection).at

    def notices(self) -> tuple[Notice, ...]:
        """What stands over everything until it is mended; reads nothing from the disk."""
        heads = {
            "ONLY SHOWN": why_only_shown(self.engine),
            "WORK IS MISSING": self.missing,
            "DAMAGED": _DAMAGED if self._damage else "",
            "THE CALENDAR": self.calendar_fault,
            "THE CLOCK": "" if self._clock_is_right else self.clock_doubt,
        }
        return tuple(Notice(head, sentence) for head, sentence in heads.items() if sentence)

    def remarks(self) -> tuple[str, ...]:
        """What else an officer should know of the store as a whole: where it lies, and the practice."""
        return (*self._folder_warnings, *self.practice.warnings())

    def warnings(self) -> tuple[str, ...]:
        """Both, as sentences."""
        return (*(notice.sentence for notice in self.notices()), *self.remarks())

    def undoable(self) -> history.Turnable | None:
        """The action that undo would take back."""
        with refusals(), reading(self.engine) as connection:
            return history.undoable(connection)

    def redoable(self) -> history.Turnable | None:
        """The action that redo would do again."""
        with refusals(), reading(self.engine) as connection:
            return history.redoable(connection)

    def query(
        self, look: Callable[Concatenate[Connection, Caseload, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """What a question of the services answers, over one connection and the caseload as it stands."""
        caseload = self.caseload()
        with refusals(), reading(self.engine) as connection:
            return look(connection, caseload, *args, **kwargs)

    # What can be done

    def keep_draft(self, key: str, body: str) -> None:
        """Keep what is being typed until it is saved or dropped; not journalled."""
        with refusals(), writing(self.engine) as connection:
            own.write_draft(connection, key, body or None)

    def settle(self) -> None:
        """Write what is owed."""
        while self.owed:
            self.owed[0]()
            del self.owed[0]

    def belongs_to(self, role: str) -> None:
        """Say whose store this is, where no hub does: a manager's (`manager` of a team, `head` of all), or not."""
        with refusals(), writing(self.engine) as connection:
            own.write_own_role(connection, role)
            self.manages = own.read_own_role(connection) in MANAGERS
        self._caseload = None

    def use_practice(self, loaded: Loaded, day: date | None = None) -> Changes:
        """Work by another practice from a day on, today where none is given; the first chosen from the beginning."""
        self.revision()
        return self._do(lambda: self.practices.use(self.engine, loaded, day, self.today))

    def undo(self, expect: str | None = None) -> Changes:
        """Take back the last action; refused if it is not the one of this key, or not the officer's any more."""
        self._require_here(entries.undoable)
        return self._do(lambda: history.undo(self.engine, expect))

    def redo(self, expect: str | None = None) -> Changes:
        """Do again what was last undone; refused as `undo`."""
        self._require_here(entries.redoable)
        return self._do(lambda: history.redo(self.engine, expect))

    def _require_here(self, turned: Callable[[Connection], Any | None]) -> None:
        from iro_tui.caseload.undoing import require_here

        self.query(lambda connection, caseload: require_here(connection, caseload, turned(connection)))

    def _do(self, act: Callable[[], Changes]) -> Changes:
        with refusals():
            changes = act()
        self.keep_up()
        return changes

    def keep_up(self) -> None:
        """Bring what is kept beside the store up to date after something was done: the calendar, where one is kept."""
        from iro_tui.caseload.outgoing.kept_calendar import refresh

        try:
            self.calendar_fault = refresh(self)
        except Refused as refusal:  # it was done all the same
            self.calendar_fault = str(refusal)
