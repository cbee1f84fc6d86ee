"""The question before the first thing is done by a clock that can hardly be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import AskedFirst, Refused

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp


def still_asked(session: Session, agreed: str) -> str:
    """The question, which a form puts at its foot; empty once it was `agreed` to."""
    question = session.asks_of_the_clock
    if question and question == agreed:
        session.clock_is_right()
    return session.asks_of_the_clock


def refuse(app: IroApp, refusal: Refused) -> None:
    """Say why something was not done; where it is only asked first, ask."""
    if not isinstance(refusal, AskedFirst):
        app.say(str(refusal), problem=True)
        return
    from iro_tui.tui.dialogs.confirm import Confirm

    def answered(yes: bool | None) -> None:
        if yes and app.session is not None:
            app.session.clock_is_right()
            app.say("Do it again: nothing more is asked.")
        else:
            app.say("Nothing was done. Set the computer's clock right first.", problem=True)

    app.push_screen(Confirm(str(refusal), "the clock is right"), answered)
