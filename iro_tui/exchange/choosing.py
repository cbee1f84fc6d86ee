"""Bringing in some of the children in the files: a council's return is not one officer's caseload."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from iro_tui.exchange.extract import Extract, Problem
from iro_tui.exchange.pasted import read_block
from iro_tui.text import clean, ref_key, sought, zeroless

NOT_HERE = "Asked for, but not in these files; nothing was brought in of it. Check the reference."
NONE_HERE = "None of the references asked for is in these files. Check them, or bring in all children."
NO_IRO = (
    "These files do not say who the IRO of a child is, so nobody can be chosen by it. Choose the children by their "
    "references instead (--only REF,…)."
)
SEVERAL_IROS = (
    "A list of your own names several IROs, and the children of each would come in. Choose those of one: “this IRO's” "
    "under “Bring in” on the screen, --iro NAME on the command line."
)
NOT_THIS_IRO = "No child in these files has this IRO. Check how the name is written there."


class CannotChoose(Exception):
    """The files do not hold what children are to be chosen by; the text is a plain sentence."""


@dataclass(frozen=True)
class Whom:
    """Which children to bring in: all, or those of these references, or those of the IRO of this name."""

    refs: tuple[str, ...] = ()
    iro: str = ""

    @property
    def everybody(self) -> bool:
        return not self.refs and not self.iro

    def takes(self, ref: str, iro: str) -> bool:
        """Whether a child of this reference, whom this IRO reviews, is one of them; references in any spelling."""
        if self.refs:
            return ref_key(ref) in self._keys
        return not self.iro or sought(iro).split() == sought(self.iro).split()

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(map(ref_key, self.refs))


EVERYBODY = Whom()


def typed_refs(texts: Iterable[str]) -> tuple[str, ...]:
    """References as a person types them: parted by commas, semicolons or lines, for they may hold blanks."""
    parts = (clean(part) for text in texts for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def choose(extract: Extract, chosen: Whom) -> Extract:
    """The extract with the chosen children alone; that somebody else is not in it then says nothing.

    Rows of an officer's own lists stay: which of them are chosen is seen when they are looked through.

    References match in any spelling. Those that the files do not tell of are problems. Raises CannotChoose where no
    child is left, or where nothing tells the IRO.
    """
    listed = [cells for text in extract.blocks for _, cells in read_block(text).rows]
    if chosen.everybody:
        iros = {sought(cells["iro"]) for cells in listed if cells.get("iro")}
        remarks = [Problem("", None, "IRO", None, SEVERAL_IROS)] if len(iros) > 1 else []
        return replace(extract, problems=[*extract.problems, *remarks])
    in_lists = {cells.get("ref", "") for cells in listed if chosen.takes(cells.get("ref", ""), cells.get("iro", ""))}
    if chosen.refs:
        refs = {ref for ref in extract.tells_of if chosen.takes(ref, "")}
        refused = {ref for ref in extract.refused if chosen.takes(ref, "")}
        missing = list(_missing(extract, chosen.refs, in_lists))
        if not refs and not refused and not in_lists:
            raise CannotChoose(NONE_HERE)
    else:
        if not extract.tells_iro and not any("iro" in cells for cells in listed):
            raise CannotChoose(NO_IRO)
        refs = {ref for ref in extract.tells_of if chosen.takes(ref, extract.children[ref].iro or "")}
        missing, refused = [], set()
        if not refs and not in_lists:
            raise CannotChoose(NOT_THIS_IRO)
    return replace(
        extract,
        children={ref: child for ref, child in extract.children.items() if ref in refs},
        problems=[p for p in extract.problems if not p.ref or p.ref in refs | refused] + missing,
        intakes=[replace(intake, lists_everybody=False) for intake in extract.intakes],
        tellings={key: body for key, body in extract.tellings.items() if key[2] in refs},
        alike=[pair for pair in extract.alike if refs.intersection(pair)],
        tells_of=refs,
    )


def _missing(extract: Extract, refs: Iterable[str], in_lists: Iterable[str]) -> Iterator[Problem]:
    here = {ref_key(ref) for ref in (*extract.tells_of, *extract.refused, *in_lists)}
    spelt = {zeroless(ref_key(ref)): ref for ref in extract.tells_of}
    for ref in refs:
        key = ref_key(ref)
        if key not in here:
            alike = spelt.get(zeroless(key))
            yield Problem("", None, "CHILD", f"{ref} (perhaps {alike})" if alike else ref, NOT_HERE)
