"""Tries every fault of the table at length, and prints how each ended; the exit code is that of the tests.

Names of faults try those alone.
"""

from __future__ import annotations

import os
import sys

import pytest

from tests.faults.table import AT_LENGTH, FAULTS

if __name__ == "__main__":
    os.environ[AT_LENGTH] = "long"
    chosen = [FAULTS[name] for name in sys.argv[1:]] or FAULTS.values()
    files = sorted({f"tests/{test.partition('::')[0]}" for fault in chosen for test in fault.tests})
    options = ["--numprocesses", "auto", "--dist", "worksteal", "-p", "tests.faults.report"]
    sys.exit(pytest.main([*options, *files]))
