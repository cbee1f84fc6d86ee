"""Narrowing a list by named filters: which there are, what each would leave, and one's own combinations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.filters import (
    FILTERS,
    KINDS,
    SharedWord,
    drop_own,
    filter_of,
    keep_own,
    made_of,
    matching,
    own_filter,
    own_filters,
)
from iro_tui.tui.dialogs.pick import Pick, Picked

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session
    from iro_tui.tui.screens.list_screen import ListScreen

OWN_KEYS = "890"
"""Digits of the first of one's own filters; the others are chosen with the arrows."""
KEEP, DROP = "+", "-"


async def choose_filters(screen: ListScreen[Any]) -> None:
    """Offer the filters over a list: each key switches one, and the list behind follows at once."""

    def counted(session: Session) -> list[Picked]:
        rows = screen.filtered_children(session)

        def left(id_: str) -> str:
            return f"{len(matching(rows, (id_,))):,}"

        own = own_filters(session)
        chosen = [id_ for id_ in screen.only if id_ not in FILTERS and id_ not in own and filter_of(id_)]
        options = [Picked(f.id, f.label, f.id in screen.only, left(f.id), f.key) for f in FILTERS.values()]
        options += [_option(screen, id_, left(id_)) for id_ in chosen]
        options += [Picked(kind.id, f"{kind.title} …", key=kind.key) for kind in KINDS if made_of(kind, rows)]
        options += [
            _option(screen, id_, left(id_), OWN_KEYS[n] if n < len(OWN_KEYS) else " ") for n, id_ in enumerate(own)
        ]
        return options

    options = await screen.ask(counted)
    hint = "keys switch · 0 none · + keep under a name · - drop a name · Enter close"
    pick = Pick("Only children who are", options, screen.keep_only, hint=hint, leads={kind.id for kind in KINDS})

    async def left_for(chosen: str | None) -> None:
        if chosen in {kind.id for kind in KINDS}:
            await _of_kind(screen, next(kind for kind in KINDS if kind.id == chosen))
        elif chosen == KEEP:
            _keep(screen)
        elif chosen and chosen.startswith(DROP):
            await _drop(screen, chosen.removeprefix(DROP))

    screen.app.push_screen(pick, left_for)


def _option(screen: ListScreen[Any], id_: str, left: str, key: str = " ") -> Picked:
    item = filter_of(id_)
    return Picked(id_, item.label if item else id_, id_ in screen.only, left, key)


async def _of_kind(screen: ListScreen[Any], kind: SharedWord) -> None:
    """Let one of the workers or teams be picked; picked again, it goes."""

    def counted(session: Session) -> list[Picked]:
        rows = screen.filtered_children(session)
        return [
            Picked(id_, word, id_ in screen.only, f"{len(matching(rows, (id_,))):,}")
            for id_, word in made_of(kind, rows).items()
        ]

    async def picked(id_: str | None) -> None:
        if id_:
            others: Sequence[str] = [other for other in screen.only if not other.startswith(f"{kind.id}:")]
            await screen.keep_only(others if id_ in screen.only else [*others, id_])

    screen.app.push_screen(Pick(kind.title, await screen.ask(counted)), picked)


def _keep(screen: ListScreen[Any]) -> None:
    from iro_tui.tui.dialogs.name_it import NameIt

    if not screen.only:
        screen.iro.say("Choose filters first, then + keeps them under a name.", problem=True)
        return

    async def named(name: str | None) -> None:
        if name:
            id_ = own_filter(name, screen.only)
            await screen.ask(lambda session: keep_own(session, id_))
            await screen.keep_only([id_])
            screen.iro.say(f"Kept as «{name}»: f offers it.")

    screen.app.push_screen(NameIt("Keep these filters as"), named)


async def _drop(screen: ListScreen[Any], id_: str) -> None:
    item = filter_of(id_)
    own = await screen.ask(own_filters)
    if item is None or id_ not in own:
        screen.iro.say("Only a filter under a name of your own can be dropped.", problem=True)
        return
    await screen.ask(lambda session: drop_own(session, id_))
    await screen.keep_only([other for other in screen.only if other != id_])
    screen.iro.say(f"{item.label} is dropped.")
