"""Run in a small disk of its own: it fills while a form is open, nothing typed is lost, and all goes on with room."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from textual.pilot import Pilot

from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload.refusals import Refused
from iro_tui.tui.app import IroApp
from tests.support.driving import at_today, drive, follows, messages, over, type_in, until
from tests.support.journeys import form_opened
from tests.support.stores import open_store

NOTE = "ring the school about the taxi"


def fill(disk: Path) -> Path:
    """Take all the room there is."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 512, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return filler


def with_a_form_open(store: Path) -> None:
    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        form = await form_opened(pilot, "a")
        filler = fill(store.parent)
        await type_in(pilot, NOTE)
        await pilot.press("tab")
        await type_in(pilot, "tomorrow")
        await until(pilot, lambda: "Not kept yet" in follows(form), "said that it is not kept")
        await pilot.press("f2")
        await until(pilot, lambda: any("full" in said for said in messages(app)), "said that it is not saved")
        assert app.is_running
        await pilot.press("escape")
        await at_today(pilot)
        form = await form_opened(pilot, "a")
        assert NOTE in form.filling.values.values(), "the text is there again"
        filler.unlink()
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is not form, "saved")

    drive(over(lambda: open_store(store)), steps)


def on_the_command_line(store: Path) -> None:
    """Lists are read on a full disk, and what is written is refused whole."""
    session = open_store(store)
    child_id = min(session.caseload().children)
    reached = session.reached
    filler = fill(store.parent)
    said = ""
    while not said:  # the log may have room of its own
        try:
            do(session, RAG, RAG.asks("red", "drift", "x" * 3_000), [child_id])
            session.revision()
            reached = session.reached
        except Refused as refusal:
            said = str(refusal)
    assert "full" in said
    session.close()
    again = open_store(store)
    assert again.reached == reached
    assert again.caseload().children
    again.close()
    filler.unlink()
    last = open_store(store)
    do(last, RAG, RAG.asks("green", "", ""), [child_id])
    last.close()


if __name__ == "__main__":
    for part, each in enumerate((with_a_form_open, on_the_command_line)):
        each(Path(shutil.copytree(sys.argv[1], Path(sys.argv[2]) / f"store {part}")))
        shutil.rmtree(Path(sys.argv[2]) / f"store {part}")
