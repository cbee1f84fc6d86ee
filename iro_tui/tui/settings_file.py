"""Changing one value in the settings file: every other line, and every remark, stays as it was written.

What is changed by lines is proved by reading: the new text must say what the old one said but for that value, or it
is not written. So a file of an unusual shape is refused and never harmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iro_tui.caseload.own_settings import FILE, folder
from iro_tui.text import decoded
from iro_tui.tui.settings import Settings, forget_theme, read_settings, settings_of

Value = str | int | list[str]
By = tuple[str, ...]
"""The way to a value: `("theme",)`, or `("keys", "rag")`."""

_HEADER = re.compile(r"\s*\[\s*([\w\"'. -]+?)\s*\]\s*(#.*)?\r?$")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"' + r"|'[^']*'")


class NotChanged(Exception):
    """The file is as it was; the sentence says why."""


def change(by: By, value: Value | None, where: Path | None = None) -> Settings:
    """Set a value in the file, or with None leave it to the usual one; the settings that hold then.

    Raises NotChanged: the value, or the file as it would be, cannot be followed, or it cannot be written.
    """
    where = where or folder()
    path = where / FILE
    try:
        old = decoded(path.read_bytes()) if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise NotChanged(f"{path} cannot be read; nothing was changed. Mend it, or take it away.") from error
    text = with_value(old, by, value)
    try:
        settings_of(text)
    except (ValueError, RecursionError) as error:
        raise NotChanged(f"{error}.") from error
    _write(path, text)
    if by == ("theme",):
        forget_theme(where)
    return read_settings(where)


def with_value(text: str, by: By, value: Value | None) -> str:
    """The text of a settings file with one value changed, added, or taken out. Raises NotChanged."""
    lines = text.split("\n")
    entry = next((each for each in _entries(lines) if each.by == by), None)
    if entry is not None:
        remarks = [remark for line in lines[entry.first : entry.last] if (remark := _remark(line))]
        lines[entry.first : entry.last] = _line(f"{entry.before}{by[-1]}", value, remarks, _ending(lines))
    elif value is not None:
        _add(lines, by, value)
    new = "\n".join(lines)
    expected = _expected(text, by, value)
    if (values := _values(new)) is None or _without_empty(values) != _without_empty(expected):
        raise NotChanged(f"The file is written in a way that iro does not change: write {by[-1]} into it by hand.")
    return new


@dataclass(frozen=True, slots=True)
class _Entry:
    by: By
    first: int
    last: int
    """The first line after it."""
    before: str = ""
    """What stands before its name in its own line: `keys.` of `keys.rag`."""


def _entries(lines: list[str]) -> Iterator[_Entry]:
    """The values of a file, each with its lines; one may take several."""
    import tomllib

    table: By = ()
    at = 0
    while at < len(lines):
        header = _HEADER.match(lines[at])
        if header:
            table = tuple(part.strip(" \"'") for part in header[1].split("."))
        elif "=" in lines[at] and not lines[at].lstrip().startswith("#"):
            for end in range(at + 1, len(lines) + 1):
                try:
                    parsed = tomllib.loads("\n".join(lines[at:end]) + "\n")
                except ValueError:
                    continue
                way = _way(parsed)
                yield _Entry((*table, *way), at, end, "".join(f"{name}." for name in way[:-1]))
                at = end - 1
                break
        at += 1


def _way(parsed: dict[str, Any]) -> By:
    """The names by which one line says one value: `keys.rag = "r"` has two."""
    way: list[str] = []
    inner: object = parsed
    while isinstance(inner, dict) and len(inner) == 1:
        [(name, inner)] = inner.items()
        way.append(name)
    return tuple(way)


def _add(lines: list[str], by: By, value: Value) -> None:
    """Put a new value after the last one of its table."""
    entries = list(_entries(lines))
    siblings = [entry for entry in entries if entry.by[:-1] == by[:-1]]
    line = _line(f"{siblings[-1].before if siblings else ''}{by[-1]}", value, [], _ending(lines))
    headers = [at for at, each in enumerate(lines) if _HEADER.match(each)]
    own = [at for at in headers if len(by) > 1 and _named(lines[at]) == by[0]]
    if siblings:
        lines[siblings[-1].last : siblings[-1].last] = line
    elif own:
        lines[own[0] + 1 : own[0] + 1] = line
    elif len(by) > 1:
        while lines and not lines[-1].strip():
            lines.pop()
        ending = _ending(lines)
        lines += [*([ending] if lines else []), f"[{by[0]}]{ending}", *line, ""]
    else:
        first = headers[0] if headers else len(lines) - (not lines[-1].strip())
        while headers and first and lines[first - 1].lstrip().startswith("#"):  # what is said of the table below it
            first -= 1
        lines[first:first] = line


def _named(header: str) -> str:
    matched = _HEADER.match(header)
    return matched[1].strip(" \"'") if matched else ""


def _line(name: str, value: Value | None, remarks: list[str], ending: str) -> list[str]:
    """The lines of a value; what was remarked beside it stays, also where the value itself goes."""
    if value is None:
        return [remark + ending for remark in remarks]
    beside = f"  {remarks[0]}" if remarks else ""
    return [f"{name} = {_toml(value)}{beside}{ending}", *(remark + ending for remark in remarks[1:])]


def _ending(lines: list[str]) -> str:
    """What stands before the line's end: files of Windows have one sign more there."""
    return "\r" if any(line.endswith("\r") for line in lines) else ""


def _remark(line: str) -> str:
    """The remark at the end of a line; empty for none."""
    masked = _STRING.sub(lambda quoted: "x" * len(quoted[0]), line)
    at = masked.find("#")
    return line[at:].strip() if at >= 0 else ""


def _toml(value: Value) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return _toml(value[0]) if len(value) == 1 else f"[{', '.join(map(_toml, value))}]"
    if "\\" in value and "'" not in value and value.isprintable():  # a path of Windows, to be read as it is
        return f"'{value}'"
    import json

    return json.dumps(value, ensure_ascii=False)


def _values(text: str) -> dict[str, Any] | None:
    """What a text says; None where it cannot be read."""
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value != {}}


def _expected(text: str, by: By, value: Value | None) -> dict[str, Any]:
    """What the file is to say: what it said, but for one value. Raises NotChanged."""
    values = _values(text)
    if values is None:
        raise NotChanged("The file has an error: mend that line first, or take the file away. Nothing was changed.")
    inner = values
    for name in by[:-1]:
        nested = inner.setdefault(name, {}) if value is not None else inner.get(name, {})
        if not isinstance(nested, dict):
            raise NotChanged(f"{name} is no table in the file: mend that line first. Nothing was changed.")
        inner = nested
    if value is None:
        inner.pop(by[-1], None)
    else:
        inner[by[-1]] = value[0] if isinstance(value, list) and len(value) == 1 else value
    return values


def _write(path: Path, text: str) -> None:
    from iro_tui.store.files import reason, write_private

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # What is only pointed to stays where it is.
        write_private(path.resolve(), text.encode())
    except OSError as error:
        raise NotChanged(f"{path} cannot be written ({reason(error)}). Nothing was changed.") from error
