"""The one registry of commands: bindings, hint bar, palette and help are all made from it, so they cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding

GLOBAL, LIST, WELCOME, TODAY = "everywhere", "lists", "first steps", "Today"
SCOPES = (GLOBAL, LIST, TODAY, WELCOME)

TERMINALS_EAT = ("ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+@", "f11")
"""Keys that many terminals cannot tell from others, or keep for themselves; never the only way to a command."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does. `run` is the name of the method of the screen, or else of the app: `do_<id>`."""

    id: str
    label: str
    """One or two words, for the hint bar."""
    sentence: str
    """What it does, for help and palette."""
    keys: tuple[str, ...]
    scope: str
    hint: int = 0
    """Its place in the hint bar; 0: not there."""
    priority: bool = False
    """Whether it acts whatever has the focus: only for locking and leaving."""

    @property
    def needs_desk(self) -> bool:
        """Whether it means nothing while the store is locked."""
        return self.id not in ("theme", "palette", "help", "lock", "quit")

    @property
    def method(self) -> str:
        return f"do_{self.id}"

    @property
    def shown_keys(self) -> str:
        """The keys as a person reads them."""
        return ", ".join(_KEY_NAMES.get(key, key) for key in self.keys)


_KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "f1": "F1",
    "f5": "F5",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "greater_than_sign": ">",
    "f3": "F3",
}

COMMANDS = (
    Command("today", "Today", "Go to Today: what is asked, by date", ("1",), GLOBAL),
    Command("rag", "RAG", "Set the child's RAG: g green, a amber, r red, then Enter", ("r",), LIST, hint=1),
    Command("open", "Details", "Show all that is asked for the child, and what happened", ("enter",), LIST, hint=2),
    Command("filter", "Filter", "Filter as you type, by any words shown; Esc clears", ("slash",), LIST, 3),
    Command("undo", "Undo", "Take back the last action, also an earlier one after that", ("u",), GLOBAL, hint=4),
    Command("redo", "Redo", "Do again what was undone", ("U",), GLOBAL),
    Command("names", "Names", "Show or hide full names, where they are kept", ("p",), LIST, hint=5),
    Command("more_days", "Days ahead", "Look 7, 28 or 90 days ahead", ("greater_than_sign",), TODAY),
    Command("bring_in", "Import", "Bring in a return: previewed first, and it can be undone", ("f5",), GLOBAL),
    Command("theme", "Theme", "Change to the next theme: dark, light, high contrast", ("f3",), GLOBAL),
    Command("palette", "Commands", "Find any command by name", ("ctrl+p", "colon"), GLOBAL),
    Command("help", "Help", "Every key and what it does", ("question_mark", "f1"), GLOBAL, hint=9),
    Command("lock", "Lock", "Lock at once; only the passphrase opens it again", ("ctrl+l",), GLOBAL, priority=True),
    Command("quit", "Quit", "Leave; everything is saved already", ("ctrl+q",), GLOBAL, hint=10, priority=True),
)

MOVES = (
    ("↑ ↓ or j k", "one line"),
    ("PgUp PgDn", "a page"),
    ("Home End", "first and last"),
    ("Tab", "to the next part of the screen"),
    ("Esc", "back one step"),
)
"""Keys that move, for help; they belong to the lists themselves."""

BY_ID = {command.id: command for command in COMMANDS}


def in_scopes(scopes: Iterable[str]) -> list[Command]:
    """The commands of some scopes, in the order of the registry."""
    wanted = set(scopes)
    return [command for command in COMMANDS if command.scope in wanted]


def bindings(scopes: Iterable[str], *, priority: bool = False) -> list[Binding]:
    """Textual's bindings for the commands of some scopes; those with priority are the app's own."""
    return [
        Binding(
            ",".join(command.keys),
            f"app.command('{command.id}')",
            command.label,
            show=False,
            priority=command.priority,
            id=command.id,
        )
        for command in in_scopes(scopes)
        if command.priority is priority
    ]


def hints(scopes: Iterable[str], most: int = 7) -> list[Command]:
    """The commands for the hint bar, by their place in it."""
    return sorted((c for c in in_scopes(scopes) if c.hint), key=lambda c: c.hint)[:most]
