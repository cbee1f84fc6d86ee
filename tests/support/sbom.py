"""The bill of materials of a release (CycloneDX): what it is made of, and what the compiled parts carry inside.

`make sbom` writes it from the lock. What is compiled into a wheel stands in no package list, and is what a fault of
cryptography is most often in: it is asked of the libraries themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import sqlcipher3
from cryptography.hazmat.backends.openssl import backend
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from iro_tui import __version__
from tests.support.lock import LOCK, ROOT, LockedPackage, locked

BILL = ROOT / "dist" / f"iro-tui-{__version__}.cdx.json"


AS_OF = datetime(2026, 1, 1, tzinfo=UTC)
"""Of every bill: it says what is in a release, not when somebody wrote it down, and two are the same."""


def bill(lock: str) -> str:
    """The bill of a lock, as JSON; the same lock and libraries give the same parts."""
    program = Component(
        name="iro-tui", version=__version__, type=ComponentType.APPLICATION, bom_ref=f"iro-tui@{__version__}",
        licenses=[LicenseFactory().make_from_string("MIT")],
    )  # fmt: skip
    bom = Bom(serial_number=uuid5(NAMESPACE_OID, f"iro-tui {__version__} {lock}"))
    bom.metadata.component = program
    bom.metadata.timestamp = AS_OF
    packages = [_component(package) for package in locked(lock)]
    bom.components.update(packages)
    needs = [Dependency(component.bom_ref) for component in packages]
    bom.dependencies.add(Dependency(program.bom_ref, needs))
    return JsonV1Dot6(bom).output_as_string(indent=1)


def _component(package: LockedPackage) -> Component:
    inside = list(_inside(package.name)) if _is_here(package) else []
    return Component(
        name=package.name, version=package.version, type=ComponentType.LIBRARY,
        bom_ref=f"{package.name}@{package.version}", purl=PackageURL("pypi", None, package.name, package.version),
        description=f"Where {package.requirement.marker}" if package.requirement.marker else None,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in package.hashes],
        licenses=_licences(package.name), components=inside,
    )  # fmt: skip


def _inside(name: str) -> Iterator[Component]:
    """What is compiled into a package here, by what it says of itself."""
    for part, version in _COMPILED.get(name, dict)().items():
        yield Component(name=part, version=version, type=ComponentType.LIBRARY, bom_ref=f"{part} in {name}")


def _of_sqlcipher3() -> dict[str, str]:
    connection = sqlcipher3.connect(":memory:")
    try:
        connection.execute("PRAGMA key = 'any'")  # it says nothing of its provider before it has one
        cipher, provider = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("cipher_version", "cipher_provider_version")
        )
    finally:
        connection.close()
    return {"SQLite": sqlcipher3.sqlite_version, "SQLCipher": cipher.split()[0], "OpenSSL": _number(provider)}


_COMPILED: dict[str, Any] = {
    "sqlcipher3": _of_sqlcipher3,
    "cryptography": lambda: {"OpenSSL": _number(backend.openssl_version_text())},
}


def _number(text: str) -> str:
    return (re.search(r"\d[\w.]*", text) or [""])[0]


def _is_here(package: LockedPackage) -> bool:
    try:
        return metadata(package.name)["Version"] == package.version
    except PackageNotFoundError:
        return False


def _licences(name: str) -> list[Any]:
    """What the package says of its licence, where it is installed here."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return []
    words = next((about[field] for field in ("License-Expression", "License") if field in about), "")
    if not words or "\n" in words:
        kinds = (kind for kind in about.get_all("Classifier") or () if kind.startswith("License :: "))
        words = next((kind.rpartition(" :: ")[2] for kind in kinds), "")
    return [LicenseFactory().make_from_string(words)] if words else []


def main() -> None:
    """Write the bill beside the release."""
    BILL.parent.mkdir(exist_ok=True)
    BILL.write_text(bill(Path(LOCK).read_text(encoding="utf-8")), encoding="utf-8")
    print(f"Written: {BILL.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
