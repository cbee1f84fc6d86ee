"""What is to be done once after a while is done, also where the machine was busy or asleep at that moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import _time
from textual.app import App

from iro_tui.tui.later import Later

PACKAGE = Path(__file__).parents[2] / "iro_tui"


LOOKS = 10
"""So often at most the clock is looked at before a timer that has begun waits."""


class Hurried:
    """A machine that is kept busy for a second between any two of the next looks at its clock."""

    def __init__(self, real: Callable[[], float]) -> None:
        self.real, self.lost, self.looks = real, 0.0, 0

    def now(self) -> float:
        if self.looks:
            self.looks, self.lost = self.looks - 1, self.lost + 1
        return self.real() + self.lost


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Hurried:
    clock = Hurried(_time.get_time)
    monkeypatch.setattr(_time, "get_time", clock.now)
    return clock


async def came(app: App[None], start: Callable[[Callable[[], None]], object], hurried: Hurried | None = None) -> bool:
    """Whether what was started is done."""
    done = asyncio.Event()
    async with app.run_test():
        start(done.set)
        if hurried:
            hurried.looks = LOOKS
        try:
            await asyncio.wait_for(done.wait(), 1)
        except TimeoutError:
            return False
        return True


@pytest.mark.parametrize("seconds", [0.001, 0.04, 0.4])
def test_it_is_done_however_late_the_machine_gets_to_it(hurried: Hurried, seconds: float) -> None:
    app: App[None] = App()
    assert asyncio.run(came(app, lambda do: Later(app, do).after(seconds), hurried))


def test_textuals_own_timer_passes_over_it(hurried: Hurried) -> None:
    app: App[None] = App()
    assert not asyncio.run(came(app, lambda do: app.set_timer(0.04, do), hurried))


def test_it_can_be_called_off() -> None:
    app: App[None] = App()

    def begun_and_stopped(do: Callable[[], None]) -> None:
        later = Later(app, do)
        later.after(0.01)
        later.stop()

    assert not asyncio.run(came(app, begun_and_stopped))


def test_nothing_else_of_the_program_sets_a_timer_of_one_tick() -> None:
    places = [path.name for path in PACKAGE.rglob("*.py") if ".set_timer(" in path.read_text(encoding="utf-8")]
    assert places == ["later.py"]
