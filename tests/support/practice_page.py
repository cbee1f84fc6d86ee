"""What docs/practices.md says of every setting, made from the declaration: `python -m tests.support.practice_page`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

from iro_tui.caseload.lists.practice import SECTION_WORDS, value_words
from iro_tui.domain.practice import SECTIONS, Practice
from iro_tui.domain.practice_entries import ENTRIES, EXAMPLES, NAMES, NEEDED
from iro_tui.domain.practice_setting import PracticeSetting

PAGE = Path(__file__).parents[2] / "docs" / "practices.md"
BEGIN, END = "<!-- every setting: made by tests/support/practice_page.py -->", "<!-- the end of the settings -->"
SHORT = 70
"""A usual value longer than this stands in the file of the statutory practice alone."""


def settings_page() -> str:
    """Every section with its settings, and the parts of the entries of lists, in Markdown."""
    return "\n".join((BEGIN, *_sections(), *_entries(), "", END))


def _sections() -> Iterator[str]:
    practice = Practice()
    kinds = get_type_hints(Practice)
    for section in SECTIONS:
        yield from ("", f"### `[{section}]` {SECTION_WORDS[section]}", "")
        yield from ("| key | meaning | usual | allowed | authority |", "| --- | --- | --- | --- | --- |")
        hints = get_type_hints(kinds[section])
        for part in fields(kinds[section]):
            spec, value = part.metadata["setting"], getattr(getattr(practice, section), part.name)
            usual = value_words(value)
            usual = usual if len(usual) <= SHORT else f"{len(value)} entries"
            allowed, law = _allowed(hints[part.name], spec), spec.law or "local"
            yield f"| `{part.name}` | {spec.says} | {usual} | {allowed} | {law} |"


def _allowed(kind: Any, spec: PracticeSetting) -> str:
    if kind is bool:
        return "true, false"
    if spec.choices:
        return ", ".join(f'"{choice}"' for choice in spec.choices)
    if kind is str:
        return f"a text of {spec.low:g} to {spec.high:g} characters"
    if kind in (int, float, int | None):
        return f"{spec.low:g} to {spec.high:g}"
    (of, _) = get_args(kind)
    what = NAMES.get(of, "a day" if of is date else "a text")
    return f"{spec.low:g} to {spec.high:g} entries, each {what}"


def _entries() -> Iterator[str]:
    for kind in ENTRIES:
        hints = get_type_hints(kind)
        yield from ("", f"### {NAMES[kind][0].upper()}{NAMES[kind][1:]}", "", f"`{EXAMPLES[kind]}`", "")
        yield from ("| part | meaning | usual | allowed |", "| --- | --- | --- | --- |")
        for part in fields(kind):
            spec = part.metadata["setting"]
            default: Any = part.default
            usual = {NEEDED: "needed", None: "left out"}.get(default) or value_words(default)
            yield f"| `{part.name}` | {spec.says} | {usual} | {_allowed(hints[part.name], spec)} |"


def written(page: str) -> str:
    """The page with what it says of the settings made anew."""
    before, _, rest = page.partition(BEGIN)
    return before + settings_page() + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
