"""The look of the app: our own themes and no others, in as many colours as the terminal has."""

from __future__ import annotations

from collections.abc import Sequence

from textual.filter import LineFilter

from iro_tui.tui.guards import GuardedApp
from iro_tui.tui.palettes import TEXTUALS_OWN, depth_of, palette, scheme_of
from iro_tui.tui.plain_signs import PLAIN, PlainSigns
from iro_tui.tui.roles import SCHEMES
from iro_tui.tui.settings import remember_theme
from iro_tui.tui.themes import themes


class ThemedApp(GuardedApp):
    """An app in the roles' colours."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = depth_of(self.console, no_color=self.no_color)
        """How many colours the terminal has."""
        self._palettes = {scheme: palette(scheme, self.depth) for scheme in SCHEMES}
        self._signs: PlainSigns | None = None

    def begin_in(self, theme: str, signs: str) -> None:
        """Take the themes into use, beginning with one by its name, or with the first where it is empty."""
        self.show_signs(signs)
        own = themes(self.depth)
        for each in own:
            self.register_theme(each)
        self.theme = theme or own[0].name
        for name in set(self.available_themes) - {each.name for each in own}:
            self.unregister_theme(name)

    def get_line_filters(self) -> Sequence[LineFilter]:
        own = (self._palettes[scheme_of(self.theme)], self._signs)
        others = [each for each in super().get_line_filters() if not isinstance(each, TEXTUALS_OWN)]
        return [*others, *filter(None, own)]

    def show_signs(self, how: str) -> None:
        """Signs as they are drawn, or plain ones in their place, from the next picture on."""
        self._signs = PlainSigns() if how == PLAIN else None

    def do_theme(self) -> None:
        """The next theme, from now on."""
        names = list(SCHEMES)
        self.take_theme(names[(names.index(scheme_of(self.theme)) + 1) % len(names)])
        self.say(f"Theme: {self.theme}.")

    def take_theme(self, name: str) -> None:
        """A theme by its name, from now on."""
        self.theme = name
        remember_theme(name)
