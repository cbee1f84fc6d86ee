"""Changing an entry of a report's written part: its words, its RAG, what became of an action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Question, questions_of
from iro_tui.actions.write_report import EntryAnswers, defaults_of, names_warning, suggested_figures, values_of
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import in_a_sentence
from iro_tui.domain.written import SECTIONS
from iro_tui.store.writes import Change

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class EntryRewritten(EntryAnswers):
    """An entry as it should stand."""


class RewriteReport(Action[EntryRewritten]):
    id = "rewrite_report"
    title = "Written part"
    words = "Change an entry of a report's written part: words, lead, timescale, RAG, what became of it"
    about = About.ROW
    table = "report_entry"
    asks = EntryRewritten
    keeps_choices = True

    def look(self, connection: Connection, scene: Scene) -> Any:
        from iro_tui.store.reads import read_row
        from iro_tui.store.shapes import ReportEntryRow

        row = read_row(connection, ReportEntryRow, scene.key)
        if row is None:
            raise Refused("This entry is not on record any more: look at the list again. Nothing was changed.")
        return row

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        return questions_of(EntryRewritten, **(defaults_of(scene.known) | _with_figures(scene)))

    def plan(self, scene: Scene, answers: EntryRewritten) -> Plan:
        return Plan(
            name="Rewrite a report",
            sentence=f"{SECTIONS[answers.section]} of the report changed."
            if answers.section == scene.known.section
            else f"{SECTIONS[scene.known.section]} of the report: now {in_a_sentence(SECTIONS[answers.section])}.",
            writes=(Change("report_entry", scene.key, values_of(answers)),),
            warning=names_warning(scene, (answers.text, answers.area, answers.outcome)),
        )


def _with_figures(scene: Scene) -> dict[str, dict[str, Any]]:
    figures = suggested_figures(scene)
    return {name: {**defaults_of(scene.known).get(name, {}), **more} for name, more in figures.items()}


ACTION = RewriteReport()
