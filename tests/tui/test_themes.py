"""Every ink can be read on every ground (WCAG 2: 4.5 to 1), and every terminal is sent what it can draw."""

from __future__ import annotations

from itertools import product

import pytest
from rich.color import Color as RichColor
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from iro_tui.tui.palettes import depth_of, palette
from iro_tui.tui.roles import BADGES, GROUNDS, INKS, PICTURES, SCHEMES, Depth, Role, Scheme, colour, rgb_of_256
from iro_tui.tui.themes import themes

DEPTHS: tuple[Depth, ...] = ("all", "256")
BLACK = Color(0, 0, 0)


def luminance(colour: Color) -> float:
    parts = [c / 255 for c in (colour.r, colour.g, colour.b)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_ink_can_be_read_on_every_ground_and_every_badge(scheme: Scheme, depth: Depth) -> None:
    for ink, ground in product(INKS, GROUNDS):
        assert contrast(colour(ink, scheme, depth), colour(ground, scheme, depth)) >= 4.5, (ink.name, ground.name)
    for badge in BADGES:
        assert contrast(colour(badge.ink, scheme, depth), colour(badge.ground, scheme, depth)) >= 4.5, badge.name
    meter = next(role for role in PICTURES if role.name == "meter")
    for ground in GROUNDS[:1]:
        assert contrast(colour(meter, scheme, depth), colour(ground, scheme, depth)) >= 3


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_theme_has_the_colour_of_every_role(depth: Depth) -> None:
    for theme, scheme in zip(themes(depth), SCHEMES, strict=True):
        for role in (*GROUNDS, *PICTURES, *INKS, *(b.ground for b in BADGES), *(b.ink for b in BADGES)):
            assert theme.variables[role.name] == colour(role, scheme, depth)


def drawn(scheme: Scheme, depth: Depth, ink: Role, ground: Role, text: str = "x") -> Segment:
    """A text in the colours of two roles, as the terminal is sent it."""
    of: Depth = "256" if depth == "256" else "all"
    style = Style(color=colour(ink, scheme, of), bgcolor=colour(ground, scheme, of))
    line = palette(scheme, depth)
    return line.apply([Segment(text, style)], BLACK)[0] if line else Segment(text, style)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_256_colours_are_sent_by_the_numbers_of_the_table(scheme: Scheme) -> None:
    at = SCHEMES.index(scheme)
    for ink, ground in [*product(INKS, GROUNDS), *((badge.ink, badge.ground) for badge in BADGES)]:
        style = drawn(scheme, "256", ink, ground).style
        assert style is not None
        assert (style.color, style.bgcolor) == (
            RichColor.from_ansi(ink.of_256[at]),
            RichColor.from_ansi(ground.of_256[at]),
        )


def test_every_number_of_the_palette_is_itself() -> None:
    line = palette("dark", "256")
    assert line is not None
    for number in range(16, 256):
        [segment] = line.apply([Segment("x", Style(color=RichColor.from_rgb(*rgb_of_256(number))))], BLACK)
        assert segment.style is not None
        assert segment.style.color is not None
        assert segment.style.color.number is not None
        assert rgb_of_256(segment.style.color.number) == rgb_of_256(number)


@pytest.mark.parametrize("depth", ["16", "none"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_few_colours_or_none_leave_ground_and_ink_to_the_terminal(scheme: Scheme, depth: Depth) -> None:
    by_name = {role.name: role for role in (*GROUNDS, *INKS)}
    plain = drawn(scheme, depth, by_name["ink"], by_name["ground"]).style
    cursor = drawn(scheme, depth, by_name["ink"], by_name["cursor"]).style
    law = drawn(scheme, depth, by_name["law"], by_name["pane"]).style
    assert plain is not None
    assert cursor is not None
    assert law is not None
    assert plain.color == plain.bgcolor == RichColor.default()
    assert cursor.reverse
    assert law.bold
    for ink, ground in product(INKS, GROUNDS):
        style = drawn(scheme, depth, ink, ground).style
        assert style is not None
        assert style.color is not None
        assert style.bgcolor == RichColor.default()
        assert (style.color.number is None) or (depth == "16" and style.color.number < 16)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_badge_without_colour_has_brackets(scheme: Scheme) -> None:
    for badge in BADGES:
        assert drawn(scheme, "none", badge.ink, badge.ground, f" {badge.letter} ").text == f"[{badge.letter}]"
        assert drawn(scheme, "16", badge.ink, badge.ground, f" {badge.letter} ").text == f" {badge.letter} "


@pytest.mark.parametrize("depth", ["all", "256"])
def test_in_high_contrast_red_is_stronger_than_amber(depth: Depth) -> None:
    by_name = {role.name: role for role in (*GROUNDS, *INKS)}
    for ground in GROUNDS:
        law, warn = (drawn("high contrast", depth, by_name[name], ground).style for name in ("law", "warn"))
        assert law is not None
        assert warn is not None
        assert law.bold
        assert law.underline
        assert not warn.bold
        assert not warn.underline


@pytest.mark.parametrize(
    ("environment", "depth"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "all"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "dumb"}, "none"),
    ],
)
def test_the_terminal_says_how_many_colours_it_has(environment: dict[str, str], depth: Depth) -> None:
    console = Console(force_terminal=True, color_system="auto", _environ=environment)
    assert depth_of(console, no_color=False) == depth
    assert depth_of(console, no_color=True) == "none"


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_caret_is_seen_on_every_ground(depth: Depth) -> None:
    for theme, scheme in zip(themes(depth), SCHEMES, strict=True):
        assert theme.variables["input-cursor-text-style"] == "none", "it would turn the colours round"
        for ground in GROUNDS:
            caret = theme.variables["input-cursor-background"]
            assert contrast(caret, colour(ground, scheme, depth)) >= 3, (scheme, ground.name)
