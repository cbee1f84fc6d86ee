"""What one guess at a passphrase costs: Argon2id, as dear as this computer can bear."""

import math
import os
import time
from dataclasses import dataclass
from typing import ClassVar, Self

from iro_tui.store.passphrase import normal
from iro_tui.store.place import StoreError

SALT_BYTES = 16
_MIB = 1024


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess at the passphrase costs: memory in KiB, passes over it, and lanes (Argon2id).

    Raises ValueError outside the limits, so that no file can make the program weak or exhaust the computer.
    """

    memory_kib: int
    passes: int
    lanes: int

    FLOOR: ClassVar["KdfCost"]

    def __post_init__(self) -> None:
        for value, least, most in (
            (self.memory_kib, 64 * _MIB, 1024 * _MIB),
            (self.passes, 3, 50),
            (self.lanes, 1, 4),
        ):
            if type(value) is not int or not least <= value <= most:
                raise ValueError("key derivation parameters out of range")

    @classmethod
    def benchmark(cls, seconds: float = 0.5) -> Self:
        """The cost that takes about `seconds` here: up to 256 MiB first, then more passes; never below FLOOR."""
        lanes = min(4, os.cpu_count() or 1)
        floor = cls(64 * _MIB, 3, lanes)
        floor.measure()  # the first run also pays for loading the library
        factor = seconds / floor.measure()
        memory = 64 * _MIB * min(4, max(1, math.floor(factor)))
        trial = cls(memory, 3, lanes)
        passes = round(3 * seconds / trial.measure())
        return cls(memory, min(20, max(3, passes)), lanes)

    def measure(self) -> float:
        """Seconds that one derivation takes on this computer."""
        start = time.perf_counter()
        self.derive("measure", bytes(SALT_BYTES))
        return time.perf_counter() - start

    def derive(self, passphrase: str, salt: bytes) -> bytes:
        """The 32-byte key that wraps the root. Raises `StoreError` when the computer lacks the memory."""
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        typed = normal(passphrase).encode("utf-8", "surrogatepass")
        try:
            return Argon2id(
                salt=salt, length=32, iterations=self.passes, lanes=self.lanes, memory_cost=self.memory_kib
            ).derive(typed)
        except MemoryError as error:
            raise StoreError(
                f"Unlocking needs {self.memory_kib // _MIB} MB of free memory. Close other programs and try again."
            ) from error


KdfCost.FLOOR = KdfCost(memory_kib=64 * _MIB, passes=3, lanes=4)
