"""The first picture, drawn before Textual is loaded: what Textual draws there too, cell for cell, a moment later.

From here on the terminal shows nothing of what is typed, and keeps it: a passphrase typed at once arrives whole in its
field, and never stands in the shell. Nothing of Textual is known here, nor of Windows: its console is not drawn to
before Textual has it. What is less usual (few colours, a small window, a guess to wait for) Textual draws alone.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from iro_tui.store.place import Place
from iro_tui.tui.roles import GROUNDS, INKS, SCHEMES, Depth, Role, Scheme

TITLE = "iro-tui"
LOCKED = "Your caseload is locked."
BY_KEYRING = f"{LOCKED} Enter alone opens it by this computer's keyring."
PASSPHRASE, AGAIN = "Passphrase", "The same again"
OPENS = "Enter opens · F2 recovery code · ctrl+q quits"
CHOOSE = "Choose a passphrase of at least 12 characters; several words are best."
MAKES = "Enter goes on · F9 a backup you have · ctrl+q quits, and nothing is made"

ALTERNATE = "\x1b[?1049h"
"""Has a terminal show a screen of its own; what stood there comes back afterwards."""
_PANEL, _TEXT = 72, 66
"""Columns of the panel, and of what is written in it."""
_ROLES = {role.name: role for role in (*GROUNDS, *INKS)}


class PanelLine(NamedTuple):
    """A line of the panel: what stands there, and in what; a field has a ground of its own."""

    text: str = ""
    ink: str = "ink"
    bold: bool = False
    field: str = ""
    focus: bool = False


def no_caseload(folder: Path) -> str:
    """What is said where there is no caseload yet."""
    return f"There is no caseload yet. It will be kept, encrypted, in {folder}"


def take_terminal(place: Place) -> tuple[Any, ...]:
    """Take the terminal, and draw the first picture on it; how it was before. Nothing where that cannot be."""
    if sys.platform == "win32":
        return ()
    import termios

    from iro_tui.tui.handing_over import as_numbers

    try:
        before = termios.tcgetattr(0)
        # As Textual will have it: nothing is echoed, every key comes as it is, and none of them is a signal.
        taken = [*before[:6], [*before[6]]]
        taken[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        taken[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        taken[6][termios.VMIN] = 1
        termios.tcsetattr(0, termios.TCSANOW, taken)
    except termios.error:
        return ()
    for number in (signal.SIGTERM, signal.SIGQUIT):  # until Textual's driver hears them
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    sys.stderr.write(f"{ALTERNATE}\x1b[?25l" + drawn(_lines(place), _scheme(), depth_here(), os.get_terminal_size(2)))
    sys.stderr.flush()
    return as_numbers(before)


def drawn(lines: Sequence[PanelLine], scheme: Scheme | None, depth: Depth, size: tuple[int, int]) -> str:
    """The panel in the middle of a screen of this size, as a terminal takes it; empty where Textual draws it alone."""
    columns, rows = size
    high = len(lines) + 2
    if not lines or not scheme or depth not in ("all", "256") or columns < _PANEL or rows < high:
        return ""
    at = SCHEMES.index(scheme)

    def of(role: Role, what: int) -> str:
        if depth == "256":
            return f"{what};5;{role.of_256[at]}"
        full = role.full[at]
        return f"{what};2;{int(full[1:3], 16)};{int(full[3:5], 16)};{int(full[5:7], 16)}"

    def cells(text: str, ink: str, ground: str, *, bold: bool = False) -> str:
        return f"\x1b[{'0;1' if bold else '0'};{of(_ROLES[ink], 38)};{of(_ROLES[ground], 48)}m{text}"

    def inside(line: PanelLine) -> str:
        if not line.field:
            return cells(line.text.ljust(_TEXT), line.ink, "pane", bold=line.bold)
        if not line.focus:
            return cells(f" {line.text}".ljust(_TEXT), line.ink, line.field)
        first, rest = line.text[0], line.text[1:].ljust(_TEXT - 2)
        return cells(" ", line.ink, line.field) + cells(first, "ground", "ink") + cells(rest, line.ink, line.field)

    top, left = (rows - high) // 2, (columns - _PANEL) // 2
    around = [cells(" " * wide, "ink", "ground") for wide in (left, columns - _PANEL - left)]
    blank, side = (cells(" " * wide, "ink", "pane") for wide in (_PANEL, (_PANEL - _TEXT) // 2))
    panel = [blank, *(side + inside(line) + side for line in lines), blank]
    whole = [cells(" " * columns, "ink", "ground")] * rows  # not every terminal wipes in a colour
    whole[top : top + high] = [around[0] + line + around[1] for line in panel]
    return "".join(f"\x1b[{row + 1}H{line}" for row, line in enumerate(whole)) + "\x1b[0m"


def _lines(place: Place) -> Sequence[PanelLine]:
    """What stands in the panel, line by line; nothing where it is more than these lines."""
    title, gap = PanelLine(TITLE, "accent", bold=True), PanelLine()
    first = PanelLine(PASSPHRASE, "muted", field="cursor", focus=True)
    if not place.exists:
        sentence, choose, makes = map(_folded, (no_caseload(place.folder), CHOOSE, MAKES))
        again = PanelLine(AGAIN, "muted", field="bar")
        lead = [*map(PanelLine, sentence), *(PanelLine(line, "muted") for line in choose), gap]
        keys = [PanelLine(line, "muted") for line in makes]
        return [title, gap, *lead, gap, first, gap, again, gap, gap, *keys] if sentence else ()
    if place.guesses.exists():
        return ()
    lead = [PanelLine(line) for line in _folded(BY_KEYRING if place.has_keyring_slot else LOCKED)]
    return [title, gap, *lead, gap, first, gap, gap, gap, PanelLine(OPENS, "muted")]


def _folded(text: str) -> list[str]:
    """A text broken between its words; nothing where a word is too long for a line, or no plain letters."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if len(word) > _TEXT or not (word.isascii() or word == "·"):
            return []
        if len(longer) <= _TEXT:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _scheme() -> Scheme | None:
    """The theme that is set, as `settings` has it once it can be loaded; None: signs are plain ones."""
    from iro_tui.caseload.own_settings import folder, remembered_theme, unchecked

    values = unchecked()
    if values.get("signs", "drawn") != "drawn":
        return None
    names = (remembered_theme(folder()), values.get("theme"))
    return next((scheme for name in names for scheme in SCHEMES if scheme == name), SCHEMES[0])


def depth_here() -> Depth:
    """How many colours the terminal has, as Rich reads it; fewer than 256 are Textual's matter."""
    kind = os.environ.get("TERM", "").strip().lower()
    if os.environ.get("NO_COLOR") or kind in ("dumb", "unknown"):
        return "none"
    if os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "all"
    return "256" if kind.rpartition("-")[2] in ("256color", "kitty") else "16"
