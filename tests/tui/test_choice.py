"""Answers by the arrows: along a line, from line to line, and past the edge to another question."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.widget import Widget
from textual.widgets import Input

from iro_tui.actions.questions import Question, coded
from iro_tui.tui.widgets.choice import Choice
from iro_tui.tui.widgets.picking import PickInput
from iro_tui.tui.widgets.several import Several

FEW = coded({"y": "yes", "n": "no"})
MANY = coded({name: f"answer {name}" for name in ("one", "two", "three", "four", "five")})
"""At 40 cells two in a line: one two / three four / five."""


class Ahead:
    def begin(self) -> None:
        """Nothing is typed ahead here."""


class Questions(App[None]):
    def __init__(self, *asked: Widget) -> None:
        super().__init__()
        self.type_ahead = Ahead()
        self._asked = asked

    def compose(self) -> Iterator[Widget]:
        yield Input(id="before")
        yield from self._asked
        yield Input(id="after")


def pressed(asked: Choice | PickInput, *keys: str, value: str = "") -> tuple[str, str, int]:
    """Where the focus is after the keys, what is answered, and where the arrows are; `value` stands there at first."""

    async def steps() -> tuple[str, str, int]:
        app = Questions(asked)
        async with app.run_test(size=(40, 24)) as pilot:
            asked.value = asked.value or value
            asked.focus()
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            return app.focused.id or "" if app.focused else "", asked.value, asked.at

    return asyncio.run(steps())


@pytest.mark.parametrize(
    ("keys", "focus", "value"),
    [
        # In one line the arrows up and down go on to another question, and change nothing.
        (("down",), "after", "y"),
        (("up",), "before", "y"),
        (("right",), "asked", "n"),
        (("right", "right"), "asked", "y"),
    ],
)
def test_answers_in_one_line(keys: tuple[str, ...], focus: str, value: str) -> None:
    assert pressed(Choice(FEW, "y", id="asked"), *keys)[:2] == (focus, value)


@pytest.mark.parametrize(
    ("first", "keys", "focus", "value"),
    [
        # What is passed on the way to another question stays as it is.
        ("one", ("down",), "asked", "one"),
        ("three", ("down", "down"), "after", "three"),
        ("four", ("up", "up"), "before", "four"),
        ("", ("down",), "asked", ""),
        ("", ("down", "down", "down", "down"), "after", ""),
        ("five", ("down",), "after", "five"),
        ("two", ("up",), "before", "two"),
        ("", ("up",), "before", ""),
        # Enter or the space bar takes what they have come to.
        ("one", ("down", "enter"), "asked", "three"),
        ("two", ("down", "space"), "asked", "four"),
        ("four", ("down", "enter"), "asked", "five"),
        ("four", ("up", "enter"), "asked", "two"),
        ("", ("down", "down", "enter"), "asked", "three"),
        ("one", ("down", "right"), "asked", "four"),
        ("five", ("right",), "asked", "one"),
    ],
)
def test_answers_in_several_lines(first: str, keys: tuple[str, ...], focus: str, value: str) -> None:
    assert pressed(Choice(MANY, first, id="asked"), *keys)[:2] == (focus, value)


def test_answers_below_each_other() -> None:
    def upright() -> Choice:
        return Choice(MANY, "one", upright=True, id="asked")

    assert pressed(upright(), *["down"] * 4, "enter")[:2] == ("asked", "five")
    assert pressed(upright(), *["down"] * 5)[:2] == ("after", "one")


def test_several_answers_are_gone_through_and_left_without_taking_one() -> None:
    assert pressed(Several(MANY, id="asked"), "down", "down") == ("asked", "", 2)
    assert pressed(Several(MANY, id="asked"), "down", "down", "space") == ("asked", "three", 2)
    assert pressed(Several(MANY, id="asked"), "down", "down", "down", "down")[:2] == ("after", "")
    assert pressed(Several(MANY, "two", id="asked"), "up")[:2] == ("before", "two")
    assert pressed(Several(FEW, id="asked"), "down")[:2] == ("after", "")


@pytest.mark.parametrize(
    ("keys", "focus", "value"),
    [
        (("down", "down", "tab"), "after", "Olu Stopgap"),
        (("down", "down", "down"), "after", ""),
        (("down", "up"), "before", ""),
        (("up",), "before", ""),
        (("o", "l", "down"), "after", "Olu Stopgap"),
    ],
)
def test_a_list_that_is_gone_through_takes_none(keys: tuple[str, ...], focus: str, value: str) -> None:
    people = Question("asked", "Chair", people=("Gill Temporell", "Olu Stopgap"))
    assert pressed(PickInput(people, ""), *keys)[:2] == (focus, value)


@pytest.mark.parametrize("keys", [("down",) * 4, ("up",) * 4])
@pytest.mark.parametrize("value", ["CARPL", "carer", "OTHER", "other"])
def test_a_list_that_is_gone_through_keeps_what_stands_there(keys: tuple[str, ...], value: str) -> None:
    codes = {"CARPL": "carer", "CARER": "carer asked", "OTHER": "other", "OTHERS": "other asked"}
    asked = PickInput(Question("asked", "Why", "code", codes=codes), "")
    assert pressed(asked, *keys, value=value)[1] == value
