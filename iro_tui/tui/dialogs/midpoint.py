"""The mid-point check: three keys when there is no concern."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from iro_tui.actions.midpoint import check_midpoint
from iro_tui.caseload.lists.midpoints import look_at
from iro_tui.domain import vocabulary
from iro_tui.tui.dialogs.contact import always
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.dialogs.hold import CHECKED
from iro_tui.tui.widgets.answers import given
from iro_tui.tui.widgets.choice import Option

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session

KEYS = dict(zip(vocabulary.MIDPOINT_OUTCOMES, "ntifb", strict=True))


class Midpoint(Form):
    """What the check found, and what follows."""

    name_of_draft = "midpoint"
    title_words = "Mid-point check"
    width = "wide"

    def ask(self, session: Session) -> Iterable[Question]:
        looked = look_at(session.caseload(), self.child_ids[0]) if len(self.child_ids) == 1 else ()
        self._aside = ", ".join(looked)
        options = [
            Option(key, outcome, "no concern" if outcome == "none" else outcome) for outcome, key in KEYS.items()
        ]
        yield Question("outcome", "Found", "choice", tuple(options), upright=True, needed=always)
        yield Question("note", "Note", hint="if wanted", needed=lambda values: values["outcome"] not in ("", "none"))
        things = tuple(vocabulary.MIDPOINT_ITEMS.items())
        yield Question("answers", "Looked at", "list", CHECKED, things=things)

    def aside(self) -> str:
        return self._aside

    def foresee(self, session: Session, values: Values) -> str:  # noqa: ARG002
        then = {"informal": "; then the escalation", "formal": "; then the escalation"}
        then["bring review forward"] = "; then the day of the early review"
        return f"Enter records the check as done today{then.get(values['outcome'], '')}."

    def following(self) -> Form | None:
        """A concern is escalated, or the review brought forward, at once."""
        from iro_tui.tui.dialogs.early import AskEarly
        from iro_tui.tui.dialogs.escalate import Escalate

        outcome, note = self.values()["outcome"], self.values()["note"]
        if outcome == "bring review forward":
            return AskEarly(self.targets, reason=note)
        if outcome in ("informal", "formal"):
            return Escalate(self.targets, formal=outcome == "formal", effect=note)
        return None

    def save(self, session: Session, values: Values) -> Changes:
        answers = {item: parts[0] for item, parts in given(values["answers"]).items()}
        return session.perform(
            check_midpoint, self.child_ids, values["outcome"], values["note"], "social worker", answers
        )  # fmt: skip
