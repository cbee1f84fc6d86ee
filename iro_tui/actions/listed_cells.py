"""Single cells of days in a list: which of several days is meant, one that has passed, one that is no sure day."""

from __future__ import annotations

from datetime import date, timedelta

from iro_tui.actions.base import Scene
from iro_tui.domain.listed_day import days_named, is_gainsaid, listed_days
from iro_tui.domain.typed_booking import week_meant
from iro_tui.domain.typed_day import Lean
from iro_tui.domain.words import day_words
from iro_tui.exchange.headings import DAYS

WORKING = 5
"""Days of a week that a review can be booked on: a digit each."""
BOOKED = {"next_review": "next review", "next_conference": "next conference"}
"""The cells of bookings, and what each is called."""


def one_day(scene: Scene, text: str, lean: Lean) -> date | None:
    """The day that a cell names; None where it names none, or may mean several."""
    days = listed_days(text, scene.today, scene.practice.office, lean).days
    return days[0] if len(days) == 1 else None


def which_day(scene: Scene, text: str) -> tuple[tuple[date, ...], str] | None:
    """The days of which one is meant by a booking that names a week, several days, or one of no sure year."""
    week = week_meant(text, scene.today, scene.practice.office)
    if week:
        return tuple(week.monday + timedelta(n) for n in range(WORKING)), week.rest
    listed = listed_days(text, scene.today, scene.practice.office, "ahead")
    doubtful = len(listed.days) > 1 or (listed.days and is_gainsaid(text))
    return (listed.days[:WORKING], listed.rest) if doubtful else None


def fell_out(scene: Scene, text: str) -> bool:
    """Whether a booking has passed and was none, as its own cell says: `9/6 cancelled`."""
    day = one_day(scene, text, "ahead")
    return day is not None and day < scene.today and is_gainsaid(text)


def passed_day(scene: Scene, text: str) -> str:
    """The day of a booking that has passed, in words; empty for one to come, and for none."""
    day = one_day(scene, text, "ahead")
    return day_words(day, scene.today) if day and day < scene.today else ""


def no_day(scene: Scene, name: str, text: str) -> str:
    """Why a cell of a column of days is none that can be taken without a person's word; empty where it can."""
    if name not in DAYS or not text:
        return ""
    days = listed_days(text, scene.today, scene.practice.office, "ahead" if name in _AHEAD else "back").days
    if len(days) > 1:
        return f"“{text}” may be {' or '.join(day_words(day, scene.today) for day in days)}"
    whole = all(named.has_year for named in days_named(text))
    return f"“{text}” has no year" if days and name in _LONG_AGO and not whole else ""


_AHEAD = frozenset({*BOOKED, "expected"})
_LONG_AGO = frozenset({"born", "since", "plan_since"})
"""Days that may lie years back: without their year they say nothing."""
