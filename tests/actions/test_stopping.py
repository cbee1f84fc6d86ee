"""An import can be stopped at any step: then nothing of it is there, and it can be done again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.caseload.lists.journal import ENTRIES
from iro_tui.caseload.refusals import Refused
from iro_tui.stopping import Stop
from tests.faults.table import Tries, rounds
from tests.support.annex_a import ONE, table
from tests.support.returns import ONE_CHILD, make_return
from tests.support.stores import open_store
from tests.support.workbooks import xlsx

CHILDREN = 20


class StopAt(Stop):
    """Asks to stop when it is heeded for so many times."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    @property
    def asked(self) -> bool:  # type: ignore[override]
        self.steps -= 1
        return self.steps < 0


def test_stopped_at_any_step_nothing_was_done(store: Path, tmp_path: Path, tries: Tries) -> None:
    many = {name: "".join(rows.replace("1001", f"KB {n}") for n in range(CHILDREN)) for name, rows in ONE_CHILD.items()}
    folder = make_return(tmp_path / "return", **many)
    session = open_store(store)
    preview = preview_import(session, [folder])
    never = StopAt(1_000_000)
    preview_import(session, [folder], stop=never)
    reading = 1_000_000 - never.steps
    rng = random.Random(6)
    for at in rng.sample(range(reading), min(3 * rounds("stopped import"), reading)):
        with tries.one(f"while it is read, at step {at}"), pytest.raises(Refused, match="Stopped"):
            preview_import(session, [folder], stop=StopAt(at))
    at = 0
    while True:
        try:
            apply_import(session, preview, StopAt(at))
            break
        except Refused as refusal:
            said = str(refusal)
        with tries.one(f"while it is brought in, at step {at}"):
            assert "Stopped" in said
            assert session.is_empty()
            assert not session.lines(ENTRIES, 10)
        at += max(1, 600 // rounds("stopped import"))
    assert at > CHILDREN
    assert len(session.caseload().children) == CHILDREN
    session.close()


class Watched(Stop):
    """Keeps what it says of how far the work is."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def count(self, of: str, at: int | None, total: int) -> None:
        super().count(of, at, total)
        self.words.append(self.how_far)


def test_how_far_an_import_is_can_be_seen(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "annex.xlsx"
    file.write_bytes(xlsx({"List 8": table([{**ONE, "CHILD": f"A{n}"} for n in range(CHILDREN)])}))
    session = open_store(store)
    looking, bringing = Watched(), Watched()
    preview = preview_import(session, [file], stop=looking)
    apply_import(session, preview, bringing)
    assert {f"{CHILDREN} rows read", f"20 of {CHILDREN} children read", f"1 of {CHILDREN} children compared"} <= {
        *looking.words
    }
    assert f"{CHILDREN} of {CHILDREN} children compared" in bringing.words
    assert any("entries put in the journal" in words for words in bringing.words)
    assert not Stop().how_far
    session.close()
