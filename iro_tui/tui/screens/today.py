"""Today on the screen: the numbers above it filter it, and it opens each day in its own order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from textual import on

from iro_tui.caseload.counted import COUNTED, LISTED
from iro_tui.caseload.group_notes import group_notes
from iro_tui.caseload.lines import DutyLine
from iro_tui.caseload.lists.week import weeks_to
from iro_tui.caseload.today_words import (
    DIARY,
    DUE,
    GROUPS,
    HABIT,
    LATER,
    LAW,
    LEFT_CARE,
    THIS_WEEK,
    day_lines,
    heading_of,
    is_to_book,
    refs_of_meetings,
    summary,
    week_shown,
)
from iro_tui.tui import commands
from iro_tui.tui.last_here import first_look
from iro_tui.tui.screens.today_week import TodayWithWeek
from iro_tui.tui.widgets.doors import show_doors
from iro_tui.tui.widgets.folding import FoldingTable
from iro_tui.tui.widgets.strip import TopStrip
from iro_tui.tui.widgets.table import Order, Table

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.domain.duty import Duty
    from iro_tui.tui.screens.list_words import Listing

_ONLY = {LAW: "by_law", HABIT: "late"}
"""The number of the strip that shows what a heading stands over."""


class TodayScreen(TodayWithWeek):
    """Today. What it was sorted and filtered by is of one day: the next one begins in the usual order."""

    pressed = ""
    """The number of the strip that is pressed; empty for none."""
    _day: date | None = None

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.finder.standing = self.standing
        self._unfolded: set[str] = set()
        """The duties whose row shows what is folded into it."""
        self._by_id: dict[str, DutyLine] = {}
        """The rows that hold others, and show them."""
        self._since = ""
        """What came about since one was last here, until it is said."""
        self._notes: dict[str, str] = {}
        """What is said beside headings."""

    def read(self, session: Session) -> Iterable[DutyLine]:
        rows = super().read(session)
        if self._day is not None and self._day != session.today:  # it stayed open over night
            self.only, self.pressed = (), ""
            self.table.order = Order("")
        if self._day != session.today:
            self._since = first_look(self.iro, session)
        self._day = session.today
        self._notes = session.query(group_notes, self.view.value)
        if self.pressed:
            return [row for row in rows if not row.folded_under and COUNTED[self.pressed].test(row)]
        return rows

    # Groups and what is folded

    def make_table(self) -> Table[DutyLine]:
        table = FoldingTable[DutyLine](self.columns(), key=self.key, group=self._heading, id="rows", empty="Reading…")
        table.never_folded = tuple(heading_of(group, date.min, 0) for group in (DIARY, LAW))
        table.keeps = lambda row: is_to_book(row.duty)
        table.says = lambda rows: _held([row.duty for row in rows])
        table.divides = self._by_day
        return table

    def _by_day(self, heading: str, rows: Sequence[DutyLine], lines: int) -> Sequence[tuple[str, int]]:
        """The days of the weeks to come; of every other group the first rows."""
        later = heading == heading_of(LATER, self.today, self.view.value)
        divided = day_lines([row.day for row in rows], lines) if later else []
        widest = max((len(words) for words, _ in divided), default=0)
        return [(f"{words:<{widest}}", count) for words, count in divided]

    def group(self, row: DutyLine) -> str:
        """The heading of its group; of what is shown with the row it is folded into, of that one's."""
        return super().group(self._head_of(row) or row)

    def counts(self, row: DutyLine) -> bool:
        return self._head_of(row) is None

    def _head_of(self, row: DutyLine) -> DutyLine | None:
        """The row it is shown under, opened; found by words it stands by itself, in its own group."""
        opened = row.folded_under and row.folded_under in self._unfolded and not self.finder.wanted
        return self._by_id.get(row.folded_under) if opened else None

    def standing(self, rows: list[DutyLine]) -> list[DutyLine]:
        """The rows that stand by themselves, and after those that were opened what is folded into them."""
        alone = [row for row in rows if not row.folded_under]
        self._by_id = {row.duty.id: row for row in alone if row.duty.id in self._unfolded}
        if not self._by_id:
            return alone
        under = {row.duty.id: row for row in rows if row.folded_under in self._by_id}
        opened = ((row, *(under.get(duty.id) for duty in row.folds * (row.duty.id in self._by_id))) for row in alone)
        return [row for several in opened for row in several if row]

    def _fill(self) -> None:
        if self._since:
            key = self.iro.settings.keymap.first(commands.BY_ID["since"])
            self.iro.say(f"{self._since} {key} lists them.")
            self._since = ""
        if isinstance(self.table, FoldingTable):
            self.table.notes = self._notes
        super()._fill()
        if self.listing is not None:
            empty = not (self.listing.rows or self.listing.strip.in_view)
            show_doors(self, self.query_one("#body"), empty=empty)

    @property
    def looked_for(self) -> bool:
        return super().looked_for or bool(self.pressed or self.only)

    @on(FoldingTable.RowFolded)
    def row_folded(self, event: FoldingTable.RowFolded) -> None:
        """→ shows what a row holds, ← hides it again, and then folds its group."""
        row: DutyLine = event.row
        own = row.folded_under or row.duty.id
        if event.opens and row.folds:
            self._unfolded.add(own)
        elif not event.opens and own in self._unfolded:
            self._unfolded.discard(own)
            self.table.find(own)
        else:
            if not event.opens and isinstance(self.table, FoldingTable):
                self.table.fold_group()
            return
        self._fill()

    @property
    def _head(self) -> str:
        """The group whose heading is under the cursor; empty on a row."""
        table = self.table
        if not isinstance(table, FoldingTable) or table.head_at is None or not self.listing or self.entry:
            return ""
        heading = table.heads[table.head_at].group.partition("  ")[0]
        of = {heading_of(group, self.today, self.view.value): group for group in GROUPS}
        return of.get(heading, "")

    def why_not(self, command: commands.Command) -> str | None:
        acts = command.id in ("open", self._opens) and (self._head or self._opens)
        return None if acts else super().why_not(command)

    @property
    def _opens(self) -> str:
        """The command that Enter gives on a row between the officer and a colleague; empty on any other."""
        row = None if self.entry or self._head else self.table.row
        return row.duty.declared.opens if row else ""

    def why_no_child(self) -> str:
        return "This is a heading: Enter opens it, → shows its rows." if self._head else super().why_no_child()

    def do_open(self) -> None:
        """Open the child of a row; of a heading the week, or only what it counts."""
        head, table = self._head, self.table
        if command := self._opens:
            self.iro.run_worker(self.iro.action_command(command))
        elif self.entry and not self.entry.who:
            self.iro.run_worker(self.show_week(weeks_to(self.entry.day, self.today)))
        elif not head or not isinstance(table, FoldingTable):
            super().do_open()
        elif table.on_rest or head == LEFT_CARE:
            table.action_unfold()
        elif head in _ONLY:
            self.post_message(TopStrip.Pressed(_ONLY[head]))
        else:
            first = {DIARY: self.today, DUE: self.today, THIS_WEEK: week_shown(self.today)[1]}.get(head)
            last = first or week_shown(self.today)[1] + timedelta(days=1)
            self.iro.run_worker(self.show_week(weeks_to(last, self.today)))  # this screen goes

    def do_hand_over(self) -> None:
        """Of the row of a cover that is over, or of what is to be sent on, its children, to whom it goes."""
        row = None if self._head else self.table.row
        if row and row.duty.kind in ("give_back", "send_on"):
            self.iro.run_worker(self._send_work(row.duty.kind, row.duty.subject))
        else:
            super().do_hand_over()

    def do_receipt(self) -> None:
        """Of the row of a file its receipt."""
        row = None if self._head else self.table.row
        if row and row.duty.kind == "receipt":
            self.ask_for_receipt(row.duty.subject)
        else:
            super().do_receipt()

    async def _send_work(self, kind: str, person: str) -> None:
        caseload = await self.ask(lambda session: session.caseload())
        over = [each for each in caseload.covers_over if each.by_officer]
        to_go = caseload.send_on if kind == "send_on" else over
        self.hand_over_children([key for each in to_go if each.person == person for key in each.children])

    # The numbers above

    @on(Table.LeftAtTop)
    def to_strip(self) -> None:
        self.iro.hush()  # it stands where the numbers are
        strip = self.query_one(TopStrip)
        strip.can_focus = True
        strip.focus()

    @on(TopStrip.Pressed)
    async def number_pressed(self, event: TopStrip.Pressed) -> None:
        """Show only what a number counts, and all of it; the same number again takes that off."""
        if leads := LISTED.get(event.count):
            self._back_in_rows()
            leads_to = self.iro.go_to(leads.list)
            leads_to.view = leads_to.list.views[0]
            leads_to.narrow_to(*leads.only)
            return
        self.pressed = "" if self.pressed == event.count else event.count
        if self.only or self.field.value:  # what they leave out is counted all the same
            self.field.clear()
            self.field.add_class("hidden")
            await self.keep_only(())
            return
        await self.reload()

    def _back_in_rows(self) -> None:
        self.table.focus()
        self.query_one(TopStrip).can_focus = False

    @on(TopStrip.Left)
    async def strip_left(self, event: TopStrip.Left) -> None:
        self._back_in_rows()
        if event.off and self.pressed:
            self.pressed = ""
            await self.reload()

    def action_back_out(self) -> None:
        if self.pressed and self.field.has_class("hidden") and not self.table.marked:
            self.pressed = ""
            self.start(self.reload, "reload")
        else:
            super().action_back_out()

    def _filtered(self, listing: Listing[DutyLine], shown: int) -> str:
        if not self.pressed:
            return super()._filtered(listing, shown)
        words = COUNTED[self.pressed].words
        return super()._filtered(listing, shown) or f"Only {words}: {shown:,}."

    # What is remembered, and until when

    def _state(self) -> dict[str, object]:
        return {**super()._state(), "day": self.today.isoformat()}

    def _holds(self, state: Mapping[str, object], today: date) -> bool:
        """Of the day alone: Today opens in its own order, whatever was sorted yesterday."""
        return state.get("day") == today.isoformat()

    def stand(self) -> dict[str, Any]:
        return {**super().stand(), "pressed": self.pressed, "unfolded": sorted(self._unfolded)}

    async def stand_as(self, stand: Mapping[str, Any]) -> None:
        await super().stand_as(stand)
        self.pressed, self._unfolded = str(stand["pressed"]), set(stand["unfolded"])


def _held(duties: Sequence[Duty]) -> str:
    """What stands in rows that are not shown, and whose reviews and conferences they are."""
    return "   ".join(filter(None, (summary(duties), refs_of_meetings(duties))))
