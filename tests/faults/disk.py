"""A disk that loses power: what a run wrote is traced, and the states rebuilt in which a cut may leave it.

What was synced is kept. Each later write is kept, dropped or torn at a sector, at random; names (made, renamed,
removed) are kept in their order as far as chance goes, and at least up to the last sync of their folder.
Source: security.md 3.2.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
CALLS = "openat,close,write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename"
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(slots=True)
class Event:
    """One call of the run: what it did, to which file, with what."""

    does: str
    file: int = -1
    data: bytes = b""
    at: int = 0
    name: str = ""
    other: str = ""


@dataclass
class Trace:
    """What a run did in one folder, in order, and what it said meanwhile."""

    folder: Path
    before: dict[str, bytes]
    events: list[Event] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path, command: Sequence[str], log: Path) -> Trace:
        """Run a command under strace. Raises CalledProcessError where it fails."""
        made = cls(folder, {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()})
        watching = ["strace", "-f", "--seccomp-bpf", "-xx", "-s", "10000000", "-e", f"trace={CALLS}", "-o", str(log)]
        subprocess.run([*watching, *command], check=True, capture_output=True)
        with log.open(encoding="ascii") as lines:
            made._read(lines)
        return made

    def _read(self, lines: object) -> None:
        files: dict[str, int] = {name: at for at, name in enumerate(self.before)}
        open_as: dict[int, tuple[int, int]] = {}
        folders: set[int] = set()
        for line in lines:  # type: ignore[attr-defined]
            call = _CALL.match(line)
            if call is None or int(call[3]) < 0:
                continue
            does, words, result = call[1], call[2], int(call[3])
            texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(words)]
            fd = int(words.partition(",")[0]) if words[:1].isdigit() else -1
            if does == "openat":
                path = Path(texts[0].decode(errors="replace"))
                if path == self.folder:
                    folders.add(result)
                elif path.parent == self.folder:
                    if path.name not in files:
                        files[path.name] = len(files) + 1_000
                        self.events.append(Event("make", files[path.name], name=path.name))
                    if "O_TRUNC" in words:
                        self.events.append(Event("cut", files[path.name], at=0))
                    open_as[result] = files[path.name], 0
            elif does == "close":
                open_as.pop(fd, None)
                folders.discard(fd)
            elif does == "write" and fd == 1:
                self.events.append(Event("said", data=texts[0]))
            elif does in ("unlink", "rename"):
                names = [Path(text.decode()) for text in texts]
                if names[0].parent != self.folder:
                    continue
                file = files.pop(names[0].name)
                if does == "rename":
                    files[names[1].name] = file
                self.events.append(Event(does, file, name=names[0].name, other=names[-1].name))
            elif fd in folders and does in ("fsync", "fdatasync"):
                self.events.append(Event("sync names"))
            elif fd in open_as:
                file, at = open_as[fd]
                if does == "write":
                    open_as[fd] = file, at + result
                    self.events.append(Event("write", file, texts[0], at))
                elif does == "pwrite64":
                    self.events.append(Event("write", file, texts[0], int(words.rpartition(",")[2])))
                elif does == "ftruncate":
                    self.events.append(Event("cut", file, at=int(words.rpartition(",")[2])))
                else:
                    self.events.append(Event("sync", file))

    def said_before(self, cut: int) -> list[str]:
        """The lines that were printed before a cut."""
        return b"".join(event.data for event in self.events[:cut] if event.does == "said").decode().split()

    def state(self, cut: int, rng: random.Random, *, honest: bool = True) -> dict[str, bytes]:
        """The files as a cut after so many calls may leave them; a disk that is not `honest` ignores every sync."""
        happened = self.events[:cut]
        synced_names = max((at for at, each in enumerate(happened) if honest and each.does == "sync names"), default=-1)
        renames = [at for at, each in enumerate(happened) if each.does in ("make", "unlink", "rename")]
        sure = sum(at <= synced_names for at in renames)
        last_sync = {each.file: at for at, each in enumerate(happened) if honest and each.does == "sync"}
        # A file that was synced is there under its name: SQLite syncs the folder, and so do systems of files in use.
        sure = max([sure, *(1 + n for n, at in enumerate(renames) if happened[at].file in last_sync)])
        kept_names = set(renames[: rng.randint(sure, len(renames))])
        names = {name: at for at, name in enumerate(self.before)}
        content = {at: bytearray(data) for at, data in enumerate(self.before.values())}
        for at, event in enumerate(happened):
            if event.does in ("make", "unlink", "rename"):
                if event.does == "make":
                    content[event.file] = bytearray()
                if at not in kept_names:
                    continue
                if event.does == "make":
                    names[event.name] = event.file
                else:
                    names.pop(event.name, None)
                    if event.does == "rename":
                        names[event.other] = event.file
            elif event.does == "write":
                self._write(content[event.file], event, sure=at <= last_sync.get(event.file, -1), rng=rng)
            elif event.does == "cut" and (at <= last_sync.get(event.file, -1) or rng.random() < 0.5):
                held = content[event.file]
                del held[event.at :]
                held.extend(bytes(event.at - len(held)))
        return {name: bytes(content[file]) for name, file in names.items()}

    @staticmethod
    def _write(held: bytearray, event: Event, *, sure: bool, rng: random.Random) -> None:
        data, chance = event.data, rng.random()
        if not sure and chance < 0.4:
            return
        if not sure and chance < 0.6:
            data = data[: rng.randrange(0, len(data) + 1, SECTOR)]
        held.extend(bytes(max(0, event.at - len(held))))
        held[event.at : event.at + len(data)] = data
