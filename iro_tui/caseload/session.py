"""The session: one open store, and everything a face can ask of it or do with it.

All methods block; the screens call them in their store thread, the command line directly. Each raises Refused with a
plain sentence when it cannot be done, and has then changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from iro_tui import clock
from iro_tui.caseload import case_notes, history, load, practices
from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.lines import Changes, ChildCard, Strip, WeekLoad
from iro_tui.caseload.lists import children
from iro_tui.caseload.lists.base import List
from iro_tui.caseload.lists.today import strip
from iro_tui.caseload.refusals import Refused, refusals
from iro_tui.collector import lasting
from iro_tui.domain.practice import Practice
from iro_tui.store import journal, reads
from iro_tui.store.engine import data_version, reading, writing
from iro_tui.store.place import Place, sync_folder_warning
from iro_tui.store.secret import RootSecret

_P = ParamSpec("_P")
_R = TypeVar("_R")
_T = TypeVar("_T")

PRACTICE = "practice"
"""The setting that holds the text of the practice file the store works by."""


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
        self._caseload: Caseload | None = None
        self._watch: Connection = engine.connect()
        self._seen = data_version(self._watch)
        self._stands = self._last_operation(), self.today
        self._revision = 0
        self._loaded = self._read_practice()

    # What it stands on

    @property
    def today(self) -> date:
        """The day every limit is counted from: the one given at opening, else the clock's."""
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
        seen, today = data_version(self._watch), self.today
        if seen == self._seen and today == self._stands[1]:
            return self._revision
        self._seen = seen
        # What is not journalled, a draft being typed, changes nothing that is shown.
        stands = self._last_operation(), today
        if stands != self._stands:
            self._stands = stands
            self._revision += 1
            self._caseload = None
            self._loaded = self._read_practice()
        return self._revision

    def caseload(self) -> Caseload:
        """The whole caseload as it stands, read at most once in a revision."""
        self.revision()
        if self._caseload is None:
            with refusals(), lasting():
                with reading(self.engine) as connection:
                    self._caseload = Caseload.read(connection, self.practice, self.today)
                self._caseload.derive()
        return self._caseload

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
        return strip(self.caseload(), self.warnings())

    def child_card(self, child_id: str) -> ChildCard:
        return children.card(self.caseload(), child_id)

    def find_child(self, ref: str) -> str:
        """The store's key of the child with a reference. Raises Refused."""
        wanted = ref.strip().casefold()
        for child_id, child in self.caseload().children.items():
            if child.ref.casefold() == wanted:
                return child_id
        raise Refused(f"There is no child with the reference {ref!r}. Look it up with: iro caseload")

    def review_load(self) -> tuple[WeekLoad, ...]:
        """How full the next twelve weeks are."""
        return load.review_load(self.caseload())

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
        folder = sync_folder_warning(self.place.folder)
        return (*((folder,) if folder else ()), *self.practice.warnings())

    def undo_name(self) -> str | None:
        return history.undo_name(self.engine)

    def redo_name(self) -> str | None:
        return history.redo_name(self.engine)

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
            reads.write_draft(connection, key, body or None)

    def use_practice(self, loaded: practices.Loaded) -> Changes:
        """Work by another practice from now on."""
        return self._do(
            lambda: history.change_setting(self.engine, PRACTICE, loaded.text, f"Work by {loaded.practice.title}.")
        )

    def undo(self) -> Changes:
        return self._do(lambda: history.undo(self.engine))

    def redo(self) -> Changes:
        return self._do(lambda: history.redo(self.engine))

    def _do(self, act: Callable[[], Changes]) -> Changes:
        with refusals():
            return act()

    def _last_operation(self) -> int:
        with refusals(), reading(self.engine) as connection:
            return journal.last_operation(connection)

    def _read_practice(self) -> practices.Loaded:
        with refusals(), reading(self.engine) as connection:
            text = reads.read_setting(connection, PRACTICE)
        return practices.parse(text, "the store's practice") if text else practices.find(practices.DEFAULT)
