"""What a release is made of: the lock has every package of every computer by hash, and the bill names all of them."""

from __future__ import annotations

import json

import pytest

from tests.support.lock import LOCK, locked
from tests.support.sbom import bill
from tests.support.wheels import PLATFORMS, PYTHONS, Platform, needed, pins

TEXT = LOCK.read_text(encoding="utf-8")


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)
def test_the_lock_has_what_each_computer_is_tested_with(platform: Platform) -> None:
    for python in PYTHONS:
        environment = platform.environment(python)
        here = {package.name: package.version for package in locked(TEXT) if package.holds(environment)}
        pinned = pins(environment)
        assert here == {name: pinned[name] for name in here}, "make lock"
        assert needed(environment, optional=False) <= here.keys(), "make lock"


def test_each_package_has_its_hashes_and_no_host_is_named() -> None:
    packages = list(locked(TEXT))
    assert len(packages) > 20
    assert all(package.hashes and all(len(digest) == 64 for digest in package.hashes) for package in packages)
    assert "://" not in TEXT


def test_the_bill_names_every_package_and_what_is_compiled_into_it() -> None:
    made = json.loads(bill(TEXT))
    assert (made["bomFormat"], made["metadata"]["component"]["name"]) == ("CycloneDX", "iro-tui")
    parts = {(part["name"], part["version"]): part for part in made["components"]}
    assert parts.keys() == {(package.name, package.version) for package in locked(TEXT)}
    inside = {part["name"] for part in parts["sqlcipher3", "0.6.4"]["components"]}
    assert inside == {"SQLite", "SQLCipher", "OpenSSL"}
    assert all(part["purl"].startswith("pkg:pypi/") and part["hashes"] for part in parts.values())
