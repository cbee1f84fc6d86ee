"""What is passed on to somebody who is to join the hub: one line, with where it is and a password for the first time.

The council's authority and the key of the device that began the service's log stand in it: so whoever joins believes
no other server, and no other beginning.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass
from uuid import UUID

from iro_tui.sharing.link import HubAddress
from iro_tui.sharing.seal import NotTaken
from iro_tui.sharing.secrecy import KEY_BYTES
from iro_tui.store.sealing import bytes_of, text_of

_BEGINS = "iro-hub-1-"
_LONGEST = 20_000
_ALTERED = (
    "This is no invitation to a hub, or not all of its line was copied: it begins with iro-hub-1- and has no blanks. "
    "Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where the hub is, whose council's, and the login with its first password."""

    address: HubAddress
    council: UUID
    root: tuple[UUID, bytes]

    def line(self) -> str:
        """As it is passed on."""
        address = self.address
        values = [
            address.host, address.port, address.database, address.login, address.password, address.authority,
            self.council.hex, self.root[0].hex, text_of(self.root[1]),
        ]  # fmt: skip
        return _BEGINS + base64.urlsafe_b64encode(zlib.compress(json.dumps(values).encode(), 9)).decode().rstrip("=")

    @classmethod
    def read(cls, line: str) -> Invitation:
        """Out of what was typed or pasted. Raises NotTaken."""
        text = "".join(line.split())
        try:
            if not text.startswith(_BEGINS) or len(text) > _LONGEST:
                raise ValueError("no invitation")
            coded = text.removeprefix(_BEGINS)
            content = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4))
            host, port, database, login, password, authority, council, device, sign = json.loads(
                zlib.decompressobj().decompress(content, _LONGEST)
            )
            texts = (host, database, login, password, authority)
            if not all(isinstance(each, str) for each in texts) or not isinstance(port, int):
                raise ValueError("no invitation")
            address = HubAddress(host, port, database, login, password, authority)
            return cls(address, UUID(council), (UUID(device), bytes_of(sign, KEY_BYTES)))
        except (ValueError, TypeError, AttributeError, zlib.error, RecursionError):
            raise NotTaken(_ALTERED) from None
