"""The folder that colleagues share, looked into where nobody waits for it: a drive of the network may be long away."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import amount_words, joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from iro_tui.caseload.session import Session
    from iro_tui.sharing.carrying import WaitingFile
    from iro_tui.tui.app import IroApp

LOOK_AGAIN_SECONDS = 600.0
"""How often the folder is looked into."""


class LetterBoxWatch:
    """Says once what waits there. Nobody asked for it, so it never raises, and nothing waits for it to end."""

    def __init__(self, app: IroApp, session: Session) -> None:
        self._app, self._session = app, session
        self.waiting: tuple[WaitingFile, ...] = ()
        """The files for this officer that lay there when it was last looked, those last that were refused before."""
        self._said: frozenset[str] = frozenset()
        """The marks of what was said already, or refused before."""
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
        from iro_tui.actions.receiving import look_into, refused_before

        if self._app.session is self._session:  # else it was locked, or left, meanwhile
            try:
                looks, refused = look_into(self._session, folder), refused_before(self._session)
            except Refused:
                return
            self._looks = Thread(target=self._look, args=(looks, refused), name="letter box", daemon=True)
            self._looks.start()

    def _look(self, looks: Callable[[], list[WaitingFile]], refused: frozenset[str]) -> None:
        self._app.call_later(partial(self._tell, tuple(looks()), refused))

    def _tell(self, files: tuple[WaitingFile, ...], refused: frozenset[str]) -> None:
        self.waiting = tuple(sorted(files, key=lambda file: (not file.parcel, file.mark in refused)))
        new = [file for file in files if file.mark not in self._said | refused]
        self._said |= {file.mark for file in files}
        if not new or self._app.session is not self._session:
            return
        waiting = sum(bool(file.parcel) and file.mark not in refused for file in files)
        harmed = [file for file in new if not file.parcel]
        says = []
        if any(file.parcel for file in new):
            wait = f"{amount_words(waiting, 'files')} for you {'waits' if waiting == 1 else 'wait'}"
            says.append(f"{wait} in the letter box: ctrl+p, take in.")
        if harmed:
            names = joined([file.path.name for file in harmed])
            says.append(
                f"{names} in the letter box cannot be read, whoever it is for: who left it there sends it anew."
            )
            self._app.store.ahead(partial(self._note, [file.mark for file in harmed]))
        self._app.say(" ".join(says))

    def _note(self, marks: list[str]) -> None:
        """In the store thread: what is said of a harmed file is said once."""
        from iro_tui.actions.receiving import note_refused

        if self._app.session is self._session:
            with suppress(Refused):
                note_refused(self._session, marks)
