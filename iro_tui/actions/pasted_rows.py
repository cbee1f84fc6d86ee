"""Children out of rows pasted from a spreadsheet: each understood by itself, all put on the caseload as one action."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from iro_tui.actions import child
from iro_tui.actions.base import Plan, Scene, look_at, perform
from iro_tui.actions.child import alike_here
from iro_tui.actions.escalation_log import log_rows
from iro_tui.actions.listed_above import Above
from iro_tui.actions.listed_cells import one_day
from iro_tui.actions.listed_extra import REVIEWS
from iro_tui.actions.listed_facts import HERE_ALREADY
from iro_tui.actions.listed_row import ASKS, IN, OUT, ListedChild, RowPreview, row_told
from iro_tui.actions.listed_status import CLOSED
from iro_tui.actions.listed_whose import why_another
from iro_tui.actions.listed_years import asking_years, with_years
from iro_tui.caseload.lines import Changes
from iro_tui.caseload.lists.differences import IMPORT, PASTE
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.words import amount_words, counted, joined
from iro_tui.exchange.choosing import EVERYBODY, Whom
from iro_tui.exchange.pasted import Block, meaning_of
from iro_tui.store.writes import New
from iro_tui.text import ref_key

if TYPE_CHECKING:
    from iro_tui.caseload.session import Session

_Who = tuple[str, date | None, str]
"""Initials, birth and worker of a new child."""


@dataclass(frozen=True, slots=True)
class RowChoices:
    """What a person said of the rows: cells typed anew by row and name, and rows taken or left out."""

    typed: Mapping[tuple[int, str], str] = field(default_factory=dict)
    taken: Mapping[int, bool] = field(default_factory=dict)
    chosen: Whom = EVERYBODY
    """Whom of the list to bring in. Of a log of escalations all rows: they tell of children here already."""
    nearest: bool | None = True
    """Whether days without a year are the nearest ones; None while nobody said so. Of a file that was asked before."""

    def typed_in(self, number: int) -> dict[str, str]:
        """The cells of a row that were typed anew."""
        return {name: text for (row, name), text in self.typed.items() if row == number}

    def with_key(self, row: RowPreview, key: str) -> RowChoices:
        """What was said, with a key for a row: `y` and `n` take it or leave it out, a figure is what it names.

        What its review is, and one near it, is said by itself: what was said of the row before goes on to hold.
        """
        takes, answer = {"y": True, "n": False}.get(key), row.answered(key)
        if takes is not None and row.asks_years:
            return replace(self, nearest=takes)
        typed, taken = dict(self.typed), dict(self.taken)
        if answer:
            typed[row.number, answer[0]] = answer[1]
        elif takes is not None and row.state != ASKS:
            typed.pop((row.number, REVIEWS), None)  # it is said anew
        if takes is not None:
            taken[row.number] = taken.get(row.number, takes) if row.asks_near else takes
        return replace(self, typed=typed, taken=taken)


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
        out = [row for row in self.rows if row.state == OUT and not (row.parts_list or row.is_empty)]
        booked = {row.again or row.number for row in self.coming if row.is_booked and not row.known}
        parts = [f"Adds {amount_words(len(new), 'children')}, {len(booked)} with a booking."]
        if self.block.is_log:
            parts = [f"Adds {counted(sum(row.stages for row in self.coming), 'stages')} of escalations."]
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
    if any(meaning_of(name) == "iro_visit" for name in block.columns):
        with_contacts = session.query(lambda connection, caseload: caseload.whole(connection, only=("contacts",)))
        scene = replace(scene, caseload=with_contacts)
    dated = with_years(scene, block, choices.nearest)
    rows = log_rows(scene, dated, choices) if block.is_log else _each(scene, dated, choices)
    if choices.nearest is None:
        before, after = dict(block.rows), dict(dated.rows)
        rows = (asking_years(row, before[row.number], after[row.number]) for row in rows)
    return RowsPreview(block, tuple(_as_read(row, block) for row in rows), scene.seen)


def _as_read(row: RowPreview, block: Block) -> RowPreview:
    """The row, with what is to be said of how it was read."""
    how = block.of_rows.get(row.number)
    return replace(row, words="; ".join(filter(None, (row.words, how)))) if how else row


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
        parts = [f"{counted(sum(row.stages for row in preview.coming), 'stages')} of escalations put on record"]
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
    under, above, alike_before = "", dict[str, Callable[[], Above]](), dict[_Who, int]()
    listed = ListedChild(scene)
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
        left = above.get(key)
        before = left() if left else None
        so_far = before.after(scene) if before else scene
        child_id = (_here(so_far) if before else here).get(key, "")
        of_row = replace(so_far, child_ids=(child_id,) if child_id else ())
        take = choices.taken.get(number)
        row = row_told(of_row, listed, number, cells, typed.keys(), take)
        whose = why_another(of_row, cells, before.number if before else 0) if child_id and not take else ""
        if whose:
            row = _perhaps_another(row, row_told(of_row, listed, number, cells, typed.keys(), True), whose, take)
        row = _again(row, before) if before else row
        row = _chosen(scene, row, under, alike_before, choices)
        if row.state == IN and row.plan:
            above[key] = partial(Above.of, of_row, row.number, row.plan.writes, before)
        yield row


def _perhaps_another(row: RowPreview, taken: RowPreview, whose: str, take: bool | None) -> RowPreview:
    """A row that may be another child's: that is asked before anything it tells; left out, all of it is."""
    if row.state == OUT and row.wrong:
        return row  # it cannot be read, whosever it is
    row = replace(row, plan=None, days=(), asks_near=False, wrong="ref", is_empty=False)
    if take is False:
        return replace(row, state=OUT, words="left out; y takes it")
    what = "" if taken.state == ASKS else f" ({taken.words.partition('; ')[0]})"  # what it asks itself comes then
    way = f"{whose} y takes it as this child's{what}, Enter types the reference, n leaves it out"
    return replace(row, state=ASKS, words=way)


def _again(row: RowPreview, before: Above) -> RowPreview:
    """A further row of a child: what it adds to the first."""
    words = row.words.replace(HERE_ALREADY, f"the child of row {before.number}", 1)
    if before.is_new:  # what stands "here" stands in a row above so far
        words = words.replace(" here, ", " by a row above, ").replace(" on record", " by a row above")
    return replace(row, words=words, known=not before.is_new, again=before.number)


def _here(scene: Scene) -> dict[str, str]:
    """By `ref_key` the children on the caseload, of two the first; nobody who left care."""
    caseload = scene.caseload
    return {ref_key(caseload.children[i].ref): i for i in reversed([*caseload.children]) if i in caseload.on_day}


def _chosen(
    scene: Scene, row: RowPreview, under: str, alike_before: dict[_Who, int], choices: RowChoices
) -> RowPreview:
    """The row, taken or left out as was said; one that may be another's child, or no longer a case, asks first."""
    if row.days and choices.taken.get(row.number) is False:
        return replace(row, state=OUT, words="left out; y takes it", days=())
    said_of = choices.taken.get(row.number)
    known = row.known or row.again
    initials, born = _who(scene, row)
    same = "" if known or said_of is not None else alike_here(scene, initials, born)
    same = f"{same} here has the same initials and birth: another child?" if same else ""
    if row.state == ASKS and same and not row.days:  # what is asked beside it has the same y
        return replace(row, words=f"{same} {row.words}")
    if row.state != IN:
        return row
    if said_of is False and not known:
        return replace(row, state=OUT, words="left out; y takes it")
    if any(word in under.casefold() for word in CLOSED) and said_of is None:
        words = f"under {under} in your list: left out; y takes it all the same"
        return replace(row, state=OUT, words=words, offered=True)
    if known or said_of is not None:
        return row
    if asks := " ".join(filter(None, (row.plan.asks if row.plan else "", same))):
        return replace(row, state=ASKS, words=f"{asks} y it is, n leave out")
    who = initials.casefold(), born, row.cells.get("worker", "")
    before = alike_before.setdefault(who, row.number) if all(who[:2]) else row.number
    if before != row.number:
        return replace(
            row, state=ASKS, words=f"as row {before}: same initials and birth. Two children? y both, n leave out"
        )
    return row


def _who(scene: Scene, row: RowPreview) -> tuple[str, date | None]:
    """The initials and birth of the child whom a row puts on the caseload, as far as they can be read."""
    for write in row.plan.writes if row.plan else ():
        if isinstance(write, New) and write.table == "child":
            return write.values.get("initials") or "", write.values.get("born")
    return row.cells.get("initials", ""), one_day(scene, row.cells.get("born", ""), "back")
