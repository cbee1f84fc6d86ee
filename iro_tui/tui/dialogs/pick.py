"""Picking from a short list by its digits: one thing, or several that stay picked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from iro_tui.text import safe
from iro_tui.tui.placing import Dialog

KEYS = "1234567890"
AROUND = 6
"""Rows of a dialog beside what it offers: title, hints and what stands around them."""
NONE = "0"
"""Takes away all that is on, where it is no thing's own key; so does Del."""


@dataclass(frozen=True, slots=True)
class Picked:
    """Something to pick: what it is called, whether it is picked, and a word beside it."""

    id: str
    label: str
    on: bool = False
    aside: str = ""
    key: str = ""
    """The key that picks it, where it is always the same; empty: the digit of its place; a blank: none."""


class Pick(ModalScreen[str]):
    """With `several`, each key switches one thing on or off at once and the list behind follows; without, it ends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f,s", "close", "Close", show=False),
        Binding("enter", "enter", "Pick", show=False),
        Binding("space", "switch", "Switch", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("delete,backspace", "none", "None", show=False),
    ]

    def __init__(
        self,
        title: str,
        options: Sequence[Picked],
        several: Callable[[Sequence[str]], Awaitable[None]] | None = None,
        ends: str = "",
        hint: str = "",
        leads: Collection[str] = (),
    ) -> None:
        """`leads`: of several, those that end it rather than being switched; + and - (with what is there) do so too."""
        super().__init__()
        self._leads = leads
        self._keys = [option.key or (KEYS[n] if n < len(KEYS) else " ") for n, option in enumerate(options)]
        self._title, self._options, self._several = title, options, several
        kinds = {"digit" if key.isdigit() else "letter" for key in self._keys if key.strip()}
        self._ends = hint if several else ends or f"a {' or '.join(sorted(kinds)) or 'key'} picks · Esc closes"
        self._on = [option.id for option in options if option.on]
        self._at = next((n for n, option in enumerate(options) if option.on), 0)

    @property
    def key_of(self) -> dict[str, str]:
        """By what an option is called the key that picks it."""
        return {option.label: key for option, key in zip(self._options, self._keys, strict=True)}

    def compose(self) -> Iterator[Widget]:
        with Dialog(classes="dialog small"):
            yield Static("", id="options")

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        lines = [Content.styled(self._title, "bold $accent"), Content("")]
        width = max(len(option.label) for option in self._options)
        room = max(1, self.app.size.height - AROUND)
        first = max(0, min(self._at - room // 2, len(self._options) - room))
        for n, option in list(enumerate(self._options))[first : first + room]:
            on = option.id in self._on
            style = "bold" if on else ""
            lines.append(
                Content.assemble(
                    ("▌ " if n == self._at else "  ", "$accent"),
                    (f"{self._keys[n]}  ", "$accent"),
                    ("✓ " if on else "  ", "bold $accent"),
                    (f"{safe(option.label):<{width}}", style),
                    (f"  {option.aside:>5}", "$muted"),
                )
            )
        more = len(self._options) - room
        ends = f"{self._ends} · {more} more: ↑↓" if more > 0 else self._ends
        lines += [Content(""), Content.styled(ends, "$muted")]
        self.query_one("#options", Static).update(Content("\n").join(lines))

    async def on_key(self, event: events.Key) -> None:
        typed = event.character or ""
        if typed.strip() and typed in self._keys:
            event.stop()
            self._at = self._keys.index(typed)
            await self._pick()
        elif typed == NONE and self._several is not None:
            event.stop()
            await self.action_none()
        elif typed in ("+", "-") and self._leads:
            event.stop()
            self.dismiss(f"{typed}{self._options[self._at].id}" if typed == "-" else typed)

    async def _pick(self) -> None:
        picked = self._options[self._at].id
        if self._several is None or picked in self._leads:
            self.dismiss(picked)
            return
        self._on = [other for other in self._on if other != picked] + ([picked] if picked not in self._on else [])
        self._show()
        await self._several(self._on)

    def action_move(self, by: int) -> None:
        self._at = (self._at + by) % len(self._options)
        self._show()

    async def action_enter(self) -> None:
        if self._several is None:
            await self._pick()
        else:
            self.dismiss()

    async def action_switch(self) -> None:
        await self._pick()

    async def action_none(self) -> None:
        if self._several is not None:
            self._on = []
            self._show()
            await self._several(self._on)

    def action_close(self) -> None:
        self.dismiss()
