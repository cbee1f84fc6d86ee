"""The receipt of a hand-over: eight characters that the colleague's program shows once the file is taken in.

Or the file is withdrawn: it was not sent, or got lost, and nobody waits for its receipt any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions.base import About, Action, Plan, Scene
from iro_tui.actions.questions import ask
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused, refusing
from iro_tui.domain.exchanged import Unconfirmed
from iro_tui.domain.words import day_words

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

LENGTH = 8


@dataclass(frozen=True, slots=True)
class ReceiptAnswers:
    """What the colleague reads out, or that there will be none."""

    code: str = ask(
        "Receipt",
        needed=lambda so_far: so_far.get("withdraw") not in ("yes", True),
        hint="eight characters: ABCD-EFGH",
        missing="The receipt is empty: type it.",
    )
    withdraw: bool | None = ask("Withdraw it", "yes_no")


@dataclass(frozen=True, slots=True)
class ReceiptPlan(Plan):
    """A receipt to be looked up among the files that are not confirmed."""

    code: str = ""
    withdraws: str = ""
    """The key of the file that is withdrawn instead."""


class Receipt(Action[ReceiptAnswers]):
    """Confirms one file; whose it is is said once it is found."""

    id = "receipt"
    title = "Confirm a hand-over"
    words = "Confirm a hand-over by its receipt"
    about = About.NOBODY
    asks = ReceiptAnswers

    def aside(self, scene: Scene) -> str:
        waiting = scene.caseload.exchanged.unconfirmed
        return waiting_words([file for file in waiting if file.key in scene.keys] or waiting, scene.today)

    def plan(self, scene: Scene, answers: ReceiptAnswers) -> Plan:
        if answers.withdraw:
            file = _meant(scene)
            what = f"the file for {file.person} of {day_words(file.on_day, scene.today)}"
            return ReceiptPlan(
                "Withdraw hand-over",
                f"{what} is withdrawn: it was not sent, or got lost.",
                warning="" if answers.code else "Whoever took it in already has the children: a receipt is better.",
                withdraws=file.key,
            )
        letters = answers.code.replace("-", "").replace(" ", "")
        if len(letters) != LENGTH:
            raise Refused(f"A receipt has {LENGTH} characters, these are {len(letters)}.", question="code")
        return ReceiptPlan("Confirm hand-over", "The colleague has the children from then on.", code=answers.code)

    def perform(self, session: Session, planned: Plan, draft: str = "") -> Changes:
        if not isinstance(planned, ReceiptPlan):
            raise TypeError(type(planned).__name__)
        from iro_tui.actions.handing_over import confirm, withdraw

        with refusing("code"):
            sentence = withdraw(session, [planned.withdraws]) if planned.withdraws else confirm(session, planned.code)
        session.keep_draft(draft, "")
        return Changes("", planned.name, sentence, frozenset({"allocation", "hand_over"}))


def waiting_words(files: Iterable[Unconfirmed], today: date) -> str:
    """For whom files wait, and of which days."""
    which = dict.fromkeys(f"{file.person} of {day_words(file.on_day, today)}" for file in files)
    return f"not confirmed: {', '.join(which)}" if which else "nothing waits"


def _meant(scene: Scene) -> Unconfirmed:
    """The file whose row was opened, or the only one that waits."""
    waiting = scene.caseload.exchanged.unconfirmed
    meant = [file for file in waiting if file.key in scene.keys] or waiting
    if len(meant) != 1:
        raise Refused("Which file is not clear: withdraw it from its row on Today.", question="withdraw")
    return meant[0]


RECEIPT = Receipt()
"""No verb of `iro do`: the command line has its own."""
