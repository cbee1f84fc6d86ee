"""`make windows`: the program under a Windows Python, which wine runs; says "not run" where wine cannot be had.

It prints a line for each try, compares what every reading verb says in JSON with what it says here, and runs those
tests that lean on the system. `make windows WHOLE=1` runs all that can run there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic

from tests.support import stand_in
from tests.support.lock import LOCK, ROOT, locked
from tests.support.reading_verbs import said, store_to_read
from tests.support.wheels import PLATFORMS, pins

LAID = ROOT / ".windows"
TOOLS = ("pytest", "pytest-xdist", "execnet", "hypothesis", "pyte", "xlwt",
         "keyring", "packaging", "iniconfig", "pluggy", "sortedcontainers",
         "colorama", "wcwidth", "pywin32-ctypes", "jaraco-classes", "jaraco-context", "jaraco-functools",
         "more-itertools", "importlib-metadata", "zipp", "backports-tarfile", "holidays", "govuk-bank-holidays",
         "python-dateutil", "vobject", "pytz", "six", "requests",
         "urllib3", "idna", "certifi", "charset-normalizer")  # fmt: skip
"""What the tests need beside the program."""
QUICK = ("tests/windows", "tests/test_windows.py", "tests/test_console_keys.py", "tests/test_typed_path.py",
         "tests/store/test_files.py", "tests/store/test_place.py", "tests/cli/test_records.py",
         "tests/faults/test_update.py",
         "tests/tui/test_clipboard.py", "tests/tui/test_console.py", "tests/tui/test_settings_file.py")  # fmt: skip
"""The tests that lean on the system most."""
LONGEST_SECONDS = 420
"""Nobody waits longer for the quick part, which takes two minutes, nor for anything before it."""
WHOLE_SECONDS = 6 * 3600
LONGER = "IRO_PATIENCE"
"""Of the environment: how many times as long a test waits for what is to come."""
WINE = next(
    (
        each
        for each in (shutil.which("wine64"), shutil.which("wine"), "/usr/lib/wine/wine64")
        if each and Path(each).exists()
    ),
    "",
)


def lay() -> None:
    """Lay the Python, the locked wheels and what tests need, once; a changed lock lays them anew."""
    packages = LAID / "python" / "Lib" / "site-packages"
    stamp = LAID / "laid.txt"
    wanted = [f"{name}=={version}" for name, version in to_be_laid().items()]
    if stamp.exists() and stamp.read_text(encoding="utf-8") == "\n".join(wanted):
        return
    print(
        "Laying a Windows Python: its signed library and modules out of another package, a starter made here.",
        flush=True,
    )
    shutil.rmtree(LAID / "python", ignore_errors=True)
    stand_in.make(LAID / "python", LAID / "fetched")
    shutil.copytree(
        stand_in.standard_library(), LAID / "python" / "Lib",
        ignore=shutil.ignore_patterns("site-packages", "test", "lib-dynload", "config-*", "idlelib", "__pycache__"),
    )  # fmt: skip
    packages.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile",
         "--only-binary=:all:", "--platform", "win_amd64", "--python-version", stand_in.SERIES,
         "--target", str(packages), *wanted],
        check=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    stamp.write_text("\n".join(wanted), encoding="utf-8")


def to_be_laid() -> dict[str, str]:
    """The packages, with their versions: what the program is locked to, and what its tests need."""
    environment = PLATFORMS[0].environment(stand_in.SERIES)
    versions = pins(environment)
    program = {each.name: each.version for each in locked(LOCK.read_text(encoding="utf-8")) if each.holds(environment)}
    return program | {name: versions[name] for name in TOOLS if name in versions}


def _begun(*words: str) -> subprocess.Popen[str]:
    """The Windows Python, begun; its output comes through a pipe: wine hands over no plain file as one."""
    prefix = LAID / "prefix"
    environ = {
        **{name: value for name, value in os.environ.items() if name not in ("DISPLAY", "PYTHONPATH")},
        "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "WINEARCH": "win64", "PYTHONDONTWRITEBYTECODE": "1",
        "IRO_ELEVATED": "no", LONGER: "5", "PYTHONUTF8": "1",  # for what it starts too
    }  # fmt: skip
    if not prefix.exists():
        subprocess.run(
            [WINE, "wineboot", "-i"], env=environ, check=False, timeout=LONGEST_SECONDS,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    return subprocess.Popen(
        [WINE, str(LAID / "python" / "python.exe"), *words], env=environ, cwd=ROOT,
        encoding="utf-8", errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def _lines(process: subprocess.Popen[str], seconds: float) -> Iterator[str]:
    """What it says, line by line, until it ends: wine's own desktop may hold its output for longer.

    Raises TimeoutExpired; then it is ended.
    """
    lines, ends = Queue[str](), monotonic() + seconds

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)

    Thread(target=read, daemon=True).start()
    while monotonic() < ends:
        try:
            yield lines.get(timeout=1)
        except Empty:
            if process.poll() is not None:
                return
    process.kill()
    raise subprocess.TimeoutExpired(process.args, seconds)


def _told(*words: str) -> str:
    """All that the Windows Python says. Raises TimeoutExpired."""
    return "".join(_lines(_begun(*words), LONGEST_SECONDS)).replace("\r\n", "\n")


def compare() -> list[str]:
    """The reading verbs whose JSON there differs from the one here; both read a copy of one store."""
    with tempfile.TemporaryDirectory() as folder:
        store = store_to_read(Path(folder) / "store")
        here = said(Path(shutil.copytree(store, Path(folder) / "here")))
        there = _told("-m", "tests.support.reading_verbs", f"Z:{shutil.copytree(store, Path(folder) / 'there')}")
    parts = dict(re.findall(r"^== (.*)\n((?:(?!== ).*\n)*)", there, re.MULTILINE))
    differ = [verb for verb, text in here.items() if parts.get(verb) != text]
    print(f"Reading verbs: {len(here) - len(differ)} of {len(here)} say the same as here, to the byte.")
    return differ


def why_not() -> str:
    """Why nothing can be tried here; empty: it can, and all that it takes is laid."""
    if missing := stand_in.can_be_made() or ("" if WINE else "wine64"):
        return f"It needs {missing} (Debian: wine64, gcc-mingw-w64-x86-64, binutils)"
    try:
        lay()
        return "" if _told("--version").startswith("Python") else "Wine starts no program here"
    except (OSError, subprocess.SubprocessError):
        return "What it is laid of cannot be fetched or made here"


def main() -> None:
    """Lay, compare, try; ends with 1 where anything failed."""
    if reason := why_not():
        print(f"make windows: not run. {reason}.")
        return
    began, whole = monotonic(), bool(os.environ.get("WHOLE"))
    try:
        failed = tried(["tests"], WHOLE_SECONDS) if whole else tried(QUICK, LONGEST_SECONDS)
        for verb in (differ := compare()):
            print(f"  differs: {verb}")
    except subprocess.TimeoutExpired:
        print(f"make windows: not finished in {LONGEST_SECONDS} seconds; what was tried stands above.")
        return
    print(f"Tried and compared in {monotonic() - began:.0f} seconds.")
    sys.exit(failed or bool(differ))


def tried(tests: Sequence[str], seconds: float) -> bool:
    """Run tests there; whether any failed. Raises TimeoutExpired where none failed in time, but not all were run."""
    process = _begun(
        "-m", "pytest", "-o", "addopts=", "-p", "no:cacheprovider", "-v", "-rs", "--tb=short", "-n", "2", *tests
    )
    failed = ended = False
    try:
        for line in _lines(process, seconds):
            if each := re.match(r"\[gw\d+\] \[ *\d+%\] (PASSED|FAILED|SKIPPED|ERROR) (\S+?)::test_(.+)", line):
                failed = failed or each[1] in ("FAILED", "ERROR")
                if re.match(r"tests[\\/]windows", each[2]):
                    print(f"  {each[1].lower():<8} {each[3].strip().replace('_', ' ')}", flush=True)
            ended = ended or bool(re.match(r"=+ (FAILURES|ERRORS|short test summary|.*(passed|failed|no tests))", line))
            if ended:
                print(line.rstrip(), flush=True)
    except subprocess.TimeoutExpired:
        if not failed:
            raise
    return failed or process.wait() != 0


if __name__ == "__main__":
    main()
