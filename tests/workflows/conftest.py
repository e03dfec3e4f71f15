"""Plain logs, as the product writes them."""

import pytest

from intera.workflows.set_up_logs import set_up_logs


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    """Tracebacks without every value in them; drawing those takes minutes."""
    set_up_logs("warning")
