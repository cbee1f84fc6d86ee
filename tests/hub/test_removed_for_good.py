"""A case that a manager removes for good goes at the hub and from every laptop; what an officer removes is her own."""

from __future__ import annotations

import pytest

from tests.hub.test_verbs import Desk, add, database, desk, head, joined, made_once
from tests.support.commands import Printed
from tests.support.postgres import Cluster

__all__ = ["database", "desk", "head", "made_once"]
pytestmark = pytest.mark.hub
REF, OTHER, *MORE = (f"AB 10{number}" for number in range(42, 48))
EVERYWHERE = "At the hub, and on every laptop of the service with its next exchange, they are removed for good too."
HERE_ALONE = "At the hub they stay until a manager removes them."


def words(printed: Printed) -> str:
    return " ".join(printed.err.split())


@pytest.fixture
def service(desk: Desk, head: Desk) -> Desk:
    """A. Patel has a case that is over, and another; D. Hughes covers; a manager and the head see all."""
    joined(desk, head, "patel", "A. Patel", "--team", "North")
    joined(desk, head, "hughes", "D. Hughes", "--team", "South")
    joined(desk, head, "banks", "T. Banks", "--team", "North", "--role", "manager")
    for ref in (REF, OTHER, *MORE):
        add(desk, "patel", ref)
    for whose in ("patel", "head"):
        desk(whose, "hub", "exchange")
    for ref in (REF, OTHER, *MORE):
        head("do", "cover", ref, "--to", "D. Hughes", "--until", "2026-12-31")
    desk("patel", "do", "end_care", REF, "--on", "2026-11-18", "--reason", "E13")
    for whose in ("head", "patel", "hughes", "banks", "head"):
        desk(whose, "hub", "exchange")
    return desk


def bodies(postgres: Cluster, database: tuple[str, ...]) -> int:
    """How many entries at the hub say something."""
    name = database[0].rpartition("/")[2]
    return int(postgres.psql("select count(*) from hub.entry where body is not null", database=name))


@pytest.mark.parametrize("manager", ["head", "banks"])
def test_it_goes_at_the_hub_and_from_every_laptop(
    service: Desk, postgres: Cluster, database: tuple[str, ...], manager: str
) -> None:
    before = bodies(postgres, database)
    assert EVERYWHERE in words(service(manager, "purge", REF, "--dry-run"))
    service(manager, "purge", REF, "--yes", "--unfiled")
    printed = service(manager, "hub", "exchange")
    assert "removed for good" not in words(printed)
    assert bodies(postgres, database) < before
    for whose in ("patel", "hughes", "head", "banks"):
        service(whose, "hub", "exchange")
        assert "no child" in service(whose, "child", REF, code=1).err, whose
        assert service(whose, "child", OTHER).out, whose


def test_what_an_officer_wrote_meanwhile_is_named_and_stays(service: Desk) -> None:
    service("head", "purge", REF, "--yes", "--unfiled")
    service("head", "hub", "exchange")
    service("patel", "do", "contact", REF, "--how", "visit", "--who", "child", "--note", "late")
    printed = service("patel", "hub", "exchange")
    assert f"{REF} was removed for good by the service, and something of it waits here." in words(printed)
    assert "late" in service("patel", "child", REF).out
    service("patel", "purge", REF, "--yes", "--unfiled")
    assert "waits" not in words(service("patel", "hub", "exchange"))


def test_an_officers_own_removal_leaves_it_at_the_hub(
    service: Desk, postgres: Cluster, database: tuple[str, ...]
) -> None:
    before = bodies(postgres, database)
    assert HERE_ALONE in words(service("patel", "purge", REF, "--dry-run"))
    service("patel", "purge", REF, "--yes", "--unfiled")
    assert "until a manager removes" in words(service("patel", "hub", "exchange"))
    assert "no child" in service("patel", "child", REF, code=1).err
    service("head", "hub", "exchange")
    assert bodies(postgres, database) == before
    assert service("head", "child", REF).out
