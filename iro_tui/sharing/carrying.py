"""What a way of carrying work between laptops offers, and the one that needs no server: a folder as a letter box.

Both ways, files and the service's hub, are asked the same three things, and neither knows what an exchange makes of it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from iro_tui.sharing.awaited import NONE_AWAITED, Awaited
from iro_tui.sharing.file import ENDING, RECEIPT_ENDING, is_harmed, meant_for, read_bounded, read_receipt
from iro_tui.sharing.seal import KeyCard, NotTaken, OwnKeys
from iro_tui.store.files import clear_away, flush, rename

_Known = TypeVar("_Known", contravariant=True)
_Waits = TypeVar("_Waits", covariant=True)
_Carried = TypeVar("_Carried")
_Answer = TypeVar("_Answer", covariant=True)


_MARK = 16


class Carrier(Protocol[_Known, _Waits, _Carried, _Answer]):
    """A way of carrying: where the other side stands, what is there, and taking along what is new."""

    def changed(self, known: _Known, /) -> Sequence[_Waits]:
        """What waits there that is not known here."""

    def pull(self, known: _Known, /) -> Sequence[_Carried]:
        """What waits, itself."""

    def push(self, carried: Sequence[_Carried], /) -> Sequence[_Answer]:
        """Leave something there; what became of each."""


class CarriedFile(NamedTuple):
    """A file of a hand-over, or a receipt, by the name it lies there under."""

    name: str
    content: bytes


class WaitingFile(NamedTuple):
    """What lies in the letter box for this officer: the key of the hand-over that it is, or tells of, and where."""

    parcel: str
    """Empty of a file that is harmed where it says for whom it is: it may be anybody's."""
    path: Path
    mark: str
    """What its content is told by from another that lies there under the same name."""


class LetterBox:
    """A folder that colleagues share. Each file is written once, by one person; it may be out of reach at any time."""

    def __init__(
        self, folder: Path, own: OwnKeys | None, awaited: Awaited = NONE_AWAITED, cards: Iterable[KeyCard] = ()
    ) -> None:
        """`cards`: the colleagues', whose files are their affair."""
        self.folder, self._own, self._awaited = folder, own, awaited
        self._others = {card.slot_name for card in cards}

    def changed(self, known: Collection[str], /) -> list[WaitingFile]:
        """The files for this officer's card whose keys are not known, and the receipts that are waited for; last those
        that are harmed and may be anybody's. None where the folder is out of reach."""
        return [waiting for waiting, _ in self._files(known)]

    def pull(self, known: Collection[str], /) -> list[CarriedFile]:
        """The same files with what is in them."""
        return [CarriedFile(waiting.path.name, content) for waiting, content in self._files(known)]

    def push(self, carried: Sequence[CarriedFile], /) -> list[Path]:
        """Leave files there, each whole under its name or not at all; where each lies. Raises OSError."""
        return [self._leave(file) for file in carried]

    def _leave(self, file: CarriedFile) -> Path:
        path = self.folder / file.name
        path.touch(exist_ok=False)  # the name is ours from here on; for a colleague to read: whoever may look in
        part = path.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("wb") as written:
                written.write(file.content)
                flush(written)
            rename(part, path)
        except OSError:
            clear_away(part)
            clear_away(path)
            raise
        return path

    def _files(self, known: Collection[str]) -> list[tuple[WaitingFile, bytes]]:
        files: dict[bytes, WaitingFile] = {}
        harmed: dict[bytes, WaitingFile] = {}
        for path in self._paths():
            try:
                content = read_bounded(path)
                parcel = self._for_me(content, known)
            except (NotTaken, OSError):
                continue  # somebody else's affair
            mark = hashlib.sha256(content).hexdigest()[:_MARK]
            if parcel:
                files.setdefault(content, WaitingFile(parcel, path, mark))  # a copy is no other file
            elif path.suffix == ENDING and self._may_be_mine(content):
                harmed.setdefault(content, WaitingFile("", path, mark))
        return [(waiting, content) for content, waiting in (files | harmed).items()]

    def _may_be_mine(self, content: bytes) -> bool:
        """Whether a file is harmed, and does not say that it is for a colleague, or was for this officer before.

        An empty one is being written just now.
        """
        if self._own is None or not content:
            return False
        _, to = meant_for(content)
        return to not in self._others and to != self._own.card.slot_name and is_harmed(content)

    def _for_me(self, content: bytes, known: Collection[str]) -> str:
        """The key of what is for this officer and new; empty for anything else. Raises `NotTaken`.

        One that was altered or cut short on its way is for this officer too, who is told so on taking it in.
        """
        if receipt := read_receipt(content):
            return receipt[0] if self._awaited.has(*receipt) else ""
        parcel, to = meant_for(content)
        mine = self._own is not None and to == self._own.card.slot_name
        return parcel if mine and parcel not in known else ""

    def _paths(self) -> list[Path]:
        try:
            paths = [path for path in self.folder.iterdir() if path.suffix in (ENDING, RECEIPT_ENDING)]
            return sorted(path for path in paths if path.is_file())
        except OSError:
            return []
