"""The card in the safe: it makes a head where every laptop is lost, and is replaced, never only refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hub.test_verbs import Desk, add, database, desk, head, joined, made_once
from tests.support.postgres import Cluster

__all__ = ["database", "desk", "head", "made_once"]
pytestmark = pytest.mark.hub
CARD = "Card in the safe"


@pytest.mark.usefixtures("head")
def test_a_head_who_did_nothing_since_may_lose_the_laptop(
    desk: Desk, database: tuple[str, ...], tmp_path: Path
) -> None:
    card = ("--card", str(tmp_path / "council.iro-safe"))
    for new, name in (("new", "N. Banks"), ("third", "T. Third")):
        assert "is head of the service" in desk(new, "hub", "recover", *database, *card, "--name", name).out
        assert "Exchanged" in desk(new, "hub", "exchange").out
        assert desk(new, "hub", "status", "--json").json["role"] == "head"
    assert "refused from now on" in desk("third", "hub", "revoke", "R. Head", "--yes").out
    line = desk("third", "hub", "invite", "A. Patel", "--json").json["line"]
    desk("patel", "hub", "join", line)
    desk("third", "hub", "admit", "--yes")
    add(desk, "patel", "AB 1042")
    assert "1 entry went" in desk("patel", "hub", "exchange").out
    for whose in ("new", "third"):
        desk(whose, "hub", "exchange")
        assert desk(whose, "child", "AB 1042").out


def test_the_card_is_no_laptop_and_is_not_refused(head: Desk) -> None:
    for name in (CARD, "card in the safe"):
        told = " ".join(head("hub", "revoke", name, "--yes", code=1).err.split())
        assert "is read where every laptop is lost" in told
        assert "--card FILE" in told
        assert "give another name" in head("hub", "invite", name, "--yes", code=1).err
    states = {each["name"]: each["state"] for each in head("hub", "status", "--json").json["devices"]}
    assert states[CARD] == "active"


def test_a_lost_card_is_replaced_and_opens_nothing_any_more(
    desk: Desk, head: Desk, database: tuple[str, ...], tmp_path: Path
) -> None:
    joined(desk, head, "patel", "A. Patel")
    add(desk, "patel", "AB 1042")
    desk("patel", "hub", "exchange")
    new = tmp_path / "new.iro-safe"
    assert "into the council's safe" in head("hub", "revoke", CARD, "--card", str(new), "--yes").out
    assert new.read_text().startswith("iro hub escrow 1")
    assert new.stat().st_mode & 0o077 == 0
    rows = [each for each in head("hub", "status", "--json").json["devices"] if each["name"] == CARD]
    assert sorted(each["state"] for each in rows) == ["active", "revoked"]
    add(desk, "patel", "CD 2042")
    assert "1 entry went" in desk("patel", "hub", "exchange").out
    who = (*database, "--name", "N. Banks", "--card")
    assert "or was replaced" in " ".join(
        desk("new", "hub", "recover", *who, str(tmp_path / "council.iro-safe"), code=1).err.split()
    )
    desk("new", "hub", "recover", *who, str(new))
    desk("new", "hub", "exchange")
    for ref in ("AB 1042", "CD 2042"):
        assert desk("new", "child", ref).out
    again = tmp_path / "again.iro-safe"
    desk("new", "hub", "revoke", CARD, "--card", str(again), "--yes")
    assert again.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("R. Head", "--card", "{folder}/new.iro-safe"), "--card goes with"),
        ((CARD, "--card", "{folder}/new.txt"), "ends in"),
        ((CARD, "--card", "{folder}/council.iro-safe"), "There is a file"),
    ],
)
def test_what_is_no_replacement(head: Desk, tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    told = head("hub", "revoke", *(word.format(folder=tmp_path) for word in words), "--yes", code=1).err
    assert sentence in " ".join(told.split())


def test_a_head_alone_replaces_the_card(desk: Desk, head: Desk, tmp_path: Path) -> None:
    joined(desk, head, "lead", "C. Lead", "--role", "manager", "--team", "North")
    new = tmp_path / "new.iro-safe"
    assert "Only a head" in desk("lead", "hub", "revoke", CARD, "--card", str(new), "--yes", code=1).err
    assert not new.exists()
    assert "Exchanged" in desk("lead", "hub", "exchange").out


def test_a_head_who_comes_back_refuses_the_lost_laptop_of_her_own_name(
    desk: Desk, database: tuple[str, ...], head: Desk, tmp_path: Path
) -> None:
    joined(desk, head, "patel", "A. Patel")
    desk("new", "hub", "recover", *database, "--card", str(tmp_path / "council.iro-safe"), "--name", "R. Head")
    desk("new", "hub", "exchange")
    assert "1 laptop of R. Head refused from now on" in desk("new", "hub", "revoke", "R. Head", "--yes").out
    assert "Exchanged" in desk("new", "hub", "exchange").out, "this one goes on, by the password it has"
    states = [
        each["state"] for each in desk("new", "hub", "status", "--json").json["devices"] if each["name"] == "R. Head"
    ]
    assert sorted(states) == ["active", "revoked"]
    assert "does not take this laptop" in " ".join(head("hub", "exchange", code=1).err.split())
    assert "That is this laptop" in desk("new", "hub", "revoke", "R. Head", "--yes", code=1).err
    assert "Exchanged" in desk("patel", "hub", "exchange").out


def test_a_services_log_that_an_old_backup_lacks_is_begun_by_the_card(
    desk: Desk, database: tuple[str, ...], head: Desk, postgres: Cluster, tmp_path: Path
) -> None:
    assert head("hub", "exchange").out
    postgres.psql(
        "delete from hub.entry e using hub.council c where e.stream = c.council;"
        "update hub.stream s set head = 0, head_hash = '' from hub.council c where s.id = c.council",
        database=database[0].rpartition("/")[2],
    )
    for new, name in (("new", "N. Banks"), ("third", "T. Third")):
        desk(new, "hub", "recover", *database, "--card", str(tmp_path / "council.iro-safe"), "--name", name)
        assert "Exchanged" in desk(new, "hub", "exchange").out
    joined(desk, lambda *words, code=0: desk("third", *words, code=code), "patel", "A. Patel")
    add(desk, "patel", "AB 1042")
    assert "1 entry went" in desk("patel", "hub", "exchange").out
    for whose in ("third", "new"):
        desk(whose, "hub", "exchange")
        assert desk(whose, "child", "AB 1042").out
