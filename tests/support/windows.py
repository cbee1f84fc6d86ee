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
from pathlib import Path

from tests.support import stand_in
from tests.support.lock import LOCK, ROOT, LockedPackage, locked
from tests.support.reading_verbs import said, store_to_read
from tests.support.wheels import PLATFORMS, pins

LAID = ROOT / ".windows"
TOOLS = ("pytest", "pytest-xdist", "execnet", "hypothesis", "pyte", "xlwt",
         "keyring", "packaging", "iniconfig", "pluggy", "sortedcontainers",
         "colorama", "wcwidth", "pywin32-ctypes", "jaraco-classes", "jaraco-context", "jaraco-functools",
         "more-itertools", "importlib-metadata", "zipp", "backports-tarfile", "holidays", "govuk-bank-holidays",
         "python-dateutil", "six", "requests", "urllib3", "idna", "certifi", "charset-normalizer")  # fmt: skip
"""What the tests need beside the program."""
QUICK = ("tests/windows", "tests/test_windows.py", "tests/test_console_keys.py", "tests/test_typed_path.py",
         "tests/store/test_files.py", "tests/store/test_place.py",
          "tests/cli/test_records.py",
         "tests/tui/test_clipboard.py", "tests/tui/test_console.py", "tests/tui/test_settings_file.py")  # fmt: skip
"""The tests that lean on the system most."""
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
    wanted = [f"{each.name}=={each.version}" for each in _locked()]
    versions = pins(PLATFORMS[0].environment(stand_in.SERIES))
    wanted += [
        f"{name}=={versions[name]}" for name in TOOLS if name in versions and f"{name}=={versions[name]}" not in wanted
    ]
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


def _locked() -> list[LockedPackage]:
    environment = PLATFORMS[0].environment(stand_in.SERIES)
    return [each for each in locked(LOCK.read_text(encoding="utf-8")) if each.holds(environment)]


def _begun(*words: str) -> subprocess.Popen[str]:
    """The Windows Python, begun; its output comes through a pipe: wine hands over no plain file as one."""
    prefix = LAID / "prefix"
    environ = {
        **{name: value for name, value in os.environ.items() if name not in ("DISPLAY", "PYTHONPATH")},
        "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "WINEARCH": "win64", "PYTHONDONTWRITEBYTECODE": "1",
        "IRO_ELEVATED": "no", LONGER: "5",
    }  # fmt: skip
    if not prefix.exists():
        subprocess.run(
            [WINE, "wineboot", "-i"], env=environ, capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
    return subprocess.Popen(
        [WINE, str(LAID / "python" / "python.exe"), "-X", "utf8", *words], env=environ, cwd=ROOT,
        encoding="utf-8", errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def compare() -> list[str]:
    """The reading verbs whose JSON there differs from the one here; both read a copy of one store."""
    with tempfile.TemporaryDirectory() as folder:
        store = store_to_read(Path(folder) / "store")
        here = said(Path(shutil.copytree(store, Path(folder) / "here")))
        there = _begun(
            "-m", "tests.support.reading_verbs", f"Z:{shutil.copytree(store, Path(folder) / 'there')}"
        ).communicate()[0]
    parts = dict(re.findall(r"^== (.*)\n((?:(?!== ).*\n)*)", there.replace("\r\n", "\n"), re.MULTILINE))
    differ = [verb for verb, text in here.items() if parts.get(verb) != text]
    print(f"Reading verbs: {len(here) - len(differ)} of {len(here)} say the same as here, to the byte.")
    return differ


def main() -> None:
    """Lay, compare, try; ends with 1 where anything failed."""
    missing = stand_in.can_be_made() or ("" if WINE else "wine64")
    if missing:
        print(f"make windows: not run. It needs {missing} (Debian: wine64, gcc-mingw-w64-x86-64, binutils).")
        return
    lay()
    differ = compare()
    for verb in differ:
        print(f"  differs: {verb}")
    tests = ["tests"] if os.environ.get("WHOLE") else list(QUICK)
    done = _begun("-m", "pytest", "-o", "addopts=", "-p", "no:cacheprovider", "-v", "-rs", "--tb=short", *tests)
    rest: list[str] = []
    for line in done.stdout or ():
        if tried := re.match(r"tests[\\/]windows[\\/]test_tries\.py::test_(.+) (PASSED|FAILED|SKIPPED|ERROR)", line):
            print(f"  {tried[2].lower():<8} {tried[1].replace('_', ' ')}", flush=True)
        elif rest or re.match(r"=+ (FAILURES|ERRORS|short test summary info|.*(passed|failed|no tests))", line):
            rest.append(line.rstrip())
    print("\n".join(rest))
    sys.exit(bool(differ) or done.wait() != 0)


if __name__ == "__main__":
    main()
