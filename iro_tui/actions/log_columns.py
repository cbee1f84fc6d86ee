"""A log of escalations that has a column for each stage: a row is the stages that are filled in it, side by side.

What an escalation ended as, who answered and what was said of it all belongs to the last of them. Source: domain
reference 1.3, 3.1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from iro_tui.actions.base import Plan
from iro_tui.actions.listed_row import ASKS, IN, OUT, RowPreview
from iro_tui.domain.typed_booking import is_not_booked
from iro_tui.exchange.headings import stage_named
from iro_tui.exchange.pasted import Block, meaning_of

_OF_A_STAGE: Mapping[str, str] = {"stage_on": "raised_on", "stage_due": "reply_due", "stage_replied": "replied_on"}
"""What a column of one stage says, and what it is called where each stage has a row."""
_OF_THE_LAST = frozenset({"to_whom", "reply_due", "replied_on", "closed_on", "outcome"})


class StageCells(NamedTuple):
    """The cells of one stage, as a row of its own would have them; where its day stands in the list."""

    cells: Mapping[str, str]
    column: str


def stages_of(block: Block, cells: Mapping[str, str]) -> list[StageCells]:
    """The stages that a row tells, in the order of their columns; of a log with a row for each the row itself."""
    headings = dict(zip(block.columns, block.headings, strict=False))
    own = {name: meaning_of(name) for name in block.columns if meaning_of(name) in _OF_A_STAGE}
    if not own:
        return [StageCells(cells, "raised_on")]
    stages: dict[str, dict[str, str]] = {}
    columns: dict[str, str] = {}
    for name, meaning in own.items():
        stage = stage_named(headings.get(name, ""))
        if meaning == "stage_on":
            columns[stage] = name
        text = cells.get(name, "")
        if text and not is_not_booked(text):
            stages.setdefault(stage, {})[_OF_A_STAGE[meaning]] = text
    if not stages and cells.get("stage"):
        return [StageCells(cells, "raised_on")]
    every = {name: text for name, text in cells.items() if name not in own and name != "raised_on"}
    first = {name: text for name, text in every.items() if name not in _OF_THE_LAST}
    last = [*stages][-1:]
    for stage in [*stages][:1]:
        stages[stage].setdefault("raised_on", cells.get("raised_on", ""))
    return [
        StageCells((every if stage in last else first) | {"stage": stage} | of_it, columns.get(stage, "raised_on"))
        for stage, of_it in stages.items()
    ]


def untold(cells: Mapping[str, str], stages: Sequence[StageCells]) -> str:
    """What of the day raised no stage says, as it is told; empty where one does."""
    raised = cells.get("raised_on", "")
    if not raised or any(stage.cells.get("raised_on") == raised for stage in stages):
        return ""
    return f"raised “{raised}”: the day of its first stage stands"


def as_one(cells: Mapping[str, str], rows: Sequence[RowPreview], columns: Sequence[str]) -> RowPreview:
    """What a row comes to whose stages say this each; one that cannot be read keeps all of them out."""
    placed = [
        replace(row, cells=cells, wrong=column if row.wrong == "raised_on" else row.wrong)
        for row, column in zip(rows, columns, strict=True)
    ]
    unread = next((row for row in placed if row.state == OUT and not row.known), None)
    if unread or len(placed) == 1:
        return unread or placed[0]
    adds = [row for row in placed if row.state != OUT]
    asking = next((row for row in adds if row.state == ASKS), None)
    words = "; ".join(dict.fromkeys(row.words for row in adds or placed if row.words))
    first = asking or placed[0]
    writes = tuple(write for row in adds if row.plan for write in row.plan.writes)
    planned = Plan("Add stages", "", writes) if adds else None
    state = ASKS if asking else IN if adds else OUT
    return replace(first, state=state, words=words, plan=planned, stages=len(adds))
