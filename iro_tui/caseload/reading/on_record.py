"""Everything on record of one child, row by row, and what of a row has been read out already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from iro_tui.caseload.reading.passage import ReadLine, line
from iro_tui.caseload.told_by import where_told
from iro_tui.domain.fact import Fact, Kind, spoken
from iro_tui.store import reads, shapes
from iro_tui.store.connection import Connection
from iro_tui.store.dated import values_at
from iro_tui.store.shape import Shape
from iro_tui.store.shapes import TellingRow

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.domain.case import Case
    from iro_tui.domain.colleagues import Colleague

UNREAD = (TellingRow,)
"""Raw rows of returns: what they tell stands in the other tables, each with where it stands in which file."""
NOTHING_SAID: tuple[Any, ...] = (None, "")


def _of_a_child() -> Iterator[Shape]:
    """Every table whose rows are about one child, the child's own last."""
    for shape in vars(shapes).values():
        kept = isinstance(shape, Shape) and {"child_id", "version"} <= shape.by_name.keys()
        if kept and shape not in UNREAD:
            yield shape
    yield shapes.ChildRow


OF_A_CHILD: tuple[Shape, ...] = (*_of_a_child(),)
"""Every table that is read out."""
_FIRST = (shapes.ReviewRow, shapes.DecisionRow, shapes.EscalationRow, shapes.RatingRow)
OFTEN: tuple[Shape, ...] = (*_FIRST, *(model for model in OF_A_CHILD if model not in _FIRST))
"""The same, those first that a key names most often."""


class RecordRow:
    """A row that is being read out. What is asked of it counts as told; `rest` tells what nobody asked for.

    So a column that is added later is read too, under its own label, without anything being written here.
    """

    def __init__(
        self,
        model: Shape,
        values: Mapping[str, Any],
        today: date,
        *,
        names: bool = False,
        people: Mapping[str, Colleague] | None = None,
    ) -> None:
        """With `names` what says who the child is, is read too; `people` are those of the service, by key."""
        self.model, self.values, self.today, self.names = model, values, today, names
        self._people = people or {}
        self._told: set[str] = set()

    @property
    def key(self) -> str:
        return str(self.values["id"])

    @property
    def table(self) -> str:
        return self.model.name

    @cached_property
    def facts(self) -> dict[str, Fact]:
        return {fact.name: fact for fact in self.model.facts}

    def peek(self, name: str) -> Any:
        """A value, not told by it."""
        return self.values[name]

    def value(self, name: str) -> Any:
        """A value, which whoever asks tells in words of their own."""
        self._told.add(name)
        return self.values[name]

    def words(self, name: str) -> str:
        """A value as an officer reads it; empty where there is none."""
        if name == "told_where":
            self._told.add(name)
            return where_told(self.values, self.today)
        if self.facts[name].kind is Kind.PERSON:
            return self._called(self.value(name))
        return spoken(self.facts[name], self.value(name), self.today)

    @property
    def author(self) -> str:
        """Whose work it is, where it is a colleague's; empty for the officer's own, and what files told."""
        return self._called(self.values.get("made_by"))

    def _called(self, person: str | None) -> str:
        each = self._people.get(person or "")
        return each.name if each else ""

    def lines(self, label: str, *names: str, tone: str = "") -> Iterator[ReadLine]:
        """These values in one line, where there is one."""
        words = ", ".join(filter(None, map(self.words, names)))
        if words:
            yield line(label, words, tone)

    @property
    def left(self) -> tuple[str, ...]:
        """The columns that hold something and have not been told."""
        return tuple(
            name
            for name, fact in self.facts.items()
            if name not in self._told
            and fact.kind is not Kind.KEY
            and (self.names or not fact.private)
            and self.values[name] not in NOTHING_SAID
        )

    def rest(self, *skip: str) -> Iterator[ReadLine]:
        """Every column that holds something and has not been told, under its own label.

        A no that nobody said, which is what a column holds at first, is left out; `skip` names what else is.
        """
        self._told.update(skip)
        for name in self.left:
            words = self.words(name)
            if words and not (self.values[name] is False and self.model.by_name[name].no_at_first):
                yield line(self.facts[name].label, words)


class OnRecord:
    """Everything on record of a child at the end of the caseload's day, and the case as the rules see it.

    Without a child: the officer's own tasks.
    """

    def __init__(self, connection: Connection, caseload: Caseload, child_id: str, *, names: bool = False) -> None:
        self.names = names
        """Whether private names are read out."""
        self.caseload = caseload.whole(connection, [child_id]) if child_id else caseload
        self.child_id, self.today = child_id, caseload.today
        self._connection = connection
        self._rows: dict[Shape, list[Mapping[str, Any]]] = {}

    def _rows_of(self, model: Shape) -> list[Mapping[str, Any]]:
        """The rows of a table, read when they are first asked for."""
        if model not in self._rows:
            there: Sequence[Any] = ()
            if self.child_id:
                there = reads.rows_of_child(self._connection, model, self.child_id)
            elif model is shapes.TaskRow:
                there = reads.read_rows(self._connection, model, child_id=None)
            rows = (values_at(model, row._asdict(), self.today) for row in there)
            self._rows[model] = [row for row in rows if row is not None]
        return self._rows[model]

    @property
    def case(self) -> Case:
        return self.caseload.cases[self.child_id] if self.child_id else self.caseload.own_tasks

    def all(self, model: Shape, **equal: Any) -> list[RecordRow]:
        """The rows of a table in which each named column has that value, each still to be read."""
        return [
            RecordRow(model, row, self.today, names=self.names, people=self.caseload.colleagues)
            for row in self._rows_of(model)
            if all(row[name] == value for name, value in equal.items())
        ]

    def one(self, model: Shape, key: str) -> RecordRow | None:
        """The row of a key; None where there is none."""
        return next(iter(self.all(model, id=key)), None)

    def find(self, key: str) -> RecordRow | None:
        """The row of a key, whichever table it stands in; None where there is none."""
        named = (record for model in OFTEN if key for record in self.all(model, id=key))
        return next(named, None)

    def of_review(self, review_id: str, but: Sequence[Shape]) -> Iterator[RecordRow]:
        """The rows that belong to a review, table by table, without those of some tables."""
        for model in OF_A_CHILD:
            if "review_id" in model.by_name and model not in but:
                yield from self.all(model, review_id=review_id)
