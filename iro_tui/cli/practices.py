"""A practice, printed: every setting with its value and meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from iro_tui.caseload.practices import Loaded
from iro_tui.cli.printing import print_json, wrapped
from iro_tui.cli.streams import say
from iro_tui.domain.practice import Item, Practice, Stage
from iro_tui.domain.words import dated

INDENT = "    "


def print_practice(practice: Practice, of_store: Sequence[tuple[date, Loaded]] = (), *, as_json: bool) -> None:
    """Every setting; of a store's own practices beside it which is in force from when."""
    spans = [(loaded.practice, None if first == date.min else first) for first, loaded in of_store]
    if as_json:
        settings = {key: _bare(value) for key, _, value, _ in practice.settings()}
        shape = {"name": practice.name, "title": practice.title, "settings": settings,
                 "warnings": list(practice.warnings())}  # fmt: skip
        in_force = [{"name": each.name, "title": each.title, "from": first} for each, first in spans]
        print_json(shape | ({"in_force": in_force} if spans else {}))
        return
    say(f"{practice.title} ({practice.name})\n")
    for each, first in spans if len(spans) > 1 else []:
        say(f"In force from {dated(first) if first else 'the beginning'}: {each.title} ({each.name})")
    if len(spans) > 1:
        say()
    for key, spec, value, _ in practice.settings():
        # The name of a setting is what one needs to change it: it is never cut, and what it means goes on below.
        says = spec.says + (f" ({spec.law})" if spec.law else "")
        for line in (*wrapped(f"{key}  {_setting(value)}", rest=INDENT), *wrapped(says, first=INDENT, rest=INDENT)):
            say(line)
    for warning in practice.warnings():
        say(f"Warning: {warning}")


def _setting(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(_entry, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _entry(item: Any) -> str:
    if isinstance(item, Stage):
        return item.name
    return item.words if isinstance(item, Item) else str(item)


def _bare(value: Any) -> Any:
    if isinstance(value, tuple):
        return [asdict(item) if isinstance(item, Stage | Item) else item for item in value]
    return value
