"""Several codes or names in one value: kept parted by commas (`neglect,emotional`), typed with a blank after each."""

from __future__ import annotations

from collections.abc import Mapping


def parted(written: str | None) -> tuple[str, ...]:
    """The parts of what is kept or was typed, in its order; none of what is empty."""
    return tuple(part for each in (written or "").split(",") if (part := each.strip()))


def kept_together(typed: str) -> str | None:
    """Several answers as they are kept; None where there is none."""
    return ",".join(parted(typed)) or None


def typed_together(kept: str | None) -> str:
    """What is kept as one would type it."""
    return ", ".join(parted(kept))


def words_of(written: str | None, words: Mapping[str, str]) -> str:
    """What is kept or was typed, each part in its words: `neglect, emotional abuse`; a part without words as it is."""
    return ", ".join(words.get(part, part) for part in parted(written))
