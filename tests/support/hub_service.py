"""A service at a hub of the tests: a council of its own, its head, and whoever is invited and admitted there."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid4

from iro_tui.sharing.link import HubAddress, HubLink, verifier
from iro_tui.sharing.seal import OwnKeys
from iro_tui.sharing.stream import DeviceKey, ServiceKey, StreamPlace, entry_written
from iro_tui.sharing.wrapping import unwrapped, wrapped_for
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
    keys: OwnKeys
    state: str
    role: str = "iro"

    def take_key(self) -> None:
        """The service's key, out of what the hub keeps wrapped for this device."""
        self.key = unwrapped(self.keys, self.key.council, self.hub.admin("keys"))


class HubService:
    """A council: `head` is there from the beginning, `invite` brings the others."""

    def __init__(self, server: HubServer) -> None:
        self.server, self.council = server, uuid4()
        self.name = f"Council {self.council}"
        self.signers: dict[UUID, bytes] = {}
        self.officers: list[Officer] = []
        login, password = f"head-{self.council}", secrets.token_urlsafe(24)
        member = uuid4()
        with server.owner() as owner:
            owner.ask("_open", self.council, self.name, member, login, "R. Head", verifier(password))
        self.head = self._laptop(member, "R. Head", login, password)
        self.head.role = "head"
        assert self.head.state == "active"
        assert self.turn(self.head)

    @property
    def key(self) -> ServiceKey:
        """The service's key, as its head has it."""
        return self.head.key

    def turn(self, *active: Officer) -> bool:
        """The next epoch of the service's key, for these; whether it was the next one still."""
        epoch = max(self.key.epochs, default=0) + 1
        following = ServiceKey(self.council, {epoch: secrets.token_bytes(32)})
        wraps = [wrapped_for(officer.keys.card, following)[epoch] for officer in active]
        devices = [officer.own.device for officer in active]
        ((turned,),) = self.head.hub.admin("turn_key", epoch, devices, wraps)
        for officer in active:
            officer.take_key()
        return bool(turned)

    def admit(self, officer: Officer) -> None:
        wraps = wrapped_for(officer.keys.card, self.key)
        self.head.hub.admin("admit", officer.own.device, list(wraps), list(wraps.values()))
        officer.take_key()

    def invite(self, name: str, role: str = "iro", team: str = "North", keys: OwnKeys | None = None) -> Officer:
        """Somebody invited by the head, whose laptop asked and was admitted."""
        officer = self.invited(name, role, team, keys)
        self.admit(officer)
        return officer

    def invited(self, name: str, role: str = "iro", team: str = "North", keys: OwnKeys | None = None) -> Officer:
        """Somebody invited, whose laptop asked and waits."""
        login = f"{name.lower().replace(' ', '')}-{self.council}"[:60]
        password, member = secrets.token_urlsafe(24), uuid4()
        self.head.hub.admin("invite", member, login, name, role, team, verifier(password))
        officer = self._laptop(member, name, login, password, keys)
        officer.role = role
        return officer

    def _laptop(self, member: UUID, name: str, login: str, password: str, keys: OwnKeys | None = None) -> Officer:
        keys = keys or OwnKeys.make(name)
        own = DeviceKey(uuid4(), keys.sign)
        officer = Officer(self.server.address(login, password), ServiceKey(self.council, {}), own, self.signers)
        officer.member, officer.name, officer.keys = member, name, keys
        self.signers[own.device] = keys.card.sign
        ((officer.state,),) = officer.link.ask("ask", own.device, keys.card.seal, keys.card.sign, "laptop")
        self.officers.append(officer)
        return officer

    def assign(
        self, stream: UUID, to: Officer, mode: str = "write", until: Any = None, *, instead: bool = False
    ) -> None:
        self.head.hub.admin("assign", stream, to.member, mode, until, instead)

    def tell(self, *items: object) -> None:
        """An entry of the service's own log, by the head."""
        head = self.head
        rows = self.server.rows("select head, head_hash from hub.stream where id = $1", self.council)
        after = StreamPlace(*rows[0])
        entry = entry_written(self.key, head.own, self.council, after, uuid4(), 1, {"say": list(items)})
        assert [answer.status for answer in head.hub.push([entry])] == ["taken"]

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
