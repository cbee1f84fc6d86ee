"""Keeping a report as published: its figures stay as they are today, and later corrections are told beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import always, ask
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import amount_words
from iro_tui.store.writes import New

if TYPE_CHECKING:
    from iro_tui.figures import Service
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ReportKept:
    """A report that is published: what it is called, and its period.

    No day of the act is asked: the figures are those of the day on which it is kept.
    """

    name: str = ask("Name", column="name", hint="annual report 2025-26", needed=always, missing="The name is empty.")
    first: date | None = ask(
        "From", "day", column="first", lean="back", needed=always, missing="From is empty: say from which day."
    )
    last: date | None = ask(
        "Until", "day", column="last", lean="back", needed=always, missing="Until is empty: say until which day."
    )


@dataclass(frozen=True, slots=True)
class Countable:
    """What the figures rest on, the names of reports that are taken, and what was worked out already."""

    service: Service
    taken: frozenset[str]
    made: dict[tuple[date, date], str] = field(default_factory=dict)


class KeepReport(Action[ReportKept]):
    id = "keep_report"
    title = "Keep a report"
    words = "Keep a report as published: its figures stay, and later corrections show as was and is now"
    about = About.NOBODY
    asks = ReportKept

    def look(self, connection: Connection, scene: Scene) -> Countable:
        from iro_tui.figures.published import published
        from iro_tui.figures.reading import service_of

        taken = frozenset(each.name.casefold() for each in published(connection, scene.caseload))
        return Countable(service_of(connection, scene.caseload), taken)

    def plan(self, scene: Scene, answers: ReportKept) -> Plan:
        from iro_tui.figures import Period, figures_of
        from iro_tui.figures.published import as_kept

        known: Countable = scene.known
        first, last = answers.first or scene.today, answers.last or scene.today
        if last < first:
            raise Refused(f"Until is {last:%d/%m/%Y}, before {first:%d/%m/%Y}: give a later day. Nothing was changed.")
        if first > scene.today:
            raise Refused(
                f"From is {first:%d/%m/%Y}, which is still to come: give an earlier day. Nothing was changed."
            )
        if answers.name.casefold() in known.taken:
            raise Refused(f"There is a report “{answers.name}” already: give another name. Nothing was changed.")
        if (first, last) not in known.made:
            known.made[first, last] = as_kept(figures_of(Period(first, last), known.service))
        figures = known.made[first, last]
        number = amount_words(figures.count("["), "figures")
        running = "" if last <= scene.today else f" It goes on until {last:%d/%m/%Y}: it has what is on record today."
        values = {"name": answers.name, "first": first, "last": last, "published_on": scene.today}
        return Plan(
            name="Keep a report",
            sentence=f"A report from {first:%d/%m/%Y} to {last:%d/%m/%Y} is kept as published, with {number}.",
            writes=(New("report", {**values, "practice": scene.practice.on(last).title, "figures": figures}),),
            warning=running.strip(),
        )


ACTION = KeepReport()
