"""A practice, printed: every setting with its value and meaning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from iro_tui.caseload.lists.practice import PracticeLine, bare, entry_words, lines_of
from iro_tui.caseload.practices import Loaded
from iro_tui.cli.printing import print_json, wrapped
from iro_tui.cli.streams import say
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_entries import NAMES
from iro_tui.domain.words import dated

INDENT = "    "


def print_practice(practice: Practice, of_store: Sequence[tuple[date, Loaded]] = (), *, as_json: bool) -> None:
    """Every setting; of a store's own practices beside it which is in force from when."""
    spans = [(loaded.practice, None if first == date.min else first) for first, loaded in of_store]
    if as_json:
        lines = list(lines_of(practice))
        shape = {"name": practice.name, "title": practice.title, "based_on": practice.based_on or None,
                 "settings": {line.key: bare(line.value) for line in lines},
                 "sources": {line.key: line.source for line in lines if line.source},
                 "own": [line.key for line in lines if line.differs],
                 "laxer": [line.key for line in lines if line.laxer],
                 "warnings": list(practice.warnings())}  # fmt: skip
        in_force = [{"name": each.name, "title": each.title, "from": first} for each, first in spans]
        print_json(shape | ({"in_force": in_force} if spans else {}))
        return
    say(f"{practice.title} ({practice.name})\n")
    for each, first in spans if len(spans) > 1 else []:
        say(f"In force from {dated(first) if first else 'the beginning'}: {each.title} ({each.name})")
    if len(spans) > 1:
        say()
    for key, spec, value, default in practice.settings():
        # The name of a setting is what one needs to change it: it is never cut, and what it means goes on below.
        says = spec.says + (f" ({spec.law})" if spec.law else "")
        line = PracticeLine(key, spec, value, default, practice.source_of(key))
        mark = f"  [{line.mark}]" if line.mark else ""
        sentences = [says, *([f"Source: {line.source}"] if line.source else [])]
        entries = [entry_words(entry) for entry in value] if _is_long(value) else []
        for words in wrapped(f"{key}{'' if entries else f'  {line.words}'}{mark}", rest=INDENT):
            say(words)
        for words in (each for entry in entries for each in wrapped(entry, first=INDENT, rest=INDENT * 2)):
            say(words)
        for words in (each for sentence in sentences for each in wrapped(sentence, first=INDENT, rest=INDENT)):
            say(words)
    for warning in practice.warnings():
        say(f"Warning: {warning}")


def _is_long(value: Any) -> bool:
    """Whether a value has an entry of several parts: each then stands in its own line."""
    return isinstance(value, tuple) and any(type(entry) in NAMES for entry in value)
