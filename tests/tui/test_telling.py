"""Lines that are told: broken to the width, scrolled, drawn in the theme's colours, and without a new layout."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence

import pytest
from textual.app import App
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.screen import Screen
from textual.selection import Selection

from iro_tui.tui.widgets.telling import Line, Telling
from tests.support.driving import until

LONG: Line = [("Placed     ", "$muted"), ("with carers who know the boy well, in another county", "")]


class Told(App[None]):
    CSS = "Telling { height: 4; width: 30; scrollbar-gutter: stable; scrollbar-size-vertical: 1; overflow-x: hidden; }"

    def compose(self) -> Iterator[Telling]:
        yield Telling()


def with_told(lines: Sequence[Line], steps: Callable[[Pilot[None], Telling], Awaitable[None]]) -> None:
    async def run() -> None:
        app = Told()
        async with app.run_test(size=(40, 10)) as pilot:
            telling = app.query_one(Telling)
            telling.tell(lines)
            await pilot.pause()
            await steps(pilot, telling)

    asyncio.run(run())


def seen(telling: Telling) -> list[str]:
    return [telling.render_line(y).text.rstrip() for y in range(telling.size.height)]


def test_a_line_hangs_under_its_words_and_the_rest_is_scrolled_to() -> None:
    async def steps(pilot: Pilot[None], telling: Telling) -> None:
        assert seen(telling) == [
            "Placed     with carers who",
            "           know the boy",
            "           well, in another",
            "           county",
        ]
        telling.tell([LONG, [], [("The last line.", "bold")]])
        telling.focus()
        assert [len(telling._strips), telling.virtual_size.height] == [0, 6]
        seen(telling)
        assert len(telling._strips) == 4, "what lies below is drawn when it is scrolled to"
        await pilot.press("end")
        await until(pilot, lambda: telling.scroll_offset.y == telling.max_scroll_y, "scrolled to the end")
        assert seen(telling) == ["           well, in another", "           county", "", "The last line."]
        telling.tell([[("Another child.", "")]])
        await pilot.pause()
        assert seen(telling)[0] == "Another child.", "it begins anew at the top"

    with_told([LONG], steps)


def test_another_width_breaks_the_lines_anew() -> None:
    async def steps(pilot: Pilot[None], telling: Telling) -> None:
        telling.styles.width = 40
        await pilot.pause()
        assert seen(telling)[:2] == ["Placed     with carers who know the", "           boy well, in another county"]

    with_told([LONG], steps)


def test_another_theme_draws_in_its_colours() -> None:
    async def steps(pilot: Pilot[None], telling: Telling) -> None:
        before = telling.render_line(0)
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert telling.render_line(0).text == before.text
        assert telling.render_line(0)._segments[0].style != before._segments[0].style

    with_told([[("Told", "$accent")]], steps)


def test_what_the_mouse_marks_is_the_text_as_it_is_broken() -> None:
    async def steps(pilot: Pilot[None], telling: Telling) -> None:
        marked = Selection(Offset(11, 0), Offset(15, 1))
        assert telling.get_selection(marked) == ("with carers who\n           know", "\n")
        before = telling.render_line(0)
        pilot.app.screen.selections = {telling: marked}
        await pilot.pause()
        assert telling.render_line(0)._segments != before._segments, "marked words stand out"

    with_told([LONG], steps)


def test_telling_something_else_lays_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(pilot: Pilot[None], telling: Telling) -> None:
        laid: list[bool] = []
        monkeypatch.setattr(Screen, "_refresh_layout", lambda *_, **__: laid.append(True))
        telling.tell([[("One line.", "")], [("And one more.", "")]])
        await pilot.pause(0.1)
        assert seen(telling)[:2] == ["One line.", "And one more."]
        assert not laid

    with_told([LONG], steps)
