"""What a Windows binary says of itself: for which processor, what it loads, what application control knows it by.

The layout of such a file, and what its hash leaves out: Microsoft, "PE Format" and "Windows Authenticode Portable
Executable Signature Format".
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path

AMD64 = 0x8664
BINARIES = (".exe", ".dll", ".pyd")


@dataclass(frozen=True, slots=True)
class Binary:
    """One executable file or library."""

    machine: int
    loads: frozenset[str]
    """The libraries that it asks Windows for, in small letters."""
    signed: bool
    authenticode: str
    """Its SHA-256 as rules of application control have it."""


def binary(path: Path) -> Binary:
    """What a file says of itself. Raises ValueError where it is no binary of Windows."""
    image = path.read_bytes()
    if image[:2] != b"MZ":
        raise ValueError(f"{path.name} is no binary of Windows")
    head = struct.unpack_from("<I", image, 0x3C)[0] + 4
    machine, sections, size_of_optional = struct.unpack_from("<HH12xH", image, head)
    optional = head + 20
    wide = struct.unpack_from("<H", image, optional)[0] == 0x20B
    directories = optional + (112 if wide else 96)
    signed_from = struct.unpack_from("<I", image, directories + 4 * 8)[0]
    places = [
        struct.unpack_from("<IIII", image, optional + size_of_optional + 40 * number + 8) for number in range(sections)
    ]

    def at(address: int) -> int:
        for size, start, raw_size, raw in places:
            if start <= address < start + max(size, raw_size):
                return int(raw + address - start)
        raise ValueError(f"{path.name} points outside itself")

    loads = set()
    for directory, step, name_at in ((1, 20, 12), (13, 32, 4)):  # at once, and when first called
        entry = struct.unpack_from("<I", image, directories + 8 * directory)[0]
        place = at(entry) if entry else 0
        while place and (name := struct.unpack_from("<I", image, place + name_at)[0]):
            start = at(name)
            loads.add(image[start : image.index(0, start)].decode("ascii").lower())
            place += step
    return Binary(machine, frozenset(loads), bool(signed_from), _authenticode(image, optional, directories + 4 * 8))


def _authenticode(image: bytes, optional: int, security: int) -> str:
    checksum = optional + 64
    signed_from = struct.unpack_from("<I", image, security)[0]
    digest = hashlib.sha256(image[:checksum] + image[checksum + 4 : security])
    digest.update(image[security + 8 : signed_from or len(image)])
    if not signed_from:
        digest.update(bytes(-len(image) % 8))
    return digest.hexdigest().upper()
