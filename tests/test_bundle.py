"""What a Windows bundle is made of: the lock by hash, wheels proved by their records, binaries looked into."""

from __future__ import annotations

import ast
import base64
import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.support.binaries import AMD64, binary
from tests.support.bundle import PAGES
from tests.support.bundled import faults_of, locked_for, unpacked
from tests.support.lock import ROOT
from tests.support.stand_in import COMPILER
from tests.support.windows import to_be_laid


@pytest.mark.parametrize("series", ["3.11", "3.14"])
def test_each_series_has_its_list_by_hash(series: str) -> None:
    wanted = locked_for(series)
    assert {"textual", "sqlcipher3", "cryptography", "sqlalchemy"} <= {each.package.name for each in wanted}
    assert all("--hash=sha256:" in each.line and ";" not in each.line for each in wanted)
    assert len({each.package.name for each in wanted}) == len(wanted)


def wheel_of(folder: Path, files: dict[str, bytes], recorded: dict[str, bytes]) -> Path:
    path = folder / "made_up-1.0-py3-none-any.whl"
    lines = []
    for name, content in recorded.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(content)}")
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
        packed.writestr("made_up-1.0.dist-info/RECORD", "\n".join(lines))
    return path


def test_a_wheel_is_laid_out_as_its_record_says_and_without_scripts_and_tests(tmp_path: Path) -> None:
    files = {"made/up.py": b"x = 1\n", "made/tests/test_up.py": b"", "made_up-1.0.data/scripts/up.py": b"#!python\n"}
    unpacked(wheel_of(tmp_path, files, files), tmp_path / "app")
    assert [path.name for path in (tmp_path / "app").rglob("*.py")] == ["up.py"]
    assert (tmp_path / "app" / "made" / "up.py").read_bytes() == b"x = 1\n"


@pytest.mark.parametrize("name", ["made/up.py", "../up.py"])
def test_a_wheel_that_is_not_what_its_record_says_is_refused(tmp_path: Path, name: str) -> None:
    changed = {name: b"x = 2\n"} if name.startswith("made") else {name: b"x = 1\n"}
    with pytest.raises(ValueError, match=r"record says|lies outside"):
        unpacked(wheel_of(tmp_path, changed, {name: b"x = 1\n"}), tmp_path / "app")


def test_a_binary_that_is_signed_by_nobody_or_asks_for_more_fails_the_build(tmp_path: Path) -> None:
    if shutil.which(COMPILER) is None:
        pytest.skip("no compiler for Windows here")
    source = tmp_path / "made.c"
    source.write_text("#include <windows.h>\nint made(void) { return (int)GetTickCount(); }\n")
    library, asks = tmp_path / "app" / "made.dll", tmp_path / "app" / "asks.pyd"
    library.parent.mkdir()
    subprocess.run([COMPILER, "-shared", "-o", library, source], check=True)
    source.write_text("int made(void);\nint asks(void) { return made(); }\n")
    subprocess.run([COMPILER, "-shared", "-o", asks, source, library], check=True)
    looked_at = binary(library)
    assert (looked_at.machine, looked_at.signed) == (AMD64, False)
    assert "kernel32.dll" in looked_at.loads
    assert "made.dll" in binary(asks).loads
    assert faults_of(tmp_path, own=["made.dll", "asks.pyd"]) == []
    assert [fault for fault in faults_of(tmp_path, own=["asks.pyd"]) if "signed by nobody" in fault]
    library.unlink()
    assert faults_of(tmp_path, own=["asks.pyd"]) == [
        "asks.pyd asks for made.dll, which is neither in the bundle nor Windows' own"
    ]


def test_no_page_in_the_bundle_leads_out_of_it() -> None:
    links = {link for page in PAGES for link in re.findall(r"\]\(([^)#]+)", (ROOT / "docs" / page).read_text("utf-8"))}
    assert "security.md" in links
    assert links <= set(PAGES)


@pytest.mark.skipif(sys.platform == "win32", reason="what makes a release is not there")
def test_what_the_tests_import_is_laid_beside_the_windows_python() -> None:
    """But for what makes a release, which is not made there."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "tests").rglob("*.py"))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    modules |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    names = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - {"iro_tui", "tests", "bench"}
    packages = {package for name in names for package in packages_distributions()[name]}
    assert {canonical(package) for package in packages} - {canonical(name) for name in to_be_laid()} == {
        "cyclonedx-python-lib", "packageurl-python",
    }  # fmt: skip


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
