"""The conference that a child's case asks for now, with what is on record of it: what `h`, `x` and siblings act on."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import Scene
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.beside import Conference
from iro_tui.domain.conferences import kind_now
from iro_tui.domain.protection import CONFERENCES, REVIEW
from iro_tui.domain.words import heading, with_article
from iro_tui.store.writes import Change, New, Write

if TYPE_CHECKING:
    from iro_tui.domain.duty import Duty
    from iro_tui.store.connection import Connection


class AskedConference(NamedTuple):
    """The conference to be held, and its row; none where it is not booked yet."""

    duty: Duty
    row: Any
    kind: str = REVIEW
    every: tuple[AskedConference, ...] = ()
    """All that wait, where there are several: this is the first of them."""

    @property
    def named(self) -> dict[str, str]:
        """What each of those that wait is called, by the answer that means it: its kind, with its day if need be."""
        kinds = Counter(each.kind for each in self.every)
        return {
            each.with_day if kinds[each.kind] > 1 else each.kind:
            f"{each.words}, {each.day}" if kinds[each.kind] > 1 else each.words
            for each in self.every
        }  # fmt: skip

    @property
    def with_day(self) -> str:
        """The answer that means it among several of its kind."""
        return f"{self.kind} {self.day}"

    @property
    def day(self) -> str:
        return f"{self.duty.booked:%d/%m/%Y}" if self.duty.booked else "no day"

    def meant(self, which: str, day: date) -> AskedConference:
        """The one that was named, else the one booked for the day. Raises Refused: neither tells."""
        if not self.every:
            return self
        names = [*self.named]
        if which in names:
            return self.every[names.index(which)]
        fits = [each for each in self.every if each.duty.booked == day]
        if len(fits) != 1:
            waiting = " and ".join(dict.fromkeys(with_article(each.words) for each in self.every))
            raise Refused(f"{heading(waiting)} wait, and none is booked for that day: say which.", question="which")
        return fits[0]

    def held_on(self, day: date, born: date | None) -> AskedConference:
        """The same, of the kind that it is if it was held on a day."""
        return self._replace(kind=kind_now(Conference("", self.row.kind, held=day), born)) if self.row else self

    @property
    def words(self) -> str:
        return CONFERENCES.get(self.kind, self.kind)

    def kept(self, column: str) -> Any:
        """A value on record; None where there is no row."""
        return getattr(self.row, column) if self.row else None

    def write(self, child_id: str, values: dict[str, Any]) -> Write:
        """Change its row, or make one where it had none yet."""
        if self.row is not None:
            return Change("conference", self.row.id, values)
        return New("conference", {"child_id": child_id, "kind": self.kind, **values})


def asked_conference(connection: Connection, scene: Scene) -> AskedConference:
    """The conference of the one child that the scene's key names, else the one that comes first.

    Raises Refused where none is asked, or the named one is not any more.
    """
    from iro_tui.store.reads import read_row
    from iro_tui.store.shapes import ConferenceRow

    duties = [duty for duty in scene.caseload.duties.get(scene.child_id, ()) if duty.kind == "conference"]
    duties.sort(key=lambda each: (each.booked or each.due or date.max, each.id))
    if not duties:
        raise Refused(f"{scene.called} has no conference to come: p under i enters one.")
    kinds = {each.id: kind_now(each, scene.case.born) for each in scene.case.conferences}
    every = [
        AskedConference(duty, read_row(connection, ConferenceRow, duty.subject), kinds[duty.subject])
        if duty.subject
        else AskedConference(duty, None)
        for duty in duties
    ]
    if scene.keys:
        named = [each for each in every if scene.key in (each.duty.id, each.duty.subject)]
        if not named:
            raise Refused("This conference is not to come any more: look at the list again. Nothing was changed.")
        return named[0]
    return every[0]._replace(every=tuple(every) if len(every) > 1 else ())
