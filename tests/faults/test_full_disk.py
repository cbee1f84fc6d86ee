"""The disk is full: nothing is lost, it is said, and with room all goes on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.table import Tries, rounds

OWN_DISK = ["unshare", "--map-root-user", "--mount", "sh", "-c"]


def own_disks() -> bool:
    """Whether a process may mount a small disk that only it sees."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*OWN_DISK, "mount -t tmpfs -o size=64k disk /mnt"], capture_output=True).returncode == 0


@pytest.mark.skipif(not own_disks(), reason="no small disk can be mounted here")
def test_a_disk_that_fills_loses_nothing(filled: Path, tmp_path: Path, tries: Tries) -> None:
    size = sum(path.stat().st_size for path in filled.rglob("*") if path.is_file()) // 1024
    for spare in (700, 500, 900, 1_400, 2_500)[: rounds("full disk")]:
        disk = tmp_path / str(spare)
        disk.mkdir()
        command = f'mount -t tmpfs -o size={size + spare}k disk "{disk}" && exec "$0" -m tests.faults.full_disk "$@"'
        done = subprocess.run(
            [*OWN_DISK, command, sys.executable, str(filled), str(disk)], capture_output=True, text=True
        )
        with tries.one(f"{spare} kB to spare"):
            assert done.returncode == 0, done.stderr[-2_000:]
