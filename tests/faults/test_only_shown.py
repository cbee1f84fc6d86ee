"""Where nothing can be written, everything is shown all the same, and a write is refused with one clear sentence."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from iro_tui.actions.base import do
from iro_tui.actions.rag import ACTION as RAG
from iro_tui.caseload.refusals import Refused
from iro_tui.caseload.session import Session
from iro_tui.cli import main
from iro_tui.store import only_shown
from iro_tui.store.place import Place
from iro_tui.tui.app import IroApp
from iro_tui.tui.screens.unlock import Unlock
from tests.support.acting import look_after, seen
from tests.support.driving import at_today, drive, follows, form_of, messages, over, shown, stored, type_in, until
from tests.support.journeys import form_opened
from tests.support.stores import PASSPHRASE, open_store

FULL = OSError(errno.ENOSPC, "No space left on device")
READ_ONLY = OSError(errno.EROFS, "Read-only file system")


def no_place(monkeypatch: pytest.MonkeyPatch, folder: Path, fault: OSError = READ_ONLY) -> None:
    """As a disk that takes nothing more: no probe, and no index of the log, for something is in its way."""
    monkeypatch.setattr(only_shown, "not_writable", lambda _: fault)
    index = Place(folder).database.with_name("caseload.db-shm")
    index.unlink(missing_ok=True)
    index.symlink_to("nowhere")


def rate(session: Session) -> None:
    child_id, *_ = session.caseload().children
    do(session, RAG, RAG.asks("red", "drift", "why"), [child_id])


@pytest.mark.parametrize(("fault", "words"), [(FULL, "The disk is full"), (READ_ONLY, "is read-only")])
def test_it_is_read_and_each_write_refused(
    filled: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, words: str
) -> None:
    session = open_store(filled)
    before = seen(session)
    session.close()
    no_place(monkeypatch, filled, fault)
    content = Place(filled).database.read_bytes()
    session = open_store(filled)
    try:
        assert seen(session) == before
        assert session.missing == ""
        [notice] = session.notices()
        for write in (lambda: rate(session), session.undo, lambda: session.keep_draft("form", "typed")):
            with pytest.raises(Refused, match=words) as refused:
                write()
            assert str(refused.value) == notice.sentence
    finally:
        session.close()
    assert Place(filled).database.read_bytes() == content


def test_what_a_kill_left_in_the_log_is_read_too(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    rate(session)
    killed = tmp_path / "killed"
    shutil.copytree(store, killed)
    before = seen(session)
    session.close()
    assert (killed / "caseload.db-wal").stat().st_size
    no_place(monkeypatch, killed)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    session = open_store(killed)
    try:
        assert session.only_shown
        assert seen(session) == before
        assert list(tmp_path.glob("iro-look-*"))
    finally:
        session.close()
    assert list(tmp_path.glob("iro-look-*")) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_found_by_writing(filled: Path) -> None:
    filled.chmod(0o500)
    try:
        session = open_store(filled)
        assert session.only_shown
        session.close()
    finally:
        filled.chmod(0o700)


def room(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Somebody has made room."""
    monkeypatch.undo()
    Place(folder).database.with_name("caseload.db-shm").unlink()


@pytest.mark.parametrize("in_its_log", [False, True])
def test_with_room_again_it_is_written_into(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_its_log: bool
) -> None:
    session = open_store(store)
    look_after(session, "KB 1")
    if in_its_log:
        store = Path(shutil.copytree(store, tmp_path / "killed"))
    session.close()
    no_place(monkeypatch, store, FULL)
    session = open_store(store)
    try:
        with pytest.raises(Refused, match="The disk is full"):
            rate(session)
        room(monkeypatch, store)
        assert session.only_shown, "nothing looks by itself"
        session.keep_draft("form", "typed")
        assert (session.only_shown, session.notices(), session.draft("form")) == (False, (), "typed")
        rate(session)
        [case] = session.caseload().cases.values()
        assert len(case.ratings) == 1
        other = open_store(store)
        rate(other)
        other.close()
        [case] = session.caseload().cases.values()
        assert len(case.ratings) == 2, "what another window writes is seen, too"
    finally:
        session.close()


def test_a_place_that_can_be_written_is_not_only_shown(filled: Path) -> None:
    session = open_store(filled)
    assert (session.only_shown, session.notices()) == (False, ())
    session.close()


def test_every_command_says_so(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    no_place(monkeypatch, filled, FULL)
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    options = ["--store", str(filled), "--passphrase-file", str(secret), "--today", "2026-11-20"]
    assert main(["caseload", *options]) == 0
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) > 40
    assert printed.err.startswith("Note: The disk is full, so nothing can be saved.")
    assert len(printed.err.splitlines()) == 1
    assert main(["undo", *options, "--yes"]) == 1
    assert capsys.readouterr().err.count("The disk is full, so nothing can be saved.") == 2


def test_the_screens_say_so_and_a_form_keeps_its_text(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_place(monkeypatch, filled, FULL)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        assert " ! ONLY SHOWN  The disk is full, so nothing can be saved." in shown(app)
        form = await form_opened(pilot, "r")
        await type_in(pilot, "a2")
        await pilot.press("enter")
        await until(pilot, lambda: any("The disk is full" in said for said in messages(app)), "refused")
        assert app.screen is form, "and it stands there as it was"
        await pilot.press("escape")
        await pilot.press("2")
        await until(pilot, lambda: "ONLY SHOWN" in shown(app), "over the next list too")

    drive(over(lambda: open_store(filled)), steps)


def test_leaving_asks_before_what_was_typed_is_lost(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_place(monkeypatch, filled, FULL)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        form = await form_opened(pilot, "a")
        await type_in(pilot, "ring the school")
        for stay in ("n", "escape", "enter"):
            await pilot.press("ctrl+q")
            await until(pilot, lambda: "What you typed in a form is not kept: The disk is full" in shown(app), "asked")
            await pilot.press("ctrl+q")  # no second question
            await pilot.press(stay)
            await until(pilot, lambda: app.screen is form, "the form stands there again")
        assert app.is_running
        await pilot.press("ctrl+q", "y")
        await until(pilot, lambda: not app.is_running or app._exit, "left")

    drive(over(lambda: open_store(filled)), steps)


def test_locked_it_asks_too_before_what_was_typed_is_lost(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_place(monkeypatch, filled, FULL)

    async def unlocked(pilot: Pilot[None], app: IroApp) -> None:
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.screen.is_mounted, "unlock")
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await unlocked(pilot, app)
        await at_today(pilot)
        await form_opened(pilot, "a")
        await type_in(pilot, "ring the school")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Unlock) and app.session is None, "locked")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "What you typed in a form is not kept" in shown(app), "asked")
        assert "ring" not in shown(app)
        await pilot.press("n")
        room(monkeypatch, filled)
        await unlocked(pilot, app)
        await until(pilot, lambda: form_of(app), "the form again")
        assert "ring the school" in shown(app)
        await type_in(pilot, " today")
        await until(pilot, lambda: not app.unkept, "kept")

    drive(stored(filled), steps)


def test_with_room_again_the_form_saves_and_leaving_asks_nothing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_place(monkeypatch, filled, FULL)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)
        form = await form_opened(pilot, "a")
        await type_in(pilot, "ring the school")
        await until(pilot, lambda: "Not kept yet: The disk is full" in follows(form), "said")
        room(monkeypatch, filled)
        await type_in(pilot, " today")
        await until(pilot, lambda: not app.unkept, "kept")
        await pilot.press("escape")
        await at_today(pilot)
        app.tending.look()
        await until(pilot, lambda: "ONLY SHOWN" not in shown(app), "and is no longer said")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app._exit, "left")

    drive(over(lambda: open_store(filled)), steps)


def missing(folder: Path) -> None:
    """The store as it was before two actions, beside the mark after them."""
    older = folder.with_name("older")
    shutil.copytree(folder, older)
    session = open_store(folder)
    rate(session)
    session.undo()
    session.close()
    shutil.copyfile(Place(older).database, Place(folder).database)


def spoilt(folder: Path) -> None:
    content = bytearray(Place(folder).database.read_bytes())
    content[-3000] ^= 1
    Place(folder).database.write_bytes(content)


@pytest.mark.parametrize(
    ("befall", "words"), [(missing, "WORK IS MISSING  2 actions, done between"), (spoilt, "DAMAGED  Part of the")]
)
def test_what_is_missing_or_damaged_stands_over_the_lists(
    filled: Path, monkeypatch: pytest.MonkeyPatch, befall: Callable[[Path], None], words: str
) -> None:
    befall(filled)
    monkeypatch.setattr("iro_tui.tui.tending.PROOF_SECONDS", 0.01)

    async def steps(pilot: Pilot[None], app: IroApp) -> None:
        await at_today(pilot)

        def over_it() -> bool:
            app.tending.look()
            return words in shown(app)

        await until(pilot, over_it, words)

    drive(over(lambda: open_store(filled)), steps, size=(80, 24))
