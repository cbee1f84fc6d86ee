"""The registry: one source for bindings, hint bar, palette, help and KEYS.md; and the keys an officer may change."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from iro_tui.actions import all_actions
from iro_tui.caseload.lists import LISTS
from iro_tui.tui import commands, screens
from iro_tui.tui.app import IroApp
from iro_tui.tui.commands import BY_ID, COMMANDS, Keymap
from iro_tui.tui.keys_page import keys_page
from iro_tui.tui.screens.base import IroScreen
from iro_tui.tui.screens.child import ChildScreen
from iro_tui.tui.screens.clashes import ClashesScreen
from iro_tui.tui.screens.figures import BehindScreen, FiguresScreen
from iro_tui.tui.screens.help import help_text
from iro_tui.tui.screens.list_screen import ListScreen
from iro_tui.tui.screens.lists import EscalationsScreen, MidpointsScreen
from iro_tui.tui.screens.outbox import OutboxScreen
from iro_tui.tui.screens.paperwork import PaperworkScreen
from iro_tui.tui.screens.reviews import ReviewsScreen
from iro_tui.tui.screens.surveys import SurveysScreen
from iro_tui.tui.screens.week import WeekScreen
from iro_tui.tui.screens.written import WrittenScreen

SCREENS: tuple[type[IroScreen], ...] = (
    ListScreen,
    ReviewsScreen,
    MidpointsScreen,
    EscalationsScreen,
    PaperworkScreen,
    OutboxScreen,
    ChildScreen,
    WeekScreen,
    FiguresScreen,
    BehindScreen,
    WrittenScreen,
    SurveysScreen,
)
DECLARED = {*LISTS, commands.FIGURES, *all_actions()}
"""What a command goes to, or does, by being declared: it needs no method."""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_can_be_read_and_run(command: commands.Command) -> None:
    assert command.sentence
    assert command.label
    assert command.scope in commands.SCOPES
    assert command.id in DECLARED or any(hasattr(place, command.method) for place in (IroApp, *SCREENS))
    assert not command.keys or set(command.keys) - set(commands.TERMINALS_EAT), "a terminal may keep its only key"
    assert command.priority is (command.id in ("lock", "quit"))


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_means_two_things_on_one_screen(screen: type[IroScreen]) -> None:
    keys = Counter(key for command in commands.in_scopes(screen.scopes) for key in command.keys)
    assert [key for key, n in keys.items() if n > 1] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_every_command_of_a_screen_is_bound_under_its_name(screen: type[IroScreen]) -> None:
    bound = {binding.id for _, binding in screen._merge_bindings()} | {b.id for _, b in IroApp._merge_bindings()}
    for command in commands.in_scopes(screen.scopes):
        assert command.id in bound
        runs = command.id in DECLARED or hasattr(screen, command.method) or hasattr(IroApp, command.method)
        # What cannot be done here at all is still a key that says why.
        assert runs or screen.why_not(object.__new__(screen), command), command.id


@pytest.mark.parametrize("screen", SCREENS)
def test_help_tells_every_command(screen: type[IroScreen]) -> None:
    text = " ".join(help_text(screen.scopes, Keymap()).plain.split())
    for command in commands.in_scopes(screen.scopes):
        assert command.sentence in text
        assert Keymap().shown(command) in text


def test_help_and_keys_md_tell_what_a_key_does_where_the_screen_has_another_word_for_it() -> None:
    """Whoever looks `y` up on the differences is not told that it copies a row: there it chooses."""
    others = []
    for module in (import_module(each.name) for each in iter_modules(screens.__path__, f"{screens.__name__}.")):
        words = {name for name in getattr(module, "WORDS", ()) if name in BY_ID}
        for each in vars(module).values():
            if words and isinstance(each, type) and issubclass(each, IroScreen) and "word_for" in vars(each):
                assert words <= {*each.elsewhere}, each
                others.append(each)
    assert ClashesScreen in others
    page = keys_page()
    for each in others:
        for name, sentence in each.elsewhere.items():
            assert f"`{Keymap().shown(BY_ID[name])}` | {sentence} |" in page


def test_the_hints_begin_with_what_a_screen_puts_first_and_end_with_help() -> None:
    hints = commands.hints(commands.SCOPES, ("sort", "rag"))
    assert [command.id for command in hints[:2]] == ["sort", "rag"]
    assert hints[-1].id == "help"
    assert len(set(hints)) == len(hints)


def test_keys_md_is_what_the_registry_says() -> None:
    written = Path(__file__).parents[2].joinpath("KEYS.md").read_text(encoding="utf-8")
    assert written == keys_page(), "make keys"


def test_a_command_can_have_other_keys() -> None:
    keymap = Keymap({"rag": ["R", "F7"], "contact": ["ctrl+n"]})
    assert keymap.shown(BY_ID["rag"]) == "R, F7"
    assert keymap.textual == {"rag": "R,f7", "contact": "ctrl+n"}
    assert keymap.first(BY_ID["book"]) == "b"


def test_two_commands_can_change_places() -> None:
    keymap = Keymap({"rag": ["m"], "midpoint": ["r"]})
    assert keymap.first(BY_ID["rag"]) == "m"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rag": ["b"]}, "rag and book both have b"),
        ({"contact": ["/"]}, "contact and filter both have /"),
        ({"rags": ["b"]}, "no command 'rags'"),
        ({"rag": ["j"]}, "rag cannot have j"),
        ({"rag": ["tab"]}, "'tab' is not a key"),
        ({"rag": ["ctrl+h"]}, "terminals keep"),
        ({"rag": ["rr"]}, "'rr' is not a key"),
        ({"rag": [""]}, "is not a key"),
        ({"rag": []}, "given no key"),
    ],
)
def test_keys_that_cannot_be_are_refused_by_name(changed: dict[str, list[str]], said: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        Keymap(changed)
    assert said in str(refused.value)
