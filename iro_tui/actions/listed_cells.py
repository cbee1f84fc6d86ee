"""Single cells of days in a list: which of several days is meant, one that has passed, one that is no sure day."""

from __future__ import annotations

import re
from datetime import date

from iro_tui.actions.base import Scene
from iro_tui.domain.listed_day import (
    WORKING,
    certain_day,
    days_named,
    is_gainsaid,
    listed_days,
    why_uncertain,
)
from iro_tui.domain.plain_words import RAGS, RAGS_ALSO, meant
from iro_tui.domain.typed_day import Lean
from iro_tui.domain.words import day_words
from iro_tui.exchange.headings import DAYS, LIES, LONG_AGO

BOOKED = {"next_review": "next review", "next_conference": "next conference"}
"""The cells of bookings, and what each is called."""


def one_day(scene: Scene, text: str, lean: Lean) -> date | None:
    """The day that a cell names beyond doubt; None where it names none, or may mean another."""
    return certain_day(text, scene.today, scene.practice.office, lean)


def why_no_day(scene: Scene, text: str, lean: Lean) -> str:
    """Why a cell is not one certain day, as what is said of it; empty where it is."""
    return why_uncertain(text, scene.today, scene.practice.office, lean)


def which_day(scene: Scene, text: str) -> tuple[tuple[date, ...], str] | None:
    """The days of which one is meant by a booking that names a week, several days, or one of no sure year."""
    listed = listed_days(text, scene.today, scene.practice.office, "ahead")
    doubtful = len(listed.days) > 1 or (listed.days and is_gainsaid(text))
    return (listed.days[:WORKING], listed.rest) if doubtful else None


def fell_out(scene: Scene, text: str) -> bool:
    """Whether a booking has passed and was none, as its own cell says: `9/6 cancelled`."""
    days = listed_days(text, scene.today, scene.practice.office, "ahead").days
    return len(days) == 1 and days[0] < scene.today and is_gainsaid(text)


def passed_day(scene: Scene, text: str) -> str:
    """The day of a booking that has passed, in words; empty for one to come, and for none."""
    day = one_day(scene, text, "ahead")
    return day_words(day, scene.today) if day and day < scene.today else ""


def no_day(scene: Scene, name: str, text: str) -> str:
    """Why a cell of a column of days is none that can be taken without a person's word; empty where it can."""
    if name not in DAYS or not text:
        return ""
    lean = lean_of(name)
    named = days_named(text)
    days = listed_days(text, scene.today, scene.practice.office, lean).days
    why = why_no_day(scene, text, lean) if days else ""  # of no day at all the refusal of what is typed says more
    if not why and name in LONG_AGO and not all(each.has_year for each in named):
        why = "has no year"
    return f"“{text}” {why}" if why else ""


def lean_of(name: str) -> Lean:
    """Whether the days of a column lie behind or ahead."""
    return "ahead" if LIES.get(name) == "ahead" else "back"


def ratings_told(text: str) -> list[str]:
    """The ratings that a cell names one after the other, the oldest first: `G G A`; none where a word is no rating."""
    ratings = [meant(word, RAGS, RAGS_ALSO) for word in re.split(r"[\s,/>→-]+", text) if word]
    return ratings if len(ratings) > 1 and all(ratings) else []
