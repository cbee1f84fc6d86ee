"""The receipt of a hand-over: eight characters that the colleague's program shows once the file is taken in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import always, ask
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused, refusing

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

LENGTH = 8


@dataclass(frozen=True, slots=True)
class ReceiptAnswers:
    """What the colleague reads out."""

    code: str = ask(
        "Receipt", needed=always, hint="eight characters: ABCD-EFGH", missing="The receipt is empty: type it."
    )


@dataclass(frozen=True, slots=True)
class ReceiptPlan(Plan):
    """A receipt to be looked up among the files that are not confirmed."""

    code: str = ""


class Receipt(Action[ReceiptAnswers]):
    """Confirms one file; whose it is is said once it is found."""

    id = "receipt"
    title = "Confirm a hand-over"
    words = "Confirm a hand-over by its receipt"
    about = About.NOBODY
    asks = ReceiptAnswers

    def aside(self, scene: Scene) -> str:
        files = scene.caseload.exchanged.unconfirmed
        return f"not confirmed: {', '.join(file.person for file in files)}" if files else "nothing waits"

    def plan(self, scene: Scene, answers: ReceiptAnswers) -> Plan:  # noqa: ARG002
        letters = answers.code.replace("-", "").replace(" ", "")
        if len(letters) != LENGTH:
            raise Refused(f"A receipt has {LENGTH} characters, these are {len(letters)}.", question="code")
        return ReceiptPlan("Confirm hand-over", "The colleague has the children from then on.", code=answers.code)

    def perform(self, session: Session, planned: Plan, draft: str = "") -> Changes:
        if not isinstance(planned, ReceiptPlan):
            raise TypeError(type(planned).__name__)
        from iro_tui.actions.handing_over import confirm

        with refusing("code"):
            sentence = confirm(session, planned.code)
        session.keep_draft(draft, "")
        return Changes("", "Confirm hand-over", sentence, frozenset({"allocation", "hand_over"}))


RECEIPT = Receipt()
"""No verb of `iro do`: the command line has its own."""
