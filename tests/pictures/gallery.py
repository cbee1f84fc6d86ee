"""The gallery: every screen and state that has a picture, and how the keyboard gets there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual.pilot import Pilot

from iro_tui.tui.app import IroApp
from tests.tui.driving import at_today, shown, type_in, until

Steps = Callable[[Pilot[None], IroApp], Awaitable[None]]

HOME, SMALL, LARGE = (120, 36), (80, 24), (200, 50)
FILLED, LOCKED, EMPTY, NONE = "filled", "locked", "empty", "none"
"""The store a picture starts from: a made-up caseload, one behind its passphrase, one without children, none yet."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, what it shows, from which store, at which size, in which theme, after which steps."""

    name: str
    shows: str
    steps: Steps
    store: str = FILLED
    size: tuple[int, int] = HOME
    theme: str = "dark"


async def today(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)


async def _child_row(pilot: Pilot[None]) -> None:
    screen = await at_today(pilot)
    for _ in range(6):
        await pilot.press("down")
    await until(
        pilot, lambda: screen.card and screen.table.row and screen.card.row.child_id == screen.table.row.child_id
    )


async def filtered(pilot: Pilot[None], app: IroApp) -> None:
    screen = await at_today(pilot)
    await pilot.press("slash")
    await type_in(pilot, "review")
    await until(pilot, lambda: "hidden by the filter" in shown(app))
    await until(
        pilot, lambda: screen.card and screen.table.row and screen.card.row.child_id == screen.table.row.child_id
    )


async def rag(pilot: Pilot[None], app: IroApp) -> None:
    await _child_row(pilot)
    await pilot.press("r", "a", "2")
    await until(pilot, lambda: "to be told" in shown(app))


async def help_(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)
    await pilot.press("question_mark")
    await until(pilot, lambda: "Moving" in shown(app))


async def palette(pilot: Pilot[None], app: IroApp) -> None:
    await at_today(pilot)
    await pilot.press("ctrl+p")
    await until(pilot, lambda: "Bring in a return" in shown(app))


async def child(pilot: Pilot[None], app: IroApp) -> None:
    await _child_row(pilot)
    await pilot.press("enter")
    await until(pilot, lambda: "What happened" in shown(app) or "What comes next" in shown(app))


async def unlock(pilot: Pilot[None], app: IroApp) -> None:
    await until(pilot, lambda: "Your caseload is locked" in shown(app))


async def wrong(pilot: Pilot[None], app: IroApp) -> None:
    await unlock(pilot, app)
    await type_in(pilot, "not the passphrase")
    await pilot.press("enter")
    await until(pilot, lambda: "does not open" in shown(app))


async def recovery(pilot: Pilot[None], app: IroApp) -> None:
    await unlock(pilot, app)
    await pilot.press("f2")
    await until(pilot, lambda: "Recovery code" in shown(app))


async def first_run(pilot: Pilot[None], app: IroApp) -> None:
    await until(pilot, lambda: "Made up for you" in shown(app))


async def welcome(pilot: Pilot[None], app: IroApp) -> None:
    await until(pilot, lambda: "Your caseload is empty" in shown(app))


async def preview(pilot: Pilot[None], app: IroApp) -> None:
    await welcome(pilot, app)
    await type_in(pilot, "return")
    await pilot.press("enter")
    await until(pilot, lambda: "Enter brings it in" in shown(app))


PICTURES = (
    Picture("today", "Today: what is late, due now and coming, with the child's card", today),
    Picture("today-80x24", "Today on a small terminal", today, size=SMALL),
    Picture("today-200x50", "Today on a large terminal", today, size=LARGE),
    Picture("today-light", "Today in the light theme", today, theme="light"),
    Picture("today-high-contrast", "Today in the high-contrast theme", today, theme="high contrast"),
    Picture("today-filtered", "Today, filtered while typing", filtered),
    Picture("rag", "Setting a RAG: amber, with its reason", rag),
    Picture("rag-80x24", "Setting a RAG on a small terminal", rag, size=SMALL),
    Picture("child", "One child's case", child),
    Picture("child-80x24", "One child's case on a small terminal", child, size=SMALL),
    Picture("help", "Every key and what it does", help_),
    Picture("palette", "The command palette", palette),
    Picture("unlock", "The first screen", unlock, LOCKED),
    Picture("unlock-wrong", "A wrong passphrase", wrong, LOCKED),
    Picture("unlock-recovery", "Opening with the recovery code", recovery, LOCKED),
    Picture("first-run", "No caseload yet: choosing a passphrase", first_run, NONE),
    Picture("welcome", "The empty caseload", welcome, EMPTY),
    Picture("import-preview", "What a return would change, before it does", preview, EMPTY),
)
