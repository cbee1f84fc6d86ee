"""Who is about a made-up child, and what the workers' telephones are; numbers that nobody has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from random import Random

from iro_tui.domain.calendar import age_on
from iro_tui.sample.people import CARE_LEAVERS, SURNAMES, TEAMS
from iro_tui.sample.story import Story
from iro_tui.sample.told import Values
from iro_tui.store import tables
from iro_tui.store.writes import person_key

EVENTFUL, UNTOLD = 0.15, 0.3
HAPPENED = (
    ("worker", "Handed over within the team.", "Met the new worker by video."),
    ("exclusion", "Two days, after an argument.", "Asked for the school's letter."),
    ("contact", "Every second week, as asked.", None),
    ("incident", "A fall from a bicycle; arm in plaster.", "Spoke with the carer."),
)
"""What happened, in words, and what followed."""

HOMES = ("K2", "R1", "H5")
"""Placements with a home in place of carers."""
SCHOOL_FROM, SCHOOL_TO = 4, 16
SCHOOLS = ("Sampleton Primary", "Notionby Academy", "Fableton High", "Makebeliff School")


def phone(number: int) -> str:
    """One of the numbers that are kept free for stories."""
    return f"01632 960{number % 1000:03}"


def people_of(story: Story, seed: str) -> None:
    """Carers, school and the others; of their own chance, so that the story stays as it is."""
    rng = Random(seed)  # noqa: S311
    placements = story.tables.get(tables.PlacementRow, [])
    placed = max(placements, key=lambda row: row["started"], default=None)
    if placed is None or placed.get("ended"):
        return
    surname, since = rng.choice(SURNAMES), placed["started"]
    home = placed["code"] in HOMES
    _add(story, rng, "carer", "" if home else f"Mr and Mrs {surname}", since, f"{surname} House" if home else "")
    age = age_on(story.born, story.today)
    if SCHOOL_FROM <= age < SCHOOL_TO:
        school = rng.choice(SCHOOLS)
        _add(story, rng, "school", f"{rng.choice('ABCDEFG')} {rng.choice(SURNAMES)}", since, school, mail=True)
    if rng.random() < 0.6 and not story.person.uasc:
        _add(story, rng, "parent", f"Ms {story.person.surname}", since, "")
    if any(row["code"] == "C1" and not row.get("ended") for row in story.tables.get(tables.LegalStatusRow, ())):
        _add(story, rng, "guardian", f"{rng.choice('HJKLM')} {rng.choice(SURNAMES)}", since, "Cafcass", mail=True)
    if rng.random() < 0.2:
        _add(story, rng, "advocate", f"{rng.choice('NPRST')} {rng.choice(SURNAMES)}", since, "Voice", mail=True)
    if len(placements) > 1:
        before = sorted(placements, key=lambda row: row["started"])[-2]
        _add(story, rng, "carer", f"Mx {rng.choice(SURNAMES)}", before["started"], "", until=since)


def _add(
    story: Story, rng: Random, role: str, name: str, since: object, organisation: str, *, mail: bool = False,
    until: object = None,
) -> None:  # fmt: skip
    story.tables[tables.CasePersonRow].append(
        {
            "id": f"{rng.getrandbits(128):032x}", "child_id": story.child_id, "role": role, "name": name,
            "phone": phone(rng.randrange(1000)), "email": _mail(name) if mail else "", "organisation": organisation,
            "started": since, "ended": until,
        }
    )  # fmt: skip


def _mail(name: str) -> str:
    return f"{'.'.join(name.casefold().split())}@example.org"


def events_of(story: Story, seed: str) -> None:
    """What happened since the last review of some, now and then without anybody telling the IRO."""
    rng, held = Random(seed), story.last.get("held")  # noqa: S311
    if held is None or story.child.get("closed_on") or rng.random() > EVENTFUL:
        return
    happened = held + (story.today - held) * rng.random()
    kind, what, followed = rng.choice(HAPPENED)
    known = rng.random() > UNTOLD
    story.tables[tables.EventRow].append(
        {
            "id": f"{rng.getrandbits(128):032x}", "child_id": story.child_id, "kind": kind, "what": what,
            "happened_on": happened, "known_on": min(story.today, happened + timedelta(rng.randrange(6))),
            "iro_told": known, "told_by": "social worker" if known else None, "followed": followed,
        }
    )  # fmt: skip


def telephones(names: Iterable[str], known: Iterable[str]) -> Iterator[Values]:
    """The social workers and managers as persons of the service, each with a number; not those who are there."""
    managers = {manager for _, manager in (*TEAMS, CARE_LEAVERS)}
    taken = set(known)
    for number, name in enumerate(sorted(set(names))):
        if person_key(name) not in taken:
            yield {
                "id": person_key(name), "name": name, "initials": "".join(word[0] for word in name.split()),
                "role": "manager" if name in managers else "social_worker", "phone": phone(number + 100),
                "email": _mail(name),
            }  # fmt: skip
