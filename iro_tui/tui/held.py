"""A picture that is held back until what it is to show is there, but not for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.tui.later import Later

if TYPE_CHECKING:
    from textual.app import App

LONGEST_SECONDS = 0.15
"""After so long it is shown as it is: a list that is still read, with its headings and no rows."""


class HeldPicture:
    """Nothing is drawn from now on until it is shown: what would be drawn twice is drawn once."""

    def __init__(self, app: App[object]) -> None:
        self._app = app
        self.held = True
        self._latest = Later(app, self.show)
        app._begin_batch()
        self._latest.after(LONGEST_SECONDS)

    def show(self) -> None:
        """Draw it, if it is not drawn yet."""
        if self.held:
            self.held = False
            self._latest.stop()
            self._app._end_batch()
            if not self._app.screen_stack:
                return  # the program is ending: its screens are gone
            for beneath in self._app._background_screens:
                beneath._on_timer_update()  # what has changed there comes with this picture, not in one of its own
            self._app.screen._on_timer_update()  # now, and not with the next beat of Textual's clock
