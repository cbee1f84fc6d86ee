"""Noticing that Caps Lock is on: a capital that does nothing, and the capitals after it."""

from __future__ import annotations

from collections.abc import Callable

FOR_SECONDS = 20.0
"""How long after it was noticed a capital is still taken for one typed with Caps Lock."""


class CapsLock:
    """Pure but for what it remembers: when a capital without a meaning was typed, and no small letter since."""

    def __init__(self) -> None:
        self._since: float | None = None

    def says(self, character: str, at: float, label_of: Callable[[str], str]) -> str:
        """What is said in place of acting; empty for a key that acts. `label_of` says what a letter does."""
        if len(character) != 1 or not character.isalpha() or character.lower() == character:
            if character.isalpha():
                self._since = None
            return ""
        means = label_of(character.lower())
        on = self._since is not None and at - self._since <= FOR_SECONDS
        if label_of(character) and not on:
            return ""
        if not means and not on:
            return ""
        self._since = at
        return f"{character}: Caps Lock? {character.lower()}: {means}." if means else f"{character}: Caps Lock?"
