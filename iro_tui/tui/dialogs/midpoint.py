"""The mid-point check: three keys when there is no concern."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from iro_tui.domain import vocabulary
from iro_tui.tui.dialogs.contact import always
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.widgets.choice import Option

if TYPE_CHECKING:
    from iro_tui.services.desk import Desk
    from iro_tui.services.views import Changes

KEYS = dict(zip(vocabulary.MIDPOINT_OUTCOMES, "ntifb", strict=True))


class Midpoint(Form):
    """What the check found, and what follows."""

    name_of_draft = "midpoint"
    title_words = "Mid-point check"

    def ask(self, desk: Desk) -> Iterable[Question]:  # noqa: ARG002
        options = [
            Option(key, outcome, "no concern" if outcome == "none" else outcome) for outcome, key in KEYS.items()
        ]
        yield Question("outcome", "Found", "choice", tuple(options), upright=True, needed=always)
        yield Question("note", "Note", hint="if wanted", needed=lambda values: values["outcome"] not in ("", "none"))

    def foresee(self, desk: Desk, values: Values) -> str:  # noqa: ARG002
        return "Enter records the check as done today."

    def save(self, desk: Desk, values: Values) -> Changes:
        return desk.check_midpoint(self.child_ids, values["outcome"], values["note"])
