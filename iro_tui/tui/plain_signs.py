"""Signs of a plain keyboard for those that a terminal's font may lack: a filter over every drawn line.

An old Windows console and some remote desktops show a box or a question mark where they have no picture of a sign.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.filter import LineFilter

SIGNS: tuple[str, ...] = ("drawn", "plain")
"""How signs are shown: as they are drawn, or as every font has them."""
DRAWN, PLAIN = SIGNS

MEANING = {"▲": "^", "●": "@", "○": "o", "✓": "+", "·": ".", "–": "-", "►": ">", "▼": "v", "◆": "#", "▌": "|", "▏": ":"}
"""The signs that say something, and what stands for them. `*` and `!` have meanings of their own: neither is used."""

_OTHERS = {
    "<": "◄←‹«", ">": "→›»▸", "^": "↑", "v": "↓",
    "-": "─━═╌—−‐‑", "|": "│┃║▐▎▍▊▋▉┆┊", "+": "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝▖▗▘▝▞▚", "#": "█▓▇▆▅", "=": "▒░▄▀", "_": "▁▂▃▔",
    "*": "✱×•", ".": "…", "'": "’‘", '"': "“”", "x": "✗✕", "/": "½", "?": "�",
}  # fmt: skip
"""Lines, bars, arrows and marks of print, by what stands for them."""

_TABLE = str.maketrans(MEANING | {sign: plain for plain, signs in _OTHERS.items() for sign in signs})


class PlainSigns(LineFilter):
    """Every sign as a sign of the keyboard, cell for cell; letters stay as they are, those of names too."""

    def apply(self, segments: list[Segment], background: object) -> list[Segment]:  # noqa: ARG002
        return [
            segment
            if segment.text.isascii()
            else Segment(segment.text.translate(_TABLE), segment.style, segment.control)
            for segment in segments
        ]
