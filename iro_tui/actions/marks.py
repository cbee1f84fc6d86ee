"""Marks: what is said of each thing of a list, as a form keeps it and as an input has it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """What is said of one thing of a list: an answer, where it comes from, and a grade."""

    answer: str
    source: str = ""
    grade: str = ""


Marks = Mapping[str, Mark]


def typed_marks(answers: Mapping[str, str]) -> str:
    """Marks without source or grade, as a form keeps them."""
    return written_marks({key: Mark(answer) for key, answer in answers.items()})


def written_marks(marks: Marks) -> str:
    """Marks as a form keeps them: JSON; empty where there is none."""
    return json.dumps({key: list(mark) for key, mark in marks.items()}) if marks else ""


def read_marks(text: str) -> dict[str, Mark]:
    """What `written_marks` wrote; nothing where it is not readable."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return {}
    return dict(_readable(kept)) if isinstance(kept, dict) else {}


def _readable(kept: Mapping[Any, Any]) -> Iterator[tuple[str, Mark]]:
    for key, parts in kept.items():
        if isinstance(parts, list) and len(parts) == 3:
            yield str(key), Mark(*(str(part) for part in parts))
