"""Settings that were changed are taken into use, as far as a running program can: at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.tui.roles import SCHEMES
from iro_tui.tui.widgets.labels import Labels

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp
    from iro_tui.tui.settings import Settings


def take(app: IroApp, settings: Settings) -> None:
    """Let the app go by these settings from now on."""
    before, app.settings = app.settings, settings
    app.limit_idle()
    if settings.names_minutes != before.names_minutes and app.names:
        app.names = True  # the minutes begin anew
    app.theme = settings.theme or SCHEMES[0]
    if settings.signs != before.signs:
        app.show_signs(settings.signs)
        app.refresh_css(animate=False)  # what was drawn is kept, and is to be drawn anew
    app.set_keymap(settings.keymap.textual)
    for screen in app.screen_stack:
        for labels in screen.query(Labels):
            labels.refresh()
