"""Everything written, searched: notes, reasons, words, decisions, places; each with its child, its line and its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.caseload.lists.base import QUIET, Column, List, Switch, View, only_data
from iro_tui.caseload.lists.kinds import CHILD, DAY, TEXT
from iro_tui.caseload.reading.on_record import OF_A_CHILD, RecordRow
from iro_tui.caseload.who import Who, who_of
from iro_tui.domain.fact import Fact, Kind
from iro_tui.domain.words import in_a_sentence
from iro_tui.store import reads, shapes
from iro_tui.store.dated import day_of, values_at
from iro_tui.store.shape import Shape
from iro_tui.text import sought

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

MOST = 500
"""How many lines are shown, the latest first: more are asked for with more words."""
BEFORE, AFTER = 30, 90
"""Characters of the text that are shown before and after what was sought."""
CASE_NOTE = "case note"
_KIND_WORDS = {"rating": "RAG", "checklist_answer": "check", "case_note": CASE_NOTE,
               "escalation_step": "escalation", "midpoint_check": "mid-point", "date_change": "moved day",
               "early_review": "early review", "missing_episode": "missing", "court_date": "court",
               "care_period": "care", "case_person": "person", "legal_status": "order",
               "chase": "chased"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A text in which the words stand."""

    who: Who | None
    """None for a task of the officer's own."""
    key: str
    """The key of the row it stands in."""
    opens: str
    """The key of the line of the child's page where it is read."""
    on: date | None
    kind: str
    label: str
    """What the text is called at its column."""
    text: str
    """The words around what was sought."""

    @property
    def what(self) -> str:
        """`contact: note`; `decision` where the text is called as what it stands in, a case note whatever of it."""
        return self.kind if self.kind == CASE_NOTE or self.kind == self.label else f"{self.kind}: {self.label}"


def written(connection: Connection, caseload: Caseload, words: str) -> tuple[WrittenLine, ...]:
    """The texts in which every word stands, whatever its accents and capitals; the latest first."""
    wanted = sought(words).split()
    if not wanted:
        return ()
    lines = [line for model in OF_A_CHILD for line in _of(connection, caseload, model, wanted)]
    lines.sort(key=lambda line: line.on or date.min, reverse=True)
    return tuple(lines[:MOST])


def _of(connection: Connection, caseload: Caseload, model: Shape, wanted: list[str]) -> Iterator[WrittenLine]:
    """The texts of one table. What stands there as a code was picked, not written; by what is private a row is found
    too, and told without it."""
    facts = [fact for fact in model.facts if fact.kind in (Kind.TEXT, Kind.CODE)]
    names = [fact.name for fact in facts]
    for row in reads.texts_of(connection, model, names):
        key, *kept = [str(part or "") for part in row]
        texts = [(value, f) for f, value in zip(facts, kept, strict=True) if value and value not in f.words]
        # A word may stand in one text of a row and the next in another.
        whole = sought(" ".join(value for value, _ in texts))
        if all(word in whole for word in wanted):
            open_ = sought(" ".join(value for value, fact in texts if not fact.private))
            by = [] if all(word in open_ for word in wanted) else [f for value, f in texts if _in(value, wanted)]
            line = _line(connection, caseload, model, key, [fact.name for fact in by] or names, wanted)
            if line is not None:
                hidden = next((fact for fact in by if fact.private), None)
                yield replace(line, label=in_a_sentence(hidden.label), text=_hidden(hidden)) if hidden else line


def _in(value: str, wanted: list[str]) -> bool:
    return any(word in sought(value) for word in wanted)


def _hidden(fact: Fact) -> str:
    """What stands in place of what is hidden, by which a row was found: never any of it."""
    return f"by the {in_a_sentence(fact.label)}, which is hidden"


def _line(
    connection: Connection, caseload: Caseload, model: Shape, key: str, names: list[str], wanted: list[str]
) -> WrittenLine | None:
    """A row as a line; None where it was not there yet on the caseload's day, or its child is not there any more."""
    row = reads.read_row(connection, model, key)
    values = values_at(model, row._asdict(), caseload.today) if row else None
    if values is None:
        return None
    record = RecordRow(model, values, caseload.today)
    child_id = key if model is shapes.ChildRow else values["child_id"]
    if child_id and child_id not in caseload.children:
        return None
    texts = {name: values[name] for name in names if values[name]}
    best = max(texts, key=lambda name: sum(word in sought(texts[name]) for word in wanted), default="")
    if not best or wanted[0] not in sought(" ".join(texts.values())):
        return None
    return WrittenLine(
        who_of(caseload, child_id) if child_id else None,
        key,
        str(values.get("escalation_id") or (values.get("review_id") if _is_within(model) else "") or key),
        day_of(model, values),
        _KIND_WORDS.get(record.table, record.table.replace("_", " ")),
        in_a_sentence(record.facts[best].label),
        around(texts[best], wanted),
    )


def _is_within(model: Shape) -> bool:
    from iro_tui.caseload.reading.subjects import subject_of

    return subject_of(model).within


def around(text: str, wanted: list[str]) -> str:
    """The words around the first that was sought, in one line; what is left out at either end is told by dots."""
    line = " ".join(text.split())
    plain = sought(line)
    at = next((place for word in wanted if (place := plain.find(word)) >= 0), 0)
    if len(plain) != len(line):  # an accent more or less: near enough, a word begins there
        at = min(at, len(line))
    start = 0 if at <= BEFORE else line.rfind(" ", 0, at - BEFORE + 10) + 1
    end = len(line) if len(line) <= at + AFTER else line.rfind(" ", at, at + AFTER)
    end = end if end > at else at + AFTER
    return f"{'… ' if start else ''}{line[start:end]}{' …' if end < len(line) else ''}"


COLUMNS: tuple[Column[WrittenLine], ...] = (
    Column("on", "When", DAY, width=11, json="on", means="the day it tells of"),
    Column("child", "Child", CHILD, lambda line: line.who, 9),
    only_data("ref", "the child's reference; `null` for a task that concerns no child",
              lambda line: line.who.ref if line.who else None),
    only_data("initials", "the child's initials", lambda line: line.who.initials or None if line.who else None),
    Column("kind", "What", TEXT, lambda line: line.what, 18, tone=QUIET, from_width=60),
    Column("text", "Words", TEXT, width=24, flex=True, json="text", means="the words around what was sought"),
    only_data("kind", "what it stands in", lambda line: line.kind),
    only_data("label", "what the text is called", lambda line: line.label),
)  # fmt: skip

FOUND = List(
    id="found",
    title="Found",
    help="everything written in which the words stand",
    json="found",
    unit="lines",
    reads=None,
    rows=written,
    columns=COLUMNS,
    key=lambda line: line.key,
    about=lambda line: line.key,
    views=(View("", "Everything written.", "These words stand nowhere: try the beginning of one of them alone."),),
    switch=Switch("words", "--words", "what is sought", off=""),
    hints=("open", "filter", "copy"),
)
"""Not among the lists with a key of their own: it is asked for by words."""
