"""The registry: one source for bindings, hint bar, palette and help."""

from __future__ import annotations

from collections import Counter

import pytest

from iro_tui.tui import commands
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.screens.child import Child
from iro_tui.tui.screens.help import help_text
from iro_tui.tui.screens.today import Today

SCREENS: tuple[type[IroScreen], ...] = (Today, Child)


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.id)
def test_every_command_can_be_read_and_run(command: commands.Command) -> None:
    assert command.sentence
    assert command.label
    assert command.scope in commands.SCOPES
    assert any(hasattr(place, command.method) for place in (IroApp, *SCREENS))
    assert set(command.keys) - set(commands.TERMINALS_EAT), "a terminal may keep its only key"
    assert command.priority is (command.id in ("lock", "quit"))


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_means_two_things_on_one_screen(screen: type[IroScreen]) -> None:
    keys = Counter(key for command in commands.in_scopes(screen.scopes) for key in command.keys)
    assert [key for key, n in keys.items() if n > 1] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_every_command_of_a_screen_is_bound_under_its_name(screen: type[IroScreen]) -> None:
    bound = {binding.id for binding in [*screen.BINDINGS, *IroApp.BINDINGS] if not isinstance(binding, tuple)}
    assert {command.id for command in commands.in_scopes(screen.scopes)} <= bound
    for command in commands.in_scopes(screen.scopes):
        runs = hasattr(screen, command.method) or hasattr(IroApp, command.method)
        # What cannot be done here at all is still a key that says why.
        assert runs or screen.why_not(object.__new__(screen), command), command.id


@pytest.mark.parametrize("screen", SCREENS)
def test_help_tells_every_command(screen: type[IroScreen]) -> None:
    text = help_text(screen.scopes).plain
    for command in commands.in_scopes(screen.scopes):
        assert command.sentence in text
        assert command.shown_keys in text


def test_the_hint_bar_has_at_most_seven() -> None:
    assert 0 < len(commands.hints(commands.SCOPES)) <= 7
