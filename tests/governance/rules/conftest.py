"""Facts told in a few words."""

from collections.abc import Callable
from datetime import datetime

import pytest

from intera.governance.facts import Facts, facts_of
from intera.model.impact import Impact
from intera.model.verdict import Severity


@pytest.fixture(scope="session")
def make_facts(make_impact: Callable[..., Impact], at: datetime) -> Callable[..., Facts]:
    """Facts of an impact; `standing` is the severity shown so far."""

    def make(standing: Severity | None = None, **told: object) -> Facts:
        return facts_of(make_impact(**told), standing=standing, at=at)

    return make
