"""No verb is loaded on the loop of the screens but the one that is begun: all of them take a fifth of a second."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from iro_tui.actions import action_of, all_actions

LOADED = """
import sys, threading
from pathlib import Path

beside, on_the_loop = set(), set()

class Listener:
    def find_spec(self, name, path=None, target=None):
        here = threading.current_thread() is threading.main_thread()
        (on_the_loop if here else beside).add(name)

sys.meta_path.insert(0, Listener())

from iro_tui.tui.tending import QUIET_SECONDS
from tests.support.driving import at_today, drive, over, until
from tests.support.stores import open_store

async def steps(pilot, app):
    await at_today(pilot)
    before = app.screen
    if sys.argv[2] == "nobody types":
        app.idle._at = app.idle._at[0] - QUIET_SECONDS, *app.idle._at[1:]
        app.tending.look()
        await until(pilot, lambda: "iro_tui.actions.write_report" in beside, "the verbs")
        return
    await pilot.press(sys.argv[2])
    await until(pilot, lambda: app.screen is not before and app.screen.is_mounted, "what the key opens")

drive(over(lambda: open_store(Path(sys.argv[1]))), steps)
print(*(name for name in on_the_loop if name.startswith("iro_tui.actions.")))
print(*(name for name in beside if name.startswith("iro_tui.actions.")))
"""


def loaded_by(folder: Path, key: str) -> tuple[set[str], set[str]]:
    """The verbs that a key on Today loads: on the loop of the screens, and beside it."""
    done = subprocess.run([sys.executable, "-c", LOADED, str(folder), key], capture_output=True, text=True, check=True)
    verbs = {f"iro_tui.actions.{name}" for name in all_actions()}
    on_the_loop, beside = (verbs & set(line.split(" ")) for line in done.stdout.split("\n")[:2])
    return on_the_loop, beside


@pytest.mark.parametrize("key", ["ctrl+p", "i", "e", "nobody types"])
def test_what_names_all_verbs_waits_for_them_beside_the_screens(filled: Path, key: str) -> None:
    on_the_loop, beside = loaded_by(filled, key)
    assert on_the_loop == set()
    assert len(beside) == len(all_actions())


def test_a_form_loads_its_own_verb_alone(filled: Path) -> None:
    on_the_loop, beside = loaded_by(filled, "r")
    assert "iro_tui.actions.rag" in on_the_loop
    assert len(on_the_loop | beside) < 10


def test_a_verb_is_the_module_of_its_name() -> None:
    assert all(action_of(name) is verb for name, verb in all_actions().items())
    for no_verb in ("base", "", "../do", "sample.scenes"):
        with pytest.raises(KeyError):
            action_of(no_verb)
