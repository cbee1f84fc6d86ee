"""Whether somebody is too near to a case to be its IRO: a warning, never a refusal.

Source: Care Planning, Placement and Case Review Regulations 2010, reg 46 (nobody with management of the case, nobody
who prepared the care plan); a chair of the child's conferences took part in what is to be reviewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.domain.beside import Conference
from iro_tui.domain.colleagues import may_be_one
from iro_tui.domain.people import OF_THE_SERVICE
from iro_tui.domain.words import day_words


@dataclass(frozen=True, slots=True)
class Worked:
    """Somebody who works, or worked, with a child."""

    role: str
    name: str
    team: str | None = None
    ended: date | None = None


def conflicts(
    name: str,
    team: str | None,
    worked: Iterable[Worked],
    conferences: Iterable[Conference],
    today: date,
    *,
    keeps_chair: bool = False,
) -> Iterator[str]:
    """Why somebody should not be a child's IRO, each in the end of a sentence: `is the child's social worker`.

    Where the practice keeps the chair (`keeps_chair`) to have chaired before is what is wanted.
    """
    seen: set[str] = set()
    for each in sorted(worked, key=lambda each: each.ended or date.max, reverse=True):
        if each.role not in OF_THE_SERVICE or each.role in seen:
            continue
        part = OF_THE_SERVICE[each.role]
        over = each.ended is not None and each.ended <= today
        if may_be_one(each.name, name):
            seen.add(each.role)
            when = f"was the child’s {part} until {day_words(each.ended, today)}" if over and each.ended else ""
            yield when or f"is the child’s {part}"
        elif team and each.team and may_be_one(each.team, team) and not over:
            seen.add(each.role)
            yield f"is of {each.team}, the {part}’s own team"
    chaired = [c.held for c in conferences if c.held and c.held <= today and c.chair and may_be_one(c.chair, name)]
    if chaired and not keeps_chair:
        yield f"chaired a conference of the child on {day_words(max(chaired), today)}"
