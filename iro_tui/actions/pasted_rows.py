"""Children out of rows pasted from a spreadsheet: each understood by itself, all put on the caseload as one action."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from iro_tui.actions import child
from iro_tui.actions.base import Plan, Scene, look_at, perform, plan_answers
from iro_tui.actions.questions import Question
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.plain_words import ALSO, STATUSES, alike
from iro_tui.domain.typed_booking import TypedWeek, is_not_booked, week_meant
from iro_tui.domain.words import amount_words, day_words, in_a_sentence, joined
from iro_tui.exchange.pasted import Block
from iro_tui.store.writes import New
from iro_tui.text import ref_key

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

OUT, IN, ASKS = "out", "in", "asks"
"""Whether a row stays out, comes in, or waits for an answer."""
WORKING = 5
"""Days of a week that a review can be booked on: a digit each."""
_NOT_MINE = ("closed", "ended", "left care", "archived", "transferred")


@dataclass(frozen=True, slots=True)
class RowChoices:
    """What a person said of the rows: cells typed anew by row and name, and rows taken or left out."""

    typed: Mapping[tuple[int, str], str] = field(default_factory=dict)
    taken: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowPreview:
    """A row: what it says, whether it comes in, and what is to be said of it."""

    number: int
    cells: Mapping[str, str]
    state: str
    words: str = ""
    """What was taken as what, what is wrong and what helps, or why it stays out."""
    wrong: str = ""
    """The name of the cell that is to be typed anew."""
    plan: Plan | None = None
    week: TypedWeek | None = None
    """Of a next review that names a week: it, for its day is asked."""

    def answered(self, digit: int) -> tuple[str, str] | None:
        """The name of the cell that a digit answers, and what it then says; None where it answers nothing."""
        if self.week is None or not 0 <= digit <= WORKING:
            return None
        day = self.week.monday + timedelta(digit - 1)
        return "next_review", f"{day:%d/%m/%Y} {self.week.rest}".strip() if digit else ""

    @property
    def is_booked(self) -> bool:
        """Whether a meeting comes in with the child: words such as `TBC` stand in the cell, and book none."""
        writes = self.plan.writes if self.plan else ()
        return any(isinstance(write, New) and write.values.get("booked") for write in writes)


@dataclass(frozen=True, slots=True)
class RowsPreview:
    """All rows, and what they would do together."""

    block: Block
    rows: tuple[RowPreview, ...]
    seen: int

    @property
    def coming(self) -> tuple[RowPreview, ...]:
        return tuple(row for row in self.rows if row.state == IN)

    @property
    def asking(self) -> tuple[RowPreview, ...]:
        return tuple(row for row in self.rows if row.state == ASKS)

    @property
    def sentence(self) -> str:
        """What would be done: `Adds 12 children: 7 with a booking. Left out: rows 6 and 9.`"""
        booked = sum(row.is_booked for row in self.coming)
        out = [row for row in self.rows if row.state == OUT and row.cells.get("ref")]
        parts = [f"Adds {amount_words(len(self.coming), 'children')}, {booked} with a booking."]
        parts += [
            f"{words}: {_numbers(rows)}." for words, rows in (("Waiting", self.asking), ("Left out", out)) if rows
        ]
        return " ".join(parts)


def _numbers(rows: Sequence[RowPreview]) -> str:
    """`row 6`, `rows 6 and 9`."""
    return f"{'row' if len(rows) == 1 else 'rows'} {joined([str(row.number) for row in rows])}"


def preview_rows(session: Session, block: Block, choices: RowChoices) -> RowsPreview:
    """What the rows would add, upon the caseload of now. Changes nothing."""
    scene = look_at(session, child.ACTION)
    return RowsPreview(block, tuple(_each(scene, block, choices)), scene.seen)


def apply_rows(session: Session, preview: RowsPreview) -> Changes:
    """Put the children of the rows on the caseload, as one action. Raises Refused: none, or some wait for an answer."""
    if preview.asking:
        waits = "waits" if len(preview.asking) == 1 else "wait"
        raise Refused(
            f"Not kept yet: {_numbers(preview.asking)} {waits} for an answer. Tab goes there, n leaves it out."
        )
    plans = [row.plan for row in preview.coming if row.plan]
    if not plans:
        raise Refused("No row comes in: nothing was changed.")
    together = Plan(
        name="Add pasted rows",
        sentence=f"{amount_words(len(plans), 'children')} put on the caseload from pasted rows.",
        writes=tuple(write for plan in plans for write in plan.writes),
        seen=preview.seen,
    )
    return perform(session, together)


def _each(scene: Scene, block: Block, choices: RowChoices) -> Iterator[RowPreview]:
    under, refs, alike_before = "", set[str](), dict[tuple[str, str, str], int]()
    questions = {question.name: question for question in child.ACTION.questions(scene)}
    for number, told_cells in block.rows:
        if "" in told_cells:
            under = told_cells[""]
            yield RowPreview(number, {"ref": "", "words": under}, OUT, "no child: left out")
            continue
        cells = dict(told_cells) | {name: text for (row, name), text in choices.typed.items() if row == number}
        row = _row(scene, questions, number, cells)
        key = ref_key(cells.get("ref", ""))
        if row.state == IN and key in refs:
            row = replace(row, state=OUT, words="the same reference stands in a row above: left out")
        refs.add(key)
        yield _chosen(row, under, alike_before, choices)


def _row(scene: Scene, questions: Mapping[str, Question], number: int, cells: dict[str, str]) -> RowPreview:
    """What one row says by itself."""
    if not cells.get("ref"):
        return RowPreview(number, cells, OUT, "no reference: Enter to type it, or the row stays out", "ref")
    notes, answers = [], dict.fromkeys(questions, "") | {"mine_since": "today"}
    answers |= {name: text for name, text in cells.items() if name in questions}
    for name, what in (("next_review", "next review"), ("next_conference", "next conference")):
        if cells.get(name) and is_not_booked(cells[name]):
            notes.append(f"{what} “{cells[name]}” taken as not booked")
            answers[name] = ""
    week = week_meant(cells.get("next_review", ""), scene.today, scene.practice.office)
    if week:
        answers["next_review"] = ""
    for name, text in cells.items():
        if name not in questions:
            continue
        try:
            questions[name].read(answers[name], scene.today, scene.practice.office)
        except Refused as refusal:
            fits = alike(text, STATUSES, ALSO) if name == "status" else ()
            # How a day is written need not be said in each row.
            why = "which one? " if fits else str(refusal).partition(" Write it as")[0]
            words = f"{in_a_sentence(questions[name].label)}: {why} Enter to type it, or the row stays out"
            return RowPreview(number, cells, OUT, words, name)
    try:
        planned = plan_answers(child.ACTION, scene, tuple(questions.values()), answers)
    except Refused as refusal:
        about = next((n for n, q in questions.items() if n in cells and str(refusal).startswith(q.label)), "ref")
        return RowPreview(number, cells, OUT, f"{refusal} Enter to type it, or the row stays out", about)
    if week:
        days = (week.monday + timedelta(n) for n in range(WORKING))
        which = "   ".join(f"{n} {day_words(day, scene.today)}" for n, day in enumerate(days, 1))
        words = f"next review “{cells['next_review']}”: which day?  {which}   0 not booked"
        return RowPreview(number, cells, ASKS, words, "next_review", planned, week)
    return RowPreview(number, cells, IN, "; ".join(notes), plan=planned)


def _chosen(
    row: RowPreview, under: str, alike_before: dict[tuple[str, str, str], int], choices: RowChoices
) -> RowPreview:
    """The row, taken or left out as was said; one that may be another's child, or no longer a case, asks first."""
    if row.week is not None and choices.taken.get(row.number) is False:
        return replace(row, state=OUT, words="left out; y takes it", week=None)
    if row.state != IN:
        return row
    said_of = choices.taken.get(row.number)
    if said_of is False:
        return replace(row, state=OUT, words="left out; y takes it")
    if any(word in under.casefold() for word in _NOT_MINE) and said_of is None:
        return replace(row, state=OUT, words=f"under {under} in your list: left out; y takes it all the same")
    who = (row.cells.get("initials", ""), row.cells.get("born", ""), row.cells.get("worker", ""))
    same = alike_before.setdefault(who, row.number) if all(who[:2]) else row.number
    if same != row.number and said_of is None:
        return replace(
            row, state=ASKS, words=f"as row {same}: same initials and birth. Two children? y both, n leave out"
        )
    return row
