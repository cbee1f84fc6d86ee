"""The colours by what they are for: one table for three themes, for terminals of 256 and 16 colours and for none.

The newest RAG letter, where amber or red, is a badge: the only coloured grounds there are. Late by law is the only red
among the clocks. Nothing is told by colour alone.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Scheme = Literal["dark", "light", "high contrast"]
Depth = Literal["all", "256", "16", "none"]
"""How many colours a terminal has."""

SCHEMES: tuple[Scheme, ...] = ("dark", "light", "high contrast")


class Sixteen(NamedTuple):
    """What stands for a role where there are 16 colours: a colour by its number, None for the terminal's own."""

    dark: int | None = None
    light: int | None = None
    style: str = ""
    """What is added to the text: `bold`, `underline`, `reverse`."""


class Role(NamedTuple):
    """A role and its colours: of dark, light and high contrast, in full and by their number of 256."""

    name: str
    full: tuple[str, str, str]
    of_256: tuple[int, int, int]
    of_16: Sixteen


def _both(number: int, style: str = "") -> Sixteen:
    return Sixteen(number, number, style)


_OWN = Sixteen()
RED, GREEN, YELLOW, BLUE, CYAN, WHITE, BLACK = 1, 2, 3, 4, 6, 15, 0
BRIGHT_RED, BRIGHT_YELLOW, BRIGHT_CYAN = 9, 11, 14

GROUNDS = (
    Role("ground", ("#14181d", "#fcfcfa", "#000000"), (234, 231, 16), _OWN),
    Role("pane", ("#191f25", "#f5f6f5", "#000000"), (235, 231, 16), _OWN),
    Role("bar", ("#20272f", "#e9edef", "#1a1a1a"), (236, 255, 234), _OWN),
    Role("cursor", ("#2b3a4a", "#d3e4f2", "#00388f"), (239, 195, 18), Sixteen(style="reverse")),
    Role("idle", ("#242c35", "#e4eaee", "#2b2b2b"), (237, 255, 236), Sixteen(style="underline")),
    Role("field", ("#1f2a36", "#edf3f8", "#101010"), (236, 255, 233), Sixteen(style="underline")),
)
"""What text stands on."""
PICTURES = (
    Role("rule", ("#46525f", "#a9b4bd", "#ffffff"), (240, 249, 231), _OWN),
    Role("meter", ("#6f8fae", "#5c7d9a", "#9fc8ff"), (67, 67, 117), _OWN),
)
"""Lines and bars: no text, and never the only sign."""
INKS = (
    Role("ink", ("#dde3ea", "#1b2229", "#ffffff"), (254, 234, 231), _OWN),
    Role("muted", ("#a3afbc", "#4a5662", "#e2e2e2"), (251, 239, 254), _OWN),
    Role("accent", ("#8cbcec", "#1a5a8a", "#ffee32"), (117, 24, 227), Sixteen(BRIGHT_CYAN, BLUE)),
    Role("law", ("#ff9d95", "#a3160f", "#ff9a94"), (217, 88, 217), _both(BRIGHT_RED, "bold")),
    Role("guidance", ("#f0b878", "#7d4300", "#ffc46b"), (216, 94, 216), _both(YELLOW)),
    Role("today", ("#f3cf73", "#6b4e00", "#ffe14d"), (222, 58, 227), _both(BRIGHT_YELLOW)),
    Role("soon", ("#a5cdf2", "#1f5480", "#a8e0ff"), (153, 24, 159), _both(CYAN)),
    Role("done", ("#8fcf9f", "#17602b", "#8dffa8"), (151, 22, 121), _both(GREEN)),
    Role("warn", ("#f3cf73", "#6b4e00", "#ffe14d"), (222, 58, 227), _both(BRIGHT_YELLOW)),
)
"""What text is written in."""


class Badge(NamedTuple):
    """A letter on a coloured ground, bold, with a blank on each side."""

    name: str
    letter: str
    ground: Role
    ink: Role


BADGES = (
    Badge(
        "badge-amber",
        "A",
        Role("badge-amber", ("#f0b429", "#f2b632", "#ffc400"), (214, 214, 220), _both(BRIGHT_YELLOW)),
        Role("on-badge-amber", ("#1d1400", "#1d1400", "#000000"), (16, 16, 16), _both(BLACK, "bold")),
    ),
    Badge(
        "badge-red",
        "R",
        Role("badge-red", ("#c8362e", "#b3261e", "#e00000"), (160, 124, 160), _both(RED)),
        Role("on-badge-red", ("#ffffff", "#ffffff", "#ffffff"), (231, 231, 231), _both(WHITE, "bold")),
    ),
)

ALSO = {"rag-red": "law", "rag-amber": "warn", "rag-green": "done", "late": "law"}
"""Names of what is coloured, by the role whose ink it has."""


def rgb_of_256(number: int) -> tuple[int, int, int]:
    """The colour of a number from 16 to 255 of the palette that every terminal of 256 colours has."""
    if number >= 232:
        grey = 8 + (number - 232) * 10
        return grey, grey, grey
    red, rest = divmod(number - 16, 36)
    green, blue = divmod(rest, 6)
    red, green, blue = (0 if part == 0 else 55 + 40 * part for part in (red, green, blue))
    return red, green, blue


def colour(role: Role, scheme: Scheme, depth: Depth = "all") -> str:
    """The colour of a role as `#rrggbb`. With 16 colours or none the full one stands in until it is drawn."""
    at = SCHEMES.index(scheme)
    if depth != "256":
        return role.full[at]
    red, green, blue = rgb_of_256(role.of_256[at])
    return f"#{red:02x}{green:02x}{blue:02x}"
