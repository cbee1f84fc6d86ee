"""Sentences that name a key of the screens, as the command line says them: by the act that the key begins."""

from __future__ import annotations

import re
from functools import cache

from iro_tui.actions import all_actions

_UNDER_I = re.compile(r"\b([A-Za-z0-9]) under i\b(?: \(iro do \w+\))?")


def as_typed(sentence: str) -> str:
    """`p under i enters one` is `iro do conference enters one`; a key of several acts stays as it is."""
    return _UNDER_I.sub(lambda at: f"iro do {act}" if (act := _acts().get(at[1])) else at[0], sentence)


@cache
def _acts() -> dict[str, str]:
    """By the key of the menu of facts the act that alone has it."""
    by_key: dict[str, set[str]] = {}
    for action in all_actions().values():
        for offer in action.offers:
            if offer.menu == "facts" and offer.key:
                by_key.setdefault(offer.key, set()).add(action.id)
    return {key: acts.pop() for key, acts in by_key.items() if len(acts) == 1}
