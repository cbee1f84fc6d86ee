"""A list of the program: filtered, sorted, marked and zoomed the same way everywhere, and found as it was left."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import counted
from iro_tui.tui.held import HeldPicture
from iro_tui.tui.key_gate import done_so_far
from iro_tui.tui.screens.list_rows import ListRows
from iro_tui.tui.widgets.card import Card
from iro_tui.tui.widgets.table import Order, Table

if TYPE_CHECKING:
    from iro_tui.caseload.exporting import Outgoing
    from iro_tui.caseload.session import Session

R = TypeVar("R")

BOTH, LIST_ONLY, DETAILS_ONLY = "", "-list-only", "-details-only"


class ListScreen(ListRows[R]):
    """A list of the program on the screen; what a list does beside showing its rows is in a class of its own."""

    takes_rows = True
    _comes_back: Mapping[str, Any] | None = None
    """How it stood before a lock, until it stands so again."""
    _narrowed: tuple[str, ...] | None = None
    """By which filters it begins, in place of those that are remembered."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back_out", "Back", show=False)]

    def on_mount(self) -> None:
        self.field.cursor_blink = False
        self.iro.changes.subscribe(self, self._changed)
        self.table.focus()
        self.picture = picture = HeldPicture(self.app)
        # Not awaited: keys are answered while the rows are read.
        self.start(partial(self._begin, picture), "reload")

    async def _begin(self, picture: HeldPicture) -> None:
        try:
            await self.ask(self._recall)
        except Refused as refusal:
            self.iro.say(str(refusal), problem=True)
        if self._narrowed is not None:
            self.only, self._narrowed = self._narrowed, None
            self._remember()
        stand, self._comes_back = self._comes_back, None
        if stand:
            await self.stand_as(stand)
        self._zoom(self.zoom if self.zoom in (LIST_ONLY, DETAILS_ONLY) else BOTH)
        try:
            await self.reload()
            if not picture.held:  # the rows came late: they and the child in one picture all the same
                self.picture = picture = HeldPicture(self.app)
            await self._show_card()
            await self._laid_out()
        finally:
            picture.show()
            self.iro.type_ahead.end()
            self.iro.tending.list_shown()
        if stand:
            keys = {repr(key): key for key in map(self.key, self.table.rows)}
            self.table.marked = {keys[name] for name in stand["marked"] if name in keys}
            self.table.find(keys.get(stand["row"], ""))

    async def _laid_out(self) -> None:
        """Until every part knows the place that its rows have left it: what fits there is drawn once, not twice."""
        self._refresh_layout()
        for part in (self.table, *self.query("#side, #week, #card, #reading").results(Widget)):
            await done_so_far(part)

    def is_booked(self) -> bool:
        upcoming = self.card.row.next_review if self.card else None
        return upcoming is not None and upcoming.agreed is not None

    # What is shown

    def do_filter(self) -> None:
        """Let words be typed; the keys of a fast hand wait until it is known by what every child is found."""
        self.iro.hush()  # the field comes where a message stands
        self.iro.type_ahead.begin()
        self.start(self._begin_to_find, "find")

    async def _begin_to_find(self) -> None:
        try:
            await self._read_findable()
            self.field.remove_class("hidden")
            self.field.focus()
            self._fill()
        finally:
            self.app.call_later(self.iro.type_ahead.end)  # after the focus, which the app sets in its turn too

    async def _read_findable(self) -> None:
        from iro_tui.caseload.finding import findable

        self.finder.children = await self.ask(lambda session: session.query(findable))
        self.finder.refs = await self.ask(lambda s: {key: child.ref for key, child in s.caseload().children.items()})

    @on(Input.Changed, "#filter")
    def filtered(self) -> None:
        self._fill()

    @on(Input.Submitted, "#filter")
    async def to_list(self) -> None:
        """Into the rows; where only the named filters keep them back, those go."""
        if self.finder.outside and not self.table.rows:
            self._set_aside = self.only
            await self.keep_only(())
        self.table.focus()

    def action_back_out(self) -> None:
        """Esc: out of what was typed, then out of the marks, the zoom and the filters."""
        if not self.field.has_class("hidden"):
            self.field.clear()
            self.field.add_class("hidden")
            self.table.focus()
            if self._set_aside:  # what was looked for is given up: the filters it was found outside of hold again
                aside, self._set_aside = self._set_aside, ()
                self.start(partial(self.keep_only, aside), "filters")
        elif self.table.marked:
            self.acted()
        elif self.zoom:
            self._zoom(BOTH)
        elif self.only:
            self.start(partial(self.keep_only, ()), "filters")
        elif self.iro.looking:
            self.iro.run_worker(self.iro.looking.come_back())

    async def do_more(self) -> None:
        """Go on to the next of the list's views."""
        views = self.list.views
        self.view = views[(views.index(self.view) + 1) % len(views)]
        await self.reload()
        self.iro.say(f"{self.view.says} {self.view.hint}")

    async def do_earlier(self) -> None:
        """Of the lists the week alone has an earlier page."""
        self.iro.say("Weeks are turned on the page of the week: W goes there.", problem=True)

    def do_mark(self) -> None:
        self.table.mark()

    def do_zoom(self) -> None:
        steps = (BOTH, DETAILS_ONLY) if self.has_class("-narrow") else (BOTH, LIST_ONLY, DETAILS_ONLY)
        self._zoom(steps[(steps.index(self.zoom) + 1) % len(steps)] if self.zoom in steps else BOTH)
        self._remember()

    def _zoom(self, zoom: str) -> None:
        self.zoom = zoom
        self.set_class(zoom == LIST_ONLY, LIST_ONLY)
        self.set_class(zoom == DETAILS_ONLY, DETAILS_ONLY)
        (self.reader if zoom == DETAILS_ONLY else self.table).focus()

    @property
    def reader(self) -> Widget:
        """The part beside the list that can have the whole width."""
        return self.query_one(Card)

    def do_write(self) -> None:
        """What stands on the screen, in its order: what is marked, or what the filters leave."""
        from iro_tui.caseload.outgoing.list_file import ENDINGS, list_out

        rows, listed, view = tuple(self.table.marked_rows or self.table.rows), self.list, self.view.value
        names, asked = self.iro.names, self.listing.described if self.listing else ""

        def make(session: Session) -> Outgoing:
            return list_out(session, listed, rows, view, names=names, asked=asked)

        what = f"the list {listed.title}, {counted(len(rows), listed.unit)}{', with full names' * names}"
        self.offer_file(what, listed.verb or listed.id, make, *ENDINGS, about=listed.id)

    def do_day_sheet(self) -> None:
        """Today's meetings on one page."""
        from iro_tui.caseload.outgoing.day_sheet import ENDINGS, day_sheet_out

        names = self.iro.names

        def make(session: Session) -> Outgoing:
            return session.query(day_sheet_out, names=names)

        what = f"the day sheet{' with full names' * names}"
        self.offer_file(what, "day-sheet", make, *ENDINGS)

    def do_calendar(self) -> None:
        """The calendar file: once, or kept up to date; or no more."""
        from iro_tui.actions.calendar_file import WriteCalendar
        from iro_tui.tui.form import Form

        self.open_form(Form(WriteCalendar(names=self.iro.names), keys=["calendar"]))

    def do_review_pack(self) -> None:
        """What one reads before a review of the child under the cursor."""
        from iro_tui.caseload.outgoing.review_pack import ENDINGS, review_pack_out

        targets, names = self.targets(), self.iro.names
        if not targets:
            self.iro.say(self.why_no_child(), problem=True)
            return
        child_id, ref = targets[0].child_id, targets[0].ref

        def make(session: Session) -> Outgoing:
            return session.query(review_pack_out, child_id, names=names)

        what = f"the review pack of {ref}{' with full names' * names}"
        self.offer_file(what, "review-pack", make, *ENDINGS, about=f"review-pack {ref}")

    def do_sort(self) -> None:
        from iro_tui.tui.dialogs.pick import Pick, Picked

        order = self.table.order
        columns = [column for column in self.columns() if column.sort]
        options = [Picked("", "in the usual order", not order.column)]
        options += [Picked(column.key, column.title or column.key, column.key == order.column) for column in columns]
        self.app.push_screen(Pick("Sort by", options), self._sorted)

    def _sorted(self, column: str | None) -> None:
        if column is not None:
            self.table.sort_by(column)
            self._fill()
            self._remember()

    @on(Table.HeadingClicked)
    def heading_clicked(self, event: Table.HeadingClicked) -> None:
        if event.column.sort:
            self._sorted(event.column.key)

    async def do_only(self) -> None:
        from iro_tui.tui.screens.narrowing import choose_filters

        await choose_filters(self)

    async def keep_only(self, ids: Sequence[str]) -> None:
        """Show only what these filters leave, from now on."""
        self.only = tuple(ids)
        self._remember()
        await self.reload()

    def narrow_to(self, *ids: str) -> None:
        """Show only what these filters leave, also where it is still to begin."""
        if self.listing is None:
            self._narrowed = ids
        else:
            self.start(partial(self.keep_only, ids), "filters")

    async def do_names(self) -> None:
        self.iro.names = not self.iro.names
        if self.listing:
            self.renamed(self.listing)
        rows = self.listing.rows if self.listing else ()
        kept = any(((who := self.target(row)) and who.name) or self.told(row) != row for row in rows)
        if self.iro.names and not kept:
            self.iro.names = False  # there is nothing to hide again, and no minutes to count
            self.iro.say("No names are kept here, only references.")

    def gone_to(self) -> None:
        """It was asked for, by its key or from the palette."""

    # What is remembered

    @property
    def _memory(self) -> str:
        return f"list:{self.tab}"

    def _state(self) -> dict[str, object]:
        """What of this list is remembered."""
        order = self.table.order
        return {"only": self.only, "sort": order.column, "backwards": order.backwards, "zoom": self.zoom}

    def _holds(self, state: Mapping[str, object], today: date) -> bool:  # noqa: ARG002
        """Whether filters and order of the last time are taken up again."""
        return True

    def _remember(self) -> None:
        kept = json.dumps(self._state())
        self.start(partial(self.ask, lambda session: session.keep_draft(self._memory, kept)), "memory")

    def _recall(self, session: Session) -> None:
        """Take up the filters, the order and the zoom of the last time; in the store thread, before the first rows."""
        try:
            kept = json.loads(session.draft(self._memory) or "{}")
            self.zoom = str(kept.get("zoom", ""))
            if self._holds(kept, session.today):
                self.only = tuple(str(id_) for id_ in kept.get("only", ()))
                self.table.order = Order(str(kept.get("sort", "")), bool(kept.get("backwards")))
        except (ValueError, AttributeError, TypeError):  # another version of the program wrote it
            self.only = ()

    # What is found again after a lock

    def stand(self) -> dict[str, Any]:
        """How it stands now; in plain values."""
        row, views = self.table.row, self.list.views
        return {
            "kind": "list",
            "list": self.tab,
            **self._state(),
            "view": views.index(self.view) if self.view in views else 0,
            "find": None if self.field.has_class("hidden") else self.field.value,
            "row": "" if row is None else repr(self.key(row)),
            "marked": [repr(key) for key in self.table.marked],
        }

    def comes_back_to(self, stand: Mapping[str, Any]) -> None:
        """Stand so from the first rows on."""
        self._comes_back = stand

    async def stand_as(self, stand: Mapping[str, Any]) -> None:
        """Take up how it stood, before its rows are read."""
        views = self.list.views
        if self.view in views:
            self.view = views[min(int(stand["view"]), len(views) - 1)]
        self.zoom, self.only = str(stand["zoom"]), tuple(stand["only"])
        self.table.order = Order(str(stand["sort"]), bool(stand["backwards"]))
        if stand["find"] is not None:
            await self._read_findable()
            self.field.remove_class("hidden")
            self.field.value = str(stand["find"])


class ListOver(ListScreen[R]):
    """A list that was opened from another screen, and goes back there."""

    def action_back_out(self) -> None:
        """Esc: out of filter, marks and zoom, then back to where one came from."""
        if not self.field.has_class("hidden") or self.table.marked or self.zoom:
            super().action_back_out()
        else:
            self.app.pop_screen()
