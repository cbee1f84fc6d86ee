"""The hash chain over the journal: what each operation and change is hashed of, and whether it is whole.

Sentences and values are hashed with a salt, and only their hashes are chained: emptied by a purge, with the salt, they
cannot be guessed back, and the chain stays whole.
"""

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from iro_tui.store.connection import Connection
from iro_tui.store.shapes import ChangeRow, OperationRow

_HEAD = (
    "id",
    "kind",
    "target_seq",
    "target_id",
    "mirrors",
    "name",
    "at",
    "device",
    "person",
    "origin_id",
    "sentence_digest",
)
"""What of an operation is hashed, after the hash of the one before and before those of its changes."""


def _iso(value: date) -> str:
    return value.isoformat()


canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_iso).encode
"""The one JSON text of some values; days and moments as ISO has them."""


def salts(count: int) -> Iterable[str]:
    """Fresh salts."""
    drawn = os.urandom(16 * count).hex()
    return (drawn[start : start + 32] for start in range(0, len(drawn), 32))


def change_digest(
    table: str, row_id: str, child_id: str | None, before: str | None, after: str | None, salt: str
) -> str:
    """The hash of a canonical JSON list; `before` and `after` are canonical JSON already."""
    names = f'"{salt}","{table}",{canonical(row_id)},{canonical(child_id)}'
    return sha256(f"[{names},{before or 'null'},{after or 'null'}]".encode()).hexdigest()


def sentence_digest(sentence: str, salt: str) -> str:
    """The hash of what an operation says of itself."""
    return sha256(canonical([salt, sentence]).encode()).hexdigest()


def operation_digest(previous: str, head: Mapping[str, Any], digests: Iterable[str]) -> str:
    """The hash of an operation: of the hash before it, of its own fields and of the hashes of its changes."""
    return sha256(canonical([previous, *(head[name] for name in _HEAD), *digests]).encode()).hexdigest()


def verify_chain(connection: Connection) -> list[str]:
    """Every fault of the journal's hash chain, a sentence each; empty when it is whole. For `iro check`.

    Sentences and values that a purge emptied are not missed, if a purge is on record.
    """
    faults: list[str] = []
    previous, last = "", 0
    purge = connection.value("SELECT max(seq) FROM operation WHERE kind = 'purge'") or 0
    digests: dict[int, list[str]] = {}
    statement = f"SELECT {ChangeRow.picked()} FROM change ORDER BY operation_seq, change.id"
    for row in map(ChangeRow.row._make, connection.stream(statement)):
        digests.setdefault(row.operation_seq, []).append(row.digest)
        if fault := _fault_of_change(row, purge):
            faults.append(f"Entry {row.operation_seq}: {fault}.")
    statement = f"SELECT {OperationRow.picked()} FROM operation ORDER BY operation.seq"
    for row in map(OperationRow.row._make, connection.stream(statement)):
        if row.seq != last + 1:
            faults.append(f"Entry {row.seq}: entries before it are missing.")
        if row.previous_digest != previous:
            faults.append(f"Entry {row.seq}: it does not follow on from the entry before it.")
        if row.digest != operation_digest(row.previous_digest, row._asdict(), digests.pop(row.seq, [])):
            faults.append(f"Entry {row.seq}: it was altered, or changes of it are missing.")
        if fault := _fault_of_sentence(row, purge):
            faults.append(f"Entry {row.seq}: {fault}.")
        previous, last = row.digest, row.seq
    faults += [f"Entry {seq}: it is missing, but its changes are there." for seq in digests]
    counted = connection.value("SELECT seq FROM sqlite_sequence WHERE name = 'operation'") or 0
    if counted > last:
        faults.append(f"Entry {counted}: the last entries are missing.")
    return faults


def _fault_of_change(row: Any, purge: int) -> str | None:
    if row.salt is None and row.before is None and row.after is None:
        return None if row.operation_seq <= purge else "values are missing though nothing was purged since"
    if row.digest != change_digest(row.table_name, row.row_id, row.child_id, row.before, row.after, row.salt or ""):
        return "a change of it was altered"
    return None


def _fault_of_sentence(row: Any, purge: int) -> str | None:
    if row.salt is None and not row.sentence:
        return None if row.seq <= purge else "what it says is missing though nothing was purged since"
    return None if row.sentence_digest == sentence_digest(row.sentence, row.salt or "") else "what it says was altered"
