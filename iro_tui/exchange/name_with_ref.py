"""A column in which a child's name and reference stand in one cell: `Testy Person (M1000)`, `M1000 - Person, Testy`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_REF = r"(?P<ref>(?:[A-Za-z]{1,5}[-_]?)?\d{3,}[A-Za-z\d]*)"
_NAME = r"(?P<name>[^\W\d_][^\d()\[\]]*?)"
_BRACKETED = rf"[(\[] ?{_REF} ?[)\]]"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_NAME} ?[-–:,/|]? ?{_BRACKETED}",
        rf"{_BRACKETED} ?[-–:,/|]? ?{_NAME}",
        rf"{_NAME} ?[-–:,/|] ?{_REF}",
        rf"{_REF} ?[-–:,/|] ?{_NAME}",
        rf"{_NAME} {_REF}",
        rf"{_REF} {_NAME}",
    )
)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_YEAR = re.compile(r"(?:19|20)\d\d")
REFERENCE, NAME = "Reference", "Name"
"""What the column is called that the other half is put into."""


def name_and_ref(cell: str) -> tuple[str, str] | None:
    """The name and the reference in a cell; None where it is not just these two.

    Without brackets a name has two words: `AB 1042` may be a reference with a blank in it.
    """
    for number, form in enumerate(_FORMS):
        if (fits := form.fullmatch(cell)) and (number < 2 or len(_WORDS.findall(fits["name"])) > 1):
            return fits["name"].strip(" ,-–:/|"), fits["ref"]
    return None


def with_both(lines: Sequence[list[str]], at: int, names: Sequence[str]) -> list[list[str]]:
    """Rows whose heading stands in line `at`, with the two halves of such a column in one of its own each.

    `names`: what the headings say. Only where no other column tells the other half, and where each name has a
    reference of its own: a year or the number of a team behind a name is none.
    """
    who = [place for place, name in enumerate(names) if name in ("ref", "initials")]
    if len(who) != 1:
        return list(lines)
    [place] = who
    cells = {line[place] for line in lines[at + 1 :] if line[place]}
    halves = {cell: both for cell in cells if (both := name_and_ref(cell))}
    refs = {ref for _, ref in halves.values()}
    if len(halves) * 3 < len(cells) * 2 or len(refs) < len(halves) or any(map(_YEAR.fullmatch, refs)):
        return list(lines)
    by_ref = names[place] == "ref"
    made = []
    for number, line in enumerate(lines):
        name, ref = halves.get(line[place], ("", line[place]) if by_ref else (line[place], ""))
        first, second = (ref, name) if by_ref else (name, ref)
        if number == at:
            first, second = line[place], NAME if by_ref else REFERENCE
        elif number < at:
            first, second = line[place], ""
        made.append([*line[:place], first, second, *line[place + 1 :]])
    return made
