"""How the lines of a list are drawn, by the roles of the theme.

Styles of their own in the style sheet, one for each look and each role, would be worked out anew for every list with
every change of focus: they were the dearest part of that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.style import Style


class LineLook(NamedTuple):
    """The roles of a line's ink and ground, and its weight."""

    ink: str
    ground: str
    bold: bool = False


LOOKS = {
    "header": LineLook("muted", "ground", bold=True),
    "group": LineLook("accent", "ground", bold=True),
    "row": LineLook("ink", "ground"),
    "cursor": LineLook("ink", "cursor"),
    "cursor-blurred": LineLook("ink", "idle"),
}
"""The lines by what they are."""


def line_style(look: str, colour: str, of: Mapping[str, str]) -> Style:
    """The style of a line, or of a piece of it in the colour of a role; a badge brings its own ground.

    `of`: the theme's colours by the names of the roles.
    """
    ink, ground, bold = LOOKS[look]
    style = Style(color=of[ink], bgcolor=of[ground], bold=bold or None)
    if colour.startswith("badge"):
        return style + Style(color=of[f"on-{colour}"], bgcolor=of[colour], bold=True)
    return style + Style(color=of[colour]) if colour else style
