"""What a list says that a child is, in its own words: looked after, under a child protection plan, in need alone.

A cell may name a legal status, `LAC`, `CP`, `CIN`, a category of a plan, or several of them (`LAC/CP`, `CP plan
neglect`); whoever is under a plan alone is not taken for looked after. Source: domain reference 3, 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from iro_tui.domain.plain_words import (
    ALSO,
    CATEGORIES,
    CATEGORIES_ALSO,
    CONFERENCE_ONLY,
    PLAN_ONLY,
    STATUSES,
    UNBORN,
    alike,
    meant,
    meant_whole,
)
from iro_tui.domain.words import joined
from iro_tui.exchange.headings import CARE, CONFERENCE, PLAN
from iro_tui.exchange.pasted import meaning_of

_LOOKED_AFTER = re.compile(
    r"(?:lac|cla|cic)(?: child)?|(?:child(?:ren)? )?looked after(?: child(?:ren)?)?|(?:child(?:ren)? )?in care"
)
_IN_NEED = re.compile(
    r"(?:cin|child(?:ren)? in need)(?: plan)?(?: only)?|s(?:ection)? ?17|early help|open assessment|assessment"
)
_PLAN = re.compile(
    r"(?:(?:on|subject to|under) )?(?:a )?(?:cpp?|child protection)(?: plan)?(?: only)?(?: for)?(?: (?P<category>.+))?"
)
_CATEGORY = re.compile(r"(?P<category>neglect|multiple|(?:emotional|physical|sexual)(?: abuse| harm)?)")
_OPEN = frozenset({"open", "active", "current", "allocated", "ongoing", "yes", "y"})
CLOSED = ("closed", "ended", "left care", "archived", "transferred")
"""Words by which a list says that a case is one no more."""
_LETTER = re.compile(r"^\(?[a-z]\)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[/&,+;]|\band\b|\bwith\b)\s*", re.IGNORECASE)
_BEHIND_A_CODE = re.compile(
    r"(?P<code>[A-Z]\d{1,2}|s(?:ec(?:tion)?)? ?\d{2}|icpc)[ :(–-]+(?P<more>.+?)\)?", re.IGNORECASE
)
"""A plan or a category behind a code, with no sign that parts the two: `s47 neglect`, `C2 (CP)`."""
CELLS = ("status", "case_kind")


_WHICH = "a legal status such as FCO or s20, looked after, child protection with its category, or none of them?"
_BEFORE_A_STATUS = re.compile(r"^(?:lac|cla|cic)\b[ -:]*(?=\S)", re.IGNORECASE)


class StatusCells(NamedTuple):
    """The cells that follow, what is said of it, why the row stays out, and the cell that is to be typed anew."""

    cells: Mapping[str, str]
    note: str = ""
    out: str = ""
    wrong: str = "status"
    in_care: bool = False
    """Whether it says that the child is looked after."""


def status_told(cells: Mapping[str, str]) -> StatusCells:
    """The cells of a row with the legal status and the plan that its words mean."""
    legal, plan, kinds = "", "", set[str]()
    says_plan = bool(cells.get("plan"))
    for name in CELLS:
        whole = cells.get(name, "")
        for part in _parts(whole):
            words = _words(part)
            planned = _PLAN.fullmatch(words)
            says_plan = says_plan or planned is not None
            if planned := planned or _CATEGORY.fullmatch(words):
                kinds.add("plan")
                named = planned["category"] or ""
                category = meant(named, CATEGORIES, CATEGORIES_ALSO) if named else ""
                if named and not category:
                    which = joined([each for each in CATEGORIES.values() if "," not in each])
                    return StatusCells(cells, out=f"“{whole}”: of the category, which one? {which}", wrong="plan")
                plan = "multiple" if plan and category not in ("", plan) else plan or category
            elif _LOOKED_AFTER.fullmatch(words):
                kinds.add("care")
            elif _IN_NEED.fullmatch(words):
                kinds.add("need")
            elif any(words.startswith(each) for each in CLOSED):
                kinds.add("closed")
            elif words not in _OPEN:
                behind = _BEFORE_A_STATUS.sub("", part)
                if not meant_whole(behind, STATUSES, ALSO):
                    if name == "status" and part == whole:
                        which = "which one?" if alike(part, STATUSES, ALSO) else _WHICH
                        return StatusCells(cells, out=f"status “{whole}”: {which}")
                    return StatusCells(
                        cells, out=f"“{whole}”: looked after, a child protection plan, or neither?", wrong=name
                    )
                legal = legal or behind
    if meant(legal, STATUSES, ALSO) == CONFERENCE_ONLY and "plan" in kinds and not says_plan:
        what = f"{STATUSES[CONFERENCE_ONLY]}, its category {plan}"
        return StatusCells({**cells, "status": legal, FORESEEN: plan}, f"{_quoted(cells)} taken as {what}")
    return _together(cells, legal, plan, kinds)


FORESEEN = "foreseen"
"""The cell of a category that no plan has as yet: what the conference to come is about."""


def typed_status(so_far: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answers with a typed status that is no code but says what a child is: `CP plan neglect` answers the plan too."""
    cells = _typed_cells(str(so_far.get("status") or ""), str(so_far.get("plan") or ""))
    return {**so_far, **cells} if cells else so_far


@lru_cache(maxsize=1 << 8)
def _typed_cells(status: str, plan: str) -> Mapping[str, str]:
    """What a typed status answers; nothing where it is a code. Each question of a child asks it at each key."""
    if not status or (alike(status, STATUSES, ALSO) and len(_parts(status)) == 1):
        return {}
    read = status_told({"status": status, "plan": plan})
    if read.out or not (read.note or read.cells["status"]):
        return {}
    foreseen = read.cells.get(FORESEEN)
    return {**read.cells, "plan": foreseen} if foreseen else read.cells


def status_words(text: str) -> str:
    """What such a status means; empty where it is none."""
    answers = typed_status({"status": text})
    if answers == {"status": text}:
        return ""
    code = meant(answers["status"], STATUSES, ALSO)
    plan = "" if code == PLAN_ONLY or not answers["plan"] else "child protection plan"
    category = answers["plan"] if answers["plan"] != "not known" else ""
    return ", ".join(filter(None, (STATUSES.get(code, "looked after"), plan, category)))


def by_columns(status: StatusCells) -> StatusCells:
    """Of a row that names no status what its filled columns tell; asked where they tell nothing."""
    cells = status.cells
    if status.note or cells.get("status"):
        return status
    filled = {meaning_of(name) for name, text in cells.items() if text}
    planned = filled & {"plan", "plan_since"}
    new = {**cells, "plan": cells.get("plan") or "not known"} if planned else {**cells}
    if filled & CARE:
        return StatusCells(new)
    for kind, tells in (
        (UNBORN, "expected" in filled and "born" not in filled),
        (PLAN_ONLY, planned or {"last_conference", "next_conference"} <= filled),
        (CONFERENCE_ONLY, filled & CONFERENCE and "last_conference" not in filled),
    ):
        if tells:
            return StatusCells({**new, "status": kind}, f"no status: taken as {STATUSES[kind]}")
    if {meaning_of(name) for name in cells} & (PLAN | CONFERENCE):
        return StatusCells(cells, out=f"no status: {_WHICH}")
    return status


def _parts(whole: str) -> list[str]:
    """What a cell names: the whole of it where that is one thing, else what stands between signs."""
    bare = _LETTER.sub("", whole)
    parts = [part for part in _BETWEEN.split(bare) if part]
    parts = [each for part in parts for each in _code_and_more(part)]
    if len(parts) > 1 and any(_is_plan(part) for part in parts):
        return parts
    if meant_whole(bare, STATUSES, ALSO) not in ("", PLAN_ONLY) and not _LOOKED_AFTER.fullmatch(bare.casefold()):
        return [bare]
    return parts


def _code_and_more(part: str) -> list[str]:
    """A code and the plan or the category behind it, apart; anything else as it is."""
    both = _BEHIND_A_CODE.fullmatch(part)
    return [both["code"], both["more"]] if both and _is_plan(both["more"]) else [part]


def _is_plan(part: str) -> bool:
    words = _words(part)
    return bool(_PLAN.fullmatch(words) or _CATEGORY.fullmatch(words))


def _words(part: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", part.casefold()))


def _quoted(cells: Mapping[str, str]) -> str:
    return joined([f"“{cells[name]}”" for name in CELLS if cells.get(name)])


def _together(cells: Mapping[str, str], legal: str, plan: str, kinds: set[str]) -> StatusCells:
    words = _quoted(cells)
    if not kinds:
        return StatusCells({**cells, "status": legal} if "status" in cells or legal else cells)
    if "closed" in kinds:
        return StatusCells(cells, out=f"{words} in your list: closed, left out", wrong="")
    new = {**cells, "status": legal}
    if "plan" in kinds:
        new["plan"] = cells.get("plan") or plan or "not known"
        if not legal and "care" not in kinds:
            new["status"] = PLAN_ONLY
        code = meant(new["status"], STATUSES, ALSO)
        beside = {each: STATUSES[each] for each in (PLAN_ONLY, UNBORN, CONFERENCE_ONLY)}
        what = beside.get(code, "looked after")
        what += "" if code == PLAN_ONLY else ", and a child protection plan"
        return StatusCells(new, f"{words} taken as {what}{f', {plan}' if plan else ''}", in_care=code not in beside)
    if legal or "care" in kinds:
        note = "" if legal else f"{words} taken as looked after, the legal status not known"
        return StatusCells(new, note, in_care=True)
    return StatusCells(
        cells, out=f"{words}: in need alone, neither looked after nor under a child protection plan", wrong="case_kind"
    )
