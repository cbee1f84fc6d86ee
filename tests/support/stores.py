"""Real encrypted stores, made once and copied, and opened by their secret: a passphrase costs a fifth of a second."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from iro_tui.actions.sample import fill_with_sample
from iro_tui.caseload import opening
from iro_tui.caseload.session import Session
from iro_tui.store import keyfile
from iro_tui.store.files import write_private
from iro_tui.store.place import Place
from iro_tui.store.secret import RootSecret
from tests.support import TODAY

PASSPHRASE = "quiet harbour lantern mossy"
"""What opens the stores of tests where a person types it, or a command is handed it."""
ROOT = bytes(range(16))
"""The root secret of the stores of tests; the same in all, so that a copy needs no look into its key file."""


@cache
def _key_file() -> bytes:
    """The key file of them all."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "key")
        keyfile.create(path, RootSecret(ROOT), PASSPHRASE, keyfile.KdfCost.FLOOR)
        return path.read_bytes()


def make_store(folder: Path, children: int = 0, *, service: bool = False) -> None:
    """A new store, with a made-up caseload whose officer has seen the tour, or empty; with `service` a manager's."""
    place, secret = Place(folder), RootSecret(ROOT)
    place.prepare()
    write_private(place.key, _key_file())
    session = Session(opening._new_database(place, secret), secret, place, TODAY)
    session.confirm_code()
    if children:
        fill_with_sample(session, children, 1, service=service)
        session.keep_draft("tour", "seen")
    session.close()


def open_store(folder: Path, today: date = TODAY) -> Session:
    """A session of a store that `make_store` made, on a day; whoever opens it closes it."""
    return opening._open(Place(folder), RootSecret(ROOT), today, proven=True)
