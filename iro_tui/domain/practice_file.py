"""Reading a practice from the tables of a practice file, with every fault named in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar, get_type_hints

from iro_tui.domain.practice import SECTIONS, Item, Practice, Stage
from iro_tui.domain.practice_beside import Panel
from iro_tui.domain.practice_setting import PracticeSetting
from iro_tui.text import clean

_T = TypeVar("_T")


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
        if key in ("name", "title"):
            if isinstance(value, str) and 0 < len(value) <= 80:
                values[key] = value
            else:
                faults.append(f"{key} is {_shown(value)}: give a text of 1 to 80 characters.")
        elif key in SECTIONS:
            if isinstance(value, Mapping):
                values[key] = _read_section(key, types[key], value, faults)
            else:
                faults.append(f"{key} is {_shown(value)}: it is a section and is written [{key}].")
        else:
            faults.append(f"{key} is not a setting.{_hint(key, ('name', 'title', *SECTIONS))}")
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
        if not isinstance(value, str) or len(value) > spec.high:
            raise ValueError(f"give a text of at most {spec.high:g} characters")
        return value
    if kind in (int, float):
        whole = kind is int
        if (
            isinstance(value, bool)
            or not isinstance(value, int if whole else (int, float))
            or not spec.low <= value <= spec.high
        ):
            raise ValueError(f"give a {'whole ' if whole else ''}number from {spec.low:g} to {spec.high:g}")
        return kind(value)
    if not isinstance(value, list) or not spec.low <= len(value) <= spec.high:
        raise ValueError(f"give a list of {spec.low:g} to {spec.high:g} entries")
    if kind == tuple[str, ...]:
        if not all(isinstance(item, str) and 0 < len(item) <= 40 for item in value):
            raise ValueError("each entry is a text of 1 to 40 characters")
        return _distinct(tuple(item for item in value))
    if kind == tuple[date, ...]:
        if not all(type(item) is date for item in value):
            raise ValueError("each entry is a date such as 2026-12-24, without quotation marks")
        return tuple(sorted(_distinct(tuple(value))))
    if kind == tuple[Panel, ...]:
        return _read_panels(value)
    return _read_items(value) if kind == tuple[Item, ...] else _read_stages(value)


def _read_panels(value: list[Any]) -> tuple[Panel, ...]:
    panels = []
    for item in value:
        if not isinstance(item, Mapping) or set(item) != {"name", "before_filing"}:
            raise ValueError('each panel is written { name = "Legal panel", before_filing = 5 }')
        if not isinstance(item["name"], str) or not 0 < len(item["name"]) <= 40:
            raise ValueError("a panel's name is a text of 1 to 40 characters")
        days = item["before_filing"]
        if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= 60:
            raise ValueError("a panel's before_filing is a whole number of working days from 0 to 60")
        panels.append(Panel(item["name"], days))
    _distinct(tuple(panel.name for panel in panels))
    return tuple(panels)


def _read_items(value: list[Any]) -> tuple[Item, ...]:
    items = []
    for item in value:
        if not isinstance(item, Mapping):
            raise ValueError('each item is written { id = "pep", words = "PEP", from_age = 3 }')
        unknown = set(item) - {"id", "words", "from_age"}
        if unknown:
            raise ValueError(f"an item has id, words and from_age, not {', '.join(sorted(unknown))}")
        for key in ("id", "words"):
            if not isinstance(item.get(key), str) or not 0 < len(item[key]) <= 60:
                raise ValueError(f"an item needs {key}, a text of 1 to 60 characters")
        age = item.get("from_age", 0)
        if isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= 17:
            raise ValueError("an item's from_age is a whole number from 0 to 17")
        items.append(Item(item["id"], item["words"], age))
    _distinct(tuple(item.id for item in items))
    return tuple(items)


def _read_stages(value: list[Any]) -> tuple[Stage, ...]:
    stages = []
    for item in value:
        if not isinstance(item, Mapping):
            raise ValueError(
                'each stage is written { id = "1", name = "Stage 1", person = "team manager", working_days = 5 }'
            )
        unknown = set(item) - {"id", "name", "person", "working_days", "formal"}
        if unknown:
            raise ValueError(f"a stage has id, name, person, working_days and formal, not {', '.join(sorted(unknown))}")
        for key in ("id", "name", "person"):
            if not isinstance(item.get(key), str) or not 0 < len(item[key]) <= 60:
                raise ValueError(f"a stage needs {key}, a text of 1 to 60 characters")
        days = item.get("working_days", 0)
        if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= 60:
            raise ValueError("a stage's working_days is a whole number from 0 (untimed) to 60")
        formal = item.get("formal", True)
        if not isinstance(formal, bool):
            raise ValueError("a stage's formal is true or false")
        stages.append(Stage(item["id"], item["name"], item["person"], days, formal))
    _distinct(tuple(stage.id for stage in stages))
    return tuple(stages)


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
