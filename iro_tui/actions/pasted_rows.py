"""Children out of rows pasted from a spreadsheet: each understood by itself, all put on the caseload as one action."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.actions import child
from iro_tui.actions.base import Plan, Scene, look_at, perform, plan_answers
from iro_tui.actions.child_rows import case_of
from iro_tui.actions.escalation_log import log_rows
from iro_tui.actions.listed_above import Above
from iro_tui.actions.listed_acts import Acts, acts_told, earlier_rows, strategy_rows
from iro_tui.actions.listed_cells import BOOKED, fell_out, no_day, one_day, passed_day, ratings_told, which_day
from iro_tui.actions.listed_conferences import tell_conference_due, tell_conferences
from iro_tui.actions.listed_end import EndTold, end_told, ended_rows, tell_end
from iro_tui.actions.listed_extra import Extra
from iro_tui.actions.listed_facts import HERE_ALREADY, as_refused, known_words, tell_beside, tell_known
from iro_tui.actions.listed_standing import kind_differs
from iro_tui.actions.listed_status import CLOSED, by_columns, status_told
from iro_tui.actions.questions import Question
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.lists.differences import IMPORT, PASTE
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.listed_day import days_named
from iro_tui.domain.plain_words import ALSO, STATUSES, alike
from iro_tui.domain.typed_booking import is_not_booked
from iro_tui.domain.words import amount_words, counted, day_words, in_a_sentence, joined
from iro_tui.exchange.choosing import EVERYBODY, Whom
from iro_tui.exchange.headings import DAYS
from iro_tui.exchange.no_value import why_no_identifier
from iro_tui.exchange.pasted import Block
from iro_tui.store.writes import New
from iro_tui.text import ref_key

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

OUT, IN, ASKS = "out", "in", "asks"
"""Whether a row stays out, comes in, or waits for an answer."""


@dataclass(frozen=True, slots=True)
class RowChoices:
    """What a person said of the rows: cells typed anew by row and name, and rows taken or left out."""

    typed: Mapping[tuple[int, str], str] = field(default_factory=dict)
    taken: Mapping[int, bool] = field(default_factory=dict)
    chosen: Whom = EVERYBODY
    """Whom of the list to bring in. Of a log of escalations all rows: they tell of children here already."""

    def typed_in(self, number: int) -> dict[str, str]:
        """The cells of a row that were typed anew."""
        return {name: text for (row, name), text in self.typed.items() if row == number}


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
    days: tuple[date, ...] = ()
    """Of a booking that names a week, or two days, or a day of no sure year: the days that it may be."""
    rest: str = ""
    """What stands behind such a day: time and place."""
    known: bool = False
    """Whether the child is on the caseload already."""
    again: int = 0
    """The first row of the same child, where this is a further one."""
    is_empty: bool = False
    """Whether it tells nothing beyond what is here or in a row above, so that nothing is lost of it."""

    def answered(self, digit: int) -> tuple[str, str] | None:
        """The name of the cell that a digit answers, and what it then says; None where it answers nothing."""
        if not self.days or not 0 <= digit <= len(self.days):
            return None
        return self.wrong, f"{self.days[digit - 1]:%d/%m/%Y} {self.rest}".strip() if digit else ""

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
    def new(self) -> tuple[RowPreview, ...]:
        """The first row of each child who comes to the caseload."""
        return tuple(row for row in self.coming if not (row.again or row.known))

    @property
    def told_more_of(self) -> frozenset[str]:
        """The children here already, as the rows call them, of whom rows tell more."""
        return frozenset(
            ref_key(row.cells.get("ref") or row.cells.get("initials", "")) for row in self.coming if row.known
        )

    @property
    def sentence(self) -> str:
        """What would be done: `Adds 12 children: 7 with a booking. Left out: rows 6 and 9.`"""
        first = [row for row in self.coming if not row.again]
        new = self.new
        again = len(self.coming) - len(first)
        out = [row for row in self.rows if row.state == OUT and row.cells.get("ref") and not row.is_empty]
        booked = {row.again or row.number for row in self.coming if row.is_booked and not row.known}
        parts = [f"Adds {amount_words(len(new), 'children')}, {len(booked)} with a booking."]
        if self.block.is_log:
            parts = [f"Adds {counted(len(self.coming), 'stages')} of escalations."]
        elif len(new) < len(first):
            here = f"Adds to {len(first) - len(new)} already here."
            parts = [*parts, here] if new else [here]
        parts += [f"{counted(again, 'further rows')} of the same children."] if again else []
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
    rows = log_rows(scene, block, choices) if block.is_log else _each(scene, block, choices)
    return RowsPreview(block, tuple(rows), scene.seen)


def apply_rows(session: Session, preview: RowsPreview, *, from_file: bool = False) -> Changes:
    """Put the children of the rows on the caseload, as one action; of a file, after a backup, as any import.

    Raises Refused: no row comes in, or some wait for an answer.
    """
    from iro_tui.caseload.safekeeping import back_up_before

    if preview.asking:
        waits = "waits" if len(preview.asking) == 1 else "wait"
        raise Refused(
            f"Not kept yet: {_numbers(preview.asking)} {waits} for an answer. Tab goes there, n leaves it out."
        )
    plans = [row.plan for row in preview.coming if row.plan]
    if not plans:
        raise Refused("No row comes in: nothing was changed.")
    first = [row for row in preview.coming if not row.again]
    new = sum(not row.known for row in first)
    parts = [f"{amount_words(new, 'children')} put on the caseload"] if new else []
    if preview.block.is_log:
        parts = [f"{counted(len(plans), 'stages')} of escalations put on record"]
    elif new < len(first):
        parts.append(f"{amount_words(len(first) - new, 'children')} already here told more of")
    unmade = back_up_before(session, "import") if from_file else ""
    together = Plan(
        name=IMPORT if from_file else PASTE,
        sentence=f"{joined(parts)} from {'a list of your own' if from_file else 'pasted rows'}.",
        writes=tuple(write for plan in plans for write in plan.writes),
        seen=preview.seen,
    )
    changes = perform(session, together)
    return replace(changes, sentence=f"{changes.sentence} {unmade}") if unmade else changes


def _each(scene: Scene, block: Block, choices: RowChoices) -> Iterator[RowPreview]:
    under, above, alike_before = "", dict[str, Above](), dict[tuple[str, str, str], int]()
    questions = {question.name: question for question in child.ACTION.questions(scene)}
    here = _here(scene)
    for number, told_cells in block.rows:
        if "" in told_cells:
            under = told_cells[""]
            yield RowPreview(number, {"ref": "", "words": under}, OUT, "no child: left out")
            continue
        typed = choices.typed_in(number)
        cells = dict(told_cells) | typed
        if not choices.taken.get(number) and not choices.chosen.takes(cells.get("ref", ""), cells.get("iro", "")):
            yield RowPreview(number, cells, OUT, is_empty=True)  # nothing is lost: it was not asked for
            continue
        key = ref_key(cells.get("ref", ""))
        before = above.get(key)
        so_far = before.after(scene) if before else scene
        child_id = (_here(so_far) if before else here).get(key, "")
        of_row = replace(so_far, child_ids=(child_id,) if child_id else ())
        row = _row(of_row, questions, number, cells, typed.keys(), choices.taken.get(number))
        row = _again(scene, row, before, choices.taken.get(number)) if before else row
        row = _chosen(row, under, alike_before, choices)
        if row.state == IN and row.plan:
            above[key] = Above.of(of_row, row.number, row.plan.writes, before)
        yield row


def _again(scene: Scene, row: RowPreview, before: Above, take: bool | None) -> RowPreview:
    """A further row of a child: what it adds to the first; with another date of birth it may be another child's."""
    words = row.words.replace(HERE_ALREADY, f"the child of row {before.number}", 1)
    if before.is_new:  # what stands "here" stands in a row above so far
        words = words.replace(" here, ", " by a row above, ").replace(" on record", " by a row above")
    row = replace(row, words=words, known=not before.is_new, again=before.number)
    born, theirs = before.record.born, one_day(scene, row.cells.get("born", ""), "back")
    if row.state != IN or not (born and theirs) or born == theirs or take:
        return row
    if take is False:
        return replace(row, state=OUT, words="left out; y takes it")
    asks = f"born {theirs:%d/%m/%Y}, but {born:%d/%m/%Y} in row {before.number} with the same reference: one child?"
    return replace(
        row, state=ASKS, words=f"{asks} y takes it as one, Enter types the reference, n leaves it out", wrong="ref"
    )


def _row(
    scene: Scene,
    questions: Mapping[str, Question],
    number: int,
    cells: dict[str, str],
    typed: Set[str],
    take: bool | None,
) -> RowPreview:
    """What one row says by itself, in a scene of its child, where that is here.

    `typed` are the cells that a person typed, `take` what was said of it.
    """
    if not cells.get("ref"):
        return RowPreview(number, cells, OUT, "no reference: Enter to type it, or the row stays out", "ref")
    if why := why_no_identifier(cells["ref"]):
        words = f"reference “{cells['ref']}” {why}. Enter to type it, or the row stays out"
        return RowPreview(number, cells, OUT, words, "ref")
    acts = acts_told(scene, cells)
    status = status_told(acts.cells)
    if not status.out and not scene.child_ids:
        status = by_columns(status)
    if status.out:
        end = "" if status.out.endswith("?") else "."
        helps = f"{end} Enter to type it, or the row stays out" if status.wrong else ""
        return RowPreview(number, cells, OUT, f"{status.out}{helps}", status.wrong)
    acts.cells = dict(status.cells)
    if acts.wrong:
        return RowPreview(number, cells, OUT, f"{acts.notes[-1]}. Enter to type it, or the row stays out", acts.wrong)
    differs = kind_differs(scene, status) if scene.child_ids else ()
    notes = filter(None, [status.note, *differs, *acts.notes])
    row = _understood(scene, questions, number, acts, typed, take, notes)
    return replace(row, cells=cells)


def _understood(
    scene: Scene,
    questions: Mapping[str, Question],
    number: int,
    acts: Acts,
    typed: Set[str],
    take: bool | None,
    first_notes: Iterable[str],
) -> RowPreview:
    """What a row says, whose status is read and whose columns of one thing are put together."""
    cells, notes = acts.cells, [*first_notes]
    if trail := ratings_told(cells.get("rag", "")):
        cells["rag"] = trail[-1]
    answers = dict.fromkeys(questions, "") | {"mine_since": "today"}
    answers |= {name: text for name, text in cells.items() if name in questions}
    doubt = None
    for name, what in BOOKED.items():
        if cells.get(name) and (is_not_booked(cells[name]) or (name not in typed and fell_out(scene, cells[name]))):
            notes.append(f"{what} “{cells[name]}” taken as not booked")
            answers[name] = ""
        elif name not in typed and (may_be := which_day(scene, cells.get(name, ""))):
            answers[name], doubt = "", doubt or (name, may_be)
    for name, text in cells.items():
        if name not in questions:
            continue
        if name not in typed and (why := no_day(scene, name, answers[name])):
            words = f"{in_a_sentence(questions[name].label)}: {why}. Enter to type it, or the row stays out"
            return RowPreview(number, cells, OUT, words, name)
        try:
            value = questions[name].read(answers[name], scene.today, scene.practice.office)
        except Refused as refusal:
            fits = alike(text, STATUSES, ALSO) if name == "status" else ()
            why = "which one? " if fits else as_refused(refusal)
            words = f"{in_a_sentence(questions[name].label)}: {why} Enter to type it, or the row stays out"
            return RowPreview(number, cells, OUT, words, name)
        if value and name in DAYS and name not in typed and not any(days_named(text)):
            # Such as `12` or `tue`: typed it is seen at once which day that is, in a list it may be no day at all.
            words = f"{in_a_sentence(questions[name].label)}: “{text}” is no day with its month. Enter to type it"
            return RowPreview(number, cells, OUT, f"{words}, or the row stays out", name)
    extra = Extra(take, notes=notes)
    known = bool(scene.child_ids)
    end = EndTold() if known else end_told(scene, cells.get("ended", ""))
    if end.asks and take is None:
        words = f"{end.words}: Enter types the day, y takes the child as still in care, n leaves it out"
        return RowPreview(number, cells, ASKS, words, "ended")
    notes += [end.words] if end.words else []
    if end.day:
        notes.append(f"care ended {day_words(end.day, scene.today)}")
        answers |= {"mine_since": f"{end.day:%d/%m/%Y}", "next_review": ""}
        doubt = None
    try:
        if known:
            review, conference = (
                questions[name].read(answers[name], scene.today, scene.practice.office) for name in BOOKED
            )
            tell_known(scene, cells, review, extra, acts.earlier.get("last_review", ()))
            tell_conferences(scene, cells, conference, extra, acts.earlier.get("last_conference", ()))
            tell_conference_due(scene, scene.case, cells, extra)
            tell_end(scene, cells.get("ended", ""), extra)
            planned = Plan("Add to child", "", tuple(extra.writes))
        else:
            for name, what in BOOKED.items():
                passed = "" if name in typed or not questions[name].asked(answers) else passed_day(scene, answers[name])
                if passed and take is None:
                    last = what.replace("next", "last")
                    words = f"{what} {passed} has passed: Enter types it, or the {last}; y takes the child without"
                    return RowPreview(number, cells, ASKS, words, name.replace("next", "last"))
                if passed:
                    notes.append(f"{what} {passed}: passed, left out")
                    answers[name] = ""
            planned = plan_answers(child.ACTION, scene, tuple(questions.values()), answers)
            rows = tuple(write for write in planned.writes if isinstance(write, New))
            rows += tuple(earlier_rows(acts, rows, scene, notes))
            rows = tuple(ended_rows(rows, end.day)) if end.day else rows
            case = case_of(rows)
            notes += [
                f"{in_a_sentence(question.label)} “{cells[name]}” is none of such a child's, left out"
                for name, question in questions.items()
                if cells.get(name) and answers[name] and not question.asked(answers)
                and not (name == "strategy" and case.plans)
            ]  # fmt: skip
            rows = strategy_rows(scene, case, cells, rows, notes)
            extra.writes += rows
            tell_beside(scene, case, rows[0].key, cells, extra)
            tell_conference_due(scene, case, cells, extra)
            planned = replace(planned, writes=tuple(extra.writes))
    except Refused as refusal:
        about = next((n for n, q in questions.items() if n in cells and str(refusal).startswith(q.label)), "ref")
        return RowPreview(number, cells, OUT, f"{refusal} Enter to type it, or the row stays out", about)
    if doubt:
        name, (days, rest) = doubt
        which = "   ".join(f"{n} {day_words(day, scene.today)}" for n, day in enumerate(days, 1))
        words = f"{BOOKED[name]} “{cells[name]}”: which day?  {which}   0 not booked"
        return RowPreview(number, cells, ASKS, words, name, planned, days, rest, known)
    if extra.asks:
        return RowPreview(number, cells, ASKS, "; ".join(extra.asks), plan=planned, known=True)
    if known and take is False and not extra.asked:
        return RowPreview(number, cells, OUT, "left out; y takes it", known=True)
    words = known_words(extra) if known else "; ".join(extra.notes)
    empty = known and not planned.writes and not extra.asked and not extra.notes
    return RowPreview(number, cells, IN if planned.writes else OUT, words, plan=planned, known=known, is_empty=empty)


def _here(scene: Scene) -> dict[str, str]:
    """By `ref_key` the children on the caseload, of two the first; nobody who left care."""
    caseload = scene.caseload
    return {ref_key(caseload.children[i].ref): i for i in reversed([*caseload.children]) if i in caseload.on_day}


def _chosen(
    row: RowPreview, under: str, alike_before: dict[tuple[str, str, str], int], choices: RowChoices
) -> RowPreview:
    """The row, taken or left out as was said; one that may be another's child, or no longer a case, asks first."""
    if row.days and choices.taken.get(row.number) is False:
        return replace(row, state=OUT, words="left out; y takes it", days=())
    said_of = choices.taken.get(row.number)
    if row.state != IN:
        return row
    if said_of is False and not (row.known or row.again):
        return replace(row, state=OUT, words="left out; y takes it")
    if any(word in under.casefold() for word in CLOSED) and said_of is None:
        return replace(row, state=OUT, words=f"under {under} in your list: left out; y takes it all the same")
    if row.known or row.again:
        return row
    if row.plan and row.plan.asks and said_of is None:
        return replace(row, state=ASKS, words=f"{row.plan.asks} y it is, n leave out")
    who = (row.cells.get("initials", ""), row.cells.get("born", ""), row.cells.get("worker", ""))
    same = alike_before.setdefault(who, row.number) if all(who[:2]) else row.number
    if same != row.number and said_of is None:
        return replace(
            row, state=ASKS, words=f"as row {same}: same initials and birth. Two children? y both, n leave out"
        )
    return row
