"""Cases made up by hypothesis: any facts an officer or a file could bring, none dated after TODAY but for plans."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st

from iro_tui.domain.beside import Conference, CoreGroup, CourtDate, Proceedings, ProtectionPlan
from iro_tui.domain.case import (
    AdoptionAuthority,
    Allocation,
    CarePeriod,
    Case,
    Decision,
    EarlyReview,
    Escalation,
    EscalationStep,
    LegalStatus,
    MidpointCheck,
    Placement,
    Rag,
    Rating,
    Review,
    Task,
)
from iro_tui.domain.protection import CONFERENCES, HEARINGS
from tests.support import TODAY

_FIRST = date(2023, 1, 1)
_T = TypeVar("_T")

LEGAL = ("C1", "C2", "V2", "J1", "E1", "D1", "V3", "V4")
PLACES = ("U6", "K2", "A3", "A5", "A6", "T1", "P1")
REASONS = (None, "CARPL", "CREQB", "CHILD")
TRIGGERS = ("early-a", "early-b", "early-e", "planchg", "plend", "homeP", "plmove")
STAGES = ("informal", "1", "2", "3", "4", "cafcass", "unknown")


def past(first: date = _FIRST) -> st.SearchStrategy[date]:
    return st.dates(min(first, TODAY), TODAY)


def ahead() -> st.SearchStrategy[date]:
    return st.dates(TODAY - timedelta(60), TODAY + timedelta(400))


def _maybe(strategy: st.SearchStrategy[_T]) -> st.SearchStrategy[_T | None]:
    return st.none() | strategy


def _some(strategy: st.SearchStrategy[_T], most: int = 3) -> st.SearchStrategy[list[_T]]:
    return st.lists(strategy, max_size=most)


@st.composite
def _spells(
    draw: st.DrawFn, codes: tuple[str, ...], start: date, end: date | None
) -> list[tuple[str, date, date | None]]:
    """Codes one after another from a start; the last goes on to the end."""
    cuts = sorted(draw(st.sets(st.dates(start, max(start, end or TODAY)), max_size=3)) | {start})
    return [(draw(st.sampled_from(codes)), day, after) for day, after in zip(cuts, [*cuts[1:], end], strict=True)]


@st.composite
def cases(draw: st.DrawFn, *, open_care: bool = False) -> Case:
    """A case; with `open_care` it has a period that has not ended."""
    days = sorted(draw(st.sets(past(), min_size=1, max_size=5)))
    periods, legal, places = [], [], []
    for n, start in enumerate(days[::2]):
        end = days[2 * n + 1] if 2 * n + 1 < len(days) else None
        if open_care and n == len(days[::2]) - 1:
            end = None
        known_from = draw(_maybe(past(start)))
        periods.append(CarePeriod(start, end, draw(st.booleans()), known_from, id=f"p{n}"))
        if draw(st.booleans()):
            legal += [LegalStatus(*spell) for spell in draw(_spells(LEGAL, start, end))]
        places += [
            Placement(*spell, end_reason=draw(st.sampled_from(REASONS)), same_carer=draw(st.booleans()))
            for spell in draw(_spells(PLACES, start, end))
        ]
    # What the record says may be missing is not on it.
    first_review = max((p.reviews_known_from for p in periods if p.reviews_known_from), default=_FIRST)
    return Case(
        ref="R1",
        born=draw(_maybe(st.dates(date(2008, 6, 1), date(2022, 1, 1)))),
        periods=tuple(periods),
        legal_statuses=tuple(legal),
        placements=tuple(places),
        reviews=tuple(draw(_reviews(first_review))),
        early_reviews=_numbered(
            "e", [EarlyReview("", draw(st.sampled_from(TRIGGERS)), on, draw(ahead())) for on in draw(_some(past(), 2))]
        ),
        authorities=tuple(AdoptionAuthority(on) for on in draw(_some(past(), 1))),
        ratings=_numbered("g", [Rating("", draw(st.sampled_from(get_args(Rag))), on) for on in draw(_some(past()))]),
        midpoints=tuple(MidpointCheck(on) for on in draw(_some(past(), 2))),
        decisions=_numbered(
            "d",
            [
                Decision("", "x", due=due, done_on=done, dropped_on=dropped)
                for due, done, dropped in draw(_some(st.tuples(_maybe(ahead()), _maybe(past()), _maybe(past()))))
            ],
        ),
        escalations=tuple(draw(_escalations())),
        plans=tuple(ProtectionPlan(on) for on in draw(_some(past(), 1))),
        conferences=_numbered("k", draw(_some(_conferences(), 3))),
        core_groups=tuple(CoreGroup(on) for on in draw(_some(past(), 1))),
        proceedings=_numbered("q", [Proceedings("", on, guardian="Gail Fairlead") for on in draw(_some(past(), 1))]),
        court_dates=_numbered("c", draw(_some(_court_dates(), 2))),
        tasks=_numbered("t", [Task("", "x", on) for on in draw(_some(ahead(), 2))]),
        allocations=tuple(Allocation(on, on) for on in draw(_some(past(), 1))),
        contacts=tuple(draw(_some(past()))),
        seen=tuple(draw(_some(past()))),
        guardian_contacts=tuple(draw(_some(past()))),
    )


def _numbered(letter: str, items: list[Any]) -> tuple[Any, ...]:
    return tuple(item._replace(id=f"{letter}{n}") for n, item in enumerate(items))


@st.composite
def _reviews(draw: st.DrawFn, first: date) -> list[Review]:
    held = [
        Review(
            f"h{n}",
            held=on,
            completed=draw(_maybe(st.dates(on, TODAY))),
            follow_record=draw(st.booleans()),
            decisions_on=draw(_maybe(st.dates(on, TODAY))),
            distributed_on=draw(_maybe(st.dates(on, TODAY))),
        )
        for n, on in enumerate(draw(st.lists(past(first), max_size=5, unique=True)))
    ]
    planned = [
        Review(f"b{n}", booked=on, report_on=draw(_maybe(past())), spoken_on=draw(_maybe(past())))
        for n, on in enumerate(draw(_some(_maybe(ahead()), 2)))
    ]
    adjourned = [Review(f"a{n}", held=on, adjourned=on) for n, on in enumerate(draw(_some(past(), 1)))]
    return held + planned + adjourned


@st.composite
def _escalations(draw: st.DrawFn) -> list[Escalation]:
    raised_so_far = []
    for n, raised in enumerate(draw(_some(past(), 2))):
        steps = tuple(
            EscalationStep(f"s{n}.{k}", draw(st.sampled_from(STAGES)), on, replied_on=draw(_maybe(past(on))))
            for k, on in enumerate(draw(_some(past(raised), 4)))
        )
        closed = draw(_maybe(past(raised)))
        raised_so_far.append(
            Escalation(f"x{n}", "drift", raised, steps, closed, draw(st.sampled_from(("resolved", "withdrawn"))))
        )
    return raised_so_far


@st.composite
def _conferences(draw: st.DrawFn) -> Conference:
    kind = draw(st.sampled_from([*CONFERENCES]))
    held = draw(_maybe(past()))
    return Conference("", kind, draw(_maybe(past())), draw(_maybe(ahead())), held)


@st.composite
def _court_dates(draw: st.DrawFn) -> CourtDate:
    kind = draw(st.sampled_from(["", *HEARINGS]))
    return CourtDate("", "x", draw(ahead()), kind=kind, filing_on=draw(_maybe(ahead())))
