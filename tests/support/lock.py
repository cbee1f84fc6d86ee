"""The lock of a release: every package an officer's installation is made of, for every computer, with its hashes.

The driver of a service's hub is among them: a laptop that is given a bundle has no way to bring it in later.

`make lock` writes it with uv from pyproject.toml and constraints.txt, and asks the package index that is set up; a
release is installed with `pip install --require-hashes --requirement locked.txt`, which takes nothing else.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "locked.txt"
HEAD = """\
# Every package that a release is installed with, and the hashes of its files: written by `make lock`, never by hand.
# The versions are those of constraints.txt, which the program is tested with. To install exactly these:
#   pip install --require-hashes --requirement locked.txt
#   pip install --no-deps iro_tui-….whl
"""


@dataclass(frozen=True, slots=True)
class LockedPackage:
    """A line of the lock: what is installed, where, and the hashes that its files may have."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        (specifier,) = self.requirement.specifier
        return specifier.version

    def holds(self, environment: dict[str, str]) -> bool:
        """Whether it is installed on such a computer."""
        return self.requirement.marker is None or self.requirement.marker.evaluate(environment)


def locked(text: str) -> Iterator[LockedPackage]:
    """The packages of a lock."""
    whole = re.sub(r"\\\n\s*", " ", text)
    for line in whole.splitlines():
        if line.strip() and not line.startswith("#"):
            requirement, *hashes = line.split("--hash=sha256:")
            yield LockedPackage(Requirement(requirement.strip()), tuple(each.strip() for each in hashes))


def main() -> None:
    """Write the lock anew. Raises CalledProcessError where uv cannot."""
    done = subprocess.run(
        ["uv", "pip", "compile", "pyproject.toml", "--extra", "hub", "--constraint", "constraints.txt", "--universal",
         "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    LOCK.write_text(HEAD + done.stdout, encoding="utf-8")


if __name__ == "__main__":
    main()
