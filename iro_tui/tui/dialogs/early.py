"""Asking for a review before its normal time, or that a decision waits for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from iro_tui.actions.early import FREEZE, ask_early
from iro_tui.caseload.who import Who
from iro_tui.domain.preparation import WHAT_EARLY
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.tui.dialogs.contact import always
from iro_tui.tui.dialogs.form import Form, Question, Values
from iro_tui.tui.widgets.choice import Option

if TYPE_CHECKING:
    from iro_tui.caseload.lines import Changes
    from iro_tui.caseload.session import Session

KEYS = "123456789"


class AskEarly(Form):
    """Why the review comes early, and by when."""

    name_of_draft = "early"
    title_words = "Early review"
    width = "wide"

    def __init__(self, targets: Sequence[Who], *, freeze: bool = False, reason: str = "") -> None:
        super().__init__(targets)
        self._freeze, self._reason = freeze, reason

    @property
    def draft(self) -> str:
        return f"{super().draft}:{FREEZE}" if self._freeze else super().draft

    def ask(self, session: Session) -> Iterable[Question]:  # noqa: ARG002
        if not self._freeze:
            triggers = [key for key in WHAT_EARLY if key != FREEZE]
            options = [
                Option(KEYS[n] if n < len(KEYS) else "", key, _short(WHAT_EARLY[key])) for n, key in enumerate(triggers)
            ]
            yield Question("trigger", "Because", "choice", tuple(options), upright=True, needed=always)
        label = "Decision" if self._freeze else "In a line"
        hint = "which decision waits" if self._freeze else "if wanted"
        yield Question("reason", label, default=self._reason, hint=hint, needed=lambda _: self._freeze)
        yield Question("by", "Review by", "day", hint="12/3, tue, +10wd", needed=always)

    def foresee(self, session: Session, values: Values) -> str:
        by = self.day("by", values)
        return f"Enter asks for a review by {day_words(by, session.today)}; its duty follows." if by else ""

    def save(self, session: Session, values: Values) -> Changes:
        by = self.day("by", values)
        trigger = FREEZE if self._freeze else values["trigger"]
        return session.perform(ask_early, self.child_ids, trigger, by or session.today, values["reason"])


def _short(words: str) -> str:
    """`asked for by the IRO`, of `Early review: asked for by the IRO`."""
    return in_a_sentence(words.removeprefix("Early review: ").removeprefix("Review "))
