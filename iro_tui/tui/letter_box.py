"""The folder that colleagues share, looked into where nobody waits for it: a drive of the network may be long away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import amount_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from iro_tui.caseload.session import Session
    from iro_tui.tui.app import IroApp

LOOK_AGAIN_SECONDS = 600.0
"""How often the folder is looked into."""


class LetterBoxWatch:
    """Says once what waits there. Nobody asked for it, so it never raises, and nothing waits for it to end."""

    def __init__(self, app: IroApp, session: Session) -> None:
        self._app, self._session = app, session
        self.waiting: tuple[Path, ...] = ()
        """The files for this officer that lay there when it was last looked."""
        self._folder = ""
        self._next = 0.0
        self._looks: Thread | None = None

    def look(self) -> None:
        """Look into it, if it is time to, or if the settings name another folder."""
        folder = self._app.settings.letter_box
        if not folder or (self._looks and self._looks.is_alive()):
            return
        if folder == self._folder and monotonic() < self._next:
            return
        self._folder, self._next = folder, monotonic() + LOOK_AGAIN_SECONDS
        self._app.store.ahead(partial(self._begin, Path(folder).expanduser()))

    def look_again(self) -> None:
        """Something was taken in: look into it now."""
        self._next = 0.0
        self.look()

    def _begin(self, folder: Path) -> None:
        """In the store thread: what is known is read there, the folder is not."""
        from iro_tui.actions.receiving import look_into

        if self._app.session is self._session:  # else it was locked, or left, meanwhile
            try:
                looks = look_into(self._session, folder)
            except Refused:
                return
            self._looks = Thread(target=self._look, args=(looks,), name="letter box", daemon=True)
            self._looks.start()

    def _look(self, looks: Callable[[], list[Path]]) -> None:
        self._app.call_later(partial(self._tell, tuple(looks())))

    def _tell(self, waiting: tuple[Path, ...]) -> None:
        new = set(waiting) - set(self.waiting)
        self.waiting = waiting
        if new and self._app.session is self._session:
            wait = f"{amount_words(len(waiting), 'files')} for you {'waits' if len(waiting) == 1 else 'wait'}"
            self._app.say(f"{wait} in the letter box: ctrl+p, take in.")
