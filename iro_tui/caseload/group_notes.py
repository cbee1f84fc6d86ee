"""What is said beside the headings of Today: two meetings at the same time, and the officer's own days off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from iro_tui.caseload.diary import DiaryEntry, appointments, at_once
from iro_tui.caseload.today_words import DIARY, LATER, THIS_WEEK, heading_of, week_shown
from iro_tui.domain.own_time import spans
from iro_tui.domain.words import day_words

if TYPE_CHECKING:
    from iro_tui.caseload.caseload import Caseload
    from iro_tui.store.connection import Connection

CLASH = "! clash"


def group_notes(_connection: Connection | None, caseload: Caseload, days: int) -> dict[str, str]:
    """By heading what is said beside it: `! clash Tue 8 Dec 14:30 · your leave Mon 21 Dec to Wed 23 Dec`."""
    today = caseload.today
    week = week_shown(today)
    parts = {DIARY: (today, today), THIS_WEEK: week, LATER: (week[1] + timedelta(1), today + timedelta(days))}
    clashes = _clashes(caseload, today, max(week[1], today + timedelta(days)))
    notes = {
        heading_of(group, today, days): " · ".join((*_said(clashes, *span, today), *_off(caseload, *span)))
        for group, span in parts.items()
    }
    return {heading: words for heading, words in notes.items() if words}


def _clashes(caseload: Caseload, first: date, last: date) -> list[DiaryEntry]:
    """The meetings of these days that begin while one before them runs."""
    clashes: list[DiaryEntry] = []
    for _, of_day in groupby(appointments(caseload, first, last), key=lambda each: each.day):
        entries = tuple(of_day)
        for number, each in enumerate(entries):
            before = ((other.child_id, other.time) for other in entries[:number])
            if any(at_once(caseload, each.child_id, each.time, *other) for other in before):
                clashes.append(each)
    return clashes


def _said(clashes: Sequence[DiaryEntry], first: date, last: date, today: date) -> Iterator[str]:
    """The first clash of these days, and how many more there are."""
    at = [each for each in clashes if first <= each.day <= last]
    if at:
        when = at[0].time if at[0].day == today else f"{day_words(at[0].day, today)} {at[0].time}"
        yield f"{CLASH} {when}" + (f" and {len(at) - 1} more" if at[1:] else "")


def _off(caseload: Caseload, first: date, last: date) -> Iterator[str]:
    """The officer's own days off; what is so every week is said of today alone."""
    own, today = caseload.own_time, caseload.today
    if first == last:
        yield from filter(None, [own.off(first)])
        return
    every = (first + timedelta(n) for n in range((last - first).days + 1))
    away = [(day, own.off(day)) for day in every if any(spell.covers(day) for spell in own.away)]
    for begins, ends, words in spans(away):
        until = "" if begins == ends else f" to {day_words(ends, today)}"
        yield f"{words} {day_words(begins, today)}{until}"
