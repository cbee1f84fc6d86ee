"""A practice, printed: every setting with its value and meaning."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from iro_tui.cli.printing import print_json, table
from iro_tui.cli.streams import say
from iro_tui.domain.practice import Item, Practice, Stage


def print_practice(practice: Practice, *, as_json: bool) -> None:
    if as_json:
        settings = {key: _bare(value) for key, _, value, _ in practice.settings()}
        print_json({"name": practice.name, "title": practice.title, "settings": settings,
                    "warnings": list(practice.warnings())})  # fmt: skip
        return
    say(f"{practice.title} ({practice.name})\n")
    cells = [(key, _setting(value), spec.says + (f" ({spec.law})" if spec.law else ""))
             for key, spec, value, _ in practice.settings()]  # fmt: skip
    for line in table(("setting", "value", "meaning"), cells):
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
