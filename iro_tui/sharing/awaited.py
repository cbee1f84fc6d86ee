"""The receipts that are waited for: of files that were written here, for a folder in which they may lie."""

from __future__ import annotations

from dataclasses import dataclass

from iro_tui.sharing.receipts import who_came
from iro_tui.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Awaited:
    """The codes of the children of each file, by its key, and whether the child's is waited for."""

    files: dict[str, list[tuple[str, bool]]]

    def has(self, parcel: str, code: str) -> bool:
        """Whether a receipt tells of a child of whom it is not known yet that the colleague has it."""
        file = self.files.get(parcel, [])
        came = who_came([own for own, _ in file], code) if file else None
        return any(file[place][1] for place in came or ())


NONE_AWAITED = Awaited({})


def read_awaited(connection: Connection) -> Awaited:
    """What is waited for, also of a file that was withdrawn: it may have arrived all the same."""
    files: dict[str, list[tuple[str, bool]]] = {}
    for parcel, code, waits in connection.rows(_CODES):
        files.setdefault(parcel, []).append((code, bool(waits)))
    return Awaited({parcel: file for parcel, file in files.items() if any(waits for _, waits in file)})


_CODES = (
    "SELECT parcel, code, confirmed_on IS NULL AND NOT (deleted_at IS NOT NULL AND EXISTS (SELECT 1 FROM hand_over AS "
    "later WHERE later.child_id = hand_over.child_id AND later.person_id = hand_over.person_id AND later.rowid > "
    "hand_over.rowid AND NOT later.received AND later.confirmed_on IS NOT NULL AND later.deleted_at IS NULL)) "
    "FROM hand_over WHERE NOT received"
)
"""One whose child went by a later file that has arrived has nothing to wait for."""
