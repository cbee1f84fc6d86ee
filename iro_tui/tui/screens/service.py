"""A manager's service: a row an IRO, from which the IRO's caseload is opened; and a fair share, suggested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from iro_tui.caseload.caseload import NOBODY
from iro_tui.caseload.lists.fair_share import FAIR_SHARE, ShareLine, fairness
from iro_tui.caseload.lists.service import NOBODYS_ROW, SERVICE, ServiceLine
from iro_tui.domain.words import amount_words
from iro_tui.text import safe
from iro_tui.tui import commands
from iro_tui.tui.elsewhere import OF_SERVICE
from iro_tui.tui.screens.colleagues import PeopleScreen, labelled, on_record, spells_away
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.telling import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iro_tui.caseload.session import Session
    from iro_tui.tui.screens.list_words import Listing

EVENED_OUT = "caseloads evened out"


class ServiceScreen(PeopleScreen[ServiceLine]):
    """The IROs side by side: Enter goes to the caseload of one, and the sheet for supervision is that one's."""

    elsewhere = OF_SERVICE

    def __init__(self) -> None:
        super().__init__(SERVICE)

    def do_open(self) -> None:
        """The caseload, of the one IRO or of nobody; of the row of the service all of it."""
        row = self.table.row
        if row is not None:
            ids = [f"whose:{NOBODY if row.about == NOBODYS_ROW else row.name}"] if not row.is_total else []
            self.iro.go_to("caseload").narrow_to(*ids)

    async def do_supervision(self) -> None:
        from iro_tui.tui.screens.supervision import SupervisionSheet

        await self.app.push_screen(SupervisionSheet(self.person.key if self.person else ""))

    def show_beside(self) -> None:
        """What the row says in words, and what is on record of the IRO."""
        super().show_beside()
        if (row := self.table.row) is not None:
            self.tell_beside([*_head(row), *labelled(self._parts(row))], [*_head(row), *labelled(_told(row))])

    def _parts(self, row: ServiceLine) -> Iterator[tuple[str, str]]:
        if row.colleague:
            yield from on_record(row.colleague, self.today)
        yield from _told(row)
        if row.colleague:
            yield from spells_away(row.colleague, self.today)

    def why_not(self, command: commands.Command) -> str | None:
        if command.id == "open":
            return None if self.table.row is not None else "Nobody is on record yet: a adds an IRO."
        if command.id in ("facts", "book") and self.table.row is not None and not self.person:
            return "This row is no IRO: go to one with the arrows."
        return super().why_not(command)

    def why_no_child(self) -> str:
        return "An IRO is no child: Enter opens the caseload, where children are chosen."

    def word_for(self, command: commands.Command) -> str:
        return "Caseload" if command.id == "open" else super().word_for(command)


def _head(row: ServiceLine) -> list[Line]:
    role = ("IRO, agency" if row.colleague and row.colleague.agency else "IRO") if row.is_iro else ""
    return [[(safe(row.name), "bold $accent"), (f"  {role}", "")], []]


def _told(row: ServiceLine) -> Iterator[tuple[str, str]]:
    """The row in words: the headings are brief."""
    counts = row.tallies
    per = f", {row.ratio.number:g} to a full-time IRO" if row.ratio else ""
    yield "Has", f"{counts.looked_after:,} looked after{per} · {counts.child_protection:,} child protection"
    yield "Late", f"{counts.by_law:,} by law · {amount_words(counts.records_late, 'records')} late"
    yield "To book", f"{amount_words(counts.unbooked, 'reviews')} within 28 days"
    yield "RAG", f"{counts.red:,} red · {counts.amber:,} amber · {amount_words(counts.escalations, 'escalations')} open"
    yield "Cover", row.beside
    yield "Hub", f"exchanged {row.exchanged_words}" if row.exchanged else ""


class FairShareScreen(ListScreen[ShareLine]):
    """Who would go to whom: `i` opens the allocation of a child with her siblings; nothing is moved by itself."""

    says = ""

    def __init__(self) -> None:
        super().__init__(FAIR_SHARE)

    def read(self, session: Session) -> Iterable[ShareLine]:
        self.says = fairness(session.caseload())
        return super().read(session)

    def above(self, listing: Listing[ShareLine], shown: int) -> Content:
        """What the share comes to."""
        narrowed = super().above(listing, shown)
        return narrowed or Content.styled(f" {safe(self.says)} ", "$muted")

    async def do_facts(self) -> None:
        """The allocation, filled in: of the marked children, or of the highlighted one with all who go with her."""
        rows = self.chosen_rows()
        takers = {row.taker for row in rows}
        if len(takers) != 1:
            self.iro.say("These would go to several IROs: mark those who go to one.", problem=True)
            return
        answers: Mapping[str, str] = {"iro": takers.pop(), "reason": EVENED_OUT}
        self.open_allocation(tuple(dict.fromkeys(key for row in rows for key in row.together)), answers)

    def open_allocation(self, child_ids: tuple[str, ...], answers: Mapping[str, str]) -> None:
        from iro_tui.actions import action_of
        from iro_tui.tui.booking_form import form_of

        self.open_form(form_of(action_of("allocate"), child_ids, (), answers))

    def why_not(self, command: commands.Command) -> str | None:
        if command.id == "facts":
            return None if self.table.row is not None else self.why_no_child()
        return super().why_not(command)

    def word_for(self, command: commands.Command) -> str:
        return "Allocate" if command.id == "facts" else super().word_for(command)
