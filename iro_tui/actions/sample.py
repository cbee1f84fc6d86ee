"""Filling an empty store with the made-up caseload, and the one that is gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused, refusals

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session


def fill_with_sample(session: Session, children: int, seed: int, *, service: bool = False) -> Changes:
    """Add a made-up caseload, as one action; the same numbers and day give the same rows. Raises Refused: not empty.

    With `service` it becomes the store of a manager, with the children of all her IROs.
    """
    from iro_tui import sample
    from iro_tui.store.tables import Kept, table_of
    from iro_tui.store.work import action

    if not session.is_empty():
        raise Refused("The made-up children go only into an empty caseload: this one has some. Nothing was changed.")
    order = {table.name: place for place, table in enumerate(Kept.metadata.sorted_tables)}
    try:
        rows = sample.make_values(children, seed, session.today, session.practice)
    except OverflowError:  # their stories begin years before the day, and their limits lie after it
        raise Refused(
            f"The made-up caseload of {session.today.isoformat()} reaches beyond the calendar of working days: name a "
            "day further inside it with --today. Nothing was made."
        ) from None
    if service:
        from iro_tui.sample.service import share_out

        share_out(rows, session.today)
    sentence = f"Filled with a made-up caseload of {children} children (seed {seed})."
    with refusals(), action(session.engine, "Sample caseload", sentence) as work:
        # A row comes after those it refers to.
        for model in sorted(rows, key=lambda model: order[table_of(model).name]):
            work.add_rows(model, rows[model])
    if service:
        session.belongs_to("head")
    return Changes.of(work.result)


def sample_session(
    children: int,
    seed: int,
    today: date | None = None,
    *,
    service: bool = False,
    then: Callable[[], None] = lambda: None,
) -> Session:
    """A made-up caseload in a temporary encrypted store, whose key is in memory only; gone once it is closed.

    `then` is run after that.
    """
    from iro_tui.caseload.opening import new_session
    from iro_tui.store.files import clear_away

    folder = Path(tempfile.mkdtemp(prefix="iro-demo-"))

    def remove() -> None:
        clear_away(folder)

    def closed() -> None:
        remove()
        then()

    try:
        session = new_session(folder, today, on_close=closed)
        fill_with_sample(session, children, seed, service=service)
    except BaseException:
        remove()
        raise
    return session
