"""A restored store of hostile text, printed: no list steers the terminal, in no form."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from iro_tui.caseload import putting_back, safekeeping
from iro_tui.caseload.lists import every_list
from iro_tui.store import keyfile
from iro_tui.store.secret import RootSecret
from tests.faults.table import Tries, rounds
from tests.support.commands import Iro
from tests.support.hostile import STEERS, make_hostile
from tests.support.stores import PASSPHRASE, ROOT, open_store

FORMS = ((), ("--json",), ("--format", "csv"))
VERBS = [listed.verb or listed.id for listed in every_list()]


@pytest.fixture
def hostile(iro: Iro, _filled_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iro:
    """The command line over such a store, as a backup of it brought it back."""
    store = Path(shutil.copytree(_filled_once, tmp_path / "store"))
    make_hostile(store, random.Random(12), journal=False)
    session = open_store(store)
    backup = safekeeping.back_up(session)
    session.close()
    with putting_back.key_of(store, PASSPHRASE) as secret:
        putting_back.restore(store, backup, secret)
    monkeypatch.setattr(keyfile, "unlock", lambda *_: RootSecret(ROOT))
    return iro


def test_no_list_steers_the_terminal(hostile: Iro, tries: Tries) -> None:
    for at, verb in enumerate(VERBS):
        for form in (FORMS * 2)[at % 3 :][: rounds("hostile rows")]:
            with tries.one(" ".join((verb, *form))):
                done = hostile(verb, *form)
                assert done.code == 0, done.err
                assert not (STEERS - {"\t"}) & set((done.out + done.err).replace("\r\n", "\n"))
                if form == ("--json",):
                    json.loads(done.out)
