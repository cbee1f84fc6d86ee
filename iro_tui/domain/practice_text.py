"""A practice as the text of a file: whole, for a store to keep; or to start an own one from, every line explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from textwrap import wrap
from typing import Any

from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import NEEDED
from iro_tui.domain.practice_setting import PracticeSetting

WIDTH = 116


def as_toml(practice: Practice) -> str:
    """All that differs from the statutory practice, with its sources; `read_practice` reads the same from it."""
    return "\n".join(_lines(practice)) + "\n"


def _lines(practice: Practice) -> Iterator[str]:
    yield f"name = {toml_value(practice.name)}"
    yield f"title = {toml_value(practice.title)}"
    section = ""
    for key, _, value, default in practice.settings():
        if value == default:
            continue
        if key.split(".")[0] != section:
            section = key.split(".")[0]
            yield from ("", f"[{section}]")
        yield f"{key.split('.')[1]} = {toml_value(value)}"
    if practice.sources:
        yield from ("", "[sources]", *(f"{toml_value(key)} = {toml_value(source)}" for key, source in practice.sources))


def to_start_from(practice: Practice, name: str, title: str) -> str:
    """The text of an own practice on the base of another: nothing differs yet, every setting stands there to change."""
    lines = [
        f"# Based on: {practice.title}. Take the # away from what differs, and give its source under [sources].",
        "# Then: iro practice check FILE, and iro practice use FILE",
        f"name = {toml_value(name)}",
        f"title = {toml_value(title)}",
        f"based_on = {toml_value(practice.name)}",
    ]
    section = ""
    for key, spec, value, _ in practice.settings():
        if key.split(".")[0] != section:
            section = key.split(".")[0]
            lines += ["", f"[{section}]"]
        source = practice.source_of(key)
        says = f"{says_of(spec)}{f'. {source}' if source else ''}"
        lines += [f"# {line}" for line in wrap(says, WIDTH)]
        lines += [f"# {line}" for line in f"{key.split('.')[1]} = {toml_value(value)}".split("\n")]
    lines += ["", "[sources]", '# "record.full_record" = "our handbook, page 12"']
    return "\n".join(lines) + "\n"


def says_of(spec: PracticeSetting) -> str:
    """What a setting means, with its authority."""
    return f"{spec.says}{f'; {spec.law}' if spec.law else ''}"


def toml_value(value: Any) -> str:
    """A value as a file writes it: lists of entries one a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{"".join(_escaped(letter) for letter in value)}"'
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        parts = [toml_value(item) for item in value]
        if any(map(is_dataclass, value)):
            return "[\n" + "".join(f"    {part},\n" for part in parts) + "]"
        return f"[{', '.join(parts)}]"
    if is_dataclass(value):
        parts = [
            f"{part.name} = {toml_value(getattr(value, part.name))}"
            for part in fields(value)
            if part.default == NEEDED or getattr(value, part.name) != part.default
        ]
        return f"{{ {', '.join(parts)} }}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return (
        letter
        if letter.isprintable()
        else f"\\u{ord(letter):04x}"
        if ord(letter) < 0x10000
        else f"\\U{ord(letter):08x}"
    )
