"""A caseload sealed into a file for a colleague, beside packing the same text; the rows are read before."""

from __future__ import annotations

import json
import time
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bench.sample import TODAY, Sample
from iro_tui.sharing.file import write
from iro_tui.sharing.making import Terms, inside_of
from iro_tui.sharing.seal import OwnKeys
from iro_tui.store.engine import reading

PARCEL = "0" * 32
PATEL, HUGHES = OwnKeys.make("A. Patel"), OwnKeys.make("D. Hughes")


@dataclass(frozen=True)
class Parcel:
    """All children of a made-up caseload, as they go into a file."""

    sample: Sample

    @cached_property
    def inside(self) -> dict[str, Any]:
        """What is sealed."""
        session = self.sample.session
        terms = Terms("transfer", None, TODAY, session.practice.name)
        with reading(session.engine) as connection:
            children, to = tuple(session.caseload().children), HUGHES.card
            return inside_of(connection, PATEL, to.person, to.name, children, terms, PARCEL, children)

    def sealed(self) -> float:
        """The seconds in which it is written as a file, sealed and signed."""
        inside = self.inside
        start = time.perf_counter()
        write(inside, PARCEL, 1, PATEL, HUGHES.card)
        return time.perf_counter() - start

    def packed(self) -> float:
        """The seconds in which its text is packed."""
        text = json.dumps(self.inside, ensure_ascii=False, separators=(",", ":")).encode()
        start = time.perf_counter()
        zlib.compress(text, 6)
        return time.perf_counter() - start
