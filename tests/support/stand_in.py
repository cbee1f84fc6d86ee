"""A Windows Python made of what the package index has, where the foundation's own package is not given.

Its library and modules are those that the Windows wheel of panda3d carries, as the Python foundation built and signed
them; the standard library is that of the Python this runs with. Three small files are made here: what starts it, what
passes on for wheels of the stable ABI, and one function that wine lacks.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path, PurePosixPath

SERIES = "3.11"
CARRIER = "panda3d==1.10.16"
DIGEST = "37acfb92655c4226879f95c988e2ef1449a53c54486d6c1ebc00e2772429af82"
COMPILER = "x86_64-w64-mingw32-gcc"
OURS = ("python.exe", "python3.dll", "bcryptprimitives.dll")
"""What is made here, and signed by nobody."""
NOT_OF_IT = ("_test", "api-ms", "tcl", "tk", "_tkinter", "_msi", "winsound", "_sqlite3", "sqlite3")

_STARTER = """
#include <windows.h>
typedef int (*entry)(int, wchar_t **);
int wmain(int argc, wchar_t **argv) {
    HMODULE library = LoadLibraryW(L"python311.dll");
    return library ? ((entry)GetProcAddress(library, "Py_Main"))(argc, argv) : 3;
}
"""
_RANDOM = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T left) {
    while (left) {
        ULONG piece = left > 65536 ? 65536 : (ULONG)left;
        if (!SystemFunction036(bytes, piece)) return FALSE;
        bytes += piece; left -= piece;
    }
    return TRUE;
}
"""


def can_be_made() -> str:
    """What is missing for it; empty: nothing."""
    if f"{sys.version_info.major}.{sys.version_info.minor}" != SERIES:
        return f"Python {SERIES}, whose standard library it takes"
    return next((tool for tool in (COMPILER, "objdump") if shutil.which(tool) is None), "")


def make(folder: Path, cache: Path) -> None:
    """Make it in a folder, its binaries side by side; `cache` keeps what is fetched. Raises CalledProcessError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in carried(fetched(cache)).items():
        (folder / name).write_bytes(content)
    sources = folder / "sources"
    sources.mkdir(exist_ok=True)
    _compile(sources, _STARTER, folder / "python.exe", "-municode")
    _compile(sources, _RANDOM, folder / "bcryptprimitives.dll", "-shared", "-ladvapi32")
    definitions = sources / "python3.def"
    definitions.write_text(_passed_on(folder / "python311.dll"), encoding="ascii")
    _compile(sources, "", folder / "python3.dll", "-shared", "-nostdlib", str(definitions))
    shutil.rmtree(sources)


def fetched(cache: Path) -> Path:
    """The wheel that carries it, its digest proved."""
    cache.mkdir(parents=True, exist_ok=True)
    asked = cache / "carrier.txt"
    asked.write_text(f"{CARRIER} --hash=sha256:{DIGEST}\n", encoding="ascii")
    if not (there := sorted(cache.glob("panda3d-*.whl"))):
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--only-binary=:all:", "--platform", "win_amd64", "--python-version", SERIES, "--require-hashes",
             "--dest", str(cache), "--requirement", str(asked)],
            check=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        there = sorted(cache.glob("panda3d-*.whl"))
    return there[0]


def carried(wheel: Path) -> dict[str, bytes]:
    """The foundation's binaries in it, by name."""
    with zipfile.ZipFile(wheel) as opened:
        names = [PurePosixPath(name) for name in opened.namelist() if name.startswith("deploy_libs/")]
        return {
            name.name: opened.read(str(name))
            for name in names
            if name.suffix and not name.name.lower().startswith(NOT_OF_IT)
        }


def standard_library() -> Path:
    """The folder of this Python's standard library."""
    return Path(sysconfig.get_path("stdlib"))


def _compile(sources: Path, source: str, target: Path, *options: str) -> None:
    file = sources / f"{target.stem}.c"
    file.write_text(source, encoding="ascii")
    last = [each for each in options if each.startswith("-l") or each.endswith(".def")]
    first = [each for each in options if each not in last]
    # Without a date of its own, nor a place that hangs on where it is made, so that it is the same whenever it is made.
    fixed = ["-O1", "-s", "-Wl,--no-insert-timestamp", "-Wl,--image-base,0x180000000"]
    subprocess.run(
        [COMPILER, *first, *fixed, "-o", str(target), str(file), *last], check=True, stderr=subprocess.DEVNULL
    )


def _passed_on(library: Path) -> str:
    """The definition of a library that passes every name on to this one."""
    table = subprocess.run(["objdump", "-p", str(library)], capture_output=True, text=True, check=True).stdout
    table = table[table.index("[Ordinal/Name Pointer] Table") :]
    names = re.findall(r"^\s+\[\s*\d+\]\s+(?:\+base\[\s*\d+\]\s+[0-9a-f]+\s+)?(\S+)$", table, re.MULTILINE)
    lines = (f"  {name} = {library.stem}.{name}{' DATA' if _is_data(name) else ''}" for name in names)
    return "\n".join(["LIBRARY python3", "EXPORTS", *lines, ""])


def _is_data(name: str) -> bool:
    return name.endswith(("_Type", "Struct")) or name.startswith("PyExc_")
