"""What files tell of a child, as the rows it becomes: each with a key that the same fact has on every laptop."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha1
from typing import Any
from uuid import UUID

from iro_tui.exchange.extract import ChildFacts, HealthFact
from iro_tui.text import ref_key

_KEYS = UUID("6f1c1b0e-4a0c-5d6e-9f0a-1c7b52f0a903")
"""Never to change: keys made from it stand in stores and, one day, in what laptops exchange."""
KEY_VERSION = 5
"""The version of such a UUID; a row that a person makes has a random one (4)."""

CHILD = "child"
CARE_PERIOD = "care_period"
LEGAL_STATUS = "legal_status"
PLACEMENT = "placement"
REVIEW = "review"
WORKER = "worker"
MISSING = "missing_episode"
CONTACT = "contact"
VISIT = "visit"
PLAN = "protection_plan"
CONFERENCE = "conference"
AUTHORITY = "adoption_authority"
HEALTH = "health_year"
BESIDE = (HEALTH, CONTACT, VISIT, PLAN, CONFERENCE, AUTHORITY)
"""What hangs on no time in care."""
TABLES = (CARE_PERIOD, LEGAL_STATUS, PLACEMENT, REVIEW, WORKER, MISSING, *BESIDE)

KIND: Mapping[str, tuple[str, ...]] = {
    CARE_PERIOD: (),
    LEGAL_STATUS: ("code",),
    PLACEMENT: ("code",),
    REVIEW: (),
    WORKER: ("role", "name"),
    MISSING: ("kind",),
    HEALTH: ("year",),
    CONTACT: (),
    VISIT: (),
    PLAN: (),
    CONFERENCE: ("kind",),
    AUTHORITY: ("kind",),
}
"""By table the columns in which two tellings of one fact agree, whatever their days."""
_DAYS = frozenset(
    {"born", "expected", "uasc_until", "started", "ended", "held", "booked", "reviews_known_from", "file_ends"}
) | {
    *("on_day", "strategy_on", "pathway_plan_on"),
}
CHILD_VALUES = (
    *("born", "expected", "sex", "ethnicity", "need", "uasc", "uasc_until", "parent", "disabled"),
    *("permanence_plan", "pathway_plan_on"),
)


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row as the files tell it. `day` is when it began or was held; `beside` is set where the row is first made."""

    table: str
    key: str
    day: date
    values: Mapping[str, Any]
    where: str = ""
    end_where: str = ""
    """Where its end stands, if that is told."""
    start_known: bool = True
    """False where the record begins in the middle of it."""
    beside: Mapping[str, Any] = field(default_factory=dict)


encoded = json.JSONEncoder(default=date.isoformat, sort_keys=True, separators=(",", ":")).encode
"""The values of a row as they are kept beside it: what the files told."""


def decoded(text: str) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if value and name in _DAYS else value
        for name, value in json.loads(text).items()
    }


def known_key(table: str, child: str, *natural: object) -> str:
    """The key of a fact out of a file: of the same fact from the same file the same everywhere. `child` is a ref."""
    # As uuid.uuid5 makes it, without the object: a return has tens of thousands.
    name = "|".join((table, ref_key(child), *map(str, natural)))
    digest = bytearray(sha1(_KEYS.bytes + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | KEY_VERSION << 4
    digest[8] = digest[8] & 0x3F | 0x80
    return digest.hex()


def child_values(facts: ChildFacts) -> dict[str, Any]:
    """What the files tell of the child itself; what they leave blank is not told."""
    return {name: value for name in CHILD_VALUES if (value := getattr(facts, name)) is not None}


def told_rows(facts: ChildFacts, known_from: date | None, follow_from: date) -> Iterator[ToldRow]:
    """The rows that a child's facts become.

    Reviews before `known_from` may be missing from the files. Paperwork of reviews from `follow_from` on is followed:
    its last limit was still ahead when the review came in.
    """
    middles = {period.started for period in facts.periods if not period.start_known}

    def row(table: str, item: Any, day: date, natural: tuple[object, ...], **values: Any) -> ToldRow:
        return ToldRow(
            table,
            known_key(table, facts.ref, *natural, day),
            day,
            values,
            item.where,
            getattr(item, "ended_where", ""),
            day not in middles,
        )

    for period in facts.periods:
        known = period.reviews_known_from or known_from
        whole = period.start_known and (known is None or known <= period.started)
        yield row(
            CARE_PERIOD, period, period.started, (),
            started=period.started, start_known=period.start_known, ended=period.ended, end_known=period.end_known,
            end_reason=period.end_reason, reviews_known_from=None if whole else known,
        )  # fmt: skip
    for status in facts.legal_statuses:
        days = {"started": status.started, "ended": status.ended}
        yield row(LEGAL_STATUS, status, status.started, (status.code,), code=status.code, **days)
    for placed in facts.placements:
        yield row(
            PLACEMENT, placed, placed.started, (),
            code=placed.code, started=placed.started, ended=placed.ended, provider=placed.provider,
            end_reason=placed.end_reason, same_carer=placed.same_carer, out_of_area=placed.out_of_area,
        )  # fmt: skip
    for review in facts.reviews:
        key = known_key(REVIEW, facts.ref, review.day)
        if review.held:
            values = {"held": review.day, "participation": review.participation}
            beside = {"follow_record": review.day >= follow_from}
            yield ToldRow(REVIEW, key, review.day, values, review.where, beside=beside)
        else:
            yield ToldRow(REVIEW, key, review.day, {"booked": review.day}, review.where)
    for worker in facts.workers:
        about = {"role": "social_worker", "name": worker.name}
        yield row(
            WORKER, worker, worker.started or date.min, tuple(about.values()),
            **about, team=worker.team, started=worker.started, ended=worker.ended,
        )  # fmt: skip
    for time in facts.missing:
        yield row(MISSING, time, time.started, (time.kind,), kind=time.kind, started=time.started, ended=time.ended)
    yield from _beside(facts)


_HEALTH = tuple(each.name for each in dataclasses.fields(HealthFact) if each.name != "where")


def _beside(facts: ChildFacts) -> Iterator[ToldRow]:
    """What hangs on no time in care: contacts and visits, plans and conferences, authority to place."""

    def row(table: str, item: Any, day: date, *natural: object, **values: Any) -> ToldRow:
        key = known_key(table, facts.ref, *natural, day)
        return ToldRow(table, key, day, values, item.where, getattr(item, "ended_where", ""))

    for each in facts.health:
        values = {name: getattr(each, name) for name in _HEALTH}
        yield row(HEALTH, each, date(each.year + 1, 3, 31), each.year, **values)
    for contact in facts.contacts:
        yield row(CONTACT, contact, contact.day, on_day=contact.day, who="child")
    for visit in facts.visits:
        yield row(VISIT, visit, visit.day, on_day=visit.day, seen_alone=visit.seen_alone)
    for plan in facts.plans:
        yield row(
            PLAN, plan, plan.started,
            started=plan.started, ended=plan.ended, category=plan.category, previous_plans=plan.previous_plans,
            by_inference=plan.by_inference,
        )  # fmt: skip
    for meeting in facts.conferences:
        about = {"kind": meeting.kind, "strategy_on": meeting.strategy_on, "outcome": meeting.outcome}
        day = {"held" if meeting.held else "booked": meeting.day}
        yield row(CONFERENCE, meeting, meeting.day, meeting.kind, **about, **day)
    for authority in facts.authorities:
        yield row(
            AUTHORITY, authority, authority.started, "placement order",
            kind="placement order", started=authority.started, ended=authority.ended,
        )  # fmt: skip
