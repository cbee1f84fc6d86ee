"""Who may come in: over TLS 1.3 to the council's own server alone, each by a password that the hub never saw."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from iro_tui.sharing.hub import Hub
from iro_tui.sharing.link import HubLink, HubRefused, HubSilent, HubUnproved, verifier
from iro_tui.sharing.seal import OwnKeys
from iro_tui.sharing.stream import DeviceKey, ServiceKey, StreamBroken, StreamPlace, entry_read, entry_written
from iro_tui.sharing.wrapping import unwrapped, wrapped_for
from tests.support.hub_service import HubServer, HubService, child
from tests.support.postgres import OWNER, PASSWORD, Authority, Cluster, cluster

pytestmark = pytest.mark.hub


def test_another_authority_is_not_believed(service: HubService) -> None:
    with pytest.raises(HubUnproved):
        HubLink(replace(service.head.address, authority=Authority().pem))


def test_a_server_of_another_name_is_not_believed(service: HubService) -> None:
    with pytest.raises(HubUnproved):
        HubLink(replace(service.head.address, host="localhost"))


def test_a_server_without_tls_is_not_spoken_to() -> None:
    with cluster(tls=False) as plain:
        server = HubServer.__new__(HubServer)
        server.cluster, server.database = plain, "postgres"
        with pytest.raises(HubUnproved):
            HubLink(server.address(OWNER, PASSWORD))


def test_a_server_takes_no_older_tls(service: HubService, monkeypatch: pytest.MonkeyPatch) -> None:
    address = service.head.address
    older = address.trust()
    older.minimum_version, older.maximum_version = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2
    monkeypatch.setattr(type(address), "trust", lambda self: older)
    with pytest.raises(HubUnproved):
        HubLink(address)


def test_nobody_answering_is_silence(service: HubService) -> None:
    with pytest.raises(HubSilent) as silence:
        HubLink(replace(service.head.address, port=1))
    assert not isinstance(silence.value, HubUnproved)


@pytest.mark.parametrize("change", [{"password": "wrong"}, {"login": "nobody"}, {"database": "elsewhere"}])
def test_a_wrong_login_is_refused(service: HubService, change: dict[str, str]) -> None:
    with pytest.raises(HubRefused):
        HubLink(replace(service.head.address, **change))  # type: ignore[arg-type]


def test_an_address_shows_no_password(service: HubService) -> None:
    assert service.head.address.password not in repr(service.head.address)


def test_the_password_of_an_invitation_serves_once(service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    invited = hughes.address
    hughes.link.new_password(invited.login, "another, of 32 bytes")
    hughes.cut()
    with pytest.raises(HubRefused):
        HubLink(invited)
    with HubLink(replace(invited, password="another, of 32 bytes")) as link:
        assert link.rows("select name from hub.me()") == [("D. Hughes",)]


@pytest.fixture
def told_all(server: HubServer) -> None:
    """The server writes down every statement, with its values."""
    server.cluster.psql(f"alter database {server.database} set log_statement = 'all'")


def test_no_password_is_written_down_by_the_server(told_all: None, service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    hughes.link.new_password(hughes.address.login, "never to be seen")
    log = service.server.cluster.log.read_text()
    assert "SCRAM-SHA-256$" in log  # it does write down what it is asked
    assert "never to be seen" not in log
    assert hughes.address.password not in log


def test_a_device_waits_until_it_is_admitted(service: HubService) -> None:
    hughes = service.invited("D. Hughes")
    assert hughes.hub.hello("tests", 1).state == "asked"
    with pytest.raises(HubRefused, match="device not active"):
        hughes.hub.changed({})
    service.admit(hughes)
    assert hughes.hub.hello("tests", 1).state == "active"
    assert hughes.key == service.key


def test_a_revoked_laptop_is_out_and_its_keys_and_password_are_void(service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    stream = child(hughes)
    hughes.exchange()
    service.head.hub.admin("revoke", hughes.own.device)
    for call in (
        lambda: hughes.hub.changed({}),
        lambda: hughes.hub.pull({stream: StreamPlace()}),
        lambda: hughes.hub.push([]),
    ):
        with pytest.raises(HubRefused, match="device not active"):
            call()
    assert hughes.hub.hello("tests", 1).state == "revoked"
    assert service.server.value("select count(*) from hub.key_wrap where device = $1", hughes.own.device) == 0
    hughes.cut()
    with pytest.raises(HubRefused):
        HubLink(hughes.address)
    with pytest.raises(HubRefused, match="device is revoked"):
        service.admit(hughes)


def test_the_key_is_turned_once_and_for_every_device(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    service.head.hub.admin("revoke", smith.own.device)
    for those in ((service.head,), (service.head, hughes, smith)):
        with pytest.raises(HubRefused, match="every active device"):
            service.turn(*those)
    assert service.turn(service.head, hughes)
    assert hughes.key == service.key
    assert hughes.hub.hello("tests", 1).epoch == service.key.epoch == 2
    active = [service.head.own.device, hughes.own.device]
    for epoch in (1, 2, 4):  # somebody else was first, or somebody is mistaken
        assert service.head.hub.admin("turn_key", epoch, active, [b"late", b"late"]) == [(False,)]
    hughes.take_key()
    assert hughes.key == service.key


def test_what_is_written_after_a_revoking_is_read_by_no_revoked_key(service: HubService) -> None:
    hughes, smith, patel = (service.invite(name) for name in ("D. Hughes", "C. Smith", "R. Patel"))
    stream = child(hughes)
    hughes.exchange()
    for officer in (smith, patel):
        service.assign(stream, officer)
        officer.exchange()
    service.head.hub.admin("revoke", smith.own.device)
    service.turn(service.head, hughes, patel)
    hughes.do(stream, "Note", {("contact", "n"): {"note": "of the second epoch"}})
    hughes.exchange()
    patel.exchange()
    assert patel.rows["contact", "n"] == {"note": "of the second epoch"}
    (entry,) = hughes.hub.pull({stream: smith.at[stream]})  # had it from whoever reads the database
    with pytest.raises(KeyError):
        entry_read(smith.key, smith.signers, smith.at[stream], entry)


def test_a_laptop_that_has_not_heard_of_the_next_key_goes_on_with_its_own(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    stream = child(hughes)
    hughes.exchange()
    before = hughes.key
    service.turn(service.head, hughes, smith)
    hughes.key = before
    hughes.do(stream, "Note", {("contact", "n"): {"note": "of the first"}})
    hughes.exchange()
    service.assign(stream, smith)
    smith.exchange()
    assert smith.rows["contact", "n"] == {"note": "of the first"}


def test_a_card_in_the_councils_safe_opens_every_log(service: HubService) -> None:
    """All laptops are lost: the card is a device that never connects, and has its share of every epoch."""
    hughes = service.invite("D. Hughes")
    stream = child(hughes)
    hughes.exchange()
    safe, device = OwnKeys.make("The council"), uuid4()
    service.head.link.ask("ask", device, safe.card.seal, safe.card.sign, "card in the safe")
    wraps = wrapped_for(safe.card, service.key)
    service.head.hub.admin("admit", device, list(wraps), list(wraps.values()))
    kept = service.server.rows("select epoch, wrapped from hub.key_wrap where device = $1", device)
    opened = unwrapped(safe, service.council, kept)
    (entry,) = service.head.hub.pull({stream: StreamPlace()})
    values = entry_read(opened, service.signers, StreamPlace(), entry)
    assert values is not None
    assert values["name"] == "New child"
    with pytest.raises(ValueError, match="another device"):
        unwrapped(hughes.keys, service.council, kept)


def test_a_device_that_an_administrator_adds_can_neither_read_nor_write(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    stream = child(hughes)
    hughes.exchange()
    service.assign(stream, smith)
    own = OwnKeys.make("An administrator")
    forged = DeviceKey(uuid4(), own.sign)
    service.server.rows(
        "insert into hub.device (council, id, member, seal_key, sign_key, label, state)"
        " values ($1, $2, $3, $4, $5, '', 'active')",
        service.council, forged.device, smith.member, own.card.seal, own.card.sign,
    )  # fmt: skip
    assert unwrapped(own, service.council, Hub(smith.link, forged.device).admin("keys")).epochs == {}
    guessed = ServiceKey(service.council, {1: bytes(32)})
    entry = entry_written(guessed, forged, stream, hughes.at[stream], uuid4(), 1, {"name": "Forged", "changes": []})
    assert [answer.status for answer in Hub(smith.link, forged.device).push([entry])] == ["taken"]
    with pytest.raises(StreamBroken, match="signed by no device of the service"):
        hughes.exchange()


def test_who_is_let_go_may_come_back_by_another_invitation(service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    service.head.hub.admin("let_go", hughes.member)
    hughes.cut()
    with pytest.raises(HubRefused):
        HubLink(hughes.address)
    password = "of the second invitation"
    service.head.hub.admin(
        "invite", hughes.member, hughes.address.login, "D. Hughes", "iro", "South", verifier(password)
    )
    with HubLink(replace(hughes.address, password=password)) as link:
        assert link.ask("hello", uuid4(), "tests", 1)[0][-3:] == ("iro", "South", "unknown")


def test_nobody_invites_oneself_and_another_password_refuses_the_laptop(service: HubService) -> None:
    hughes, head = service.invite("D. Hughes"), service.head
    for verified in (None, verifier("another")):
        with pytest.raises(HubRefused, match="not yours"):
            head.hub.admin("invite", head.member, head.address.login, "R. Head", "iro", "", verified)
    again = (hughes.member, hughes.address.login, "D. Hughes", "support", "South")
    head.hub.admin("invite", *again, None)
    assert hughes.hub.hello("tests", 1).role == "support", "without one the laptop stays"
    head.hub.admin("invite", *again, verifier("another"))
    with pytest.raises(HubRefused, match="device not active"):
        hughes.hub.changed({})
    assert service.turn(head), "no more is given the key"


@pytest.mark.parametrize("verified", ["plain", "SCRAM-SHA-256$4096:x$y:z", "md5" + "0" * 32, ""])
def test_an_invitation_with_a_password_in_place_of_its_verifier_is_refused(service: HubService, verified: str) -> None:
    hughes = service.invite("D. Hughes")
    for member, login in ((uuid4(), f"new-{service.council}"), (hughes.member, hughes.address.login)):
        with pytest.raises(HubRefused, match="not a verifier"):
            service.head.hub.admin("invite", member, login, "D. Hughes", "iro", "North", verified)


def test_the_councils_own_logins_serve_where_it_has_them(service: HubService) -> None:
    cluster_of: Cluster = service.server.cluster
    login = f"kerberos-{service.council}"
    cluster_of.psql(f'create role "{login}" login in role hub_member')
    service.head.hub.admin("invite", uuid4(), login, "K. Kerberos", "iro", "North", None)
    for other in ("postgres", OWNER, "nobody-at-all"):
        with pytest.raises(HubRefused, match="no such login"):
            service.head.hub.admin("invite", uuid4(), other, "X", "iro", "North", None)


def test_no_word_of_a_child_lies_on_the_server(told_all: None, service: HubService) -> None:
    hughes = service.invite("D. Hughes")
    words = ("Wrenfield", "LCS-31877", "frightened of the dark")
    stream = hughes.key.stream(words[1])
    hughes.do(stream, "New child", {("child", words[1]): {"initials": "AB", "school": words[0], "note": words[2]}})
    hughes.exchange()
    hughes.hub.keep(hughes.snapshot(stream))
    server = service.server
    server.rows(
        "insert into hub.seen (council, device, at, program) values ($1, $1, now(), 'a word that is plain')",
        service.council,
    )
    dump = server.cluster.run(
        "pg_dump",
        "--host",
        server.cluster.folder,
        "--port",
        str(server.cluster.port),
        "--username",
        "postgres",
        server.database,
    ).encode()
    server.cluster.psql("checkpoint")
    lying = [
        path.read_bytes() for path in server.cluster.data.rglob("*") if path.is_file() and "socket" not in path.name
    ]
    lying.append(Path(server.cluster.log).read_bytes())

    def occurs(word: str) -> bool:
        forms = (word.encode(), word.encode().hex().encode())
        return any(form in content for form in forms for content in (dump, *lying))

    assert occurs("a word that is plain")  # what is plain is seen by this
    assert occurs(str(stream))
    assert [word for word in words if occurs(word)] == []
