"""The high-water mark: how far the journal had come, kept beside the database and in every backup.

A database file cannot tell that its last part was lost, or that an older copy was put in its place: it is whole, only
earlier. The mark can. It is sealed with a key of the root secret: nobody sets it back who cannot open the store.
The whole folder set back together with its mark is beyond it; only a backup in another folder shows that.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from iro_tui.domain.words import amount_words, dated
from iro_tui.store.connection import Connection
from iro_tui.store.files import opened, write_private
from iro_tui.store.secret import RootSecret
from iro_tui.store.shapes import OperationRow

_LARGEST = 65_536


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the journal: its number (0: none yet), its hash, and when it was made."""

    seq: int
    digest: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class HighWater:
    """How far the journal had come, and what of it is known to have been lost before."""

    head: Head
    losses: tuple[str, ...] = ()
    """Sentences about what was missing when somebody worked on; kept, so that it is not forgotten by that."""


class MarkFile:
    """The mark beside one database. Reading and writing never raise for the file's sake: it only bears witness."""

    def __init__(self, path: Path, secret: RootSecret) -> None:
        self.path = path
        self._secret = secret
        self._last: HighWater | None = None

    def read(self) -> HighWater | None:
        """The mark; None where there is none, or none that this store's key has sealed."""
        try:
            with opened(self.path) as file:
                content = json.loads(file.read(_LARGEST))
            body = content["mark"]
            if not hmac.compare_digest(str(content["seal"]), self._seal(body)):
                return None
            at = datetime.fromisoformat(body["at"]) if body["at"] else None
            return HighWater(Head(int(body["seq"]), str(body["digest"]), at), tuple(map(str, body["losses"])))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def write(self, mark: HighWater, *, lasting: bool = False) -> bool:
        """Set the mark; `lasting` waits until the disk has it. Whether it is there: a full disk has no room for one."""
        head = mark.head
        at = head.at.isoformat() if head.at else None
        body = {"seq": head.seq, "digest": head.digest, "at": at, "losses": list(mark.losses)}
        content = json.dumps({"mark": body, "seal": self._seal(body)}).encode()
        try:
            write_private(self.path, content, lasting=lasting)
        except OSError:
            return False
        self._last = mark
        return True

    def reached(self, head: Head, missing: str = "") -> None:
        """The journal has come so far: told after each action. What was missing before it is kept on record."""
        before = self._last or self.read() or HighWater(head)
        self.write(replace(before, head=head, losses=(*before.losses, *filter(None, [missing]))))

    def _seal(self, body: object) -> str:
        text = json.dumps(body, sort_keys=True, separators=(",", ":"))
        return hmac.new(self._secret.mark_key(), text.encode(), sha256).hexdigest()


def head_of(connection: Connection, seq: int | None = None) -> Head:
    """The last entry of a store's journal; or up to a number."""
    upto, parameters = ("", ()) if seq is None else ("WHERE seq <= ?", (seq,))
    columns = OperationRow.picked("seq", "digest", "at")
    rows = connection.rows(f"SELECT {columns} FROM operation {upto} ORDER BY seq DESC LIMIT 1", parameters)
    return Head(*rows[0]) if rows else Head(0, "", None)


def missing(connection: Connection, mark: HighWater | None) -> str:
    """What a store lacks of what its mark says was there, as a sentence; empty when nothing is missing.

    A mark that is behind is no fault: a kill between an action and its mark leaves it so.
    """
    head = head_of(connection)
    if mark is None:
        return "" if head.seq == 0 else (
            "The mark beside the caseload that says how far it had come is gone or cannot be read, so nobody can tell "
            "whether this is its latest state. A new one is made with your next action."
        )  # fmt: skip
    reached = mark.head
    if reached.seq > head.seq:
        count = amount_words(reached.seq - head.seq, "actions")
        verb = "is" if reached.seq - head.seq == 1 else "are"
        return f"{count}, {between(head.at, reached.at)}, {verb} missing from this caseload. {_REMEDY}"
    if not holds(connection, reached):
        until = _moment(reached.at)
        return f"What was done up to {until} is not what this caseload holds: it went on from an older copy. {_REMEDY}"
    return ""


_REMEDY = (
    "Its last part was lost, or an older copy was put in its place. Before you work on restore a backup that has it: "
    "F9 and iro restore say what each lacks."
)


def holds(connection: Connection, head: Head) -> bool:
    """Whether an entry stands in a store's journal, and so, as each is hashed with those before it, all up to it."""
    return not head.seq or connection.value("SELECT digest FROM operation WHERE seq = ?", (head.seq,)) == head.digest


def between(first: datetime | None, last: datetime | None) -> str:
    """The hours of what was done after one moment, up to another."""
    if first is None:
        return f"the last of {_moment(last)}"
    return f"done between {_moment(first)} and {_moment(last)}"


def _moment(at: datetime | None) -> str:
    local = at.astimezone() if at else None
    return f"{dated(local.date())} {local:%H:%M}" if local else "an unknown time"
