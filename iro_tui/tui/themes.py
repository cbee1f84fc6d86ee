"""Three themes of our own, made from the table of roles: dark, light and high contrast.

Every ink stands at 4.5:1 or better on each ground it is shown on; a test computes it, also for 256 colours.
"""

from __future__ import annotations

from textual.theme import Theme

from iro_tui.tui.roles import ALSO, BADGES, GROUNDS, INKS, PICTURES, SCHEMES, Depth, Scheme, colour


def theme_of(scheme: Scheme, depth: Depth = "all") -> Theme:
    """A theme for a terminal that has so many colours."""
    badges = [role for badge in BADGES for role in (badge.ground, badge.ink)]
    of = {role.name: colour(role, scheme, depth) for role in (*GROUNDS, *PICTURES, *INKS, *badges)}
    return Theme(
        name=scheme,
        primary=of["accent"],
        secondary=of["accent"],
        accent=of["accent"],
        foreground=of["ink"],
        background=of["ground"],
        surface=of["pane"],
        panel=of["bar"],
        success=of["done"],
        warning=of["warn"],
        error=of["law"],
        dark=scheme != "light",
        variables={
            **of,
            **{name: of[role] for name, role in ALSO.items()},
            "block-cursor-foreground": of["ink"],
            "block-cursor-background": of["cursor"],
            # A block of ink, on whatever ground the field has; few colours tell no ink from a ground.
            "input-cursor-background": of["ink"],
            "input-cursor-foreground": of["ground"],
            "input-cursor-text-style": "none" if depth in ("all", "256") else "reverse underline",
            "input-selection-background": of["cursor"],
            "scrollbar": of["rule"],
            "scrollbar-background": of["ground"],
            "scrollbar-corner-color": of["ground"],
            "scrollbar-hover": of["accent"],
            "scrollbar-active": of["accent"],
        },
    )


def themes(depth: Depth = "all") -> tuple[Theme, ...]:
    """The themes, the one that holds unless another is chosen first."""
    return tuple(theme_of(scheme, depth) for scheme in SCHEMES)


THEMES = themes()
