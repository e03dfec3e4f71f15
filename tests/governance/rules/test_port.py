"""Parameters and judgements."""

from dataclasses import dataclass, field, fields

import pytest

from intera.governance.rules.port import PERCENT, SEVERITY, TIER, Judged, UnreadableParameterError, counted, tier_word
from intera.model.party import Tier
from intera.model.verdict import Severity


@dataclass(frozen=True)
class _Sample:
    customer_count: int = field(metadata=counted(2))
    failing_percent: int = field(metadata=PERCENT)
    tier: Tier = field(metadata=TIER)
    severity: Severity = field(metadata=SEVERITY)


KINDS = {each.name: each.metadata["kind"] for each in fields(_Sample)}


def test_a_parameter_is_read_and_said() -> None:
    assert KINDS["customer_count"].say(KINDS["customer_count"].read(20000)) == "20,000"
    assert KINDS["failing_percent"].read(100) == 100
    assert KINDS["tier"].say(KINDS["tier"].read("vip")) == "VIP"
    assert KINDS["severity"].say(KINDS["severity"].read("P1")) == "P1"
    assert tier_word(Tier.KEY) == "key"


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("customer_count", 1),
        ("customer_count", "20000"),
        ("failing_percent", 101),
        ("failing_percent", True),
        ("tier", "gold"),
        ("severity", 1),
    ],
)
def test_what_a_rule_cannot_use_is_refused(name: str, raw: object) -> None:
    with pytest.raises(UnreadableParameterError, match=repr(raw)):
        KINDS[name].read(raw)


def test_firmer_is_greater() -> None:
    assert Judged.NOT_MET < Judged.TO_VERIFY < Judged.MET
