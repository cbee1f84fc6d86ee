"""Where somebody is: the screens one over the other, each with its row, its filter and what is typed there, so that it
is all found again after a lock.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen
from textual.widgets import Input
from textual.worker import WorkerError

from iro_tui.caseload.refusals import Refused
from iro_tui.tui.keeping import keep_draft

if TYPE_CHECKING:
    from iro_tui.tui.app import IroApp

Stand = Mapping[str, Any]
"""How a screen stands: its kind, by which it is made again, and what it needs for that."""


def standing(app: IroApp) -> str:
    """Where the person is, with what the open forms hold and what the store had no room for; to be sealed.

    Empty where nothing is to be found again: on a page that only a start shows, or over the made-up caseload.
    """
    from iro_tui.tui.form import Form

    typed = dict(app.unkept)
    for screen in app.screen_stack:
        if isinstance(screen, Form):
            typed[screen.draft] = screen.filling.written()
    each = [(screen, _stand_of(screen)) for screen in app.screen_stack] if not app.looking else []
    screens = [stand for _, stand in each if stand]
    closed = any(not stand and not isinstance(screen, Form) and screen.query(Input) for screen, stand in each)
    return json.dumps({"screens": screens, "typed": typed, "closed": closed}) if screens or typed else ""


def _stand_of(screen: Screen[Any]) -> Stand:
    """How a screen stands; nothing of one that is not shown again, as a question that was not answered."""
    from iro_tui.actions import find_action
    from iro_tui.tui.form import Form

    own = getattr(screen, "stand", None)
    if own is not None:
        stand: Stand = own()
        return stand
    # An act that its id alone does not begin again writes a file: it is cheap to begin anew.
    if not isinstance(screen, Form) or find_action(screen.action.id) is not screen.action:
        return {}
    return {
        "kind": "form",
        "action": screen.action.id,
        "children": screen.child_ids,
        "keys": screen.keys,
        "answers": screen.filling.begun_with,
        "at": screen.focused.id if screen.focused else "",
    }


CLOSED = "The small window that was open is closed, and what was typed in it is not kept: open it again."
_TODAY: Stand = {"list": "today"}


async def come_back(app: IroApp, words: str) -> None:
    """Show what `standing` wrote down, over the session that is open; what is not there any more is left out."""
    kept = json.loads(words)
    app.unkept |= kept["typed"]
    first, *others = kept["screens"] or [_TODAY]
    try:
        app.go_to(first["list"])
        if first is not _TODAY:
            app.screen.comes_back_to(first)  # type: ignore[attr-defined]  # every list does
        for stand in others:
            await _SHOWN[stand["kind"]](app, stand)
    except (KeyError, ValueError, Refused):  # another window changed what it was about
        pass
    shown = {form.draft for form in app.screen_stack if hasattr(form, "draft")}
    for draft in set(kept["typed"]) - shown:
        await keep_draft(app, draft, kept["typed"][draft])
    if kept["closed"]:
        app.say(CLOSED)


async def _over(app: IroApp, screen: Screen[Any], stand: Stand) -> None:
    """Put a list over what shows."""
    screen.comes_back_to(stand)  # type: ignore[attr-defined]  # every list does
    app.type_ahead.begin()  # it ends that once it has its rows
    await app.push_screen(screen)


async def _child(app: IroApp, stand: Stand) -> None:
    from iro_tui.tui.screens.child import ChildScreen

    await app.ask(lambda session: session.caseload().children[stand["child"]])
    await _over(app, ChildScreen(stand["child"], stand["tab"], stand["among"]), stand)


async def _found(app: IroApp, stand: Stand) -> None:
    from iro_tui.tui.screens.found import FoundScreen

    await _over(app, FoundScreen(stand["words"], stand["tab"]), stand)


async def _since(app: IroApp, stand: Stand) -> None:
    from iro_tui.tui.screens.since import SinceScreen

    await _over(app, SinceScreen(stand["tab"]), stand)


async def _behind(app: IroApp, stand: Stand) -> None:
    from iro_tui.figures import Period
    from iro_tui.tui.screens.figures import BehindScreen

    first, last, kind = stand["period"]
    period = Period(date.fromisoformat(first), date.fromisoformat(last), kind)
    await _over(app, BehindScreen(stand["figure"], period), stand)


async def _written(app: IroApp, stand: Stand) -> None:
    from iro_tui.tui.screens.written import WrittenScreen

    await _over(app, WrittenScreen(), stand)


async def _settings(app: IroApp, stand: Stand) -> None:  # noqa: ARG001
    from iro_tui.tui.screens.settings import SettingsScreen

    await app.push_screen(SettingsScreen())


async def _form(app: IroApp, stand: Stand) -> None:
    from iro_tui.actions import action_of
    from iro_tui.tui.booking_form import form_of

    form = form_of(action_of(stand["action"]), stand["children"], stand["keys"], stand["answers"], stand["at"])
    app.screen.open_form(form)  # type: ignore[attr-defined]  # every screen of ours does


async def _new_child(app: IroApp, stand: Stand) -> None:
    from iro_tui.tui.new_child import open_new_child

    open_new_child(cast("Screen[None]", app.screen), stand["at"])


async def _pasted(app: IroApp, stand: Stand) -> None:
    from iro_tui.tui.screens.pasted import PastedRows

    await app.push_screen(PastedRows(stand["text"], stand))


async def _bring_in(app: IroApp, stand: Stand) -> None:
    from iro_tui.tui.screens.welcome import BringIn

    await app.push_screen(BringIn(stand))


async def _palette(app: IroApp, stand: Stand) -> None:
    from iro_tui.tui.palette import open_palette

    below = [worker for worker in app.workers if worker.node is app.screen]
    with suppress(WorkerError):  # it offers what can be done on the row: first there are rows
        await app.workers.wait_for_complete(below)
    await open_palette(app, stand["words"])


_SHOWN: dict[str, Callable[[IroApp, Stand], Any]] = {
    "child": _child,
    "found": _found,
    "since": _since,
    "behind": _behind,
    "written": _written,
    "settings": _settings,
    "form": _form,
    "new child": _new_child,
    "pasted": _pasted,
    "bring in": _bring_in,
    "palette": _palette,
}
