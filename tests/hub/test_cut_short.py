"""A verb cut short at the hub, after whatever it changed there, comes to its end: said again, or by an exchange."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from iro_tui.sharing.link import HubLink, HubSilent
from tests.hub.test_verbs import Desk, add, database, desk, head, joined, made_once
from tests.support.postgres import Cluster

__all__ = ["database", "desk", "head", "made_once"]
pytestmark = pytest.mark.hub


@contextmanager
def cut_after(call: str) -> Iterator[None]:
    """The line breaks once this has been done at the hub, before the answer comes."""
    answered = HubLink.rows

    def rows(link: HubLink, statement: str, *values: object) -> list[tuple[Any, ...]]:
        answer = answered(link, statement, *values)
        if call in statement:
            raise HubSilent("cut")
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HubLink, "rows", rows)
        yield


def asked(desk: Desk, head: Desk, whose: str, name: str) -> None:
    """Somebody has asked to join, and waits."""
    desk(whose, "hub", "join", head("hub", "invite", name, "--json").json["line"])


@pytest.mark.parametrize("call", ["hub.ask(", "alter role"])
def test_who_joins_asks_once(desk: Desk, head: Desk, call: str) -> None:
    line = head("hub", "invite", "A. Patel", "--json").json["line"]
    with cut_after(call):
        desk("patel", "hub", "join", line, code=1)
    desk("patel", "hub", "join", line, code=0 if call == "hub.ask(" else 1)
    assert len(head("hub", "admit", "--yes", "--json").json["laptops"]) == 1
    assert "Exchanged" in desk("patel", "hub", "exchange").out
    assert [each["name"] for each in head("hub", "status", "--json").json["devices"]].count("A. Patel") == 1


@pytest.mark.parametrize("call", ["hub.admit(", "hub.push("])
def test_what_an_admitted_laptop_writes_is_read(desk: Desk, head: Desk, call: str) -> None:
    asked(desk, head, "patel", "A. Patel")
    with cut_after(call):
        head("hub", "admit", "--yes", code=1)
    add(desk, "patel", "AB 1042")
    assert "1 entry went" in desk("patel", "hub", "exchange").out
    printed = head("hub", "exchange")
    assert "1 child came" in head("hub", "exchange").out + printed.out
    assert printed.err == ""
    assert "was turned" in head("hub", "revoke", "A. Patel", "--yes").out


def test_who_was_let_in_by_half_is_admitted_by_another_manager(desk: Desk, head: Desk) -> None:
    joined(desk, head, "banks", "N. Banks", "--role", "head")
    asked(desk, head, "patel", "A. Patel")
    with cut_after("hub.admit("):
        head("hub", "admit", "--yes", code=1)
    add(desk, "patel", "AB 1042")
    desk("patel", "hub", "exchange")
    assert "Somebody waits to be admitted" in desk("banks", "hub", "status").out
    assert "The laptop of A. Patel is admitted" in desk("banks", "hub", "admit", "--yes").out
    assert "1 child came" in desk("banks", "hub", "exchange").out
    assert "Somebody waits" not in desk("banks", "hub", "status").out


@pytest.mark.parametrize("again", [("revoke", "A. Patel", "--yes"), ("exchange",)], ids=["said again", "exchanged"])
@pytest.mark.parametrize("call", ["hub.revoke(", "hub.turn_key(", "hub.invite("])
def test_a_refused_laptop_s_key_is_turned(
    desk: Desk, head: Desk, postgres: Cluster, database: tuple[str, ...], call: str, again: tuple[str, ...]
) -> None:
    joined(desk, head, "patel", "A. Patel")
    words = ("invite", "A. Patel", "--yes") if call == "hub.invite(" else ("revoke", "A. Patel", "--yes")
    before = epoch(postgres, database)
    with cut_after(call):
        head("hub", *words, code=1)
    head("hub", *again)
    head("hub", "exchange")
    assert epoch(postgres, database) > before
    turned = epoch(postgres, database)
    head("hub", "exchange")
    assert epoch(postgres, database) == turned, "and once only"
    joined(desk, head, "hughes", "D. Hughes")
    add(desk, "hughes", "AB 1042")
    desk("hughes", "hub", "exchange")
    assert "1 child came" in head("hub", "exchange").out


@pytest.mark.parametrize("call", ["hub.invite(", "hub.ask(", "hub.admit(", "hub.turn_key(", "hub.push("])
def test_another_card_for_the_safe_is_made_in_the_place_of_one_cut_short(
    desk: Desk, head: Desk, tmp_path: Path, call: str
) -> None:
    words = ("revoke", "Card in the safe", "--yes", "--card")
    with cut_after(call):
        head("hub", *words, str(tmp_path / "cut.iro-safe"), code=1)
    assert "No laptop waits" in head("hub", "admit", "--yes", code=1).err, "a card is nobody to be admitted"
    head("hub", *words, str(tmp_path / "another.iro-safe"))
    assert head("hub", "exchange").err == ""
    asked(desk, head, "patel", "A. Patel")
    assert "The laptop of A. Patel is admitted" in head("hub", "admit", "--yes").out


def epoch(postgres: Cluster, database: tuple[str, ...]) -> int:
    """Of the service's key, at the hub."""
    return int(postgres.psql("select epoch from hub.council", database=database[0].rpartition("/")[2]))
