"""What a line of a child's page says in its cells, and a folded group of lines in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from iro_tui.caseload.lines import CaseLine
from iro_tui.caseload.lists.kinds import DAY, OnPage
from iro_tui.caseload.reading.subject import ESCALATIONS, FACTS, PEOPLE
from iro_tui.caseload.today_words import WEIGHT_WORDS, what_words
from iro_tui.domain.duty import Duty
from iro_tui.domain.words import amount_words, day_words

GOES_WITHOUT_SAYING = frozenset({"open", "done", "held", "contact", "RAG"})
"""What a line is, where its heading, its day or its sign says so already."""
BY_WHAT_THEY_ARE = (PEOPLE, FACTS)
"""Groups that are summed up by what is in them, not by their latest day."""
_FEW = 5
_OPEN = "open"


def when_of(line: CaseLine) -> OnPage | None:
    """How far off what is asked is; of everything else its day, with a sign where it was done."""
    return OnPage(line.on, line.duty, line.kind == "done") if line.on or line.duty else None


def what_of(line: CaseLine) -> str:
    """What is asked, of a review with its limit and how binding that is; or what happened, after what it was."""
    duty = line.duty
    if duty is not None:
        words = what_words(duty, _today(duty))
        if duty.is_meeting and words != duty.what:
            words = f"{words}, {WEIGHT_WORDS[duty.weight]}"
        return f"{words} · {duty.note}" if duty.note else words
    plain = line.kind in GOES_WITHOUT_SAYING or line.text.casefold().startswith(line.kind.casefold())
    return line.text if plain else f"{line.kind} · {line.text}"


def beside(line: CaseLine) -> str:
    """The other of the two days of what is asked: its booking, or its limit; else what stands beside."""
    duty = line.duty
    if duty is None:
        return line.aside
    today = _today(duty)
    if duty.is_meeting:
        return f"booked {DAY.words(duty.booked, today, True)} {duty.time}".rstrip() if duty.booked else "not booked"
    if duty.days == 0:
        return f"for {DAY.words(duty.booked, today, True)}" if duty.booked and duty.booked > today else ""
    return f"{'was due' if duty.days < 0 else 'by'} {DAY.words(duty.due, today, True)}"


def folded_words(lines: Sequence[CaseLine], today: date) -> str:
    """What is in lines that are not shown: `2 open · last Wed 20 May`; of people and facts what they are."""
    if not lines:
        return ""
    if lines[0].section in BY_WHAT_THEY_ARE:
        kinds = list(dict.fromkeys(line.kind for line in lines))
        return ", ".join(kinds[:_FEW]) + ", …" * (len(kinds) > _FEW)
    still = [line for line in lines if line.kind == _OPEN]
    late = sum(line.clock == "overdue" for line in lines) or sum(bool(line.on and line.on < today) for line in still)
    days = [line.on for line in lines if line.on and line.kind != _OPEN and not line.duty]
    parts = [
        still[0].text if still and lines[0].section == ESCALATIONS else f"{len(still)} open" if still else "",
        f"{late} late" if late and lines[0].section != ESCALATIONS else "",
        f"last {day_words(max(days), today)}" if days and not still else "",
    ]
    return " · ".join(filter(None, parts)) or amount_words(len(lines), "lines")


def _today(duty: Duty) -> date:
    """The day on which a duty was worked out: its days count from it."""
    return duty.due - timedelta(days=duty.days)
