"""`make bundle`: one zip that is unpacked and started on a Windows laptop, with no program file of ours in it.

    make bundle                     with the stand-in for the foundation's Python
    make bundle EMBED=FILE DIGEST=… with the foundation's embeddable package, whose SHA-256 was given

Beside it: what each file is (`files.sha256`), what application control knows each binary by (`appcontrol.csv`), the
bill of materials, and the wheels with a list by hash for a council that supplies Python itself.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from iro_tui import __version__
from tests.support import stand_in
from tests.support.bundled import UNSIGNED, WINDOWS_OWN, faults_of, locked_for, program, unpacked
from tests.support.lock import LOCK, ROOT
from tests.support.sbom import BILL, bill

OUT = ROOT / "dist"
CACHE = ROOT / ".windows" / "fetched"
DATE = (2026, 1, 1, 0, 0, 0)
"""Of every file in the zip, so that two builds are the same."""
MOST_PACKED, MOST_UNPACKED, LONGEST_PATH = 35 << 20, 90 << 20, 100
PAGES = ("for-it.md", "twenty-minutes.md", "security.md", "hub.md", "council-key.md")
"""Of docs/: what the council's IT reads before it lets the program in."""
START = b'@"%~dp0python.exe" -X utf8 -m iro_tui %*\r\n'


def build(out: Path, embed: Path | None, digest: str) -> Path:
    """Build everything into a folder; the zip. Raises SystemExit with a sentence."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "iro"
        series = _foundation(folder, embed, digest)
        short = series.replace(".", "")
        wheels = _wheels(series, Path(temporary) / "wheels")
        ours = program(Path(temporary) / "ours")
        for wheel in wheels:
            unpacked(wheel, folder / "app")
        # As the foundation does it with its library: compiled alone. Ours is there to be read.
        _compile(folder / "app", series, alone=True)
        unpacked(ours, folder / "app")
        _compile(folder / "app" / "iro_tui", series)
        (folder / f"python{short}._pth").write_bytes(f"python{short}.zip\r\n.\r\napp\r\n".encode())
        (folder / "iro.cmd").write_bytes(START)
        shutil.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
        for page in PAGES:
            shutil.copy(ROOT / "docs" / page, folder / page)
        if faults := faults_of(folder, own=stand_in.OURS if embed is None else ()):
            raise SystemExit("\n".join(("The bundle is not as it must be:", *faults)))
        name = f"iro-tui-{__version__}-windows-x64"
        packed = out / f"{name}.zip"
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        _zip(packed, folder, files)
        _say_files(out / f"{name}.files.sha256", folder, files)
        _say_control(out / f"{name}.appcontrol.csv", folder, files)
        _wheel_set(out / f"iro-tui-{__version__}-wheels-{series}.zip", [*wheels, ours], series)
        (out / BILL.name).write_text(bill(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
        _report(packed, folder, files, embed is None)
    return packed


def _foundation(folder: Path, embed: Path | None, digest: str) -> str:
    """The Python itself, in the folder; its series."""
    if embed is None:
        print("The stand-in for the Python foundation's package is used: for trying, not for a release.", flush=True)
        if missing := stand_in.can_be_made():
            raise SystemExit(f"make bundle needs {missing}, or the foundation's package: EMBED=FILE DIGEST=SHA256.")
        stand_in.make(folder, CACHE)
        _library(folder / f"python{stand_in.SERIES.replace('.', '')}.zip")
        return stand_in.SERIES
    if not digest or hashlib.sha256(embed.read_bytes()).hexdigest() != digest.lower():
        raise SystemExit(f"{embed.name} has not the digest that was given with DIGEST: nothing was built.")
    with zipfile.ZipFile(embed) as opened:
        opened.extractall(folder)
    (library,) = folder.glob("python3?*.dll")
    if (tool := shutil.which("osslsigncode")) is None:
        raise SystemExit("The signatures of the foundation's package cannot be checked: install osslsigncode.")
    for signed in [*sorted(folder.glob("python*.exe")), library]:
        checked = subprocess.run([tool, "verify", str(signed)], capture_output=True, text=True, check=False).stdout
        if "Python Software Foundation" not in checked:
            raise SystemExit(f"{signed.name} is not signed by the Python Software Foundation: nothing was built.")
    return f"3.{library.stem.removeprefix('python3')}"


def _library(target: Path) -> None:
    """The standard library, compiled, as the foundation packs it."""
    left_out = {"site-packages", "test", "lib-dynload", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3",
                "distutils", "pydoc_data", "__pycache__", "sqlite3", "curses", "dbm"}  # fmt: skip
    root = stand_in.standard_library()
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "library"
        for path in sorted(root.rglob("*.py")):
            parts = path.relative_to(root).parts
            if not left_out.intersection(parts) and not parts[0].startswith("config-"):
                (copy / Path(*parts)).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy / Path(*parts))
        _compile(copy, stand_in.SERIES, alone=True)
        _zip(target, copy, sorted(path for path in copy.rglob("*.pyc")))


def _compile(folder: Path, series: str, *, alone: bool = False) -> None:
    """Compile all of a folder by a Python of this series, so that nothing is written beside it when it is used."""
    python = sys.executable if f"3.{sys.version_info.minor}" == series else shutil.which(f"python{series}")
    if python is None:
        raise SystemExit(f"The bundle is compiled by a Python {series}, and there is none here: install one.")
    # One process, in one order, with one seed, and from where it will lie: so two builds are the same.
    subprocess.run(
        [python, "-I", "-m", "compileall", "-q", "-j", "1", "--invalidation-mode", "unchecked-hash",
         *(["-b"] if alone else []), "-s", str(folder), "-p", "app", "."],
        cwd=folder, check=True, env={**os.environ, "PYTHONHASHSEED": "0"},
    )  # fmt: skip
    if alone:
        for source in folder.rglob("*.py"):
            source.unlink()


def _wheels(series: str, folder: Path) -> list[Path]:
    """The wheels of the lock for this series, by hash; SQLAlchemy's pure one. Asks the index unless they are kept."""
    kept = CACHE / f"wheels-{series}"
    wanted = locked_for(series)
    for pure in (False, True):
        lines = [each.line for each in wanted if (each.package.name == "sqlalchemy") is pure]
        folder.mkdir(parents=True, exist_ok=True)
        asked = folder / f"asked-{pure}.txt"
        asked.write_text("\n".join(lines), encoding="ascii")
        tags = ["--platform", "any", "--abi", "none", "--implementation", "py"] if pure else ["--platform", "win_amd64"]
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                   "--only-binary=:all:", "--python-version", series, *tags, "--require-hashes",
                   "--requirement", str(asked)]  # fmt: skip
        offline = [*command, "--no-index", "-f", str(kept), "--dest", str(folder)]
        if subprocess.run(offline, check=False, capture_output=True).returncode:
            kept.mkdir(parents=True, exist_ok=True)
            subprocess.run([*command, "--dest", str(kept)], check=True, stderr=subprocess.DEVNULL)
            subprocess.run(offline, check=True, stderr=subprocess.DEVNULL)
    return sorted(folder.glob("*.whl"))


def _zip(target: Path, folder: Path, files: list[Path]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), DATE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            packed.writestr(entry, path.read_bytes())


def _say_files(target: Path, folder: Path, files: list[Path]) -> None:
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files
    )
    target.write_text("".join(lines), encoding="utf-8")


def _say_control(target: Path, folder: Path, files: list[Path]) -> None:
    """What application control knows each binary by."""
    from tests.support.binaries import BINARIES, binary

    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(("file", "signed", "authenticode sha256"))
    for path in files:
        if path.suffix.lower() in BINARIES:
            looked_at = binary(path)
            rows.writerow(
                (path.relative_to(folder).as_posix(), "yes" if looked_at.signed else "no", looked_at.authenticode)
            )
    target.write_text(text.getvalue(), encoding="utf-8", newline="")


def _wheel_set(target: Path, wheels: list[Path], series: str) -> None:
    """The wheels with their list, for a council that supplies Python."""
    lines = [f"# With Python {series}: python -m pip install --no-index -f . --require-hashes -r requirements.txt"]
    for wheel in wheels:
        name, version = wheel.name.split("-")[:2]
        lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "requirements.txt").write_text("\n".join([*lines, ""]), encoding="ascii")
        for wheel in wheels:
            shutil.copyfile(wheel, folder / wheel.name)
        _zip(target, folder, sorted(folder.iterdir()))


def _report(packed: Path, folder: Path, files: list[Path], stood_in: bool) -> None:
    size, whole = packed.stat().st_size, sum(path.stat().st_size for path in files)
    longest = max(len(path.relative_to(folder).as_posix()) for path in files)
    print(f"{packed.name}: {size / (1 << 20):.1f} MB, {whole / (1 << 20):.1f} MB unpacked, {len(files):,} files")
    print(f"longest inner path: {longest} characters; unsigned: {', '.join(UNSIGNED)}")
    if stood_in:
        print(f"the stand-in's own unsigned: {', '.join(stand_in.OURS)}")
    print(f"libraries of Windows' own that are asked for: {', '.join(sorted(WINDOWS_OWN))}")
    print(f"sha256 {hashlib.sha256(packed.read_bytes()).hexdigest()}")
    for wrong, limit in ((size, MOST_PACKED), (whole, MOST_UNPACKED), (longest, LONGEST_PATH)):
        if wrong > limit:
            raise SystemExit(f"The bundle is larger than it may be: {wrong:,} of {limit:,}.")


if __name__ == "__main__":
    given = os.environ.get("EMBED", "")
    build(OUT, Path(given) if given else None, os.environ.get("DIGEST", ""))
