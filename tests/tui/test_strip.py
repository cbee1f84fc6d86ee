"""The numbers over every list: all of them at every width, in fewer words where there is less room."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from textual.app import App

from iro_tui.caseload.counted import HubMark, Strip
from iro_tui.tui.widgets.strip import TopStrip
from tests.support import TODAY

OFFICERS = Strip(130, 50, 70, 22, 4, 5, looked_after=126, child_protection=2, short_breaks=2, by_law=2)
COUNCILS = Strip(2_675, 50, 70, 439, 84, 999, looked_after=2_591, child_protection=42, short_breaks=42, by_law=49)


class _OneLine(App[None]):
    names_words = ""

    def compose(self) -> Iterator[TopStrip]:
        yield TopStrip()


@pytest.mark.parametrize("width", [80, 100, 110, 120, 200])
@pytest.mark.parametrize("strip", [OFFICERS, COUNCILS], ids=["an officer's", "a council's"])
def test_every_number_has_its_place(strip: Strip, width: int) -> None:
    async def look() -> None:
        app = _OneLine()
        async with app.run_test(size=(width, 24)):
            line = app.query_one(TopStrip)
            line.show(strip, TODAY)
            words = line.render()
            assert f"{strip.outbox} " in words.plain, "the last of them"
            assert f"{strip.unbooked} " in words.plain
            assert words.cell_length <= width

    asyncio.run(look())


def test_no_children_yet_is_said_only_where_nobody_is_in_view() -> None:
    """A child who waits for a first conference is not on the caseload yet, and asks something all the same."""
    waiting = Strip(0, 50, 70, 1, 0, 0, in_view=1)

    async def look() -> None:
        app = _OneLine()
        async with app.run_test(size=(80, 3)):
            line = app.query_one(TopStrip)
            for strip, words in ((waiting, "1 late"), (replace(waiting, in_view=0), "no children yet")):
                line.show(strip, TODAY)
                assert words in line.render().plain

    asyncio.run(look())


@pytest.mark.parametrize("width", [80, 110, 120])
@pytest.mark.parametrize(
    ("at", "old", "words"),
    [
        (datetime(2026, 11, 20, 10, 42).astimezone(), False, "hub 10:42"),
        (datetime(2026, 11, 16, 10, 42).astimezone(), True, "hub 4 days"),
        (None, True, "hub –"),
    ],
)
def test_when_all_was_exchanged_last_has_its_place(at: datetime | None, old: bool, words: str, width: int) -> None:
    async def look() -> None:
        app = _OneLine()
        async with app.run_test(size=(width, 24)):
            line = app.query_one(TopStrip)
            line.show(replace(OFFICERS, hub=HubMark(at, old)), TODAY)
            content = line.render()
            assert words in content.plain
            amber = [span for span in content.spans if "$today" in str(span.style) and "bold" in str(span.style)]
            marked = {content.plain[span.start : span.end] for span in amber}
            assert (words in marked) is old
            assert content.cell_length <= width

    asyncio.run(look())
