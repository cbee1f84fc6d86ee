"""Whatever a text holds, what is rendered of it has no control character, and no style that it names itself."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from iro_tui.text import safe
from iro_tui.tui.guards import GuardedApp
from iro_tui.tui.text import plain
from iro_tui.tui.widgets.note_field import NoteField
from iro_tui.tui.widgets.telling import hung
from tests.support.hostile import CONTROL, MARKUP, STEERS

SIZE = (80, 60)
parts = st.sampled_from(CONTROL + MARKUP) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
texts = st.lists(st.lists(parts, min_size=1, max_size=5).map("".join), min_size=12, max_size=12)


class Showing(GuardedApp):
    """Texts in the ways in which the screens show them; a message too."""

    def __init__(self, shown: Sequence[str]) -> None:
        super().__init__()
        self.shown = shown

    def compose(self) -> Iterator[Widget]:
        for at, text in enumerate(self.shown):
            yield (
                Static(plain(text)),
                Static(Content.styled(safe(text), "bold")),
                Static(Content.assemble(("▸ ", "bold"), safe(text))),
                Static(hung([(text, "")], 40)),
                Input(text, placeholder=text),
                NoteField("", hint=text),
            )[at % 6]

    def on_mount(self) -> None:
        self.say(self.shown[0])


def rendered(shown: Sequence[str]) -> tuple[str, set[str]]:
    """All the text that goes to the terminal, and every style that it has there."""

    async def run() -> tuple[str, set[str]]:
        app = Showing(shown)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await pilot.pause()
            told, styles = [], set()
            for strip in app.screen._compositor.render_strips():
                for segment in app._no_control.apply(list(strip), app.screen.background_colors[0]):  # type: ignore[arg-type]
                    told.append(segment.text)
                    style = segment.style
                    styles.add(f"{style.color} {style.bgcolor} {style.link} {style.meta}" if style else "")
            return "".join(told), styles

    return asyncio.run(run())


@settings(max_examples=3)
@given(texts)
def test_no_text_steers_or_styles_what_is_rendered(shown: list[str]) -> None:
    _, usual = rendered([f"Words {at}" for at in range(12)])
    told, styles = rendered(shown)
    assert not [character for character in told if character in STEERS or unicodedata.category(character) == "Cc"]
    assert not [style for style in styles - usual if "@click" in style or "http" in style]
    assert not [style for style in styles if any(colour in style for colour in ("#010203", "#030201"))]
