"""Whether iro-tui can be installed everywhere without a compiler: `make wheels` asks, once a release.

For each platform and each Python, every package that `constraints.txt` names for it is asked for as a wheel, from the
package index that pip is set up with here.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of computer: what its wheels are named by, and what it answers to the markers of a requirement."""

    name: str
    tags: tuple[str, ...]
    system: str
    machine: str
    os_name: str = "posix"

    def environment(self, python: str) -> dict[str, str]:
        """What a marker is weighed against there."""
        names = {"win32": "Windows", "darwin": "Darwin", "linux": "Linux"}
        return {
            "sys_platform": self.system, "platform_system": names[self.system], "os_name": self.os_name,
            "platform_machine": self.machine, "python_version": python, "python_full_version": f"{python}.0",
            "implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": "",
        }  # fmt: skip


def _manylinux(machine: str) -> tuple[str, ...]:
    return tuple(f"manylinux{glibc}_{machine}" for glibc in ("_2_34", "_2_28", "_2_17", "2014"))


PLATFORMS = (
    Platform("Windows, Intel and AMD", ("win_amd64",), "win32", "AMD64", "nt"),
    Platform("Windows on Arm", ("win_arm64",), "win32", "ARM64", "nt"),
    Platform("macOS, Apple silicon", ("macosx_12_0_arm64",), "darwin", "arm64"),
    Platform("macOS, Intel", ("macosx_12_0_x86_64",), "darwin", "x86_64"),
    Platform("Linux, Intel and AMD", _manylinux("x86_64"), "linux", "x86_64"),
    Platform("Linux on Arm", _manylinux("aarch64"), "linux", "aarch64"),
)


def constraints() -> list[Requirement]:
    """What `constraints.txt` says, line by line."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if not line.startswith("#")]


def pins(environment: dict[str, str]) -> dict[str, str]:
    """The one version of each package there. Raises ValueError where the lines of one name two, or none."""
    chosen: dict[str, str] = {}
    for line in constraints():
        name = canonicalize_name(line.name)
        if line.marker is None or line.marker.evaluate(environment):
            if name in chosen:
                raise ValueError(f"constraints.txt names two versions of {name} for one computer")
            (specifier,) = line.specifier
            chosen[name] = specifier.version
    if lacking := {canonicalize_name(line.name) for line in constraints()} - chosen.keys():
        raise ValueError(f"constraints.txt names no version of {', '.join(sorted(lacking))} for one computer")
    return chosen


def needed(environment: dict[str, str], *, optional: bool = True) -> set[str]:
    """Every package that an officer's installation needs there, the optional ones too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    waiting = [
        Requirement(line)
        for line in (*project["dependencies"], *((*extras["keyring"], *extras["hub"]) if optional else ()))
    ]
    reached: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in reached or not _holds(requirement, environment):
            continue
        reached.add(name)
        waiting += _wants(name)
    return reached


def _holds(requirement: Requirement, environment: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment)


def _wants(name: str) -> Iterator[Requirement]:
    try:
        yield from (Requirement(line) for line in requires(name) or ())
    except PackageNotFoundError:  # for another system alone: it needs nothing, or its pin would be missing here too
        return


def without_wheel(platform: Platform, python: str, folder: str) -> list[str]:
    """The packages that have no wheel there; asks the index."""
    environment = platform.environment(python)
    versions = pins(environment)
    wanted = [f"{name}=={versions[name]}" for name in sorted(needed(environment))]
    tags = [option for tag in platform.tags for option in ("--platform", tag)]
    lacking: list[str] = []
    while wanted:
        done = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--only-binary=:all:", "--python-version", python, *tags, "--dest", folder, *wanted],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode == 0:
            break
        missing = re.search(r"No matching distribution found for (\S+)", done.stderr)
        if missing is None or missing[1] not in wanted:
            raise SystemExit(done.stderr.strip())
        lacking.append(missing[1])
        wanted.remove(missing[1])
    return lacking


def main() -> None:
    """Ask for every platform and Python; ends with 1 where something is lacking."""
    whole = True
    with tempfile.TemporaryDirectory() as folder:
        for platform in PLATFORMS:
            for python in PYTHONS:
                lacking = without_wheel(platform, python, folder)
                whole = whole and not lacking
                print(f"{platform.name:<24} {python}  {'no wheel: ' + ', '.join(lacking) if lacking else 'ok'}")
    sys.exit(not whole)


if __name__ == "__main__":
    main()
