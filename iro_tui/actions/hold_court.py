"""The care plan that is filed in court, agreed at a review: said in its record, and taken back with it.

Source: CA 1989 s31A, IRO Handbook 8, and the panels of the practice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from iro_tui.actions.base import Scene
from iro_tui.actions.hold_next import review_after
from iro_tui.domain.beside import CourtDate
from iro_tui.domain.proceedings import ratified_by, to_agree
from iro_tui.domain.words import day_words, in_a_sentence
from iro_tui.store.writes import Change


def plan_to_agree(scene: Scene) -> CourtDate | None:
    """The day of court whose care plan a review could agree to; None where none waits."""
    return to_agree(scene.case, scene.practice, scene.today)


def asked_of_the_plan(scene: Scene, day: date) -> Mapping[str, Any] | None:
    """How it is asked at a review of a day: `yes` stands there where no other is due before it must be agreed."""
    court = plan_to_agree(scene)
    by = ratified_by(court, scene.practice) if court else None
    if court is None or by is None:
        return None
    following = review_after(scene, day)
    last = day <= by and (following is None or following.limit > by)
    return {"hint": for_court(court, scene.today), "default": "yes" if last else ""}


def for_court(court: CourtDate, today: date) -> str:
    """What a care plan is for: `for the final hearing of Fri 20 Oct`."""
    return f"for the {in_a_sentence(court.what)} of {day_words(court.on, today)}"


def agreed_at(scene: Scene, held: date | None, day: date | None) -> Iterator[Change]:
    """What was agreed at a review of a day, on another; with None it is to be agreed again."""
    for court in scene.case.court_dates:
        if held and court.ratified_on == held != day:
            yield Change("court_date", court.id, {"ratified_on": day})


def with_agreed(court_dates: tuple[CourtDate, ...], agreed: CourtDate | None, day: date) -> tuple[CourtDate, ...]:
    """The days of court once the care plan for one of them was agreed on a day."""
    return tuple(each._replace(ratified_on=day) if each == agreed else each for each in court_dates)
