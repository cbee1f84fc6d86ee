"""What is kept of a form while it is being filled in: each answer that was typed, and what stood there then."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

KEEP_AFTER_SECONDS = 0.4
"""How long nothing is typed before the draft is kept."""


def read_draft(text: str) -> dict[str, tuple[str, str]]:
    """By question what was typed, and what stood there at first; nothing of what is not readable any more."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return {}
    answers = kept.items() if isinstance(kept, dict) else ()
    return {
        name: (str(parts[0]), str(parts[1])) for name, parts in answers if isinstance(parts, list) and len(parts) == 2
    }


def written_draft(typed: Collection[str], values: Mapping[str, str], at_first: Mapping[str, str]) -> str:
    """The answers to these questions as a draft; empty where there is none."""
    kept = {name: [values[name], at_first[name]] for name in sorted(typed)}
    return json.dumps(kept) if kept else ""
