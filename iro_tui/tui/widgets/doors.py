"""What stands on Today while nothing is on the caseload: the ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from iro_tui.tui import commands
from iro_tui.tui.widgets.labels import HintBar

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp


class Door(NamedTuple):
    """A way to begin: its command, what it is called, and what it does."""

    command: str
    title: str
    lines: tuple[str, ...]


DOORS = (
    Door(
        "child",
        "A new child",
        ("From your paper list: reference, initials, last review, next booking.", "About a minute for each child."),
    ),
    Door(
        "bring_in",
        "Bring in a file, or paste rows",
        (
            "The council’s return (SSDA903, Annex A), or your own spreadsheet.",
            "You see what it would do before anything is kept.",
        ),
    ),
    Door("look_round", "Look round with a made-up caseload", ("61 invented children. Nothing of it is kept.",)),
)
HINTS = ("child", "bring_in", "look_round", "palette", "help")


class Doors(Widget, can_focus=True):
    """The three doors; Enter goes through the one that is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Before", show=False),
        Binding("down,j", "step(1)", "After", show=False),
        Binding("enter", "go", "Go", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="doors")
        self._at = 0

    def action_step(self, by: int) -> None:
        self._at = (self._at + by) % len(DOORS)
        self.refresh()

    async def action_go(self) -> None:
        await self.app.run_action(f"command('{DOORS[self._at].command}')")

    async def on_click(self, event: events.Click) -> None:
        at = next((n for n, (first, last) in enumerate(self._places()) if first <= event.y <= last), None)
        if at is not None:
            self._at = at
            await self.action_go()

    @staticmethod
    def _places() -> list[tuple[int, int]]:
        """From which line to which each door reaches."""
        places, line = [], 4
        for door in DOORS:
            places.append((line, line + len(door.lines)))
            line += len(door.lines) + 2
        return places

    def render(self) -> Content:
        keymap = cast("IroApp", self.app).settings.keymap
        lines = [
            Content(""),
            Content("   Nothing is on your caseload yet. Three ways to begin:"),
            Content(""),
            Content(""),
        ]
        for n, door in enumerate(DOORS):
            key = keymap.first(commands.BY_ID[door.command])
            here = n == self._at
            lines.append(
                Content.assemble(
                    ("▌" if here else " ", "$accent"), (f"  {key:<4}", "bold $accent"), (door.title, "bold")
                )
            )
            lines += [Content.styled(f"       {line}", "$muted") for line in door.lines]
            lines.append(Content(""))
        lines += [
            Content(""),
            Content("   Whatever you do, u takes it back."),
            Content("   What you write is encrypted on this computer and goes nowhere by itself."),
        ]
        return Content("\n").join(lines)


def show_doors(screen: Screen[None], body: Widget, *, empty: bool) -> None:
    """Put the doors in place of a list's body while the caseload is empty, and take them away once it is not."""
    doors = next(iter(screen.query(Doors)), None)
    if empty == bool(doors):
        return
    body.display = not empty
    screen.query("#reading").set_class(empty, "hidden")
    bar = screen.query_one(HintBar)
    if empty:
        new = Doors()
        screen.mount(new, before=body)
        screen.call_after_refresh(new.focus)
        bar.commands, bar.before = [commands.BY_ID[name] for name in HINTS], bar.commands
    elif doors:
        doors.remove()
        bar.commands = bar.before
        screen.query_one("#rows").focus()
    bar.refresh()
