"""When the officer was last here: kept of one's own caseload alone, never of a made-up one."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp


def is_own(app: IroApp) -> bool:
    """Whether the caseload that shows is the officer's own."""
    return app.launch.folder is not None and app.looking is None


async def leave_the_day(app: IroApp, session: Session) -> None:
    """The session is about to be closed: what was done until now was seen."""
    if is_own(app):
        await app.store.run(partial(_leave, session))


def _leave(session: Session) -> None:
    from iro_tui.caseload.since import leave

    with suppress(Refused):  # a damaged store is not written to: the day stays as it was kept
        leave(session)


def first_look(app: IroApp, session: Session) -> str:
    """On the first look of a day what came about since the last one, in a line; in the store thread."""
    if not is_own(app):
        return ""
    from iro_tui.caseload.since import first_of_the_day

    try:
        return first_of_the_day(session)
    except Refused:
        return ""
