"""A screen whose widgets are styled once when it is first shown: Textual styles them three times, and fields oftener.

The classes that tell its size are there before its widgets are, and showing it for the first time styles nothing anew.
Nor is it drawn oftener than it changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.screen import Screen, ScreenResultType

if TYPE_CHECKING:
    from textual.widget import Widget as _Field

    from iro_tui.tui.held import HeldPicture
else:
    _Field = object  # of several widgets Textual takes styles and keys from the first alone


class StyledOnce(Screen[ScreenResultType]):
    """What the screens and the forms of the program are."""

    _was_shown = False
    picture: HeldPicture | None = None
    """The first picture, from its mounting on."""

    def _post_register(self, app: App[Any]) -> None:
        super()._post_register(app)
        for length, breakpoints in (
            (app.size.width, self.HORIZONTAL_BREAKPOINTS),
            (app.size.height, self.VERTICAL_BREAKPOINTS),
        ):
            self.add_class(*self._get_breakpoint_classes(length, breakpoints or []), update=False)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        if not self._was_shown:
            self._was_shown = True
            event.refresh_styles = False  # Textual's own handler comes next, and would style all of it again

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """What is to be drawn anew is drawn as it is laid out; Textual would draw it so, and then once more."""
        if self._repaint_required and self.is_current and not self.app._batch_count:
            self._repaint_required = False
            self._compositor._dirty_regions.add(self._compositor.size.region)
        super()._refresh_layout(size, scroll)

    def _compositor_refresh(self) -> None:
        """Textual draws a picture that is held all the same, and throws it away."""
        if self.picture and self.picture.held:
            self.refresh()
            return
        super()._compositor_refresh()
        if not self.is_active:
            # What lies over it was told. Textual would draw all of that anew at every message that comes here.
            self._repaint_required = False


class FieldStyledOnce(_Field):
    """A field that is styled when it comes: Textual styles all of it again for each class it gets while it is made."""

    def update_node_styles(self, animate: bool = True) -> None:
        if self.is_attached:
            super().update_node_styles(animate)
