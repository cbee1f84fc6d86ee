"""A service begins to work over a hub, as its people would type it: laptops, a cluster of its own, refusals."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from iro_tui.cli import main
from iro_tui.sharing.invitation import Invitation
from iro_tui.store import keyfile
from tests.support.commands import Printed
from tests.support.postgres import OWNER, PASSWORD, Cluster
from tests.support.stores import PASSPHRASE, make_store

pytestmark = pytest.mark.hub
Desk = Callable[..., Printed]


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "store"
    make_store(folder)
    return folder


@pytest.fixture
def desk(tmp_path: Path, made_once: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Runs a verb on a laptop of this name."""
    secret = tmp_path / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n")
    monkeypatch.setattr(keyfile.KdfCost, "benchmark", lambda: keyfile.KdfCost.FLOOR)

    def run(whose: str, *words: str, code: int = 0) -> Printed:
        folder = tmp_path / whose
        if not folder.exists():
            shutil.copytree(made_once, folder)
        capsys.readouterr()
        try:
            done = main([*words, "--store", str(folder), "--passphrase-file", str(secret), "--today", "2026-11-20"])
        except SystemExit as end:
            done = int(end.code or 0)
        printed = capsys.readouterr()
        assert done == code, printed
        return Printed(done, printed.out, printed.err)

    return run


@pytest.fixture
def database(postgres: Cluster, tmp_path: Path) -> tuple[str, ...]:
    """The words by which `iro hub init` finds an empty database of the council's IT."""
    name = f"d{tmp_path.name}".replace("-", "").lower()
    postgres.psql(f'create database "{name}" owner {OWNER}')
    (tmp_path / "authority.pem").write_text(postgres.authority.pem)
    (tmp_path / "owner").write_text(PASSWORD)
    url = f"postgresql://{OWNER}@{postgres.host}:{postgres.port}/{name}"
    return (url, "--authority", str(tmp_path / "authority.pem"), "--owner-password-file", str(tmp_path / "owner"))


@pytest.fixture
def head(desk: Desk, database: tuple[str, ...], tmp_path: Path) -> Desk:
    """The head's laptop, from which the hub was laid."""
    who = ("--council", "Elmshire", "--name", "R. Head", "--card", str(tmp_path / "council.iro-safe"))
    printed = desk("head", "hub", "init", *database, *who)
    assert "The hub of Elmshire is laid" in printed.out
    return lambda *words, code=0: desk("head", *words, code=code)


def joined(desk: Desk, head: Desk, whose: str, name: str, *more: str) -> str:
    """Somebody comes in; the line by which."""
    line = head("hub", "invite", name, "--json", *more).json["line"]
    four = desk(whose, "hub", "join", line, "--json").json["words"]
    assert head("hub", "admit", name, "--yes", "--json").json["laptops"] == [{"name": name, "words": four}]
    return str(line)


def add(desk: Desk, whose: str, ref: str) -> None:
    desk(whose, "do", "child", "--ref", ref, "--initials", "AB", "--since", "2026-09-01", "--born", "2015-05-05")


def test_from_an_empty_database_to_two_who_exchange(desk: Desk, head: Desk, tmp_path: Path) -> None:
    assert (tmp_path / "council.iro-safe").read_text().startswith("iro hub escrow 1")
    line = joined(desk, head, "patel", "A. Patel", "--team", "North")
    assert "waits" not in desk("patel", "hub", "exchange").out
    again = desk("hughes", "hub", "join", line, code=1).err
    assert "does not take the password of this invitation" in again, "the password of the invitation was for once"
    add(desk, "patel", "AB 1042")
    assert "1 entry went" in desk("patel", "hub", "exchange").out
    assert desk("patel", "hub", "exchange").out.strip() == "Exchanged: nothing new."
    head("hub", "exchange")
    status = head("hub", "status", "--json").json
    assert (status["council"], status["role"], status["children"]) == ("Elmshire", "head", 1)
    assert {each["name"]: each["state"] for each in status["devices"]} == {
        "R. Head": "active", "A. Patel": "active", "Card in the safe": "active",
    }  # fmt: skip
    assert head("child", "AB 1042").out
    assert "Exchanged: " in desk("patel", "hub", "status").out


def test_a_login_of_the_councils_own_has_no_password_in_its_line(desk: Desk, head: Desk, postgres: Cluster) -> None:
    postgres.psql("create role directory_patel login in role hub_member")
    line = head("hub", "invite", "A. Patel", "--login", "directory_patel", "--json").json["line"]
    address = Invitation.read(line).address
    assert (address.login, address.password) == ("directory_patel", "")
    assert "not in its group hub_member" in head("hub", "invite", "D. Hughes", "--login", "nobody_there", code=1).err


def test_a_lost_laptop_is_refused_and_the_key_is_turned(desk: Desk, head: Desk) -> None:
    joined(desk, head, "patel", "A. Patel")
    joined(desk, head, "hughes", "D. Hughes")
    add(desk, "patel", "AB 1042")
    desk("patel", "hub", "exchange")
    printed = head("hub", "revoke", "A. Patel", "--yes")
    assert "1 laptop of A. Patel refused from now on" in printed.out
    refused = " ".join(desk("patel", "hub", "exchange", code=1).err.split())
    assert "Ask your manager for a new invitation, then: iro hub leave, and iro hub join with its line." in refused
    assert "What is not sent yet stays here." in refused
    add(desk, "hughes", "CD 2042")
    assert "1 entry went" in desk("hughes", "hub", "exchange").out
    head("hub", "exchange")
    assert head("child", "AB 1042").out, "what was written before it was lost is read by all"
    assert head("child", "CD 2042").out


def test_a_lost_laptop_that_is_there_again_leaves_and_joins_anew(desk: Desk, head: Desk) -> None:
    joined(desk, head, "patel", "A. Patel")
    add(desk, "patel", "AB 1042")
    head("hub", "revoke", "A. Patel", "--yes")
    line = head("hub", "invite", "A. Patel", "--json").json["line"]
    assert "leave it first: iro hub leave" in " ".join(desk("patel", "hub", "join", line, code=1).err.split())
    left = desk("patel", "hub", "leave", "--yes").out
    assert "Its children stay here." in left
    assert "not told" not in left
    desk("patel", "hub", "join", line)
    head("hub", "admit", "--yes")
    assert "1 entry went" in desk("patel", "hub", "exchange").out


def test_who_is_invited_and_has_not_come_stands_in_the_status(desk: Desk, head: Desk) -> None:
    line = head("hub", "invite", "A. Patel", "--team", "North", "--json").json["line"]
    head("hub", "invite", "D. Hughes")

    def awaited() -> list[str]:
        return [each["name"] for each in head("hub", "status", "--json").json["awaited"]]

    assert awaited() == ["A. Patel", "D. Hughes"]
    assert "invited" in next(row for row in head("hub", "status").out.splitlines() if row.startswith("A. Patel"))
    assert "card" in next(row for row in head("hub", "status").out.splitlines() if row.startswith("Card in the safe"))
    desk("patel", "hub", "join", line)
    assert awaited() == ["D. Hughes"]
    printed = " ".join(head("hub", "revoke", "d. hughes", "--yes").out.split())
    assert "The invitation of D. Hughes is void" in printed
    assert 'iro do colleague --name "D. Hughes" --ended DAY' in printed
    assert awaited() == []
    assert "No laptop of D. Hughes" in head("hub", "revoke", "D. Hughes", "--yes", code=1).err


def test_a_void_invitation_opens_nothing(desk: Desk, head: Desk) -> None:
    line = head("hub", "invite", "D. Hughes", "--json").json["line"]
    head("hub", "revoke", "D. Hughes", "--yes")
    assert "does not take the password of this invitation" in " ".join(
        desk("hughes", "hub", "join", line, code=1).err.split()
    )


def test_the_owner_is_told_of_the_owner_s_password(desk: Desk, database: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "owner").write_text("another")
    card = ("--card", str(tmp_path / "council.iro-safe"))
    told = " ".join(
        desk("head", "hub", "init", *database, *card, "--council", "Elmshire", "--name", "R. Head", code=1).err.split()
    )
    assert f"does not take this password of {OWNER}, the database's owner." in told
    assert "invitation" not in told
    assert "What is not sent yet" not in told


def test_who_waits_is_told_the_four_words_and_nothing_goes(desk: Desk, head: Desk) -> None:
    line = head("hub", "invite", "A. Patel", "--json").json["line"]
    four = desk("patel", "hub", "join", line, "--json").json["words"]
    assert four in " ".join(desk("patel", "hub", "exchange").out.split())
    assert "no terminal to answer on" in head("hub", "admit", code=1).err


def test_leaving_keeps_the_children(desk: Desk, head: Desk) -> None:
    joined(desk, head, "patel", "A. Patel")
    add(desk, "patel", "AB 1042")
    desk("patel", "hub", "exchange")
    assert "Its children stay here." in desk("patel", "hub", "leave", "--yes").out
    assert desk("patel", "child", "AB 1042").out
    assert "No hub was joined here" in desk("patel", "hub", "exchange", code=1).err
    states = {each["name"]: each["state"] for each in head("hub", "status", "--json").json["devices"]}
    assert states["A. Patel"] == "revoked"
    joined(desk, head, "patel", "A. Patel")
    assert "Exchanged" in desk("patel", "hub", "exchange").out


def test_laying_it_again_brings_it_up_to_date(desk: Desk, head: Desk, database: tuple[str, ...]) -> None:
    assert "up to date" in desk("head", "hub", "init", *database, "--upgrade").out
    assert "Exchanged" in head("hub", "exchange").out


def test_a_second_hub_of_a_council_in_one_database_is_asked_about(
    desk: Desk, head: Desk, database: tuple[str, ...], tmp_path: Path
) -> None:
    card = tmp_path / "second.iro-safe"
    words = ("hub", "init", *database, "--council", "elmshire", "--name", "N. Banks", "--card", str(card))
    assert "has a hub in this database already" in " ".join(desk("it", *words, code=1).err.split())
    assert not card.exists()
    assert "is laid" in desk("it", *words, "--yes").out


def test_a_head_is_who_the_card_of_the_laptop_says(desk: Desk, head: Desk, database: tuple[str, ...]) -> None:
    desk("patel", "hub", "join", head("hub", "invite", "A. Patel", "--json").json["line"])
    desk("patel", "hub", "leave", "--yes")
    folder = Path(database[2]).parent
    words = ("--card", str(folder / "council.iro-safe"), "--name", "N. Banks")
    assert "Your card says A. Patel, and not N. Banks" in " ".join(
        desk("patel", "hub", "recover", *database, *words, code=1).err.split()
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("exchange",), "iro hub join, with the line of your invitation"),
        (("status",), "No hub was joined here"),
        (("leave", "--yes"), "No hub was joined here"),
        (("invite", "A. Patel"), "No hub was joined here"),
        (("join", "nonsense"), "it begins with iro-hub-1-"),
        (("join", "iro-hub-1-AAAA"), "it begins with iro-hub-1-"),
        (("init", "here", "--authority", "{pem}"), "here is no address of a database"),
        (("init", "postgresql://keeper:secret@s/iro", "--authority", "{pem}"), "leave it out, it is asked for unseen"),
        (("init", "postgresql://keeper@s/iro", "--authority", "{none}"), "cannot be read"),
        (("init", "postgresql://keeper@s/iro", "--authority", "{text}"), "is no certificate"),
        (("init", "postgresql://keeper@s/iro", "--authority", "{pem}"), "--card FILE"),
    ],
)
def test_refusals_name_the_value_and_the_remedy(
    desk: Desk, postgres: Cluster, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    (tmp_path / "a.pem").write_text(postgres.authority.pem)
    (tmp_path / "a.txt").write_text("no certificate")
    files = {"pem": tmp_path / "a.pem", "text": tmp_path / "a.txt", "none": tmp_path / "none"}
    printed = desk("patel", "hub", *(word.format(**files) for word in words), code=1)
    assert sentence in " ".join(printed.err.split())
    assert printed.out == ""


def test_a_server_of_another_authority_is_not_spoken_to(desk: Desk, head: Desk, postgres: Cluster) -> None:
    from dataclasses import replace

    from tests.support.postgres import Authority

    line = head("hub", "invite", "A. Patel", "--json").json["line"]
    invitation = Invitation.read(line)
    other = replace(invitation, address=replace(invitation.address, authority=Authority().pem))
    told = " ".join(desk("patel", "hub", "join", other.line(), code=1).err.split())
    assert "does not prove to be the council's hub" in told
    nobody = replace(invitation, address=replace(invitation.address, port=1))
    assert "cannot be reached now" in " ".join(desk("patel", "hub", "join", nobody.line(), code=1).err.split())


def test_without_the_driver_a_sentence(desk: Desk, head: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    assert "pip install 'iro-tui[hub]'" in head("hub", "exchange", code=1).err


def test_an_officer_admits_and_invites_nobody(desk: Desk, head: Desk) -> None:
    joined(desk, head, "patel", "A. Patel")
    for words in (("invite", "D. Hughes"), ("admit",), ("revoke", "R. Head", "--yes")):
        refused = desk("patel", "hub", *words, code=1).err
        assert "Only a manager" in refused
        assert "not sent" not in refused


def test_the_server_hears_no_password_and_no_word_of_a_child(
    desk: Desk, head: Desk, postgres: Cluster, database: tuple[str, ...]
) -> None:
    line = joined(desk, head, "patel", "A. Patel")
    add(desk, "patel", "AB 1042")
    desk("patel", "do", "contact", "AB 1042", "--how", "visit", "--who", "child", "--note", "the horses at Elmstead")
    desk("patel", "hub", "exchange")
    name = database[0].rpartition("/")[2]
    dump = postgres.run(
        "pg_dump", "--host", postgres.folder, "--port", str(postgres.port), "--username", "postgres", "--inserts", name
    )
    assert "A. Patel" in dump, "what lies plain is there"
    password = Invitation.read(line).address.password
    for place in (dump, postgres.log.read_text(errors="replace")):
        assert not [words for words in (password, "AB 1042", "horses", "statutory") if words in place]


def test_where_every_laptop_is_lost_the_card_brings_all_back(
    desk: Desk, head: Desk, database: tuple[str, ...], tmp_path: Path
) -> None:
    joined(desk, head, "patel", "A. Patel")
    add(desk, "patel", "AB 1042")
    desk("patel", "hub", "exchange")
    card = ("--card", str(tmp_path / "council.iro-safe"))
    assert (
        "N. Banks is head of the service" in desk("new", "hub", "recover", *database, *card, "--name", "N. Banks").out
    )
    desk("new", "hub", "exchange")
    assert desk("new", "child", "AB 1042").out
    for lost in ("R. Head", "A. Patel"):
        assert "refused from now on" in desk("new", "hub", "revoke", lost, "--yes").out
    line = desk("new", "hub", "invite", "A. Patel", "--json").json["line"]
    desk("another", "hub", "join", line)
    desk("new", "hub", "admit", "--yes")
    desk("another", "hub", "exchange")
    assert desk("another", "child", "AB 1042").out
    add(desk, "another", "CD 2042")
    desk("another", "hub", "exchange")
    desk("new", "hub", "exchange")
    assert desk("new", "child", "CD 2042").out


def test_a_card_of_another_council_opens_nothing(
    desk: Desk, head: Desk, database: tuple[str, ...], tmp_path: Path
) -> None:
    card = tmp_path / "council.iro-safe"
    text = card.read_text()
    (tmp_path / "a.iro-safe").write_text(text.replace("iro hub escrow 1", "iro hub escrow 9"))
    (tmp_path / "b.iro-safe").write_text(text.replace(json.loads(text.splitlines()[1])["device"], "0" * 32))
    for name, sentence in (("a", "no card out of a council's safe"), ("b", "not sealed to this card")):
        words = (*database, "--card", str(tmp_path / f"{name}.iro-safe"), "--name", "N. Banks")
        assert sentence in " ".join(desk("new", "hub", "recover", *words, code=1).err.split())
