"""Starting the screens: over the store in a folder, or over a made-up caseload."""

from __future__ import annotations

import gc
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import refusals
from iro_tui.store.place import Place
from iro_tui.tui.first_picture import take_terminal
from iro_tui.tui.handing_over import given_back, take

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp, Launch


def open_store(folder: Path, today: date | None = None) -> None:
    """Open the screens over the store in a folder; without one, offer to make it. Raises Refused: out of reach."""
    handed = take()
    terminal = handed.terminal if handed else ()
    place = Place(folder)
    with given_back(terminal), refusals():
        _ = place.exists
    terminal = terminal or take_terminal(place)
    with given_back(terminal):
        from iro_tui.tui.app import Launch

        app = _made(Launch(folder, today, handed=handed, terminal=terminal))
    _run(app)


def open_demo(children: int, seed: int, today: date | None = None, *, service: bool = False) -> None:
    """Open the screens over a made-up caseload, or a manager's whole service, that is gone afterwards."""

    def make() -> Session:
        from iro_tui.actions.sample import sample_session

        return sample_session(children, seed, today, service=service)

    from iro_tui.tui.app import Launch

    _run(_made(Launch(None, today, make)))


def _made(launch: Launch) -> IroApp:
    from iro_tui.tui.app import IroApp

    # Collecting garbage before the first picture costs a tenth of the start and frees nothing.
    gc.disable()
    if sys.platform == "win32":
        from iro_tui.tui.console import wait_in_the_loop

        wait_in_the_loop()
    return IroApp(launch)


def _run(app: IroApp) -> None:
    app.run()
    if app.return_code:
        sys.exit(app.return_code)
