"""The service's key as one device alone can unwrap it: what the hub keeps for each, and can make nothing of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from iro_tui.sharing.seal import KeyCard, OwnKeys, SealSlot, seal_to_card, unseal_by_card
from iro_tui.sharing.stream import ServiceKey


def wrapped_for(card: KeyCard, key: ServiceKey) -> Mapping[int, bytes]:
    """The key of every epoch, each wrapped for who holds the card."""
    return {epoch: json.dumps(seal_to_card(secret, card).values).encode() for epoch, secret in key.epochs.items()}


def unwrapped(own: OwnKeys, council: UUID, wraps: Iterable[tuple[int, bytes]]) -> ServiceKey:
    """The key out of what the hub keeps for this device. Raises ValueError for what is not wrapped for it."""
    epochs = {}
    for epoch, wrapped in wraps:
        secret = unseal_by_card(SealSlot("card", json.loads(wrapped)), own)
        if secret is None:
            raise ValueError(f"the key of epoch {epoch} is wrapped for another device, or was altered")
        epochs[epoch] = secret
    return ServiceKey(council, epochs)
