"""What the tests of coordination share: the shipped playbook, and nouns told in a few words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

import intera.coordination
from intera.coordination.playbook import Playbook, parse_playbook
from intera.model.checkpoint import Checkpoint
from intera.model.incident import Incident, Lifecycle
from intera.model.signal import Scope
from intera.model.verdict import Severity, Verdict

AT = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)

INCIDENT = Incident(
    incident_id="INC-4127",
    lifecycle=Lifecycle.ACTIVE,
    scope=Scope("mobile-data"),
    title="Mobile Data slow",
    opened_at=AT,
    updated_at=AT,
    owner_team_id="mobile-desk",
)

VERDICT = Verdict(
    severity=Severity.P1,
    is_provisional=False,
    clause="2",
    reason="P1.",
    policy_version="7",
    decided_at=AT,
    findings=(),
    would_change=(),
)

CHECKPOINT = Checkpoint(
    checkpoint_id="INC-4127/cp-1",
    incident_id="INC-4127",
    promise="Scope known",
    due_at=AT + timedelta(minutes=30),
    team_id="mobile-desk",
    promised_at=AT,
)


@pytest.fixture(scope="session")
def at() -> datetime:
    return AT


@pytest.fixture(scope="session")
def raw_playbook() -> dict[str, Any]:
    path = Path(intera.coordination.__file__).parent / "playbooks" / "default.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def playbook(raw_playbook: dict[str, Any]) -> Playbook:
    return parse_playbook(raw_playbook)


@pytest.fixture(scope="session")
def make_incident() -> Callable[..., Incident]:
    return lambda **told: replace(INCIDENT, **told)


@pytest.fixture(scope="session")
def make_verdict() -> Callable[..., Verdict]:
    return lambda **told: replace(VERDICT, **told)


@pytest.fixture(scope="session")
def make_checkpoint() -> Callable[..., Checkpoint]:
    return lambda **told: replace(CHECKPOINT, **told)
