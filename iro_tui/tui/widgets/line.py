"""A line of text in a form; its Enter holds up what is typed behind it until the form has made of it what it will."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.widgets import Input

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


class Line(Input):
    """The field of a question. Whoever takes its Submitted lets the keys go on again."""

    async def action_submit(self) -> None:
        # The message that Enter sends is slower than a hand: an Esc behind it would close the form unsaved.
        cast("IroApp", self.app).type_ahead.begin()
        await super().action_submit()
