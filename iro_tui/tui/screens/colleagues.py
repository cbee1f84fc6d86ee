"""The colleagues: `a` adds one, `i` puts the highlighted one right, `b` says when they are away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol, TypeVar

from iro_tui.caseload.lists.colleagues import ColleagueLine
from iro_tui.domain.colleagues import Colleague
from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import amount_words, day_words
from iro_tui.text import safe
from iro_tui.tui import commands
from iro_tui.tui.elsewhere import OF_COLLEAGUES
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.widgets.telling import Line

WORDS = {"task": "Add one", "facts": "Correct", "book": "Away"}


class AboutColleague(Protocol):
    """A row that is about somebody of the service, or about nobody in particular."""

    @property
    def colleague(self) -> Colleague | None: ...


R = TypeVar("R", bound=AboutColleague)


class PeopleScreen(ListScreen[R]):
    """People of the service, about whom three keys say something; of those of a row no other does anything."""

    elsewhere = OF_COLLEAGUES

    @property
    def person(self) -> Colleague | None:
        """Who the highlighted row is about."""
        return self.table.row.colleague if self.table.row else None

    async def do_task(self) -> None:
        """Somebody new."""
        await self.start_action("colleague")

    async def do_facts(self) -> None:
        """What is on record of the highlighted one, to be put right."""
        if each := self.person:
            answers = {
                "name": each.name, "initials": each.initials, "role": each.role, "team": each.team or "",
                "fte": f"{each.fte:g}" if each.fte else "", "agency": "yes" if each.agency else "no",
                "started": _typed(each.started), "ended": _typed(each.ended),
            }  # fmt: skip
            await self.start_action("colleague", answers, at="renamed")

    async def do_book(self) -> None:
        """When the highlighted one is away."""
        if each := self.person:
            await self.start_action("colleague_away", {"name": each.name}, at="started")

    def why_not(self, command: commands.Command) -> str | None:
        if command.id == "task":
            return None
        if command.id in ("facts", "book"):
            return None if self.person else "Nobody is on record yet: a adds a colleague."
        return super().why_not(command)

    def helped(self, command: commands.Command) -> str:
        is_of_rows = command.scope == commands.ROW or command.id in ("only", "more", "earlier", "day_sheet", "calendar")
        return self.elsewhere.get(command.id, "") if is_of_rows else super().helped(command)

    def why_no_child(self) -> str:
        return "A colleague is no child: 2 goes to the children."

    def word_for(self, command: commands.Command) -> str:
        return WORDS.get(command.id) or super().word_for(command)


class ColleaguesScreen(PeopleScreen[ColleagueLine]):
    """Everybody of the service."""

    def show_beside(self) -> None:
        """All that is on record of the highlighted one."""
        super().show_beside()
        if (row := self.table.row) is not None:
            self.tell_beside(_whole(row, self.today))


def _whole(row: ColleagueLine, today: date) -> list[Line]:
    """The person, what the officer and the person have of each other's, and every spell away that is not over."""
    each = row.colleague
    parts = (
        *on_record(each, today),
        ("Has", amount_words(row.with_them, "children") + " of yours" if row.with_them else ""),
        ("You cover", amount_words(row.for_them, "children") if row.for_them else ""),
        *spells_away(each, today),
    )
    return [[(safe(each.name), "bold $accent")], [(safe(row.role), "")], [], *labelled(parts)]


def on_record(each: Colleague, today: date) -> Iterator[tuple[str, str]]:
    """What is kept of somebody of the service, by its label."""
    yield "Initials", each.initials
    yield "Team", each.team or ""
    yield "FTE", f"{each.fte:g}" if each.fte else ""
    yield "From", day_words(each.started, today) if each.started else ""
    yield "Until", day_words(each.ended, today) if each.ended else ""


def spells_away(each: Colleague, today: date) -> Iterator[tuple[str, str]]:
    """The spells away that are not over, by their label."""
    return (("Away", spell.called(today)) for spell in each.away if spell.ended >= today)


def labelled(parts: Iterable[tuple[str, str]]) -> list[Line]:
    """What there is of labels and words, a line each."""
    return [[(f"{label:<10}", "$muted"), (safe(words), "")] for label, words in parts if words]


def _typed(day: date | None) -> str:
    """A day as it would be typed; empty for none."""
    return typed(day) if day else ""
