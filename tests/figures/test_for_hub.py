"""What a manager's program puts to the hub: counts alone, that add up, of each IRO, each team and the service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from iro_tui.caseload.session import Session
from iro_tui.figures import Period, declared
from iro_tui.figures.for_hub import (
    COUNTED,
    NO_IRO,
    NO_TEAM,
    PublishedCount,
    as_arguments,
    carriers,
    published_counts,
)
from iro_tui.figures.reading import service_of
from iro_tui.figures.reckon import figures_of
from tests.support import TODAY
from tests.support.stores import make_store, open_store


@pytest.fixture(scope="module")
def manager(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder: Path = tmp_path_factory.mktemp("service") / "store"
    make_store(folder, 90, service=True)
    opened = open_store(folder)
    yield opened
    opened.close()


def rows_of(session: Session, team: str = "") -> list[PublishedCount]:
    return list(published_counts(session.query(service_of), carriers(session.caseload()), team))


def test_the_counts_of_iros_add_up_to_their_teams_and_those_to_the_service(manager: Session) -> None:
    sums: defaultdict[str, list[tuple[int, int]]] = defaultdict(lambda: [(0, 0), (0, 0), (0, 0)])
    for row in rows_of(manager):
        level = 2 if row.iro else 1 if row.team else 0
        count, whole = sums[row.figure][level]
        sums[row.figure][level] = count + row.numerator, whole + (row.denominator or 0)
    assert len(sums) > 40
    assert {figure: each for figure, each in sums.items() if len(set(each)) > 1} == {}
    assert sums["children_looked_after"][0][0] > 80


def test_the_services_own_are_those_of_the_report(manager: Session) -> None:
    service = manager.query(service_of)
    whole = {row.figure: row for row in rows_of(manager) if not row.team}
    for figure in figures_of(Period.of("year", TODAY), service):
        if figure.unit in COUNTED:
            row = whole[figure.id]
            assert (row.numerator, row.denominator, row.value) == (
                figure.numerator, figure.denominator, figure.value
            )  # fmt: skip
        else:
            assert figure.id not in whole


def test_what_is_in_no_team_and_nobodys_has_rows_of_its_own(manager: Session) -> None:
    named = {(row.team, row.iro) for row in rows_of(manager)}
    assert (NO_TEAM, "Owen Yesterby") in named, "whose team is not on record"
    assert (NO_TEAM, NO_IRO) in named
    assert {team for team, _ in named} == {"", "North", "South", NO_TEAM}


def test_a_manager_of_a_team_puts_her_teams_alone(manager: Session) -> None:
    assert {(row.team, row.iro) for row in rows_of(manager, "South")} == {("South", ""), ("South", "Tariq Stopover")}


def test_no_name_or_reference_of_a_child_is_in_a_row(manager: Session) -> None:
    words = {word for row in rows_of(manager) for word in (row.team, row.iro, row.figure)}
    known = {each.id for each in declared(manager.practice)} | {"", NO_TEAM, NO_IRO, "North", "South"}
    assert words <= known | {each.name for each in manager.caseload().colleagues.values()}


def test_they_are_what_publish_takes(manager: Session) -> None:
    rows = rows_of(manager, "South")
    arguments = as_arguments(rows)
    assert list(arguments) == ["team", "iro", "figure", "value", "numerator", "denominator"]
    assert {len(each) for each in arguments.values()} == {len(rows)}
    assert as_arguments([]) == {name: [] for name in PublishedCount._fields}
    assert all(type(row.numerator) is int and type(row.denominator) in (int, type(None)) for row in rows)
