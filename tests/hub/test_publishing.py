"""A manager's laptop puts the figures to the hub once a day, after an exchange: the very counts of its own screens."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_tui.actions.at_hub import begin_exchange, connected, exchange_now, require_joined, run_exchange
from iro_tui.caseload.session import Session
from iro_tui.figures.for_hub import PublishedCount, carriers, published_counts
from iro_tui.figures.reading import service_of
from tests.hub.test_verbs import Desk, add, database, desk, head, joined, made_once
from tests.support.stores import open_store

__all__ = ["database", "desk", "head", "made_once"]
pytestmark = pytest.mark.hub
TODAY = date(2026, 11, 20)
Kept = set[tuple[object, ...]]


@pytest.fixture
def service(desk: Desk, head: Desk, tmp_path: Path) -> Path:
    """A head, a manager of North, and an officer of each of two teams with children at the hub."""
    for name, team, *more in (
        ("A. Patel", "North"),
        ("D. Hughes", "South"),
        ("T. Banks", "North", "--role", "manager"),
    ):
        joined(desk, head, name[3:].lower(), name, "--team", team, *more)
    for number in range(6):
        add(desk, "patel", f"AB 104{number}")
        add(desk, "hughes", f"CD 204{number}")
    for who in ("patel", "hughes"):
        desk(who, "hub", "exchange")
    return tmp_path


def kept(session: Session) -> Kept:
    """The figures that lie at the hub, as a head may see them."""
    with connected(session.engine, require_joined(session.engine)) as link:
        return set(link.rows("select as_of, team, iro, figure, numerator, denominator from hub.figure"))


def counted(session: Session, teams: dict[str, str], team: str = "") -> Kept:
    """What the screens of this store count today."""
    holders = (each._replace(team=teams[each.name]) for each in carriers(session.caseload()))
    rows: Iterable[PublishedCount] = published_counts(session.query(service_of), holders, team)
    return {(session.today, row.team, row.iro, row.figure, row.numerator, row.denominator) for row in rows}


TEAMS = {"A. Patel": "North", "D. Hughes": "South"}


def test_a_head_s_laptop_publishes_the_whole_service_once_a_day(service: Path, desk: Desk, head: Desk) -> None:
    head("hub", "exchange")
    with closing(open_store(service / "head", TODAY)) as session:
        first = kept(session)
        assert first == counted(session, TEAMS)
    assert {row[1] for row in first} >= {"", "North", "South"}
    add(desk, "patel", "AB 1049")
    desk("patel", "hub", "exchange")
    head("hub", "exchange")
    with closing(open_store(service / "head", TODAY)) as session:
        assert kept(session) == first, "not again on that day"
    with closing(open_store(service / "head", TODAY + timedelta(days=1))) as session:
        exchange_now(session)
        assert kept(session) == first | counted(session, TEAMS)


def test_a_manager_s_publishes_the_team_s_alone_and_an_officer_s_nothing(service: Path, desk: Desk) -> None:
    desk("patel", "hub", "exchange")
    desk("banks", "hub", "exchange")
    with closing(open_store(service / "banks", TODAY)) as session:
        here = counted(session, TEAMS, "North")
        assert kept(session) == here
    assert {row[1] for row in here} == {"North"}


def test_figures_that_are_refused_spoil_no_exchange(
    service: Path, desk: Desk, head: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("iro_tui.figures.for_hub.published_counts", _of_another_team)
        printed = desk("banks", "hub", "exchange")
        assert "The figures were not taken" in " ".join((printed.out + printed.err).split())
    assert desk("banks", "child", "AB 1040").out
    desk("banks", "hub", "exchange")
    with closing(open_store(service / "banks", TODAY)) as session:
        assert kept(session), "they go the next time"


def test_who_leaves_meanwhile_does_not_wait_for_the_figures(service: Path, desk: Desk) -> None:
    class LeavingNow(Exception):
        """The store is being closed."""

    def leave(where: str) -> None:
        if where == "counting":
            raise LeavingNow

    with closing(open_store(service / "banks", TODAY)) as session:
        begun = begin_exchange(session)
        assert begun
        with pytest.raises(LeavingNow):
            run_exchange(begun, moment=leave)
        assert session.find_child("AB 1040"), "what was exchanged by then is kept"
        assert kept(session) == set()
        exchange_now(session)
        assert kept(session) == counted(session, TEAMS, "North")


def _of_another_team(*_: object) -> list[PublishedCount]:
    return [PublishedCount("South", "", "children", None, 6, None)]
