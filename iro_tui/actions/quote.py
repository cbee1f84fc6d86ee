"""Taking words of the record over into reports: the child's own, what changed, good practice; without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import Question, always, ask, questions_of
from iro_tui.actions.write_report import last_place, names_warning
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.domain.written import SECTIONS, source_of
from iro_tui.store.writes import New

if TYPE_CHECKING:
    from iro_tui.figures.written import Quotable
    from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class QuoteAnswers:
    """The words as reports print them."""

    text: str = ask("Words", "note", hint="so that nobody knows the child by them", needed=always)


class ToQuote(NamedTuple):
    """The words on record, and the place they get in the report."""

    words: Quotable
    place: int


class Quote(Action[QuoteAnswers]):
    id = "quote"
    title = "For the report"
    words = "Mark words of the record for use in reports: the child's words, what changed, good practice; anonymous"
    about = About.ROW
    table = "quotable"
    asks = QuoteAnswers

    def whose(self, connection: Connection, key: str) -> tuple[str, ...]:
        from iro_tui.figures.written import quotable

        return tuple(each.child_id for each in quotable(connection) if each.key == key and each.child_id)

    def look(self, connection: Connection, scene: Scene) -> ToQuote:
        from iro_tui.figures.written import entries_of, quotable

        if any(entry.source == source_of(scene.key) for entry in entries_of(connection)):
            raise Refused("These words are in the report already: change them there. Nothing was changed.")
        for each in quotable(connection):
            if each.key == scene.key and each.day <= scene.today:
                return ToQuote(each, last_place(connection))
        raise Refused("There are no words here that a report could use. Nothing was changed.")

    def questions(self, scene: Scene) -> tuple[Question, ...]:
        from iro_tui.caseload.lists.owed import names_to_hide, without_names

        names = names_to_hide(scene.caseload, scene.child_id) if scene.child_ids else {}
        return questions_of(QuoteAnswers, text={"default": without_names(scene.known.words.words, names)})

    def aside(self, scene: Scene) -> str:
        quoted: Quotable = scene.known.words
        return f"{SECTIONS[quoted.section]}, {day_words(quoted.day, scene.today)}"

    def plan(self, scene: Scene, answers: QuoteAnswers) -> Plan:
        quoted: Quotable = scene.known.words
        values = {"first": quoted.day, "last": quoted.day, "section": quoted.section, "text": answers.text}
        when, where = day_words(quoted.day, scene.today), in_a_sentence(SECTIONS[quoted.section])
        whose = scene.called if scene.child_ids else "A survey"
        return Plan(
            name="For the report",
            sentence=f"{whose}: words of {when} marked for reports, under “{where}”, without a name.",
            writes=(New("report_entry", {**values, "source": source_of(scene.key), "place": scene.known.place}),),
            warning=names_warning(scene, (answers.text,)),
        )


ACTION = Quote()
