"""Figures at the hub: who sees them there, and what leaves the service, of which no small count can be worked out."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from iro_tui.figures.for_hub import as_arguments, carriers, published_counts
from iro_tui.figures.reading import service_of
from iro_tui.figures.suppression import OF_ONE_BASE, SMALL, SUMS, WITHIN
from iro_tui.sharing.link import HubLink, verifier
from tests.support.hub_service import HubService
from tests.support.stores import make_store, open_store

pytestmark = pytest.mark.hub
DAY = date(2026, 11, 20)

FIGURES: list[tuple[str, str, str, int, int | None]] = [
    # team, officer, figure, count, of: nothing is small
    ("", "", "reviews late", 40, 200), ("North", "", "reviews late", 20, 100), ("South", "", "reviews late", 20, 100),
    # one team's is small: no team's is shown, nor any officer's, of which it could be worked out; the service's is
    ("", "", "missing", 30, 200), ("North", "", "missing", 3, 100), ("South", "", "missing", 27, 100),
    ("South", "D. Hughes", "missing", 27, 100),
    # the complement is small
    ("", "", "seen", 198, 200),
    # one officer's is small: the teams are shown
    ("North", "", "escalated", 20, 100), ("North", "D. Hughes", "escalated", 4, 50),
    ("North", "C. Smith", "escalated", 16, 50),
    # nobody at all is a count that may be shown, a whole of three is not
    ("", "", "secure", 0, 200), ("", "", "adopted", 0, 3), ("", "", "children", 512, None),
]  # fmt: skip


@contextmanager
def reports(service: HubService) -> Iterator[HubLink]:
    """What Power BI connects by."""
    login, password = f"bi-{service.council}", "of the service's reports"
    service.head.hub.admin("invite", uuid4(), login, "Power BI", "figures", "", verifier(password))
    with HubLink(service.server.address(login, password)) as link:
        yield link


def test_what_leaves_the_service_has_no_small_count_and_none_can_be_worked_out(service: HubService) -> None:
    service.head.hub.admin(
        "publish", date(2026, 11, 20), *([row[place] for row in FIGURES] for place in (0, 1, 2)),
        [None for _ in FIGURES], *([row[place] for row in FIGURES] for place in (3, 4)),
    )  # fmt: skip
    with reports(service) as link:
        rows = link.rows("select team, iro, figure, withheld, numerator, denominator from hub.published")
        shown = {row[:3]: row[4:] for row in rows if not row[3]}
        assert all(row[4:] == (None, None) for row in rows if row[3])
        for statement in (
            "select * from hub.figure",
            "select * from hub.entry",
            "select * from hub.member",
            "select hub.ask(null, null, null, '')",
        ):
            with pytest.raises(Exception, match="permission denied"):
                link.rows(statement)
    assert shown == {
        ("", "", "reviews late"): (40, 200), ("North", "", "reviews late"): (20, 100),
        ("South", "", "reviews late"): (20, 100), ("", "", "missing"): (30, 200), ("North", "", "escalated"): (20, 100),
        ("", "", "secure"): (0, 200), ("", "", "children"): (512, None),
    }  # fmt: skip


def test_figures_are_seen_by_whom_they_are_about_and_by_who_answers_for_them(service: HubService) -> None:
    hughes, manager = service.invite("D. Hughes"), service.invite("T. Manager", "manager", "North")
    values: list[Any] = [
        ["North", "North", "South"],
        ["D. Hughes", "C. Smith", ""],
        ["children"] * 3,
        [None] * 3,
        [71, 60, 300],
        [None] * 3,
    ]
    service.head.hub.admin("publish", date(2026, 11, 20), *values)

    def seen(officer: Any) -> set[int]:
        return {row[0] for row in officer.link.rows("select numerator from hub.figure")}

    assert (seen(hughes), seen(manager), seen(service.head)) == ({71}, {71, 60}, {71, 60, 300})
    with pytest.raises(Exception, match="not yours"):
        manager.hub.admin("publish", date(2026, 11, 20), *values)
    with pytest.raises(Exception, match="managers only"):
        hughes.hub.admin("publish", date(2026, 11, 20), *values)


def test_what_a_manager_s_program_publishes_is_taken_and_nothing_small_of_it_leaves(
    service: HubService, tmp_path: Path
) -> None:
    """The counts of a made-up service: whole for its managers, and withheld where they are small for all others."""
    make_store(tmp_path / "store", 90, service=True)
    session = open_store(tmp_path / "store")
    rows = list(published_counts(session.query(service_of), carriers(session.caseload())))
    session.close()
    service.head.hub.admin("publish", DAY, *as_arguments(rows).values())
    kept = service.head.link.rows("select team, iro, figure, numerator, denominator from hub.figure")
    assert {tuple(row) for row in kept} == {
        (row.team, row.iro, row.figure, row.numerator, row.denominator) for row in rows
    }
    with reports(service) as link:
        shown = link.rows("select figure, team, iro, numerator, denominator from hub.published where not withheld")
    assert len(shown) > 30
    for figure, team, iro, count, whole in shown:
        assert not 1 <= count <= 4, (figure, team, iro)
        assert whole is None or not (1 <= whole <= 4 or 1 <= whole - count <= 4), (figure, team, iro)
    by_team = {figure for figure, team, iro, *_ in shown if team and not iro}
    for figure in by_team:  # where the teams are shown all are, the rest too: they add up to what is shown
        parts = [row[3] for row in shown if row[0] == figure and row[1] and not row[2]]
        (all_of_it,) = [row[3] for row in shown if row[0] == figure and not row[1]]
        assert sum(parts) == all_of_it, figure


def _kin() -> Iterator[tuple[str, list[tuple[str, int, int | None]], bool]]:
    """Figures that add up, each large enough alone, and whether a small number follows from them."""
    for total, shares in SUMS:
        for least in (3, 7):
            counts = [least, *(8 + number for number in range(len(shares) - 1))]
            yield (
                f"{total} of {least}",
                [(total, sum(counts), 99), *zip(shares, counts, itertools.repeat(99))],
                least < 5,
            )
    for group in OF_ONE_BASE:
        for rest in (0, 3, 7):
            whole = sum(range(10, 10 + len(group))) + rest
            yield (
                f"{group[0]} leaves {rest}",
                list(zip(group, itertools.count(10), itertools.repeat(whole))),
                rest in SMALL,
            )
    for total, shares in WITHIN:
        for rest in (0, 3, 7):
            whole = sum(range(10, 10 + len(shares))) + rest
            yield (
                f"{total} leaves {rest}",
                [(total, whole, None), *zip(shares, itertools.count(10), itertools.repeat(None))],
                rest in SMALL,
            )


@pytest.mark.parametrize(("rows", "small"), [pytest.param(*rest, id=name) for name, *rest in _kin()])
def test_of_figures_that_add_up_none_is_shown_where_a_small_count_follows(
    service: HubService, rows: list[tuple[str, int, int | None]], small: bool
) -> None:
    """10 escalated, 7 of them formally, and the 3 withheld: ten less seven. At the service, and at a team beside one
    whose are large."""
    named = [(team, "", *row) for team in ("", "North") for row in rows]
    named += [("South", "", figure, 40, None) for figure, *_ in rows]
    columns = ([row[place] for row in named] for place in range(3))
    numbers = ([row[place] for row in named] for place in (3, 4))
    service.head.hub.admin("publish", DAY, *columns, [None] * len(named), *numbers)
    with reports(service) as link:
        shown = link.rows("select distinct figure from hub.published where not withheld and team <> 'South'")
        beside = link.rows("select figure from hub.published where not withheld and team = 'South'")
    figures = {figure for figure, *_ in rows}
    assert {figure for (figure,) in shown} == (set() if small else figures)
    assert not small or beside == [], "it follows from the service's and the others'"


Counts = tuple[int, ...]


def rank(rows: Iterable[Counts]) -> int:
    """Of how many of these rows none follows from the others."""
    left = [[Fraction(value) for value in row] for row in rows]
    independent = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[independent:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(independent, pivot)
        for number, row in enumerate(left):
            if row is not pivot and row[column]:
                factor = row[column] / pivot[column]
                left[number] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        independent += 1
    return independent


def test_no_small_count_follows_from_those_that_are_shown(service: HubService) -> None:
    """Whatever is added and subtracted: each withheld small count is independent of everything that is shown."""
    chance = random.Random(5)
    days = {DAY + timedelta(days=number): _service(chance) for number in range(60)}
    for day, rows in days.items():
        values: list[Any] = [[row[0] for row in rows], [row[1] for row in rows], ["late"] * len(rows)]
        service.head.hub.admin(
            "publish", day, *values, [None] * len(rows), [row[2] for row in rows], [None] * len(rows)
        )
    with reports(service) as link:
        published = link.rows("select as_of, team, iro, numerator from hub.published where not withheld")
    shown = {(day, team, iro): numerator for day, team, iro, numerator in published}
    small = 0
    for day, rows in days.items():
        open_rows = [parts for team, iro, _, parts in rows if (day, team, iro) in shown]
        for team, iro, count, parts in rows:
            assert shown.get((day, team, iro), count) == count
            if 1 <= count <= 4:
                small += 1
                assert (day, team, iro) not in shown
                assert rank([*open_rows, parts]) > rank(open_rows), (day, team, iro)
    assert small > 50
    assert len(shown) > 100


def _service(chance: random.Random) -> list[tuple[str, str, int, Counts]]:
    """Teams and officers with a count each; beside it, of which officers' counts it is the sum."""
    teams = {f"Team {number}": chance.randint(1, 4) for number in range(chance.randint(1, 4))}
    officers = [team for team, size in teams.items() for _ in range(size)]
    most = chance.choice([3, 10, 40])
    counts = [chance.randint(0 if most < 40 else 5, most) for _ in officers]
    rows = []
    for number, team in enumerate(officers):
        parts = tuple(int(number == other) for other in range(len(officers)))
        rows.append((team, f"Officer {number}", counts[number], parts))
    for team in (*teams, ""):
        parts = tuple(int(team in ("", own)) for own in officers)
        rows.append((team, "", sum(count for count, part in zip(counts, parts, strict=True) if part), parts))
    return rows
