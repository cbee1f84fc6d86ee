"""What a terminal of few colours or none is sent in place of a theme's colours: a filter over every drawn line.

Textual knows true colour alone, and Rich's own choice among 256 colours misses the greys by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter, Monochrome, NoColor

from iro_tui.tui.roles import BADGES, GROUNDS, INKS, SCHEMES, Depth, Role, Scheme, colour, rgb_of_256

_OWN = Color.default()
_PLAIN = Style()
TEXTUALS_OWN = (Monochrome, NoColor)
"""Textual's filters for NO_COLOR, which know no roles: greys in place of colours."""


def depth_of(console: Console, *, no_color: bool) -> Depth:
    """How many colours the terminal has: by NO_COLOR, COLORTERM and TERM, as Rich reads them."""
    if no_color or console.color_system is None:
        return "none"
    return {"truecolor": "all", "256": "256"}.get(console.color_system, "16")  # type: ignore[return-value]


def palette(scheme: Scheme, depth: Depth) -> LineFilter | None:
    """The filter for a theme on a terminal; None where the lines can be sent as they are."""
    if depth == "256":
        return OfTwoHundred(scheme)
    if depth in ("16", "none"):
        return ByRole(scheme, depth)
    return Stronger(scheme, depth) if scheme == "high contrast" else None


class Stronger(LineFilter):
    """High contrast: late by law is bold and underlined, so that red is stronger than amber."""

    def __init__(self, scheme: Scheme, depth: Depth) -> None:
        super().__init__()
        self._law = _triplets(INKS, scheme, depth)["law"] if scheme == "high contrast" else None

    def apply(self, segments: list[Segment], background: object) -> list[Segment]:  # noqa: ARG002
        return [segment if segment.style is None else self.drawn(segment, segment.style) for segment in segments]

    def drawn(self, segment: Segment, style: Style) -> Segment:
        if self._law and style.color and style.color.triplet == self._law:
            return Segment(segment.text, style + Style(bold=True, underline=True), segment.control)
        return segment


class OfTwoHundred(Stronger):
    """Every colour by the number of the one nearest to it among 256."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__(scheme, "256")

    def drawn(self, segment: Segment, style: Style) -> Segment:
        segment = super().drawn(segment, style)
        return Segment(segment.text, _of_256(segment.style or style), segment.control)


class Drawn(NamedTuple):
    """How a role is drawn without its colour: another colour or the terminal's own, and what is added to the text."""

    colour: Color
    style: Style


class ByRole(LineFilter):
    """The roles by 16 colours, or by signs and styles alone; what has no role is the terminal's own."""

    def __init__(self, scheme: Scheme, depth: Depth) -> None:
        super().__init__()
        self._inks = _drawn(INKS, scheme, depth)
        self._grounds = _drawn(GROUNDS, scheme, depth)
        self._badges = {
            ColorTriplet(*_rgb(colour(badge.ground, scheme))): (
                badge.letter,
                _as_drawn(badge.ground, scheme, depth),
                _as_drawn(badge.ink, scheme, depth),
            )
            for badge in BADGES
        }
        self._coloured = depth == "16"

    def apply(self, segments: list[Segment], background: object) -> list[Segment]:  # noqa: ARG002
        return [segment if segment.style is None else self._segment(segment, segment.style) for segment in segments]

    def _segment(self, segment: Segment, style: Style) -> Segment:
        ground = style.bgcolor.triplet if style.bgcolor else None
        badge = self._badges.get(ground) if ground else None
        if badge:
            letter, under, on = badge
            plain = Style(bold=True, color=on.colour, bgcolor=under.colour)
            text = segment.text if self._coloured else segment.text.replace(f" {letter} ", f"[{letter}]")
            return Segment(text, _without_colour(style) + plain, segment.control)
        ink = self._inks.get(style.color.triplet) if style.color and style.color.triplet else None
        under = self._grounds.get(ground, _NO_ROLE) if ground else _NO_ROLE
        drawn = _without_colour(style) + (ink or _NO_ROLE).style + under.style
        return Segment(
            segment.text, drawn + Style(color=(ink or _NO_ROLE).colour, bgcolor=under.colour), segment.control
        )


_NO_ROLE = Drawn(_OWN, _PLAIN)


def _drawn(roles: tuple[Role, ...], scheme: Scheme, depth: Depth) -> Mapping[ColorTriplet, Drawn]:
    return {ColorTriplet(*_rgb(colour(role, scheme))): _as_drawn(role, scheme, depth) for role in reversed(roles)}


def _as_drawn(role: Role, scheme: Scheme, depth: Depth) -> Drawn:
    number = role.of_16.light if scheme == "light" else role.of_16.dark
    style = Style.parse(role.of_16.style) if role.of_16.style else _PLAIN
    if role.name == "accent" and depth == "none":
        style = Style(bold=True)
    return Drawn(_OWN if number is None or depth == "none" else Color.from_ansi(number), style)


def _triplets(roles: tuple[Role, ...], scheme: Scheme, depth: Depth) -> dict[str, ColorTriplet]:
    return {role.name: ColorTriplet(*_rgb(colour(role, scheme, depth))) for role in roles}


def _rgb(hexes: str) -> tuple[int, int, int]:
    return int(hexes[1:3], 16), int(hexes[3:5], 16), int(hexes[5:7], 16)


def _without_colour(style: Style) -> Style:
    return style.without_color


@lru_cache(4096)
def _of_256(style: Style) -> Style:
    return style + Style(color=_nearest(style.color), bgcolor=_nearest(style.bgcolor))


@lru_cache(1024)
def _nearest(wanted: Color | None) -> Color | None:
    """The colour of the palette that is nearest: one of the palette is itself."""
    if wanted is None or wanted.triplet is None:
        return wanted
    at = wanted.triplet
    number = min(range(16, 256), key=lambda n: sum((a - b) ** 2 for a, b in zip(rgb_of_256(n), at, strict=True)))
    return Color.from_ansi(number)


def scheme_of(theme: str) -> Scheme:
    """The scheme of a theme by its name; the first for any other name."""
    return next((scheme for scheme in SCHEMES if scheme == theme), SCHEMES[0])
