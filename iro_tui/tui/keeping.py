"""Keeping what is typed in a form, shortly after the last key and now and then meanwhile: each answer that was typed,
and what stood there then.
"""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.refusals import Refused
from iro_tui.tui.later import Later

if TYPE_CHECKING:
    from textual.screen import Screen

    from iro_tui.tui.app import IroApp

AFTER_SECONDS = 0.4
"""How long nothing is typed before it is kept."""
AT_LATEST_SECONDS = 2.0
"""How long steady typing may go on before it is kept all the same."""


class Keeping:
    """When a form's draft is kept, and what of drafts the store had no room for."""

    def __init__(self, screen: Screen[Any], keep: Callable[[], Awaitable[None]]) -> None:
        self._keep = keep
        self._later = Later(screen, self._due)
        self._since: float | None = None
        """When the first key was pressed that is not kept yet."""

    def soon(self) -> None:
        """Something was typed."""
        now = time.monotonic()
        self._since = self._since if self._since is not None else now
        left = max(0.01, min(AFTER_SECONDS, AT_LATEST_SECONDS - (now - self._since)))
        self._later.after(left)

    def stop(self) -> None:
        """It is settled otherwise: done, or left."""
        self._later.stop()
        self._since = None

    async def _due(self) -> None:
        self._since = None
        await self._keep()


async def keep_draft(app: IroApp, draft: str, text: str) -> str:
    """Keep a draft; where the store cannot, in memory until the lock. Why it could not, or nothing. Never raises.

    Nobody asked for it, so nothing may end by it: a full disk least of all.
    """
    try:
        await app.ask(lambda session: session.keep_draft(draft, text))
    except Refused as refusal:
        app.unkept[draft], app.why_unkept = text, str(refusal)
        return app.why_unkept
    app.unkept.pop(draft, None)
    return ""


def read_draft(text: str) -> dict[str, tuple[str, str]]:
    """By question what was typed, and what stood there at first; nothing of what is not readable any more."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return {}
    answers = kept.items() if isinstance(kept, dict) else ()
    return {
        name: (str(parts[0]), str(parts[1])) for name, parts in answers if isinstance(parts, list) and len(parts) == 2
    }


def written_draft(typed: Collection[str], values: Mapping[str, str], at_first: Mapping[str, str]) -> str:
    """The answers to these questions as a draft; empty where there is none."""
    kept = {name: [values[name], at_first[name]] for name in sorted(typed)}
    return json.dumps(kept) if kept else ""
