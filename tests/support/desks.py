"""Officers at their own stores, who know each other's cards and hand children over by files, by the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.commands import Printed

BELL, HUGHES, SMITH = "Anna Bell", "D. Hughes", "Cara Smith"
REFS = ("K-100", "K-101", "K-102", "K-103")


class Desk(NamedTuple):
    """One officer's store, and what is typed there."""

    name: str
    run: Callable[..., Printed]
    folder: Path

    def __call__(self, *words: str, on: str, code: int = 0) -> Printed:
        printed = self.run(*words, today=on)
        assert printed.code == code, printed
        return printed

    def gives(self, to: Desk, on: str, *refs: str, why: str = "", until: str = "") -> Path:
        """A file for a colleague, not sent yet."""
        how = [*(("--why", why) if why else ()), *(("--until", until) if until else ())]
        file = self.folder / f"{self.name[0]}{len(list(self.folder.iterdir()))}.iro"
        self("hand-over", *refs, "--to", to.name, *how, "-o", str(file), "--yes", on=on)
        return file

    def takes(self, file: Path, on: str) -> str:
        """The receipt of a file that is taken in."""
        return str(self("receive", str(file), "--yes", "--json", on=on).json["receipt"])

    def hands(self, to: Desk, on: str, *refs: str, why: str = "", until: str = "") -> None:
        """Handed over, taken in and confirmed on one day."""
        code = to.takes(self.gives(to, on, *refs, why=why, until=until), on)
        self("hand-over", "--confirm", code, on=on)

    def listed(self, on: str) -> dict[str, Any]:
        """Whose each child on the caseload is."""
        return {row["ref"]: row["whose"] for row in self("caseload", "--json", on=on).json["children"]}

    def asked(self, on: str) -> list[str]:
        """What Today asks between colleagues."""
        rows = self("today", "--json", on=on).json["duties"]
        return [f"{row['what']}: {row['place']}" for row in rows if row["kind"] in SHARED]


SHARED = ("receipt", "differing", "give_back", "send_on", "not_back")
