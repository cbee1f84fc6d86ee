"""Who may come in: over TLS 1.3 to the council's own server alone, each by a password that the hub never saw."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from iro_tui.sharing.link import HubLink, HubRefused, HubSilent, verifier
from iro_tui.sharing.stream import StreamPlace
from tests.support.hub_service import HubServer, HubService, child
from tests.support.postgres import OWNER, PASSWORD, Authority, Cluster, cluster

pytestmark = pytest.mark.hub


def test_another_authority_is_not_believed(service: HubService) -> None:
    with pytest.raises(HubSilent):
        HubLink(replace(service.head.address, authority=Authority().pem))


def test_a_server_of_another_name_is_not_believed(service: HubService) -> None:
    with pytest.raises(HubSilent):
        HubLink(replace(service.head.address, host="localhost"))


def test_a_server_without_tls_is_not_spoken_to() -> None:
    with cluster(tls=False) as plain:
        server = HubServer.__new__(HubServer)
        server.cluster, server.database = plain, "postgres"
        with pytest.raises(HubSilent):
            HubLink(server.address(OWNER, PASSWORD))


def test_a_server_takes_no_older_tls(service: HubService, monkeypatch: pytest.MonkeyPatch) -> None:
    address = service.head.address
    older = address.trust()
    older.minimum_version, older.maximum_version = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2
    monkeypatch.setattr(type(address), "trust", lambda self: older)
    with pytest.raises(HubSilent):
        HubLink(address)


def test_nobody_answering_is_silence(service: HubService) -> None:
    with pytest.raises(HubSilent):
        HubLink(replace(service.head.address, port=1))


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
    service.head.hub.admin("admit", hughes.own.device, [1], [b"wrapped"])
    assert hughes.hub.hello("tests", 1).state == "active"
    assert hughes.hub.admin("keys") == [(1, b"wrapped")]


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
        service.head.hub.admin("admit", hughes.own.device, [1], [b"wrapped"])


def test_the_key_is_turned_once_and_for_every_device(service: HubService) -> None:
    hughes, smith = service.invite("D. Hughes"), service.invite("C. Smith")
    service.head.hub.admin("revoke", smith.own.device)
    active = [service.head.own.device, hughes.own.device]
    for devices in (active[:1], [*active, smith.own.device]):
        with pytest.raises(HubRefused, match="every active device"):
            service.head.hub.admin("turn_key", 2, devices, [b"x" for _ in devices])
    assert service.head.hub.admin("turn_key", 2, active, [b"two", b"two"]) == [(True,)]
    assert service.head.hub.admin("turn_key", 2, active, [b"late", b"late"]) == [(False,)]
    assert service.head.hub.admin("turn_key", 4, active, [b"x", b"x"]) == [(False,)]
    assert hughes.hub.admin("keys") == [(1, b"wrapped"), (2, b"two")]
    assert hughes.hub.hello("tests", 1).epoch == 2


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
