"""Setting the RAG with three keys: `r`, `g`, Enter. Amber and red want a theme, by digit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from iro_tui.domain.rag import consequence
from iro_tui.domain.words import day_words, joined
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.widgets.choice import Option, numbered

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session

COLOURS = (
    Option("g", "green", "green", "rag-green"),
    Option("a", "amber", "amber", "rag-amber"),
    Option("r", "red", "red", "rag-red"),
)


def _worried(values: Values) -> bool:
    return values["value"] in ("amber", "red")


class Rag(Form):
    """Says what a rating will bring before Enter sets it."""

    name_of_draft = "rag"
    title_words = "RAG"

    def ask(self, session: Session) -> Iterable[Question]:
        yield Question("value", "RAG", "choice", COLOURS, needed=lambda _: True)
        yield Question(
            "theme",
            "Why",
            "choice",
            numbered(session.practice.rag.themes),
            upright=True,
            asked=_worried,
            needed=_worried,
        )
        yield Question("reason", "In a line", hint="if wanted", asked=lambda v: _worried(v) and bool(v["theme"]))

    def aside(self) -> str:
        if len(self.targets) != 1:
            return ""
        return f"so far {self.targets[0].rag or 'not rated yet'}"

    def foresee(self, session: Session, values: Values) -> str:
        value = values["value"]
        if value == "green":
            return "Enter sets green: the plan is progressing."
        tells, due = consequence(value, session.today, session.practice)
        said = f"Enter sets {value}"
        if tells:
            said += f"; {joined(tells)} to be told"
        return f"{said}; follow-up by {day_words(due, session.today)}." if due else f"{said}."

    def save(self, session: Session, values: Values) -> Changes:
        return session.rate(self.child_ids, values["value"], values["theme"] or None, values["reason"])
