"""What every test of a screen would do again and again to no end, done once: nothing of the app is put in its place."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

APPS_KEPT = 25
_ended: list[None] = []
_read: dict[tuple[object, ...], list[RuleSet]] = {}


@contextmanager
def drawn_when_looked_at() -> Iterator[None]:
    """No terminal is there, so what would be sent to one is not drawn for every key, to be thrown away.

    Half of a test's time went there. Whoever looks (`driving.strips`, a picture) gets the screen drawn as it is then.
    """
    really = Compositor.render_update

    def render_update(self: Compositor, full: bool = False, *stack: Any, **named: Any) -> Any:
        if full:
            return really(self, full, *stack, **named)
        self._dirty_regions.clear()
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", render_update)
        yield


@contextmanager
def styles_read_once() -> Iterator[None]:
    """The styles of one theme are the same rules in every app: each app of its own reads them anew."""
    really = Stylesheet._parse_rules

    def parse_rules(self: Stylesheet, css: str, *place: Any, **named: Any) -> list[RuleSet]:
        key = (css, *place, *sorted(named.items()), *self._variables.items())
        if key not in _read:
            _read[key] = really(self, css, *place, **named)
        return _read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_rules)
        yield


def forget_ended_apps() -> None:
    """Now and then, let apps that have ended go: each ends long before its process does.

    Else all would stay, twenty megabytes each; to look for them after each costs as much as a key.
    """
    _ended.append(None)
    if len(_ended) == APPS_KEPT:
        _ended.clear()
        gc.collect()
