"""The practice in force: every setting with its value, where that comes from, and whether it is laxer than the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.lists.base import QUIET, WARN, Column, List, Switch, View, only_data
from iro_tui.caseload.lists.kinds import DATA, TEXT
from iro_tui.domain.codes import PARTICIPATION
from iro_tui.domain.practice import Practice, is_laxer
from iro_tui.domain.practice_entries import (
    FIRST,
    FROM_SECOND,
    NAMES,
    OLDEST,
    SECOND,
    AgeLimit,
    Audit,
    Chair,
    Item,
    Panel,
    Routine,
    Stage,
    SurveyQuestion,
    Target,
)
from iro_tui.domain.practice_setting import PracticeSetting

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

NOT_SAID = "days not said"
SECTION_WORDS = {
    "reviews": "Reviews",
    "adoption": "Adoption reviews",
    "preparation": "Before a review",
    "record": "The record of a review",
    "midpoint": "Mid-point check",
    "rag": "RAG",
    "escalation": "Escalation",
    "allocation": "A child new to care",
    "conferences": "Child protection conferences",
    "court": "Court",
    "checklist": "Checklist of a review",
    "clock": "Due soon",
    "caseload": "Caseload",
    "participation": "Participation",
    "days": "Days not worked",
    "routines": "What comes again",
    "surveys": "Surveys",
    "figures": "Aims",
    "words": "Words",
}
"""What the sections of a practice are called."""


AT_WORDS = {FIRST: "first review", SECOND: "second review", FROM_SECOND: "from the second review"}
"""At which reviews an item is asked, where not at every."""


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """One setting of a practice."""

    key: str
    spec: PracticeSetting
    value: Any
    default: Any
    source: str

    @property
    def words(self) -> str:
        """Its value as it is said."""
        return value_words(self.value)

    @property
    def differs(self) -> bool:
        """Whether it is not what the statutory practice says."""
        return bool(self.value != self.default)

    @property
    def laxer(self) -> bool:
        """Whether it is laxer than the law or guidance."""
        return is_laxer(self.spec, self.value, self.default)

    @property
    def mark(self) -> str:
        return f"laxer than {self.spec.law}" if self.laxer else "own" if self.differs else ""

    @property
    def from_words(self) -> str:
        """Where its value comes from: the source that the practice names, else the authority of the statutory one."""
        if self.source:
            return self.source
        return "" if self.differs else self.spec.law or "statutory practice"


def lines_of(practice: Practice) -> Iterator[PracticeLine]:
    """Every setting of a practice, in order."""
    for key, spec, value, default in practice.settings():
        yield PracticeLine(key, spec, value, default, practice.source_of(key))


def settings(_connection: Connection | None, caseload: Caseload, *, own: bool = False) -> Iterator[PracticeLine]:
    """Every setting of the practice that is in force today; with `own` only what differs from the statutory one."""
    return (line for line in lines_of(caseload.practice.on(caseload.today)) if line.differs or not own)


def value_words(value: Any) -> str:
    """A value as it is said: `20`, `yes`, `team manager, service manager`, `nothing`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(entry_words, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value) or "nothing"


def entry_words(entry: Any) -> str:
    """An entry of a list: its words, with what else it says of itself."""
    match entry:
        case Stage(name=name, working_days=days):
            return f"{name} ({NOT_SAID if days is None else f'{days} wd' if days else 'untimed'})"
        case Item():
            return f"{entry.words}{_in_brackets(_asked_of(entry), AT_WORDS.get(entry.at, ''))}"
        case SurveyQuestion():
            return f"{entry.survey}: {entry.words} ({' / '.join(entry.scale)})"
        case Routine():
            return f"{entry.what} every {entry.every} {entry.unit}"
        case AgeLimit():
            return f"under {entry.under}: every {entry.months} months"
        case Audit():
            return f"{entry.kind} ({entry.months} months)"
        case Target():
            return f"{entry.figure} ({entry.aim:g})"
        case Panel():
            return f"{entry.name} ({entry.before_filing} wd before the filing)"
        case Chair():
            return f"{entry.words}{_in_brackets('' if entry.counts_as_service else 'not the service')}"
        case _:
            return PARTICIPATION.get(str(entry), str(entry))


def _asked_of(item: Item) -> str:
    """Of which ages an item is asked; empty for all."""
    if item.to_age == OLDEST:
        return f"from {item.from_age}" if item.from_age else ""
    return f"{item.from_age} to {item.to_age}" if item.from_age else f"to {item.to_age}"


def _in_brackets(*words: str) -> str:
    some = ", ".join(filter(None, words))
    return f" ({some})" if some else ""


COLUMNS: tuple[Column[PracticeLine], ...] = (
    Column("setting", "Setting", TEXT, lambda row: row.spec.says, 30, flex=True, json="says", means="what it means"),
    Column("value", "Value", TEXT, lambda row: row.words, 12, flex=True, json="words", means="its value, in words"),
    Column("mark", "", TEXT, lambda row: row.mark or None, 12, tone=WARN, cut_last=True, json="mark",
           means="`own` where it is not the statutory value, `laxer than …` where the law or guidance asks more"),
    Column("source", "Source", TEXT, lambda row: row.from_words or None, 20, flex=True, from_width=100, tone=QUIET,
           json="source", means="where its value comes from"),
    only_data("key", "names the setting in a practice's file"),
    Column("bare", "", DATA, lambda row: bare(row.value), printed=False, json="value", means="its value"),
    only_data("laxer", "whether it is laxer than the law or guidance"),
)  # fmt: skip


def bare(value: Any) -> Any:
    """A value for scripts: entries by their parts, None for a text that is empty."""
    if not isinstance(value, tuple):
        return None if value == "" else value
    return [
        {part.name: getattr(entry, part.name) for part in fields(entry)} if type(entry) in NAMES else entry
        for entry in value
    ]


ALL, OWN = False, True

SETTINGS = List(
    id="practice",
    title="Practice",
    help="every setting of the practice in force, with its source; laxer than the law is marked",
    json="settings",
    unit="settings",
    reads=frozenset({"setting"}),
    rows=settings,
    columns=COLUMNS,
    key=lambda row: row.key,
    who=lambda _row: None,
    heading=lambda row, _today, _view: SECTION_WORDS[row.key.split(".")[0]],
    views=(
        View(
            ALL,
            "Every setting of the practice in force.",
            "No setting is called so.",
            hint="> shows only what is your service's own.",
        ),
        View(OWN, "What is your service's own.", "Nothing differs from the statutory practice.", "> shows all."),
    ),
    switch=Switch("own", "--own", "only what differs from the statutory practice"),
    verb="limits",
    hints=("filter", "more", "sort", "zoom"),
    signs=(
        ("own", "your service's own value, not the statutory one"),
        ("laxer than …", "the law or guidance asks more: it is used all the same"),
    ),
)
