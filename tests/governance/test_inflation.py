"""Declared against met on final evidence, counted by hand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from intera.governance.inflation import (
    GroupKind,
    Inflation,
    RepeatedRecordError,
    Side,
    measure_inflation,
)
from intera.model.share import FEWEST
from intera.model.verdict import DeclaredBy, Severity, SeverityClaim, SeverityRecord

AT = datetime(2026, 11, 18, 12, tzinfo=UTC)
CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "governance_inflation.yaml").read_text(encoding="utf-8"))


def _claim(told: dict[str, Any]) -> SeverityClaim:
    return SeverityClaim(
        declared_by=DeclaredBy(told.get("by", "source")),
        severity=Severity[told["says"]],
        declared_at=AT + timedelta(minutes=told["minute"]),
        channel=told.get("channel", ""),
        claim_ref=told.get("ticket", ""),
        team_id=told.get("team", ""),
    )


def _record(number: int, told: dict[str, Any]) -> SeverityRecord:
    return SeverityRecord(
        incident_id=f"INC-{number}",
        service_id=told.get("service", "mobile"),
        opened_at=AT,
        claims=tuple(_claim(each) for each in told["claims"]),
        ended_at=AT + timedelta(hours=9),
        final_severity=None if told["met"] is None else Severity[told["met"]],
    )


def _find(measured: tuple[Inflation, ...], then: dict[str, Any]) -> Inflation:
    [found] = [
        one
        for one in measured
        if (one.side, one.severity.label, one.group_kind, one.group)
        == (then["side"], then["severity"], then.get("by", "everything"), then.get("group", ""))
    ]
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_history_is_measured_as_counted_by_hand(case: dict[str, Any]) -> None:
    measured = measure_inflation([_record(number, told) for number, told in enumerate(case["incidents"])])
    for then in case["then"]:
        found = _find(measured, then)
        for name in ("declared", "met", "precision", "recall"):
            share = getattr(found, name)
            assert f"{share.count} of {share.total_count}" == then[name], name
            assert share.is_too_few is (share.total_count < FEWEST)
        lag = then.get("lag", {})
        assert (found.lag.overdeclared_count, found.lag.lowered_count) == (
            lag.get("overdeclared", 0),
            lag.get("lowered", 0),
        )
        assert (found.lag.median_s, found.lag.longest_s) == (lag.get("median_s"), lag.get("longest_s"))


def test_an_incident_given_twice_is_refused() -> None:
    record = _record(1, {"claims": [], "met": "P1"})
    with pytest.raises(RepeatedRecordError, match="INC-1"):
        measure_inflation([record, record])
    assert measure_inflation([]) == ()


def test_no_group_is_a_person() -> None:
    fields = set(SeverityClaim.__dataclass_fields__) | set(SeverityRecord.__dataclass_fields__)
    assert not {field for field in fields if "person" in field or "actor" in field}
    assert [kind.value for kind in GroupKind] == ["everything", "service", "channel", "team"]


CLAIMS = st.builds(
    SeverityClaim,
    declared_by=st.sampled_from(DeclaredBy),
    severity=st.sampled_from(Severity),
    declared_at=st.integers(0, 500).map(lambda minute: AT + timedelta(minutes=minute)),
    channel=st.sampled_from(["", "desk", "portal"]),
    claim_ref=st.sampled_from(["", "t1"]),
    team_id=st.sampled_from(["", "noc", "quality"]),
)


@given(
    told=st.lists(st.tuples(st.lists(CLAIMS, max_size=4), st.none() | st.sampled_from(Severity)), max_size=6),
    seed=st.randoms(use_true_random=False),
)
def test_order_does_not_matter_and_counts_agree(
    told: list[tuple[list[SeverityClaim], Severity | None]],
    seed: Any,  # noqa: ANN401 - Hypothesis' own random
) -> None:
    records = [
        SeverityRecord(f"INC-{number}", "mobile", AT, tuple(claims), AT, met)
        for number, (claims, met) in enumerate(told)
    ]
    shuffled = list(records)
    seed.shuffle(shuffled)
    measured = measure_inflation(records)
    assert measured == measure_inflation(shuffled)
    for one in measured:
        assert one.precision.total_count == one.declared.count
        assert one.recall.total_count == one.met.count
        assert one.precision.count == one.recall.count
        assert one.lag.overdeclared_count == one.declared.count - one.precision.count
        assert one.side in Side
