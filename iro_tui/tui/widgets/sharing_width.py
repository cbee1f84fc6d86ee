"""How the columns of a list share the cells of a line that none of them has to itself."""

from __future__ import annotations

from collections.abc import Sequence

SHORTEST = 6
"""Cells that a column of words keeps where others need more than there is."""


def shared(fewest: Sequence[int], wants: Sequence[tuple[int, ...]], spare: int) -> list[int]:
    """The cells of columns that share what is left: first as most values want it, then all of them, then evenly.

    Below nothing too: where a reference needs more than usual, words give way, never it.
    """
    sizes = list(fewest)
    if spare < 0 or not sizes:
        share = spare // len(sizes) if sizes else 0
        return [max(min(size, SHORTEST), size + share) for size in sizes]
    for step in range(max(map(len, wants))):
        while hungry := [n for n, want in enumerate(wants) if step < len(want) and sizes[n] < want[step]]:
            if spare <= 0:
                return sizes
            for n in hungry[:spare]:
                sizes[n] += 1
            spare -= len(hungry[:spare])
    share, odd = divmod(spare, len(sizes))
    return [size + share + (n < odd) for n, size in enumerate(sizes)]
