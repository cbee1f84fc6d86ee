"""Whether a row under a reference that is known already is about that child, or by a slip about another.

Two children under one reference would each lose what is told of them, so it is asked. A slip of one letter, or of one
part of a date of birth, is said alone and what is on record stands. Source: domain reference 3.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from iro_tui.actions.base import Scene
from iro_tui.actions.listed_cells import one_day
from iro_tui.domain.child_name import child_name
from iro_tui.domain.colleagues import initials_of

_ONE_SLIP = 1
"""In how many of day, month and year two dates of birth of one child may differ by a slip."""


def why_another(scene: Scene, cells: Mapping[str, str], above: int = 0) -> str:
    """Why a row is perhaps not about the scene's one child, as a question; empty where nothing speaks for that.

    `above` is the row that the child is known by, 0 for the record.
    """
    record, born = scene.caseload.children[scene.child_id], scene.case.born
    theirs = one_day(scene, cells.get("born", ""), "back")
    other_birth = theirs is not None and born is not None and theirs != born
    other_initials = not same_initials(cells.get("initials", ""), record.initials, record.name)
    far = other_birth and (above > 0 or _parts_that_differ(theirs, born) > _ONE_SLIP)
    strange = other_initials and _have_no_end_alike(cells.get("initials", ""), record.initials)
    if not (far or strange or (other_birth and other_initials)):
        return ""
    where = f"in row {above} with the same reference" if above else "on record under this reference"
    initials, births = (cells.get("initials", ""), record.initials), (theirs, born)
    pairs = [each for each, differs in ((initials, other_initials), (births, other_birth)) if differs]
    one, other = (" born ".join(f"{side:%d/%m/%Y}" if isinstance(side, date) else str(side) for side in sides)
                  for sides in zip(*pairs, strict=True))  # fmt: skip
    return f"{'' if other_initials else 'born '}{one}, but {other} {where}: the same child?"


def same_initials(theirs: str, mine: str, name: str) -> bool:
    """Whether a list calls a child as the record does, in initials or by name; so it does where either says nothing."""
    letters = letters_of(theirs)
    also = (letters, letters_of(child_name(theirs).initials), letters_of(initials_of(theirs)))
    return not letters or not letters_of(mine) or letters_of(mine) in also or letters_of(name) == letters


def letters_of(words: str) -> str:
    """The letters and digits of a text, by which two spellings of initials are one."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())


def _have_no_end_alike(theirs: str, mine: str) -> bool:
    """Whether neither the first letter nor the last is the same: no other surname and no nickname of one child."""
    one, other = letters_of(initials_of(theirs)) or letters_of(theirs), letters_of(mine)
    return one[0] != other[0] and one[-1] != other[-1]


def _parts_that_differ(one: date | None, other: date | None) -> int:
    """In how many of day, month and year two days differ; day and month turned round are one slip."""
    if one is None or other is None:
        return 0
    if (one.year, one.day, one.month) == (other.year, other.month, other.day):
        return _ONE_SLIP
    return sum(a != b for a, b in ((one.year, other.year), (one.month, other.month), (one.day, other.day)))
