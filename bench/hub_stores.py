"""The hub over real stores: a newcomer's first exchange by snapshots, and a head's store opened beside one without."""

from __future__ import annotations

import gc
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from unittest.mock import patch

from bench import returns
from bench.sample import PASSPHRASE, TODAY, Sample
from bench.table import Figure
from iro_tui.actions.import_files import apply_import, preview_import
from iro_tui.caseload.lists.children import CHILDREN as CHILD_LIST
from iro_tui.caseload.lists.today import DUTIES
from iro_tui.caseload.opening import unlock
from iro_tui.caseload.session import Session
from iro_tui.sharing.seal import OwnKeys
from iro_tui.store.connection import Engine
from iro_tui.store.engine import reading, writing
from iro_tui.store.own import OWN_CARD, write_draft
from iro_tui.store.passing_on import all_rows_of
from tests.support.hub_service import HubServer, HubService
from tests.support.hub_stores import HubStore
from tests.support.laptops import Laptop

CHILDREN, WHOLE_SERVICE = 70, 3_150
ROWS_TO_CHILDREN = 6
"""Rows of a child that the made-up returns of one year tell of."""
FIRST, OPENED = "a first exchange of 70 children by snapshots", "a head's 3,150 children opened"


def first_exchange(server: HubServer, rounds: int, progress: Callable[[str], None]) -> tuple[Figure, str]:
    """A newcomer's, against bringing in as many rows out of a return."""
    service = HubService(server)
    figure, single = Figure(FIRST, "importing as many rows", 3), []
    with tempfile.TemporaryDirectory(prefix="iro-bench-") as place:
        folder = Path(place)
        progress("70 children go to the hub")
        giver = _at_hub(service, Sample.make(folder / "giver", CHILDREN).session, "G. Giver")
        with patch("iro_tui.sharing.offering.SNAPSHOT_AFTER", 1):
            giver.exchange()
        streams = [row[0] for row in service.server.rows("select stream from hub.snapshot")]
        rows = _rows(giver.laptop.engine, giver.own)
        year = returns.write(folder / "returns", rows // ROWS_TO_CHILDREN)[-1]
        for turn in range(rounds + 1):  # the first only warms the caches
            progress(f"a first exchange, round {turn} of {rounds}")
            taker = _at_hub(service, Sample.make(folder / f"taker{turn}", 0).session, f"N. Newcomer{turn}")
            taker.exchange()
            for stream in streams:
                service.assign(stream, taker.officer)
            took, processor = _timed(taker.exchange)
            if (came := _rows(taker.laptop.engine, giver.own)) != rows:
                raise SystemExit(f"{came} rows of {rows} came")
            importer = Sample.make(folder / f"importer{turn}", 0).session
            imported, beside = _timed(lambda year=year, importer=importer: _bring_in(importer, year))  # type: ignore[misc]
            share = rows / _rows(importer.engine, importer.caseload().cases)
            if turn:
                figure.ratios.append(took / (imported * share))
                single.append(f"{took:.2f} s ({processor / (beside * share):.2f} times the processor's time)")
            importer.close()
    service.close()
    return figure, f"A first exchange of {len(streams)} children with {rows:,} rows takes {', '.join(single)}."


def opened(server: HubServer, rounds: int, progress: Callable[[str], None]) -> tuple[Figure, str]:
    """A head's whole service, against the same store that has joined no hub: to Today's rows and the caseload's."""
    service = HubService(server)
    figure, single = Figure(OPENED, "without a hub", 1.5), []
    with tempfile.TemporaryDirectory(prefix="iro-bench-") as place:
        alone, joined = Path(place) / "alone", Path(place) / "joined"
        progress("3,150 children are made up")
        session = Sample.make(alone, WHOLE_SERVICE).session
        session.close()
        shutil.copytree(alone, joined)
        progress("3,150 children go to the hub, which takes minutes")
        session = unlock(joined, PASSPHRASE, TODAY)
        head = _at_hub(service, session, "H. Head", "head")
        sent = head.exchange().went
        session.close()
        service.close()
        for turn in range(rounds + 1):
            progress(f"a head's store, round {turn} of {rounds}")
            without, here = _open(alone), _open(joined)
            if turn:
                figure.ratios.append(here / without)
                single.append(f"{here:.2f} beside {without:.2f}")
    return figure, f"A head's {sent:,} children are opened, derived and listed in {', '.join(single)} s."


def _at_hub(service: HubService, session: Session, name: str, role: str = "iro") -> HubStore:
    laptop = Laptop(OwnKeys.make(name), session.engine)
    with writing(session.engine) as connection:
        write_draft(connection, OWN_CARD, laptop.own.kept())
    store = HubStore(service, laptop, role)
    store.own = set(session.caseload().cases)
    return store


def _bring_in(session: Session, year: Path) -> None:
    preview = preview_import(session, [year])
    apply_import(session, preview, ended=preview.ended)


def _rows(engine: Engine, children: Iterable[str]) -> int:
    with reading(engine) as connection:
        return sum(len(all_rows_of(connection, child)) for child in children)


def _open(folder: Path) -> float:
    session = unlock(folder, PASSPHRASE, TODAY)
    took, _ = _timed(lambda: (session.caseload(), session.lines(DUTIES), session.lines(CHILD_LIST)))
    session.close()
    return took


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and those of this processor."""
    gc.collect()
    begun, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - processor
