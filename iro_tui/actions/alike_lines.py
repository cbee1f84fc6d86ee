"""Several lines of one kind in a form, such as decisions: which of them are asked, and how many there are.

An empty line among them is skipped, wherever it stands: emptied, it takes none of the others along.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from iro_tui.actions.questions import AnswersSoFar, Condition


def _is_there(so_far: AnswersSoFar, name: str) -> bool:
    answer = so_far.get(name)
    return bool(answer.strip() if isinstance(answer, str) else answer)


def in_line(names: Sequence[str], n: int) -> Condition:
    """Whether the nth of them is asked, from 1: another than the first once it, the one
    before it or a later one is there."""
    these = names[max(n - 2, 0) :]
    return lambda so_far: n == 1 or any(_is_there(so_far, name) for name in these)


def lines_there(names: Sequence[str]) -> Callable[[AnswersSoFar], str]:
    """How many there are, as a part of a form says it; nothing for none."""
    return lambda so_far: str(sum(_is_there(so_far, name) for name in names) or "")
