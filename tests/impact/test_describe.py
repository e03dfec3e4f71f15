"""Evidence in plain words, one row per source, without a device, a ticket text or a partner's name."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from intera.impact.describe import evidence_rows, join_words, ruling_row, source_name
from intera.impact.weigh import Weighed
from intera.model.ids import AccountId, SourceId
from intera.model.impact import EvidenceKind, EvidenceWeight, ImpactRuling, Stance
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import SourceHealth

Build = Callable[..., Signal]
Weigh = Callable[..., tuple[Weighed, ...]]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([("probe", "degraded", {"failing_percent": 58})], "Coast 58% of test sessions fail"),
        ([("probe", "degraded", {})], "Test sessions fail in Coast"),
        ([("probe", "degraded", {"failing_percent": 20, "regions": ()})], "20% of test sessions fail"),
        ([("probe", "ok", {})], "Test sessions work as usual in Coast"),
        ([("health", "degraded", {"regions": ("coast", "lakes")})], "Mobile Data degraded in Coast and Lakes"),
        ([("health", "degraded", {"symptom": "margin"})], "Mobile Data at risk in Coast, customers unaffected"),
        ([("health", "ok", {})], "Mobile Data as usual in Coast"),
        ([("health", "degraded", {"known": False, "service": "core-rtr-7"})], "The service degraded"),
        (
            [("care_contacts", "degraded", {"contact_ratio_percent": 340})],
            "3.4 times the usual for this hour in Coast",
        ),
        ([("care_contacts", "degraded", {"contact_ratio_percent": 200})], "2 times the usual for this hour in Coast"),
        ([("care_contacts", "degraded", {})], "More contacts than usual for this hour in Coast"),
        ([("care_contacts", "ok", {})], "Contacts as usual for this hour in Coast"),
        ([("account_confirmation", "degraded", {"account_ids": ("A-1",)})], "Harbour Logistics confirms"),
        (
            [("account_confirmation", "open", {"account_ids": ("A-1", "A-3")})],
            "Harbour Logistics and Lakeside Rail confirm",
        ),
        (
            [("account_confirmation", "open", {"account_ids": ("A-1", "A-2", "A-3", "A-4", "A-5")})],
            "Corner Shop, Harbour Logistics, Lakeside Rail and 2 more confirm",
        ),
        ([("account_confirmation", "open", {})], "An account confirms"),
        ([("account_confirmation", "ok", {"account_ids": ("A-1",)})], "Harbour Logistics reports that it works"),
        ([("partner_flag", "degraded", {"regions": (), "partner": "P-17"})], "Partner P-17 reports trouble"),
        ([("partner_flag", "ok", {})], "A partner reports that it works"),
        ([("ticket", "open", {})], "A ticket reports it"),
        ([("ticket", "open", {"claimed_priority": 2})], "A ticket reports it, priority 2 claimed, not confirmed"),
        (
            [("ticket", "open", {"claimed_priority": 1, "priority_confirmed": True})],
            "A ticket reports it, priority 1 claimed, confirmed by the desk",
        ),
        ([("ticket", "restored", {})], "A ticket says service is back"),
        ([("ticket", "closed", {})], "A ticket is closed"),
        ([("ticket", "cancelled", {})], "Withdrawn, so not counted"),
        ([("probe", "degraded", {"age_min": -60})], "Dated ahead of our clock, so not counted"),
    ],
)
def test_what_one_row_says(
    operator: Operator,
    signal_of: Build,
    weighed_of: Weigh,
    said: list[tuple[str, str, dict[str, object]]],
    sentence: str,
) -> None:
    signals = [signal_of(kind, state, **changes) for kind, state, changes in said]
    (row,) = evidence_rows(weighed_of(*signals), operator, health={})
    assert row.says == sentence


def test_one_source_speaks_in_one_row_with_its_newest_age(
    operator: Operator, signal_of: Build, weighed_of: Weigh, now: datetime
) -> None:
    coast = signal_of("probe", name="1", failing_percent=58, age_min=20)
    lakes = signal_of("probe", name="2", failing_percent=34, regions=("lakes",), age_min=1)
    (row,) = evidence_rows(weighed_of(coast, lakes), operator, health={})
    assert row.says == "Coast 58% and Lakes 34% of test sessions fail"
    assert (row.age_s, row.observed_at, row.weight) == (60, now - timedelta(minutes=1), EvidenceWeight.STRONG)
    assert (row.source_name, row.kind, row.stance) == ("Synthetic tests", EvidenceKind.PROBE, Stance.FOR)


def test_a_late_source_says_so(
    operator: Operator, signal_of: Build, weighed_of: Weigh, health_of: Callable[..., dict[SourceId, SourceHealth]]
) -> None:
    (row,) = evidence_rows(weighed_of(signal_of("probe"), late=health_of("probe")), operator, health={})
    assert (row.says, row.weight, row.is_late) == (
        "Late, so not counted either way",
        EvidenceWeight.NONE,
        True,
    )


def test_rows_come_heaviest_first(operator: Operator, signal_of: Build, weighed_of: Weigh) -> None:
    rows = evidence_rows(weighed_of(*(signal_of(k) for k in ("ticket", "care_contacts", "probe"))), operator, health={})
    assert [row.weight for row in rows] == [EvidenceWeight.STRONG, EvidenceWeight.MEDIUM, EvidenceWeight.LIGHT]


def test_no_hidden_word_of_a_ticket_reaches_the_evidence(
    operator: Operator, signal_of: Build, weighed_of: Weigh
) -> None:
    ticket = signal_of("ticket", "open", title="core-rtr-7 flapping", problem_ref="PRB-1", name="INC0001")
    (row,) = evidence_rows(weighed_of(ticket), operator, health={})
    assert not any(word in repr(row) for word in ("core-rtr-7", "PRB-1", "INC0001"))


def test_a_ruling_is_spoken_by_the_desk_not_the_person(operator: Operator, now: datetime) -> None:
    ruling = ImpactRuling(
        is_confirmed=True, reason="saw rtr-7", by_person="K. Adeyemi", by_team_id="mobile-desk", at=now
    )
    row = ruling_row(ruling, operator, at=now + timedelta(minutes=2))
    assert (row.says, row.weight) == ("Mobile Desk confirms that customers are affected", EvidenceWeight.STRONG)
    assert row.age_s == 120
    assert "Adeyemi" not in repr(row)
    assert "rtr-7" not in repr(row)


def test_words_and_names(operator: Operator, health_of: Callable[..., dict[SourceId, SourceHealth]]) -> None:
    assert [join_words(words) for words in ((), ("A",), ("A", "B"), ("A", "B", "C"))] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert source_name(SourceId("x"), operator, {}) == "x"
    assert source_name(SourceId("probe"), operator, {}) == "Synthetic tests"
    assert source_name(SourceId("probe"), Operator("o", "UTC"), health_of()) == "Synthetic tests"


def test_accounts_named_by_one_source_are_listed_once(operator: Operator, signal_of: Build, weighed_of: Weigh) -> None:
    signals = [signal_of("account_confirmation", name=n, account_ids=(AccountId("A-1"),)) for n in ("1", "2")]
    (row,) = evidence_rows(weighed_of(*signals), operator, health={})
    assert row.says == "Harbour Logistics confirms"
