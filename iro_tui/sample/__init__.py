"""A made-up caseload that keeps to the rules: for the demonstration, tests, pictures and benchmarks.

Nobody in it exists. The same number of children, seed and day give the same rows, keys included, on every computer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from iro_tui.domain.calendar import birthday
from iro_tui.domain.care_status import eligible_since
from iro_tui.domain.practice import Practice
from iro_tui.sample import people
from iro_tui.sample.around import events_of, people_of, telephones
from iro_tui.sample.ordinary import ordinary
from iro_tui.sample.people import Person, someone
from iro_tui.sample.scenes import ARRIVED, CLOSED, SCENES, SIBLINGS, Scene
from iro_tui.sample.story import Story
from iro_tui.sample.told import Values
from iro_tui.sample.written import answers, entries
from iro_tui.store import tables
from iro_tui.store.tables import Kept
from iro_tui.store.writes import person_key

__all__ = ["make", "make_values"]

OFFICER_CHILDREN = 130
"""After so many children the situations come again, as in the caseload of another officer."""
PATHWAY_WRITTEN = timedelta(days=60)
"""How soon a young person's pathway plan is written."""
LONGEST_HERE = timedelta(days=700)
"""Who has been in care for longer than this came from another officer."""
GOLDEN = 0.6180339887498949
"""Steps of this share of a range fill it evenly, however many there are."""


def make(children: int, seed: int, today: date, practice: Practice) -> list[Kept]:
    """All rows of a caseload of `children` and a few cases closed, as model objects; see `make_values`."""
    return [model(**row) for model, rows in make_values(children, seed, today, practice).items() for row in rows]


def make_values(children: int, seed: int, today: date, practice: Practice) -> dict[type[Kept], list[Values]]:
    """The same as values by field, in lists by table: ten times as fast."""
    values: dict[type[Kept], list[Values]] = {}
    for rows in _tables(children, seed, today, practice):
        for model, more in rows.items():
            values.setdefault(model, []).extend(more)
    return values


def _tables(children: int, seed: int, today: date, practice: Practice) -> Iterator[dict[type[Kept], list[Values]]]:
    workers = max(6, children // 6)
    workers_named: set[str] = set()
    if children:
        yield {tables.PersonRow: list(_service())}
    for at, (scene, person, rng) in enumerate(_cast(children, seed)):
        story = Story(person, rng, today, practice, workers)
        if scene:
            scene(story)
        else:
            ordinary(story, (at * GOLDEN + seed * 0.37) % 1)
        if person.uasc:
            story.child["uasc_until"] = birthday(story.born, 18)
        eligible = eligible_since(story.case(), today)
        if eligible and eligible + PATHWAY_WRITTEN <= today:
            story.child["pathway_plan_on"] = eligible + PATHWAY_WRITTEN
        begun = max((row["started"] for row in story.tables.get(tables.CarePeriodRow, ())), default=date.min)
        if "expected" in story.child:
            story.child["born"] = None
        else:
            people_of(story, f"{seed}/{at}/people")
            events_of(story, f"{seed}/{at}/events")
        workers_named.update(row["name"] for row in story.tables.get(tables.WorkerRow, ()))
        story.child.setdefault("on_caseload_since", max(begun, today - LONGEST_HERE))
        yield story.tables
    if children:
        yield {tables.PersonRow: list(telephones(workers_named, [row["id"] for row in _service()]))}
        yield {tables.TaskRow: list(_officer_tasks(Random(f"{seed}/tasks"), today, practice))}  # noqa: S311
        yield {tables.ReportEntryRow: list(entries(Random(f"{seed}/report"), today))}  # noqa: S311
        yield answers(Random(f"{seed}/surveys"), today, practice)  # noqa: S311
        yield {tables.AwayRow: list(_away(Random(f"{seed}/away"), today, practice))}  # noqa: S311


def _service() -> Iterator[Values]:
    """The officer, the colleagues, and who had the children before."""
    for name, more in people.SERVICE.items():
        initials = "".join(word[0] for word in name.split())
        yield {"id": person_key(name), "name": name, "initials": initials, "role": "iro", "fte": 1.0, **more}


def _cast(children: int, seed: int) -> Iterator[tuple[Scene | None, Person, Random]]:
    """Who plays what: the scenes, ordinary children after them and last the closed cases; each its own numbers."""
    closed = min(children // 20, len(CLOSED) + children // OFFICER_CHILDREN)
    width = 10_000 if children + closed <= 9_000 else 10 * (children + closed)
    numbers = list(range(1_000, width))
    Random(f"{seed}/numbers").shuffle(numbers)  # noqa: S311
    before: Person | None = None
    for at in range(children + closed):
        rng = Random(f"{seed}/{at}")  # noqa: S311
        scene = _scene(at) if at < children else CLOSED[(at - children) % len(CLOSED)]
        sibling = before if at < children and _is_sibling(at) else None
        family = sibling.family if sibling else None
        if not family and at + 1 < children and _is_sibling(at + 1):
            family = f"family {at}"
        uasc = scene in ARRIVED or (scene is None and at % OFFICER_CHILDREN % 9 == 0)
        before = someone(rng, numbers[at], uasc=uasc, family=family, sibling=sibling)
        yield scene, before, rng


def _scene(at: int) -> Scene | None:
    """The scene that the child at a place plays, if any."""
    turn = at % OFFICER_CHILDREN
    return SCENES[turn] if turn < len(SCENES) else None


def _is_sibling(at: int) -> bool:
    """Whether the child at a place is the brother or sister of the one before."""
    scene = _scene(at)
    return scene in SIBLINGS if scene else at % OFFICER_CHILDREN % 9 in (3, 7, 8)


def _away(rng: Random, today: date, practice: Practice) -> Iterator[Values]:
    """The officer's own leave and a day of training; a colleague is ill this week and the next."""
    monday = today - timedelta(days=today.weekday())
    yield {
        "id": f"{rng.getrandbits(128):032x}", "person_id": person_key(people.COLLEAGUE_AWAY), "kind": "sickness",
        "started": monday, "ended": monday + timedelta(days=11),
    }  # fmt: skip
    for kind, first, last in (("training", 13, 13), ("leave", 21, 28)):
        yield {
            "id": f"{rng.getrandbits(128):032x}", "kind": kind,
            "started": practice.office.add(today, first), "ended": practice.office.add(today, last),
        }  # fmt: skip


def _officer_tasks(rng: Random, today: date, practice: Practice) -> Iterator[Values]:
    """Tasks of the officer's own, which concern no child."""
    for type_, what, due, repeats, time, place in (
        ("regulation 44 visit", "Regulation 44 visit to Sampleton House", 6, "monthly", "13:00", "Sampleton House"),
        ("audit", "Two case audits for the service", -2, None, None, None),
        ("panel", "Read the papers for fostering panel", 9, None, None, None),
        ("task", "Supervision: agenda to Grace Overview", 0, "monthly", "16:00", "video"),
    ):
        yield {
            "id": f"{rng.getrandbits(128):032x}", "child_id": None, "type": type_, "what": what,
            "due": practice.office.add(today, due), "repeats": repeats, "time": time, "place": place,
        }  # fmt: skip
    done = practice.office.add(today, -5)
    yield {
        "id": f"{rng.getrandbits(128):032x}", "child_id": None, "type": "task", "what": "Figures for the quarter",
        "due": done, "done_on": done,
    }  # fmt: skip
