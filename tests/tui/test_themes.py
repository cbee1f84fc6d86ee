"""Every colour that carries meaning can be read on every ground it is shown on (WCAG 2: 4.5 to 1)."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from iro_tui.tui.themes import GROUNDS, STATUS, THEMES


def luminance(colour: Color) -> float:
    parts = [c / 255 for c in (colour.r, colour.g, colour.b)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ground(theme: Theme, name: str) -> str:
    return str(theme.variables["cursor"] if name == "cursor" else getattr(theme, name))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", GROUNDS)
def test_every_status_colour_and_the_ink_can_be_read(theme: Theme, name: str) -> None:
    for status in STATUS:
        assert contrast(theme.variables[status], ground(theme, name)) >= 4.5, status
    assert contrast(str(theme.foreground), ground(theme, name)) >= 4.5
    assert contrast(str(theme.accent), ground(theme, name)) >= 4.5
