"""Writing beside the figures of a report: a text, an action of the plan, a number of the staff or of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Option, Question, always, ask, coded, numbered, one_of, questions_of
from iro_tui.actions.rag import RAG
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.typed_day import typed
from iro_tui.domain.words import in_a_sentence
from iro_tui.domain.written import (
    ACTION as PLANNED,
)
from iro_tui.domain.written import COMPARED, NUMBERS, OTHERS, POSTS, RATES, SECTIONS, STAFFING, is_number
from iro_tui.store.writes import New

if TYPE_CHECKING:
    from iro_tui.store.connection import Connection

_TEXTS = tuple(section for section in SECTIONS if section not in NUMBERS)


@dataclass(frozen=True, slots=True)
class EntryAnswers:
    """An entry of the written part, and the period of the report that it is for."""

    section: str = ask("Section", "choice", options=coded(SECTIONS), upright=True, needed=always)
    area: str = ask("Area", hint="the area for development", asked=one_of("section", PLANNED))
    post: str = ask(
        "What", "choice", options=numbered(POSTS), upright=True,
        asked=one_of("section", STAFFING), needed=one_of("section", STAFFING),
    )  # fmt: skip
    figure: str = ask(
        "Figure", hint="as the report calls it, or a rate", asked=one_of("section", COMPARED),
        needed=one_of("section", COMPARED),
    )  # fmt: skip
    whose: str = ask(
        "Whose", suggested=OTHERS, in_words=True, asked=one_of("section", COMPARED),
        needed=one_of("section", COMPARED),
    )  # fmt: skip
    number: str = ask("Number", hint="7.5", asked=one_of("section", *NUMBERS), needed=one_of("section", *NUMBERS))
    text: str = ask(
        "Words", "note", hint="without a name", asked=one_of("section", *_TEXTS), needed=one_of("section", *_TEXTS),
        missing="Nothing is written: say it in a few words.",
    )  # fmt: skip
    lead: str = ask("Lead", hint="who sees to it", asked=one_of("section", PLANNED))
    timescale: str = ask("Timescale", hint="by when, in your words", asked=one_of("section", PLANNED))
    rag: str = ask(
        "RAG", "choice", options=(Option("0", "", "not rated"), *RAG), asked=one_of("section", PLANNED)
    )  # fmt: skip
    outcome: str = ask("Became of it", "note", hint="once that is known", asked=one_of("section", PLANNED))
    first: date | None = ask("From", "day", lean="back", needed=always)
    last: date | None = ask("Until", "day", lean="back", needed=always)


AS_ANSWERED = ("whose", "lead", "timescale", "rag", "outcome", "first", "last", "section")
"""The questions whose answers are kept just as they are given, each in the column of its name."""
HEADINGS = {PLANNED: "area", STAFFING: "post", COMPARED: "figure"}
"""By section the question whose answer says what an entry is about."""


def values_of(answers: EntryAnswers) -> dict[str, Any]:
    """An entry as it is kept. Raises Refused: days the wrong way round, a number that is none."""
    first, last = answers.first, answers.last
    if first and last and last < first:
        raise Refused(f"Until is {last:%d/%m/%Y}, before {first:%d/%m/%Y}: give a later day. Nothing was changed.")
    if answers.section == STAFFING and not is_number(answers.number):
        raise Refused(f"Number is {answers.number!r}: give one, such as 7.5. Nothing was changed.")
    kept = {name: getattr(answers, name) or None for name in AS_ANSWERED}
    heading = getattr(answers, HEADINGS[answers.section]) if answers.section in HEADINGS else ""
    return kept | {"heading": heading or None, "text": answers.number or answers.text}


def defaults_of(row: Any) -> dict[str, dict[str, Any]]:
    """What stands in the form of an entry on record, by question."""
    words = {name: typed(getattr(row, name) or "") for name in AS_ANSWERED}
    words["number" if row.section in NUMBERS else "text"] = row.text
    if row.section in HEADINGS:
        words[HEADINGS[row.section]] = row.heading or ""
    return {name: {"default": word} for name, word in words.items()}


def suggested_figures(scene: Scene) -> dict[str, dict[str, Any]]:
    """What may stand beside others: a rate, or a figure of the report."""
    from iro_tui.figures import declared

    titles = (each.title_for(scene.practice) for each in declared(scene.practice))
    return {"figure": {"suggested": (*RATES, *dict.fromkeys(titles))}}


def names_warning(scene: Scene, words: Iterable[str]) -> str:
    """What to say where words hold a name that a child here has: a report has none."""
    from iro_tui.caseload.lists.owed import names_of, without_names

    names = names_of(tuple(scene.caseload.children.values()))
    holds = any(without_names(text, names) != text for text in words)
    return "A child here has a name that stands in it: a report has none." if holds else ""


def last_place(connection: Connection) -> int:
    """The place after every entry so far."""
    from iro_tui.store.columns import columns_of
    from iro_tui.store.shapes import ReportEntryRow

    return max((place for (place,) in columns_of(connection, ReportEntryRow, "place")), default=0) + 1


class WriteReport(Action[EntryAnswers]):
    id = "write_report"
    title = "Written part"
    words = (
        "Write beside the figures of a report: theme, good practice, recommendation, action plan, staffing, England, "
        "neighbours"
    )
    about = About.NOBODY
    asks = EntryAnswers
    keeps_choices = True

    def look(self, connection: Connection, scene: Scene) -> int:  # noqa: ARG002
        return last_place(connection)

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        from iro_tui.figures import Period

        period = Period.usual(scene.today)
        days = {"first": {"default": typed(period.first)}, "last": {"default": typed(period.last)}}
        return questions_of(EntryAnswers, **days, **suggested_figures(scene))

    def plan(self, scene: Scene, answers: EntryAnswers) -> Plan:
        from iro_tui.figures import Period

        values = values_of(answers)
        period = Period(answers.first or scene.today, answers.last or scene.today)
        return Plan(
            name="Write a report",
            # Without its words, which a sentence of the journal need not hold.
            sentence=f"Written for {period.words}: {in_a_sentence(SECTIONS[answers.section])}.",
            writes=(New("report_entry", {**values, "place": scene.known}),),
            warning=names_warning(scene, (answers.text, answers.area, answers.outcome)),
        )


ACTION = WriteReport()
