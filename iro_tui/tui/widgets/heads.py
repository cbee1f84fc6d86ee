"""What stands over the questions of a form: the act and whom it is about, and a line for each of several children."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from iro_tui.actions.base import Action, Scene
from iro_tui.caseload.who import whom
from iro_tui.text import safe

A_LINE_EACH = 6
"""Children up to whom each has a line of its own at the head of a form."""


def head_words(action: Action[Any], scene: Scene) -> Content:
    """The act, whom it is about, and what is so far."""
    title = (f"{safe(action.heading(scene))}  ", "bold $accent")
    return Content.assemble(title, (safe(whom(scene.who)), "bold"), (f"   {safe(action.aside(scene))}", "$muted"))


def each_words(each: Sequence[str]) -> Content:
    """What is said of each of several children: a line each while they are few."""
    between = "\n" if len(each) <= A_LINE_EACH else " · "
    return Content(between).join(Content.styled(safe(words), "$muted") for words in each)
