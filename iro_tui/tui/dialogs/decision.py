"""Decisions between reviews: a new one, and what becomes of an open one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from iro_tui.actions import decide as decisions
from iro_tui.caseload.who import Who
from iro_tui.tui.dialogs.contact import always
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.widgets.choice import Option

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session

CHANGE, DROP = "change", "drop"
WHAT = (Option("c", CHANGE, "change it"), Option("d", DROP, "drop it"))


class Decide(Form):
    """A decision made between reviews."""

    name_of_draft = "decide"
    title_words = "Decision"

    def ask(self, session: Session) -> Iterable[Question]:  # noqa: ARG002
        yield Question("text", "Decision", hint="what is to be done", needed=always)
        yield Question("owner", "By whom", hint="social worker, carer, school …")
        yield Question("due", "By", "day", hint="12/3, +20wd; else by the next review")

    def foresee(self, session: Session, values: Values) -> str:  # noqa: ARG002
        self.day("due", values)
        return "Enter records it; it is asked for by its day."

    def save(self, session: Session, values: Values) -> Changes:
        return session.perform(
            decisions.decide, self.child_ids, values["text"], values["owner"], self.day("due", values)
        )


class OpenDecision(Form):
    """An open decision changed, or dropped with its reason."""

    name_of_draft = "decision"
    title_words = "Decision"

    def __init__(self, target: Who, decision_id: str) -> None:
        super().__init__([target])
        self.decision_id = decision_id

    @property
    def draft(self) -> str:
        return f"form:{self.name_of_draft}:{self.decision_id}"

    def ask(self, session: Session) -> Iterable[Question]:
        _, made = decisions.find(session.caseload(), self.decision_id)

        def changing(values: Values) -> bool:
            return values["what"] == CHANGE

        due = f"{made.due:%d/%m/%Y}" if made.due else ""
        yield Question("what", "Now", "choice", WHAT, default=CHANGE, needed=always)
        yield Question("text", "Decision", default=made.text, asked=changing, needed=always)
        yield Question("owner", "By whom", default=made.owner or "", asked=changing)
        yield Question("due", "By", "day", default=due, asked=changing)
        yield Question("reason", "Why dropped", asked=lambda values: not changing(values), needed=always)

    def foresee(self, session: Session, values: Values) -> str:  # noqa: ARG002
        self.day("due", values)
        return "Enter drops it." if values["what"] == DROP else "Enter keeps the change."

    def save(self, session: Session, values: Values) -> Changes:
        if values["what"] == DROP:
            return session.perform(decisions.drop, self.decision_id, values["reason"])
        return session.perform(
            decisions.change, self.decision_id, values["text"], values["owner"], self.day("due", values)
        )  # fmt: skip
