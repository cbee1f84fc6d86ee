"""The IRO's contacts with and about children between reviews, and their minutes. Source: Kent 2011-12, line 92."""

from __future__ import annotations

from collections.abc import Iterator

from iro_tui.figures.figure import Counting, Declared
from iro_tui.figures.reckoning import Reckoning
from iro_tui.figures.service import ContactMade, CountedChild

_NO_WAY = "how is not on record"
_IN = "noted in the period"


def _made(reckoning: Reckoning) -> Iterator[tuple[CountedChild, ContactMade]]:
    for child in reckoning.service.children:
        for contact in child.contacts:
            if contact.day in reckoning:
                yield child, contact


def _contacts(reckoning: Reckoning) -> Iterator[Counting]:
    for child, contact in _made(reckoning):
        yield Counting(child.id, contact.day, labels=(contact.how or _NO_WAY,))


def _minutes(reckoning: Reckoning) -> Iterator[Counting]:
    for child, contact in _made(reckoning):
        unknown = "" if contact.minutes is not None else "how long it took is not on record"
        yield Counting(
            child.id, contact.day, labels=(contact.how or _NO_WAY,), amount=contact.minutes or 0, unknown=unknown
        )  # fmt: skip


def _children(reckoning: Reckoning) -> Iterator[Counting]:
    reached = {child.id for child, contact in _made(reckoning) if contact.with_child}
    for standing in reckoning.looked_after:
        yield Counting(standing.child.id, reckoning.end, standing.child.id in reached)


FIGURES = (
    Declared(
        "contacts",
        "Contacts",
        "Contacts with a child or about one noted in the period, by how they were made.",
        "contacts noted in the period",
        "count",
        _IN,
        _contacts,
        things="contacts",
        reports=("Kent",),
        fewer_is_better=None,
    ),
    Declared(
        "contact_minutes",
        "Minutes of contact",
        "Minutes of the contacts noted in the period, by how they were made, as far as their minutes are on record.",
        "minutes of contacts noted in the period",
        "count",
        _IN,
        _minutes,
        things="contacts",
        reports=("Kent",),
        fewer_is_better=None,
    ),
    Declared(
        "children_contacted",
        "Children in contact with the IRO",
        "Of the children looked after at the end of the period, those with whom a contact was noted in it; one "
        "about the child with somebody else is none.",
        "children looked after at the end of the period",
        "%",
        "looked after at its end",
        _children,
        things="children",
        reports=("Kent",),
    ),
)
