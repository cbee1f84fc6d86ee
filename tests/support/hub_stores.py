"""Real encrypted stores of officers who exchange over a hub: the very exchange of the program."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from iro_tui.sharing.at_hub import ExchangeDone
from iro_tui.sharing.exchanging import exchange
from iro_tui.sharing.joined import Joined, ServiceDevice, keep_joined
from iro_tui.store.engine import reading, writing
from iro_tui.store.hub_log import known_logs
from tests.support.hub_service import HubService, Officer
from tests.support.laptops import CHILD, DAY, Laptop


class HubStore:
    """One officer's store, and the line to the hub."""

    def __init__(self, service: HubService, laptop: Laptop, role: str = "iro") -> None:
        self.service, self.laptop = service, laptop
        self.officer: Officer = service.invite(laptop.card.name, role, keys=laptop.own)
        self.moment: Callable[[str], None] = lambda where: None
        self.own: Collection[str] = {CHILD}
        head = service.head
        joined = Joined(
            self.officer.address, service.council, service.name, self.officer.own.device,
            (head.own.device, head.keys.card.sign), epochs=self.officer.key.epochs,
        )  # fmt: skip
        with writing(laptop.engine) as connection:
            keep_joined(connection, joined)
        self.tell_devices()

    def tell_devices(self) -> None:
        """Head's word to all that an officer signs: as the service's log says it."""
        for officer in self.service.officers:
            card = officer.keys.card
            device = ServiceDevice(card.person, card.name, officer.role, card.seal, card.sign)
            self.service.tell(["device", officer.own.device.hex, device.kept()])

    @property
    def stream(self) -> UUID:
        return self.officer.key.stream("ab1042")

    def exchange(self, most: int = 2000) -> ExchangeDone:
        """There and back."""
        return exchange(self.laptop.engine, self.officer.link, DAY, self.own, moment=self.moment, most=most)

    @property
    def at(self) -> dict[str, tuple[int, str]]:
        """How far each log was read."""
        with reading(self.laptop.engine) as connection:
            return {log.stream: (log.pos, log.hash) for log in known_logs(connection)}
