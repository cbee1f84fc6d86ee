"""Escalations out of somebody's own log, whose rows are stages: those of one child and one issue are one escalation.

What a log says of days is believed where it is a day; days counted by hand are not. A stage without its day is asked:
it may have been taken when the reply before it was due. Source: domain reference 1.3, 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from iro_tui.actions.base import Plan, Scene
from iro_tui.actions.listed_cells import one_day, why_no_day
from iro_tui.actions.listed_row import ASKS, IN, OUT, RowPreview
from iro_tui.actions.log_columns import as_one, stages_of, untold
from iro_tui.actions.matching import is_near
from iro_tui.domain.case import Escalation
from iro_tui.domain.listed_day import certain_day, days_named, is_gainsaid, why_uncertain
from iro_tui.domain.practice_entries import Stage
from iro_tui.domain.typed_stage import stage_meant
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.exchange.pasted import Block
from iro_tui.exchange.tab_years import has_no_year
from iro_tui.store.writes import Change, New, Write
from iro_tui.text import ref_key

if TYPE_CHECKING:
    from iro_tui.actions.pasted_rows import RowChoices

_ENDED = re.compile(
    r"(?:(?P<resolved>resolved|closed|agreed|upheld|settled|completed?|concluded|ended|nfa|no further action|satisfied)"
    r"|(?P<withdrawn>withdrawn))\b"
)
"""Words with which an escalation ended, by what it ended as."""
_GOES_ON = re.compile(r"\b(?:not|un\w+|part\w*|but|open|pending|ongoing|awaiting|no reply)\b")

_OPEN = ("open", "ongoing", "pending", "live", "active", "current")
_NO = ("no", "n", "")


@dataclass(slots=True)
class _Open:
    """An escalation as the rows so far make it."""

    issue: str
    key: str = ""
    """Of its row, once it is on record or one row comes in."""
    values: dict[str, Any] = field(default_factory=dict)
    """Of a row that is only now added; what a later stage closes is set there."""
    record: Escalation | None = None
    reply_due: date | None = None
    taken_on: date | None = None
    stage: str = ""


class _Row(NamedTuple):
    """Whom a row is about, which stage, and what it is about."""

    child_id: str
    stage: Stage
    issue: str


class _Unread(NamedTuple):
    """What is wrong with a row, and in which cell."""

    problem: str
    name: str


_NO_STAGE = _Unread("no stage of it has a day", "stage_on")


def log_rows(scene: Scene, block: Block, choices: RowChoices) -> Iterator[RowPreview]:
    """Each row of a log as it is understood."""
    above: dict[str, str] = {}
    there: dict[tuple[str, str], _Open] = {}
    last: dict[str, str] = {}
    for number, told_cells in block.rows:
        if "" in told_cells:
            yield RowPreview(number, {"ref": "", "words": told_cells[""]}, OUT, "no stage: left out")
            continue
        cells = dict(told_cells) | choices.typed_in(number)
        if not cells.get("ref") and cells.get("initials", "") in ("", above.get("initials", "")):
            cells |= above  # who it is stands in a row above: in all of its cells, or in none
        above = {name: cells[name] for name in ("ref", "initials") if cells.get(name)}
        stages = stages_of(block, cells)
        read = [_read(scene, each.cells, last) for each in stages]
        row = next((each for each in read if isinstance(each, _Unread)), None) or next(iter(read), _NO_STAGE)
        take = choices.taken.get(number)
        if isinstance(row, _Unread) and row.name == "issue" and take is not False:
            yield RowPreview(number, cells, ASKS, f"{row.problem}: Enter types it, n leaves it out", row.name)
        elif isinstance(row, _Unread):
            yield RowPreview(number, cells, OUT, f"{row.problem}: Enter to type it, or the row stays out", row.name)
        elif take is False:
            yield RowPreview(number, cells, OUT, "left out; y takes it")
        else:
            last[row.child_id] = row.issue
            key = row.child_id, row.issue.casefold()
            dispute = replace(there.get(key) or _begun(scene, row))
            previews = list[RowPreview]()
            for (cells_of, _), each in zip(stages, read, strict=True):
                if isinstance(each, _Row):
                    of_one = row._replace(stage=each.stage)
                    after = dispute.taken_on if previews else None
                    previews.append(_stage(scene, number, cells_of, of_one, dispute, take, after))
            one = as_one(cells, previews, [each.column for each in stages])
            if one.state != OUT or one.known:  # else it was read no further than what is wrong
                there[key] = dispute
            yield replace(one, words="; ".join(filter(None, (one.words, untold(cells, stages)))))


def _read(scene: Scene, cells: Mapping[str, str], last: Mapping[str, str]) -> _Row | _Unread:
    who = " ".join(filter(None, (cells.get("ref"), cells.get("initials"))))
    children = _children(scene, cells.get("ref", "")) or _children(scene, who)
    if len(children) != 1:
        many = "more than one child here is called so" if children else "no child here is called so"
        return _Unread(f"“{who}”: {many}, give the reference" if who else "no child named", "ref")
    stage = stage_meant(scene.practice.escalation.stages, cells.get("stage", "") or cells.get("to_whom", ""))
    if stage is None:
        return _Unread(f"stage “{cells.get('stage', '')}” is none of the ladder's", "stage")
    issue = cells.get("issue") or last.get(children[0], "")
    if not issue:
        return _Unread("what it is about is empty", "issue")
    return _Row(children[0], stage, issue)


def _children(scene: Scene, who: str) -> list[str]:
    """Whom a cell names: by a reference in it, else by initials."""
    words = {ref_key(who), *(ref_key(word) for word in who.split())}
    children = {key: each for key, each in scene.caseload.children.items() if key in scene.caseload.cases}
    by_ref = [key for key, each in children.items() if ref_key(each.ref) in words]
    if by_ref:
        return by_ref
    bare = re.sub(r"[^a-z]", "", who.casefold())
    return [key for key, each in children.items() if bare and re.sub(r"[^a-z]", "", each.initials.casefold()) == bare]


def _begun(scene: Scene, row: _Row) -> _Open:
    """The escalation on record of the same words, or one to be."""
    for each in scene.caseload.cases[row.child_id].escalations:
        if each.issue.casefold() == row.issue.casefold():
            return _Open(row.issue, each.id, record=each)
    return _Open(row.issue)


def _stage(
    scene: Scene,
    number: int,
    cells: Mapping[str, str],
    row: _Row,
    dispute: _Open,
    take: bool | None,
    after: date | None,
) -> RowPreview:
    """`after`: the day of the stage before it in the same row."""
    stage, notes = row.stage, list[str]()
    step = next((each for each in (dispute.record.steps if dispute.record else ()) if each.stage == stage.id), None)
    taken, asks = _taken_on(scene, cells, dispute, stage)
    if step:
        taken, asks = step.taken_on, ""
    elif taken is None:
        if not asks:
            text = cells.get("raised_on", "")
            words = f"day of {in_a_sentence(stage.name)}: “{text}” {why_no_day(scene, text, 'back')}"
            return RowPreview(number, cells, OUT, f"{words}. Enter to type it, or the row stays out", "raised_on")
        taken = dispute.reply_due or scene.today
    elif near := _near(scene, row.child_id, dispute, taken):
        asks = (
            f"an escalation of {day_words(near.raised_on, scene.today)} about “{near.issue}” is on record: another one?"
        )
        asks += " y takes it, n leaves it out"
    if taken > scene.today or (after and taken < after):
        why = "a day to come"
        if after and taken < after:
            why = f"before the stage before it, {day_words(after, scene.today)}"
        words = f"{in_a_sentence(stage.name)} is dated {day_words(taken, scene.today)}, {why}"
        return RowPreview(number, cells, OUT, f"{words}. Enter to type it, or the row stays out", "raised_on")
    ended = _ended_as(cells)
    due, replied = (
        _after(scene, "" if ended and not any(days_named(text)) else text, taken, words, notes)
        for name, words in _REPLIES
        for text in (cells.get(name, ""),)
    )
    closed = _closed_on(scene, cells, taken, notes) or replied
    writes: list[Write] = []
    if not dispute.key:
        dispute.values = {"child_id": row.child_id, "issue": row.issue, "raised_on": taken}
        begun = New("escalation", dispute.values)
        dispute.key = begun.key
        writes.append(begun)
    if step is None:
        person = cells.get("to_whom") or stage.person
        writes.append(New("escalation_step", {
            "child_id": row.child_id, "escalation_id": dispute.key, "stage": stage.id, "person": person,
            "taken_on": taken, "reply_due": due, "replied_on": replied,
        }))  # fmt: skip
    elif replied and not step.replied_on:
        writes.append(Change("escalation_step", step.id, {"replied_on": replied}))
    dispute.reply_due, dispute.taken_on, dispute.stage = due, taken, stage.name
    if ended is None and _bare(cells.get("outcome", "")) not in ("", *_OPEN):
        notes.append(f"outcome “{cells['outcome']}” does not say that it ended: it stays open")
    elif ended is None and _is_lost(cells.get("closed_on", "")):
        notes.append(f"closed “{cells['closed_on']}” is no day: it stays open")
    wrong = "raised_on"
    if ended and closed is None and not (dispute.record and dispute.record.closed_on):
        closed, wrong = due if due and due <= scene.today else taken, "closed_on"
        ended_words = f"ended, on no day that is told: {day_words(closed, scene.today)}, the last one told of it?"
        asks = "; ".join(filter(None, (asks, f"{ended_words} y takes it, Enter types it, n leaves it out")))
    writes += _closing(ended, closed, dispute)
    if asks and take is None:
        words = "; ".join([asks, *notes])
        return RowPreview(number, cells, ASKS, words, wrong, Plan("Add stage", "", tuple(writes)), known=True)
    if not writes:
        return RowPreview(number, cells, OUT, "; ".join(["on record: nothing new", *notes]), known=True)
    planned = Plan("Add stage", "", tuple(writes))
    return RowPreview(number, cells, IN, "; ".join(notes), "raised_on", planned, known=True)


_REPLIES = (("reply_due", "reply by"), ("replied_on", "replied"))


def _taken_on(scene: Scene, cells: Mapping[str, str], dispute: _Open, stage: Stage) -> tuple[date | None, str]:
    """The day of a stage; where the log has none, what is asked in its place."""
    text = cells.get("raised_on", "")
    day = one_day(scene, text, "back")
    if day:
        return day, ""
    if text or not dispute.reply_due:
        return None, ""
    due, was = day_words(dispute.reply_due, scene.today), in_a_sentence(dispute.stage)
    name = in_a_sentence(stage.name)
    return (
        None,
        f"no day of {name}: {due}, by when {was} was to be answered? y takes it, Enter types it, n leaves it out",
    )


def _near(scene: Scene, child_id: str, dispute: _Open, taken: date) -> Escalation | None:
    """One on record about the same days that is called otherwise."""
    if dispute.key:
        return None
    every = scene.caseload.cases[child_id].escalations
    return next((each for each in every if is_near(each.raised_on, taken, scene.practice)), None)


def _after(scene: Scene, text: str, taken: date, words: str, notes: list[str]) -> date | None:
    """A day after a stage was taken: `5/3` is the first such day from then on."""
    if not text:
        return None
    day = certain_day(text, taken, scene.practice.office, "ahead")
    if day is None or day < taken or (words != "reply by" and day > scene.today):
        why = why_uncertain(text, taken, scene.practice.office, "ahead") or "is no day after it"
        notes.append(f"{words} “{text}” {why}, left out")
        return None
    if has_no_year(text):
        notes.append(f"{words} {day_words(day, scene.today)}")
    return day


def _ended_as(cells: Mapping[str, str]) -> str | None:
    """What an escalation ended as: by its outcome, or what stands in a column of its end, or its reply in words."""
    outcome, closed, reply = (_bare(cells.get(name, "")) for name in ("outcome", "closed_on", "replied_on"))
    sure = any(days_named(cells.get("closed_on", ""))) and not is_gainsaid(cells["closed_on"])
    if _GOES_ON.search(outcome):
        return None
    words = (outcome, closed) if outcome else (closed, reply)
    return next(filter(None, map(_by_word, words)), "resolved" if sure or closed in ("yes", "y") else None)


def _is_lost(closed: str) -> bool:
    """Whether a cell of the end tells no day, nor that there is no end yet."""
    return (
        bool(closed) and not any(days_named(closed)) and not _GOES_ON.search(_bare(closed)) and _bare(closed) not in _NO
    )


def _by_word(words: str) -> str | None:
    if _GOES_ON.search(words):
        return None
    ended = _ENDED.match(words)
    return ended.lastgroup if ended else None


def _bare(text: str) -> str:
    """The words of a cell without its figures and signs."""
    return " ".join(re.sub(r"[\d/.,:;()&-]+", " ", text.casefold()).split())


def _closed_on(scene: Scene, cells: Mapping[str, str], taken: date, notes: list[str]) -> date | None:
    """The day on which it ended, where a cell tells it."""
    for name in ("closed_on", "outcome"):
        if any(days_named(cells.get(name, ""))):
            return _after(scene, cells[name], taken, "closed", notes)
    return None


def _closing(ended: str | None, closed: date | None, dispute: _Open) -> Iterator[Write]:
    """That it ended."""
    if ended is None or closed is None:
        return
    values = {"closed_on": closed, "outcome": ended}
    if dispute.record is None:
        dispute.values |= values
    elif dispute.record.closed_on is None:
        yield Change("escalation", dispute.key, values)
