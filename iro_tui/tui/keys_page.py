"""KEYS.md, made from the registry: `python -m iro_tui.tui.keys_page KEYS.md` writes it anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from iro_tui.tui import commands
from iro_tui.tui.elsewhere import PLACES
from iro_tui.tui.settings import EXAMPLE


def keys_page() -> str:
    """The page, in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    keymap = commands.Keymap()
    yield "# Keys"
    yield ""
    yield "Made from the program's own list of commands by `make keys`; the help screen (`?`) shows the same."
    for scope in (commands.ROW, commands.LIST, commands.CHILD, commands.GLOBAL, commands.MANAGERS):
        yield from ("", f"## {scope[0].upper()}{scope[1:]}", "", "| key | name | what it does |", "| --- | --- | --- |")
        for command in commands.in_scopes([scope]):
            keys = " ".join(f"`{key}`" for key in keymap.shown(command).split(", "))
            yield f"| {keys} | {command.id} | {command.sentence} |"
    yield from ("", "## Where a key does something else", "", "| where | key | what it does |", "| --- | --- | --- |")
    for place, does in PLACES.items():
        for name, sentence in does.items():
            yield f"| {place} | `{keymap.shown(commands.BY_ID[name])}` | {sentence} |"
    yield from ("", "## Moving", "", "| key | what it does |", "| --- | --- |")
    yield from (f"| {keys} | {says} |" for keys, says in commands.MOVES)
    yield from (
        "",
        "## In forms",
        "",
        "Enter saves as soon as it can, and otherwise goes to what is missing. Tab and the arrows move between the",
        "questions, from several lines of one kind Tab goes on to the next part. A digit or letter gives an answer,",
        "← → go along answers; ↑ ↓ go between lines of them, where Enter or the space bar takes one, and what is only",
        "passed stays as it is. `ctrl+r` begins anew, Esc closes and keeps what was typed.",
        "",
        "## Other keys",
        "",
        "The page of settings (`,`) shows every setting and changes it. They are kept in `settings.toml`, which may be",
        "written by hand too; the page says where it lies, `IRO_SETTINGS` names another folder. Two commands on one",
        "key are refused, by name.",
        "",
        "```toml",
        *EXAMPLE.rstrip().splitlines(),
        "```",
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(keys_page(), encoding="utf-8", newline="\n")
