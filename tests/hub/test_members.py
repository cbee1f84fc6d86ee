"""What the hub knows of its members, their role and team, is known of them by everybody; who chairs alone is an IRO."""

from __future__ import annotations

import pytest

from tests.hub.test_verbs import Desk, add, database, desk, head, joined, made_once

__all__ = ["database", "desk", "head", "made_once"]
pytestmark = pytest.mark.hub


def people(desk: Desk, whose: str) -> dict[str, tuple[str, str | None]]:
    """By name the role and team of who is listed as a colleague."""
    listed = desk(whose, "colleagues", "--json").json["colleagues"]
    return {each["name"]: (each["role"], each["team"]) for each in listed}


def names(desk: Desk, whose: str) -> set[str]:
    """Who has a row in the manager's view of the service."""
    return {row["iro"] for row in desk(whose, "service", "--json").json["iros"] if row["about"] == "iro"}


@pytest.fixture
def service(desk: Desk, head: Desk) -> None:
    """Two IROs, a team manager and somebody of support, who have all been there."""
    joined(desk, head, "patel", "A. Patel", "--team", "North")
    joined(desk, head, "hughes", "D. Hughes", "--team", "South")
    joined(desk, head, "lead", "C. Lead", "--team", "North", "--role", "manager")
    joined(desk, head, "office", "S. Office", "--role", "support")
    for who in ("patel", "hughes", "lead", "office", "head"):
        desk(who, "hub", "exchange")


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("whose", ["head", "patel", "lead"])
def test_everybody_knows_the_roles_and_teams_of_the_invitations(desk: Desk, whose: str) -> None:
    assert people(desk, whose) == {
        "R. Head": ("head", None), "A. Patel": ("iro", "North"), "D. Hughes": ("iro", "South"),
        "C. Lead": ("team_manager", "North"), "S. Office": ("support", None),
    }  # fmt: skip


@pytest.mark.usefixtures("service")
def test_only_who_chairs_has_a_row_of_the_service(desk: Desk) -> None:
    assert names(desk, "head") == {"A. Patel", "D. Hughes"}
    assert names(desk, "lead") == {"A. Patel"}, "the team's: of another the children are not here"
    add(desk, "patel", "AB 1042")
    desk("patel", "hub", "exchange")
    desk("lead", "hub", "exchange")
    desk("lead", "do", "cover", "AB 1042", "--to", "D. Hughes", "--until", "2026-12-04")
    assert names(desk, "lead") == {"A. Patel", "D. Hughes"}, "one who has children of the team"


@pytest.mark.usefixtures("service")
def test_a_manager_who_has_children_has_a_row(desk: Desk, head: Desk) -> None:
    add(desk, "patel", "AB 1042")
    desk("patel", "hub", "exchange")
    head("hub", "exchange")
    head("do", "allocate", "AB 1042", "--iro", "C. Lead", "--reason", "caseload")
    assert names(desk, "head") == {"A. Patel", "C. Lead", "D. Hughes"}
    assert people(desk, "head")["C. Lead"] == ("team_manager", "North")


@pytest.mark.usefixtures("service")
def test_who_is_invited_again_as_something_else_is_that(desk: Desk, head: Desk) -> None:
    head("hub", "invite", "D. Hughes", "--role", "manager", "--team", "South", "--yes")
    head("hub", "exchange")
    desk("patel", "hub", "exchange")
    for whose in ("head", "patel"):
        assert people(desk, whose)["D. Hughes"] == ("team_manager", "South")
    assert names(desk, "head") == {"A. Patel"}


def test_a_chair_stays_one_and_a_team_that_is_not_told_stays(desk: Desk, head: Desk) -> None:
    head("do", "colleague", "--name", "M. Chairwell", "--role", "chair", "--team", "South")
    head("hub", "invite", "M. Chairwell")
    assert people(desk, "head")["M. Chairwell"] == ("chair", "South")


def test_a_recovered_head_is_a_head_to_all(desk: Desk, head: Desk, database: tuple[str, ...], tmp_path: object) -> None:
    joined(desk, head, "patel", "A. Patel", "--team", "North")
    desk("patel", "hub", "exchange")
    card = ("--card", f"{tmp_path}/council.iro-safe")
    desk("new", "hub", "recover", *database, *card, "--name", "N. Banks")
    for whose in ("new", "patel"):
        desk(whose, "hub", "exchange")
        listed = people(desk, whose)
        assert listed["N. Banks"] == ("head", None)
        assert listed["A. Patel"] == ("iro", "North")
        assert "Card in the safe" not in listed


@pytest.mark.usefixtures("service")
def test_a_spell_away_that_a_manager_notes_reaches_the_officer_too(desk: Desk) -> None:
    spell = ("--started", "2026-12-01", "--ended", "2026-12-05", "--kind", "leave")
    desk("lead", "do", "colleague_away", "--name", "A. Patel", *spell)
    desk("lead", "hub", "exchange")
    for whose in ("patel", "hughes", "head"):
        desk(whose, "hub", "exchange")
        listed = desk(whose, "colleagues", "--json").json["colleagues"]
        (away,) = [each["away"] for each in listed if each["name"] == "A. Patel"]
        assert away, whose
