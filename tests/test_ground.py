"""What the project says about itself and how it is set up: versions, tasks, README, no trace of where it was made."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.wheels import PLATFORMS, PYTHONS, Platform, constraints, needed, pins

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
DECLARED = [
    Requirement(line)
    for line in (
        *PROJECT["dependencies"],
        *(line for extra in PROJECT["optional-dependencies"].values() for line in extra),
        *PYPROJECT["build-system"]["requires"],
    )
]

# Where packages or this tree happened to come from. Written in halves, so that this file may be searched too.
TRACES = [
    head + tail
    for head, tail in (
        ("pypi", ".org"),
        ("pythonhosted", ".org"),
        ("conda.", "anaconda.org"),
        ("index", "-url"),
        ("find", "-links"),
        ("file:", "///"),
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/opt/", "pypi"),
        ("bash_", "jobs"),
    )
]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def constraint_lines() -> list[str]:
    return [line for line in read("constraints.txt").splitlines() if not line.startswith("#")]


def makefile_tasks() -> dict[str, str]:
    """Each task of the Makefile that has a `##` sentence, with that sentence."""
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", read("Makefile"), flags=re.MULTILINE))


def project_files() -> list[Path]:
    """Every file that is in the repository or would be added to it."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def test_constraints_are_sorted_and_pin_each_package_exactly() -> None:
    lines = constraint_lines()
    assert lines == sorted(lines, key=str.lower)
    assert len(set(lines)) == len(lines)
    for requirement in constraints():
        (specifier,) = requirement.specifier
        assert specifier.operator == "==", requirement
        assert not specifier.version.endswith(".*"), requirement
        assert requirement.url is None, requirement


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)
def test_every_computer_gets_one_version_of_each_package_within_its_bound(platform: Platform, python: str) -> None:
    environment = platform.environment(python)
    versions = pins(environment)
    assert needed(environment) <= versions.keys()
    for requirement in DECLARED:
        version = versions.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not in constraints.txt: run make constraints"
        assert version in requirement.specifier


def test_the_screens_stand_on_these_exact_versions() -> None:
    exact = {requirement.name: str(requirement.specifier) for requirement in DECLARED}
    assert exact["textual"] == "==8.2.8"
    assert exact["rich"] == "==15.0.0"


def test_windows_finds_what_only_windows_needs() -> None:
    assert {"colorama", "pywin32-ctypes"} <= {canonicalize_name(pin.name) for pin in constraints()}


def test_help_lists_every_task_with_its_sentence() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("no make here")
    tasks = makefile_tasks()
    assert {"help", "demo", "test", "check", "pictures", "bench", "clean"} <= tasks.keys()
    shown = subprocess.run(
        [make, "--no-print-directory"], cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout
    for task, sentence in tasks.items():
        assert re.search(rf"^ *make {task} +{re.escape(sentence)}$", shown, flags=re.MULTILINE), task


def test_windows_has_the_same_tasks() -> None:
    script = read("make.ps1")
    offered = set(re.findall(r'^    "([a-z-]+)" \{', script, flags=re.MULTILINE))
    # What belongs to a release, and to a server, is done by whoever keeps the project, on one system only.
    elsewhere = {"constraints", "lock", "sbom", "wheels", "bundle", "windows", "hub", "bench-hub"}
    assert offered == makefile_tasks().keys() - elsewhere
    for task in offered:
        assert f".\\make.ps1 {task} " in script, f"{task} is missing from the help of make.ps1"


def test_windows_powershell_5_can_read_its_script() -> None:
    assert (ROOT / "make.ps1").read_bytes().isascii()


def test_readme_and_ci_name_the_same_test_command() -> None:
    assert "`make demo`" in read("README.md")
    assert "`make test`" in read("README.md")
    assert re.search(r"^make test$", read(".ci/run"), flags=re.MULTILINE)


def test_readme_leads_nowhere_that_does_not_exist() -> None:
    targets = re.findall(r"\]\(([^)#]+)", read("README.md")) + re.findall(r'src="([^"]+)"', read("README.md"))
    missing = [target for target in targets if "://" not in target and not (ROOT / target).exists()]
    assert missing == []


def test_no_code_lives_among_the_pictures() -> None:
    assert list((ROOT / "screens").rglob("*.py")) == []


def test_no_file_says_where_it_was_made_or_fetched() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {trace}"
        for path in project_files()
        for trace in TRACES
        if trace.encode() in path.read_bytes()
    ]
    assert found == []
