"""Tries every fault of the table at length, and prints how each ended; the exit code is that of the tests."""

from __future__ import annotations

import os
import sys

import pytest

from tests.faults.table import AT_LENGTH

if __name__ == "__main__":
    os.environ[AT_LENGTH] = "long"
    chosen = sys.argv[1:] or ["tests", "--numprocesses", "auto", "--dist", "worksteal"]
    sys.exit(pytest.main(["-m", "fault", "-p", "tests.faults.report", *chosen]))
