"""How sure, on which basis, and what would make us surer."""

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction

from intera.experience.track_record import TrackRecord
from intera.impact.certainty import Stated, agrees, confidence_of, pattern_of, raise_confidence_by
from intera.impact.weigh import Weighed
from intera.model.confidence import Confidence
from intera.model.ids import RegionId
from intera.model.impact import HarmLevel, ImpactRuling
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.source import SourceHealth

Build = Callable[..., Signal]
Weigh = Callable[..., tuple[Weighed, ...]]
DEGRADED = HarmLevel.DEGRADED


def _confidence(weighed: tuple[Weighed, ...], harm: HarmLevel = DEGRADED) -> Confidence:
    return confidence_of(weighed, Stated(harm), None, record=TrackRecord())


def test_ten_probes_are_one_kind(signal_of: Build, weighed_of: Weigh) -> None:
    ten = weighed_of(*(signal_of("probe", name=str(n)) for n in range(10)))
    assert _confidence(ten).ratio == _confidence(weighed_of(signal_of("probe"))).ratio


def test_a_kind_counts_by_its_best_statement_not_its_last(signal_of: Build, weighed_of: Weigh) -> None:
    fresh, stale = signal_of("probe", name="1"), signal_of("probe", name="2", age_min=300)
    assert _confidence(weighed_of(fresh, stale)).ratio == _confidence(weighed_of(fresh)).ratio


def test_the_basis_counts_sources(
    signal_of: Build, weighed_of: Weigh, health_of: Callable[..., dict[str, SourceHealth]]
) -> None:
    four = [signal_of(kind) for kind in ("probe", "health", "care_contacts", "account_confirmation")]
    assert _confidence(weighed_of(*four)).basis == "4 sources agree"
    assert _confidence(weighed_of(four[0])).basis == "1 source, nothing else confirms it yet"
    one_late = weighed_of(*four, signal_of("ticket", "closed"), late=health_of("health"))
    assert _confidence(one_late).basis == "3 sources agree, 1 disagrees, 1 is late"
    assert _confidence(weighed_of(four[0], late=health_of("probe"))).basis == "No fresh source, 1 is late"


def test_confidence_is_about_the_harm_stated(signal_of: Build, weighed_of: Weigh) -> None:
    well = weighed_of(signal_of("probe", "ok"), signal_of("ticket", "restored"))
    assert _confidence(well, HarmLevel.CLEAR).percent == 79
    assert _confidence(well, HarmLevel.DEGRADED).percent == 0


def test_probes_that_see_nothing_back_an_at_risk(signal_of: Build, weighed_of: Weigh) -> None:
    probe, health = signal_of("probe", "ok"), signal_of("health", symptom="margin")
    by_kind = {entry.kind: entry for entry in weighed_of(probe, health)}
    assert agrees(by_kind["probe"], HarmLevel.AT_RISK) is True
    assert agrees(by_kind["probe"], DEGRADED) is False


def test_one_green_probe_does_not_silence_contacts_and_accounts(signal_of: Build, weighed_of: Weigh) -> None:
    felt = [signal_of("care_contacts"), signal_of("account_confirmation")]
    assert _confidence(weighed_of(*felt)).percent == 81
    assert _confidence(weighed_of(*felt, signal_of("probe", "ok"))).percent == 54


def test_a_green_probe_elsewhere_does_not_speak_against_a_hurt_region(signal_of: Build, weighed_of: Weigh) -> None:
    said = [signal_of("probe", name="coast"), signal_of("care_contacts", regions=("coast", "lakes"))]
    lakes_well = signal_of("probe", "ok", name="lakes", regions=("lakes",))
    weighed = weighed_of(*said, lakes_well)
    both = Stated(DEGRADED, (RegionId("coast"), RegionId("lakes")))
    coast = Stated(DEGRADED, (RegionId("coast"),))
    sure = confidence_of(weighed_of(*said), coast, None, record=TrackRecord())
    assert confidence_of(weighed, both, None, record=TrackRecord()).ratio == sure.ratio
    assert confidence_of(weighed, Stated(DEGRADED, (RegionId("lakes"),)), None, record=TrackRecord()).ratio < sure.ratio


def test_all_clear_is_as_sure_as_the_least_sure_region(signal_of: Build, weighed_of: Weigh) -> None:
    weighed = weighed_of(signal_of("ticket", "closed", regions=("coast", "lakes")), signal_of("probe", "ok"))
    everywhere = Stated(HarmLevel.CLEAR, (RegionId("coast"), RegionId("lakes")))
    found = confidence_of(weighed, everywhere, None, record=TrackRecord())
    assert (found.percent, found.pattern) == (46, "ticket")


def test_a_track_record_corrects_the_figure_and_is_said(signal_of: Build, weighed_of: Weigh) -> None:
    weighed = weighed_of(signal_of("probe"), signal_of("care_contacts"), signal_of("ticket", "closed"))
    pattern = pattern_of(weighed, DEGRADED)
    assert pattern == "care_contacts+probe-ticket"
    without = _confidence(weighed)
    record = TrackRecord()
    for number in range(50):
        record.learn(pattern, happened=number >= 3)
    found = confidence_of(weighed, Stated(DEGRADED), None, record=record)
    assert found.basis.endswith("47 of 50 like this were confirmed")
    assert without.ratio < found.ratio < Fraction(47, 50)
    assert (found.happened_count, found.like_count) == (47, 50)


def test_a_ruling_lifts_to_confirmed_either_way(signal_of: Build, weighed_of: Weigh, now: datetime) -> None:
    weighed = weighed_of(signal_of("ticket"))
    for is_confirmed, word in ((True, "Confirmed"), (False, "Ruled out")):
        ruling = ImpactRuling(is_confirmed=is_confirmed, reason="", by_person="p", by_team_id="t", at=now)
        confidence = confidence_of(weighed, Stated(DEGRADED), ruling, record=TrackRecord())
        assert (confidence.percent, confidence.basis.split()[0]) == (90, word.split()[0])


def _raisers(operator: Operator, weighed: tuple[Weighed, ...], harm: HarmLevel = DEGRADED) -> tuple[str, ...]:
    confidence = _confidence(weighed, harm)
    return raise_confidence_by(weighed, harm, confidence, operator=operator, health={})


def test_what_would_raise_a_single_ticket(operator: Operator, signal_of: Build, weighed_of: Weigh) -> None:
    assert _raisers(operator, weighed_of(signal_of("ticket"))) == (
        "A second kind of source, for instance probes",
        "The desk confirming the claimed priority",
        "A person confirming that customers are affected",
    )


def test_a_kind_already_there_is_not_asked_for(
    operator: Operator, signal_of: Build, weighed_of: Weigh, health_of: Callable[..., dict[str, SourceHealth]]
) -> None:
    late = weighed_of(signal_of("probe"), signal_of("partner_flag"), late=health_of("probe"))
    assert _raisers(operator, late)[:2] == (
        "Fresh news from Synthetic tests",
        "A second kind of source, for instance customer contacts",
    )


def test_disagreement_is_work_to_do(operator: Operator, signal_of: Build, weighed_of: Weigh) -> None:
    said = _raisers(operator, weighed_of(signal_of("care_contacts"), signal_of("probe", "ok")))
    assert "Settling the contradiction by Synthetic tests in Coast" in said


def test_nothing_is_asked_for_once_confirmed_and_no_ruling_once_clear(
    operator: Operator, signal_of: Build, weighed_of: Weigh
) -> None:
    kinds = ("probe", "health", "care_contacts")
    assert _raisers(operator, weighed_of(*(signal_of(kind) for kind in kinds))) == ()
    clear = _raisers(operator, weighed_of(signal_of("ticket", "closed")), HarmLevel.CLEAR)
    assert clear == ("A second kind of source, for instance probes",)
