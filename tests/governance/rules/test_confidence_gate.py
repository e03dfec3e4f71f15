"""Sure enough to raise or to keep."""

from collections.abc import Callable

import pytest

from intera.governance.facts import Facts
from intera.governance.rules.confidence_gate import ConfidenceGate
from intera.governance.rules.port import Judged
from intera.model.verdict import Severity

RULE = ConfidenceGate(severity=Severity.P2, raise_percent=75, keep_percent=60)


@pytest.mark.parametrize(
    ("standing", "confidence", "judged"),
    [
        (None, 75, Judged.MET),
        (None, 74, Judged.NOT_MET),
        (Severity.P3, 74, Judged.NOT_MET),
        (Severity.P2, 60, Judged.MET),
        (Severity.P1, 60, Judged.MET),
        (Severity.P2, 59, Judged.NOT_MET),
    ],
)
def test_keeping_is_easier_than_raising(
    standing: Severity | None, confidence: int, judged: Judged, make_facts: Callable[..., Facts]
) -> None:
    assert RULE.judge(make_facts(standing=standing, confidence=confidence)) is judged


def test_a_bar_of_nothing_cannot_be_missed(make_facts: Callable[..., Facts]) -> None:
    rule = ConfidenceGate(severity=Severity.P3, raise_percent=0, keep_percent=0)
    assert rule.judge(make_facts(confidence=0)) is Judged.MET
    assert rule.turned(make_facts(confidence=0), is_met=False) is None
