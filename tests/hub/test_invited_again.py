"""Who is at the hub already is asked about before an invitation refuses that laptop; nobody so refuses oneself."""

from __future__ import annotations

import pytest

from tests.hub.test_verbs import Desk, add, database, desk, head, joined, made_once

__all__ = ["database", "desk", "head", "made_once"]
pytestmark = pytest.mark.hub


def laptops(head: Desk, name: str) -> list[tuple[str, str, str]]:
    """Role, team and state of somebody's laptops."""
    rows = head("hub", "status", "--json").json["devices"]
    return [(row["role"], row["team"], row["state"]) for row in rows if row["name"] == name]


@pytest.mark.parametrize("name", ["R. Head", "r. head", " R.  Head "])
@pytest.mark.parametrize("more", [(), ("--role", "head"), ("--role", "figures")])
def test_a_head_invites_nobody_of_the_own_name(head: Desk, name: str, more: tuple[str, ...]) -> None:
    printed = head("hub", "invite", name, *more, "--yes", code=1)
    assert "That is you" in printed.err
    assert printed.out == ""
    assert laptops(head, "R. Head") == [("head", "", "active")]


def test_who_is_there_is_asked_about_and_nothing_is_done(desk: Desk, head: Desk) -> None:
    joined(desk, head, "patel", "A. Patel", "--team", "North")
    told = " ".join(head("hub", "invite", "a. patel", "--role", "support", "--team", "South", code=1).err.split())
    assert "A. Patel is at the hub already (IRO, North) with 1 laptop. A new invitation refuses it from now on" in told
    assert "as support, South" in told
    assert "--yes" in told
    assert laptops(head, "A. Patel") == [("iro", "North", "active")]
    assert "Exchanged" in desk("patel", "hub", "exchange").out


def test_once_said_the_former_laptop_is_refused_and_given_no_key(desk: Desk, head: Desk) -> None:
    joined(desk, head, "patel", "A. Patel", "--team", "North")
    joined(desk, head, "hughes", "D. Hughes")
    add(desk, "patel", "AB 1042")
    line = head("hub", "invite", "A. Patel", "--role", "support", "--team", "South", "--yes", "--json").json["line"]
    assert laptops(head, "A. Patel") == [("support", "South", "revoked")]
    assert desk("patel", "hub", "exchange", code=1).err
    desk("patel", "hub", "leave", "--yes")
    desk("patel", "hub", "join", line)
    head("hub", "admit", "--yes")
    assert "1 entry went" in desk("patel", "hub", "exchange").out
    assert sorted(state for _, _, state in laptops(head, "A. Patel")) == ["active", "revoked"]
    add(desk, "hughes", "CD 2042")
    assert "1 entry went" in desk("hughes", "hub", "exchange").out, "the key was turned for the others"
    colleagues = desk("hughes", "colleagues", "--json").json["colleagues"]
    assert next((each["role"], each["team"]) for each in colleagues if each["name"] == "A. Patel") == (
        "support", "South",
    )  # fmt: skip


def test_what_a_manager_may_not_do_leaves_the_laptop_alone(desk: Desk, head: Desk) -> None:
    joined(desk, head, "patel", "A. Patel", "--team", "North")
    joined(desk, head, "lead", "C. Lead", "--team", "North", "--role", "manager")
    refused = desk("lead", "hub", "invite", "A. Patel", "--team", "South", "--yes", code=1).err
    assert "Only a head of service" in refused
    assert "Exchanged" in desk("patel", "hub", "exchange").out
