"""What opens a caseload is changed, and the journal says so: in one, where the journal can be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused, Spoilt, refusals

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

UNTOLD = "The journal does not say so, for the caseload file is damaged: restore the newest backup."
SHOWN = ("Show recovery code", "The recovery code was shown.")


def on_record(session: Session | None, name: str, sentence: str, change: Callable[[], object]) -> str:
    """Change the key file of a store with an entry in its journal; what else the person is to be told, or nothing.

    A damaged store is not written into (`session` None: it does not even open), and its keys are changed all the same:
    they are what a backup is restored by. Raises Refused, with both as they were.
    """
    if session is not None:
        from iro_tui.store import key_changes

        try:
            with refusals():
                key_changes.on_record(session.engine, session.place.key, name, sentence, change)
        except Spoilt:
            pass
        else:
            return ""
    with refusals():
        change()
    return UNTOLD


def code_shown(session: Session) -> None:
    """The recovery code is shown to somebody who asked for it; it is shown too where nothing can be written."""
    try:
        on_record(session, *SHOWN, lambda: None)
    except Refused:
        return
