"""A caseload in a file for a colleague: sealed, beside packing the same text; and taken in, by keys, on a laptop."""

from __future__ import annotations

import json
import shutil
import time
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from bench.sample import PASSPHRASE, TODAY, Sample
from iro_tui.actions.colleague_cards import add_card, look_at_card, write_card
from iro_tui.actions.handing_over import hand_over, plan_hand_over
from iro_tui.domain.vocabulary import TRANSFER
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


PACE = 1 / 30
"""Seconds between keys."""
BEFORE = "before"
"""The folder of the laptop's store as it is before the file comes."""


@dataclass(frozen=True)
class Taking:
    """A laptop with nobody on it, and a file of many children for its officer."""

    sample: Sample
    file: Path

    @classmethod
    def make(cls, folder: Path, children: int) -> Self:
        giver, taker = Sample.make(folder / "giver", children), Sample.make(folder / "taker", 0)
        file, cards = folder / "there.iro", [folder / "giver.iro-card", folder / "taker.iro-card"]
        for sample, card, name in zip((giver, taker), cards, ("Iona Reviewell", "D. Hughes"), strict=True):
            write_card(sample.session, name, card, "Elmshire")
        for sample, card in zip((giver, taker), reversed(cards), strict=True):
            add_card(sample.session, look_at_card(card))
        caseload = giver.session.caseload()
        every = [child for child, whose in caseload.whose.items() if whose.mine]
        hand_over(giver.session, plan_hand_over(giver.session, every, "D. Hughes", TRANSFER), file)
        taker.session.close()
        shutil.copytree(taker.folder, folder / BEFORE)
        return cls(taker, file)

    def blocked(self) -> float:
        """The longest that nothing could be answered while it is looked at and taken in, with keys pressed all the
        while; each time as before anything was."""
        shutil.rmtree(self.sample.folder)
        shutil.copytree(self.file.parent / BEFORE, self.sample.folder)
        blocks = self.sample.folder / "blocks"
        with self.sample.iro(blocks=blocks) as program:
            program.shown("Passphrase")
            program.type([*PASSPHRASE, "\r"], PACE)
            program.shown("Nothing is on your caseload yet")
            program.rest()
            program.press("\x10")
            program.rest()
            program.type("take in", PACE)
            program.rest()
            program.press("\r")
            program.shown("Give the file")
            program.type(str(self.file), PACE)
            program.rest()
            blocks.unlink()
            program.press("\r")
            program.type(["\x1b[B"] * 30, PACE)
            program.shown("new here")
            program.type(["\r", *["\x1b[B"] * 30], PACE)
            program.shown("Receipt")
            program.rest()
        return float(blocks.read_text("ascii")) if blocks.exists() else 0.0
