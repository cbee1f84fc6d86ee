"""The paperwork of held reviews: the two measures beside it, and one key to tick what is next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.caseload.lines import PaperworkLine
from iro_tui.caseload.lists.paperwork import MEASURES, measured
from iro_tui.caseload.session import Session
from iro_tui.tui.dialogs.pick import Pick, Picked
from iro_tui.tui.screens.list_screen import ListScreen

REPLY = "manager_reply"
SENT = "distribution"
RECORD = (Picked("signed", "was signed off"), Picked("sent", "was distributed"))
REPLIES = (
    Picked("agrees", "agrees with the decisions"),
    Picked("queries", "queries them"),
    Picked("none", "has not replied: the recommendations become the decisions"),
)


class PaperworkScreen(ListScreen[PaperworkLine]):
    """Held reviews with the clocks of their records."""

    _measures: dict[str, tuple[int, int]] = {}  # noqa: RUF012 -- replaced, never changed

    def read(self, session: Session) -> Iterable[PaperworkLine]:
        self._measures = measured(session.caseload())
        return super().read(session)

    def details(self) -> Iterator[Widget]:
        yield Static("", id="measures")

    def _fill(self) -> None:
        super()._fill()
        lines = [Content.styled("Two measures, never mixed", "bold $accent")]
        for name, (n, of) in self._measures.items():
            rate = f"{100 * n / of:.0f} %" if of else "–"
            lines.append(
                Content.assemble((f"{MEASURES[name]:<16}", "$muted"), (f"{rate:>6}", "bold"), f"   {n:,} of {of:,}")
            )
        self.query_one("#measures", Static).update(Content("\n").join(lines))

    def _why_not_done(self) -> str | None:
        if not any(row.next for row in self.chosen_rows()):
            return "Nothing is left to tick here." if self.chosen_rows() else "There is nothing under the cursor."
        return None

    async def tick(self, *, ask_day: bool = False) -> None:
        """Tick what is next; of a manager's reply it must be said which it was."""
        rows = [row for row in self.chosen_rows() if row.next]
        if len(rows) == 1 and rows[0].next and rows[0].next.kind == REPLY:
            review_id = rows[0].review_id
            replied = partial(self._replied, review_id, ask_day)
            self.app.push_screen(Pick("The manager", REPLIES, ends="a digit records it · Esc closes"), replied)
            return
        if len(rows) == 1 and rows[0].next and rows[0].next.kind == SENT and rows[0].signed_off_on is None:
            self.app.push_screen(Pick("The record", RECORD, ends="a digit records it · Esc closes"),
                                 partial(self._recorded, rows[0], ask_day))  # fmt: skip
            return
        ticked = [row.next.duty_id for row in rows if row.next and row.next.kind != REPLY]
        if not ticked:
            self.iro.say("Managers' replies are recorded one by one: take the marks away with Esc.", problem=True)
        else:
            await self.start_action("done", keys=ticked, ask_day=ask_day)

    async def _recorded(self, row: PaperworkLine, ask_day: bool, what: str | None) -> None:
        if what == "signed" or (what and row.next is None):
            await self.start_action("sign_off", keys=[row.review_id], ask_day=ask_day)
        elif what and row.next:
            await self.start_action("done", keys=[row.next.duty_id], ask_day=ask_day)

    async def _replied(self, review_id: str, ask_day: bool, reply: str | None) -> None:
        from iro_tui.actions.base import do
        from iro_tui.actions.reply import ACTION, ReplyAnswers

        if reply and ask_day:
            await self.start_action("reply", {"reply": reply}, keys=[review_id], ask_day=True)
        elif reply:
            await self.iro.act(lambda session: do(session, ACTION, ReplyAnswers(reply), keys=[review_id]))
