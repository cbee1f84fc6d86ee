"""A real PostgreSQL for the tests of the hub, one for each process that runs them; a fresh council for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.hub_service import HubServer, HubService
from tests.support.postgres import Cluster, cluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A server of the tests' own. Where no PostgreSQL is installed the test is skipped, and says so."""
    with cluster() as running:
        yield running


@pytest.fixture(scope="session")
def server(postgres: Cluster) -> HubServer:
    """A database with the hub in it."""
    return HubServer(postgres)


@pytest.fixture
def service(server: HubServer) -> Iterator[HubService]:
    """A council with its head."""
    made = HubService(server)
    yield made
    made.close()
