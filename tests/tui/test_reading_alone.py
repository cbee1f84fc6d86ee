"""Who only looks at the screens never loads what the store is defined with; a form does, once it is drawn."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support import TODAY
from tests.support.stores import PASSPHRASE

LOOKS = """
import asyncio, sys
from datetime import date
from pathlib import Path
from iro_tui.tui.app import IroApp, Launch
from iro_tui.tui import commands
from iro_tui.caseload.lists import LISTS

folder, today, passphrase = sys.argv[1:]
definition = {"sqlalchemy", "sqlmodel", "pydantic"}

def listed(app, name):
    return getattr(app.screen, "tab", "") == name and app.screen.query("#rows") and app.screen.table.rows

def loaded():
    return sorted(definition & sys.modules.keys())

async def until(pilot, true, what):
    for _ in range(1000):
        await pilot.pause(0.02)
        if true():
            return
    raise TimeoutError(what)

async def run():
    app = IroApp(Launch(Path(folder), date.fromisoformat(today)))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: type(app.screen).__name__ == "Unlock", "the first picture")
        await pilot.press(*passphrase, "enter")
        await until(pilot, lambda: listed(app, "today"), "Today")
        await pilot.press("down", "down", "j")
        print("Today", *loaded(), *{"iro_tui.tui.form_layout"} & sys.modules.keys())
        for name in LISTS:
            await app.action_command(name)
            await until(pilot, lambda: getattr(app.screen, "tab", "") == name, name)
            await pilot.pause(0.1)
            print(name, *loaded())
        await app.action_command("caseload")
        await until(pilot, lambda: listed(app, "caseload"), "the caseload")
        await pilot.press("enter")
        await until(pilot, lambda: type(app.screen).__name__ == "ChildScreen", "a child")
        await pilot.pause(0.3)
        print("child", *loaded())
        await pilot.press("escape")
        await until(pilot, lambda: getattr(app.screen, "tab", "") == "caseload", "the list")
        await pilot.press("r")
        await until(pilot, lambda: type(app.screen).__name__ == "Form", "a form")
        await until(pilot, lambda: len(loaded()) == len(definition), "what writes")
        print("form")

asyncio.run(run())
"""


def test_no_list_and_no_page_loads_what_the_store_is_defined_with(filled: Path) -> None:
    command = [sys.executable, "-c", LOOKS, str(filled), TODAY.isoformat(), PASSPHRASE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    *looked, form = done.stdout.splitlines()
    assert form == "form"
    assert [line for line in looked if " " in line] == []
    assert len(looked) > 15
