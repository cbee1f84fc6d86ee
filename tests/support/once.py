"""What every test of a screen would do again and again to no end, done once: nothing of the app is put in its place."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message import Message
from textual.message_pump import MessagePump

APPS_KEPT = 25
_ended = count()
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


@contextmanager
def handlers_found_once() -> Iterator[None]:
    """Who handles a message follows from its class and the widget's: it is looked for in all their bases each time."""
    really = MessagePump._get_dispatch_methods

    def dispatch(self: MessagePump, name: str, message: Message) -> Iterable[tuple[type, Any]]:
        places = _plainly_handled(type(self), type(message), name)  # type: ignore[arg-type]
        if places is None:
            yield from really(self, name, message)
            return
        for kind, handler in places:
            if message._no_default_action:
                break
            yield kind, kind.__dict__[handler].__get__(self, kind)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MessagePump, "_get_dispatch_methods", dispatch)
        yield


@cache
def _plainly_handled(kind: type[MessagePump], message: type[Message], name: str) -> tuple[tuple[type, str], ...] | None:
    """The classes with a handler, each with its name; None where it also depends on who sent the message."""
    places = []
    for base in kind.__mro__:
        decorated = base.__dict__.get("_decorated_handlers") or {}
        if any(decorated.get(each) for each in message.__mro__):
            return None
        handler = next((each for each in (f"_{name}", name) if base.__dict__.get(each)), "")
        if handler and not getattr(base.__dict__[handler], "_textual_on", None):
            places.append((base, handler))
    return tuple(places)


def forget_ended_apps() -> None:
    """After the first, and now and then, let apps that have ended go: each ends long before its process does.

    Else all would stay, twenty megabytes each; to look for them after each costs as much as a key. What is left then is
    what they loaded: whoever locks or collects in a later test need not look through it.
    """
    if next(_ended) % APPS_KEPT == 0:
        gc.collect()
        gc.freeze()
