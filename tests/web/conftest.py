"""One served installation for the tests of the pages; each test reports its own trouble."""

from collections.abc import Iterator

import httpx
import pytest

from web.served import Cluster, Served, serve


@pytest.fixture(scope="session")
def served(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Northmoor, served, with a worker."""
    with serve(cluster, tmp_path_factory.mktemp("web")) as running:
        yield running


@pytest.fixture(scope="session")
def mara(served: Served) -> Iterator[httpx.Client]:
    """A browser in which mara is signed in."""
    with served.signed_in() as client:
        yield client


@pytest.fixture(scope="session")
def coast(served: Served) -> str:
    """The number of an incident that no test changes."""
    return served.incident("mobile-data", "coast")
