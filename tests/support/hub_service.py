"""A service at a hub of the tests: a council of its own, its head, and whoever is invited and admitted there."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from iro_tui.sharing.link import HubAddress, HubLink, verifier
from iro_tui.sharing.stream import DeviceKey, ServiceKey
from tests.support.laptop import Laptop
from tests.support.postgres import OWNER, PASSWORD, Cluster

HUB_SQL = (files("iro_tui.sharing") / "hub.sql").read_text("utf-8")


class HubServer:
    """A database with the hub in it, and its owner."""

    def __init__(self, cluster: Cluster, database: str = "iro") -> None:
        self.cluster, self.database = cluster, database
        cluster.psql(f"create database {database} owner {OWNER}")
        self.lay()

    def lay(self) -> None:
        """Lay the hub, or bring it up to date: the same command."""
        self.cluster.psql(HUB_SQL, database=self.database, user=OWNER)

    def address(self, login: str, password: str) -> HubAddress:
        cluster = self.cluster
        return HubAddress(cluster.host, cluster.port, self.database, login, password, cluster.authority.pem)

    @contextmanager
    def owner(self) -> Iterator[HubLink]:
        """The database's owner, who may do everything but read what is sealed."""
        with HubLink(self.address(OWNER, PASSWORD)) as link:
            yield link

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self.owner() as link:
            return link.rows(statement, *values)

    def value(self, statement: str, *values: object) -> Any:
        return self.rows(statement, *values)[0][0]


class Officer(Laptop):
    """Somebody of the service with a laptop."""

    member: UUID
    name: str
    state: str


class HubService:
    """A council: `head` is there from the beginning, `invite` brings the others."""

    def __init__(self, server: HubServer) -> None:
        self.server, self.council = server, uuid4()
        self.name = f"Council {self.council}"
        self.key = ServiceKey(self.council, {1: secrets.token_bytes(32)})
        self.signers: dict[UUID, bytes] = {}
        self.officers: list[Officer] = []
        login, password = f"head-{self.council}", secrets.token_urlsafe(24)
        member = uuid4()
        with server.owner() as owner:
            owner.ask("_open", self.council, self.name, member, login, "R. Head", verifier(password))
        self.head = self._laptop(member, "R. Head", login, password)
        assert self.head.state == "active"
        assert self.head.hub.admin("turn_key", 1, [self.head.own.device], [b"wrapped"]) == [(True,)]

    def invite(self, name: str, role: str = "iro", team: str = "North") -> Officer:
        """Somebody invited by the head, whose laptop asked and was admitted."""
        officer = self.invited(name, role, team)
        epochs = sorted(self.key.epochs)
        self.head.hub.admin("admit", officer.own.device, epochs, [b"wrapped" for _ in epochs])
        return officer

    def invited(self, name: str, role: str = "iro", team: str = "North") -> Officer:
        """Somebody invited, whose laptop asked and waits."""
        login, password, member = (
            f"{name.lower().replace(' ', '')}-{self.council}"[:60],
            secrets.token_urlsafe(24),
            uuid4(),
        )
        self.head.hub.admin("invite", member, login, name, role, team, verifier(password))
        return self._laptop(member, name, login, password)

    def _laptop(self, member: UUID, name: str, login: str, password: str) -> Officer:
        sign, seal = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
        own = DeviceKey(uuid4(), sign.private_bytes_raw())
        public = sign.public_key().public_bytes_raw()
        officer = Officer(self.server.address(login, password), self.key, own, self.signers)
        officer.member, officer.name = member, name
        self.signers[own.device] = public
        officer.state = officer.link.ask("ask", own.device, seal.public_key().public_bytes_raw(), public, "laptop")[0][
            0
        ]
        self.officers.append(officer)
        return officer

    def assign(
        self, stream: UUID, to: Officer, mode: str = "write", until: Any = None, *, instead: bool = False
    ) -> None:
        self.head.hub.admin("assign", stream, to.member, mode, until, instead)

    def close(self) -> None:
        for officer in self.officers:
            officer.cut()

    def set_back(self, stream: UUID, pos: int) -> None:
        """A child's log as an old backup has it."""
        self.server.rows("delete from hub.entry where stream = $1 and pos > $2", stream, pos)
        self.server.rows(
            "update hub.stream s set head = e.pos, head_hash = e.hash from hub.entry e"
            " where e.stream = s.id and s.id = $1 and e.pos = $2", stream, pos,
        )  # fmt: skip

    def log(self, stream: UUID) -> list[tuple[Any, ...]]:
        """What lies in a child's log, to the owner's eyes."""
        return self.server.rows(
            "select pos, op, device, body from hub.entry where council = $1 and stream = $2 order by pos",
            self.council,
            stream,
        )


def child(officer: Officer, name: str = "c1", **values: Any) -> UUID:
    """A child with one review, made on a laptop and not yet exchanged; the name of its log."""
    stream = officer.key.stream(name)
    review = {"booked": "2026-12-01", "venue": "School", **values}
    officer.do(stream, "New child", {("child", name): {"initials": "AB"}, ("review", f"r-{name}"): review})
    return stream


def review(officer: Officer, name: str = "c1") -> dict[str, Any]:
    """The child's review as it stands on a laptop."""
    return officer.rows["review", f"r-{name}"]
