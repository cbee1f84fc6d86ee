"""The first picture is drawn before Textual is loaded: Textual draws the same, and what is typed meanwhile is kept."""

from __future__ import annotations

import os
import select
import termios
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import pyte
import pytest
from rich.console import Console

from iro_tui.store.place import Place
from iro_tui.tui.first_picture import LOCKED, MAKES, OPENS, PASSPHRASE, depth_here
from iro_tui.tui.palettes import depth_of
from iro_tui.tui.roles import SCHEMES
from tests.support import TODAY
from tests.support.stores import PASSPHRASE as TYPED
from tests.support.terminal import LONGEST_SECONDS, OnATerminal, on_a_terminal

TEXTUAL_BEGINS = b"\x1b[?1000h"
"""What Textual sends first of all, but for the alternate screen: it asks for the mouse."""
WITHOUT_SUGGESTION = """
import sys
from iro_tui.tui import store_thread
store_thread.StoreThread.run = lambda self, question: __import__("asyncio").Future()
from iro_tui.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The program, whose first screen waits for ever for the words it suggests."""

Cells = list[list[tuple[object, ...]]]


class Watched:
    """What a terminal was sent, and what stands on it."""

    def __init__(self, terminal: OnATerminal) -> None:
        self.terminal, self.sent = terminal, b""
        self.screen = pyte.Screen(120, 36)
        self._stream = pyte.ByteStream(self.screen)

    def read(self) -> None:
        ready, _, _ = select.select([self.terminal.line], [], [], LONGEST_SECONDS)
        assert ready, "\n".join(self.screen.display)
        data = os.read(self.terminal.line, 65536)
        self.sent += data
        self._stream.feed(data)

    def until(self, seen: Callable[[], bool]) -> None:
        end = monotonic() + LONGEST_SECONDS
        while not seen():
            assert monotonic() < end, "\n".join(self.screen.display)
            self.read()

    def shows(self, words: str) -> bool:
        return any(words in line for line in self.screen.display)


def cells(screen: pyte.Screen) -> Cells:
    """Every cell: what stands there, in what, on what."""
    return [
        [
            (cell.data, None if cell.data == " " else (cell.fg, cell.bold), cell.bg)
            for cell in (screen.buffer[row][column] for column in range(screen.columns))
        ]
        for row in range(screen.lines)
    ]


def first_picture(sent: bytes) -> Cells:
    """What stood there before Textual sent anything."""
    screen = pyte.Screen(120, 36)
    pyte.ByteStream(screen).feed(sent.partition(TEXTUAL_BEGINS)[0])
    return cells(screen)


def same(before: Cells, after: Cells) -> None:
    differs = [
        (row, column, one, other)
        for row, (ones, others) in enumerate(zip(before, after, strict=True))
        for column, (one, other) in enumerate(zip(ones, others, strict=True))
        if one != other
    ]
    assert not differs, differs[:12]


def textuals(watched: Watched) -> Cells:
    """What Textual draws: a letter that was typed and taken back shows that it has drawn."""
    watched.until(lambda: TEXTUAL_BEGINS in watched.sent)
    watched.terminal.press("a")
    watched.until(lambda: watched.shows("•") and not watched.shows(PASSPHRASE))
    watched.terminal.press("\x7f")
    watched.until(lambda: watched.shows(PASSPHRASE))
    return cells(watched.screen)


@pytest.fixture
def settings() -> Path:
    folder = Path(os.environ["IRO_SETTINGS"])
    folder.mkdir()
    return folder


@pytest.fixture(params=["truecolor", ""], ids=["all colours", "256"])
def colours(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLORTERM", request.param)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return str(request.param)


@pytest.mark.parametrize("theme", SCHEMES)
def test_textual_draws_the_same_cell_for_cell(theme: str, colours: str, store: Path, settings: Path) -> None:
    (settings / "theme").write_text(theme, encoding="utf-8")
    with on_a_terminal(folder=store) as terminal:
        watched = Watched(terminal)
        drawn = textuals(watched)
    before = first_picture(watched.sent)
    assert OPENS in "".join(str(cell[0]) for row in before for cell in row)
    same(before, drawn)


def test_where_the_keyring_opens_it_that_is_said(store: Path) -> None:
    key = Place(store).key
    key.write_bytes(key.read_bytes().rstrip()[:-1] + b', "of": {"kind": "keyring"}}')
    with on_a_terminal(folder=store) as terminal:
        watched = Watched(terminal)
        drawn = textuals(watched)
    same(first_picture(watched.sent), drawn)
    assert watched.shows("keyring.")


def test_the_very_first_start_is_drawn_so_too() -> None:
    with (
        TemporaryDirectory() as short,
        on_a_terminal(folder=Path(short) / "none-yet", program=("-c", WITHOUT_SUGGESTION)) as terminal,
    ):
        watched = Watched(terminal)
        drawn = textuals(watched)
    same(first_picture(watched.sent), drawn)
    assert watched.shows(MAKES[:40])


@pytest.mark.parametrize(
    ("term", "colorterm", "no_color"),
    [
        (term, colorterm, no_color)
        for term in ("xterm-256color", "xterm-kitty", "xterm", "dumb", "linux", "")
        for colorterm in ("truecolor", "24bit", "")
        for no_color in ("1", "")
    ],
)
def test_it_counts_the_colours_as_rich_does(
    term: str, colorterm: str, no_color: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("TERM", term), ("COLORTERM", colorterm), ("NO_COLOR", no_color)):
        monkeypatch.setenv(name, value)
    console = Console(force_terminal=True, legacy_windows=False)
    assert depth_here() == depth_of(console, no_color=bool(no_color))


def unseen(terminal: OnATerminal) -> None:
    """Wait until the terminal shows nothing more of what is typed."""
    end = monotonic() + LONGEST_SECONDS
    while termios.tcgetattr(terminal.line)[3] & termios.ECHO:
        assert monotonic() < end
        sleep(0.001)


def test_what_is_typed_at_once_opens_it_and_stands_nowhere_in_clear(filled: Path) -> None:
    with on_a_terminal("--today", TODAY.isoformat(), folder=filled) as terminal:
        unseen(terminal)
        watched = Watched(terminal)
        terminal.press(f"{TYPED}\r")
        watched.until(lambda: watched.shows("LATE BY LAW"))
    assert b"\x1b[?1000h" in watched.sent
    assert TYPED.encode() not in watched.sent
    assert TYPED.split()[0].encode() not in watched.sent


def test_the_terminal_is_given_back_as_it_was_found(store: Path) -> None:
    """Also where it ends before Textual has it."""
    with on_a_terminal(folder=store) as terminal:
        watched = Watched(terminal)
        before = termios.tcgetattr(terminal.line)
        unseen(terminal)
        watched.until(lambda: watched.shows(LOCKED))
        terminal.process.terminate()
        terminal.process.wait(LONGEST_SECONDS)
        watched.until(lambda: not watched.shows(LOCKED) or b"\x1b[?1049l" in watched.sent)
        assert termios.tcgetattr(terminal.line) == before
        assert watched.sent.count(b"\x1b[?1049h") == 1
