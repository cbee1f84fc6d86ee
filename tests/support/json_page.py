"""What docs/json.md says of the lists, made from the lists: `python -m tests.support.json_page` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from iro_tui.caseload.lists import every_list
from iro_tui.caseload.searching import FOUND
from iro_tui.caseload.since import SINCE
from iro_tui.cli.hub_printed import PRINTED as HUB

PAGE = Path(__file__).parents[2] / "docs" / "json.md"
BEGIN, END = "<!-- the lists: made by tests/support/json_page.py -->", "<!-- the end of the lists -->"


def lists_page() -> str:
    """The lists, in Markdown: what each prints, and every key of its rows."""
    return "\n".join((BEGIN, *_lines(), "", END))


def _lines() -> Iterator[str]:
    flags = {each.id: f" (`{each.switch.flag}`)" for each in every_list() if each.switch}
    named = [(f"`{each.verb or each.id}`{flags.get(each.id, '')}", each) for each in every_list()]
    for heading, each in (*named, ("`find WORDS`", FOUND), ("`since`", SINCE)):
        yield from ("", f"### {heading}", "")
        yield from (f"`{each.json}`: {each.help}.", "", "| key | meaning |", "| --- | --- |")
        keys = {column.json: column.means or column.title for column in each.columns if column.json}
        yield from (f"| `{name}` | {means} |" for name, means in keys.items())
    yield from ("", "## The service's hub")
    for verb, printed in HUB.items():
        yield from ("", f"### `hub {verb}`", "", "| key | meaning |", "| --- | --- |")
        yield from (f"| `{name}` | {means} |" for name, means in printed.items())


def written(page: str) -> str:
    """The page with what it says of the lists made anew."""
    before, _, rest = page.partition(BEGIN)
    return before + lists_page() + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
