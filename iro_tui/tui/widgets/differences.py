"""What files tell otherwise than the record, line by line: each taken or refused with a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from iro_tui.domain.near_reviews import KEYS
from iro_tui.text import safe

if TYPE_CHECKING:
    from iro_tui.actions.differences import Difference
    from iro_tui.actions.import_files import ImportPreview

SHOWN = 500
"""Lines drawn at most; a return that takes back more is better looked at on the command line."""
MANY = 3
"""From so many ways on to answer, each is looked up where it is asked."""


def answered_by(preview: ImportPreview) -> str:
    """How what is asked is answered: by `y` and `n`, by the figures that its text names, or some so and some so."""
    named = {_answered_by(each) for each in preview.asked}
    return "; ".join(sorted(named, reverse=True)) if len(named) < MANY else "y or n, 1 or 2, as it says"


def _answered_by(asked: Difference) -> str:
    if "y" not in asked.by_key:
        return "1 or 2, as it says"
    return "y takes, n refuses" if asked.yes in ("take", "yes") else f"y {asked.yes}, n {asked.no}"


class Differences(Static, can_focus=True):
    """The differences of a preview that can be answered, with a cursor. Space turns the answer round."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("space,x", "turn", "Turn round", show=False),
        *(Binding(key, f"answer('{key}')", "Answer", show=False) for key in ("y", "n", *KEYS.values())),
        Binding("enter", "done", "Bring in", show=False),
    ]

    class GoOn(Message):
        """They are answered: go on."""

    @dataclass
    class Answered(Message):
        """A difference was answered."""

        key: str
        take: bool

    @dataclass
    class OtherKey(Message):
        """A key that does not answer this one, and what does."""

        words: str

    preview: ImportPreview | None = None
    _at = 0

    def show(self, preview: ImportPreview | None, *, afresh: bool = True) -> None:
        """Show what a preview asks; the cursor goes to the first line, or stays."""
        self.preview = preview
        self._at = 0 if afresh else min(self._at, max(0, len(self._asked) - 1))
        self.display = bool(self._asked)
        self._draw()
        if not afresh and self._asked:  # what stands above was drawn anew too
            self.call_after_refresh(self._keep_in_sight)

    @property
    def _asked(self) -> Sequence[Difference]:
        return self.preview.asked[:SHOWN] if self.preview else ()

    def _take(self, difference: Difference) -> bool | None:
        return self.preview.takes(difference) if self.preview else None

    def _draw(self) -> None:
        asked = self._asked
        lines = [Content.styled(f"{len(asked):,} asked about: take or refuse each", "bold $today")] if asked else []
        here = self.screen.focused is self  # has_focus is set after on_focus was called
        for n, difference in enumerate(asked):
            at, take = here and n == self._at, self._take(difference)
            lines.append(
                Content.assemble(
                    ("▌ " if at else "  ", "$accent"),
                    (f"{difference.answer_words(take):<8}", "bold" if take else "bold $today"),
                    (f"{safe(difference.ref)}  ", "bold" if at else "$muted"),
                    safe(difference.text),
                )
            )
        self.update(Content("\n").join(lines))

    def on_focus(self) -> None:
        self._draw()

    def on_blur(self) -> None:
        self._draw()

    def action_move(self, by: int) -> None:
        if self._asked:
            self._at = max(0, min(self._at + by, len(self._asked) - 1))
            self._draw()
            self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        # Lines may run over several rows: the share of the way down is near enough.
        share = (self._at + 1) / (len(self._asked) + 1)
        at = self.virtual_region.y + int(share * self.size.height) - self.screen.size.height // 4
        self.screen.query_one("#preview").scroll_to(y=max(0, at), animate=False)

    def action_turn(self) -> None:
        asked = self._asked
        if asked:
            here = asked[self._at]
            self.post_message(self.Answered(here.key, not self._take(here)))

    def action_done(self) -> None:
        self.post_message(self.GoOn())

    def action_answer(self, key: str) -> None:
        asked = self._asked
        if not asked:
            return
        here = asked[self._at]
        if key in here.by_key:
            self.post_message(self.Answered(here.key, here.by_key[key]))
            self.action_move(1)
        else:
            ways = ", ".join(f"{each} {here.answer_words(take)}" for each, take in sorted(here.by_key.items()))
            self.post_message(self.OtherKey(f"This is answered with other keys: {ways}."))
