"""The screens of the lists, by the commands that go to them: most only show rows, some do more."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.content import Content

from iro_tui.caseload.lines import ChildLine
from iro_tui.caseload.lists import list_of
from iro_tui.caseload.lists.escalations import EscalationLine
from iro_tui.caseload.lists.midpoints import MidpointLine
from iro_tui.caseload.refusals import Refused
from iro_tui.tui.commands import FIGURES, Command
from iro_tui.tui.row_keys import OF_SEVERAL_KINDS
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.list_words import Listing

if TYPE_CHECKING:
    from iro_tui.domain.duty import Duty
    from iro_tui.domain.duty_keys import RowVerb


class CaseloadScreen(ListScreen[ChildLine]):
    """Every child in one line: its columns take the width before a pane does."""

    def above(self, listing: Listing[ChildLine], shown: int) -> Content:
        """The list's name, and how many there are, where nothing is left out."""
        words = super().above(listing, shown)
        many = "" if words else f"  {shown:,}"
        return Content.assemble((f" {self.list.title.upper()}{many} ", "bold $accent"), words)

    def asked_under(self, verb: RowVerb) -> Sequence[tuple[str, Duty]]:
        """`b` and `h` are of the meeting that the row shows: of a child who is not looked after the conference."""
        if verb not in ("book", "hold"):
            return super().asked_under(verb)
        return [(row.child_id, row.meeting) for row in self.chosen_rows() if row.meeting]

    def verb_here(self, verb: RowVerb) -> tuple[str, list[str]]:
        if 0 < len(self.asked_under(verb)) < len(self.chosen_rows()) and verb in ("book", "hold"):
            raise Refused(OF_SEVERAL_KINDS)
        return super().verb_here(verb)


class MidpointsScreen(ListScreen[MidpointLine]):
    """Mid-point checks by date: `x` and `X` do what `m` does."""

    def _why_not_done(self) -> str | None:
        if self.table.row is None:
            return self.why_no_child()
        return "This check is done already." if self.table.row.done else None

    async def tick(self, *, ask_day: bool = False) -> None:
        await self.start_action("midpoint", ask_day=ask_day)


class EscalationsScreen(ListScreen[EscalationLine]):
    """Escalations by stage, and good practice: `e` takes an open one further at once."""

    def word_for(self, command: Command) -> str:
        row = self.table.row
        goes_on = row is not None and row.kind == "dispute" and not row.closed
        return "Next step" if command.id == "escalate" and goes_on else super().word_for(command)

    async def do_escalate(self) -> None:
        rows = self.chosen_rows()
        if len(rows) == 1 and rows[0].kind == "dispute" and not rows[0].closed:
            await self.start_action("escalation", keys=[rows[0].escalation_id])
        else:
            await super().do_escalate()


OWN: dict[str, type[ListScreen[Any]]] = {
    "caseload": CaseloadScreen,
    "midpoints": MidpointsScreen,
    "escalations": EscalationsScreen,
}
LOADED_FIRST = {
    "today": "today.TodayScreen",
    "reviews": "reviews.ReviewsScreen",
    "conferences": "reviews.ConferencesScreen",
    "court": "reviews.BesideReviews",
    "paperwork": "paperwork.PaperworkScreen",
    "outbox": "outbox.OutboxScreen",
    "owed": "owed.OwedScreen",
    "journal": "journal.JournalScreen",
    "week": "week.WeekScreen",
    "practice": "practice.PracticeScreen",
    "surveys": "surveys.SurveysScreen",
    "colleagues": "colleagues.ColleaguesScreen",
    "clashes": "clashes.ClashesScreen",
}
"""Where the screens are that are loaded when they are first gone to, a few milliseconds each."""


def make(list_id: str) -> ListScreen[Any]:
    """A new screen of a list."""
    if list_id == FIGURES:  # what it counts with is loaded for it alone
        from iro_tui.tui.screens.figures import FiguresScreen

        return FiguresScreen()
    if list_id in ("service", "fair_share"):  # a manager's
        from iro_tui.tui.screens.service import FairShareScreen, ServiceScreen

        return ServiceScreen() if list_id == "service" else FairShareScreen()
    return _screen_of(list_id)(list_of(list_id))


def _screen_of(list_id: str) -> type[ListScreen[Any]]:
    if list_id not in LOADED_FIRST:
        return OWN.get(list_id, ListScreen)
    module, name = LOADED_FIRST[list_id].split(".")
    screen: type[ListScreen[Any]] = getattr(import_module(f"iro_tui.tui.screens.{module}"), name)
    return screen
