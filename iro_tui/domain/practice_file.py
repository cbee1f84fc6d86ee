"""Reading a practice from the tables of a practice file, with every fault named in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar, get_args, get_type_hints

from iro_tui.domain.practice import HEAD, SECTIONS, Practice
from iro_tui.domain.practice_entries import EXAMPLES, NAMES, NEEDED, Chair, Item, Panel, Stage, Target
from iro_tui.domain.practice_setting import PracticeSetting
from iro_tui.domain.words import joined
from iro_tui.text import clean

_T = TypeVar("_T")
MOST_LETTERS = 60
"""Of an entry that is a text."""
LONGEST_SOURCE = 400
CHARACTERS = {"a text": " characters", "a whole number": ""}


class PracticeError(ValueError):
    """A practice file that cannot be used; `faults` are sentences naming key, value and what is allowed."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


def read_practice(data: Mapping[str, Any]) -> Practice:
    """A practice from the tables of a practice file. Raises PracticeError naming every fault at once.

    Its texts are cleaned like those of any file: they stand on screens, in notes and in the journal.
    """
    faults: list[str] = []
    values: dict[str, Any] = {}
    types = get_type_hints(Practice)
    for key, value in _cleaned(data).items():
        if key in HEAD:
            if isinstance(value, str) and 0 < len(value) <= 80:
                values[key] = value
            else:
                faults.append(f"{key} is {_shown(value)}: give a text of 1 to 80 characters.")
        elif key == "sources":
            values[key] = _read_sources(value, faults)
        elif key in SECTIONS:
            if isinstance(value, Mapping):
                values[key] = _read_section(key, types[key], value, faults)
            else:
                faults.append(f"{key} is {_shown(value)}: it is a section and is written [{key}].")
        else:
            faults.append(f"{key} is not a setting.{_hint(key, (*HEAD, 'sources', *SECTIONS))}")
    if faults:
        raise PracticeError(faults)
    practice = Practice(**values)
    if practice.caseload.low > practice.caseload.high:
        faults.append(
            f"caseload.low is {practice.caseload.low}: it may not be above caseload.high ({practice.caseload.high})."
        )
    if practice.escalation.warn_working_days > practice.escalation.total_working_days:
        faults.append(
            f"escalation.warn_working_days is {practice.escalation.warn_working_days}: it may not be above "
            f"escalation.total_working_days ({practice.escalation.total_working_days})."
        )
    if faults:
        raise PracticeError(faults)
    return practice


def _read_sources(data: Any, faults: list[str]) -> tuple[tuple[str, str], ...]:
    """Where values come from: `"record.full_record" = "report, page 12"`."""
    known = {key for key, *_ in Practice().settings()}
    if not isinstance(data, Mapping):
        faults.append(f"sources is {_shown(data)}: it is a section and is written [sources].")
        return ()
    for key, source in data.items():
        if key not in known:
            faults.append(f'sources has {key}, which is not a setting: write "record.full_record" = "…".')
        elif not isinstance(source, str) or not 0 < len(source) <= LONGEST_SOURCE:
            faults.append(f"sources.{key} is {_shown(source)}: give a text of 1 to {LONGEST_SOURCE} characters.")
    return tuple((key, source) for key, source in data.items() if isinstance(source, str))


def _cleaned(value: Any) -> Any:
    """The same tables with every text in them cleaned; none is cut, so that one too long is refused."""
    if isinstance(value, str):
        return clean(value, limit=len(value))
    if isinstance(value, Mapping):
        return {key: _cleaned(part) for key, part in value.items()}
    return [_cleaned(part) for part in value] if isinstance(value, list) else value


def _read_section(section: str, kind: Any, data: Mapping[str, Any], faults: list[str]) -> Any:
    known = {item.name: item for item in fields(kind)}
    types = get_type_hints(kind)
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            faults.append(f"{section}.{key} is not a setting.{_hint(key, known)}")
            continue
        try:
            values[key] = _read_value(types[key], known[key].metadata["setting"], value)
        except ValueError as fault:
            faults.append(f"{section}.{key} is {_shown(value)}: {fault}.")
    return kind(**values)


def _read_value(kind: Any, spec: PracticeSetting, value: Any) -> Any:
    """The value in its own type; raises ValueError saying what is allowed."""
    if kind is bool:
        if not isinstance(value, bool):
            raise ValueError("give true or false")
        return value
    if kind is str:
        return _read_text(spec, value)
    if kind in (int, float, int | None):
        whole = kind is not float
        if (
            isinstance(value, bool)
            or not isinstance(value, int if whole else (int, float))
            or not spec.low <= value <= spec.high
        ):
            raise ValueError(f"give a {'whole ' if whole else ''}number from {spec.low:g} to {spec.high:g}")
        return int(value) if whole else float(value)
    if not isinstance(value, list) or not spec.low <= len(value) <= spec.high:
        raise ValueError(f"give a list of {spec.low:g} to {spec.high:g} entries")
    (of, _) = get_args(kind)
    if of is str:
        if not all(isinstance(item, str) and 0 < len(item) <= MOST_LETTERS for item in value):
            raise ValueError(f"each entry is a text of 1 to {MOST_LETTERS} characters")
        return _distinct(tuple(item for item in value))
    if of is date:
        if not all(type(item) is date for item in value):
            raise ValueError("each entry is a date such as 2026-12-24, without quotation marks")
        return tuple(sorted(_distinct(tuple(value))))
    return _read_entries(of, value)


def _read_text(spec: PracticeSetting, value: Any) -> str:
    if spec.choices:
        if value not in spec.choices:
            raise ValueError(f"give one of {', '.join(spec.choices)}")
    elif not isinstance(value, str) or not spec.low <= len(value) <= spec.high:
        raise ValueError(f"give a text of {spec.low:g} to {spec.high:g} characters")
    return str(value)


def _read_entries(kind: Any, value: list[Any]) -> tuple[Any, ...]:
    """The entries of a list, each by its declared parts."""
    known, types, called = {part.name: part for part in fields(kind)}, get_type_hints(kind), NAMES[kind]
    entries = []
    for item in value:
        if not isinstance(item, Mapping):
            raise ValueError(f"{called} is written {EXAMPLES[kind]}")
        if unknown := set(item) - set(known):
            raise ValueError(f"{called} has {joined(list(known))}, not {', '.join(sorted(unknown))}")
        for name, part in known.items():
            if part.default == NEEDED and name not in item:
                spec = part.metadata["setting"]
                what = "a text" if types[name] is str else "a whole number"
                raise ValueError(f"{called} needs {name}, {what} of {spec.low:g} to {spec.high:g}{CHARACTERS[what]}")
        parts = {}
        for name, typed in item.items():
            try:
                parts[name] = _read_value(types[name], known[name].metadata["setting"], typed)
            except ValueError as fault:
                raise ValueError(f"{called}'s {name} is {_shown(typed)}, and should not be: {fault}") from None
        entries.append(kind(**parts))
    first = next(iter(known))
    if kind in (Item, Stage, Chair, Panel, Target):
        _distinct(tuple(getattr(entry, first) for entry in entries))
    return tuple(entries)


def _distinct(items: tuple[_T, ...]) -> tuple[_T, ...]:
    if len(set(items)) != len(items):
        raise ValueError("an entry stands twice")
    return items


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _hint(key: str, known: Iterable[str]) -> str:
    names = list(known)
    close = get_close_matches(key, names, 1)
    return f" Did you mean {close[0]}?" if close else f" Settings here: {', '.join(names)}."
