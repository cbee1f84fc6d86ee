"""Facts beside the looked-after review: child protection plans and conferences, care proceedings and days of court.

As in `case`: frozen, in no particular order, nothing derived; `id` fields are the store's keys.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class ProtectionPlan(NamedTuple):
    """A child protection plan."""

    started: date
    ended: date | None = None
    category: str | None = None
    start_known: bool = True
    """False when the plan is older than the record: `started` is then the first day on record."""
    by_inference: bool = False
    """Whether a file told only of the conference that made it, so that nobody said it goes on: to be confirmed."""
    previous_plans: int | None = None
    """How many plans the child had before this one; None: nobody has said."""
    id: str = ""


class Conference(NamedTuple):
    """A child protection conference; its kind is one of `protection.CONFERENCES`."""

    id: str
    kind: str
    strategy_on: date | None = None
    """The strategy discussion at which the enquiries under section 47 began."""
    booked: date | None = None
    held: date | None = None
    not_held_on: date | None = None
    """The day on which it was known that it is not held."""
    booked_time: str = ""
    """HH:MM."""
    venue: str = ""
    notified_on: date | None = None
    """Of a transfer-in: the written notification by the council that the child moved from."""
    outcome: str | None = None
    """By `protection.OUTCOMES`, once held."""
    category: str | None = None
    """Of the plan that it decided on; of one to come what it is about, where a list says so."""
    legal_considered: bool | None = None
    """Whether going to court was considered there."""
    chair: str | None = None
    """Who chairs, where it is another than the officer whose store this is."""
    not_held_reason: str | None = None
    """By `protection.NOT_HELD`."""
    told_by: str | None = None
    """The files that told of it last, by key; None where a person alone did."""


class CoreGroup(NamedTuple):
    """A meeting of the core group of a plan."""

    held: date
    id: str = ""


class Proceedings(NamedTuple):
    """Proceedings about a child in court; known here once issued."""

    id: str
    issued_on: date
    application: str = "care"
    """By `protection.APPLICATIONS`."""
    extended_to: date | None = None
    """The end that the court gave in place of the 26 weeks, the latest where there were several."""
    concluded_on: date | None = None
    guardian: str = ""
    guardian_on: date | None = None
    """Since when there is a guardian."""


class CourtDate(NamedTuple):
    """A day of court, with what is to be filed before it."""

    id: str
    what: str
    on: date
    done_on: date | None = None
    kind: str = ""
    """By `protection.HEARINGS`."""
    time: str = ""
    """HH:MM."""
    place: str = ""
    filing_on: date | None = None
    """By when papers are filed for it."""
    filed_on: date | None = None
    """When they were."""
    panel_on: date | None = None
    """The day of the panel before filing, where it is another than the practice's days give."""
    to_ratify: bool | None = None
    """Whether a care plan is filed for it; None: nobody has said, and then one is for a final hearing."""
    ratified_on: date | None = None
    """When the care plan for it was reviewed, or the IRO consulted."""
    view_on: date | None = None
    """When the IRO's view of the care plan went to the court."""
    proceedings_id: str | None = None
