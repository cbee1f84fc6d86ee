"""Three themes of our own: dark, light and high contrast. RAG and the clock are the only strong colours.

Every status colour stands at 4.5:1 or better on each ground it is shown on; a test computes it.
"""

from __future__ import annotations

from textual.theme import Theme

STATUS = ("rag-red", "rag-amber", "rag-green", "late", "today", "soon", "muted")
"""The colours that carry meaning, each a variable of every theme."""
GROUNDS = ("background", "surface", "panel", "cursor")
"""The grounds they are shown on."""


def _theme(name: str, *, dark: bool, ink: str, grounds: dict[str, str], accent: str, status: dict[str, str]) -> Theme:
    return Theme(
        name=name,
        primary=accent,
        secondary=accent,
        accent=accent,
        foreground=ink,
        background=grounds["background"],
        surface=grounds["surface"],
        panel=grounds["panel"],
        success=status["rag-green"],
        warning=status["rag-amber"],
        error=status["rag-red"],
        dark=dark,
        variables={
            **status,
            "cursor": grounds["cursor"],
            "block-cursor-foreground": ink,
            "block-cursor-background": grounds["cursor"],
            "input-cursor-text-style": "reverse",
            "input-selection-background": grounds["cursor"],
            "scrollbar": grounds["panel"],
            "scrollbar-background": grounds["background"],
            "scrollbar-corner-color": grounds["background"],
            "scrollbar-hover": accent,
            "scrollbar-active": accent,
        },
    )


DARK = _theme(
    "dark",
    dark=True,
    ink="#dfe3e8",
    accent="#8ab4d8",
    grounds={"background": "#14181d", "surface": "#1a1f25", "panel": "#232a32", "cursor": "#2f3b48"},
    status={
        "rag-red": "#ff9b94",
        "rag-amber": "#f2b84b",
        "rag-green": "#7cc68d",
        "late": "#ff9b94",
        "today": "#f2b84b",
        "soon": "#9fc5e8",
        "muted": "#a9b4c0",
    },
)
LIGHT = _theme(
    "light",
    dark=False,
    ink="#1b2026",
    accent="#1f5f8b",
    grounds={"background": "#fbfbf9", "surface": "#f4f5f3", "panel": "#e9ecec", "cursor": "#d3e2ee"},
    status={
        "rag-red": "#a3160f",
        "rag-amber": "#7a4a00",
        "rag-green": "#17602b",
        "late": "#a3160f",
        "today": "#7a4a00",
        "soon": "#1b5480",
        "muted": "#4b5661",
    },
)
CONTRAST = _theme(
    "high contrast",
    dark=True,
    ink="#ffffff",
    accent="#ffff00",
    grounds={"background": "#000000", "surface": "#000000", "panel": "#101010", "cursor": "#00308f"},
    status={
        "rag-red": "#ffb3ad",
        "rag-amber": "#ffd24d",
        "rag-green": "#7dff9b",
        "late": "#ffb3ad",
        "today": "#ffd24d",
        "soon": "#9fdcff",
        "muted": "#e0e0e0",
    },
)
THEMES = (DARK, LIGHT, CONTRAST)
