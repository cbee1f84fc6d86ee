"""A screen as its cells: the text, then the style of every cell, a few kilobytes that read well in a diff.

120×36 dark
accent #8ab4d8, background #14181d, …     the theme's colours that occur
                                          (an empty line)
IRO  Today …                              the text, a line a row, without blanks at its end
                                          (an empty line)
qd bold accent on background              the styles that occur, each with a code made from its words, so that
                                          a new style renames no other
                                          (an empty line)
qd12 ab3 qd                               the styles of a row: so many cells of each, the last to the end
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from zlib import crc32

from rich.color import Color
from rich.style import Style

from iro_tui.tui.app import IroApp
from iro_tui.tui.roles import BADGES, GROUNDS, INKS, PICTURES
from tests.support.driving import strips

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROLES = (*GROUNDS, *INKS, *PICTURES, *(role for badge in BADGES for role in (badge.ground, badge.ink)))
_NAMES = tuple(role.name for role in _ROLES)
_ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")
_SEEN_ON_BLANKS = {"underline", "reverse", "strike"}


def dump(app: IroApp) -> str:
    """What the screen shows now, in the form above."""
    colours = {app.theme_variables[name].lower(): name for name in reversed(_NAMES)}
    rows = [
        [(char, words) for text, style, _ in strip for words in (_words(style, colours),) for char in text]
        for strip in strips(app)
    ]
    styled = [_runs(row) for row in rows]
    styles = _coded({words for row in styled for words, _ in row})
    used = {part for words in styles for part in words.split()}
    width, height = app.size
    palette = sorted(f"{name} {colour}" for colour, name in colours.items() if name in used)
    parts = (
        [f"{width}×{height} {app.theme}", ", ".join(palette)],
        ["".join(char for char, _ in row).rstrip() for row in rows],
        [f"{code} {words}" for words, code in sorted(styles.items(), key=lambda item: item[1])],
        [" ".join([*(f"{styles[words]}{n}" for words, n in row[:-1]), styles[row[-1][0]]]) for row in styled],
    )
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _words(style: Style | None, colours: dict[str, str]) -> str:
    """A style in words: `bold accent on background`; a colour that is not the theme's own is given as it is."""
    if style is None:
        return "plain"
    words = [name for name in _ATTRIBUTES if getattr(style, name)]
    if style.color is not None:
        words.append(_colour(style.color, colours))
    if style.bgcolor is not None:
        words += ["on", _colour(style.bgcolor, colours)]
    return " ".join(words) or "plain"


def _colour(colour: Color, colours: dict[str, str]) -> str:
    return colours.get(colour.name.lower(), colour.name.lower())


def _runs(row: list[tuple[str, str]]) -> list[tuple[str, int]]:
    """The styles of a row's cells, each with how many cells have it."""
    return [(words, sum(1 for _ in cells)) for words, cells in groupby(_as_seen(row))]


def _as_seen(row: list[tuple[str, str]]) -> Iterator[str]:
    """A blank shows its ground only: it has the style of the cell before it, if that has the same ground."""
    before = ""
    for char, words in row:
        if char == " " and words != before and not _seen_on_blanks(words):
            ground = words[words.find("on ") :]
            same = before.endswith(ground) and not _seen_on_blanks(before)
            words = before if same else ground
        yield words
        before = words


@cache
def _seen_on_blanks(words: str) -> bool:
    return not _SEEN_ON_BLANKS.isdisjoint(words.split())


def _coded(styles: set[str]) -> dict[str, str]:
    """A code of two letters for each style."""
    codes: dict[str, str] = {}
    for words in sorted(styles):
        number = crc32(words.encode())
        while (code := _LETTERS[number // 26 % 26] + _LETTERS[number % 26]) in codes.values():
            number += 1
        codes[words] = code
    return codes
