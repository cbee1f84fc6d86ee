"""What may be in a bundle: packages of the lock, binaries that are signed or on a list, libraries of Windows' own."""

from __future__ import annotations

import base64
import csv
import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.binaries import AMD64, BINARIES, binary
from tests.support.lock import LOCK, ROOT, LockedPackage, locked
from tests.support.wheels import PLATFORMS

UNSIGNED = {
    "app/pydantic_core/_pydantic_core": "checks what sqlmodel's tables are made of",
    "app/_cffi_backend": "cryptography calls OpenSSL by it",
    "app/sqlcipher3/_sqlite3": "the encrypted database",
    "app/asyncpg/pgproto/pgproto": "the service's hub, where a council has one, by these three",
    "app/asyncpg/protocol/protocol": "its second",
    "app/asyncpg/protocol/record": "its third",
    "app/cryptography/hazmat/bindings/_rust": "the key file",
}
"""The compiled parts that nobody signs, by the beginning of their paths, each with its reason."""
WINDOWS_OWN = frozenset(
    ["advapi32.dll", "bcrypt.dll", "bcryptprimitives.dll", "cfgmgr32.dll", "combase.dll", "crypt32.dll", "gdi32.dll",
     "iphlpapi.dll", "kernel32.dll", "mswsock.dll", "msvcrt.dll", "ntdll.dll", "ole32.dll", "oleaut32.dll",
     "propsys.dll", "rpcrt4.dll", "secur32.dll", "shell32.dll", "shlwapi.dll", "user32.dll", "userenv.dll",
     "version.dll", "ws2_32.dll"]
)  # fmt: skip
"""Libraries that every Windows has; beside them the parts of its C library (`api-ms-win-…`)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A package of the lock as it is asked for under Windows."""

    package: LockedPackage

    @property
    def line(self) -> str:
        hashes = " ".join(f"--hash=sha256:{digest}" for digest in self.package.hashes)
        return f"{self.package.name}=={self.package.version} {hashes}"


def locked_for(series: str) -> list[Wanted]:
    """Every package of an installation on Windows with this Python."""
    environment = PLATFORMS[0].environment(series)
    return [Wanted(each) for each in locked(LOCK.read_text(encoding="utf-8")) if each.holds(environment)]


def program(folder: Path) -> Path:
    """Our own wheel, the same whenever it is built."""
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True, capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600"},
    )  # fmt: skip
    return next(folder.glob("*.whl"))


def unpacked(wheel: Path, folder: Path) -> None:
    """Lay a wheel out, each file proved by the wheel's own record; no script is made. Raises ValueError."""
    with zipfile.ZipFile(wheel) as opened:
        (record,) = (name for name in opened.namelist() if name.endswith(".dist-info/RECORD"))
        for name, digest, _ in csv.reader(opened.read(record).decode("utf-8").splitlines()):
            if not digest or not _needed(name):
                continue
            content = opened.read(name)
            kind, _, expected = digest.partition("=")
            if base64.urlsafe_b64encode(hashlib.new(kind, content).digest()).rstrip(b"=").decode() != expected:
                raise ValueError(f"{wheel.name}: {name} is not what its record says")
            target = (folder / name).resolve()
            if not target.is_relative_to(folder.resolve()) or ".data/" in name:
                raise ValueError(f"{wheel.name}: {name} lies outside")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _needed(name: str) -> bool:
    """Whether a file of a wheel is of use where it runs: no script, no test, nothing for a compiler or an editor."""
    parts = name.split("/")
    return not (".data/scripts/" in name or {"tests", "testing"} & set(parts[:-1]) or name.endswith(_NOT_RUN))


_NOT_RUN = (".pyi", ".pyx", ".pxd", ".c", ".h", ".lib", "py.typed")


def _known(path: Path) -> bool:
    return path.as_posix().startswith(tuple(UNSIGNED))


def faults_of(folder: Path, own: Sequence[str] = ()) -> list[str]:
    """What keeps a bundle from being one; `own`: binaries that are made here and signed by nobody."""
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in BINARIES]
    there = {path.name.lower() for path in paths}
    faults = []
    for path in paths:
        looked_at = binary(path)
        if looked_at.machine != AMD64:
            faults.append(f"{path.name} is for another processor")
        if not looked_at.signed and path.name not in own and not _known(path.relative_to(folder)):
            faults.append(f"{path.name} is signed by nobody, and not on the list")
        for library in sorted(looked_at.loads - there - WINDOWS_OWN):
            if not library.startswith("api-ms-win-"):
                faults.append(f"{path.name} asks for {library}, which is neither in the bundle nor Windows' own")
        if path.suffix.lower() == ".exe" and path.name not in ("python.exe", "pythonw.exe"):
            faults.append(f"{path.name} is a program of its own")
    return faults
