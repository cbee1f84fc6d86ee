"""What a stored field is called and how its value is said: declared once at its column, drawn by every face."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from iro_tui.domain.several import parted
from iro_tui.domain.words import day_words, joined


class Kind(StrEnum):
    """What kind of value a field holds."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes_no"
    NUMBER = "number"
    CODE = "code"
    """One of the field's `words`; a file may bring one that is not there."""
    CODES = "codes"
    """Several of them, comma separated."""
    KEY = "key"
    """The store's key of another row: never said."""
    PERSON = "person"
    """The store's key of somebody of the service, who is said by name."""
    ANSWERS = "answers"
    """A JSON object: an item of the field's `words`, and what was answered."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A stored field as an officer knows it. `name` and `kind` are the column's own, filled in by `facts_of`."""

    label: str
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What its codes mean."""
    private: bool = False
    """Whether it says who the child is: never printed or exported without asking."""
    since: int = 1
    """The schema that brought it."""
    kind: Kind | None = None
    name: str = ""
    goes_with: str = ""
    """The column of the row without which this one says nothing: of what two laptops have they come from one."""


ANSWERS = {"y": "yes", "n": "no", "na": "not applicable"}
"""What an answer means: an item of a checklist, or of a mid-point check."""


def spoken(fact: Fact, value: object, today: date) -> str:
    """A value as an officer reads it: `Fri 20 Nov`, `yes`, `male`; empty where there is none to say."""
    match fact.kind, value:
        case (_, None | "") | (Kind.KEY, _):
            return ""
        case Kind.DAY, date():
            return day_words(value, today)
        case Kind.MOMENT, datetime():
            return day_words(value.astimezone().date(), today)
        case Kind.YES_NO, _:
            return "yes" if value else "no"
        case ((Kind.CODE | Kind.CODES), str()):
            return joined([fact.words.get(code, code) for code in parted(value)])
        case Kind.ANSWERS, str():
            answers: dict[str, str] = json.loads(value)
            return "; ".join(f"{fact.words.get(item, item)}: {ANSWERS.get(a, a)}" for item, a in answers.items())
        case _:
            return str(value)
